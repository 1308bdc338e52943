"""What is recorded, what is set aside, and what must never be in the store in plain."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, inspect, select, text

from portal.core.fold import read_case
from portal.services import record_events as service
from portal.services.record_events import From, Origin, Receipt, record_events
from portal.store import feed
from portal.store.cases import events_of, links_of
from portal.store.engine import open_engine
from portal.store.models import CaseRow, EventRow, PartyRow, PersonRow, SetAsideRow, SourceRow
from tests.building import (
    ANNA,
    BO,
    CARL,
    IDENTIFIERS,
    OTHER_SOURCE,
    SOURCE,
    Story,
    at,
    day,
    shuffled,
)

NOW = at("2026-04-02 10:00")
GO_LIVE = day("2026-01-01")
assert GO_LIVE is not None
SENDER = From(SOURCE, GO_LIVE, Origin.PUSH)


def record(engine: Engine, payloads: Any, sender: From = SENDER, **progress: Any) -> Receipt:
    return record_events(engine, list(payloads), sender, IDENTIFIERS, NOW, progress or None)


def count(engine: Engine, row: Any) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(row)) or 0


def everything(engine: Engine) -> dict[str, list[Any]]:
    """Return every row of every table."""
    with engine.connect() as connection:
        return {
            table: sorted(map(repr, connection.execute(text(f"SELECT * FROM {table}"))))  # noqa: S608
            for table in inspect(connection).get_table_names()
        }


def story() -> Story:
    return Story().opened().party(ANNA).steps("received", "information")


# --- repeats, other content, malformed -------------------------------------------------


@pytest.mark.parametrize("note", ["\ue000Ax\ue001", "\ue010law.text\ue012"])
def test_a_note_with_the_portals_own_marks_is_set_aside(engine: Engine, note: str) -> None:
    receipt = record(engine, story().say("activity.noted", "2026-03-05", note=note))
    assert [one.code for aside in receipt.set_aside for one in aside.unusable.problems] == [
        "unsafe_character"
    ]
    assert count(engine, SetAsideRow) == 1
    assert count(engine, EventRow) == len(list(story()))


def test_the_same_again_changes_nothing(engine: Engine) -> None:
    assert record(engine, story()) == Receipt(4, 0, ())
    before = everything(engine)
    assert record(engine, story()) == Receipt(0, 4, ())
    assert record(engine, shuffled(story())) == Receipt(0, 4, ())
    after = everything(engine)
    assert before == after


def test_the_same_event_twice_in_one_batch(engine: Engine) -> None:
    first = story().payloads[0]
    assert record(engine, [first, dict(first)]) == Receipt(1, 1, ())


def test_the_same_id_in_another_case_system_is_another_event(engine: Engine) -> None:
    record(engine, story())
    other = From(OTHER_SOURCE, SENDER.go_live, Origin.PUSH)
    theirs = Story("S-1", OTHER_SOURCE).opened().party(ANNA).steps("received", "information")
    assert record(engine, theirs, other).recorded == 4
    assert count(engine, CaseRow) == 2


def test_the_same_id_with_other_content_is_set_aside(engine: Engine) -> None:
    record(engine, story())
    changed = story().payloads[2]
    changed["data"] = {"step": "decision"}
    receipt = record(engine, [changed])
    assert (receipt.recorded, receipt.repeated, len(receipt.set_aside)) == (0, 0, 1)
    assert receipt.set_aside[0].unusable.problems[0].code == "changed_content"
    with engine.connect() as connection:
        (events,) = events_of(connection, [1]).values()
    assert read_case(events).step == "information"
    record(engine, [changed])
    assert count(engine, SetAsideRow) == 1


def test_other_content_within_one_batch_is_set_aside_too(engine: Engine) -> None:
    first = story().payloads[2]
    other = first | {"data": {"step": "decision"}}
    receipt = record(engine, [first, other])
    assert (receipt.recorded, len(receipt.set_aside)) == (1, 1)


@pytest.mark.parametrize(
    "bad",
    [
        None,
        7,
        "text",
        [],
        {},
        {"id": "x"},
        {"id": "\x00"},
        {"id": "\ud800"},
        {"id": "x", "data": {"\x00": "\ud800"}},
        {"id": "x" * 500, "type": 3},
        {"id": f"e-{ANNA}", "subject": ANNA},
    ],
    ids=range(11),
)
def test_a_malformed_event_stops_nothing_else(engine: Engine, bad: Any) -> None:
    payloads = list(story())
    receipt = record(engine, [*payloads[:2], bad, *payloads[2:]])
    assert (receipt.recorded, receipt.repeated) == (4, 0)
    (aside,) = receipt.set_aside
    assert aside.index == 2
    assert aside.unusable.problems
    assert count(engine, SetAsideRow) == 1


@pytest.mark.parametrize("place", ["key", "value", "type", "step"])
def test_strange_characters_inside_an_event_stop_nothing_else(engine: Engine, place: str) -> None:
    payloads = list(story())
    bad = dict(payloads[2], id="bad")
    if place == "key":
        bad["data"] = {"step": "received", "a\x00b": 1}
    elif place == "value":
        bad["data"] = {"step": "\x00\ud800"}
    elif place == "type":
        bad["type"] = "sagsvej.\x00"
    else:
        bad["subject"] = "S\x00"
    receipt = record(engine, [bad, *payloads])
    assert (receipt.recorded, len(receipt.set_aside)) == (4, 1)


def test_another_sources_event_is_set_aside(engine: Engine) -> None:
    theirs = Story("S-9", OTHER_SOURCE).opened()
    receipt = record(engine, theirs)
    assert receipt.set_aside[0].unusable.problems[0].code == "other_source"
    assert count(engine, CaseRow) == 0


def test_what_was_set_aside_can_be_read_by_those_who_have_the_key(engine: Engine) -> None:
    bad = dict(story().payloads[1], type="sagsvej.party.added", data={"identifier": ANNA})
    record(engine, [bad])
    with engine.connect() as connection:
        row = connection.execute(select(SetAsideRow.payload, SetAsideRow.pointer)).one()
    assert json.loads(IDENTIFIERS.decrypt(row.payload)) == bad
    assert row.pointer.startswith("/data/")


def test_an_empty_batch_is_a_sign_of_life(engine: Engine) -> None:
    record(engine, [])
    with engine.connect() as connection:
        assert feed.find_source(connection, SOURCE).heard_at == NOW


# --- one transaction -------------------------------------------------------------------


def test_events_and_cursor_stand_or_fall_together(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(engine, [], cursor="before", heard_at=NOW)
    untouched = everything(engine)

    def breaks(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("the power went")

    for step in ("reread_parties", "add_set_aside", "update_source"):
        with monkeypatch.context() as patch:
            patch.setattr(service.feed, step, breaks)
            with pytest.raises(RuntimeError):
                record(engine, [*story(), {"id": "bad"}], cursor="after", heard_at=NOW)
        assert everything(engine) == untouched, step
    record(engine, story(), cursor="after", heard_at=NOW)
    with engine.connect() as connection:
        assert feed.find_source(connection, SOURCE).cursor == "after"
    assert count(engine, EventRow) == 4


# --- history ---------------------------------------------------------------------------


def marked(engine: Engine) -> dict[str, bool]:
    with engine.connect() as connection:
        rows = connection.execute(select(EventRow.event_id, EventRow.history))
        return {row.event_id: row.history for row in rows}


@pytest.mark.parametrize("origin", [Origin.PULL, Origin.PUSH])
def test_what_happened_before_go_live_is_history(engine: Engine, origin: Origin) -> None:
    told = Story()
    for when in ("2026-01-31 23:59", "2026-02-01 00:01"):
        told.say("activity.noted", when)
    go_live = day("2026-02-01")
    assert go_live is not None
    record(engine, told, From(SOURCE, go_live, origin))
    assert marked(engine) == {"S-1-1": True, "S-1-2": False}


def test_what_is_imported_is_history(engine: Engine) -> None:
    record(engine, story(), From(SOURCE, SENDER.go_live, Origin.IMPORT))
    assert set(marked(engine).values()) == {True}
    record(engine, story())
    assert set(marked(engine).values()) == {True}, "telling it again does not make it news"


# --- identifiers -----------------------------------------------------------------------


def hiding_places() -> list[Any]:
    """Return a batch that tries to bring identifiers in by every door."""
    told = story()
    told.say(
        "event.corrected",
        "2026-03-09",
        event="S-1-2",
        type="sagsvej.party.added",
        data={"party": "p-61", "role": "person", "identifier": BO},
    )
    payloads: list[Any] = list(told)
    envelope = dict(payloads[2])
    payloads += [
        {"id": ANNA},
        {"id": ANNA.replace("-", "")},
        dict(envelope, id="bad-1", subject=ANNA),
        dict(envelope, id="bad-2", type=ANNA),
        dict(envelope, id="bad-3", type=f"x.{ANNA}"),
        dict(envelope, id="bad-4", source=ANNA),
        dict(envelope, id="bad-5", data={ANNA: "x"}),
        dict(envelope, id="bad-6", data={"step": ANNA}),
        dict(envelope, id="bad-7", type="sagsvej.new.thing", data={"who": f"cpr {CARL}"}),
        dict(
            envelope, id="bad-8", type="sagsvej.new.thing", data={"who": int(CARL.replace("-", ""))}
        ),
        dict(envelope, id="bad-9", type="sagsvej.activity.noted", data={"note": f"om {CARL} her"}),
        dict(envelope, id="bad-10", type="sagsvej.party.added", data={"identifier": ANNA, "x": 1}),
        dict(envelope, id="bad-11", sequence=ANNA),
        dict(envelope, id="bad-12", time=ANNA),
        dict(envelope, id="S-1-1", data={"note": ANNA}),
        f"not json {ANNA}",
        ANNA,
    ]
    return payloads


def test_no_identifier_stands_in_plain_in_any_column(engine: Engine) -> None:
    receipt = record(engine, hiding_places())
    assert receipt.recorded == 5
    stored = json.dumps(everything(engine), ensure_ascii=False)
    for identifier in (ANNA, BO, CARL):
        for form in (identifier, identifier.replace("-", ""), identifier.replace("-", " ")):
            assert form not in stored, form
    assert count(engine, PersonRow) == 2


def test_no_identifier_stands_in_the_database_file(lite: str, tmp_path: Path) -> None:
    engine = open_engine(lite)
    record(engine, hiding_places())
    engine.dispose()
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        for identifier in (ANNA, BO, CARL):
            assert identifier.encode() not in content, path.name
            assert identifier.replace("-", "").encode() not in content, path.name


def test_a_receipt_names_no_identifier_either() -> None:
    for payload in hiding_places():
        reading = service.read(payload, SOURCE, IDENTIFIERS, NOW)
        told = repr(getattr(reading, "problems", "")) + repr(getattr(reading, "event_id", ""))
        for identifier in (ANNA, BO, CARL):
            assert identifier not in told
            assert identifier.replace("-", "") not in told


def test_a_digest_says_nothing_without_the_key(engine: Engine) -> None:
    other = type(IDENTIFIERS)("another secret, just as long as the first one")
    for payload in story():
        mine = service.read(payload, SOURCE, IDENTIFIERS, NOW)
        theirs = service.read(payload, SOURCE, other, NOW)
        assert mine.digest != theirs.digest
        assert len(mine.digest) == 16
    assert IDENTIFIERS.person(ANNA) != other.person(ANNA)
    assert IDENTIFIERS.person(ANNA) == IDENTIFIERS.person(ANNA.replace("-", ""))


def test_a_persons_identifier_can_be_read_where_something_is_sent(engine: Engine) -> None:
    record(engine, story())
    with engine.connect() as connection:
        row = connection.execute(select(PersonRow.person, PersonRow.identifier)).one()
    assert row.person == IDENTIFIERS.person(ANNA)
    assert IDENTIFIERS.decrypt(row.identifier) == ANNA


# --- order, and two at the same time ---------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_arrival_does_not_matter(engine: Engine, seed: int) -> None:
    told = story().party(BO, role="parent", custody="joint")
    told.say("party.changed", "2026-03-05", party="p-62", custody="none")
    told.say("party.wrong_person", "2026-03-06", party="p-61")
    for payload in shuffled(told, seed):
        record(engine, [payload])
    with engine.connect() as connection:
        (anna,) = links_of(connection, IDENTIFIERS.person(ANNA))
        (bo,) = links_of(connection, IDENTIFIERS.person(BO))
    assert anna.party.wrong
    assert bo.party.custody == "none"


def test_two_that_write_at_the_same_time_lose_nothing(database: str) -> None:
    """Both bring the same cases, people and events, in different orders."""
    stories = [Story(f"T-{number}").opened().party(ANNA).party(BO) for number in range(12)]
    payloads = [payload for one in stories for payload in one]
    failed: list[BaseException] = []

    def write(seed: int) -> None:
        engine = open_engine(database)
        try:
            mixed = shuffled(payloads, seed)
            for start in range(0, len(mixed), 5):
                record(engine, mixed[start : start + 5])
        except BaseException as error:
            failed.append(error)
        finally:
            engine.dispose()

    threads = [threading.Thread(target=write, args=(seed,)) for seed in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed, failed
    engine = open_engine(database)
    try:
        assert count(engine, EventRow) == len(payloads)
        assert count(engine, CaseRow) == len(stories)
        assert count(engine, PartyRow) == 2 * len(stories)
        assert count(engine, PersonRow) == 2
        assert count(engine, SetAsideRow) == 0
        assert count(engine, SourceRow) == 1
    finally:
        engine.dispose()


def test_a_wrong_link_closes_access_also_when_it_comes_while_the_link_is_made(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that adds the party is held up just before it reads the parties again."""
    told = Story().opened()
    told.party(ANNA, party="p")
    told.say("party.wrong_person", "2026-03-03", party="p")
    opened, added, wrong = told.payloads
    engine = open_engine(database)
    record(engine, [opened])
    begun, may_go_on = threading.Event(), threading.Event()
    real = feed.reread_parties

    def slow(connection: Any, cases: Any) -> None:
        real(connection, cases)
        if threading.current_thread().name == "adds":
            begun.set()
            may_go_on.wait(1)

    monkeypatch.setattr(service.feed, "reread_parties", slow)
    adds = threading.Thread(target=record, args=(engine, [added]), name="adds")
    adds.start()
    assert begun.wait(5)
    tells = threading.Thread(target=record, args=(engine, [wrong]))
    tells.start()
    tells.join(0.2)
    may_go_on.set()
    adds.join()
    tells.join()
    with engine.connect() as connection:
        (link,) = links_of(connection, IDENTIFIERS.person(ANNA))
    engine.dispose()
    assert link.party.wrong
