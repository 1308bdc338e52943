"""A file of one event a line: a first load, or what a robot wrote."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from portal.services import import_file as service
from portal.services.import_file import import_file
from portal.services.record_events import From, Origin, Receipt
from portal.store import feed
from portal.store.models import EventRow, SetAsideRow
from tests.building import ANNA, IDENTIFIERS, SOURCE, Story, at, day

NOW = at("2026-04-02 10:00")
GO_LIVE = day("2024-01-01")
assert GO_LIVE is not None
SENDER = From(SOURCE, GO_LIVE, Origin.IMPORT)


def lines() -> list[str]:
    story = Story().opened().party(ANNA).steps("received", "information")
    return [json.dumps(payload) for payload in story]


def read(engine: Engine, told: list[str], tell: Any = lambda _: None) -> Receipt:
    return import_file(engine, iter(told), SENDER, IDENTIFIERS, NOW, tell)


def heard_at(engine: Engine) -> Any:
    with engine.connect() as connection:
        return feed.find_source(connection, SOURCE).heard_at


def test_every_line_is_an_event_and_all_of_them_are_history(engine: Engine) -> None:
    assert read(engine, lines()) == Receipt(4, 0, ())
    assert read(engine, lines()) == Receipt(0, 4, ())
    with engine.connect() as connection:
        assert set(connection.scalars(select(EventRow.history))) == {True}
        assert set(connection.scalars(select(EventRow.origin))) == {"import"}


def test_an_old_file_does_not_make_a_page_fresh(engine: Engine) -> None:
    read(engine, lines())
    assert heard_at(engine) == at("2026-03-04 09:00")
    newer = Story("S-2").say("activity.noted", "2026-02-01")
    read(engine, [json.dumps(payload) for payload in newer])
    assert heard_at(engine) == at("2026-03-04 09:00"), "and an older one not older"


def test_a_clock_that_is_ahead_is_not_believed(engine: Engine) -> None:
    ahead = Story().say("activity.noted", "2026-03-01").payloads[0]
    ahead["recordedtime"] = (NOW + timedelta(hours=3)).isoformat()
    read(engine, [json.dumps(ahead)])
    assert heard_at(engine) is None


@pytest.mark.parametrize(
    "bad",
    ["{", "not json", '"text"', "[]", "null", "{}", "[" * 100_000, "9" * 5000, '{"id": "\\ud800"}'],
    ids=[
        "cut short",
        "words",
        "a text",
        "a list",
        "null",
        "nothing",
        "deep",
        "long number",
        "half",
    ],
)
def test_a_bad_line_stops_nothing_else(engine: Engine, bad: str) -> None:
    told = lines()
    receipt = read(engine, [*told[:2], bad, "", "   ", *told[2:]])
    assert (receipt.recorded, receipt.repeated, len(receipt.set_aside)) == (4, 0, 1)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(SetAsideRow)) == 1


def test_progress_is_told_and_batches_are_transactions(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "BATCH", 2)
    told: list[int] = []
    read(engine, [*lines(), "{"], told.append)
    assert told == [2, 2, 1]


def test_it_goes_on_where_it_was_stopped(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "BATCH", 2)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(engine, lines(), stop)
    assert read(engine, lines()) == Receipt(2, 2, ())
