"""Dates, times and lengths of time as people say them. Nothing kept here names a case."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_datetime
from babel.units import format_unit

_LONG = {"da": "EEEE 'den' d. MMMM y", "en": "EEEE d MMMM y", "ar": "EEEE d MMMM y"}
_MOMENT = {
    "da": "EEEE 'den' d. MMMM 'kl.' H.mm",
    "en": "EEEE d MMMM 'at' HH:mm",
    "ar": "EEEE d MMMM، 'الساعة' H:mm",
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


@lru_cache(maxsize=4096)
def moment(at: datetime, language: str, this_year: int) -> str:
    """Return a day and time; the year only when it is another one.

    >>> moment(datetime(2026, 11, 20, 14, 5), "da", 2026)
    'fredag den 20. november kl. 14.05'
    """
    pattern = _MOMENT[language]
    if at.year != this_year:
        pattern = pattern.replace("MMMM", "MMMM y")
    return format_datetime(at.replace(tzinfo=None), pattern, locale=language)


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
