"""What has arrived has arrived: it is kept whatever happens after, and only once."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from portal.core.case import CaseState
from portal.core.fold import read_case
from portal.core.vocabulary import EventType, MessageKind, Promised
from portal.core.worklist import TaskKind
from portal.files import Accepted, Vault
from portal.municipality import load
from portal.services import send_message as module
from portal.services.office import Office, open_office
from portal.services.record_events import From, Origin, record_events
from portal.services.send_message import Keeping, Submission, send_message, tell_cases
from portal.settings import ROOT
from portal.store import desk, messages
from portal.store.cases import events_of
from portal.store.models import AttachmentRow, CaseRow, EventRow, JournalRow, MessageRow
from tests.building import ANNA, BO, IDENTIFIERS, SOURCE, Story, at

NOW = at("2026-04-01 10:00")  # a Wednesday; Easter begins the day after
ME = IDENTIFIERS.person(ANNA)
OTHER = IDENTIFIERS.person(BO)


@pytest.fixture(scope="module")
def office() -> Office:
    return open_office(load(ROOT / "municipality.toml", demo=True))


@pytest.fixture
def keeping(engine: Engine, tmp_path: Path) -> Keeping:
    return Keeping(engine, Vault(tmp_path / "files", IDENTIFIERS), IDENTIFIERS)


def told(engine: Engine, story: Story) -> int:
    sender = From(SOURCE, date(2026, 1, 1), Origin.PUSH)
    record_events(engine, list(story), sender, IDENTIFIERS, NOW)
    with engine.connect() as connection:
        return connection.scalar(select(func.max(CaseRow.id))) or 0


def begun() -> Story:
    story = Story().opened().party(ANNA).party(BO)
    story.say("unit.assigned", "2026-03-02", unit="Teamet")
    return story.say("caseworker.assigned", "2026-03-02", name="Karen")


def heard() -> Story:
    story = begun().steps("received", "casework")
    return story.say("hearing.opened", "2026-03-20", hearing="h-1", due_on="2026-04-15")


def refused() -> Story:
    story = begun().say("decision.made", "2026-03-10", decision="d-1", outcome="refused")
    return story.say("decision.released", "2026-03-11", decision="d-1")


def submission(case_id: int, kind: MessageKind, text: str = "Hej", **more: Any) -> Submission:
    return Submission(case_id, "p-61", ME, kind, text, **more)


def state_of(engine: Engine, case_id: int) -> CaseState:
    with engine.connect() as connection:
        return read_case(events_of(connection, [case_id])[case_id])


def counted(engine: Engine, row: type[Any]) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(row)) or 0


def test_a_question_is_kept_and_answered_by_a_promise(keeping: Keeping, office: Office) -> None:
    case_id = told(keeping.engine, begun())
    ref = send_message(keeping, submission(case_id, MessageKind.QUESTION), office, NOW)
    with keeping.engine.connect() as connection:
        (row,) = messages.sent_by(connection, case_id, ME)
        assert (row.public_id, row.received_at) == (ref, NOW)
        assert IDENTIFIERS.decrypt(row.text) == "Hej"
        assert b"Hej" not in row.text
        assert messages.sent_by(connection, case_id, OTHER) == []
        journal = connection.execute(select(JournalRow.kind, JournalRow.thing)).all()
        assert [tuple(one) for one in journal] == [("message", ref)]
        due = [task.due_on for task in desk.waiting_for(connection, "Karen", date(2026, 4, 14))
               if task.kind in (TaskKind.MESSAGE, TaskKind.PROMISE)]  # fmt: skip
    # Easter stands between: five working days after Wednesday are Tuesday in two weeks.
    assert due == [date(2026, 4, 13)] * 2
    state = state_of(keeping.engine, case_id)
    (promise,) = state.promises
    assert (promise.what, promise.owner, promise.owner_unit) == ("reply", "Karen", "Teamet")
    assert state.messages[ref].promise == promise.ref
    assert state.messages[ref].party == "p-61"


@pytest.mark.parametrize(
    ("kind", "more", "what", "by"),
    [
        (MessageKind.ACCESS, {}, Promised.ACCESS, "2026-04-15"),  # danish rules 1.7
        (MessageKind.CALL_BACK, {}, Promised.CALL, "2026-04-08"),
        (MessageKind.URGENT, {"with_phone": True}, Promised.CALL, "2026-04-07"),
        (MessageKind.URGENT, {}, Promised.REPLY, "2026-04-07"),
        (MessageKind.INFORMATION, {}, Promised.CONTACT, "2026-04-13"),
        (MessageKind.DISAGREE, {}, Promised.CONTACT, "2026-04-13"),
    ],
)
def test_what_is_promised_back(
    keeping: Keeping, office: Office, kind: MessageKind, more: dict[str, Any], what: str, by: str
) -> None:
    case_id = told(keeping.engine, begun())
    send_message(keeping, submission(case_id, kind, **more), office, NOW)
    (promise,) = state_of(keeping.engine, case_id).promises
    assert (promise.what, promise.by) == (what, date.fromisoformat(by))


def test_an_answer_answers_the_hearing_for_the_one_who_sent_it(
    keeping: Keeping, office: Office
) -> None:
    from portal.core.acts import hearing_is_open_to

    case_id = told(keeping.engine, heard())
    send_message(keeping, submission(case_id, MessageKind.HEARING_ANSWER), office, NOW)
    state = state_of(keeping.engine, case_id)
    assert state.hearing is not None
    assert state.hearing.answered_on == NOW.date()
    assert not hearing_is_open_to(state, "p-61")
    assert hearing_is_open_to(state, "p-62")


def test_a_complaint_begins_its_track_once(keeping: Keeping, office: Office) -> None:
    case_id = told(keeping.engine, refused())
    send_message(keeping, submission(case_id, MessageKind.COMPLAINT), office, NOW)
    state = state_of(keeping.engine, case_id)
    assert state.complaint is not None
    assert state.complaint.received_on == NOW.date()
    assert state.promises == [], "the law's four weeks are the promise"
    story = Story().say("complaint.forwarded", "2026-04-20", complaint="k", on="2026-04-20")
    story.payloads[0]["id"] = "later"
    record_events(keeping.engine, list(story), From(SOURCE, date(2026, 1, 1), Origin.PUSH),
                  IDENTIFIERS, at("2026-04-21"))  # fmt: skip
    # The other party complains when it lies with Ankestyrelsen: nothing begins anew.
    late = Submission(case_id, "p-62", OTHER, MessageKind.COMPLAINT, "Jeg klager også")
    send_message(keeping, late, office, at("2026-04-22"))
    state = state_of(keeping.engine, case_id)
    assert state.complaint is not None
    assert state.complaint.forwarded_on == date(2026, 4, 20)
    assert [one.what for one in state.promises] == ["reply"]


def test_a_complaint_without_a_decision_is_kept_and_answered(
    keeping: Keeping, office: Office
) -> None:
    case_id = told(keeping.engine, begun())
    send_message(keeping, submission(case_id, MessageKind.COMPLAINT), office, NOW)
    state = state_of(keeping.engine, case_id)
    assert state.complaint is None
    assert [one.what for one in state.promises] == ["reply"]


def test_what_was_asked_for_is_not_asked_for_any_more(keeping: Keeping, office: Office) -> None:
    asked = {"request": "a-1", "from_": "citizen", "item": "receipts"}
    case_id = told(keeping.engine, begun().say("information.requested", "2026-03-10", **asked))
    send_message(keeping, submission(case_id, MessageKind.INFORMATION), office, NOW)
    assert "request:a-1" in state_of(keeping.engine, case_id).waiting, "it answers nothing"
    answer = submission(case_id, MessageKind.INFORMATION, "Her", request="request:a-1")
    send_message(keeping, answer, office, NOW)
    assert state_of(keeping.engine, case_id).waiting == {}


def test_files_are_sealed_and_wait_to_be_scanned(keeping: Keeping, office: Office) -> None:
    case_id = told(keeping.engine, begun())
    file = Accepted("Lægens brev.pdf", "application/pdf", b"%PDF-1.7 ...")
    send_message(keeping, submission(case_id, MessageKind.INFORMATION, files=(file,)), office, NOW)
    with keeping.engine.connect() as connection:
        (message,) = messages.sent_by(connection, case_id, ME)
        (found,) = messages.files_of(connection, [message.id])[message.id]
    assert (found.state, found.size) == ("waiting", 12)
    assert IDENTIFIERS.decrypt(found.name) == "Lægens brev.pdf"
    assert keeping.vault.get(found.public_id) == file.content
    (one,) = state_of(keeping.engine, case_id).messages.values()
    assert one.files == 1


def test_the_same_form_sends_once_and_another_text_is_another_message(
    keeping: Keeping, office: Office
) -> None:
    case_id = told(keeping.engine, begun())

    def send(text: str, person: str = ME) -> str:
        one = Submission(case_id, "p-61", person, MessageKind.QUESTION, text, form_token="t-1")
        return send_message(keeping, one, office, NOW)

    first = send("Hej")
    assert send("Hej") == first
    assert send("Hej, og så en ting til") != first, "who goes back and writes more sends more"
    assert send("Hej", OTHER) != first
    assert counted(keeping.engine, MessageRow) == 3
    unnamed = submission(case_id, MessageKind.QUESTION)
    assert send_message(keeping, unnamed, office, NOW) != send_message(
        keeping, unnamed, office, NOW
    )


def test_the_same_form_sent_at_the_same_moment_sends_once(keeping: Keeping, office: Office) -> None:
    case_id = told(keeping.engine, begun())
    file = Accepted("a.pdf", "application/pdf", b"%PDF-1.7 ...")
    one = submission(case_id, MessageKind.QUESTION, form_token="t-1", files=(file,))
    together, refs = threading.Barrier(4), []

    def send() -> None:
        together.wait()
        refs.append(send_message(keeping, one, office, NOW))

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refs) == 4
    assert len(set(refs)) == 1
    for row in (MessageRow, JournalRow, AttachmentRow):
        assert counted(keeping.engine, row) == 1, row


def broken(*_: Any, **__: Any) -> Any:
    raise RuntimeError("Anna Andersen")


@pytest.mark.parametrize("step", ["add_events", "read_case", "_meaning"])
def test_what_arrived_is_kept_even_if_everything_after_it_fails(
    keeping: Keeping,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    step: str,
) -> None:
    case_id = told(keeping.engine, heard())
    with monkeypatch.context() as patch:
        patch.setattr(module, step, broken)
        ref = send_message(keeping, submission(case_id, MessageKind.HEARING_ANSWER), office, NOW)
    assert "RuntimeError" in caplog.text
    assert "Andersen" not in caplog.text
    with keeping.engine.connect() as connection:
        (row,) = messages.sent_by(connection, case_id, ME)
        assert IDENTIFIERS.decrypt(row.text) == "Hej"
        assert connection.scalar(select(JournalRow.thing)) == ref
    assert state_of(keeping.engine, case_id).messages == {}
    # The worker makes up for it, as of when it came, and once.
    assert tell_cases(keeping.engine, office, at("2026-04-07")) == 1
    assert tell_cases(keeping.engine, office, at("2026-04-07")) == 0
    state = state_of(keeping.engine, case_id)
    assert state.messages[ref].at == NOW
    assert state.hearing is not None
    assert state.hearing.answered_on == NOW.date()


def test_nothing_is_kept_half(
    keeping: Keeping, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it is kept there is no receipt; a file that nobody claims is removed later."""
    case_id = told(keeping.engine, begun())
    file = Accepted("a.pdf", "application/pdf", b"%PDF-1.7 ...")
    one = submission(case_id, MessageKind.INFORMATION, files=(file,))
    with monkeypatch.context() as patch:
        patch.setattr(messages.attachments, "add", broken)
        with pytest.raises(RuntimeError):
            send_message(keeping, one, office, NOW)
    for row in (MessageRow, JournalRow, AttachmentRow):
        assert counted(keeping.engine, row) == 0, row
    with keeping.engine.connect() as connection:
        kinds = set(connection.scalars(select(EventRow.type)))
    assert EventType.MESSAGE_RECEIVED not in kinds


@pytest.mark.parametrize("kind", list(MessageKind))
def test_every_kind_can_be_sent_in_every_state(
    keeping: Keeping, office: Office, kind: MessageKind
) -> None:
    """A page may have stood open while the case moved on: nothing is refused for that."""
    makers: list[Callable[[], Story]] = [begun, heard, refused]
    for number, make in enumerate(makers):
        story = make()
        for payload in story:
            payload["subject"] = f"S-{number}"
            payload["id"] = f"{number}-{payload['id']}"
        case_id = told(keeping.engine, story)
        ref = send_message(keeping, submission(case_id, kind), office, NOW)
        assert ref in state_of(keeping.engine, case_id).messages
