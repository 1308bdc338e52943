"""Dates, times and lengths of time as people say them. Nothing kept here names a case."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.units import format_unit

_LONG = {"da": "EEEE 'den' d. MMMM y", "en": "EEEE d MMMM y", "ar": "EEEE d MMMM y"}
_DAY = {"da": "EEEE 'den' d. MMMM", "en": "EEEE d MMMM", "ar": "EEEE d MMMM"}
_DAY_AND_YEAR = {language: f"{pattern} y" for language, pattern in _DAY.items()}
_AT: dict[str, Callable[[int, int], str]] = {
    "da": lambda hour, minute: f" kl. {hour}.{minute:02}",
    "en": lambda hour, minute: f" at {hour:02}:{minute:02}",
    "ar": lambda hour, minute: f"، الساعة {hour}:{minute:02}",
}
_UNITS = {"days": "duration-day", "weeks": "duration-week", "months": "duration-month"}
_WORKING_DAYS = {
    "da": ("{n} arbejdsdag", "{n} arbejdsdage"),
    "en": ("{n} working day", "{n} working days"),
}
# Babel lacks some of the Arabic plural forms and then shows the name of the unit instead.
_ARABIC = {
    "working_days": ("يوم عمل واحد", "يوما عمل", "{n} أيام عمل", "{n} يوم عمل", "{n} يوم عمل"),
    "days": ("يوم واحد", "يومان", "{n} أيام", "{n} يومًا", "{n} يوم"),
    "weeks": ("أسبوع واحد", "أسبوعان", "{n} أسابيع", "{n} أسبوعًا", "{n} أسبوع"),
    "months": ("شهر واحد", "شهران", "{n} أشهر", "{n} شهرًا", "{n} شهر"),
}
_ARABIC_FORMS = ("one", "two", "few", "many", "other")


@lru_cache(maxsize=4096)
def long_date(day: date, language: str) -> str:
    """Return a day with its weekday.

    >>> long_date(date(2026, 4, 2), "da")
    'torsdag den 2. april 2026'
    """
    return format_date(day, _LONG[language], locale=language)


@lru_cache(maxsize=256)
def month_and_year(day: date, language: str) -> str:
    """Return the month a day lies in.

    >>> month_and_year(date(2026, 4, 1), "da")
    'april 2026'
    """
    return format_date(day, "MMMM y", locale=language)


def moment(at: datetime, language: str, this_year: int) -> str:
    """Return a day and time; the year only when it is another one.

    >>> moment(datetime(2026, 11, 20, 14, 5), "da", 2026)
    'fredag den 20. november kl. 14.05'
    """
    day = _day(at.date(), language, at.year != this_year)
    return day + clock(language)[at.hour * 60 + at.minute][1]


def hour(at: datetime, language: str) -> str:
    """Return a time of the day.

    >>> hour(datetime(2026, 11, 20, 9, 5), "da"), hour(datetime(2026, 11, 20, 9, 5), "en")
    ('9.05', '09:05')
    """
    return f"{at.hour}.{at.minute:02}" if language == "da" else f"{at:%H:%M}"


@lru_cache(maxsize=len(_LONG))
def clock(language: str) -> tuple[tuple[str, str], ...]:
    """Return every minute of a day, from midnight: as a machine reads it, and as said after a day.

    >>> clock("en")[14 * 60 + 5]
    ('14:05', ' at 14:05')
    """
    said = _AT[language]
    return tuple(
        (f"{hour:02}:{minute:02}", said(hour, minute)) for hour in range(24) for minute in range(60)
    )


def around(
    day: date, offset: timedelta | None, language: str, with_year: bool
) -> tuple[str, str, str]:
    """Return what the moments of a day have in common.

    That is its ISO text before and after the clock, and the day as people say it.

    >>> around(date(2026, 11, 20), timedelta(hours=1), "en", False)
    ('2026-11-20T', '+01:00', 'Friday 20 November')
    """
    zone = timezone(offset) if offset is not None else None
    before, after = datetime.combine(day, time(), zone).isoformat("T", "minutes").split("00:00", 1)
    return before, after, _day(day, language, with_year)


@lru_cache(maxsize=4096)
def _day(day: date, language: str, with_year: bool) -> str:
    # Kept by day, never by the minute: that would be one for each thing that ever happened.
    pattern = (_DAY_AND_YEAR if with_year else _DAY)[language]
    return format_date(day, pattern, locale=language)


@lru_cache(maxsize=512)
def length(amount: int, unit: str, language: str) -> str:
    """Return a length of time.

    >>> length(8, "weeks", "da")
    '8 uger'
    """
    if language == "ar":
        form = Locale("ar").plural_form(amount)
        place = _ARABIC_FORMS.index(form) if form in _ARABIC_FORMS else -1
        return _ARABIC[unit][place].format(n=amount)
    if unit == "working_days":
        return _WORKING_DAYS[language][amount != 1].format(n=amount)
    return format_unit(amount, _UNITS[unit], locale=language)
