"""The import against a bare insert of the same rows into the same table, turn by turn."""

from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, insert, select

from bench.databases import empty, sender
from bench.report import Figure
from bench.stories import ORDINARY, in_order, many
from portal.identity.identifiers import Identifiers
from portal.services.import_file import BATCH, import_file
from portal.store.engine import open_engine
from portal.store.models import CaseRow, EventRow

EVENTS, TARGET = 100_000, 0.2
_EACH = 12  # events of an ordinary case


def measure(quick: bool) -> Iterator[Figure]:
    """Yield the speed of the import over that of the bare insert."""
    wanted, turns = (20_000, 4) if quick else (EVENTS, 10)
    today = datetime.now(UTC).date()
    lines = in_order(list(many(ORDINARY, range(wanted // _EACH + 1), today)))[:wanted]
    settings = empty("import")
    engine, bare = open_engine(settings.database_url), open_engine(empty("bare").database_url)
    hide = Identifiers(settings.identifier_key)
    each = wanted // turns
    ratios, speeds = [], []
    for turn in range(turns):
        begun = perf_counter()
        some = lines[turn * each : (turn + 1) * each]
        receipt = import_file(engine, some, sender(settings), hide, datetime.now(UTC))
        took = perf_counter() - begun
        assert receipt.recorded == each, receipt.set_aside[:1]
        rows = _take_over(engine, bare, turn * each)
        ratios.append(_insert(bare, rows) / took)
        speeds.append(each / took)
    of = f"{median(speeds):.0f} events a second; {min(ratios):.3f} to {max(ratios):.3f}"
    name = f"import of {wanted:,} events / bare insert of the rows"
    yield Figure(name, median(ratios), at_least=TARGET, of=of)


def _take_over(engine: Engine, bare: Engine, after: int) -> list[dict[str, Any]]:
    """Return the events recorded last as rows, and make their cases in the other database."""
    with engine.connect() as connection:
        events = connection.execute(select(EventRow.__table__).where(EventRow.id > after))
        rows = [dict(row) for row in events.mappings()]
        cases = [dict(row) for row in connection.execute(select(CaseRow.__table__)).mappings()]
    with bare.begin() as connection:
        known = set(connection.scalars(select(CaseRow.id)))
        new = [case for case in cases if case["id"] not in known]
        if new:
            connection.execute(insert(CaseRow), new)
    return rows


def _insert(engine: Engine, rows: list[dict[str, Any]]) -> float:
    """Insert the rows in transactions of the import's size. Returns the seconds it took."""
    begun = perf_counter()
    for start in range(0, len(rows), BATCH):
        with engine.begin() as connection:
            connection.execute(insert(EventRow), rows[start : start + BATCH])
    return perf_counter() - begun
