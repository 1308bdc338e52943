"""A post is one transaction, on SQLite and PostgreSQL, whoever else writes at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from portal.core.case import CaseState
from portal.core.fold import read_case
from portal.core.updates import Update
from portal.core.vocabulary import EventType, UpdateKind
from portal.municipality import Municipality
from portal.services import post_update as module
from portal.services.keep_draft import keep_draft, read_draft
from portal.services.office import Office, open_office
from portal.services.own_events import OwnEvent
from portal.services.post_update import (
    CaseChangedError,
    Opened,
    UpdateRefusedError,
    Writer,
    post_events,
    post_update,
)
from portal.services.record_events import From, Origin, record_events
from portal.services.reread_desk import read_what_came
from portal.store import cases, desk
from portal.store.journal import JournalKind
from portal.store.models import CaseRow, DraftRow, EventRow, JournalRow, TaskRow
from tests.building import ANNA, IDENTIFIERS, SOURCE, Story, at

NOW = at("2026-04-08 10:00")
KAREN = Writer("test:karen", "Karen", "Team")
LATER = date(2026, 4, 22)
TOKEN = "t" * 20


@pytest.fixture
def office(municipality: Municipality) -> Office:
    return open_office(municipality)


@pytest.fixture
def case_id(engine: Engine, office: Office) -> int:
    story = Story().opened().party(ANNA).say("unit.assigned", "2026-03-02", unit="Team")
    story.say("caseworker.assigned", "2026-03-02", name="Karen")
    sender = From(SOURCE, date(2024, 1, 1), Origin.PUSH)
    record_events(engine, list(story), sender, IDENTIFIERS, NOW)
    read_what_came(engine, office, NOW)
    with engine.connect() as connection:
        found = connection.scalar(select(CaseRow.id))
    assert found is not None
    return found


def opened(engine: Engine, case_id: int, token: str = TOKEN) -> Opened:
    with engine.connect() as connection:
        return Opened(case_id, "update", token, desk.last_event_id(connection, case_id))


def news(text: str = "Nyt.", **more: Any) -> Update:
    return Update(UpdateKind.NEWS, text, **({"next_contact": LATER} | more))


def count(engine: Engine, what: Any, *where: Any) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(what).where(*where)) or 0


def state_of(engine: Engine, case_id: int) -> CaseState:
    with engine.connect() as connection:
        return read_case(cases.events_of_case(connection, case_id))


def own(engine: Engine) -> int:
    return count(engine, EventRow, EventRow.source == "sagsvej")


def test_a_post_brings_its_promise_its_task_and_its_journal_item(
    engine: Engine, office: Office, case_id: int
) -> None:
    post_update(engine, office, opened(engine, case_id), news(), KAREN, NOW)
    state = state_of(engine, case_id)
    assert [one.note for one in state.updates] == ["Nyt."]
    assert [(one.by, one.owner) for one in state.promises] == [(LATER, "Karen")]
    assert count(engine, JournalRow, JournalRow.kind == "update") == 1
    assert count(engine, TaskRow, TaskRow.kind == "promise", TaskRow.due_on == LATER) == 1


def test_a_post_that_cannot_be_whole_is_nothing(
    engine: Engine, office: Office, case_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr(module.journal, "add", fail)
    with pytest.raises(RuntimeError):
        post_update(engine, office, opened(engine, case_id), news(), KAREN, NOW)
    assert own(engine) == 0


def test_what_lacks_something_is_refused_and_writes_nothing(
    engine: Engine, office: Office, case_id: int
) -> None:
    empty = Update(UpdateKind.NOTHING_NEW, "Intet nyt.", LATER)
    with pytest.raises(UpdateRefusedError) as refused:
        post_update(engine, office, opened(engine, case_id), empty, KAREN, NOW)
    assert refused.value.problems == (("wait_on", "no_waiting"),)
    assert own(engine) == 0


def at_once(number: int, work: Callable[[int], str]) -> list[str]:
    """Do something several times at the same moment; return what came of each."""
    ready = Barrier(number)

    def one(which: int) -> str:
        ready.wait()
        try:
            return work(which)
        except CaseChangedError:
            return "changed"

    with ThreadPoolExecutor(number) as threads:
        return list(threads.map(one, range(number)))


def test_a_form_sent_many_times_at_once_is_posted_once(
    engine: Engine, office: Office, case_id: int
) -> None:
    form = opened(engine, case_id)
    answers = at_once(4, lambda _: post_update(engine, office, form, news(), KAREN, NOW))
    assert len(set(answers)) == 1
    assert len(state_of(engine, case_id).updates) == 1
    assert count(engine, JournalRow) == 1


def test_of_two_who_post_at_once_one_is_told_of_the_other(
    engine: Engine, office: Office, case_id: int
) -> None:
    forms = [opened(engine, case_id, letter * 20) for letter in "abc"]
    answers = at_once(
        3, lambda which: post_update(engine, office, forms[which], news(), KAREN, NOW)
    )
    assert answers.count("changed") == 2
    assert len(state_of(engine, case_id).updates) == 1


def test_an_agreement_is_told_of_a_change_too(engine: Engine, office: Office, case_id: int) -> None:
    form = opened(engine, case_id, "a" * 20)
    post_update(engine, office, opened(engine, case_id), news(), KAREN, NOW)
    made = [OwnEvent(EventType.CONTACT_MADE, {"channel": "phone"})]
    with pytest.raises(CaseChangedError):
        post_events(engine, office, form, made, JournalKind.AGREEMENT, KAREN, NOW)
    assert own(engine) == 2


def test_a_draft_goes_when_it_is_posted_and_does_not_come_back(
    engine: Engine, office: Office, case_id: int
) -> None:
    form, key = opened(engine, case_id), ("test:karen", case_id, "update")
    assert keep_draft(engine, IDENTIFIERS, "test:karen", form, {"text": ["Halvt"]}, NOW)
    assert keep_draft(engine, IDENTIFIERS, "test:karen", form, {"text": ["Halvt."]}, NOW)
    with engine.connect() as connection:
        draft = read_draft(connection, IDENTIFIERS, key)
    assert draft is not None
    assert draft.fields == {"text": ["Halvt."]}
    post_update(engine, office, form, news(), KAREN, NOW)
    assert not keep_draft(engine, IDENTIFIERS, "test:karen", form, {"text": ["Sent"]}, NOW)
    assert count(engine, DraftRow) == 0
