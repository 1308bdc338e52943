"""The contact agreement: which notices go out, how and when; and how a letter leaves."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.core.access import may_read_letters
from portal.core.contact import (
    ALWAYS,
    BY_A_PERSON,
    TOLD_OF,
    Agreement,
    LetterWay,
    NoticeKind,
    NoticeWay,
    agreement_of,
    agreement_with_concerned,
    carried_by,
    letter_ways,
    may_be_told,
    news_of,
    recipients,
    send_at,
    ways,
)
from portal.core.events import CaseEvent
from portal.core.parties import Party
from portal.core.vocabulary import ContactWay, EventType, Role, TimeOfDay
from tests.building import BO, CARL, Story, at

TODAY = date(2026, 4, 2)
ANNA = Party("p-61", Role.PERSON, "anna", exempt_from_digital_post=False)
PLAIN = Agreement(14)


def agreed(when: str = "2026-03-02", id_: str = "a", **data: Any) -> CaseEvent:
    return CaseEvent(id_, EventType.CONTACT_AGREED, at(when), data=data)


# --- what stands -----------------------------------------------------------------------


def test_without_an_agreement_the_municipality_s_rhythm_stands() -> None:
    assert agreement_of([], 14) == Agreement(14)


def test_the_newest_agreement_is_whole_and_takes_nothing_from_an_earlier_one() -> None:
    old = agreed("2026-03-02", "a", way="phone", less_contact=True, note="Ring om morgenen.")
    new = agreed("2026-03-09", "b", way="sms", every_days=7)

    for events in ([old, new], [new, old]):
        found = agreement_of(events, 14)
        assert (found.way, found.every_days) == (ContactWay.SMS, 7)
        assert (found.less_contact, found.note) == (False, None)


def test_what_another_party_agreed_does_not_govern_the_case() -> None:
    story = Story().opened().party(CARL, party="p-61").party(BO, role="guardian", scope=["act"])
    wish = {"way": "phone", "no_phone": True, "every_days": 90}
    story.say("contact_agreement.set", "2026-03-04", party="p-62", **wish)
    found = agreement_with_concerned(story.events, 28)
    assert (found.every_days, found.no_phone) == (28, False)
    story.say("contact_agreement.set", "2026-03-05", party="p-61", **wish)
    found = agreement_with_concerned(story.events, 28)
    assert (found.every_days, found.no_phone) == (90, True)


def test_an_agreement_of_one_s_own_goes_before_the_case_s() -> None:
    own = agreed("2026-03-02", "a", way="paper", party="p-61")
    case = agreed("2026-03-09", "b", way="sms")

    assert agreement_of([own, case], 14, "p-61").way is ContactWay.PAPER
    assert agreement_of([own, case], 14, "p-62").way is ContactWay.SMS


def test_a_withdrawn_agreement_is_none() -> None:
    gone = CaseEvent("w", "sagsvej.event.withdrawn", at("2026-03-03"), data={"event": "a"})

    assert agreement_of([agreed(way="sms"), gone], 14) == Agreement(14)


# --- notices ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "way"),
    [
        ("digital_post", (NoticeWay.DIGITAL_POST,)),
        ("sms", (NoticeWay.NEMSMS,)),
        ("phone", (NoticeWay.CALL,)),
        ("paper", (NoticeWay.PAPER,)),
        ("portal", ()),
    ],
)
def test_an_update_is_told_as_agreed(channel: str, way: tuple[NoticeWay, ...]) -> None:
    agreement = Agreement(14, ContactWay(channel))

    assert ways(NoticeKind.UPDATE, agreement, ANNA, TODAY) == way


def test_changing_the_agreement_changes_the_next_notice() -> None:
    before, after = Agreement(14, ContactWay.SMS), Agreement(14, ContactWay.PHONE)

    assert ways(NoticeKind.UPDATE, before, ANNA, TODAY) == (NoticeWay.NEMSMS,)
    assert ways(NoticeKind.UPDATE, after, ANNA, TODAY) == (NoticeWay.CALL,)


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("channel", [None, *ContactWay])
def test_less_contact_is_never_below_decisions_deadlines_and_answers(
    kind: NoticeKind, channel: ContactWay | None
) -> None:
    less = Agreement(14, channel, less_contact=True)

    told = ways(kind, less, ANNA, TODAY) or letter_ways(kind, less, ANNA, TODAY)
    assert bool(ways(kind, less, ANNA, TODAY)) <= (kind in ALWAYS)
    assert bool(told) >= (kind in ALWAYS)


def test_an_e_mail_needs_an_address() -> None:
    without = Agreement(14, ContactWay.EMAIL)

    assert ways(NoticeKind.UPDATE, without, ANNA, TODAY) == (NoticeWay.DIGITAL_POST,)
    with_one = replace(without, has_email=True)
    assert ways(NoticeKind.UPDATE, with_one, ANNA, TODAY) == (NoticeWay.EMAIL,)


def test_who_wants_a_call_first_is_called_and_told() -> None:
    first = Agreement(14, ContactWay.SMS, phone_first=True)

    assert ways(NoticeKind.DECISION, first, ANNA, TODAY) == (NoticeWay.CALL, NoticeWay.NEMSMS)


@pytest.mark.parametrize("exempt", [None, False, True])
def test_who_is_exempt_from_digital_post_gets_paper(exempt: bool | None) -> None:
    party = replace(ANNA, exempt_from_digital_post=exempt)

    letter = LetterWay.PRINT if exempt else LetterWay.DIGITAL_POST
    assert letter_ways(NoticeKind.LETTER, PLAIN, party, TODAY) == (letter,)
    notice = NoticeWay.PAPER if exempt else NoticeWay.DIGITAL_POST
    assert ways(NoticeKind.UPDATE, PLAIN, party, TODAY) == (notice,)


def test_nobody_rings_or_writes_because_of_what_a_case_system_tells() -> None:
    for way in ContactWay:
        found = ways(NoticeKind.PROGRESS, Agreement(14, way, phone_first=True), ANNA, TODAY)
        assert not set(found) & BY_A_PERSON


def test_paper_is_for_what_has_no_letter_of_its_own() -> None:
    paper = Agreement(14, ContactWay.PAPER)

    assert ways(NoticeKind.UPDATE, paper, ANNA, TODAY) == (NoticeWay.PAPER,)
    assert ways(NoticeKind.DECISION, paper, ANNA, TODAY) == ()
    assert letter_ways(NoticeKind.DECISION, paper, ANNA, TODAY) == (LetterWay.PRINT,)


# --- what is news ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type_", "data", "news"),
    [
        ("letter.available", {"kind": "decision"}, NoticeKind.DECISION),
        ("letter.available", {"kind": "hearing"}, NoticeKind.DEADLINE),
        ("letter.available", {"kind": "caseworker"}, NoticeKind.LETTER),
        ("information.requested", {"from": "citizen"}, NoticeKind.DEADLINE),
        ("information.requested", {"from": "doctor"}, None),
        ("update.posted", {}, NoticeKind.UPDATE),
        ("update.posted", {"answers": "m-1"}, NoticeKind.ANSWER),
        ("step.entered", {"step": "casework"}, NoticeKind.PROGRESS),
        ("decision.made", {"outcome": "refused"}, None),
        ("decision.made", {"outcome": "granted"}, None),
        ("complaint.reassessed", {"outcome": "upheld"}, None),
        ("decision.released", {}, NoticeKind.DECISION),
        ("party.changed", {}, None),
        ("message.received", {}, None),
        ("x.from.the.future", {}, None),
    ],
)
def test_what_an_event_is_news_of(
    type_: str, data: dict[str, Any], news: NoticeKind | None
) -> None:
    name = type_ if type_.startswith("x.") else f"sagsvej.{type_}"
    event = CaseEvent("e", name, at("2026-04-02"), data=data)

    assert news_of(event) is news
    assert (event.type in TOLD_OF) >= (news is not None)
    assert news_of(event._replace(history=True)) is None


def test_a_letter_that_came_by_digital_post_needs_no_notice_there() -> None:
    event = CaseEvent(
        "e", "sagsvej.letter.available", at("2026-04-02"), data={"channel": "digital_post"}
    )
    assert carried_by(event) is NoticeWay.DIGITAL_POST
    assert carried_by(event._replace(type="sagsvej.update.posted")) is None


# --- letters ---------------------------------------------------------------------------


def test_a_letter_never_has_a_way_of_a_notice() -> None:
    found = {
        way
        for kind in NoticeKind
        for channel in (None, *ContactWay)
        for exempt in (None, True, False)
        for way in letter_ways(
            kind,
            Agreement(14, channel, has_email=True),
            replace(ANNA, exempt_from_digital_post=exempt),
            TODAY,
        )
    }
    assert found == set(LetterWay) == {LetterWay.DIGITAL_POST, LetterWay.PRINT}


def test_who_looks_at_the_page_alone_gets_decisions_and_deadlines_all_the_same() -> None:
    portal = Agreement(14, ContactWay.PORTAL)

    assert letter_ways(NoticeKind.LETTER, portal, ANNA, TODAY) == ()
    assert letter_ways(NoticeKind.DECISION, portal, ANNA, TODAY) == (LetterWay.DIGITAL_POST,)
    assert ways(NoticeKind.DEADLINE, portal, ANNA, TODAY) == (NoticeWay.DIGITAL_POST,)


def test_paper_is_printed() -> None:
    paper = Agreement(14, ContactWay.PAPER)

    assert letter_ways(NoticeKind.LETTER, paper, ANNA, TODAY) == (LetterWay.PRINT,)


# --- who -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "gone",
    [
        {"died": True},
        {"wrong": True},
        {"valid_to": date(2026, 4, 1)},
        {"role": Role.PARENT, "custody": "none"},
        {"role": Role.REPRESENTATIVE},
        {"role": Role.CHILD},
        {"role": Role.CHILD, "birth_date": date(2011, 4, 3)},
    ],
    ids=["died", "wrong", "ended", "no custody", "no scope", "child", "14"],
)
def test_nothing_at_all_is_sent_to(gone: dict[str, Any]) -> None:
    party = replace(ANNA, **gone)

    assert not may_be_told(party, TODAY)
    for kind in NoticeKind:
        assert ways(kind, PLAIN, party, TODAY) == ()
        assert letter_ways(kind, PLAIN, party, TODAY) == ()


def test_a_young_person_of_15_is_told() -> None:
    assert may_be_told(replace(ANNA, role=Role.CHILD, birth_date=date(2011, 4, 2)), TODAY)


def test_who_may_only_look_gets_notices_and_no_letters() -> None:
    helper = replace(ANNA, role=Role.REPRESENTATIVE, scope=("see_status",))

    assert ways(NoticeKind.UPDATE, PLAIN, helper, TODAY)
    assert letter_ways(NoticeKind.DECISION, PLAIN, helper, TODAY) == ()


def test_a_relative_gets_the_copy_and_nobody_twice() -> None:
    helper = Party("p-62", Role.REPRESENTATIVE, "bo", scope=("see_status",))
    copied = Agreement(14, copy_to="p-62")

    assert recipients(copied, {"p-62": helper}, ANNA) == (ANNA, helper)
    assert recipients(copied, {}, ANNA) == (ANNA,)
    assert recipients(copied, {"p-62": replace(helper, person="anna")}, ANNA) == (ANNA,)


# --- when ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "now", "goes"),
    [
        ("any", "2026-04-02 03:00", "2026-04-02 08:00"),
        ("any", "2026-04-02 09:30", "2026-04-02 09:30"),
        ("any", "2026-04-02 21:00", "2026-04-03 08:00"),
        ("morning", "2026-04-02 12:00", "2026-04-03 08:00"),
        ("afternoon", "2026-04-02 09:30", "2026-04-02 12:00"),
        ("afternoon", "2026-04-02 16:59", "2026-04-02 16:59"),
        ("any", "2026-03-28 22:00", "2026-03-29 08:00"),
    ],
    ids=["night", "day", "evening", "after noon", "before noon", "afternoon", "clocks change"],
)
def test_a_notice_comes_in_the_agreed_hours(hours: str, now: str, goes: str) -> None:
    found = send_at(Agreement(14, time_of_day=TimeOfDay(hours)), at(now))

    assert found == at(goes)
    assert found.utcoffset() == at(goes).utcoffset()


def test_a_parent_who_may_only_look_gets_no_letters() -> None:
    """A young person of seventeen may have wanted it so."""
    mother = Party("p-62", Role.PARENT, "mother", custody="joint")
    parent = replace(mother, scope=("see_status",))
    assert not may_read_letters(parent, TODAY)
    assert letter_ways(NoticeKind.DECISION, Agreement(14), parent, TODAY) == ()
    assert may_read_letters(mother, TODAY)
    assert may_read_letters(replace(mother, scope=("read_letters",)), TODAY)
