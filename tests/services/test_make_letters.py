"""Letters: ordered when due, checked against the present, made once and never changed."""

import json
import threading
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from portal.core.vocabulary import LetterKind
from portal.services import make_letters
from portal.services.order_letters import order_due
from portal.services.record_events import Origin
from portal.store.models import DeskReadRow, LetterRow
from tests.building import ANNA, BO, CARL, IDENTIFIERS, Story, shuffled
from tests.services.letters import CHILD_NAME, NAME, Desk, begun, changed, office, sending, workshop


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """Return a portal with a worker, on each database."""
    return Desk(engine)


@pytest.fixture
def lite_desk(lite: str) -> Any:
    """Return one on SQLite."""
    from portal.store.engine import open_engine

    engine = open_engine(lite)
    yield Desk(engine)
    engine.dispose()


# --- one letter, with all that goes with it ---------------------------------------------


def test_a_receipt_is_made_once_with_all_that_belongs_to_it(desk: Desk) -> None:
    desk.record(begun())
    assert desk.work() == (1, 1)
    (letter,) = desk.letters()
    assert (letter.kind, letter.state, letter.occasion) == ("receipt", "made", "case")
    assert letter.pdf.startswith(b"%PDF-1.7")
    assert letter.digest == IDENTIFIERS.digest(letter.pdf)
    assert NAME in letter.html
    assert letter.html.count("<h1") == 1
    assert letter.wording_release.startswith("da-n-")
    (sent,) = desk.outbox
    assert (sent.kind, sent.channel, sent.letter_id) == ("letter", "digital_post", letter.id)
    (item,) = desk.journal
    assert (item.kind, item.thing) == ("letter", letter.public_id)
    (event,) = desk.own_events()
    told = json.loads(event.data)
    assert (event.type, event.origin) == ("sagsvej.letter.available", "portal")
    assert (told["kind"], told["channel"]) == ("receipt", "digital_post")
    assert told["letter"] == f"portal-{letter.public_id}"
    assert desk.work() == (0, 0), "and never again"
    assert desk.work("2026-05-02 10:00") == (0, 0)


def test_repeats_and_order_of_the_feed_change_nothing(desk: Desk) -> None:
    story = begun().opened("2026-03-03")
    told = shuffled(story.payloads, 7)
    for event in [*told, *told]:
        one = Story()
        one.payloads = [event]
        desk.record(one)
        desk.work()
    assert desk.kinds() == ["receipt"]


def test_the_letter_never_changes(desk: Desk) -> None:
    desk.record(begun())
    desk.work()
    (before,) = desk.letters()
    desk.record(changed(begun(), "Ole Eksempel", "2026-04-01"))
    desk.work("2026-04-03 10:00")
    after = next(row for row in desk.letters() if row.kind == "receipt")
    assert (after.pdf, after.html, after.digest) == (before.pdf, before.html, before.digest)


def test_an_import_and_what_came_before_go_live_send_nothing(desk: Desk) -> None:
    desk.record(changed(begun(), "Ole Eksempel", "2026-03-20"), Origin.IMPORT)
    assert desk.work() == (0, 0)
    desk.go_live = "2026-04-01"
    old = Story("S-2").opened("2026-03-02").party(BO, name=CHILD_NAME)
    desk.record(old)
    assert desk.work() == (0, 0)
    desk.record(changed(old, "Pia Eksempel", "2026-04-01 12:00"))
    assert desk.work() == (1, 1), "a change of now is told, also in an old case"
    assert desk.kinds() == ["caseworker"]


def test_what_came_before_the_portal_could_write_is_no_occasion(desk: Desk) -> None:
    desk.record(begun())
    with desk.engine.begin() as connection:
        connection.execute(DeskReadRow.__table__.insert(), {"name": "letters-from", "event_id": 99})
    assert desk.work() == (0, 0)


def test_nobody_who_died_is_written_to(desk: Desk) -> None:
    desk.record(begun())
    desk.order()
    desk.record(begun().say("party.died", "2026-04-01", party="p-61"))
    assert desk.work()[1] == 0
    (letter,) = desk.letters()
    assert (letter.state, letter.dropped_because) == ("dropped", "died")
    assert desk.outbox == []


def test_what_is_not_true_any_more_is_dropped_and_may_come_again(desk: Desk) -> None:
    story = begun().say(
        "information.requested", "2026-03-20", request="a", from_="citizen", item="receipts",
        why="count_costs", due_on="2026-04-20",
    )  # fmt: skip
    desk.record(story)
    desk.order()
    story.say("information.received", "2026-04-01", from_="citizen", item="receipts", request="a")
    desk.record(story)
    desk.work()
    (request,) = desk.letters(kind="request")
    assert (request.state, request.dropped_because) == ("dropped", "not_so_any_more")
    number = len(story.payloads)
    story.say("event.withdrawn", "2026-04-02 09:30", event=f"S-1-{number}", reason="wrong_case")
    desk.record(story)
    desk.work("2026-04-02 11:00")
    (request,) = desk.letters(kind="request")
    assert (request.state, request.dropped_because) == ("made", None)


def test_a_request_without_a_last_day_cannot_go_and_no_day_is_invented(desk: Desk) -> None:
    story = begun().say(
        "information.requested", "2026-03-20", request="a", from_="citizen", item="receipts",
        why="count_costs",
    )  # fmt: skip
    desk.record(story)
    desk.work()
    assert desk.kinds() == ["receipt"]
    assert desk.kinds("ordered") == []


# --- to whom, and how they read ---------------------------------------------------------


def test_each_reader_gets_a_letter_of_their_own_and_the_case_is_told_once(desk: Desk) -> None:
    story = Story().opened().party(ANNA, role="child", birth_date="2010-01-01", name=NAME)
    story.party(BO, role="parent", custody="joint", name="Bo", language="ar")
    story.party(CARL, role="parent", custody="none", name="Carl")
    desk.record(story)
    assert desk.work() == (2, 2)
    assert {row.language for row in desk.letters()} == {"da", "ar"}
    assert len(desk.outbox) == len(desk.journal) == 2
    assert len(desk.own_events()) == 1


def test_language_register_and_print_are_the_readers(desk: Desk) -> None:
    story = begun(exempt_from_digital_post=True).say(
        "contact_agreement.set", "2026-03-03", way="paper", easy_read=True, large_print=True
    )
    desk.record(story)
    desk.work()
    (letter,) = desk.letters()
    assert (letter.language, letter.register, letter.large_print) == ("da", "easy", True)
    assert letter.wording_release.startswith("da-e-")
    (sent,) = desk.outbox
    assert sent.channel == "print"
    assert desk.state().record.events[-1].get("channel") == "paper"


def test_a_letter_on_the_page_alone_has_nothing_in_the_outbox(desk: Desk) -> None:
    desk.record(begun().say("contact_agreement.set", "2026-03-03", way="portal"))
    desk.work()
    assert (desk.kinds(), desk.outbox) == (["receipt"], [])
    assert desk.state().record.events[-1].get("channel") == "portal"


# --- a new caseworker -------------------------------------------------------------------


def test_unsent_a_to_b_to_c_is_one_letter_and_a_to_b_to_a_none(desk: Desk) -> None:
    story = begun()
    desk.record(story)
    desk.work()
    desk.record(changed(story, "Ole Eksempel", "2026-04-01"))
    desk.order()
    desk.record(changed(story, "Pia Eksempel", "2026-04-02"))
    desk.work("2026-04-02 11:00")
    (letter,) = [row for row in desk.letters(kind="caseworker") if row.state == "made"]
    assert "Pia Eksempel" in letter.html
    assert "Ole Eksempel" not in letter.html
    desk.record(changed(story, "Ole Eksempel", "2026-04-02 12:00"))
    desk.order("2026-04-02 12:30")
    desk.record(changed(story, "Pia Eksempel", "2026-04-02 12:40"))
    desk.work("2026-04-02 13:00")
    assert desk.kinds().count("caseworker") == 1
    assert desk.kinds("ordered") == []


def test_a_change_without_a_day_promises_the_municipalitys_own(desk: Desk) -> None:
    desk.record(begun())
    desk.work()
    desk.record(changed(begun(), "Ole Eksempel", "2026-04-02"))
    desk.work("2026-04-07 10:00")
    promises = [event for event in desk.own_events() if event.type.endswith("contact.promised")]
    (promise,) = [json.loads(event.data) for event in promises]
    assert promise["owner"] == "Ole Eksempel"
    assert promise["by"] == "2026-04-14"
    (letter,) = desk.letters(kind="caseworker")
    assert "tirsdag den 14. april 2026" in letter.html


def test_the_letter_keeps_none_of_the_promises_it_lists(desk: Desk) -> None:
    story = begun().say(
        "contact.promised", "2026-03-20", promise="l", what="contact", by="2026-04-20",
        owner="Karen Eksempel",
    )  # fmt: skip
    desk.record(story)
    desk.record(changed(story, "Ole Eksempel", "2026-04-01"))
    desk.work()
    from portal.core.worklist import open_promises

    (promise,) = open_promises(desk.state())
    assert (promise.ref, promise.owner) == ("l", "Ole Eksempel")
    (letter,) = desk.letters(kind="caseworker")
    assert "mandag den 20. april 2026" in letter.html


# --- killed, raced, changed meanwhile ---------------------------------------------------


@pytest.mark.parametrize("where", ["write_letter", "_keep_one", "add_events", "post_letter"])
def test_killed_at_any_place_it_is_made_once_or_not_at_all(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    class KilledError(BaseException):
        pass

    def killed(*_given: Any, **_named: Any) -> None:
        raise KilledError

    desk.record(begun())
    desk.order()
    with monkeypatch.context() as patch:
        patch.setattr(make_letters, where, killed)
        with pytest.raises(KilledError):
            desk.work()
    assert (desk.kinds(), desk.outbox, desk.journal, desk.own_events()) == ([], [], [], [])
    assert desk.work() == (0, 1)
    assert len(desk.outbox) == len(desk.journal) == len(desk.own_events()) == 1


def test_what_comes_while_a_letter_is_written_is_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = begun()
    desk.record(story)
    desk.order()
    real = make_letters.write_letter

    def slow(*given: Any) -> Any:
        desk.record(story.say("party.died", "2026-04-02", party="p-61"))
        return real(*given)

    monkeypatch.setattr(make_letters, "write_letter", slow)
    assert desk.work()[1] == 0
    monkeypatch.undo()
    assert desk.work()[1] == 0
    assert desk.kinds("dropped") == ["receipt"]


def test_two_workers_make_each_letter_once(desk: Desk) -> None:
    for number in range(4):
        story = Story(f"S-{number}").opened().party(ANNA, name=NAME)
        desk.record(story)
    started = threading.Barrier(2)

    def run() -> None:
        started.wait()
        order_due(desk.engine, office(), desk.now)
        for _ in range(4):
            make_letters.make_ordered(desk.engine, workshop(), sending(), desk.now)

    workers = [threading.Thread(target=run) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    desk.work()
    assert desk.kinds() == ["receipt"] * 4
    assert len(desk.outbox) == len(desk.journal) == len(desk.own_events()) == 4


def test_one_case_that_fails_stops_no_other(
    lite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = lite_desk
    for number in range(3):
        desk.record(Story(f"S-{number}").opened().party(ANNA, name=NAME))
    desk.order()
    real, first = make_letters.write_letter, []

    def once(*given: Any) -> Any:
        if not first:
            first.append(1)
            raise ValueError("words nobody may see")
        return real(*given)

    monkeypatch.setattr(make_letters, "write_letter", once)
    with pytest.raises(ValueError, match="words"):
        desk.work()
    assert len(desk.kinds()) == 2
    assert desk.work()[1] == 1


# --- turning 18 -------------------------------------------------------------------------


def test_turning_18_comes_by_the_day_alone(lite_desk: Desk) -> None:
    desk = lite_desk
    story = Story().say(
        "case.opened", "2026-03-02", kind="application", area="respite", received_on="2026-03-02"
    )
    story.party(ANNA, role="child", birth_date="2008-07-15", name=CHILD_NAME)
    story.party(BO, role="parent", custody="joint", name=NAME)
    desk.record(story, Origin.IMPORT)
    assert desk.work("2026-01-14 10:00") == (0, 0)
    assert desk.work("2026-01-15 10:00") == (2, 2)
    assert desk.work("2026-01-15 12:00") == (0, 0)
    assert desk.work("2026-06-14 10:00") == (0, 0)
    assert desk.work("2026-06-15 10:00") == (2, 2)
    assert desk.work("2026-06-16 10:00") == (0, 0)
    assert set(desk.kinds()) == {LetterKind.TURNING_18}
    parent = next(row for row in desk.letters() if row.party == "p-62")
    assert CHILD_NAME in parent.html


def test_thousands_are_taken_in_parts(lite_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.services.order_letters._AT_A_TIME", 5)
    for number in range(6):
        lite_desk.record(Story(f"S-{number}").opened().party(ANNA, name=NAME))
    assert lite_desk.order() == 6
    with lite_desk.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(LetterRow)) == 6
