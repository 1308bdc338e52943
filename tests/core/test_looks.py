"""Who reads which look, and what a look tells."""

from datetime import date, timedelta

import pytest

from portal.core.looks import (
    ActorKind,
    FoldedLook,
    Look,
    Purpose,
    What,
    digest,
    folded,
    may_read_looks,
    purpose_of,
    visible_to,
)
from portal.core.parties import Party
from portal.core.vocabulary import Custody, Role, Scope
from tests.building import at

TODAY = date(2026, 4, 2)
NOW = at("2026-04-02 10:00")
MOTHER, FATHER, CHILD, SISTER, GUARDIAN = (f"hash-{number}" for number in range(5))


def look(kind: ActorKind, actor: str, what: What = What.CASE, minutes: int = 0) -> Look:
    role = {"staff": "staff", "system": "system"}.get(kind, "parent")
    return Look(7, NOW + timedelta(minutes=minutes), kind, actor, role, what)


BY_STAFF = look(ActorKind.STAFF, "karen", What.FILE)
BY_SYSTEM = look(ActorKind.SYSTEM, "demo-sager", What.JOURNAL)
BY_MOTHER, BY_FATHER = (look(ActorKind.RELATIVE, who) for who in (MOTHER, FATHER))
BY_CHILD = look(ActorKind.RELATIVE, CHILD)
EVERY = (BY_STAFF, BY_SYSTEM, BY_MOTHER, BY_FATHER, BY_CHILD)


def reads(party: Party) -> list[Look]:
    may = may_read_looks(party, TODAY)
    return [one for one in EVERY if visible_to(one, party, may)]


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        (Party("p", Role.CHILD, CHILD), [BY_STAFF, BY_SYSTEM, BY_MOTHER, BY_FATHER]),
        (Party("p", Role.PERSON, CHILD), [BY_STAFF, BY_SYSTEM, BY_MOTHER, BY_FATHER]),
        (Party("p", Role.PARENT, MOTHER, custody=Custody.JOINT), [BY_STAFF, BY_SYSTEM]),
        (Party("p", Role.PARENT, FATHER, custody=Custody.JOINT), [BY_STAFF, BY_SYSTEM]),
        (Party("p", Role.PARENT, FATHER, custody=Custody.NONE), []),
        (Party("p", Role.PARENT, FATHER, scope=(Scope.READ_LETTERS,)), []),
        (Party("p", Role.PARENT, MOTHER, grown_on=TODAY), []),
        (Party("p", Role.REPRESENTATIVE, SISTER, scope=(Scope.ACT,)), []),
        (Party("p", Role.GUARDIAN, GUARDIAN, scope=(Scope.ACT,)), []),
        (Party("p", Role.PERSON, CHILD, wrong=True), []),
    ],
    ids=[
        "the child",
        "the person",
        "a mother",
        "a father",
        "no custody",
        "a part only",
        "child of age",
        "a sister",
        "a guardian",
        "linked by mistake",
    ],
)
def test_who_reads_whose_looks(party: Party, expected: list[Look]) -> None:
    assert reads(party) == expected


def test_a_parent_is_told_only_that_the_case_was_opened() -> None:
    mother = Party("p", Role.PARENT, MOTHER, custody=Custody.JOINT)
    told = visible_to(BY_STAFF, mother, today_may_see=True)
    assert told is not None
    assert told.what is What.CASE
    assert visible_to(BY_STAFF, Party("p", Role.CHILD, CHILD), today_may_see=True) == BY_STAFF


def test_who_was_stopped_is_told_of_to_the_person_alone_and_without_a_name() -> None:
    tried = Look(7, NOW, ActorKind.STAFF, "k", "staff", What.TRIED, "Karen Hemmelig", "Team X")
    mother = Party("p", Role.PARENT, MOTHER, custody=Custody.JOINT)
    assert visible_to(tried, mother, today_may_see=True) is None
    for role in (Role.PERSON, Role.CHILD):
        told = visible_to(tried, Party("p", role, CHILD), today_may_see=True)
        assert told is not None
        assert (told.what, told.name, told.unit) == (What.TRIED, None, "Team X")


def test_a_look_at_a_list_over_many_cases_belongs_to_nobody() -> None:
    general = Look(None, NOW, ActorKind.STAFF, "d", "data_protection", What.UNUSUAL)
    assert visible_to(general, Party("p", Role.PERSON, CHILD), today_may_see=True) is None


@pytest.mark.parametrize("what", What)
def test_every_look_has_a_purpose(what: What) -> None:
    assert purpose_of(ActorKind.STAFF, what) in Purpose
    assert purpose_of(ActorKind.RELATIVE, what) is Purpose.GIVEN


def test_the_digest_holds_everything_that_is_written() -> None:
    salt = b"1" * 16
    first = Look(1, NOW, ActorKind.STAFF, "k", "staff", What.CASE, "Karen", "Team", "whom")
    others = [
        Look(2, NOW, ActorKind.STAFF, "k", "staff", What.CASE, "Karen", "Team", "whom"),
        Look(1, NOW + timedelta(microseconds=1), *list_of(first)),
        Look(1, NOW, ActorKind.SYSTEM, "k", "staff", What.CASE, "Karen", "Team", "whom"),
        Look(1, NOW, ActorKind.STAFF, "l", "staff", What.CASE, "Karen", "Team", "whom"),
        Look(1, NOW, ActorKind.STAFF, "k", "leader", What.CASE, "Karen", "Team", "whom"),
        Look(1, NOW, ActorKind.STAFF, "k", "staff", What.FILE, "Karen", "Team", "whom"),
        Look(1, NOW, ActorKind.STAFF, "k", "staff", What.CASE, "KarenTeam", "", "whom"),
        Look(1, NOW, ActorKind.STAFF, "k", "staff", What.CASE, "Karen", None, "whom"),
        Look(1, NOW, ActorKind.STAFF, "k", "staff", What.CASE, "Karen", "Team", None),
    ]
    found = {digest(one, salt) for one in (first, *others)}
    assert len(found) == len(others) + 1
    assert digest(first, b"2" * 16) not in found
    assert digest(first, salt, "control") not in found


def list_of(look: Look) -> tuple[ActorKind, str | None, str, What, str | None, str | None, str]:
    return (
        look.actor_kind,
        look.actor,
        look.role,
        look.what,
        look.name,
        look.unit,
        str(look.on_behalf),
    )


def test_the_same_within_minutes_is_one_line_and_later_another() -> None:
    staff = ActorKind.STAFF
    newest_first = [
        look(staff, "karen", minutes=120),
        look(staff, "karen", minutes=25),
        look(staff, "ole", minutes=24),
        look(staff, "karen", minutes=14),
        look(staff, "karen", What.FILE, minutes=13),
        look(staff, "karen", minutes=2),
        look(staff, "karen", minutes=-60 * 24),
    ]
    lines = folded(newest_first)
    assert [(one.look, one.number) for one in lines] == [
        (newest_first[0], 1),
        (newest_first[1], 3),
        (newest_first[2], 1),
        (newest_first[4], 1),
        (newest_first[6], 1),
    ]
    assert lines[1] == FoldedLook(newest_first[1], newest_first[5].at, 3)
