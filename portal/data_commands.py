"""What looks after the data: ``python -m portal.commands backup`` and its like."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from portal.database.backup import Backup, BackupError, back_up, restore
from portal.settings import from_environment

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


COMMANDS = (backup_command, restore_command)
