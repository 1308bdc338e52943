"""The citizen's own complaint; a suggestion changes nothing until they take it."""

from datetime import date

from sqlalchemy import Engine

from portal.adviser_room.seals import Seals
from portal.adviser_room.services.complain import (
    Complaint,
    Suggestion,
    answer_suggestion,
    find_draft,
    suggest,
    write_complaint,
)
from portal.adviser_room.services.talk import Question, ask
from portal.adviser_room.store import complaints, conversations
from portal.core.room import ToWhom, Way
from tests.building import ANNA, at

NOW = at("2026-04-02 10:00")
OWN = Complaint("Jeg fik nej", "Et ja", ToWhom.DECISION, date(2026, 4, 20))


def a_conversation(engine: Engine, seals: Seals) -> int:
    asked = Question(Way.WRITING, "da", seals.person(ANNA), "Anna", "Hej")
    public_id = ask(engine, seals, asked, NOW) or ""
    with engine.connect() as connection:
        return int(conversations.find(connection, public_id).id)  # type: ignore[union-attr]


def test_a_complaint_is_kept_as_it_was_written(room_engine: Engine, seals: Seals) -> None:
    number = a_conversation(room_engine, seals)
    with room_engine.connect() as connection:
        assert find_draft(connection, seals, number) is None
    write_complaint(room_engine, seals, number, OWN, NOW)
    with room_engine.connect() as connection:
        draft = find_draft(connection, seals, number)
        assert b"Jeg fik nej" not in bytes(complaints.find(connection, number).sealed)  # type: ignore[union-attr]
    assert draft is not None
    assert draft.complaint == OWN
    assert draft.suggestion is None


def test_a_suggestion_stands_beside_until_it_is_used(room_engine: Engine, seals: Seals) -> None:
    number = a_conversation(room_engine, seals)
    write_complaint(room_engine, seals, number, OWN, NOW)
    suggest(room_engine, seals, number, Suggestion("Afslaget er forkert", "Ny vurdering"), NOW)
    with room_engine.connect() as connection:
        draft = find_draft(connection, seals, number)
    assert draft is not None
    assert draft.complaint == OWN
    assert draft.suggestion == Suggestion("Afslaget er forkert", "Ny vurdering")

    answer_suggestion(room_engine, seals, number, NOW, use=True)

    with room_engine.connect() as connection:
        draft = find_draft(connection, seals, number)
    assert draft is not None
    assert draft.suggestion is None
    assert draft.complaint == Complaint(
        "Afslaget er forkert", "Ny vurdering", ToWhom.DECISION, date(2026, 4, 20)
    )


def test_a_suggestion_that_is_put_away_changes_nothing(room_engine: Engine, seals: Seals) -> None:
    number = a_conversation(room_engine, seals)
    write_complaint(room_engine, seals, number, OWN, NOW)
    suggest(room_engine, seals, number, Suggestion("x", "y"), NOW)
    answer_suggestion(room_engine, seals, number, NOW, use=False)
    answer_suggestion(room_engine, seals, number, NOW, use=True)
    with room_engine.connect() as connection:
        draft = find_draft(connection, seals, number)
    assert draft is not None
    assert (draft.complaint, draft.suggestion) == (OWN, None)
