"""Pulling over HTTP, from a case system that answers well and from some that do not."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from sqlalchemy import select

from portal.services.import_file import import_file
from portal.services.pull_source import Pulled, pull_source
from portal.services.record_events import From, Origin
from portal.sources.embedded.log import build_logs
from portal.sources.embedded.server import CaseStatusApi, make_server
from portal.store.feed import find_source
from portal.store.models import EventRow, SetAsideRow
from tests.api.running import OTHER_SOURCE, PROBLEM, SOURCE, Server, conforms

Make = Callable[..., dict[str, Any]]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GO_LIVE = date(2024, 1, 1)


class CaseSystem:
    """A case system over HTTP that answers as a test says, and notes what it was asked.

    ``answers`` are given in turn, the last one again and again: a status with headers and
    a body, or a body alone.
    """

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.asked: list[dict[str, Any]] = []
        self.url = ""

    def answer(self, target: str, headers: Any) -> tuple[int, dict[str, str], bytes]:
        query = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        self.asked.append({**query, "token": headers.get("Authorization")})
        self.asked[-1]["etag"] = headers.get("If-None-Match")
        given = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        status, more, body = given if isinstance(given, tuple) else (200, {}, given)
        text = body if isinstance(body, bytes) else json.dumps(body).encode()
        return status, more, text

    def after(self) -> list[str | None]:
        """Return the cursors asked from."""
        return [question.get("after") for question in self.asked]


@pytest.fixture
def system() -> Iterator[CaseSystem]:
    system = CaseSystem()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, more, body = system.answer(self.path, self.headers)
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        system.url = f"http://127.0.0.1:{http.server_port}"
        yield system
        http.shutdown()
        thread.join()


@pytest.fixture
def demo() -> Iterator[str]:
    """Yield the address of the demo's own case system, a real server."""
    with make_server(CaseStatusApi(NOW.date(), "the token"), "127.0.0.1", 0) as http:
        thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}/sources/{SOURCE}"
        http.shutdown()
        thread.join()


def pull(server: Server, url: str, now: datetime = NOW, size: int = 500) -> Pulled:
    here = server.portal
    sender = From(SOURCE, GO_LIVE, Origin.PULL)
    return pull_source(here.engine, url, "the token", sender, here.identifiers, now, size)


def page(events: list[Any], after: str, *, more: bool = False) -> dict[str, Any]:
    return {"events": events, "next": after, "more": more}


def source_row(server: Server) -> Any:
    with server.portal.engine.connect() as connection:
        return find_source(connection, SOURCE)


# --- as it should be -----------------------------------------------------------------


@pytest.mark.parametrize("size", [1000, 7])
def test_everything_is_read_once_page_by_page(server: Server, demo: str, size: int) -> None:
    written = build_logs(NOW.date())[SOURCE].events
    pulled = pull(server, demo, size=size)
    assert pulled.answered
    assert pulled.set_aside == 3, "the demo has three broken events on purpose"
    assert pulled.recorded == len(written) - 3 == server.recorded()
    again = pull(server, demo, NOW + timedelta(minutes=1), size)
    assert (again.recorded, again.set_aside, again.answered) == (0, 0, True)
    assert source_row(server).heard_at == NOW + timedelta(minutes=1)


def test_the_three_ways_in_mean_the_same(
    server: Server, demo: str, start: Callable[[str], Server], new_database: Callable[[str], str]
) -> None:
    pull(server, demo)
    pushed, imported = start(new_database("sqlite")), start(new_database("sqlite"))
    told = list(build_logs(NOW.date())[SOURCE].events)
    pushed.push(told)
    here = imported.portal
    lines = [json.dumps(event) for event in told]
    import_file(here.engine, lines, From(SOURCE, GO_LIVE, Origin.IMPORT), here.identifiers, NOW)
    assert server.states() == pushed.states() == imported.states()
    with imported.portal.engine.connect() as connection:
        assert set(connection.scalars(select(EventRow.history))) == {True}


def test_the_etag_goes_with_its_own_question(
    server: Server, system: CaseSystem, event: Make
) -> None:
    system.answers = [
        (200, {"ETag": '"a"'}, page([event()], "1", more=True)),
        (200, {"ETag": '"b"'}, page([event()], "2")),
        (200, {"ETag": '"c"'}, page([], "2")),
        (304, {}, b""),
    ]
    for minute in range(3):
        pull(server, system.url, NOW + timedelta(minutes=minute))
    assert system.after() == [None, "1", "2", "2"]
    assert [question["etag"] for question in system.asked] == [None, None, None, '"c"']
    assert {question["token"] for question in system.asked} == {"Bearer the token"}
    assert source_row(server).heard_at == NOW + timedelta(minutes=2), "304 is a sign of life"


def test_the_demo_case_system_keeps_the_contract(demo: str) -> None:
    token = {"Authorization": "Bearer the token"}
    answer = requests.get(f"{demo}/events", params={"limit": 1000}, headers=token, timeout=30)
    page = answer.json()
    assert answer.headers["ETag"]
    # One of each type is enough: the schema of all of them takes its time.
    told = {event["type"]: event for event in page["events"] if event["subject"] != "62-180"}
    assert len(told) > 30
    assert conforms({**page, "events": list(told.values())}, "Page") == []
    for status, address, headers in (
        (400, f"{demo}/events?limit=0", token),
        (401, f"{demo}/events", {}),
        (404, f"{demo}/events?after=nonsense", token),
        (503, f"{demo.replace(SOURCE, OTHER_SOURCE)}/events", token),
    ):
        answer = requests.get(address, headers=headers, timeout=30)
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM)
        assert conforms(answer.json(), "Problem") == []


def test_an_event_that_is_wrong_stops_nothing(
    server: Server, system: CaseSystem, event: Make
) -> None:
    wrong = [None, event(source=OTHER_SOURCE), event(id="\x00"), event(data={"x": "\ud800"})]
    system.answers = [page([event(), *wrong, event()], "1")]
    pulled = pull(server, system.url)
    assert (pulled.recorded, pulled.set_aside) == (2, 4)
    with server.portal.engine.connect() as connection:
        assert len(connection.scalars(select(SetAsideRow.id)).all()) == 4
    assert source_row(server).cursor == "1", "it is not asked for again"


# --- as it should not be -------------------------------------------------------------


def test_what_was_read_stays_when_it_stops_in_the_middle(
    server: Server, system: CaseSystem, event: Make
) -> None:
    system.answers = [page([event()], "1", more=True), (503, {}, b""), page([event()], "2")]
    assert not pull(server, system.url).answered
    assert server.recorded() == 1
    assert not pull(server, system.url, NOW + timedelta(seconds=1)).answered, "it waits first"
    assert pull(server, system.url, NOW + timedelta(hours=1)).recorded == 1
    assert system.after() == [None, "1", "1"]
    assert (source_row(server).failures, source_row(server).retry_at) == (0, None)


def test_it_waits_longer_each_time(server: Server, system: CaseSystem) -> None:
    system.answers = [(500, {}, b"")]
    now, waits = NOW, []
    for _ in range(12):
        pull(server, system.url, now)
        waits.append(source_row(server).retry_at - now)
        now = source_row(server).retry_at
    assert waits == sorted(waits)
    assert waits[0] < timedelta(minutes=1)
    assert waits[-1] == timedelta(hours=1)
    assert len(system.asked) == 12
    assert source_row(server).heard_at is None, "an error is no sign of life"


@pytest.mark.parametrize("status", [429, 503])
def test_it_waits_as_long_as_it_is_asked_to(
    server: Server, system: CaseSystem, status: int
) -> None:
    system.answers = [(status, {"Retry-After": "600"}, b"")]
    pull(server, system.url)
    assert source_row(server).retry_at == NOW + timedelta(minutes=10)


def test_a_lost_cursor_is_read_from_the_beginning(
    server: Server, system: CaseSystem, event: Make
) -> None:
    first, second = event(), event()
    system.answers = [page([first], "41"), (404, {}, b"{}"), page([first, second], "2")]
    pull(server, system.url)
    pulled = pull(server, system.url, NOW + timedelta(minutes=1))
    assert (pulled.recorded, pulled.answered) == (1, True)
    assert system.after() == [None, "41", None]
    assert server.recorded() == 2


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>",
        b"",
        b"[]",
        b"null",
        b"[" * 100_000,
        b"\xff",
        {},
        {"events": [], "next": "1"},
        {"events": {}, "next": "1", "more": False},
        {"events": [], "next": 1, "more": False},
        {"events": [], "next": None, "more": False},
        {"events": [], "next": "1", "more": "no"},
        {"events": [], "next": "x" * 201, "more": False},
        {"events": [], "next": "a\x00b", "more": False},
        {"events": [], "next": "\ud800", "more": False},
        (401, {}, b""),
        (404, {}, b""),
        (204, {}, b""),
    ],
)
def test_an_answer_that_is_none_is_asked_for_again_later(
    server: Server, system: CaseSystem, answer: Any
) -> None:
    system.answers = [answer]
    pulled = pull(server, system.url)
    assert pulled == Pulled(0, 0, answered=False)
    assert source_row(server).retry_at > NOW
    assert source_row(server).cursor is None


def test_a_source_that_never_moves_on_is_no_endless_loop(
    server: Server, system: CaseSystem, event: Make
) -> None:
    system.answers = [page([event()], "1", more=True)]
    pulled = pull(server, system.url)
    assert not pulled.answered
    assert len(system.asked) < 10
    assert server.recorded() == 1


def test_nor_is_one_that_goes_round_or_forgets_its_own_cursors(
    server: Server, system: CaseSystem, event: Make
) -> None:
    system.answers = [
        page([event()], "1", more=True),
        page([event()], "2", more=True),
        page([event()], "1", more=True),
        (404, {}, b""),
    ]
    assert not pull(server, system.url).answered
    later = NOW + timedelta(hours=1)
    system.answers = [(404, {}, b""), page([], "7", more=True), (404, {}, b"")]
    assert not pull(server, system.url, later).answered
    assert len(system.asked) < 10


def test_a_source_that_does_not_answer_is_one(server: Server) -> None:
    assert pull(server, "http://127.0.0.1:9") == Pulled(0, 0, answered=False)
