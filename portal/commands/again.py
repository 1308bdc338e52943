"""``python -m portal.commands shown-again``: a case's page as it stood on a day, as a file."""

from datetime import datetime, time
from pathlib import Path
from typing import Any

import click

from portal.app import create_app
from portal.commands.ready import ready_engine
from portal.core.access import may_see
from portal.core.looks import What
from portal.core.parties import Party
from portal.core.vocabulary import Role
from portal.services.look import by_system, write_looks
from portal.services.shown_again import NotThereError, Then, known_then
from portal.services.shown_words import NotRecordedError
from portal.settings import from_environment
from portal.store.cases import COPENHAGEN
from portal.store.then import case_named
from portal.web.citizen.shown_again import READINGS, About, saw
from portal.web.portal import portal, reading
from portal.web.staff.again_file import as_file
from portal.whole_files import write_whole

_PATH: Any = click.Path(path_type=Path)
_WHO = "sagsvej"
_LAST = time(23, 59, 59)


@click.command("shown-again")
@click.argument("source")
@click.argument("reference")
@click.argument("at", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]))
@click.argument("file", type=_PATH)
@click.option("--party", help="Whose page: their reference in the case. The citizen's without it.")
@click.option("--reading", "kind", type=click.Choice(list(READINGS)), default="da")
@click.option("--letters", type=_PATH, help="A new folder for the letters as PDF.")
def shown_again_command(
    source: str,
    reference: str,
    at: datetime,
    file: Path,
    party: str | None,
    kind: str,
    letters: Path | None,
) -> None:
    """Write a case's page as it stood AT a moment into one new FILE; a day is taken at its end.

    SOURCE and REFERENCE name the case as its case system does. The letters of then are in FILE
    too. That it was done stands among who has opened the case, for its citizen to read.
    """
    for new in filter(None, (file, letters)):
        if new.exists():
            raise click.ClickException(f"{new} is there already; nothing was written.")
    settings = from_environment()
    ready_engine(settings)
    whole_day = at.time() == time()
    moment = (datetime.combine(at, _LAST) if whole_day else at).replace(tzinfo=COPENHAGEN)
    app = create_app(settings)
    with app.test_request_context("/", headers={"Accept-Language": "da"}):
        now = portal().now()
        if not whole_day and moment > now:
            raise click.ClickException("That time has not come yet.")
        html, papers = _made(source, reference, min(moment, now), party, kind)
    write_whole(file.absolute(), html.encode())
    if letters is not None:
        letters.mkdir(parents=True)
        for name, content in papers.items():
            write_whole(letters.absolute() / name, content)
    click.echo(f"{file} is written: the page of {min(moment, now):%Y-%m-%d %H:%M}.")
    click.echo(f"{len(papers)} papers stood on it; they are in the file too.")


def _made(
    source: str, reference: str, at: datetime, party: str | None, kind: str
) -> tuple[str, dict[str, bytes]]:
    """Return the file and the letters; that it was looked at is written before it is given."""
    row = case_named(reading(), source, reference)
    if row is None:
        raise click.ClickException(f"{source} has told of no case {reference}.")
    try:
        then = known_then(reading(), row.id, row.source, at)
        made = as_file(About(row.id, row.public_id, row.source), then, _party(then, party), kind)
    except NotThereError:
        raise click.ClickException("The case was not in the portal then.") from None
    except NotRecordedError:
        raise click.ClickException(
            "That is before this installation wrote down its words."
        ) from None
    write_looks(reading(), [by_system(_WHO, row.id, What.SHOWN_AGAIN, portal().now())])
    return made


def _party(then: Then, ref: str | None) -> Party:
    """Return whose page it is; the person the case was about where nobody is named."""
    mine = (one for one in then.parties.values() if one.role in (Role.PERSON, Role.CHILD))
    party = then.parties.get(ref) if ref else next(mine, None)
    if party is None or not saw(then, party, may_see):
        named = ", ".join(f"{one.ref} ({one.role})" for one in then.parties.values()) or "nobody"
        raise click.ClickException(f"They could not see the case then. In it were: {named}.")
    return party
