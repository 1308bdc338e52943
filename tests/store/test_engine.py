"""Both databases keep what they are given, and a page reads while somebody writes."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from portal.store.cases import any_case, links_of, links_to
from portal.store.engine import open_engine, open_for_reading
from portal.store.feed import find_source, update_source
from portal.store.models import CaseRow, PartyRow, SourceRow
from tests.building import at

NOW = at("2026-04-02 10:00")


def case(connection: object, **more: object) -> None:
    fields = {"public_id": "p", "source": "s", "reference": "r", "created_at": NOW}
    connection.execute(insert(CaseRow), fields | more)  # type: ignore[attr-defined]


@pytest.mark.parametrize("moment", ["2026-03-29 03:30", "2026-10-25 02:30", "2026-07-01 12:00"])
def test_a_moment_comes_back_as_the_same_moment(engine: Engine, moment: str) -> None:
    with engine.begin() as connection:
        update_source(connection, "s", heard_at=at(moment))
        found = find_source(connection, "s").heard_at
    assert found.timestamp() == at(moment).timestamp()
    assert found.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(engine: Engine) -> None:
    with engine.begin() as connection, pytest.raises(StatementError, match="time zone"):
        case(connection, created_at=datetime(2026, 4, 2))  # noqa: DTZ001


@pytest.mark.parametrize("change", [{"public_id": "q"}, {"reference": "q"}], ids=str)
def test_a_case_is_there_once(engine: Engine, change: dict[str, str]) -> None:
    with engine.begin() as connection:
        case(connection)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        case(connection, **change)


def test_a_party_of_no_case_is_refused(engine: Engine) -> None:
    row = {"case_id": 7, "ref": "p", "role": "person", "person": "x", "protected": False}
    row |= {"scope": "", "died": False, "wrong": False}
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(insert(PartyRow), row)


def test_a_source_is_made_once_and_then_changed(engine: Engine) -> None:
    with engine.begin() as connection:
        assert find_source(connection, "s") is None
        update_source(connection, "s", cursor="a")
        update_source(connection, "s", cursor="b", failures=2)
        rows = connection.execute(select(SourceRow.__table__)).all()
    assert [(row.cursor, row.failures) for row in rows] == [("b", 2)]


def test_a_page_reads_what_was_committed_while_somebody_writes(database: str) -> None:
    writer, reader = open_engine(database), open_for_reading(database)
    try:
        with writer.begin() as writing:
            case(writing)
            with reader.connect() as reading:
                assert not any_case(reading)
        with reader.connect() as reading:
            assert any_case(reading)
    finally:
        writer.dispose()
        reader.dispose()


def test_a_reader_never_waits_for_a_writer(database: str) -> None:
    writer, reader = open_engine(database), open_for_reading(database)
    done = threading.Event()

    def read() -> None:
        with reader.connect() as reading:
            links_of(reading, "x")
            links_to(reading, "x", "p")
        done.set()

    try:
        with writer.begin() as writing:
            case(writing)
            thread = threading.Thread(target=read)
            thread.start()
            assert done.wait(5)
        thread.join()
    finally:
        writer.dispose()
        reader.dispose()


def test_sqlite_is_in_wal_and_keeps_its_promises(lite: str) -> None:
    for engine in (open_engine(lite), open_for_reading(lite)):
        with engine.connect() as connection:
            assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
            assert connection.execute(text("PRAGMA busy_timeout")).scalar() >= 5000
        engine.dispose()
