"""Denmark's public holidays by name, reckoned from Easter. Codes; the words come later."""

from datetime import date, timedelta

HOLIDAYS = (
    "nytaarsdag",
    "skaertorsdag",
    "langfredag",
    "paaskedag",
    "anden_paaskedag",
    "store_bededag",
    "kristi_himmelfartsdag",
    "pinsedag",
    "anden_pinsedag",
    "juledag",
    "anden_juledag",
)

_FIXED = {(1, 1): "nytaarsdag", (12, 25): "juledag", (12, 26): "anden_juledag"}
_FROM_EASTER = {
    -3: "skaertorsdag",
    -2: "langfredag",
    0: "paaskedag",
    1: "anden_paaskedag",
    26: "store_bededag",
    39: "kristi_himmelfartsdag",
    49: "pinsedag",
    50: "anden_pinsedag",
}
# Abolished from 2024 by law 214 of 6 March 2023.
_LAST_PRAYER_DAY = 2023


def holiday_on(day: date) -> str | None:
    """Return the code of the public holiday a day is, None when it is none.

    >>> holiday_on(date(2026, 4, 3))
    'langfredag'
    """
    moving = _FROM_EASTER.get((day - easter(day.year)).days)
    if moving == "store_bededag" and day.year > _LAST_PRAYER_DAY:
        moving = None
    return moving or _FIXED.get((day.month, day.day))


def easter(year: int) -> date:
    """Return Easter Sunday by the Gregorian calendar.

    Source: the anonymous rule of 1876 (Meeus, Jones, Butcher).

    >>> easter(2026)
    datetime.date(2026, 4, 5)
    """
    century, in_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (19 * (year % 19) + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * rest + 2 * (in_century // 4) - moon - in_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, 1) + timedelta(days=day)
