"""What must not grow: statements with the events of a case, time with the number of cases."""

from collections.abc import Iterator
from io import BytesIO
from statistics import median
from time import perf_counter
from typing import Any

from flask import Flask
from sqlalchemy import event
from werkzeug.test import EnvironBuilder

from bench.databases import FEW, MANY, Visit, filled
from bench.report import Figure
from portal.app import create_app

MOST_STATEMENTS, MOST_GROWTH = 6, 1.1
_WARM = 20


def measure(quick: bool) -> Iterator[Figure]:
    """Yield the statements of a case page, and its time with many cases over that with few."""
    few, many = filled(FEW), filled(MANY)
    small, large = create_app(few.settings), create_app(many.settings)
    for events, visit in ((3, many.three), (60, many.sixty[0]), (600, many.six_hundred)):
        found = statements(large, visit)
        yield Figure(f"statements, {events} events", found, at_most=MOST_STATEMENTS)
    times = 200 if quick else 1000
    pairs = [
        (_seconds(small, few.sixty, number), _seconds(large, many.sixty, number))
        for number in range(times + _WARM)
    ][_WARM:]
    small_time, large_time = (median(pair[which] for pair in pairs) for which in (0, 1))
    of = f"{large_time * 1000:.2f} ms and {small_time * 1000:.2f} ms, {times} turns"
    name = f"time with {MANY:,} cases / with {FEW}"
    yield Figure(name, large_time / small_time, at_most=MOST_GROWTH, of=of)


def statements(app: Flask, visit: Visit) -> int:
    """Return how many statements one page sends to the database."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)

    portal = app.extensions["portal"]
    engines = (portal.engine, portal.reading)
    get(app, visit)  # a first connection sets itself up
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    get(app, visit)
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def get(app: Flask, visit: Visit) -> None:
    """Ask the application itself for a page, without a server."""
    headers = {"Cookie": visit.cookie, "Accept-Language": "da"}
    environ = EnvironBuilder(path=visit.path, headers=headers).get_environ()
    _ask(app, environ)


def _seconds(app: Flask, visits: tuple[Visit, ...], number: int) -> float:
    visit = visits[number % len(visits)]
    headers = {"Cookie": visit.cookie, "Accept-Language": "da"}
    environ = EnvironBuilder(path=visit.path, headers=headers).get_environ()
    begun = perf_counter()
    _ask(app, environ)
    return perf_counter() - begun


def _ask(app: Flask, environ: dict[str, Any]) -> None:
    said: list[str] = []
    environ["wsgi.input"] = BytesIO()
    answer = app(environ, lambda status, _headers, _error=None: said.append(status))  # type: ignore[arg-type, return-value]
    body = b"".join(answer)
    getattr(answer, "close", lambda: None)()
    assert said == ["200 OK"], said
    assert body.endswith(b"</html>"), body[-40:]
