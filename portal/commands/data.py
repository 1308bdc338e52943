"""What looks after the data: ``python -m portal.commands backup`` and its like."""

import getpass
import os
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from portal.commands.ready import ready_engine
from portal.core.retention import Why
from portal.database.backup import Backup, BackupError, back_up, restore
from portal.files import Vault
from portal.identity.identifiers import Identifiers
from portal.municipality import load
from portal.services.export_person import as_zip, export_person
from portal.services.forget import Stays, forget_now, lengths_on
from portal.services.rekey import Keys, RekeyError, change_key
from portal.settings import from_environment
from portal.settings.values import strong
from portal.store.cases import COPENHAGEN
from portal.whole_files import write_whole

Command = TypeVar("Command", bound=Callable[..., Any])
_PATH: Any = click.Path(path_type=Path)
_MEGABYTE = 1_000_000


def _one_sentence(command: Command) -> Command:
    """Let what is wrong be one sentence."""

    @wraps(command)
    def asked(*args: Any, **values: Any) -> Any:
        try:
            return command(*args, **values)
        except BackupError as error:
            raise click.ClickException(str(error)) from None

    return asked  # type: ignore[return-value]


@click.command("backup")
@click.argument("file", type=_PATH)
@_one_sentence
def backup_command(file: Path) -> None:
    """Write the database and the files from citizens into one new FILE.

    The portal may run. The keys are not in it: keep them elsewhere, without them nobody can
    read identifiers, messages and files. FILE is as sensitive as the case system's own backup.
    """
    settings = from_environment()
    done = back_up(settings.database_url, settings.files, file, datetime.now(UTC))
    click.echo(f"{file} is written: {_told(done)}.")
    click.echo(
        "The keys are not in it. Without SAGSVEJ_IDENTIFIER_KEY no citizen finds their case."
    )


@click.command("restore")
@click.argument("file", type=_PATH)
@_one_sentence
def restore_command(file: Path) -> None:
    """Put a backup into an empty database and an empty folder. Nothing is overwritten."""
    settings = from_environment()
    done = restore(settings.database_url, settings.files, file)
    click.echo(f"Put back: {_told(done)}.")
    click.echo("Before the portal starts: python -m portal.commands migrate")


def _told(backup: Backup) -> str:
    made = backup.made_at.astimezone(UTC)
    return (
        f"a {backup.kind} database of {made:%Y-%m-%d %H:%M} UTC and {backup.files} files, "
        f"{backup.size / _MEGABYTE:.1f} MB"
    )


@click.command("retention")
@click.option("--dry-run", is_flag=True, help="Only tell what would go.")
def retention_command(dry_run: bool) -> None:
    """Remove what has had its time, and tell which cases stay though theirs is over.

    The worker does the same once a day. Nothing goes that the case system has not taken over.
    """
    settings = from_environment()
    now = datetime.now(UTC)
    municipality = load(settings.municipality, demo=settings.demo)
    engine = ready_engine(settings)
    vault = Vault(settings.files, Identifiers(settings.identifier_key))
    lengths = lengths_on(municipality, now.astimezone(COPENHAGEN).date())
    done = forget_now(engine, vault, lengths, now, only_look=dry_run)
    did = "Would go" if dry_run else "Gone"
    click.echo(f"{did}: {', '.join(f'{n} {what}' for what, n in done.gone.items()) or 'nothing'}.")
    for case in done.stay:
        click.echo(f"{case.source} {case.reference} stays: {'; '.join(_reasons(case))}.")


def _reasons(case: Stays) -> Iterator[str]:
    for why in case.why:
        if why is Why.NOT_TAKEN_OVER:
            kinds = ", ".join(
                f"{number} {kind}" for kind, number in sorted(case.not_taken_over.items())
            )
            yield f"the case system has not taken over {kinds}"
        else:
            yield _WHY[why]


_WHY = {
    Why.OPEN: "the case system has not closed it",
    Why.TIME: "something has happened since",
    Why.ON_ITS_WAY: "something is still to be made, sent or scanned",
    Why.NEWEST: "the newest of its kind is in it; it goes when something newer has come",
}


@click.command("export-person")
@click.argument("file", type=_PATH)
def export_command(file: Path) -> None:
    """Write all that is held on one person into one new FILE, a zip.

    The CPR number is read from standard input, never from the command line. That it was done
    stands among who has opened the person's cases.
    """
    if file.exists():
        raise click.ClickException(f"{file} is there already; nothing was written.")
    settings = from_environment()
    identifier = _asked_identifier()
    now = datetime.now(UTC)
    identifiers = Identifiers(settings.identifier_key)
    engine, vault = ready_engine(settings), Vault(settings.files, identifiers)
    copy = export_person(engine, vault, identifiers, identifier, now)
    if copy.is_empty:
        raise click.ClickException("Nothing is held on this person here; no file was written.")
    write_whole(file.absolute(), as_zip(copy, now.astimezone(COPENHAGEN)))
    number = sum(len(rows) for rows in copy.tables.values())
    click.echo(f"{file} is written: {number} rows and {len(copy.files)} files.")
    click.echo("Read it through before it is handed over: free text may name others.")


def _asked_identifier() -> str:
    if sys.stdin.isatty():
        given = getpass.getpass("CPR number (is not shown): ")
    else:
        given = sys.stdin.readline()
    if not re.fullmatch(r"[0-9]{6}[- ]?[0-9]{4}", given.strip()):
        raise click.ClickException("That is no CPR number: ten digits.")
    return given.strip()


@click.command("rekey")
@click.option("--lose-some", is_flag=True, help="Go on though some must be invited again.")
def rekey_command(lose_some: bool) -> None:
    """Change the key that hides identifiers. Stop the portal and its workers first.

    SAGSVEJ_IDENTIFIER_KEY is the new key, SAGSVEJ_IDENTIFIER_KEY_BEFORE the one before. Make a
    backup first. Stopped in the middle, it is called again.
    """
    settings = from_environment()
    name = "SAGSVEJ_IDENTIFIER_KEY_BEFORE"
    before = strong(name, os.environ.get(name, ""))
    if before == settings.identifier_key:
        raise click.ClickException(f"{name} is the new key too; nothing was changed.")
    keys = Keys(Identifiers(before), Identifiers(settings.identifier_key))
    vault = Vault(settings.files, keys.after)
    try:
        done = change_key(
            ready_engine(settings), vault, keys, datetime.now(UTC), lose_some=lose_some
        )
    except RekeyError as error:
        raise click.ClickException(str(error)) from None
    changed = ", ".join(f"{number} {what}" for what, number in done.done.items())
    click.echo(f"Changed: {changed or 'nothing; it has the new key already'}.")
    if done.lost:
        click.echo(f"{done.lost} people must be invited to their cases again.")
    click.echo(f"Everybody was signed out. Now take {name} away, and start the portal.")


COMMANDS = (
    backup_command,
    restore_command,
    retention_command,
    export_command,
    rekey_command,
)
