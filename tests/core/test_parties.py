"""Who is in a case and whose access stands."""

from itertools import permutations

import pytest

from portal.core.access import is_concerned, may_see
from portal.core.parties import Party, read_parties
from portal.core.vocabulary import Custody, Role
from tests.building import ANNA, BO, IDENTIFIERS, Story, day

TODAY = "2026-04-02"


def parties(story: Story) -> dict[str, Party]:
    """Return the parties, checking that order of arrival does not matter."""
    found = [read_parties(events) for events in permutations(story.events)]
    assert all(one == found[0] for one in found)
    return found[0]


def one(story: Story) -> Party:
    (party,) = parties(story).values()
    return party


def sees(story: Story, today: str = TODAY) -> bool:
    return may_see(one(story), day(today))


def added(role: str = "person", **more: object) -> Story:
    return Story().party(ANNA, party="p", role=role, **more)


def test_a_party_is_known_by_a_hash() -> None:
    party = one(added(name="Anna Andersen"))
    assert party.person == IDENTIFIERS.person(ANNA)
    assert ANNA[:6] not in repr(party)


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (added(), True),
        (added("child"), True),
        (added("parent", custody="joint"), True),
        (added("parent", custody="sole"), True),
        (added("parent", custody="none"), False),
        (added("guardian"), False),
        (added("guardian", scope=["see_status"]), True),
        (added("representative"), False),
        (added("representative", scope=[]), False),
        (added("representative", scope=["see_status"]), True),
        (added("representative", scope=["act"]), True),
        (added(valid_from="2026-04-03"), False),
        (added(valid_from="2026-04-02"), True),
        (added(valid_to="2026-04-01"), False),
        (added(valid_to="2026-04-02"), True),
        (added().say("party.died", "2026-03-03", party="p"), False),
        (added().say("party.wrong_person", "2026-03-03", party="p"), False),
        (added().say("party.ended", "2026-03-03", party="p", on="2026-04-01"), False),
        (added().say("party.ended", "2026-03-03", party="p", on="2026-04-02"), True),
        (
            added("representative", scope=["act"]).say(
                "party.ended", TODAY, party="p", on=TODAY, reason="withdrawn"
            ),
            False,
        ),
        (
            added("parent", custody="joint").say(
                "party.changed", "2026-03-03", party="p", custody="none"
            ),
            False,
        ),
        (
            added("representative", scope=["act"]).say(
                "party.changed", "2026-03-03", party="p", scope=[]
            ),
            False,
        ),
        (added().say("party.died", "2026-03-03", party="someone-else"), True),
        (
            added()
            .say("party.died", "2026-03-03", party="p")
            .say("event.withdrawn", "2026-03-04", event="S-1-2"),
            True,
        ),
    ],
)
def test_access(story: Story, expected: bool) -> None:
    assert sees(story) is expected


@pytest.mark.parametrize("what", ["party.died", "party.wrong_person"])
def test_what_closes_access_closes_it_whatever_the_clocks_say(what: str) -> None:
    """A source that writes the wrong link down before it made it, by its clock, still means it."""
    assert not sees(added().say(what, "2026-03-01", party="p"))


@pytest.mark.parametrize("what", ["party.died", "party.wrong_person"])
def test_telling_the_same_person_again_does_not_open_what_was_closed(what: str) -> None:
    story = added().say(what, "2026-03-03", party="p").party(ANNA, "2026-03-04", party="p")
    assert not sees(story)


def test_another_person_in_the_same_place_is_somebody_else() -> None:
    story = added().say("party.wrong_person", "2026-03-03", party="p")
    story.party(BO, "2026-03-04", party="p")
    assert sees(story)
    assert one(story).person == IDENTIFIERS.person(BO)


def test_protection_stays_when_the_party_is_told_again_without_it() -> None:
    story = added(protected=True).party(ANNA, "2026-03-04", party="p")
    assert one(story).protected is True
    story.say("party.changed", "2026-03-05", party="p", protected=False)
    assert one(story).protected is False


def test_only_what_is_sent_changes() -> None:
    story = added("parent", name="Anna", custody="joint", language="ar", birth_date="1990-01-01")
    story.say("party.changed", "2026-03-03", party="p", language="en")
    party = one(story)
    assert (party.name, party.custody, party.language) == ("Anna", Custody.JOINT, "en")
    assert party.birth_date == day("1990-01-01")


def test_a_new_role() -> None:
    story = added().say("party.changed", "2026-03-03", party="p", role="representative")
    assert one(story).role is Role.REPRESENTATIVE
    assert not sees(story)


def test_a_correction_of_who_it_is_moves_the_access() -> None:
    story = added().say(
        "event.corrected",
        "2026-03-03",
        event="S-1-1",
        type="sagsvej.party.added",
        data={"party": "p", "role": "person", "identifier": BO},
    )
    assert one(story).person == IDENTIFIERS.person(BO)


@pytest.mark.parametrize(
    ("role", "expected"),
    [("person", True), ("child", True), ("parent", False), ("guardian", False)],
)
def test_whom_the_case_is_about(role: str, expected: bool) -> None:
    assert is_concerned(one(added(role))) is expected


@pytest.mark.parametrize(("today", "expected"), [("2026-11-21", True), ("2026-11-22", False)])
def test_a_parent_looks_until_the_child_is_of_age(today: str, expected: bool) -> None:
    story = Story().party(BO, party="c", role="child", birth_date="2008-11-22")
    story.party(ANNA, party="p", role="parent", custody="joint")
    parent = parties(story)["p"]
    assert parent.grown_on == day("2026-11-22")
    assert may_see(parent, day(today)) is expected
    assert may_see(parties(story)["c"], day("2026-11-22"))


def test_a_birthday_that_comes_later_counts_too() -> None:
    story = Story().party(ANNA, party="p", role="parent").party(BO, party="c", role="child")
    assert parties(story)["p"].grown_on is None
    story.say("party.changed", "2026-03-04", party="c", birth_date="2008-02-29")
    assert parties(story)["p"].grown_on == day("2026-03-01")


def given(**more: object) -> Story:
    story = Story().party(ANNA, party="p", **more)
    return story.party(BO, party="r", role="representative", scope=["act"], given_by="p")


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("party.wrong_person", {}),
        ("party.died", {}),
        ("party.ended", {"on": "2026-04-01"}),
    ],
)
def test_what_somebody_gave_ends_with_their_own_access(kind: str, more: dict[str, str]) -> None:
    story = given()
    assert may_see(parties(story)["r"], day(TODAY))
    story.say(kind, "2026-04-01", party="p", **more)
    assert not may_see(parties(story)["r"], day(TODAY))
