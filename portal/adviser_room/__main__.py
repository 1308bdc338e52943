"""Start the room and look after it: ``python -m portal.adviser_room``."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from portal import logs
from portal.adviser_room.services.lend import purge as purge_copies
from portal.adviser_room.services.report import forget_old
from portal.adviser_room.settings import RoomSettings, room_from_environment
from portal.adviser_room.store.engine import open_room
from portal.adviser_room.store.migrate import DatabaseNewerError, upgrade
from portal.adviser_room.store.sign_ins import end_adviser
from portal.core.zone import COPENHAGEN
from portal.database.backup import back_up, restore
from portal.database.copies import BackupError
from portal.municipality import Municipality, load
from portal.one_sentence import run

_PATH: Any = click.Path(path_type=Path)


class NoAdviserError(Exception):
    """The municipality has no adviser, so there is no room."""


@click.group()
def cli() -> None:
    """Run and look after the adviser's room."""
    logs.set_up("WARNING")


@cli.command()
def migrate() -> None:
    """Bring the room's database to the form this version needs."""
    settings, _ = _known()
    _migrate(settings)
    click.echo("The room's database is ready.")


@cli.command()
def purge() -> None:
    """Delete copies whose day has passed, and conversations that were kept long enough."""
    settings, municipality = _known()
    engine = open_room(settings.database_url)
    now = datetime.now(UTC)
    today = now.astimezone(COPENHAGEN).date()
    copies = purge_copies(engine, today, now)
    themes = [theme.key for theme in municipality.adviser.themes]
    old = forget_old(engine, settings.keep_months, themes, today, now)
    click.echo(f"{copies} copies and tickets and {old} conversations were deleted.")


@cli.command("sign-out-adviser")
def sign_out_adviser() -> None:
    """End every session of an adviser; no citizen's. It counts from the next request."""
    settings, _ = _known()
    with open_room(settings.database_url).begin() as connection:
        ended = end_adviser(connection)
    click.echo(f"{ended} sessions have ended.")


@cli.command()
@click.argument("file", type=_PATH)
def backup(file: Path) -> None:
    """Write the room's database into one new FILE. The room may run; the keys are not in it."""
    settings, _ = _known()
    back_up(settings.database_url, None, file, datetime.now(UTC))
    click.echo(f"{file} is written.")


@cli.command("restore")
@click.argument("file", type=_PATH)
def put_back(file: Path) -> None:
    """Put a backup back into an empty database. Then delete what its day has passed for: purge."""
    settings, _ = _known()
    restore(settings.database_url, None, file)
    click.echo("The room is put back. Now: python -m portal.adviser_room purge")


@cli.command()
def serve() -> None:
    """Migrate, and answer until stopped. In demo mode a few conversations are there."""
    settings, _ = _known()
    _migrate(settings)
    if settings.demo:
        # The demo's people are needed for nothing else.
        from portal.adviser_room.demo_talks import fill  # noqa: PLC0415

        fill(settings, datetime.now(UTC))
    os.execv(sys.executable, server_command(settings))  # noqa: S606 - our own interpreter


def server_command(settings: RoomSettings) -> list[str]:
    """Return what starts the production server."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--no-ws"),
        *("--host", settings.host, "--port", str(settings.port)),
        *("--workers", "1", "--workers-kill-timeout", "1s", "--blocking-threads", "1"),
        *("--log-level", "warning", "portal.adviser_room.app:create_app"),
    ]


def _known() -> tuple[RoomSettings, Municipality]:
    settings = room_from_environment()
    municipality = load(settings.municipality, demo=settings.demo)
    if municipality.adviser.kind == "none":
        raise NoAdviserError(
            f"{settings.municipality.name}: adviser.kind is “none”; there is no room to run."
        )
    return settings, municipality


def _migrate(settings: RoomSettings) -> None:
    settings.var.mkdir(parents=True, exist_ok=True)
    upgrade(settings.database_url)


def main() -> int:
    """Run a command. Returns the exit code."""
    return run(cli, BackupError, DatabaseNewerError, NoAdviserError)


if __name__ == "__main__":
    sys.exit(main())
