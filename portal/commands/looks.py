"""``python -m portal.commands looks``: is what is written of looks at cases as it was written?"""

from datetime import UTC, datetime

import click

from portal.commands.ready import ready_engine
from portal.municipality import load
from portal.services.look import seal_looks
from portal.services.verify_looks import Verified, looks_kept_since, verify_looks
from portal.settings import from_environment
from portal.store import looks as store
from portal.store.cases import COPENHAGEN


@click.group("looks")
def looks() -> None:
    """Check what is written of looks at cases."""


@looks.command("verify")
@click.option("--head", help="What “looks head” said once and was kept elsewhere.")
def verify_command(head: str | None) -> None:
    """Go through the whole chain and say whether anything was changed."""
    settings, now = from_environment(), _now()
    municipality = load(settings.municipality, demo=settings.demo)
    since = looks_kept_since(municipality, now.astimezone(COPENHAGEN).date())
    with ready_engine().connect() as connection:
        found = verify_looks(connection, now, _bare(head), since)
    for problem in found.problems:
        click.echo(problem)
    if found.problems:
        raise click.ClickException("What is written of looks is not as it was written.")
    click.echo(_told(found))


@looks.command("head")
def head_command() -> None:
    """Say the newest value of the chain: keep it where nobody with the database can change it."""
    engine = ready_engine()
    seal_looks(engine, _now())
    with engine.connect() as connection:
        position, chain = store.head(connection)
    click.echo(f"{position}:{chain.hex()}")


def _bare(head: str | None) -> str | None:
    """Return the value of a head without its place."""
    return head.rsplit(":", 1)[-1] if head else None


def _told(found: Verified) -> str:
    kept = found.seals - found.removed
    return (
        f"{found.seals} looks are sealed. {kept} are as they were written; "
        f"{found.removed} were removed when their time was over. "
        f"The head is {found.seals}:{found.head.hex()}"
    )


def _now() -> datetime:
    return datetime.now(UTC)
