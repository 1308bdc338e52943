"""Who promised something is reminded before; the unit and the citizen are told on the day."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from portal.core.contact import NoticeWay
from portal.core.vocabulary import EventType
from portal.identity import Identity, UserRole
from portal.notifications import Notice
from portal.services.deliver import deliver
from portal.services.own_events import OwnEvent
from portal.services.record_events import Origin
from portal.services.remind import remind
from portal.services.reread_desk import read_what_came
from portal.store import staff
from tests.building import ANNA, IDENTIFIERS, Story, at
from tests.services.posting import NOW, Post

TEAM = "Team Voksne med handicap"


@pytest.fixture
def post(engine: Engine) -> Post:
    made = Post(engine)
    with engine.begin() as connection:
        for key, name in (("karen", "Karen Eksempel"), ("ole", "Ole Eksempel")):
            someone = Identity(UserRole.STAFF, None, name, staff=key, unit=TEAM)
            staff.remember(connection, someone, f"{key}@eksempel.invalid")
    return made


def a_case(by: str = "2026-04-10", when: str = "2026-03-30", **more: Any) -> Story:
    """Return a case in which Karen promised to call."""
    return (
        Story(more.pop("reference", "S-1"))
        .opened()
        .party()
        .say("unit.assigned", "2026-03-02", unit=TEAM)
        .say("caseworker.assigned", "2026-03-02", name="Karen Eksempel")
        .say(
            "contact.promised",
            when,
            promise="l-1",
            what="call",
            by=by,
            **{"owner": "Karen Eksempel", **more},
        )
    )


def begin(post: Post, story: Story, origin: Origin = Origin.PUSH, heard: Any = NOW) -> int:
    case = post.told(story, origin, heard)
    read_what_came(post.engine, post.sending.office, NOW)
    return case


def run(post: Post, when: str) -> int:
    """Remind and send, late in the morning of a day; the case system was heard from."""
    from portal.store import feed

    now = at(f"{when} 11:00")
    with post.engine.begin() as connection:
        feed.update_source(connection, "demo-sager", heard_at=now)
    new = remind(post.engine, post.sending, now)
    deliver(post.engine, post.sending, now)
    return new


def mails(post: Post) -> list[tuple[str, str]]:
    """Return to whom mail went, and with which words it begins."""
    return [
        (mail.to, mail.text.split(".")[0])
        for mail in post.notices[NoticeWay.EMAIL].got
        if isinstance(mail, Notice)
    ]


DUE = "Noget, der er aftalt, skal ske om kort tid"
SLIPPED = "Noget, der var aftalt i jeres enhed, er ikke sket til tiden"


def test_the_owner_is_reminded_two_working_days_before_and_once(post: Post) -> None:
    begin(post, a_case(by="2026-04-10"))  # a Friday

    assert run(post, "2026-04-07") == 0
    assert run(post, "2026-04-08") == 1
    for day in ("2026-04-08", "2026-04-09", "2026-04-10"):
        assert run(post, day) == 0
    assert mails(post) == [("karen@eksempel.invalid", DUE)]


def test_holidays_are_no_working_days(post: Post) -> None:
    """Easter 2026: from Thursday 2 to Monday 6 April nobody works."""
    begin(post, a_case(by="2026-04-07"))

    assert run(post, "2026-03-30") == 0
    assert run(post, "2026-03-31") == 1


def test_a_mail_says_that_something_waits_and_nothing_else(post: Post) -> None:
    begin(post, a_case())
    run(post, "2026-04-08")
    run(post, "2026-04-11")

    for mail in post.notices[NoticeWay.EMAIL].got:
        assert isinstance(mail, Notice)
        said = f"{mail.heading} {mail.text}"
        assert "dinsag.eksempel.invalid" in said
        for never in ("S-1", "Anna", "Karen", "6101", "ring", "handicap", "10."):
            assert never not in said, never


def test_many_promises_of_one_day_are_one_mail(post: Post) -> None:
    for number in range(5):
        begin(post, a_case(reference=f"S-{number}"))

    assert run(post, "2026-04-08") == 5
    assert mails(post) == [("karen@eksempel.invalid", DUE)]


def test_on_the_day_it_slips_the_unit_and_the_citizen_are_told_once(post: Post) -> None:
    begin(post, a_case(by="2026-04-10"))
    run(post, "2026-04-08")
    post.notices[NoticeWay.EMAIL].got.clear()

    assert run(post, "2026-04-10") == 0, "it can still be kept today"
    assert run(post, "2026-04-11") == 1
    assert run(post, "2026-04-12") == 0
    assert mails(post) == [("voksne@eksempel.invalid", SLIPPED)]
    (notice,) = post.notices[NoticeWay.DIGITAL_POST].got
    assert notice.to == ANNA.replace("-", "")


def test_the_citizen_is_told_as_agreed(post: Post) -> None:
    case = begin(post, a_case(by="2026-04-10"))
    agreed = {"way": "digital_post", "less_contact": True}
    post.own(case, OwnEvent(EventType.CONTACT_AGREED, agreed))
    run(post, "2026-04-11")

    assert post.notices[NoticeWay.DIGITAL_POST].got == []
    assert mails(post) == [("voksne@eksempel.invalid", SLIPPED)]


def test_a_kept_promise_reminds_nobody(post: Post) -> None:
    begin(post, a_case().say("contact.made", "2026-04-01", channel="phone", promise="l-1"))

    assert [run(post, day) for day in ("2026-04-08", "2026-04-11")] == [0, 0]


def test_a_promise_that_was_moved_is_reminded_of_again(post: Post) -> None:
    story = a_case(by="2026-04-10")
    begin(post, story)
    run(post, "2026-04-08")
    moved = Story("S-1")
    moved.payloads = list(story.payloads)
    moved.say(
        "contact.promised",
        "2026-04-02 10:00",
        promise="l-1",
        what="call",
        by="2026-04-17",
        owner="Karen Eksempel",
        reason="busy",
    )
    begin(post, moved)

    assert run(post, "2026-04-11") == 0
    assert run(post, "2026-04-15") == 1


def test_whoever_has_it_now_is_reminded(post: Post) -> None:
    story = a_case(by="2026-04-10")
    case = begin(post, story)
    run(post, "2026-04-08")
    changed = {"name": "Ole Eksempel", "valid_from": "2026-04-09"}
    post.own(case, OwnEvent(EventType.CASEWORKER_CHANGED, changed), now=at("2026-04-09 09:00"))
    run(post, "2026-04-09")

    assert [to for to, _ in mails(post)] == ["karen@eksempel.invalid", "ole@eksempel.invalid"]


def test_without_an_address_the_unit_is_reminded(post: Post) -> None:
    begin(post, a_case(owner="Nogen Helt Anden"))
    run(post, "2026-04-08")

    assert mails(post) == [("voksne@eksempel.invalid", DUE)]


def test_a_day_the_worker_stood_still_is_made_good_but_not_a_month(post: Post) -> None:
    begin(post, a_case(by="2026-04-10"))
    begin(post, a_case(by="2026-03-31", reference="S-2", when="2026-03-03"))

    assert run(post, "2026-04-13") == 1
    assert mails(post) == [("voksne@eksempel.invalid", SLIPPED)]


@pytest.mark.parametrize("how", ["import", "before go-live"])
def test_a_promise_of_history_reminds_nobody(post: Post, how: str) -> None:
    when = "2025-12-01" if how == "before go-live" else "2026-03-30"
    origin = Origin.IMPORT if how == "import" else Origin.PUSH
    begin(post, a_case(when=when), origin)

    assert [run(post, day) for day in ("2026-04-08", "2026-04-11")] == [0, 0]
    assert post.rows() == []


def test_what_a_silent_case_system_promised_is_not_called_late(post: Post) -> None:
    """It may have been kept: nobody here can know."""
    begin(post, a_case(by="2026-04-10"))
    now = at("2026-04-13 11:00")

    assert remind(post.engine, post.sending, now) == 0


def test_who_died_is_not_told_that_we_are_late(post: Post) -> None:
    case = begin(post, a_case(by="2026-04-10"))
    post.own(case, OwnEvent(EventType.PARTY_DIED, {"party": "p-61"}))
    run(post, "2026-04-11")

    assert post.notices[NoticeWay.DIGITAL_POST].got == []
    assert IDENTIFIERS.person(ANNA) not in {row.person for row in post.rows()}


def test_a_mail_that_cannot_be_sent_is_tried_again(post: Post) -> None:
    from portal.notifications import RetryError

    begin(post, a_case())
    post.notices[NoticeWay.EMAIL].faults = [RetryError("no_answer")]
    run(post, "2026-04-08")
    assert mails(post) == []
    deliver(post.engine, post.sending, at("2026-04-08 11:00") + timedelta(minutes=2))
    assert mails(post) == [("karen@eksempel.invalid", DUE)]
