"""``python -m portal.commands words``: what a text said on a day, and sharing texts as files."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine

from portal.commands.ready import ready_engine
from portal.services.edit_wording import Desk
from portal.services.share_wording import (
    FormError,
    export_wording,
    import_wording,
    write_gettext,
)
from portal.services.shown_words import NotRecordedError, shown_everywhere
from portal.services.spoken_words import SpokenWords
from portal.services.translate_wording import TranslationsRefusedError, take_translations
from portal.settings import RESOURCES
from portal.store.cases import COPENHAGEN
from portal.wording.catalogue import load_catalogue
from portal.wording.translators import TranslationsError

_FOLDER: Any = click.Path(path_type=Path)


@click.group("words")
def words() -> None:
    """See what a text said on a day; share texts as files, with translators too."""


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
@click.option("--po", "only_gettext", is_flag=True, help="Only gettext files, for translators.")
def export_command(folder: Path, *, only_gettext: bool) -> None:
    """Write the municipality's own texts, their versions and their discussions into FOLDER.

    Beside them stand all texts as they are now, as gettext files for translators.
    """
    now = datetime.now(UTC)
    with ready_engine().connect() as connection:
        if only_gettext:
            for path in write_gettext(connection, folder, _shipped(), now):
                click.echo(path)
            return
        written = export_wording(connection, folder, _shipped(), now)
    click.echo(f"{written} versions are in {folder}.")


@words.command("import")
@click.argument("path", type=_FOLDER)
@click.option("--from", "origin", help="Whose texts they are: they come in as drafts to look at.")
def import_command(path: Path, origin: str | None) -> None:
    """Read PATH: a folder into an empty register as it was, or another municipality's as drafts.

    A gettext file (.po) that a translator has given back comes in as drafts too.
    """
    engine = ready_engine()
    if path.suffix == ".po":
        _take_translations(engine, path, origin)
        return
    try:
        done = import_wording(engine, path, _shipped(), datetime.now(UTC), origin)
    except FormError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{done.read} versions read, {len(done.refused)} refused.")
    for refused in done.refused:
        click.echo(refused)


def _take_translations(engine: Engine, path: Path, translator: str | None) -> None:
    if not translator:
        raise click.ClickException("Say whose translation it is: --from “Maria Tolk”.")
    desk = Desk(engine, SpokenWords(_shipped()))
    with engine.connect() as connection:
        desk.words.follow(lambda: connection)
    try:
        taken = take_translations(desk, path.read_bytes(), translator, datetime.now(UTC))
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read: {error.strerror}.") from None
    except TranslationsError as error:
        raise click.ClickException(f"{path}: {error}") from None
    except TranslationsRefusedError as error:
        raise click.ClickException("\n".join([str(error), *error.problems])) from None
    click.echo(
        f"{taken.drafts} new drafts from {translator}, {taken.same} texts as they were, "
        f"{taken.unfinished} not finished."
    )
    for key in taken.behind:
        click.echo(f"{key}: the Danish text is another now than the one that was translated.")


def _shipped() -> Any:
    return load_catalogue(RESOURCES / "translations")
