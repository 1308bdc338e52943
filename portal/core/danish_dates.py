"""Read a day as people write it in Danish.

The order is always day, month, year, unless the year stands first with four digits. Nothing
is guessed: what can be read in two ways is refused with a code that says so.
"""

import re
import unicodedata
from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.core.danish_day_words import (
    MONTHS,
    NEAR,
    NUMBERS,
    ORDINALS,
    UNITS,
    WEEKDAYS,
    YEAR,
)
from portal.core.deadlines import Unit, add_length

A_WEEK = 7  # days
_YEARS = range(1900, 2100)
_YEARS_AHEAD = 20
_SURE = 6  # months
"""How far from today a day without a year may be before it may just as well be another's."""


class DayProblem(StrEnum):
    """Why a text is not one day."""

    EMPTY = "empty"
    NOT_A_DAY = "not_a_day"
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_MONTH = "no_such_month"
    NO_SUCH_WEEK = "no_such_week"
    YEAR_MISSING = "year_missing"
    MONTH_MISSING = "month_missing"
    DAY_MISSING = "day_missing"
    WEEKDAY_DIFFERS = "weekday_differs"
    AMBIGUOUS = "ambiguous"


class NotADayError(ValueError):
    """A text cannot be read as one day.

    ``day`` is the day it would be when only the year must be asked for.
    """

    def __init__(self, problem: DayProblem, day: date | None = None) -> None:
        super().__init__(problem)
        self.problem, self.day = problem, day


def parse_day(
    text: str, today: date, closed: Set[date] = frozenset(), *, back: bool = False
) -> date:
    """Return the day a text means.

    A day without a year is the next such day, today included; with ``back`` the last one,
    for what has happened. More than half a year away it has probably just been, or is just
    to come: then its year is asked for. Only a length of time in working days asks for
    ``closed``.

    Raises:
        NotADayError: It is no day, does not exist, or can be read in two ways.

    >>> parse_day("d. 3. dec.", date(2026, 11, 22))
    datetime.date(2026, 12, 3)
    >>> parse_day("om to uger", date(2026, 11, 22))
    datetime.date(2026, 12, 6)
    """
    plain = _plain(text)
    if not plain:
        raise NotADayError(DayProblem.EMPTY)
    if plain in NEAR:
        return today + timedelta(days=NEAR[plain])
    asked = _Asked(today, closed, back)
    for pattern, read in _FORMS:
        match = pattern.fullmatch(plain)
        if match:
            return _within_years(read(match, asked))
    raise NotADayError(_what_is_missing(plain))


@dataclass(frozen=True, slots=True)
class _Asked:
    """From which day a text is read, and in which direction."""

    today: date
    closed: Set[date]
    back: bool


def _plain(text: str) -> str:
    """Return a text in lower case, with ordinary digits and hyphens, and single spaces."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() else sign
        for sign in text
        if unicodedata.category(sign) != "Cf"
    )
    text = re.sub(r"[‐-―−]", "-", text)
    text = re.sub(r"(?<=[a-zæøåé])\.|,", " ", text)  # "dec." and "fredag, den 3."
    text = re.sub(r"\s+", " ", text).strip(" .")
    return re.sub(r"\s*([/-])\s*", r"\1", text)


# --- the ways a day is written ------------------------------------------------------------

_WEEKDAY = rf"(?:(?:på )?(?P<weekday>{'|'.join(WEEKDAYS)}) )?(?:(?:den|d|senest|til) )*"
_YEAR = r"(?:[ ./-]*(?:i )?(?P<year>\d{4}|'?\d{2}))?"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))


def _by_numbers(match: re.Match[str], asked: _Asked) -> date:
    """Read "3/12", "3/12-26", "03.12.2026", "3-12-2026"."""
    day, month, year = match["day"], match["month"], match["year"]
    if year and "-" in match["first"] and _could_be_year_first(day, month, year, asked):
        raise NotADayError(DayProblem.AMBIGUOUS)
    return _checked(match, _day_of(int(day), int(month), year, asked))


def _by_name(match: re.Match[str], asked: _Asked) -> date:
    """Read "3. december", "tredje december 2026", "fredag den 4. dec."."""
    written = match["day"].rstrip(". -")
    day = ORDINALS.get(written) or int(written)
    return _checked(match, _day_of(day, MONTHS[match["month"]], match["year"], asked))


def _year_first(match: re.Match[str], _asked: _Asked) -> date:
    """Read "2026-12-03"."""
    return _checked(match, _existing(int(match["year"]), int(match["month"]), int(match["day"])))


def _run_together(match: re.Match[str], _asked: _Asked) -> date:
    """Read "03122026" and "20261203": only one of the two can be a day of our time."""
    digits = match[0]
    ways = (digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2])
    for year, month, day in ways:
        if int(year) in _YEARS and 1 <= int(month) <= 12:
            return _existing(int(year), int(month), int(day))
    raise NotADayError(DayProblem.NOT_A_DAY)


def _weekday(match: re.Match[str], asked: _Asked) -> date:
    """Read "fredag" and "på fredag". On a Friday, "fredag" may mean two days."""
    ahead = (WEEKDAYS[match["weekday"]] - asked.today.weekday()) % A_WEEK
    if match["next"] or (not ahead and not match["on"]):
        raise NotADayError(DayProblem.AMBIGUOUS)
    if asked.back:
        return asked.today - timedelta(days=(A_WEEK - ahead) % A_WEEK or A_WEEK)
    return asked.today + timedelta(days=ahead or A_WEEK)


def _weekday_of_next_week(match: re.Match[str], asked: _Asked) -> date:
    """Read "fredag i næste uge" and "fredag i denne uge"."""
    monday = asked.today - timedelta(days=asked.today.weekday())
    weeks = 1 if match["which"] == "næste" else 0
    return monday + timedelta(days=weeks * A_WEEK + WEEKDAYS[match["weekday"]])


def _weekday_of_numbered_week(match: re.Match[str], asked: _Asked) -> date:
    """Read "fredag i uge 49", in the year where it comes next."""
    week, weekday = int(match["week"]), WEEKDAYS[match["weekday"]] + 1
    years = (asked.today.isocalendar().year + change for change in (0, -1 if asked.back else 1))
    days = [_of_week(year, week, weekday) for year in years]
    fits = [
        day for day in days if day and (day <= asked.today if asked.back else day >= asked.today)
    ]
    if not fits:
        raise NotADayError(DayProblem.NO_SUCH_WEEK)
    return _near(fits[0], asked)


def _after_a_while(match: re.Match[str], asked: _Asked) -> date:
    """Read "om 14 dage", "om to uger", "om en måned", "om 10 arbejdsdage"."""
    number = NUMBERS.get(match["number"]) or int(match["number"])
    unit = UNITS[match["unit"]]
    if match["unit"] == YEAR:
        number *= 12
    if number > 3660:
        raise NotADayError(DayProblem.NO_SUCH_DAY)
    return add_length(asked.today, number, unit, asked.closed)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Asked], date]], ...] = (
    (
        re.compile(rf"{_WEEKDAY}(?P<year>\d{{4}})[-./ ](?P<month>\d\d?)[-./ ](?P<day>\d\d?)"),
        _year_first,
    ),
    (
        re.compile(rf"{_WEEKDAY}(?P<day>\d\d?)(?P<first>[ ./-]+)(?P<month>\d\d?){_YEAR}"),
        _by_numbers,
    ),
    (
        re.compile(
            rf"{_WEEKDAY}(?P<day>\d\d?[. -]*|(?:{'|'.join(ORDINALS)}) )(?P<month>{_MONTH}){_YEAR}"
        ),
        _by_name,
    ),
    (re.compile(r"\d{8}"), _run_together),
    (
        re.compile(
            rf"(?:nu )?(?P<on>på )?(?:(?:den|d) )*(?P<next>næste |kommende )?"
            rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
        ),
        _weekday,
    ),
    (
        re.compile(rf"(?:på )?(?P<weekday>{'|'.join(WEEKDAYS)}) i (?P<which>næste|denne) uge"),
        _weekday_of_next_week,
    ),
    (
        re.compile(rf"(?:på )?(?P<weekday>{'|'.join(WEEKDAYS)}) (?:i )?uge (?P<week>\d\d?)"),
        _weekday_of_numbered_week,
    ),
    (
        re.compile(rf"om (?P<number>\d{{1,4}}|{'|'.join(NUMBERS)}) (?P<unit>{'|'.join(UNITS)})"),
        _after_a_while,
    ),
)


# --- which day that is ----------------------------------------------------------------------


def _day_of(day: int, month: int, year: str | None, asked: _Asked) -> date:
    if year:
        return _existing(_full_year(year), month, day)
    found = _existing_in(asked.today.year, month, day)
    if asked.back and (found is None or found > asked.today):
        found = _existing_in(asked.today.year - 1, month, day)
    elif not asked.back and (found is None or found < asked.today):
        found = _existing_in(asked.today.year + 1, month, day)
    if found is None:
        raise NotADayError(DayProblem.NO_SUCH_DAY)
    return _near(found, asked)


def _near(day: date, asked: _Asked) -> date:
    """Check that a day without a year is so near that it needs none."""
    first, last = (day, asked.today) if asked.back else (asked.today, day)
    if last > add_length(first, _SURE, Unit.MONTHS, frozenset()):
        raise NotADayError(DayProblem.YEAR_MISSING, day)
    return day


def _existing(year: int, month: int, day: int) -> date:
    found = _existing_in(year, month, day)
    if found is None:
        raise NotADayError(DayProblem.NO_SUCH_DAY)
    return found


def _existing_in(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12:
        raise NotADayError(DayProblem.NO_SUCH_MONTH)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full_year(year: str) -> int:
    number = int(year.strip("'"))
    return number + 2000 if number < 100 else number


def _could_be_year_first(day: str, month: str, year: str, asked: _Asked) -> bool:
    """Tell whether "26-12-03" may be 3 December 2026: the last number is no year near today."""
    if len(day) != 2 or len(year.strip("'")) != 2 or not 1 <= int(month) <= 12:
        return False
    near = range(asked.today.year - 1, asked.today.year + _YEARS_AHEAD)
    return _full_year(year) not in near and _full_year(day) in near


def _of_week(year: int, week: int, weekday: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, weekday)
    except ValueError:
        return None


def _checked(match: re.Match[str], day: date) -> date:
    """Check that the weekday somebody wrote is the day's own."""
    named = match["weekday"]
    if named and WEEKDAYS[named] != day.weekday():
        raise NotADayError(DayProblem.WEEKDAY_DIFFERS)
    return day


def _within_years(day: date) -> date:
    if day.year not in _YEARS:
        raise NotADayError(DayProblem.NO_SUCH_DAY)
    return day


def _what_is_missing(plain: str) -> DayProblem:
    """Tell what keeps a text from being a day, as closely as can be told."""
    if re.fullmatch(rf"{_WEEKDAY}\d\d?", plain):
        return DayProblem.MONTH_MISSING
    if re.search(r"\buge\b", plain) or re.fullmatch(
        rf"(?:i |til |medio |ultimo )*(?:{_MONTH}){_YEAR}", plain
    ):
        return DayProblem.DAY_MISSING
    return DayProblem.NOT_A_DAY
