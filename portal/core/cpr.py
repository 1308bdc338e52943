"""CPR numbers in a text, so that none is kept where nobody should meet it."""

import re
from datetime import date

_NUMBER = re.compile(
    r"(?<![\w.,/-])(\d\d)([ .]?)(\d\d)\2(\d\d)(?:\s?[-–—‑]\s?|\s)?(\d{4})(?![\w/-])"
)
_SUBSTITUTE = 60  # added to the day in a substitute number


def find_cpr(text: str) -> list[tuple[int, int]]:
    """Return where a text holds what may be a CPR number: start and end of each.

    Six digits that are a day, and four more, with or without something between. Modulus 11
    is not asked for: numbers without it have been issued since 2007.

    >>> find_cpr("Anna, 610190-1234, ringede.")
    [(6, 17)]
    >>> find_cpr("Ring på 12 34 56 78 om sag 4099887766.")
    []
    """
    return [found.span() for found in _NUMBER.finditer(text) if _is_day(found[1], found[3])]


def _is_day(day: str, month: str) -> bool:
    number = int(day)
    try:
        # A leap year: whether the year had a 29 February is not ours to tell.
        date(2000, int(month), number - _SUBSTITUTE if number > _SUBSTITUTE else number)
    except ValueError:
        return False
    return True
