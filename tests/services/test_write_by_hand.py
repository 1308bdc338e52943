"""Letters somebody writes: what they lack, what becomes so, and the refusal that waits."""

import base64
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from portal.core.contact import LetterWay
from portal.core.vocabulary import LetterKind
from portal.core.worklist import open_promises
from portal.notifications import Channels, Letter
from portal.notifications.digital_post.memo import DIGITAL_POST, build, refuse_wrong
from portal.notifications.print import Print, read_index
from portal.services.deliver import deliver
from portal.services.keep_document import DocumentRefusedError, check_document
from portal.services.post_update import CaseChangedError, Opened, Writer
from portal.services.write_by_hand import LetterRefusedError, Written, write_by_hand
from portal.store import desk as desk_store
from portal.store.models import DocumentRow
from tests.building import IDENTIFIERS, Story, at
from tests.services.letters import Desk, begun, office, sending

LISE = Writer("medarbejder", "Lise Holm Andersen", "Team Voksne med handicap")
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
DECISION = Written(
    LetterKind.DECISION,
    {
        "outcome_words": "Du får ikke den stol, du har søgt om.",
        "reasons": ["Stolen er dyrere end den, der kan hjælpe dig lige så godt."],
        "decider": "caseworker",
    },
    PDF,
)


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return Desk(engine)


def write(desk: Desk, what: Written, token: str = "t" * 20, seen: int | None = None) -> int:
    with desk.engine.connect() as connection:
        newest = desk_store.last_event_id(connection, desk.case_id())
    opened = Opened(desk.case_id(), "letter", token, newest if seen is None else seen)
    return write_by_hand(desk.engine, office(), IDENTIFIERS, opened, what, LISE, desk.now)


def decided(outcome: str = "refused") -> Story:
    story = begun().steps("received", "information", "casework")
    story.say("deadline.set", "2026-03-03", kind="own", due_on="2026-06-01")
    return story.say("decision.made", "2026-04-01", decision="d-1", outcome=outcome)


# --- the decision -----------------------------------------------------------------------


def test_a_refusal_waits_for_its_talk_and_goes_with_the_document(desk: Desk) -> None:
    desk.record(decided())
    desk.work()
    before = desk.state()
    assert write(desk, DECISION) == 1
    assert desk.work() == (0, 0), "held"
    assert desk.state() == before, "what is held leaves no trace in the case"
    desk.record(
        decided().say("talk.noted", "2026-04-02", decision="d-1", result="held", on="2026-04-02")
    )
    assert desk.work("2026-04-02 12:00")[1] == 1
    (letter,) = desk.letters(kind="decision")
    assert "Du får ikke den stol, du har søgt om." in letter.html
    assert "torsdag den 30. april 2026" in letter.html
    ruling = desk.state().decision
    assert ruling is not None
    assert ruling.shown_at is not None
    assert ruling.complain_by is not None
    assert ruling.complain_by.isoformat() == "2026-04-30"
    assert letter.document_id is not None


def test_it_goes_by_itself_when_the_time_for_a_talk_is_up(desk: Desk) -> None:
    desk.record(decided())
    desk.work()
    write(desk, DECISION)
    # Five working days from 1 April: Easter lies between.
    assert desk.work("2026-04-10 10:00") == (0, 0)
    assert desk.work("2026-04-13 10:00") == (0, 1)


def test_a_grant_does_not_wait(desk: Desk) -> None:
    desk.record(decided("granted"))
    desk.work()
    write(desk, DECISION)
    assert desk.work() == (0, 1)


def test_without_the_authoritys_own_document_nothing_goes(desk: Desk) -> None:
    desk.record(decided("granted"))
    with pytest.raises(LetterRefusedError) as refused:
        write(desk, replace(DECISION, document=None))
    assert refused.value.names == ("document",)
    assert desk.letters(kind="decision") == []


def test_a_document_kept_before_goes_with_it_and_the_same_one_is_kept_once(desk: Desk) -> None:
    desk.record(decided("granted"))
    write(desk, DECISION)
    write(desk, replace(DECISION, document=None), token="u" * 20)
    with desk.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(DocumentRow)) == 1


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a word document", "not_a_pdf"),
        (PDF[:-7], "cut_short"),
        (PDF.replace(b"<<>>\n%%EOF", b"<</Encrypt 5 0 R>>\n%%EOF"), "locked"),
        (PDF[:-7] + b" " * 6 * 1024 * 1024 + b"%%EOF\n", "too_big"),
    ],
)
def test_what_no_citizen_could_read_is_refused(content: bytes, problem: str) -> None:
    with pytest.raises(DocumentRefusedError) as refused:
        check_document(content)
    assert refused.value.problem == problem
    check_document(PDF)


def test_a_decision_that_became_another_is_not_sent_with_the_old_words(desk: Desk) -> None:
    story = decided()
    desk.record(story)
    desk.work()
    write(desk, DECISION)
    number = len(story.payloads)
    data = {"decision": "d-1", "outcome": "granted"}
    story.say(
        "event.corrected", "2026-04-02", event=f"S-1-{number}", type="sagsvej.decision.made",
        data=data,
    )  # fmt: skip
    desk.record(story)
    desk.work()
    (letter,) = desk.letters(kind="decision")
    assert (letter.state, letter.dropped_because) == ("dropped", "decided_otherwise")


def test_a_letter_the_case_system_sent_itself_takes_the_place_of_ours(desk: Desk) -> None:
    desk.record(decided())
    desk.work()
    write(desk, DECISION)
    story = decided().say(
        "letter.available", "2026-04-02", letter="b", kind="decision", channel="digital_post",
        decision="d-1", available_at="2026-04-02T09:00:00+02:00",
    )  # fmt: skip
    desk.record(story)
    desk.work()
    (letter,) = desk.letters(kind="decision")
    assert (letter.state, letter.dropped_because) == ("dropped", "sent_elsewhere")


def test_who_cannot_use_a_phone_gets_it_the_agreed_way_at_once(desk: Desk) -> None:
    story = decided().say("contact_agreement.set", "2026-03-03", way="paper", no_phone=True)
    desk.record(story)
    desk.work()
    write(desk, DECISION)
    assert desk.work() == (0, 1)
    (sent,) = [row for row in desk.outbox if row.letter_id == desk.letters(kind="decision")[0].id]
    assert sent.channel == "print"
    (letter,) = desk.letters(kind="decision")
    assert "torsdag den 7. maj 2026" not in letter.html
    ruling = desk.state().decision
    assert ruling is not None
    assert ruling.complain_by is not None
    # Six working days for the post, then four weeks.
    assert ruling.complain_by.isoformat() == "2026-05-12"


# --- the others -------------------------------------------------------------------------


def test_a_delay_moves_the_deadline_and_tells_it_once(desk: Desk) -> None:
    story = begun().say("deadline.set", "2026-03-03", kind="own", due_on="2026-04-10")
    desk.record(story)
    desk.work()
    facts = {"deadline": "2026-05-08", "reason": "waiting_for_papers", "words": "Vi rykker lægen."}
    delay = Written(LetterKind.DELAY, facts | {"next_contact": "2026-04-20"})
    assert write(desk, delay) == 1
    assert write(desk, delay) == 1, "the same form again"
    assert desk.state().promises == [], "nobody has read it yet"
    assert desk.work() == (0, 1)
    (letter,) = desk.letters(kind="delay")
    for words in ("fredag den 10. april 2026", "fredag den 8. maj 2026", "Vi rykker lægen."):
        assert words in letter.html
    state = desk.state()
    assert [one.new.isoformat() for one in state.extensions] == ["2026-05-08"]
    assert [one.by.isoformat() for one in state.promises] == ["2026-04-20"]


def test_a_hearing_opens_with_its_letter(desk: Desk) -> None:
    desk.record(begun().steps("received", "information", "casework"))
    desk.work()
    facts: dict[str, Any] = {"evidence": ["Lægen skriver, at du kan gå 200 meter."]}
    facts |= {"may_mean": "Det kan betyde, at du ikke får stolen.", "answer_by": "2026-04-24"}
    assert write(desk, Written(LetterKind.HEARING, facts)) == 1
    assert write(desk, Written(LetterKind.HEARING, facts)) == 1
    assert desk.work() == (0, 1)
    state = desk.state()
    assert state.hearing is not None
    assert state.hearing.due_on is not None
    assert state.hearing.due_on.isoformat() == "2026-04-24"
    assert "Lægen skriver" in desk.letters(kind="hearing")[0].html


def test_you_are_not_forgotten_needs_content_and_a_new_day(desk: Desk) -> None:
    desk.record(begun())
    with pytest.raises(LetterRefusedError) as refused:
        write(desk, Written(LetterKind.UPDATE, {"update": "nothing_new"}))
    assert refused.value.names == ("next_contact", "content")
    facts = {"update": "nothing_new", "words": "Vi venter på lægen.", "next_contact": "2026-04-20"}
    assert write(desk, Written(LetterKind.UPDATE, facts)) == 1
    assert write(desk, Written(LetterKind.UPDATE, facts)) == 1
    desk.work()
    assert desk.kinds().count("update") == 1


def test_a_reassessment_goes_with_its_document(desk: Desk) -> None:
    story = decided().say("decision.released", "2026-04-01", decision="d-1")
    story.say("complaint.received", "2026-04-01", complaint="k-1", received_on="2026-04-01")
    story.say("complaint.reassessed", "2026-04-02", complaint="k-1", outcome="upheld")
    desk.record(story)
    desk.work()
    what = replace(DECISION, kind=LetterKind.REASSESSMENT)
    assert write(desk, what) == 1
    assert desk.work() == (0, 1)
    complaint = desk.state().complaint
    assert complaint is not None
    assert complaint.reassessment is not None
    assert complaint.reassessment.shown_at is not None


@pytest.mark.parametrize("kind", [LetterKind.UPDATE, LetterKind.DELAY, LetterKind.HEARING])
def test_a_letter_does_not_keep_the_promise_it_makes(desk: Desk, kind: LetterKind) -> None:
    story = begun().say("deadline.set", "2026-03-03", kind="own", due_on="2026-04-10")
    desk.record(story)
    desk.work()
    facts: dict[str, Any] = {"next_contact": "2026-04-20", "words": "Vi venter på lægen."}
    facts |= {"update": "nothing_new", "deadline": "2026-05-08", "reason": "waiting_for_papers"}
    facts |= {"evidence": ["Du kan gå."], "may_mean": "Et nej.", "answer_by": "2026-04-24"}
    assert write(desk, Written(kind, facts)) == 1
    desk.work("2026-04-02 10:05")
    (promise,) = open_promises(desk.state())
    assert (promise.by.isoformat(), promise.owner) == ("2026-04-20", LISE.name)
    desk.record(story.say("contact.made", "2026-04-03", channel="phone"))
    assert open_promises(desk.state()) == (), "the next word keeps it"


def test_a_letter_that_never_goes_promises_nothing(desk: Desk) -> None:
    desk.record(begun())
    desk.work()
    facts = {"update": "nothing_new", "words": "Vi venter.", "next_contact": "2026-04-20"}
    write(desk, Written(LetterKind.UPDATE, facts))
    desk.record(begun().say("case.closed", "2026-04-02 09:00", reason="withdrawn_by_citizen"))
    desk.work("2026-04-02 10:05")
    assert [row.state for row in desk.letters(kind="update")] == ["dropped"]
    assert desk.state().promises == []


def test_who_has_not_seen_what_came_since_loses_nothing_and_sends_nothing(desk: Desk) -> None:
    desk.record(decided())
    with pytest.raises(CaseChangedError):
        write(desk, DECISION, seen=1)
    assert desk.letters(kind="decision") == []


# --- and out of the house ---------------------------------------------------------------


def test_the_decision_itself_goes_out_with_its_letter(desk: Desk, tmp_path: Path) -> None:
    story = decided("granted").say("contact_agreement.set", "2026-03-03", way="paper")
    desk.record(story)
    desk.work()
    write(desk, DECISION)
    desk.work()
    out = replace(sending(), channels=Channels(letters={LetterWay.PRINT: Print(tmp_path / "out")}))
    assert deliver(desk.engine, out, desk.now) == 1
    (day,) = (tmp_path / "out").iterdir()
    rows = [row for row in read_index(day / "index.csv") if row["enclosed"]]
    assert [(day / row["enclosed"]).read_bytes() for row in rows] == [PDF]


def test_by_digital_post_it_is_a_document_of_the_same_message() -> None:
    letter = Letter(
        id="letter:1",
        to="6101901234",
        name="Anna",
        title="Brev fra Eksempel Kommune",
        pdf=b"%PDF-cover",
        made_at=at("2026-04-02"),
        language="ar",
        enclosed=(("afgoerelse.pdf", PDF),),
    )
    memo = build(letter, DIGITAL_POST, "12345678", "Eksempel Kommune")
    refuse_wrong(memo)
    files = {
        file.findtext("{*}filename"): (file.findtext("{*}language"), file.findtext("{*}content"))
        for file in memo.findall(".//{*}File")
    }
    assert list(files) == ["brev.pdf", "afgoerelse.pdf"]
    assert files["afgoerelse.pdf"] == ("da", base64.b64encode(PDF).decode())
