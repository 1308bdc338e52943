"""The embedded case system: its events keep the contract, and its server speaks it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from portal.core.vocabulary import EventType
from portal.municipality.file import load
from portal.sources.client import CursorLostError, SourceUnavailableError, fetch
from portal.sources.contract import read_event
from portal.sources.embedded import CASES, MAIN_SOURCE, SILENT_SOURCE, build_logs
from portal.sources.embedded.__main__ import main
from portal.sources.embedded.cases.malformed import REFERENCE as MALFORMED
from portal.sources.embedded.server import CaseStatusApi, make_server
from portal.sources.embedded.workdays import Day, is_working_day

ANCHOR = date(2026, 11, 22)
ROOT = Path(__file__).parents[2]
COPENHAGEN = ZoneInfo("Europe/Copenhagen")

anchors = st.dates(date(2026, 1, 1), date(2032, 12, 31))


def _events(anchor: date) -> list[dict[str, Any]]:
    return [event for log in build_logs(anchor).values() for event in log.events]


# --- the events ----------------------------------------------------------------------


def test_every_event_keeps_the_contract_but_the_three_that_must_not() -> None:
    refused = set()
    for event in _events(ANCHOR):
        try:
            read_event(event, datetime(2026, 11, 22, 7, tzinfo=COPENHAGEN))
        except ValidationError:
            refused.add(event["id"])
    assert refused == {f"{MALFORMED}.{number:02}" for number in (1, 2, 3)}


def test_every_type_is_used_and_one_is_from_the_future() -> None:
    told = {event["type"] for event in _events(ANCHOR)}
    assert told - set(EventType) == {"sagsvej.aid.ordered"}
    assert set(EventType) <= told


def test_ids_and_sequences_are_unique_and_grow() -> None:
    for log in build_logs(ANCHOR).values():
        ids = [event["id"] for event in log.events]
        sequences = [int(event["sequence"]) for event in log.events]
        assert len(set(ids)) == len(ids)
        assert sequences == list(range(1, len(ids) + 1))


def test_references_and_areas_are_the_municipalitys() -> None:
    municipality = load(ROOT / "municipality.toml")
    references = [case.reference for case in CASES]
    assert len(set(references)) == len(references)
    assert {case.area for case in CASES} <= {area.key for area in municipality.areas}
    assert {case.source for case in CASES} <= {source.name for source in municipality.sources}


def test_an_identifier_stands_only_where_it_may() -> None:
    number = re.compile(r"\d{6}-?\d{4}")
    for event in _events(ANCHOR):
        data = dict(event["data"])
        identifier = data.pop("identifier", None)
        if identifier:
            assert int(identifier[:2]) > 60, "a real CPR number could look like this"
        assert not number.search(json.dumps({**event, "data": data}))


@settings(max_examples=25, deadline=None)
@given(anchors)
@example(date(2026, 12, 24))
@example(date(2026, 12, 27))
@example(date(2027, 1, 1))
@example(date(2027, 3, 29))
@example(date(2028, 2, 29))
@example(date(2026, 3, 29))
def test_on_any_day_the_stories_are_in_the_past_and_in_office_hours(anchor: date) -> None:
    for event in _events(anchor):
        at = datetime.fromisoformat(event["time"]).astimezone(COPENHAGEN)
        written = datetime.fromisoformat(event["recordedtime"]).astimezone(COPENHAGEN)
        assert at <= written
        assert written.date() < anchor
        assert is_working_day(at.date())
        assert 8 <= at.hour < 16
        assert 8 <= written.hour < 16


@settings(max_examples=15, deadline=None)
@given(anchors)
@example(date(2026, 12, 27))
def test_on_any_day_a_story_keeps_its_order(anchor: date) -> None:
    for case in CASES:
        times = [event["time"] for event in case.events(anchor)]
        moments = [datetime.fromisoformat(time) for time in times]
        assert moments == sorted(moments)
        assert len(set(moments)) == len(moments)


@given(anchors, st.integers(-400, 400))
def test_a_told_day_is_a_working_day_on_its_own_side_of_today(anchor: date, offset: int) -> None:
    day = Day(offset).on(anchor)
    if offset == 0:
        assert day == anchor
        return
    assert is_working_day(day)
    assert abs(day - (anchor + timedelta(days=offset))) <= timedelta(days=6)
    assert (day > anchor) == (offset > 0)


def test_the_same_day_gives_the_same_bytes_in_another_process() -> None:
    told = json.dumps(_events(ANCHOR), ensure_ascii=False)
    assert told == json.dumps(_events(ANCHOR), ensure_ascii=False)
    command = [sys.executable, "-m", "portal.sources.embedded", "--anchor", "2026-11-22"]
    out = subprocess.run(
        [*command, "--ndjson", MAIN_SOURCE],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    ).stdout
    assert [json.loads(line) for line in out.splitlines()] == list(
        build_logs(ANCHOR)[MAIN_SOURCE].events
    )


def test_ids_do_not_depend_on_the_day() -> None:
    other = ANCHOR + timedelta(days=45)
    assert {event["id"] for event in _events(ANCHOR)} == {event["id"] for event in _events(other)}


# --- the log and the server ----------------------------------------------------------


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    yield from _serve(CaseStatusApi(ANCHOR))


@pytest.fixture(scope="module")
def closed_base() -> Iterator[str]:
    yield from _serve(CaseStatusApi(ANCHOR, token="a long enough token"))


def _serve(api: CaseStatusApi) -> Iterator[str]:
    with make_server(api, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("limit", [1, 7, 100, 1000])
def test_a_reader_gets_every_event_once_page_by_page(base: str, limit: int) -> None:
    seen: list[dict[str, Any]] = []
    pages = Counter[int]()
    after, more = "", True
    with requests.Session() as session:
        while more:
            url = f"{base}/sources/{MAIN_SOURCE}/events"
            page = session.get(url, params={"after": after, "limit": limit}, timeout=5).json()
            seen += page["events"]
            pages[len(page["events"])] += 1
            after, more = page["next"], page["more"]
    assert seen == list(build_logs(ANCHOR)[MAIN_SOURCE].events)
    assert max(pages) <= limit


def test_the_portals_own_client_reads_it(base: str) -> None:
    url = f"{base}/sources/{MAIN_SOURCE}"
    with requests.Session() as session:
        first = fetch(session, url, None, 1000, None)
        assert (len(first.events), first.more) == (len(build_logs(ANCHOR)[MAIN_SOURCE]), False)
        second = fetch(session, url, first.next, 1000, None)
        assert second.events == []
        third = fetch(session, url, second.next, 1000, second.etag)
        assert (third.events, third.next) == ([], first.next)
        with pytest.raises(SourceUnavailableError) as silent:
            fetch(session, f"{base}/sources/{SILENT_SOURCE}", None, 10, None)
        assert silent.value.retry_after == 300


@pytest.mark.parametrize("cursor", ["42", "æøå", "ZGVtbw", "ZGVtbzphOmI", "x" * 200, "=", "\x00"])
def test_a_cursor_of_somebody_elses_is_not_known(base: str, cursor: str) -> None:
    with requests.Session() as session, pytest.raises(CursorLostError):
        fetch(session, f"{base}/sources/{MAIN_SOURCE}", cursor, 10, None)


def test_a_cursor_from_before_a_restore_is_not_known(base: str) -> None:
    log = build_logs(ANCHOR)[MAIN_SOURCE]
    log.append({**log.events[0], "id": "later"})
    beyond = log.page("", 1000).next
    with requests.Session() as session, pytest.raises(CursorLostError):
        fetch(session, f"{base}/sources/{MAIN_SOURCE}", beyond, 10, None)


def test_the_etag_names_the_page(base: str) -> None:
    url = f"{base}/sources/{MAIN_SOURCE}/events"
    one = requests.get(url, params={"limit": 5}, timeout=5)
    other = requests.get(url, params={"limit": 6}, timeout=5)
    assert one.headers["ETag"] != other.headers["ETag"]
    assert not one.headers["ETag"].startswith("W/")
    for known in (one.headers["ETag"], f'"x", {one.headers["ETag"]}', "*"):
        again = requests.get(url, params={"limit": 5}, headers={"If-None-Match": known}, timeout=5)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == one.headers["ETag"]
    new = requests.get(url, params={"limit": 5}, headers={"If-None-Match": '"x"'}, timeout=5)
    assert new.status_code == 200


def test_the_end_of_the_log_changes_its_etag_when_something_is_written() -> None:
    api = CaseStatusApi(ANCHOR)
    log = api.logs[MAIN_SOURCE]
    end = log.page("", 1000).next
    before = log.page(end, 10)
    log.append({**log.events[0], "id": "new"})
    after = log.page(end, 10)
    assert (before.events, before.more) == ((), False)
    assert [event["id"] for event in after.events] == ["new"]
    assert after.next != before.next


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "1001"}, "limit"),
        ({"limit": "-1"}, "limit"),
        ({"limit": "ten"}, "limit"),
        ({"limit": ""}, "limit"),
        ({"limit": "٣"}, "limit"),
        ({"limit": "1" * 5000}, "limit"),
        ({"after": "x" * 201}, "after"),
    ],
)
def test_a_wrong_question_is_answered_as_a_problem(
    base: str, query: dict[str, str], field: str
) -> None:
    answer = requests.get(f"{base}/sources/{MAIN_SOURCE}/events", params=query, timeout=5)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["errors"][0]["field"]) == (400, field)


def test_the_silent_source_is_silent_and_an_unknown_one_unknown(base: str) -> None:
    silent = requests.get(f"{base}/sources/{SILENT_SOURCE}/events", timeout=5)
    assert (silent.status_code, silent.headers["Retry-After"]) == (503, "300")
    assert silent.headers["Content-Type"] == "application/problem+json"
    for path in ("/sources/nobody/events", "/sources/demo-sager", "/", "/events"):
        missing = requests.get(base + path, timeout=5)
        assert missing.status_code == 404
        assert missing.headers["Content-Type"] == "application/problem+json"


def test_nothing_can_be_written_here(base: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"):
        answer = requests.request(method, f"{base}/healthz", data="x" * 100, timeout=5)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_a_request_nobody_can_use_is_a_problem_too(base: str) -> None:
    headers = {f"X-{number}": "1" for number in range(101)}
    answer = requests.get(f"{base}/healthz", headers=headers, timeout=5)
    assert (answer.status_code, answer.json()["status"]) == (431, 431)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_token_closes_the_log_and_nothing_else(closed_base: str) -> None:
    url = f"{closed_base}/sources/{MAIN_SOURCE}/events"
    none = requests.get(url, timeout=5)
    assert (none.status_code, none.headers["WWW-Authenticate"][:6]) == (401, "Bearer")
    for token, status in (("wrong", 401), ("a long enough token", 200)):
        headers = {"Authorization": f"Bearer {token}"}
        assert requests.get(url, headers=headers, timeout=5).status_code == status
    assert requests.get(f"{closed_base}/healthz", timeout=5).status_code == 200


def test_health_and_the_contract_are_served(base: str) -> None:
    health = requests.get(f"{base}/healthz", timeout=5).json()
    assert (health["status"], health["anchor"]) == ("ok", "2026-11-22")
    assert health["events"][SILENT_SOURCE] > 0
    contract = requests.get(f"{base}/openapi.json", timeout=5).json()
    assert contract["openapi"].startswith("3.1")
    assert requests.head(f"{base}/healthz", timeout=5).content == b""


# --- the command ---------------------------------------------------------------------


def test_a_taken_port_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert str(port) in said


def test_the_server_starts_and_stops_as_a_program() -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "portal.sources.embedded", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) as program:
        try:
            assert _wait_for(f"http://127.0.0.1:{port}/healthz")["status"] == "ok"
        finally:
            program.send_signal(signal.SIGTERM)
        _, said = program.communicate(timeout=10)
    assert (program.returncode, said) == (0, b"")


def _wait_for(url: str) -> dict[str, Any]:
    deadline = datetime.now(COPENHAGEN) + timedelta(seconds=15)
    while True:
        try:
            answer: dict[str, Any] = requests.get(url, timeout=2).json()
        except requests.ConnectionError:
            assert datetime.now(COPENHAGEN) < deadline, "the server did not start"
        else:
            return answer


def test_ndjson_is_one_event_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--ndjson", SILENT_SOURCE, "--anchor", "2026-11-22"]) == 0
    lines = capsys.readouterr().out.splitlines()
    told = [json.loads(line) for line in lines]
    assert told == list(build_logs(ANCHOR)[SILENT_SOURCE].events)
    newest = max(datetime.fromisoformat(event["recordedtime"]) for event in told)
    assert datetime(2026, 11, 22, tzinfo=COPENHAGEN) - newest > timedelta(days=8)
