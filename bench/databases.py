"""Filled databases, kept in ``var/bench/`` for the day: a small, a large and an empty one."""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from bench.stories import SHORT, SIX_HUNDRED, SIXTY, THREE, identifier, in_order, many, told
from portal.app import create_app
from portal.identity import Identity, UserRole
from portal.identity.identifiers import Identifiers
from portal.municipality import load
from portal.services.import_file import import_file
from portal.services.record_events import From, Origin
from portal.settings import ROOT, Settings, from_environment
from portal.store import sign_ins
from portal.store.engine import open_engine
from portal.store.migrate import upgrade
from portal.store.models import CaseRow
from portal.web import sign_in

VAR = ROOT / "var" / "bench"
FEW, MANY = 100, 100_000
SOURCE = "demo-sager"
_SIXTIES = 98
_MEASURED = _SIXTIES + 2
_TELLINGS = 111
"""How often a short case stands in the large database: told once, and copied as rows."""


@dataclass(frozen=True)
class Visit:
    """A page somebody opens: its path, and the cookies of their browser, "" without any."""

    path: str
    cookie: str = ""


@dataclass(frozen=True)
class Filled:
    """A database of many cases. The measured ones are the same in each of them.

    ``sixty`` are visits by different people to different cases of 60 events.
    """

    settings: Settings
    sixty: tuple[Visit, ...]
    three: Visit
    six_hundred: Visit


def settings_for(name: str) -> Settings:
    """Return the settings of a portal with the database ``name``. Its keys are kept."""
    VAR.mkdir(parents=True, exist_ok=True)
    environment = {"SAGSVEJ_DEMO": "1", "SAGSVEJ_VAR": str(VAR), "SAGSVEJ_LOG_LEVEL": "WARNING"}
    found = from_environment(environment)
    return replace(found, database_url=f"sqlite:///{VAR / name}.sqlite")


def empty(name: str) -> Settings:
    """Return the settings of a portal with a new database without a row in it."""
    for leftover in VAR.glob(f"{name}.sqlite*"):
        leftover.unlink()
    settings = settings_for(name)
    upgrade(settings.database_url)
    return settings


def filled(cases: int) -> Filled:
    """Return a database of so many cases, made today or earlier today.

    The stories are told relative to a day, so one from yesterday is told anew.
    """
    today = datetime.now(UTC).date()
    name = f"{cases}-cases-{today}"
    if not (VAR / f"{name}.sqlite").exists():
        for old in VAR.glob(f"{cases}-cases-*"):
            old.unlink()
        draft = empty("draft")
        engine = open_engine(draft.database_url)
        _fill(engine, draft, cases, today)
        engine.dispose()
        (VAR / "draft.sqlite").rename(VAR / f"{name}.sqlite")
    settings = settings_for(name)
    upgrade(settings.database_url)
    engine = open_engine(settings.database_url)
    visits = _visits(engine, settings)
    engine.dispose()
    return Filled(settings, tuple(visits[:-2]), *visits[-2:])


def sender(settings: Settings) -> From:
    """Return the source as an import names it."""
    found = load(settings.municipality).source(SOURCE)
    assert found is not None
    return From(SOURCE, found.go_live, Origin.IMPORT)


def _fill(engine: Engine, settings: Settings, cases: int, today: date) -> None:
    events = [one for number in range(_SIXTIES) for one in told(SIXTY, number, today)]
    events += told(THREE, _SIXTIES, today)
    events += told(SIX_HUNDRED, _SIXTIES + 1, today)
    last = _MEASURED + (cases - _MEASURED) // _TELLINGS
    events += many(SHORT, range(_MEASURED, last), today)
    lines = in_order(events)
    hide = Identifiers(settings.identifier_key)
    receipt = import_file(engine, lines, sender(settings), hide, datetime.now(UTC))
    assert receipt.recorded == len(lines), receipt.set_aside[:1]
    _copy_short(engine)


def _copy_short(engine: Engine) -> None:
    """Copy each short case as rows: cases of other people, mixed in time as a feed mixes them."""
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TEMP TABLE copy (n INTEGER PRIMARY KEY)")
        numbers = [(number,) for number in range(1, _TELLINGS)]
        connection.exec_driver_sql("INSERT INTO copy VALUES (?)", numbers)
        measured = [(f"bench-{number}",) for number in range(_MEASURED)]
        connection.exec_driver_sql("CREATE TEMP TABLE measured (reference TEXT PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO measured VALUES (?)", measured)
        for statement in _COPIES:
            connection.exec_driver_sql(statement)


_COPIES = (
    """
    CREATE TEMP TABLE short AS SELECT id FROM case_file
    WHERE reference NOT IN (SELECT reference FROM measured)
    """,
    """
    INSERT INTO case_file (id, public_id, source, reference, created_at)
    SELECT c.id + 1000000 * n, substr(public_id, 1, 12) || printf('%04d', n), source,
        reference || '-' || n, created_at
    FROM case_file AS c JOIN short USING (id), copy
    """,
    """
    INSERT INTO party (case_id, ref, role, person, name, birth_date, protected, language,
        exempt_from_digital_post, scope, custody, valid_from, valid_to, died, wrong)
    SELECT case_id + 1000000 * n, ref, role, substr(person, 1, 60) || printf('%04d', n), name,
        birth_date, protected, language, exempt_from_digital_post, scope, custody, valid_from,
        valid_to, died, wrong
    FROM party JOIN short ON short.id = case_id, copy
    """,
    """
    INSERT INTO case_event (case_id, source, event_id, type, occurred_at, sequence, recorded_at,
        received_at, origin, history, digest, data)
    SELECT case_id + 1000000 * n, source, event_id || '-' || n, type, occurred_at, sequence,
        recorded_at, received_at, origin, history, digest, data
    FROM case_event JOIN short ON short.id = case_id, copy ORDER BY occurred_at, n
    """,
)


def _visits(engine: Engine, settings: Settings) -> list[Visit]:
    """Sign a person in for each measured case, and let each open it once."""
    app = create_app(settings)
    return [
        _visit(app.test_client(), public_id, token)
        for public_id, token in _sign_everybody_in(engine, settings).items()
    ]


def _sign_everybody_in(engine: Engine, settings: Settings) -> dict[str, str]:
    """Return the token of somebody's session for each measured case, by its public id."""
    identifiers = Identifiers(settings.identifier_key)
    now = datetime.now(UTC)
    tokens = {}
    with engine.begin() as connection:
        for number in range(_MEASURED):
            case = select(CaseRow.public_id).where(CaseRow.reference == f"bench-{number}")
            token = secrets.token_urlsafe(32)
            person = identifiers.person(identifier(number))
            who = Identity(UserRole.CITIZEN, person, "Ingrid Sørensen")
            digest = sha256(token.encode()).hexdigest()
            sign_ins.add(connection, digest, who, now, now + timedelta(hours=8))
            tokens[str(connection.scalar(case))] = token
    return tokens


def _visit(client: FlaskClient, public_id: str, token: str) -> Visit:
    """Open a case as a browser does for the first time, and keep the cookies it then has."""
    client.set_cookie(sign_in.COOKIE, token)
    path = f"/sag/{public_id}"
    assert client.get(path).status_code == 200
    form = client.get_cookie("formular")
    assert form is not None
    return Visit(path, f"{sign_in.COOKIE}={token}; formular={form.value}")
