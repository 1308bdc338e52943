"""A relative's case page, whose every look is written, against a hello-world view, turn by turn."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from statistics import median

from flask import Flask
from sqlalchemy import Engine, delete, func, insert, select

from bench.databases import _SIXTIES, MANY, Filled, Visit, _visit, filled
from bench.growth import statements
from bench.load import IDENTITY, load
from bench.report import Figure
from bench.servers import serving
from bench.speed import _HELLO, Turn, _turn
from bench.stories import identifier
from portal.app import create_app
from portal.core.vocabulary import Role, Scope
from portal.identity import Identity, UserRole
from portal.identity.identifiers import Identifiers
from portal.store import sign_ins
from portal.store.engine import open_engine
from portal.store.models import CaseRow, LookRow, PartyRow

TARGET = 0.06
MOST_STATEMENTS = 8
_PLACE = 15
"""The relative's place among the people of a telling: nobody else has it."""


def measure(quick: bool) -> Iterator[Figure]:
    """Yield the ratio of requests a second, and the statements of a page."""
    database = filled(MANY)
    visits = _relatives(database)
    yield from _statements(database, visits[0])
    rounds, seconds = (3, 1) if quick else (7, 3)
    with (
        serving(database.settings, "portal.app:create_app") as page,
        serving(database.settings, "bench.hello:create_app") as hello,
    ):
        load(page.address, 3, visits, IDENTITY)
        load(hello.address, 1, _HELLO, IDENTITY)
        turns = [_turn(hello, page, visits, IDENTITY, seconds) for _ in range(rounds)]
    yield from _figures(turns)


def _figures(turns: list[Turn]) -> Iterator[Figure]:
    ratios = sorted(turn.page.per_second / turn.hello.per_second for turn in turns)
    page = median(turn.page.per_second for turn in turns)
    hello = median(turn.hello.per_second for turn in turns)
    of = f"{page:.0f} of {hello:.0f} a second; {ratios[0]:.3f} to {ratios[-1]:.3f}"
    name = "relative's case page with its look / hello"
    yield Figure(name, median(ratios), at_least=TARGET, of=of)
    cost = median(turn.page_cost for turn in turns)
    of = f"{cost * 1000:.2f} ms a page"
    ratio = median(turn.hello_cost / turn.page_cost for turn in turns)
    yield Figure("  the same by the servers' processor time", ratio, of=of)


def _statements(database: Filled, visit: Visit) -> Iterator[Figure]:
    """Count what a page asks of the database, its session and its look among it."""
    app = create_app(database.settings)
    before = _written(app)
    number = statements(app, visit)
    # The page is asked for twice: the first time a connection sets itself up.
    assert _written(app) - before == 2, "one look for one page"
    yield Figure("statements of a relative's case page", number, at_most=MOST_STATEMENTS)


def _written(app: Flask) -> int:
    with app.extensions["portal"].reading.connect() as connection:
        return connection.scalar(select(func.count()).select_from(LookRow)) or 0


def _relatives(database: Filled) -> tuple[Visit, ...]:
    """Give somebody access to each case of sixty events, and sign them in."""
    engine = open_engine(database.settings.database_url)
    tokens = _give(engine, Identifiers(database.settings.identifier_key))
    engine.dispose()
    app = create_app(database.settings)
    return tuple(_visit(app.test_client(), case, token) for case, token in tokens.items())


def _give(engine: Engine, identifiers: Identifiers) -> dict[str, str]:
    now, tokens = datetime.now(UTC), {}
    with engine.begin() as connection:
        connection.execute(delete(PartyRow).where(PartyRow.ref == "bench-relative"))
        for number in range(_SIXTIES):
            named = select(CaseRow.id, CaseRow.public_id)
            row = connection.execute(named.where(CaseRow.reference == f"bench-{number}")).one()
            person = identifiers.person(identifier(number, _PLACE))
            connection.execute(
                insert(PartyRow).values(
                    case_id=row.id,
                    ref="bench-relative",
                    role=Role.REPRESENTATIVE,
                    person=person,
                    name="Solveig Sørensen",
                    protected=False,
                    scope=",".join((Scope.SEE_STATUS, Scope.READ_LETTERS)),
                    died=False,
                    wrong=False,
                )
            )
            token = secrets.token_urlsafe(32)
            digest = sha256(token.encode()).hexdigest()
            who = Identity(UserRole.CITIZEN, person, "Solveig Sørensen")
            sign_ins.add(connection, digest, who, now, now + timedelta(hours=8))
            tokens[str(row.public_id)] = token
    return tokens
