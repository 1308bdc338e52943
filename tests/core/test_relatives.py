"""Who may give access, who has it, and what is over."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.access import may_see
from portal.core.ages import of_age_on
from portal.core.parties import Party
from portal.core.relatives import (
    HowOver,
    Origin,
    bears_name,
    holders,
    how_over,
    level,
    mandated,
    may_give_access,
    proposed_end,
    scopes,
)
from portal.core.vocabulary import Custody, Role, Scope
from tests.building import ANNA, BO, CARL, Story

TODAY = date(2026, 4, 2)


def party(role: Role, **more: Any) -> Party:
    return Party("p", role, "x", **more)


@pytest.mark.parametrize("one", Scope)
def test_each_level_holds_what_is_less(one: Scope) -> None:
    assert level(party(Role.REPRESENTATIVE, scope=scopes(one))) is one
    assert Scope.SEE_STATUS in scopes(one)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (party(Role.PERSON), True),
        (party(Role.PERSON, birth_date=date(2011, 4, 2)), True),
        (party(Role.PERSON, birth_date=date(2011, 4, 3)), False),
        (party(Role.CHILD), False),
        (party(Role.CHILD, birth_date=date(2011, 4, 2)), True),
        (party(Role.PARENT, custody="sole"), False),
        (party(Role.GUARDIAN, scope=("act",)), False),
        (party(Role.REPRESENTATIVE, scope=("act",)), False),
        (party(Role.PERSON, wrong=True), False),
    ],
)
def test_only_the_person_concerned_gives_access(who: Party, may: bool) -> None:
    assert may_give_access(who, TODAY) is may


@pytest.mark.parametrize(
    ("who", "how"),
    [
        (party(Role.PARENT, grown_on=TODAY), HowOver.GROWN),
        (party(Role.PARENT, grown_on=date(2026, 4, 3)), None),
        (party(Role.PARENT, grown_on=TODAY, valid_to=date(2026, 1, 1)), HowOver.ENDED),
        (party(Role.PARENT, custody=Custody.NONE), HowOver.ENDED),
        (party(Role.GUARDIAN, scope=("act",), valid_to=date(2026, 4, 1)), HowOver.ENDED),
        (party(Role.GUARDIAN, scope=("act",), valid_to=TODAY), None),
        (party(Role.GUARDIAN, scope=("act",), valid_from=date(2026, 4, 3)), None),
        (party(Role.GUARDIAN, scope=()), None),
        (party(Role.GUARDIAN, scope=("act",), valid_to=date(2026, 4, 1), wrong=True), None),
        (party(Role.PERSON, died=True), None),
    ],
)
def test_what_is_over_is_known_and_a_mistake_never_was(who: Party, how: HowOver | None) -> None:
    assert how_over(who, TODAY) is how


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.dates(date(2020, 1, 1), date(2050, 1, 1)))
def test_a_parents_access_stands_until_the_day_and_never_after(born: date, today: date) -> None:
    parent = party(Role.PARENT, custody="sole", grown_on=of_age_on(born))
    assert may_see(parent, today) is (today < of_age_on(born))
    assert (how_over(parent, today) is HowOver.GROWN) is (today >= of_age_on(born))


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_two_months_are_two_months(today: date) -> None:
    assert 58 <= (proposed_end(today) - today).days <= 62


def test_everybody_else_stands_on_the_list_with_where_it_comes_from() -> None:
    story = Story().opened().party(ANNA).party(BO, role="guardian", scope=["act"])
    story.party(CARL, role="representative", scope=["act"], party="portal-x", basis="given_here")
    story.party(CARL, role="representative", scope=["act"], party="portal-y", basis="guardianship")
    story.party(CARL, party="p-9").say("party.wrong_person", "2026-03-03", party="p-9")
    found = {one.party.ref: one.origin for one in holders(story.events, "p-61", TODAY)}
    assert found == {
        "p-62": Origin.SYSTEM,
        "portal-x": Origin.CITIZEN,
        "portal-y": Origin.DESK,
    }


def test_a_mandate_is_as_wide_as_the_provider_says_and_no_wider() -> None:
    place = mandated(party(Role.PERSON), ("see_status",), "y", TODAY)
    assert place is not None
    assert place.role is Role.REPRESENTATIVE
    assert place.person == "y"
    for principal in (
        party(Role.PARENT, custody="sole"),
        party(Role.GUARDIAN, scope=("act",)),
        party(Role.PERSON, wrong=True),
    ):
        assert mandated(principal, ("act",), "y", TODAY) is None
    assert mandated(party(Role.PERSON), (), "y", TODAY) is None


def test_a_name_is_the_same_however_it_is_written() -> None:
    known = [party(Role.PERSON, name="Mette  brandt")]
    assert bears_name(known, "METTE Brandt")
    assert not bears_name(known, "Mette Brandt Holm")
    assert not bears_name([party(Role.PERSON, name="Mette Brandt", wrong=True)], "Mette Brandt")
