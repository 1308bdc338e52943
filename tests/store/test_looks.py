"""Looks are written once, sealed in a chain, and whoever tampers with them is found out."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from threading import Event, Thread

import pytest
from sqlalchemy import Connection, Engine, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from portal.core.looks import ActorKind, Look, What, digest
from portal.identity import Identity, UserRole
from portal.municipality import Municipality, Retention
from portal.services.look import by_staff, by_system, seal_looks, write_looks
from portal.services.verify_looks import Verified, looks_kept_since, verify_looks
from portal.store import looks
from portal.store.engine import open_engine, open_for_reading
from portal.store.models import LookRow, LookSealRow
from tests.building import at

NOW = at("2026-04-02 10:00")
LATER = NOW + timedelta(days=2)
KAREN = Identity(UserRole.STAFF, None, "Karen Æbler", staff="test:karen", unit="Team Voksne")


def look(number: int, case: int = 1) -> Look:
    return by_staff(KAREN, case, What.CASE, NOW + timedelta(minutes=number))


def wrote(engine: Engine, number: int = 6) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for one in range(number):
            write_looks(connection, [look(one)])


def verified(engine: Engine, minutes: int = 5, head: str | None = None) -> Verified:
    with engine.connect() as connection:
        return verify_looks(connection, NOW + timedelta(minutes=minutes), head)


def past_the_triggers(engine: Engine, do: Callable[[Connection], object]) -> None:
    """Do what somebody with the database in their hands would."""
    with engine.begin() as connection:
        for name in ("look_update", "look_seal_update", "look_seal_delete"):
            table = "look_seal" if "seal" in name else "look"
            on = f" ON {table}" if engine.dialect.name == "postgresql" else ""
            connection.execute(text(f"DROP TRIGGER {name}{on}"))
        do(connection)
        if engine.dialect.name == "postgresql":
            for name in ("look_update", "look_seal_update", "look_seal_delete"):
                table = "look_seal" if "seal" in name else "look"
                kind = name.rsplit("_", 1)[1]
                connection.execute(
                    text(
                        f"CREATE TRIGGER {name} BEFORE {kind} ON {table} "
                        "FOR EACH ROW EXECUTE FUNCTION look_is_kept()"
                    )
                )


def test_a_look_is_read_as_it_was_written_newest_first(engine: Engine) -> None:
    wrote(engine, 3)
    with engine.begin() as connection:
        write_looks(connection, [by_system("demo-sager", 1, What.JOURNAL, NOW), look(9, case=2)])
        found = looks.looks_at(connection, 1, [ActorKind.STAFF], most=10)
        assert found == [look(2), look(1), look(0)]
        assert len(looks.looks_at(connection, 1, list(ActorKind), most=10)) == 4
        assert looks.looks_at(connection, 1, [ActorKind.STAFF], most=1, after=1) == [look(1)]
        assert looks.looks_at(connection, 1, [], most=10) == []


def test_the_same_look_twice_has_two_digests(engine: Engine) -> None:
    with engine.begin() as connection:
        write_looks(connection, [look(1), look(1)])
        rows = connection.execute(select(LookRow.salt, LookRow.digest)).all()
    assert rows[0].digest != rows[1].digest
    assert all(len(row.salt) == 16 and digest(look(1), row.salt) == row.digest for row in rows)


def test_what_is_written_stays_and_seals_are_never_removed(engine: Engine) -> None:
    wrote(engine)
    seal_looks(engine, NOW)
    for statement in (
        update(LookRow).values(name="Somebody else"),
        update(LookSealRow).values(look=99),
        delete(LookSealRow),
    ):
        with pytest.raises(DBAPIError, match="only ever added"), engine.begin() as connection:
            connection.execute(statement)


def test_an_untouched_chain_is_right_and_holds_every_look(engine: Engine) -> None:
    assert verified(engine).problems == []
    wrote(engine)
    assert seal_looks(engine, NOW) == 6
    assert seal_looks(engine, NOW) == 0
    wrote(engine, 2)
    assert seal_looks(engine, NOW, everything=True) == 2
    found = verified(engine)
    assert (found.seals, found.removed, found.problems) == (8, 0, [])
    with engine.connect() as connection:
        assert looks.head(connection) == (8, found.head)


def test_one_that_came_late_with_an_early_number_is_sealed_too(engine: Engine) -> None:
    with engine.begin() as connection:
        row = looks._row(look(1))
        connection.execute(insert(LookRow), row | {"id": 50})
    seal_looks(engine, NOW)
    with engine.begin() as connection:
        connection.execute(insert(LookRow), looks._row(look(0)) | {"id": 49})
    if engine.dialect.name == "sqlite":
        return  # one writer at a time: it cannot happen, and nothing looks for it
    assert seal_looks(engine, NOW) == 1
    found = verified(engine)
    assert (found.seals, found.problems) == (2, [])


def test_a_head_kept_elsewhere_is_found_again(engine: Engine) -> None:
    wrote(engine, 3)
    seal_looks(engine, NOW)
    kept = verified(engine).head.hex()
    wrote(engine, 3)
    seal_looks(engine, NOW)
    assert verified(engine, head=kept).problems == []
    assert verified(engine, head=kept.upper() + "\n").problems == []
    assert "head" in verified(engine, head="11" * 32).problems[0]


def test_removed_when_their_time_is_over_the_chain_still_holds(engine: Engine) -> None:
    wrote(engine)
    with engine.begin() as connection:
        assert looks.remove_older_than(connection, NOW + timedelta(days=1), 10, LATER) == 0, (
            "unsealed"
        )
    seal_looks(engine, NOW)
    with engine.begin() as connection:
        assert looks.remove_older_than(connection, NOW + timedelta(minutes=4), 3, LATER) == 3
        assert looks.remove_older_than(connection, NOW + timedelta(minutes=4), 3, LATER) == 1
        assert looks.remove_older_than(connection, NOW + timedelta(minutes=4), 3, LATER) == 0
    found = verified(engine)
    assert (found.seals, found.removed, found.problems) == (6, 4, [])
    with engine.begin() as connection:
        assert looks.remove_older_than(connection, NOW + timedelta(days=1), 10, LATER) == 1
        write_looks(connection, [look(20)])
    seal_looks(engine, NOW)
    found = verified(engine, minutes=20)
    assert (found.seals, found.removed, found.problems) == (7, 5, [])


def test_looks_that_wait_too_long_for_a_seal_are_told_of(engine: Engine) -> None:
    wrote(engine, 3)
    assert verified(engine, minutes=10).problems == []
    assert "3 looks have had no seal" in verified(engine, minutes=30).problems[0]


def changed(connection: Connection) -> object:
    return connection.execute(update(LookRow).where(LookRow.id == 3).values(name="Ole Eksempel"))


def another_kind(connection: Connection) -> object:
    return connection.execute(update(LookRow).where(LookRow.id == 3).values(what="nothing"))


def changed_with_its_digest(connection: Connection) -> object:
    other = look(77)
    salt = b"s" * 16
    return connection.execute(
        update(LookRow)
        .where(LookRow.id == 3)
        .values(at=other.at, salt=salt, digest=digest(other, salt))
    )


def seal_removed(connection: Connection) -> object:
    return connection.execute(delete(LookSealRow).where(LookSealRow.position == 3))


def look_removed(connection: Connection) -> object:
    return connection.execute(delete(LookRow).where(LookRow.id == 3))


def newest_seal_removed(connection: Connection) -> object:
    return connection.execute(delete(LookSealRow).where(LookSealRow.position == 6))


def swapped(connection: Connection) -> None:
    """Let two looks have each other's content."""
    rows = {row.id: row for row in connection.execute(select(LookRow.__table__))}
    for one, other in ((2, 4), (4, 2)):
        values = {k: v for k, v in rows[other]._mapping.items() if k != "id"}
        connection.execute(update(LookRow).where(LookRow.id == one).values(values))


def seals_swapped(connection: Connection) -> None:
    rows = {row.position: row for row in connection.execute(select(LookSealRow.__table__))}
    connection.execute(delete(LookSealRow).where(LookSealRow.position.in_([2, 4])))
    for one, other in ((2, 4), (4, 2)):
        values = dict(rows[other]._mapping) | {"position": one}
        connection.execute(insert(LookSealRow), values)


def seal_squeezed_in(connection: Connection) -> None:
    connection.execute(insert(LookRow), looks._row(look(1)) | {"id": 60})
    row = connection.execute(select(LookRow).where(LookRow.id == 60)).one()
    connection.execute(
        insert(LookSealRow),
        {"position": 7, "look": 60, "digest": row.digest, "chain": b"x" * 32, "sealed_at": NOW},
    )


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (changed, "look of seal 3 was changed"),
        (another_kind, "look of seal 3 was changed"),
        (changed_with_its_digest, "look of seal 3 was changed"),
        (seal_removed, "Seal 3 is missing"),
        (newest_seal_removed, "1 looks have had no seal"),
        (look_removed, "look of seal 3 is gone"),
        (swapped, "look of seal 2 was changed"),
        (seals_swapped, "Seal 2 does not fit"),
        (seal_squeezed_in, "Seal 7 does not fit"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_whoever_changes_what_is_written_is_found_out(
    engine: Engine, tamper: Callable[[Connection], object], told: str
) -> None:
    wrote(engine)
    seal_looks(engine, NOW)
    past_the_triggers(engine, tamper)
    problems = verified(engine, minutes=30).problems
    assert any(told in one for one in problems), problems


def test_cutting_off_the_end_with_its_looks_takes_a_kept_head_to_find(engine: Engine) -> None:
    wrote(engine)
    seal_looks(engine, NOW)
    kept = verified(engine).head.hex()

    def cut(connection: Connection) -> None:
        connection.execute(delete(LookSealRow).where(LookSealRow.position > 4))
        connection.execute(delete(LookRow).where(LookRow.id > 4))

    past_the_triggers(engine, cut)
    assert verified(engine).problems == []
    assert verified(engine, head=kept).problems != []


@pytest.mark.parametrize("left", [1, 0])
def test_the_oldest_cannot_be_removed_before_their_time(engine: Engine, left: int) -> None:
    wrote(engine, 3)
    seal_looks(engine, NOW)

    def remove(connection: Connection) -> None:
        connection.execute(delete(LookRow).where(LookRow.id <= 3 - left))

    past_the_triggers(engine, remove)
    with engine.connect() as connection:
        since = NOW - timedelta(days=700)
        (told,) = verify_looks(connection, LATER, kept_since=since).problems
        assert f"{3 - left} looks are gone though their time is not over" in told
        assert "seal 1" in told
        over = verify_looks(connection, LATER, kept_since=NOW + timedelta(hours=1))
        assert over.problems == []


def test_what_went_by_a_shorter_time_of_before_went_rightly() -> None:
    facts = Municipality.model_construct(
        retention=[
            Retention(valid_from=date(2026, 1, 1), look_months=6),
            Retention(valid_from=date(2026, 5, 1), look_months=60),
        ]
    )
    assert looks_kept_since(facts, date(2026, 4, 2)).date() == date(2025, 10, 2)
    assert looks_kept_since(facts, date(2026, 6, 2)).date() == date(2025, 10, 30)
    assert looks_kept_since(facts, date(2040, 6, 2)).date() == date(2035, 6, 2)


def test_a_clock_that_jumped_keeps_nothing_longer_and_is_told_of(engine: Engine) -> None:
    with engine.begin() as connection:
        write_looks(connection, [look(60 * 24 * 2000), look(1), look(2), look(60 * 24 * 30)])
    seal_looks(engine, NOW)
    now = NOW + timedelta(days=31)
    with engine.connect() as connection:
        (told,) = verify_looks(connection, now).problems
        assert told.startswith("Look 1 is dated 2031-")
    with engine.begin() as connection:
        assert looks.remove_older_than(connection, NOW + timedelta(days=1), 10, now) == 3
        assert connection.scalars(select(LookRow.id)).all() == [4]
        assert verify_looks(connection, now).problems == []


# --- several at once ----------------------------------------------------------------------


def test_several_write_and_several_seal_and_the_chain_is_one(database: str) -> None:
    engines = [open_engine(database) for _ in range(2)]
    pages = [open_for_reading(database) for _ in range(2)]

    def write(engine: Engine) -> None:
        with engine.connect() as connection:
            for number in range(40):
                write_looks(connection, [look(number)])

    def seal(engine: Engine) -> None:
        for _ in range(15):
            seal_looks(engine, NOW, everything=True)

    threads = [Thread(target=write, args=(page,)) for page in pages]
    threads += [Thread(target=seal, args=(engine,)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal_looks(engines[0], NOW, everything=True)
    found = verified(engines[0], minutes=40)
    assert (found.seals, found.problems) == (80, [])
    for engine in (*engines, *pages):
        engine.dispose()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_number_given_early_and_written_late_is_sealed_when_it_is_there(engine: Engine) -> None:
    """On a server a number is taken at the INSERT and seen at the COMMIT: another may overtake."""
    with engine.begin() as slow:
        write_looks(slow, [look(1)])
        with engine.begin() as quick:
            write_looks(quick, [look(2)])
        assert seal_looks(engine, NOW) == 1
    assert seal_looks(engine, NOW) == 1
    with engine.connect() as connection:
        order = connection.scalars(select(LookSealRow.look).order_by(LookSealRow.position))
        assert list(order) == [2, 1]
    assert verified(engine).problems == []


def test_a_look_waits_for_another_writer_and_no_longer_than_that(lite: str) -> None:
    engine, page = open_engine(lite), open_for_reading(lite)
    begun = Event()

    def write_for_a_while() -> None:
        with engine.begin() as connection:
            connection.execute(delete(LookRow).where(LookRow.id == 0))
            begun.set()
            time.sleep(0.3)

    writer = Thread(target=write_for_a_while)
    writer.start()
    begun.wait()
    with page.connect() as connection:
        since = time.monotonic()
        assert connection.scalar(select(LookRow.id)) is None, "reading waits for nobody"
        assert time.monotonic() - since < 0.25
        write_looks(connection, [look(1)])
        assert time.monotonic() - since > 0.1
    writer.join()
    for one in (engine, page):
        one.dispose()


def test_many_looks_of_one_list_are_written_whole(engine: Engine) -> None:
    with engine.begin() as connection:
        write_looks(connection, [look(number, case=number) for number in range(1203)])
        assert len(connection.execute(select(LookRow.id)).all()) == 1203
    assert seal_looks(engine, NOW) == 1203
    assert verified(engine, minutes=1203).problems == []
