"""The wall between the portal and the adviser's room, tried from both sides."""

import re
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import MetaData

from portal.adviser_room.store.migrate import upgrade as upgrade_room
from portal.adviser_room.store.models import RoomRow
from portal.settings import ROOT
from portal.store.migrate import upgrade
from portal.store.models import Row

# As docs/operations.md has it, word for word: a test fails when the two part.
ROLES = """
CREATE ROLE sagsvej LOGIN PASSWORD '…';
CREATE ROLE sagsvej_room LOGIN PASSWORD '…';
CREATE DATABASE sagsvej OWNER sagsvej;
CREATE DATABASE sagsvej_room OWNER sagsvej_room;
REVOKE CONNECT ON DATABASE sagsvej FROM PUBLIC;
REVOKE CONNECT ON DATABASE sagsvej_room FROM PUBLIC;
"""


def test_the_manual_makes_the_roles_that_are_tried_here() -> None:
    manual = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    lines = [line.strip() for line in manual.splitlines()]
    for line in ROLES.strip().splitlines():
        assert line in lines, line


@dataclass(frozen=True)
class Side:
    """One of the two: its role, its database of the same name, and the address of both."""

    role: str
    address: str
    tables: frozenset[str]


@dataclass(frozen=True)
class Sides:
    """The portal and the room, as the manual sets them up, and the server's own address."""

    portal: Side
    room: Side
    admin: Callable[[str], str]


@pytest.fixture(scope="module")
def sides(_server: Callable[[str], str]) -> Iterator[Sides]:
    """Yield both sides with their databases, each migrated as its own role."""
    # Names of this process's own: others try the same on the same server.
    ours, password = f"s{secrets.token_hex(4)}", secrets.token_hex(16)
    with psycopg.connect(_server("postgres"), autocommit=True) as connection:
        for line in ROLES.strip().splitlines():
            told = line.replace("sagsvej", ours).replace("'…'", f"'{password}'")
            connection.execute(told.encode())

    def side(role: str, tables: MetaData) -> Side:
        address = re.sub("//postgres(?=[:@])", f"//{role}", _server(role))
        return Side(role, address, frozenset(tables.tables))

    made = Sides(side(ours, Row.metadata), side(f"{ours}_room", RoomRow.metadata), _server)
    upgrade(made.portal.address.replace("postgresql:", "postgresql+psycopg:"))
    upgrade_room(made.room.address.replace("postgresql:", "postgresql+psycopg:"))
    yield made
    with psycopg.connect(_server("postgres"), autocommit=True) as connection:
        for one in (made.portal.role, made.room.role):
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(one)))
            connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(one)))


def both_ways(sides: Sides) -> tuple[tuple[Side, Side], tuple[Side, Side]]:
    return (sides.portal, sides.room), (sides.room, sides.portal)


def test_neither_role_gets_into_the_others_database(sides: Sides) -> None:
    for mine, other in both_ways(sides):
        wrong = re.sub(rf"/{mine.role}(?=[?]|$)", f"/{other.role}", mine.address)
        assert wrong != mine.address
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(wrong)


def test_each_role_has_its_own_tables_and_no_others(sides: Sides) -> None:
    for mine, _ in both_ways(sides):
        with psycopg.connect(mine.address) as connection:
            found = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
        assert {name for (name,) in found} == {*mine.tables, "alembic_version"}


def test_let_in_by_mistake_the_other_role_still_reads_no_table(sides: Sides) -> None:
    for mine, other in both_ways(sides):
        names = (sql.Identifier(other.role), sql.Identifier(mine.role))
        with psycopg.connect(sides.admin(other.role), autocommit=True) as connection:
            connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(*names))
        inside = re.sub(rf"/{mine.role}(?=[?]|$)", f"/{other.role}", mine.address)
        with psycopg.connect(inside, autocommit=True) as connection:
            for table in other.tables:
                for verb in ("SELECT * FROM {}", "DELETE FROM {}"):
                    with pytest.raises(psycopg.errors.InsufficientPrivilege):
                        connection.execute(sql.SQL(verb).format(sql.Identifier(table)))
        with psycopg.connect(sides.admin(other.role), autocommit=True) as connection:
            connection.execute(sql.SQL("REVOKE CONNECT ON DATABASE {} FROM {}").format(*names))


@pytest.mark.parametrize(
    ("started", "never"),
    [
        ("portal.app", "portal.adviser_room"),
        ("portal.commands", "portal.adviser_room"),
        ("portal.worker", "portal.adviser_room"),
        ("portal.adviser_room.app", "portal.store"),
        ("portal.adviser_room.app", "portal.web"),
        ("portal.adviser_room.app", "portal.services"),
        ("portal.adviser_room.app", "portal.sources"),
        ("portal.adviser_room.app", "portal.demo"),
    ],
)
def test_the_other_sides_code_is_not_even_loaded(started: str, never: str) -> None:
    code = (
        f"import sys, {started}\n"
        f"found = [n for n in sys.modules if n == '{never}' or n.startswith('{never}.')]\n"
        "assert not found, found"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False)
    assert ended.returncode == 0, ended.stderr.decode()
