"""Who is told of what, how and when: as agreed, once, and never of history."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from portal.core.contact import NoticeWay
from portal.core.vocabulary import EventType
from portal.services.deliver import deliver
from portal.services.own_events import OwnEvent
from portal.services.record_events import Origin
from portal.services.reread_desk import read_what_came
from portal.services.tell import Teller
from portal.store import addresses, news
from portal.store.journal import not_sent
from tests.building import ANNA, BO, CARL, IDENTIFIERS, Story, at
from tests.services.posting import NOW, Post


@pytest.fixture
def post(engine: Engine) -> Post:
    made = Post(engine)
    Teller().tell_what_came(engine, made.sending, NOW)  # from now on
    return made


def a_case(reference: str = "S-1", **more: Any) -> Story:
    return Story(reference).opened().party(**more)


def tell(post: Post, now: Any = NOW) -> int:
    """Look for news as a worker that has just started does."""
    return Teller().tell_what_came(post.engine, post.sending, now)


def agree(post: Post, case: int, **more: Any) -> None:
    post.own(case, OwnEvent(EventType.CONTACT_AGREED, {"way": "digital_post", **more}))


def update(post: Post, case: int, number: int = 1, now: Any = NOW, **more: Any) -> None:
    data = {"update": f"o-{number}", "kind": "news", "note": "Vi har fået journalen.", **more}
    post.own(case, OwnEvent(EventType.UPDATE_POSTED, data), now=now)


def ways(post: Post) -> list[str]:
    return [row.channel for row in post.rows()]


def test_a_word_from_the_caseworker_is_told(post: Post) -> None:
    case = post.told(a_case())
    update(post, case)

    assert tell(post) == 1
    (row,) = post.rows()
    assert (row.channel, row.state, row.person) == (
        "digital_post",
        "waiting",
        IDENTIFIERS.person(ANNA),
    )
    # Neither the case nor the person can be read out of the key that goes along.
    assert row.dedupe_key.startswith("notice:")
    assert row.person not in row.dedupe_key


def test_the_same_again_is_told_once_whoever_looks_and_how_often(post: Post) -> None:
    update(post, post.told(a_case()))
    teller = Teller()
    counts = [teller.tell_what_came(post.engine, post.sending, NOW) for _ in range(3)]

    assert counts == [1, 0, 0]
    assert tell(post) == 0
    assert tell(post, NOW + timedelta(days=1)) == 0


def test_the_first_time_ever_nobody_is_told_what_came_before(engine: Engine) -> None:
    post = Post(engine)
    update(post, post.told(a_case()))

    assert tell(post) == 0
    assert post.rows() == []


@pytest.mark.parametrize("how", ["import", "before go-live"])
def test_history_is_told_to_nobody(post: Post, how: str) -> None:
    """An import of ten years must not ring ten years of telephones."""
    old = "2025-11-03" if how == "before go-live" else "2026-03-30"
    story = a_case(when=old)
    story.payloads[0]["time"] = at(old).isoformat()
    for step in ("information", "casework", "hearing"):
        story.say("step.entered", old, step=step)
    story.say("hearing.opened", old, hearing="h-1", due_on="2026-04-20")
    story.say(
        "letter.available",
        old,
        letter="b-1",
        kind="hearing",
        channel="paper",
        available_at=at(old).isoformat(),
    )
    story.say("contact.promised", old, promise="l-1", what="call", by="2026-03-31")
    post.told(story, Origin.IMPORT if how == "import" else Origin.PUSH)

    assert tell(post) == 0
    assert post.rows() == []


def test_a_decision_that_is_held_is_told_to_nobody(post: Post) -> None:
    """Told of a refusal and not of a grant, or of both too early, the notice would say which."""
    case = post.told(a_case().steps("information", "casework", "hearing", "decision"))
    tell(post)
    before = len(post.rows())
    made = {"decision": "d-1", "outcome": "refused", "decided_on": "2026-04-01"}
    made = {key: made[key] for key in ("decision", "outcome")}
    post.own(case, OwnEvent(EventType.DECISION_MADE, made))

    assert tell(post) == 0
    assert len(post.rows()) == before


def test_an_event_that_was_taken_back_is_told_to_nobody(post: Post) -> None:
    case = post.told(a_case())
    (event,) = post.own(
        case,
        OwnEvent(EventType.UPDATE_POSTED, {"update": "o-1", "kind": "news", "note": "Forkert."}),
    )
    withdrawn = {"event": event, "reason": "wrong_case"}
    post.own(case, OwnEvent(EventType.EVENT_WITHDRAWN, withdrawn))

    assert tell(post) == 0


def test_updates_of_a_day_are_one_notice_and_of_the_next_day_another(post: Post) -> None:
    first, second = post.told(a_case()), post.told(a_case("S-2"))
    for number, case in enumerate((first, second, first)):
        update(post, case, number)
    assert tell(post) == 1

    tomorrow = NOW + timedelta(days=1)
    update(post, first, 9, tomorrow)
    assert tell(post, tomorrow) == 1


def test_decisions_deadlines_and_answers_are_each_told(post: Post) -> None:
    case = post.told(a_case())
    update(post, case, 1)
    update(post, case, 2, answers="m-1")
    opened = {"hearing": "h-1", "due_on": "2026-04-20"}
    post.own(case, OwnEvent(EventType.HEARING_OPENED, opened))

    assert tell(post) == 3
    assert len({row.dedupe_key for row in post.rows()}) == 3


# --- as agreed -----------------------------------------------------------------------------


def test_changing_the_agreement_changes_the_next_notice(post: Post) -> None:
    case = post.told(a_case())
    update(post, case, 1)
    tell(post)
    agree(post, case, way="sms")
    update(post, case, 2, NOW + timedelta(days=1))
    tell(post, NOW + timedelta(days=1))

    assert ways(post) == ["digital_post", "nemsms"]


def test_less_contact_lowers_it_and_never_below_decisions_and_deadlines(post: Post) -> None:
    case = post.told(a_case())
    agree(post, case, less_contact=True)
    update(post, case)
    post.own(case, OwnEvent(EventType.STEP_ENTERED, {"step": "casework"}))
    assert tell(post) == 0

    opened = {"hearing": "h-1", "due_on": "2026-04-20"}
    post.own(case, OwnEvent(EventType.HEARING_OPENED, opened))
    assert tell(post) == 1


def test_an_e_mail_goes_to_who_gave_an_address(post: Post) -> None:
    case = post.told(a_case())
    agree(post, case, way="email", easy_read=True)
    with post.engine.begin() as connection:
        sealed = IDENTIFIERS.encrypt("anna@example.org")
        addresses.set_email(connection, IDENTIFIERS.person(ANNA), sealed)
    update(post, case)
    tell(post)
    deliver(post.engine, post.sending, NOW)

    (mail,) = post.notices[NoticeWay.EMAIL].got
    assert mail.to == "anna@example.org"
    assert "Log så ind." in mail.text  # type: ignore[union-attr]


def test_a_notice_is_in_the_reader_s_language(post: Post) -> None:
    case = post.told(a_case(language="ar"))
    update(post, case)
    tell(post)
    deliver(post.engine, post.sending, NOW)

    (notice,) = post.notices[NoticeWay.DIGITAL_POST].got
    assert notice.language == "ar"
    assert "هناك جديد لك" in notice.text  # type: ignore[union-attr]


def test_a_notice_waits_for_the_agreed_time_of_day(post: Post) -> None:
    case = post.told(a_case())
    agree(post, case, time_of_day="afternoon")
    update(post, case)
    tell(post)

    assert deliver(post.engine, post.sending, NOW) == 0
    assert deliver(post.engine, post.sending, at("2026-04-02 12:00")) == 1


def test_who_wants_a_call_becomes_a_task_and_is_not_written_to(post: Post) -> None:
    case = post.told(a_case().say("caseworker.assigned", "2026-03-02", name="Karen"))
    agree(post, case, way="phone")
    update(post, case)

    assert tell(post) == 1
    assert (ways(post), post.states()) == (["call"], ["failed"])
    read_what_came(post.engine, post.sending.office, NOW)
    with post.engine.connect() as connection:
        (line,) = not_sent(connection, "Karen", None)
    assert (line.case_id, line.number) == (case, 1)


def test_a_relative_gets_the_same(post: Post) -> None:
    case = post.told(
        a_case()
        .party(BO, role="representative", scope=["see_status"])
        .party(CARL, role="parent", custody="none")
    )
    update(post, case, 1)
    assert tell(post) == 1, "who may only look, and who has no custody, is not told by itself"

    agree(post, case, copy_to="p-62")
    tomorrow = NOW + timedelta(days=1)
    update(post, case, 2, tomorrow)
    assert tell(post, tomorrow) == 2
    assert {row.person for row in post.rows()} == {
        IDENTIFIERS.person(ANNA),
        IDENTIFIERS.person(BO),
    }


def test_a_letter_that_came_by_digital_post_is_not_told_there_again(post: Post) -> None:
    case = post.told(a_case())
    letter = {
        "letter": "b-1",
        "kind": "caseworker",
        "channel": "digital_post",
        "available_at": NOW.isoformat(),
    }
    post.own(case, OwnEvent(EventType.LETTER_AVAILABLE, letter))
    assert tell(post) == 0

    agree(post, case, way="sms")
    post.own(case, OwnEvent(EventType.LETTER_AVAILABLE, letter | {"letter": "b-2"}))
    tell(post)
    assert ways(post) == ["nemsms"]


def test_nobody_dead_or_linked_by_mistake_is_even_written_down(post: Post) -> None:
    case = post.told(a_case().party(BO, role="parent", custody="joint"))
    post.own(
        case,
        OwnEvent(EventType.PARTY_DIED, {"party": "p-61"}),
        OwnEvent(EventType.PARTY_WRONG, {"party": "p-62"}),
    )
    update(post, case)

    assert tell(post) == 0


def test_an_event_and_the_letter_about_it_are_one_notice(post: Post) -> None:
    case = post.told(a_case())
    agree(post, case, way="sms")
    asked = {"request": "r-1", "from": "citizen", "item": "receipts", "why": "count_costs"}
    post.own(case, OwnEvent(EventType.INFORMATION_REQUESTED, asked))
    letter = {"letter": "b-1", "kind": "request", "channel": "digital_post"}
    letter["available_at"] = NOW.isoformat()
    post.own(case, OwnEvent(EventType.LETTER_AVAILABLE, letter))

    tell(post)
    assert ways(post) == ["nemsms"]


def test_what_a_letter_is_written_about_is_not_told_in_digital_post_as_well(post: Post) -> None:
    story = a_case(name="Anna Andersen").say("unit.assigned", "2026-03-02", unit="Teamet")
    case = post.told(story.say("caseworker.assigned", "2026-03-02", name="Karen"))
    asked = {"request": "r-1", "from": "citizen", "item": "receipts", "why": "count_costs"}
    asked["due_on"] = "2026-04-20"
    post.own(case, OwnEvent(EventType.INFORMATION_REQUESTED, asked))

    assert tell(post) == 0


def test_what_no_letter_can_be_written_about_is_told(post: Post) -> None:
    """A letter must say why and by when; where nobody said, the notice is all there is."""
    case = post.told(a_case())
    asked = {"request": "r-1", "from": "citizen", "item": "receipts"}
    post.own(case, OwnEvent(EventType.INFORMATION_REQUESTED, asked))

    assert tell(post) == 1
    assert ways(post) == ["digital_post"]


def test_an_event_that_is_seen_late_because_its_transaction_took_longer_is_told(
    post: Post,
) -> None:
    """Ids are given when a transaction begins to write; it may be seen after a later id's."""
    case = post.told(a_case())
    tell(post)
    update(post, case)
    with post.engine.begin() as connection:
        news.mark_read(connection, news.last_event(connection) + 40)

    assert tell(post, NOW + timedelta(minutes=5)) == 1


def test_an_answer_is_told_to_the_one_who_asked_and_to_nobody_else(post: Post) -> None:
    case = post.told(a_case().party(BO, role="guardian", scope=["act"]))
    sent = {"message": "m-1", "kind": "question", "party": "p-62"}
    post.own(case, OwnEvent(EventType.MESSAGE_RECEIVED, sent))
    update(post, case, answers="m-1")

    assert tell(post) == 1
    assert [row.person for row in post.rows()] == [IDENTIFIERS.person(BO)]
