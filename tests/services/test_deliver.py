"""Sending what waits: once, later, to nobody, or left to a person."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Engine

from portal.core.contact import LetterWay, NoticeKind, NoticeWay
from portal.core.sending import PAUSES
from portal.core.vocabulary import EventType
from portal.notifications import NOT_REGISTERED, Letter, Notice, RefusedError, RetryError
from portal.services.deliver import deliver, done_by_hand, send_again
from portal.services.own_events import OwnEvent
from portal.services.reread_desk import read_what_came
from portal.services.tell import Teller, post_letter
from portal.store import addresses
from portal.store.journal import not_sent
from portal.store.outbox import failed_of
from tests.building import ANNA, BO, IDENTIFIERS, Story
from tests.services.posting import NOW, Post


@pytest.fixture
def post(engine: Engine) -> Post:
    return Post(engine)


def a_case(who: str = ANNA, **more: object) -> Story:
    return Story().opened().party(who, **more).say("unit.assigned", "2026-03-02", unit="Teamet")


def waiting(post: Post) -> int:
    """Return how much a person of the unit must see to, as the work list counts it."""
    read_what_came(post.engine, post.sending.office, NOW)
    with post.engine.connect() as connection:
        return sum(row.number for row in not_sent(connection, None, "Teamet"))


# --- sent ------------------------------------------------------------------------------


def test_a_notice_says_only_that_there_is_news_and_how_to_get_in(post: Post) -> None:
    case = post.told(a_case(name="Anna Andersen"))
    post.notice(case, ANNA)

    assert deliver(post.engine, post.sending, NOW) == 1
    (notice,) = post.notices[NoticeWay.DIGITAL_POST].got
    assert isinstance(notice, Notice)
    assert notice.to == "6101901234"
    assert notice.text == (
        "Der er nyt til dig fra Eksempel Kommune.\n\n"
        "Sådan læser du det: Skriv dinsag.eksempel.invalid i din browser, og log ind.\n\n"
        "Du kan også ringe til os på 99 99 00 00. Så fortæller vi dig, hvad der er nyt.\n\n"
        "Vi sender aldrig links, du skal logge ind med. Du kan ikke svare på denne besked."
    )
    assert post.states() == ["sent"]
    assert deliver(post.engine, post.sending, NOW + timedelta(days=9)) == 0


@pytest.mark.parametrize("channel", [NoticeWay.EMAIL, NoticeWay.NEMSMS, NoticeWay.DIGITAL_POST])
@pytest.mark.parametrize("reader", ["da normal", "da easy", "en normal", "ar normal"])
def test_no_notice_holds_anything_about_the_case(
    post: Post, channel: NoticeWay, reader: str
) -> None:
    case = post.told(a_case(name="Anna Andersen"))
    with post.engine.begin() as connection:
        sealed = IDENTIFIERS.encrypt("anna@example.org")
        addresses.set_email(connection, IDENTIFIERS.person(ANNA), sealed)
    language, register = reader.split()
    payload = post.sending.seal({"language": language, "register": register})
    post.notice(case, ANNA, channel=channel, payload=payload)
    deliver(post.engine, post.sending, NOW)

    (notice,) = post.notices[channel].got
    assert isinstance(notice, Notice)
    said = f"{notice.heading}\n{notice.text}".casefold()
    for never in ("anna", "andersen", "6101", "s-1", "sag ", "merudgifter", "handicap", "http"):
        assert never not in said.replace("dinsag.", ""), never
    assert notice.language == language
    if channel is NoticeWay.NEMSMS:
        assert len(notice.text) <= 150


def test_long_names_make_a_shorter_sms_and_not_a_longer_one(post: Post) -> None:
    from portal.services.sending import sms_text
    from tests.services.posting import words

    for catalogued in words().values():
        text = sms_text(catalogued, "Ringkøbing-Skjern Kommune " * 4, "dinsag." * 20)
        assert 0 < len(text) <= 150
        assert "dinsag" not in text


def test_a_letter_goes_by_digital_post_as_it_was_stored(post: Post) -> None:
    case = post.told(a_case(name="Anna Andersen"))
    with post.engine.begin() as connection:
        letter = post.letter(connection, case, ANNA)
        ways = post_letter(connection, letter, NoticeKind.LETTER, post.sending, NOW)
        again = post_letter(connection, letter, NoticeKind.LETTER, post.sending, NOW)
    assert ways == again == (LetterWay.DIGITAL_POST,)

    assert deliver(post.engine, post.sending, NOW) == 1
    (sent,) = post.letters[LetterWay.DIGITAL_POST].got
    assert isinstance(sent, Letter)
    assert (sent.pdf, sent.to, sent.name) == (b"%PDF 1", "6101901234", "Anna Andersen")
    assert sent.title == "Nyt brev fra Eksempel Kommune"
    assert post.states() == ["sent"]


def test_a_letter_in_a_channel_for_notices_is_refused_and_not_sent(post: Post) -> None:
    """Even a wrong row cannot bring a letter to e-mail: it is looked up among letters' ways."""
    case = post.told(a_case())
    with post.engine.begin() as connection:
        letter = post.letter(connection, case, ANNA)
    post.notice(case, ANNA, kind="letter", letter_id=letter, channel="email")
    deliver(post.engine, post.sending, NOW)

    assert post.notices[NoticeWay.EMAIL].got == []
    assert post.states() == ["failed"]


def test_who_has_no_digital_post_gets_the_letter_printed(post: Post) -> None:
    case = post.told(a_case())
    with post.engine.begin() as connection:
        post_letter(
            connection, post.letter(connection, case, ANNA), NoticeKind.LETTER, post.sending, NOW
        )
    post.letters[LetterWay.DIGITAL_POST].faults.append(RefusedError(NOT_REGISTERED))

    assert deliver(post.engine, post.sending, NOW) == 1
    (printed,) = post.letters[LetterWay.PRINT].got
    assert printed.id == post.rows()[0].dedupe_key
    assert post.states() == ["sent"]


def test_the_address_is_the_one_that_stands_now(post: Post) -> None:
    case = post.told(a_case())
    post.notice(case, ANNA, channel=NoticeWay.EMAIL)
    for address in ("old@example.org", "new@example.org"):
        with post.engine.begin() as connection:
            sealed = IDENTIFIERS.encrypt(address)
            addresses.set_email(connection, IDENTIFIERS.person(ANNA), sealed)
    deliver(post.engine, post.sending, NOW)

    assert [message.to for message in post.notices[NoticeWay.EMAIL].got] == ["new@example.org"]


# --- later, and left to a person -----------------------------------------------------------


def test_it_is_tried_again_with_longer_pauses_for_three_days(post: Post) -> None:
    case = post.told(a_case())
    post.notice(case, ANNA)
    way = post.notices[NoticeWay.DIGITAL_POST]
    way.faults = [RetryError("no_answer") for _ in range(20)]
    tried = []
    while (row := post.rows()[0]).state == "waiting":
        early = row.next_at - timedelta(seconds=1)
        assert deliver(post.engine, post.sending, early) == 0
        assert len(way.faults) == 20 - len(tried)
        deliver(post.engine, post.sending, row.next_at)
        tried.append(row.next_at - NOW)

    assert tried[-1] == timedelta(days=3)
    pauses = [later - earlier for earlier, later in pairwise(tried)]
    assert pauses == sorted(pauses) == list(PAUSES)
    assert post.states() == ["failed"]
    assert post.rows()[0].last_error == "no_answer"
    assert waiting(post) == 1


def test_what_is_refused_is_a_person_s_task_at_once(post: Post) -> None:
    case = post.told(a_case())
    post.notice(case, ANNA)
    post.notices[NoticeWay.DIGITAL_POST].faults = [RefusedError("address_refused")]
    deliver(post.engine, post.sending, NOW)

    (row,) = post.rows()
    assert (row.state, row.last_error) == ("failed", "address_refused")
    assert waiting(post) == 1
    # It stays there whatever else happens in the case, until somebody has done it.
    post.own(case, OwnEvent(EventType.STEP_ENTERED, {"step": "casework"}))
    assert waiting(post) == 1
    with post.engine.begin() as connection:
        done_by_hand(connection, row.id, NOW)
    assert waiting(post) == 0
    assert post.states() == ["sent"]


def test_what_failed_can_be_sent_again(post: Post) -> None:
    case = post.told(a_case())
    post.notice(case, ANNA)
    post.notices[NoticeWay.DIGITAL_POST].faults = [RefusedError("http_400")]
    deliver(post.engine, post.sending, NOW)
    (row,) = post.rows()
    with post.engine.begin() as connection:
        send_again(connection, row.id, NOW)

    assert waiting(post) == 0
    assert deliver(post.engine, post.sending, NOW) == 1


def test_a_way_that_is_not_set_up_is_a_person_s_task(post: Post) -> None:
    case = post.told(a_case())
    del post.notices[NoticeWay.DIGITAL_POST]
    post.notice(case, ANNA)
    deliver(post.engine, post.sending, NOW)

    assert post.rows()[0].last_error == "no_such_way"
    assert waiting(post) == 1


@pytest.mark.parametrize(("channel", "why"), [("email", "no_address"), ("nemsms", "no_identifier")])
def test_without_an_address_it_is_a_person_s_task(post: Post, channel: str, why: str) -> None:
    case = post.told(a_case())
    post.forget(ANNA)
    post.notice(case, ANNA, channel=channel)
    deliver(post.engine, post.sending, NOW)

    assert (post.states(), post.rows()[0].last_error) == (["failed"], why)


def test_one_that_cannot_be_sent_holds_up_no_other(post: Post) -> None:
    case = post.told(a_case())
    for number in range(3):
        post.notice(case, ANNA, f"notice:{number}")
    way = post.notices[NoticeWay.DIGITAL_POST]
    way.faults = [RetryError("no_answer"), ZeroDivisionError("a fault of ours")]

    assert deliver(post.engine, post.sending, NOW) == 1
    assert [row.last_error for row in post.rows()] == ["no_answer", "ZeroDivisionError", None]
    assert deliver(post.engine, post.sending, NOW + timedelta(minutes=2)) == 2


# --- to nobody -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "why"), [("died", "died"), ("wrong_person", "wrong_person"), ("ended", "no_access")]
)
@pytest.mark.parametrize("kind", ["notice", "letter"])
def test_everything_stops_at_the_moment_of_sending(
    post: Post, what: str, why: str, kind: str
) -> None:
    case = post.told(a_case())
    if kind == "letter":
        with post.engine.begin() as connection:
            letter = post.letter(connection, case, ANNA)
            post_letter(connection, letter, NoticeKind.DECISION, post.sending, NOW)
    else:
        post.notice(case, ANNA)
    more = {"on": "2026-03-30"} if what == "ended" else {}
    post.own(case, OwnEvent(EventType(f"sagsvej.party.{what}"), {"party": "p-61", **more}))

    assert deliver(post.engine, post.sending, NOW) == 0
    assert [way.got for way in (*post.notices.values(), *post.letters.values())] == [[]] * 5
    assert (post.states(), post.rows()[0].last_error) == (["stopped"], why)
    assert waiting(post) == 0


def test_who_died_in_one_case_is_sent_nothing_in_another(post: Post) -> None:
    first = post.told(a_case())
    second = post.told(Story("S-2").opened().party())
    assert first != second
    post.notice(second, ANNA)
    post.own(first, OwnEvent(EventType.PARTY_DIED, {"party": "p-61"}))

    deliver(post.engine, post.sending, NOW)
    assert post.states() == ["stopped"]


def test_the_others_in_the_case_still_hear(post: Post) -> None:
    case = post.told(a_case().party(BO, role="parent", custody="joint"))
    post.notice(case, ANNA, "notice:1")
    post.notice(case, BO, "notice:2")
    post.own(case, OwnEvent(EventType.PARTY_WRONG, {"party": "p-62"}))

    deliver(post.engine, post.sending, NOW)
    assert post.states() == ["sent", "stopped"]


@pytest.mark.parametrize(("what", "why"), [("died", "died"), ("wrong_person", "wrong_person")])
def test_nobody_hears_when_it_is_who_the_case_is_about(post: Post, what: str, why: str) -> None:
    story = a_case(role="child").party(BO, role="parent", custody="joint")
    case = post.told(story.say("caseworker.assigned", "2026-03-02", name="Karen"))
    Teller().tell_what_came(post.engine, post.sending, NOW)  # from now on
    post.notice(case, BO, "notice:1")
    post.notice(case, BO, "notice:2", channel=NoticeWay.CALL, state="failed")
    post.own(case, OwnEvent(EventType(f"sagsvej.party.{what}"), {"party": "p-61"}))
    with post.engine.connect() as connection:
        assert not_sent(connection, "Karen", None) == []
        assert failed_of(connection, [case]) == []

    assert deliver(post.engine, post.sending, NOW) == 0
    assert [(row.state, row.last_error) for row in post.rows()] == [("stopped", why)] * 2
    update = {"update": "o-1", "kind": "news", "note": "Vi har fået journalen."}
    post.own(case, OwnEvent(EventType.UPDATE_POSTED, update))
    Teller().tell_what_came(post.engine, post.sending, NOW)
    assert len(post.rows()) == 2


# --- several workers -------------------------------------------------------------------------


def test_what_one_worker_sends_no_other_takes(post: Post) -> None:
    case = post.told(a_case())
    post.notice(case, ANNA)
    inner: list[int] = []
    way = post.notices[NoticeWay.DIGITAL_POST]

    def meanwhile() -> None:
        way.before = None
        inner.append(deliver(post.engine, post.sending, NOW))

    way.before = meanwhile
    assert deliver(post.engine, post.sending, NOW) == 1
    assert inner == [0]


def test_while_a_mail_server_thinks_everybody_else_can_write(post: Post) -> None:
    """A page that waits for somebody's mail server is a page that does not answer."""
    case = post.told(a_case())
    post.notice(case, ANNA)

    def meanwhile() -> None:
        post.own(case, OwnEvent(EventType.STEP_ENTERED, {"step": "casework"}))

    post.notices[NoticeWay.DIGITAL_POST].before = meanwhile
    assert deliver(post.engine, post.sending, NOW) == 1
