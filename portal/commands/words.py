"""``python -m portal.commands words``: what a text said on a day, and sharing texts as files."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import click

from portal.commands.ready import ready_engine
from portal.services.share_wording import FormError, export_wording, import_wording
from portal.services.shown_words import NotRecordedError, shown_everywhere
from portal.settings import RESOURCES
from portal.store.cases import COPENHAGEN
from portal.wording.catalogue import load_catalogue

_FOLDER: Any = click.Path(path_type=Path)


@click.group("words")
def words() -> None:
    """See what a text said on a day; share the municipality's own texts as files."""


@words.command("shown")
@click.argument("key")
@click.argument("day", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]))
def shown_command(key: str, day: datetime) -> None:
    """Say what KEY said on DAY, in every language and register; a day is taken at its end."""
    whole_day = day.time() == time()
    at = datetime.combine(day, time(23, 59, 59)) if whole_day else day
    with ready_engine().connect() as connection:
        try:
            found = shown_everywhere(connection, key, at.replace(tzinfo=COPENHAGEN))
        except NotRecordedError:
            raise click.ClickException(
                "That is before this installation wrote down its words."
            ) from None
    if not found:
        raise click.ClickException(f"No text was called “{key}” then.")
    for one in found:
        whose = "as shipped" if one.own is None else f"the municipality's own, version {one.own}"
        click.echo(f"{one.place.language} {one.place.register} ({whose})\n{one.text}\n")


@words.command("export")
@click.argument("folder", type=_FOLDER)
def export_command(folder: Path) -> None:
    """Write the municipality's own texts, their versions and their discussions into FOLDER."""
    with ready_engine().connect() as connection:
        written = export_wording(connection, folder, _shipped(), datetime.now(UTC))
    click.echo(f"{written} versions are in {folder}.")


@words.command("import")
@click.argument("folder", type=_FOLDER)
@click.option("--from", "origin", help="Whose texts they are: they come in as drafts to look at.")
def import_command(folder: Path, origin: str | None) -> None:
    """Read FOLDER: into an empty register as it was, or another municipality's as drafts."""
    engine = ready_engine()
    try:
        done = import_wording(engine, folder, _shipped(), datetime.now(UTC), origin)
    except FormError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{done.read} versions read, {len(done.refused)} refused.")
    for refused in done.refused:
        click.echo(refused)


def _shipped() -> Any:
    return load_catalogue(RESOURCES / "translations")
