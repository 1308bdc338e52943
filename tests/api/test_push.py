"""The push API over HTTP, on SQLite and on PostgreSQL."""

import json
import random
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from sqlalchemy import select

from portal.sources.embedded.log import build_logs
from portal.sources.openapi import document
from portal.store.models import EventRow, PersonRow, SetAsideRow, SourceRow
from tests.api.running import BATCH, ONE, OTHER_SOURCE, PROBLEM, SOURCE, Server, ago

Make = Callable[..., dict[str, Any]]
TEST_NUMBER = "610161-1234"


def columns(server: Server, *wanted: Any) -> list[Any]:
    with server.portal.engine.connect() as connection:
        return list(connection.execute(select(*wanted)))


# --- what is recorded ----------------------------------------------------------------


def test_one_event_is_recorded(server: Server, event: Make) -> None:
    answer = server.push(event("sagsvej.step.entered", data={"step": "information"}))
    assert answer.status_code == 200
    assert answer.json() == {"recorded": 1, "repeated": 0, "set_aside": 0}
    assert server.states()["T-1"].step == "information"


@pytest.mark.parametrize("media", [BATCH, "application/json", f"{BATCH}; charset=utf-8"])
def test_a_batch_is_recorded(server: Server, event: Make, media: str) -> None:
    answer = server.push([event(), event(), event(subject="T-2")], media)
    assert answer.json() == {"recorded": 3, "repeated": 0, "set_aside": 0}
    assert set(server.states()) == {"T-1", "T-2"}


@pytest.mark.parametrize("media", [ONE, "application/json"])
def test_one_event_goes_by_two_media_types(lite_server: Server, event: Make, media: str) -> None:
    assert lite_server.push(event(), media).status_code == 200


def test_the_same_again_changes_nothing(server: Server, event: Make) -> None:
    told = [event() for _ in range(5)]
    server.push(told)
    before = server.states()
    assert server.push(told).json() == {"recorded": 0, "repeated": 5, "set_aside": 0}
    assert server.push([told[0], told[0]]).json()["repeated"] == 2
    assert server.recorded() == 5
    assert server.states() == before


def test_twice_in_one_batch_is_once(server: Server, event: Make) -> None:
    told = event()
    answer = server.push([told, dict(reversed(told.items()))])
    assert answer.json() == {"recorded": 1, "repeated": 1, "set_aside": 0}


def test_an_attribute_nobody_reads_makes_no_other_content(server: Server, event: Make) -> None:
    told = event()
    server.push(told)
    assert server.push({**told, "traceparent": "00-1-2-3"}).json()["repeated"] == 1


def test_an_empty_batch_is_a_sign_of_life(server: Server) -> None:
    answer = server.push([])
    assert answer.status_code == 200
    assert answer.json() == {"recorded": 0, "repeated": 0, "set_aside": 0}
    assert [row.name for row in columns(server, SourceRow.name, SourceRow.heard_at)] == [
        "demo-sager"
    ]


def test_a_type_from_the_future_is_kept(server: Server, event: Make) -> None:
    told = event("sagsvej.home_visit.planned", data={"on": "2026-04-20", "who": {"n": [1, 2]}})
    assert server.push(told).json()["recorded"] == 1
    (row,) = columns(server, EventRow.type, EventRow.data)
    assert row.type == "sagsvej.home_visit.planned"
    assert json.loads(row.data) == told["data"]


def test_the_order_of_arrival_does_not_matter(
    server: Server, start: Callable[[str], Server], new_database: Callable[[str], str]
) -> None:
    told = list(build_logs(datetime.now(UTC).date())[SOURCE].events)
    straight = start(new_database("sqlite"))
    straight.push(told)
    random.Random(7).shuffle(told)
    for at in range(0, len(told), 97):
        server.push(told[at : at + 97])
    assert server.states() == straight.states()
    assert server.recorded() == straight.recorded() > 500


def test_many_at_once_lose_nothing(server: Server, event: Make) -> None:
    told = [event(subject=f"T-{number % 5}") for number in range(60)]
    answers: list[requests.Response] = []

    def send(batch: list[dict[str, Any]]) -> None:
        answers.append(server.push(batch))

    # Every event is sent by two of the senders at the same time.
    threads = [
        threading.Thread(target=send, args=(told[at : at + 20],)) for at in (0, 10, 20, 30, 40, 0)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {200}
    assert sum(answer.json()["recorded"] for answer in answers) == 60
    assert server.recorded() == 60


def test_old_events_are_history_and_new_ones_are_not(server: Server, event: Make) -> None:
    server.push([event(id="old", time="2023-12-31T12:00:00+01:00"), event(id="new")])
    assert dict(map(tuple, columns(server, EventRow.event_id, EventRow.history))) == {
        "old": True,
        "new": False,
    }


# --- what is set aside ---------------------------------------------------------------


def test_the_same_id_with_other_content_is_set_aside(server: Server, event: Make) -> None:
    told = event("sagsvej.step.entered", id="x", data={"step": "received"})
    server.push(told)
    answer = server.push([{**told, "data": {"step": "decision"}}, event()])
    assert answer.status_code == 422
    body = answer.json()
    assert (body["recorded"], body["repeated"]) == (1, 0)
    assert [(e["index"], e["id"], e["pointer"], e["code"]) for e in body["errors"]] == [
        (0, "x", "/id", "changed_content")
    ]
    assert server.states()["T-1"].step == "received"


def test_a_malformed_event_stops_nothing_else(server: Server, event: Make) -> None:
    bad = event("sagsvej.hearing.opened", id="bad", data={"due_on": "soon"})
    answer = server.push([event(), bad, "nonsense", event()])
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == PROBLEM
    body = answer.json()
    assert (body["recorded"], body["repeated"], body["status"]) == (2, 0, 422)
    assert [(e["index"], e["id"], e["pointer"], e["code"]) for e in body["errors"]] == [
        (1, "bad", "/data/hearing", "missing"),
        (1, "bad", "/data/due_on", "not_a_date"),
        (2, None, "", "not_an_object"),
    ]
    assert all(error["reason"].endswith(".") for error in body["errors"])
    rows = columns(server, SetAsideRow.event_id, SetAsideRow.code, SetAsideRow.pointer)
    assert {tuple(row) for row in rows} == {
        ("bad", "missing", "/data/hearing"),
        (None, "not_an_object", ""),
    }


def test_what_is_set_aside_is_kept_once(server: Server, event: Make) -> None:
    bad = event(id="bad", data={"x": 1})
    for _ in range(3):
        assert server.push([bad, bad]).status_code == 422
    assert len(columns(server, SetAsideRow.id)) == 1


def test_an_event_of_another_source_is_set_aside(server: Server, event: Make) -> None:
    answer = server.push([event(source=OTHER_SOURCE), event()])
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "other_source"
    assert answer.json()["recorded"] == 1
    assert server.recorded() == 1


def test_two_sources_may_use_the_same_names(server: Server, event: Make) -> None:
    mine = event(id="same")
    theirs = {**mine, "source": OTHER_SOURCE}
    server.push(mine)
    headers = {"Authorization": f"Bearer {server.token[::-1]}"}
    assert server.push(theirs, headers=headers).json()["recorded"] == 1
    assert server.recorded() == 2


def test_an_event_from_tomorrow_week_is_set_aside(server: Server, event: Make) -> None:
    answer = server.push([event(time=ago(days=-7)), event(time=ago(hours=-1))])
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [
        ("/time", "future_time")
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "a\x00b"},
        {"id": "\ud800"},
        {"id": "x" * 5000},
        {"id": 7},
        {"data": {"note": "a\x00b"}},
        {"data": {"note": "\ud800"}},
        {"data": {"\ud800": 1}},
        {"data": {"\x00": 1}},
        {"type": "sagsvej.aid.ordered", "data": {"x": "\ud800"}},
        {"type": "sagsvej.aid.ordered", "data": {"x": ["a\x00b"]}},
        {"sequence": "9" * 19},
        {"subject": "x" * 200},
        {"time": "0001-01-01T00:00:00+14:00"},
    ],
)
def test_strange_text_is_set_aside_and_breaks_nothing(
    server: Server, event: Make, changes: dict[str, Any]
) -> None:
    answer = server.push(json.dumps([event(**changes), event()]))
    # The media type of text sent as it stands is that of one event.
    assert answer.status_code == 400
    answer = server.push(json.dumps([event(**changes), event()]), BATCH)
    assert answer.status_code == 422, answer.text
    assert answer.json()["recorded"] == 1
    assert len(columns(server, SetAsideRow.id)) == 1


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-1e999", "1" * 5000])
def test_numbers_that_are_none_break_nothing(server: Server, event: Make, value: str) -> None:
    body = json.dumps([event("sagsvej.aid.ordered", data={"x": "@"}), event()])
    answer = server.push(body.replace('"@"', value), BATCH)
    assert answer.status_code in {200, 400, 422}, answer.text


# --- identifiers ---------------------------------------------------------------------


def test_no_identifier_lies_open_in_the_store(server: Server, event: Make, tmp_path: Any) -> None:
    party = {"party": "part-1", "role": "person", "identifier": TEST_NUMBER, "name": "Test T"}
    corrected = {"event": "p", "type": "sagsvej.party.added", "data": party}
    answer = server.push(
        [
            event("sagsvej.party.added", id="p", data=party),
            event("sagsvej.event.corrected", id="c", data=corrected),
            event("sagsvej.party.added", id="bad", data={**party, "role": "king"}),
            event(id=TEST_NUMBER),
            event(subject=TEST_NUMBER),
            event(data={"note": f"Ring om {TEST_NUMBER}"}),
            event(data={TEST_NUMBER: 1}),
            event("sagsvej.aid.ordered", data={"x": TEST_NUMBER}),
        ]
    )
    assert answer.json()["recorded"] == 2
    assert TEST_NUMBER not in answer.text
    for table in (EventRow, SetAsideRow, PersonRow):
        for row in columns(server, *table.__table__.columns):
            for value in row:
                said = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                assert TEST_NUMBER not in said, table
                assert TEST_NUMBER.replace("-", "") not in said, table


def test_a_person_is_the_same_with_and_without_a_hyphen(server: Server, event: Make) -> None:
    for number, subject in ((TEST_NUMBER, "T-1"), (TEST_NUMBER.replace("-", ""), "T-2")):
        data = {"party": "part-1", "role": "person", "identifier": number}
        server.push(event("sagsvej.party.added", subject=subject, data=data))
    assert len(columns(server, PersonRow.person)) == 1


# --- who may, and in which form ------------------------------------------------------


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer ", "Bearer wrong", "Basic abc", "Bearer \xe6\xf8\xe5"],
)
def test_without_the_token_nothing_is_recorded(
    server: Server, event: Make, authorization: str | None
) -> None:
    sent = authorization.encode("latin-1") if authorization else authorization
    answer = server.push(event(), headers={"Authorization": sent})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.headers["Content-Type"] == PROBLEM
    assert server.recorded() == 0


@pytest.mark.parametrize("media", ["text/plain", "application/xml", "text/html", None])
def test_other_media_types_are_refused(lite_server: Server, event: Make, media: str | None) -> None:
    answer = lite_server.push(json.dumps(event()), headers={"Content-Type": media})
    assert answer.status_code == 415
    assert answer.headers["Content-Type"] == PROBLEM


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"", BATCH),
        (b"{", ONE),
        (b"\xff\xfe", ONE),
        (b"[" * 100_000, BATCH),
        (b'{"a":' * 100_000, ONE),
        (b"1", "application/json"),
        (b'"x"', "application/json"),
        (b"null", ONE),
        (b"{}", BATCH),
        (b"[]", ONE),
    ],
)
def test_what_is_not_json_or_not_an_event_is_refused(
    lite_server: Server, body: bytes, media: str
) -> None:
    answer = lite_server.push(body, media)
    assert answer.status_code == 400, answer.text
    assert answer.headers["Content-Type"] == PROBLEM
    assert answer.json()["status"] == 400


def test_a_thousand_go_in_one_batch_and_no_more(server: Server, event: Make) -> None:
    told = [event() for _ in range(1001)]
    answer = server.push(told)
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == PROBLEM
    assert server.push(told[:1000]).json()["recorded"] == 1000


def test_a_huge_body_is_refused_in_form(lite_server: Server) -> None:
    answer = lite_server.push(b" " * (9 * 1024 * 1024), BATCH)
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == PROBLEM


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_only_post_is_offered(lite_server: Server, method: str) -> None:
    answer = requests.request(method, f"{lite_server.url}/api/v1/events", timeout=30)
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_the_contract_is_served(lite_server: Server) -> None:
    answer = requests.get(f"{lite_server.url}/openapi.json", timeout=30)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json() == document()


def test_types_not_known_here_are_counted(server: Server, event: Make) -> None:
    """A misspelt type is kept like one from the future; whoever sent it must be told."""
    told = [event("sagsvej.party.wrong", data={"party": "p"}), event("sagsvej.case.resumed")]
    assert server.push(told).json()["unknown_types"] == 1
