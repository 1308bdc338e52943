"""Two parents get a letter each, and neither reads of the other in it."""

from sqlalchemy import Engine

from tests.building import ANNA, BO, CARL, IDENTIFIERS, Story
from tests.services.letters import Desk

NEW_NUMBER = "Vi ringer på det nye nummer."


def family() -> Story:
    story = Story().opened().party(CARL, role="child", name="Carl Carlsen", birth_date="2016-01-01")
    for who, name in ((ANNA, "Anna Andersen"), (BO, "Bo Bertelsen")):
        story.party(who, role="parent", custody="joint", name=name, protected=True)
    story.say("unit.assigned", "2026-03-02", unit="Team Børn", phone="12 34 10 20")
    story.say("caseworker.assigned", "2026-03-02", name="Karen Eksempel", phone="12 34 11 99")
    return story.say(
        "contact.promised", "2026-03-20", promise="l-1", what="call", by="2026-04-20",
        party=f"p-{ANNA[:2]}", note=NEW_NUMBER,
    )  # fmt: skip


def test_a_letter_about_a_new_caseworker_names_no_other_parent_and_none_of_their_agreements(
    engine: Engine,
) -> None:
    desk = Desk(engine)
    desk.record(family())
    desk.work()
    story = family().say(
        "caseworker.changed", "2026-04-02", name="Ole Eksempel", phone="12 34 11 98",
        valid_from="2026-04-10", first_contact_by="2026-04-17",
    )  # fmt: skip
    desk.record(story)
    desk.work("2026-04-02 11:00")
    by_reader = {row.person: row.html for row in desk.letters(kind="caseworker", state="made")}
    mother, father = (by_reader[IDENTIFIERS.person(who)] for who in (ANNA, BO))
    assert NEW_NUMBER in mother
    assert NEW_NUMBER not in father
    assert "Bertelsen" not in mother
    assert "Andersen" not in father
