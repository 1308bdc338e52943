"""A question, an answer, a call back: sealed, said once, and only somebody's own."""

import re
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from portal.adviser_room.seals import Seals
from portal.adviser_room.services.talk import (
    Question,
    ask,
    close,
    have_called,
    messages_of,
    opened,
    write,
)
from portal.adviser_room.store import conversations
from portal.core.room import Way, Writer
from tests.building import ANNA, BO, at

NOW = at("2026-04-02 10:00")
MARK = "Kanariefugl-4711 har et spørgsmål om sit bad"


def question(seals: Seals, person: str | None = ANNA, **more: object) -> Question:
    known = {
        "way": Way.WRITING,
        "language": "da",
        "person": seals.person(person) if person else None,
        "name": "Anna Kanariefugl",
        "text": MARK,
    }
    return Question(**(known | more))  # type: ignore[arg-type]


def everything(engine: Engine) -> str:
    """Return all that lies in the database, as text."""
    found = []
    with engine.connect() as connection:
        for table in inspect(engine).get_table_names():
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608
            found += [
                repr(tuple(bytes(v) if isinstance(v, memoryview) else v for v in row))
                for row in rows
            ]
    return "\n".join(found)


def test_a_question_is_answered_and_both_can_read_it(room_engine: Engine, seals: Seals) -> None:
    public_id = ask(room_engine, seals, question(seals), NOW)
    assert public_id is not None
    with room_engine.connect() as connection:
        row = conversations.find_own(connection, public_id, seals.person(ANNA))
        assert conversations.find_own(connection, public_id, seals.person(BO)) is None
    mine = opened(seals, row)
    assert mine.waits
    assert mine.asked["name"] == "Anna Kanariefugl"

    later = at("2026-04-02 12:00")
    write(room_engine, seals, mine.number, Writer.ADVISER, "Ring til mig.", None, later)

    with room_engine.connect() as connection:
        said = messages_of(connection, seals, mine.number)
        waits = [one.public_id for one in conversations.all_open(connection) if one.waits]
    assert [(one.writer, one.text) for one in said] == [
        (Writer.CITIZEN, MARK),
        (Writer.ADVISER, "Ring til mig."),
    ]
    assert waits == []


def test_nothing_somebody_wrote_stands_in_the_database_as_it_is(
    room_engine: Engine, seals: Seals
) -> None:
    asked = question(seals, way=Way.CALL_BACK, phone="40 50 60 70", when="Efter klokken fire")
    public_id = ask(room_engine, seals, asked, NOW)
    assert public_id is not None
    kept = everything(room_engine)

    for word in ("Kanariefugl", "4711", "40 50 60 70", "40506070", "klokken", ANNA):
        assert word not in kept, word


def test_a_form_sent_twice_asks_once(room_engine: Engine, seals: Seals) -> None:
    assert ask(room_engine, seals, question(seals, form_token="f" * 43), NOW)
    assert ask(room_engine, seals, question(seals, form_token="f" * 43), NOW) is None

    with room_engine.connect() as connection:
        assert len(conversations.own(connection, seals.person(ANNA))) == 1


def test_a_call_back_needs_no_name_and_no_sign_in(room_engine: Engine, seals: Seals) -> None:
    asked = question(seals, person=None, name=None, text="", way=Way.CALL_BACK, phone="40506070")
    ask(room_engine, seals, asked, NOW)
    with room_engine.connect() as connection:
        (row,) = conversations.all_open(connection)
        found = opened(seals, row)
        assert messages_of(connection, seals, found.number) == []
    assert found.person is None
    assert found.asked == {"name": None, "phone": "40506070", "when": None}
    have_called(room_engine, found.number, NOW)
    with room_engine.connect() as connection:
        assert not conversations.all_open(connection)[0].waits


def test_what_was_over_goes_on_when_somebody_writes(room_engine: Engine, seals: Seals) -> None:
    public_id = ask(room_engine, seals, question(seals), NOW) or ""
    with room_engine.connect() as connection:
        number = conversations.find(connection, public_id).id  # type: ignore[union-attr]
    close(room_engine, number, NOW)
    with room_engine.connect() as connection:
        assert conversations.all_open(connection) == []
        assert len(conversations.over(connection, 10)) == 1
    write(room_engine, seals, number, Writer.CITIZEN, "En ting til", None, NOW)
    with room_engine.connect() as connection:
        assert len(conversations.all_open(connection)) == 1


def test_the_rooms_hash_of_somebody_is_not_the_portals(seals: Seals, identifiers: object) -> None:
    assert seals.person(ANNA) != identifiers.person(ANNA)  # type: ignore[attr-defined]
    assert re.fullmatch("[0-9a-f]{64}", seals.person(ANNA))


def test_the_file_itself_holds_no_word(room_lite: str, seals: Seals) -> None:
    from portal.adviser_room.store.engine import open_room

    engine = open_room(room_lite)
    ask(engine, seals, question(seals), NOW)
    engine.dispose()
    folder = Path(room_lite.removeprefix("sqlite:///")).parent
    for path in folder.glob("adviser-room.sqlite*"):
        assert b"Kanariefugl" not in path.read_bytes(), path
