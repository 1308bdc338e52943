"""Measure how heavy the desk's texts were in the months that are over, and write the numbers down.

They go into a file and not into the database: what the council's page reads has no way to a case,
and a month that was told once is never told otherwise, also when a case of it has been forgotten.
"""

import json
import logging
from datetime import date, datetime, time
from pathlib import Path

from sqlalchemy import Connection, Engine

from portal.core.desk_readability import (
    MOST_MONTHS,
    Month,
    as_plain,
    from_plain,
    measure_month,
    months_to_measure,
    next_month,
)
from portal.core.zone import COPENHAGEN
from portal.store import desk_texts
from portal.whole_files import write_whole

_log = logging.getLogger(__name__)


def measure_desk(engine: Engine, path: Path, now: datetime) -> int:
    """Measure what is over and not measured; return how many months that were.

    Args:
        engine: The portal's database.
        path: The file the numbers are kept in.
        now: The moment.
    """
    known = read_months(path)
    with engine.connect() as connection:
        first = desk_texts.first_posted(connection)
        began = first.astimezone(COPENHAGEN).date() if first else None
        new = [
            _measured(connection, month)
            for month in months_to_measure(known, began, now.astimezone(COPENHAGEN).date())
        ]
    if new:
        write_months(path, [*known, *new])
    return len(new)


def read_months(path: Path) -> list[Month]:
    """Return the months of a file, the oldest first; none where there is no file of ours."""
    try:
        return from_plain(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return []
    except (OSError, ValueError):
        _log.warning("the file with the desk's numbers cannot be read")
        return []


def write_months(path: Path, months: list[Month]) -> None:
    """Write the newest months, as one whole file."""
    newest = sorted(months, key=lambda month: month.begins)[-MOST_MONTHS:]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(as_plain(newest), indent=1).encode())


def _measured(connection: Connection, begins: date) -> Month:
    from_, until = (
        datetime.combine(day, time(), COPENHAGEN) for day in (begins, next_month(begins))
    )
    return measure_month(begins, desk_texts.posted(connection, from_, until))
