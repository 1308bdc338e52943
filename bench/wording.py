"""What own texts cost: the case page with 200 of them, and the whole register."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median
from time import perf_counter, thread_time

from sqlalchemy import event
from werkzeug.test import EnvironBuilder

from bench.databases import FEW, VAR, Filled, filled, settings_for
from bench.report import Figure
from portal.app import create_app
from portal.core.wording import Ground, Place
from portal.services.edit_wording import Change, Desk, publish, write_draft
from portal.services.spoken_words import SpokenWords
from portal.settings import RESOURCES
from portal.store.engine import open_engine
from portal.web.editor.listed import read_register
from portal.wording.catalogue import load_catalogue

TARGET = 1.05
OWN = 200
_PARTS = ("status.", "turn.", "note.", "step.", "event.", "people.", "promise.", "case.")


def measure(quick: bool) -> Iterator[Figure]:
    """Yield the case page's time with own texts against without, and the register's."""
    plain = filled(FEW)
    own = _with_own(plain)
    ask = [_asking(database) for database in (plain, own)]
    for one in ask:
        for _ in range(200):
            one()
    ratios = []
    # By turns of a few pages in one process: what else the machine does meets both alike.
    for turn in range(60 if quick else 300):
        took = [0.0, 0.0]
        for which in (0, 1) if turn % 2 else (1, 0):
            began = thread_time()
            for _ in range(20):
                ask[which]()
            took[which] = thread_time() - began
        ratios.append(took[1] / took[0])
    ratios.sort()
    spread = f"{ratios[len(ratios) // 4]:.3f} to {ratios[-len(ratios) // 4]:.3f}, the middle half"
    name = f"case page with {OWN} own texts / without"
    yield Figure(name, median(ratios), at_most=TARGET, of=spread)
    yield from _register(own)


def _asking(database: Filled) -> Callable[[], None]:
    """Return what asks the application for a case of 60 events, as a server would."""
    app = create_app(database.settings)
    visit = database.sixty[0]
    environ = EnvironBuilder(path=visit.path, headers={"Cookie": visit.cookie}).get_environ()

    def ask() -> None:
        status: list[str] = []
        answer = app.wsgi_app(dict(environ), lambda said, *_: status.append(said))
        size = sum(map(len, answer))
        assert status == ["200 OK"], status
        assert size > 10_000

    return ask


def _with_own(plain: Filled) -> Filled:
    """Return a copy of a database in which the municipality has its own texts."""
    name = "own-wording"
    source = str(plain.settings.database_url).removeprefix("sqlite:///")
    copy = VAR / f"{name}.sqlite"
    for old in VAR.glob(f"{name}.sqlite*"):
        old.unlink()
    # Not the file alone: what was written last lies beside it.
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(copy)) as there:
        here.backup(there)
    settings = settings_for(name)
    engine = open_engine(settings.database_url)
    shipped = load_catalogue(RESOURCES / "translations")
    desk, now = Desk(engine, SpokenWords(shipped)), datetime.now(UTC)
    texts = shipped["da", "normal"].texts
    keys = [key for key in texts if key.startswith(_PARTS)]
    # From all over the page: every third, then what is missing of the number.
    chosen = dict.fromkeys([*keys[::3], *keys])
    for key in list(chosen)[:OWN]:
        change = Change(Place(key, "da", "normal"), f"{texts[key]}.", Ground.ERROR, "bench")
        publish(desk, write_draft(desk, change, "bench", now), "bench", now)
    assert len(keys) >= OWN, len(keys)
    engine.dispose()
    return replace(plain, settings=settings)


def _register(own: Filled) -> Iterator[Figure]:
    """Yield the statements and the time of reading and filtering the whole register."""
    portal = create_app(own.settings).extensions["portal"]
    asked: list[str] = []
    with portal.engine.connect() as connection:
        portal.catalogue.follow(lambda: connection)
        event.listen(portal.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        began = perf_counter()
        register = read_register(
            connection, portal.catalogue.shipped, portal.catalogue, portal.now()
        )
        took = perf_counter() - began
    total = sum(len(words.all_texts()) for words in register.words.values())
    yield Figure("statements for the whole register", len(asked), at_most=2, of=f"{total} texts")
    yield Figure("  milliseconds to read it", took * 1000)
