"""Bring the portal into being and keep it going: the database, case systems, the worker."""

import time
from datetime import UTC, datetime
from pathlib import Path

import click
from tqdm import tqdm

from portal.commands.ready import ready_engine
from portal.identity.identifiers import Identifiers
from portal.municipality import Municipality, load
from portal.services.import_file import import_file
from portal.services.pull_source import pull_source
from portal.services.record_events import From, Origin
from portal.services.record_wording import record_shipped, texts_of
from portal.settings import RESOURCES, from_environment
from portal.store import feed
from portal.store.engine import open_engine
from portal.store.migrate import upgrade
from portal.wording.catalogue import load_catalogue
from portal.worker import rounds


@click.command()
def migrate() -> None:
    """Bring the database to the form this version needs, and record its words."""
    settings = from_environment()
    upgrade(settings.database_url)
    new = record_shipped(
        open_engine(settings.database_url), load_catalogue(RESOURCES / "translations"), _now()
    )
    click.echo(f"The database is ready. {new} texts are new in this version.")


@click.command()
@click.option("--forever", is_flag=True, help="Go on until stopped, as the worker does.")
def pull(forever: bool) -> None:
    """Read what is new in every case system that has an address."""
    settings = from_environment()
    municipality = load(settings.municipality, demo=settings.demo)
    engine = ready_engine(settings)
    next_at: dict[str, float] = {}
    while True:
        for source in municipality.sources:
            url = settings.source_url(source.name, source.base_url)
            if url is None or time.monotonic() < next_at.get(source.name, 0):
                continue
            next_at[source.name] = time.monotonic() + source.pull_every_seconds
            pulled = pull_source(
                engine,
                url,
                settings.source_token(source.name),
                From(source.name, source.go_live, Origin.PULL),
                Identifiers(settings.identifier_key),
                _now(),
            )
            if not forever:
                answer = "answered" if pulled.answered else "did not answer"
                click.echo(f"{source.name} {answer}: {pulled.recorded} new events.")
        if not forever:
            return
        time.sleep(0.5)


@click.command()
@click.option("--forever", is_flag=True, help="Go on until stopped.")
def work(forever: bool) -> None:
    """Do what waits: read what came for the desk, make letters, send post, scan files."""
    settings = from_environment()
    municipality = load(settings.municipality, demo=settings.demo)
    going = rounds(settings, municipality, ready_engine(settings))
    while True:
        done = going.once()
        if not forever:
            for name, much in done.items():
                click.echo(f"{name}: {'failed' if much < 0 else much}")
            return
        time.sleep(0.2)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="The case system's name in municipality.toml.")
def import_(file: Path, source: str) -> None:
    """Read a file with one event a line. Nothing is ever sent because of them."""
    settings = from_environment()
    known = load(settings.municipality, demo=settings.demo).source(source)
    if known is None:
        raise click.ClickException(f"municipality.toml knows no source “{source}”.")
    with (
        file.open(encoding="utf-8") as lines,
        tqdm(total=_count(file), unit=" events", disable=None) as bar,
    ):
        receipt = import_file(
            ready_engine(settings),
            lines,
            From(source, known.go_live, Origin.IMPORT),
            Identifiers(settings.identifier_key),
            _now(),
            lambda read: bar.update(read) and None,
        )
    aside = len(receipt.set_aside)
    click.echo(f"{receipt.recorded} recorded, {receipt.repeated} known before, {aside} set aside.")


@click.command("set-aside")
def set_aside() -> None:
    """Show what the sources sent that can't be used."""
    engine = ready_engine()
    with engine.connect() as connection:
        for row in feed.set_aside(connection):
            click.echo(
                f"{row.received_at:%Y-%m-%d %H:%M} {row.source} {row.event_id or '-'} "
                f"{row.pointer or '/'} {row.code}: {row.reason}"
            )


@click.command()
@click.argument("release")
@click.argument("key", required=False)
def wording(release: str, key: str | None) -> None:
    """Show the words a page used, by the name it gives at its foot."""
    with ready_engine().connect() as connection:
        texts = texts_of(connection, release)
    if not texts:
        raise click.ClickException(f"No release is called “{release}” here.")
    for text in texts:
        if key in (None, text.key):
            click.echo(f"{text.key} (version {text.version})\n{text.text}\n")


@click.command()
def check() -> None:
    """Check the settings and the municipality's facts, and say what is wrong."""
    settings = from_environment()
    municipality: Municipality = load(settings.municipality, demo=settings.demo)
    click.echo(f"The settings are right for {municipality.name}.")


def _count(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(1 for line in lines if line.strip())


def _now() -> datetime:
    return datetime.now(UTC)


COMMANDS = (migrate, pull, work, import_, set_aside, wording, check)
