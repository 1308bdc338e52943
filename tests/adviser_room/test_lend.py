"""A lent copy: handed in once, read until its day, and gone at once when it is taken back."""

import base64
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from portal.adviser_room.seals import Seals
from portal.adviser_room.services import lend
from portal.adviser_room.services.report import forget_old
from portal.adviser_room.services.talk import Question, ask, close
from portal.adviser_room.store import conversations
from portal.adviser_room.store.engine import open_room
from portal.adviser_room.store.models import CopyRow
from portal.core.room import Shared, Way
from tests.building import ANNA, at

NOW = at("2026-04-02 10:00")
TODAY = date(2026, 4, 2)
PDF = b"%PDF-1.7 this is a letter of the tests"


def body(**changed: Any) -> dict[str, Any]:
    """Return a copy as the case side hands it in."""
    return {
        "what": "letters",
        "until": "2026-05-01",
        "title": "Kørestol",
        "language": "da",
        "direction": "ltr",
        "sections": [{"heading": "Nu", "lines": ["Vi venter på lægen"]}],
        "letters": [
            {"title": "Kvittering", "made": "2026-03-01", "pdf": base64.b64encode(PDF).decode()}
        ],
    } | changed


def a_conversation(engine: Engine, seals: Seals) -> int:
    asked = Question(Way.WRITING, "da", seals.person(ANNA), "Anna", "Hej")
    public_id = ask(engine, seals, asked, NOW) or ""
    with engine.connect() as connection:
        return int(conversations.find(connection, public_id).id)  # type: ignore[union-attr]


def hand_in(engine: Engine, seals: Seals, number: int, **changed: Any) -> None:
    ticket = lend.make_ticket(engine, number, NOW)
    lend.receive(engine, seals, ticket, lend.read_copy(body(**changed), TODAY), NOW)


def standing(engine: Engine, seals: Seals, number: int, today: date = TODAY) -> list[lend.Lent]:
    with engine.connect() as connection:
        return lend.lent(connection, seals, number, today)


def test_a_copy_is_read_as_it_was_handed_in(room_engine: Engine, seals: Seals) -> None:
    number = a_conversation(room_engine, seals)
    hand_in(room_engine, seals, number)

    (found,) = standing(room_engine, seals, number)
    assert found.copy == lend.read_copy(body(), TODAY)
    assert found.copy.letters[0].pdf == PDF


def test_a_ticket_is_used_once(room_engine: Engine, seals: Seals) -> None:
    number = a_conversation(room_engine, seals)
    ticket = lend.make_ticket(room_engine, number, NOW)
    copy = lend.read_copy(body(), TODAY)
    lend.receive(room_engine, seals, ticket, copy, NOW)
    for wrong in (ticket, "never made"):
        with pytest.raises(lend.TicketGoneError):
            lend.receive(room_engine, seals, wrong, copy, NOW)
    assert len(standing(room_engine, seals, number)) == 1


def test_a_ticket_lasts_an_hour_and_a_new_one_replaces_it(
    room_engine: Engine, seals: Seals
) -> None:
    number = a_conversation(room_engine, seals)
    copy = lend.read_copy(body(), TODAY)
    first = lend.make_ticket(room_engine, number, NOW)
    second = lend.make_ticket(room_engine, number, NOW)
    with pytest.raises(lend.TicketGoneError):
        lend.receive(room_engine, seals, first, copy, NOW)
    with pytest.raises(lend.TicketGoneError):
        lend.receive(room_engine, seals, second, copy, NOW + timedelta(minutes=60))
    assert standing(room_engine, seals, number) == []


def test_with_nothing_only_the_ticket_is_used(room_engine: Engine, seals: Seals) -> None:
    number = a_conversation(room_engine, seals)
    hand_in(room_engine, seals, number, what="nothing", sections=[], letters=[])
    assert standing(room_engine, seals, number) == []


def test_taken_back_it_is_gone_at_once(room_engine: Engine, seals: Seals) -> None:
    number = a_conversation(room_engine, seals)
    hand_in(room_engine, seals, number)
    (found,) = standing(room_engine, seals, number)

    assert lend.take_back(room_engine, number, found.public_id)

    assert standing(room_engine, seals, number) == []
    with room_engine.connect() as connection:
        assert connection.execute(select(CopyRow.id)).all() == []
    assert not lend.take_back(room_engine, number, found.public_id)


def test_taken_back_its_bytes_are_in_no_file(room_lite: str, seals: Seals) -> None:
    engine = open_room(room_lite)
    number = a_conversation(engine, seals)
    hand_in(engine, seals, number)
    (found,) = standing(engine, seals, number)
    with engine.connect() as connection:
        sealed = bytes(connection.execute(select(CopyRow.sealed)).scalar_one())
    folder = Path(room_lite.removeprefix("sqlite:///")).parent
    piece = sealed[200:260]
    assert any(piece in path.read_bytes() for path in folder.glob("adviser-room.sqlite*"))

    lend.take_back(engine, number, found.public_id)

    for path in folder.glob("adviser-room.sqlite*"):
        assert piece not in path.read_bytes(), path
    engine.dispose()


@pytest.mark.parametrize("how", ["closed", "forgotten"])
def test_over_or_forgotten_its_bytes_are_in_no_file(room_lite: str, seals: Seals, how: str) -> None:
    engine = open_room(room_lite)
    number = a_conversation(engine, seals)
    hand_in(engine, seals, number)
    with engine.connect() as connection:
        sealed = bytes(connection.execute(select(CopyRow.sealed)).scalar_one())
    folder = Path(room_lite.removeprefix("sqlite:///")).parent
    piece = sealed[200:260]
    assert any(piece in path.read_bytes() for path in folder.glob("adviser-room.sqlite*"))

    if how == "closed":
        close(engine, number, NOW)
    else:
        later = NOW + timedelta(days=400)
        assert forget_old(engine, 6, ("late",), later.date(), later) == 1

    for path in folder.glob("adviser-room.sqlite*"):
        assert piece not in path.read_bytes(), path
    engine.dispose()


def test_past_its_day_it_is_unreadable_and_then_purged(room_engine: Engine, seals: Seals) -> None:
    number = a_conversation(room_engine, seals)
    hand_in(room_engine, seals, number)
    last, after = date(2026, 5, 1), date(2026, 5, 2)
    (found,) = standing(room_engine, seals, number, last)
    with room_engine.connect() as connection:
        assert lend.find_lent(connection, seals, number, found.public_id, last)
        assert lend.find_lent(connection, seals, number, found.public_id, after) is None
    assert standing(room_engine, seals, number, after) == []
    assert lend.purge(room_engine, last, NOW) == 0
    assert lend.purge(room_engine, after, NOW) == 1
    with room_engine.connect() as connection:
        assert connection.execute(select(CopyRow.id)).all() == []


def test_a_conversation_that_ends_keeps_no_copy(room_engine: Engine, seals: Seals) -> None:
    number = a_conversation(room_engine, seals)
    hand_in(room_engine, seals, number)
    close(room_engine, number, NOW)
    assert standing(room_engine, seals, number) == []


def test_nothing_of_a_copy_stands_in_the_database_as_it_is(
    room_engine: Engine, seals: Seals
) -> None:
    number = a_conversation(room_engine, seals)
    hand_in(room_engine, seals, number)
    with room_engine.connect() as connection:
        row = connection.execute(select(CopyRow.__table__)).one()
    assert "Kørestol" not in repr(tuple(row))
    assert b"letter of the tests" not in bytes(row.sealed)


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"what": "everything"}, "what"),
        ({"until": "2026-04-01"}, "until"),
        ({"until": "2027-06-01"}, "until"),
        ({"until": "soon"}, "until"),
        ({"until": None}, "until"),
        ({"title": 7}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"language": "xx"}, "language"),
        ({"direction": "up"}, "direction"),
        ({"sections": "x"}, "sections"),
        ({"sections": ["x"]}, "sections"),
        ({"sections": [{"heading": "x", "lines": [1]}]}, "lines"),
        ({"letters": [{"title": "x", "made": "x", "pdf": "???"}]}, "pdf"),
        ({"letters": [{"title": "x", "made": "x", "pdf": "PGh0bWw+"}]}, "pdf"),
        ({"letters": ["x"]}, "letters"),
    ],
    ids=str,
)
def test_what_is_no_copy_is_refused(changed: dict[str, Any], part: str) -> None:
    with pytest.raises(lend.NotACopyError, match=part):
        lend.read_copy(body(**changed), TODAY)


def test_letters_that_were_not_chosen_are_not_kept() -> None:
    copy = lend.read_copy(body(what="summary"), TODAY)
    assert copy.what is Shared.SUMMARY
    assert copy.letters == ()
