"""What is done here joins the case's events, and the desk sees it in the same moment."""

from datetime import date

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine, func, select

from portal.core.case import CaseState
from portal.core.fold import read_case
from portal.core.vocabulary import EventType
from portal.core.worklist import TaskKind
from portal.municipality import load
from portal.services.office import Office, open_office
from portal.services.own_events import By, OwnEvent, add_events, new_reference
from portal.services.record_events import From, Origin, record_events
from portal.services.reread_desk import read_what_came
from portal.settings import ROOT
from portal.store import desk
from portal.store.cases import events_of
from portal.store.models import CaseRow, EventRow, TaskRow
from tests.building import IDENTIFIERS, SOURCE, Story, at

NOW = at("2026-04-02 10:00")
TODAY = NOW.date()


@pytest.fixture(scope="module")
def office() -> Office:
    return open_office(load(ROOT / "municipality.toml", demo=True))


def told(engine: Engine, story: Story, origin: Origin = Origin.PUSH) -> int:
    record_events(engine, list(story), From(SOURCE, date(2026, 1, 1), origin), IDENTIFIERS, NOW)
    with engine.connect() as connection:
        return connection.scalar(select(func.max(CaseRow.id))) or 0


def begun() -> Story:
    story = Story().opened().party().say("unit.assigned", "2026-03-02", unit="Teamet")
    return story.say("caseworker.assigned", "2026-03-02", name="Karen")


def state_of(engine: Engine, case_id: int) -> CaseState:
    with engine.connect() as connection:
        return read_case(events_of(connection, [case_id])[case_id])


def kinds(engine: Engine, name: str = "Karen", today: date = TODAY) -> list[str]:
    with engine.connect() as connection:
        return sorted(row.kind for row in desk.waiting_for(connection, name, today))


def test_the_desk_reads_what_the_feed_told_once(engine: Engine, office: Office) -> None:
    case_id = told(engine, begun())
    assert kinds(engine) == []
    assert read_what_came(engine, office, NOW) == 1
    assert kinds(engine) == [TaskKind.FIRST_WORD]
    assert read_what_came(engine, office, NOW) == 0
    with engine.connect() as connection:
        assert desk.held_by(connection, "Karen") == [case_id]
        assert desk.may_work_on(connection, case_id, "Ole", "Teamet")
        assert not desk.may_work_on(connection, case_id, "Ole", "Huset")


def test_a_post_is_in_the_list_and_off_the_desk_at_once(engine: Engine, office: Office) -> None:
    case_id = told(engine, begun())
    read_what_came(engine, office, NOW)
    update = {"update": new_reference(), "kind": "news", "note": "Vi har læst dit brev."}
    promise = {"promise": new_reference(), "what": "contact", "by": "2026-04-30", "owner": "Karen"}
    with engine.begin() as connection:
        add_events(
            connection,
            case_id,
            [
                OwnEvent(EventType.UPDATE_POSTED, update),
                OwnEvent(EventType.CONTACT_PROMISED, promise),
            ],
            By.DESK,
            office,
            NOW,
        )
    state = state_of(engine, case_id)
    assert [one.note for one in state.updates] == ["Vi har læst dit brev."]
    assert kinds(engine) == []
    assert kinds(engine, today=date(2026, 4, 28)) == [TaskKind.DEADLINE, TaskKind.PROMISE]
    with engine.connect() as connection:
        origins = connection.scalars(select(EventRow.origin).where(EventRow.source == "sagsvej"))
        assert set(origins) == {"desk"}
    assert read_what_came(engine, office, NOW) == 1, "the worker may read it again"
    assert kinds(engine) == []


def test_a_change_of_caseworker_takes_every_open_promise_along(
    engine: Engine, office: Office
) -> None:
    story = begun().say(
        "contact.promised", "2026-03-20", promise="l", what="call", by="2026-04-03", owner="Karen"
    )
    case_id = told(engine, story)
    read_what_came(engine, office, NOW)
    assert kinds(engine) == [TaskKind.PROMISE]
    with engine.begin() as connection:
        change = {"name": "Ole", "valid_from": "2026-04-02"}
        add_events(
            connection,
            case_id,
            [OwnEvent(EventType.CASEWORKER_CHANGED, change)],
            By.DESK,
            office,
            NOW,
        )
    assert kinds(engine) == []
    assert kinds(engine, "Ole") == [TaskKind.CHANGE, TaskKind.PROMISE]


def test_nothing_is_written_when_the_transaction_is_rolled_back(
    engine: Engine, office: Office
) -> None:
    case_id = told(engine, begun())
    read_what_came(engine, office, NOW)
    event = OwnEvent(EventType.UPDATE_POSTED, {"update": "o", "kind": "news", "note": "Hej."})
    with engine.connect() as connection, connection.begin() as transaction:
        add_events(connection, case_id, [event], By.DESK, office, NOW)
        transaction.rollback()
    assert state_of(engine, case_id).updates == []
    assert kinds(engine) == [TaskKind.FIRST_WORD]


@pytest.mark.parametrize(
    "data",
    [
        {"update": "o", "kind": "news", "note": "Ring om 610190-1234."},
        {"update": "o", "kind": "gossip", "note": "Hej."},
        {"update": "o", "kind": "news"},
    ],
)
def test_what_the_contract_refuses_is_never_written(
    engine: Engine, office: Office, data: dict[str, str]
) -> None:
    case_id = told(engine, begun())
    event = OwnEvent(EventType.UPDATE_POSTED, data)
    with engine.begin() as connection, pytest.raises(ValidationError):
        add_events(connection, case_id, [event], By.DESK, office, NOW)
    assert state_of(engine, case_id).updates == []


def test_many_cases_are_read_in_parts(
    engine: Engine, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.services.reread_desk._AT_A_TIME", 3)
    for number in range(4):
        story = Story(f"S-{number}").opened()
        told(engine, story.say("caseworker.assigned", "2026-03-02", name="Karen"))
    assert read_what_came(engine, office, NOW) >= 4
    assert kinds(engine) == [TaskKind.FIRST_WORD] * 4
    with engine.connect() as connection:
        words = select(func.count()).where(TaskRow.kind == TaskKind.FIRST_WORD)
        assert connection.scalar(words) == 4, "a case read twice has its tasks once"
