"""The adviser's report: themes and numbers of a half-year, counted once and then as published."""

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, Engine

from portal.adviser_room.store import conversations, reports
from portal.adviser_room.store.engine import empty_log
from portal.core.room import Way, kept_until
from portal.core.small_counts import (
    HalfYear,
    half_year_of,
    published_parts,
    published_subsets,
    published_total,
    read_half_year,
)
from portal.core.zone import COPENHAGEN

DONE = ("complaint", "handed_over")
Numbers = dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Report:
    """What is published of a half-year. None stands for what is not told: too few people.

    Attributes:
        period: The half-year.
        total: How many conversations were opened in it.
        ways: In writing and to be called back; together all of them.
        themes: How many were about each theme; one may be about several.
        done: How many got help with a complaint, and were handed over to DUKH.
        published_at: When it was counted.
    """

    period: HalfYear
    total: int | None
    ways: Numbers
    themes: Numbers
    done: Numbers
    published_at: datetime


class NotOverError(Exception):
    """The half-year is not over, or has a report already. Nothing was published."""


def publish(
    engine: Engine, period: HalfYear, themes: Collection[str], today: date, now: datetime
) -> None:
    """Count a half-year that is over, leave out what is small, and keep only that.

    Raises:
        NotOverError: It is not over, or was published before: a second count would differ from
            the first by what happened to a few.
    """
    if not period.is_over(today):
        raise NotOverError
    begins, ends = _moments(period)
    with engine.begin() as connection:
        if any(row.period == period.code for row in reports.published(connection)):
            raise NotOverError
        opened = reports.opened_between(connection, begins, ends)
        marks = Counter(row.theme for row in reports.marked_between(connection, begins, ends))
        total = len(opened)
        ways = Counter(row.way for row in opened)
        done = {
            "complaint": sum(row.complaint_helped for row in opened),
            "handed_over": sum(row.handed_over for row in opened),
        }
        content = {
            "total": published_total(total),
            "ways": published_parts({str(way): ways[way] for way in Way}, total),
            "themes": published_subsets(
                {theme: marks[theme] for theme in sorted({*themes, *marks})}, total
            ),
            "done": published_subsets(done, total),
        }
        reports.publish(connection, period.code, json.dumps(content), now)


def published(connection: Connection) -> list[Report]:
    """Return every published report, the newest period first."""
    found = []
    for row in reports.published(connection):
        period = read_half_year(row.period)
        if period is not None:
            kept = json.loads(row.content)
            found.append(Report(period=period, published_at=row.published_at, **kept))
    return found


def waiting(connection: Connection, today: date) -> list[HalfYear]:
    """Return the half-years that are over and have no report yet, the oldest first."""
    first = reports.first_opened_at(connection)
    if first is None:
        return []
    known = {row.period for row in reports.published(connection)}
    period, found = half_year_of(first.astimezone(COPENHAGEN).date()), []
    while period.is_over(today):
        if period.code not in known:
            found.append(period)
        period = _next(period)
    return found


def forget_old(
    engine: Engine, months: int, themes: Collection[str], today: date, now: datetime
) -> int:
    """Remove conversations nobody wrote in for so long. Returns how many.

    Their half-year is counted first, also when nobody asked for it: what is promised to be
    forgotten does not wait for a report.
    """
    oldest = kept_until(today, -months)
    with engine.connect() as connection:
        uncounted = [one for one in waiting(connection, today) if one.begins <= oldest]
    for period in uncounted:
        publish(engine, period, themes, today, now)
    before = datetime.combine(oldest, time(), COPENHAGEN)
    with engine.begin() as connection:
        # A half-year that is not over is still to be counted.
        counted = _moments(half_year_of(today))[0]
        gone = conversations.remove_silent_since(connection, before, counted)
    if gone:
        empty_log(engine)
    return gone


def over_time(found: Sequence[Report]) -> list[Report]:
    """Return reports as time goes, the oldest first."""
    return sorted(found, key=lambda report: report.period)


def _next(period: HalfYear) -> HalfYear:
    return HalfYear(period.year, 2) if period.half == 1 else HalfYear(period.year + 1, 1)


def _moments(period: HalfYear) -> tuple[datetime, datetime]:
    """Return when a period begins, and when the next one does."""
    begins, ends = (
        datetime.combine(one.begins, time(), COPENHAGEN).astimezone(UTC)
        for one in (period, _next(period))
    )
    return begins, ends
