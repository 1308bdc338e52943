"""Dates, times and lengths of time as people say them. Nothing kept here names a case."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date
from babel.units import format_unit

_LONG = {"da": "EEEE 'den' d. MMMM y", "en": "EEEE d MMMM y", "ar": "EEEE d MMMM y"}
_DAY = {"da": "EEEE 'den' d. MMMM", "en": "EEEE d MMMM", "ar": "EEEE d MMMM"}
_DAY_AND_YEAR = {language: f"{pattern} y" for language, pattern in _DAY.items()}
_AT = {
    "da": "{day} kl. {h}.{m:02}",
    "en": "{day} at {h:02}:{m:02}",
    "ar": "{day}، الساعة {h}:{m:02}",
}
_UNITS = {
    "working_days": "duration-day",
    "days": "duration-day",
    "weeks": "duration-week",
    "months": "duration-month",
}
_WORKING_DAYS = {
    "da": ("{n} arbejdsdag", "{n} arbejdsdage"),
    "en": ("{n} working day", "{n} working days"),
    "ar": ("{n} يوم عمل", "{n} أيام عمل"),
}
# Babel has no pattern for these: the Arabic singular and dual hold no number.
_ARABIC_ONE_AND_TWO = {
    "days": ("يوم واحد", "يومان"),
    "weeks": ("أسبوع واحد", "أسبوعان"),
    "months": ("شهر واحد", "شهران"),
}


@lru_cache(maxsize=4096)
def long_date(day: date, language: str) -> str:
    """Return a day with its weekday.

    >>> long_date(date(2026, 4, 2), "da")
    'torsdag den 2. april 2026'
    """
    return format_date(day, _LONG[language], locale=language)


def moment(at: datetime, language: str, this_year: int) -> str:
    """Return a day and time; the year only when it is another one.

    >>> moment(datetime(2026, 11, 20, 14, 5), "da", 2026)
    'fredag den 20. november kl. 14.05'
    """
    day = _day(at.date(), language, at.year != this_year)
    return _AT[language].format(day=day, h=at.hour, m=at.minute)


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
    if unit == "working_days":
        return _WORKING_DAYS[language][amount != 1].format(n=amount)
    if language == "ar" and amount in (1, 2):
        return _ARABIC_ONE_AND_TWO[unit][amount - 1]
    return format_unit(amount, _UNITS[unit], locale=language)
