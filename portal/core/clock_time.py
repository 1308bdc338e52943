"""Read a time of the day as people write it."""

import re
from datetime import time

_TIME = re.compile(r"(?:(?:klokken|kl|at)\.?\s*)?(\d{1,2})(?:\s*[.:,]\s*(\d{2})|(\d{2}))?")


class NotAClockError(ValueError):
    """A text cannot be read as one time of the day."""


def parse_clock(text: str) -> time:
    """Return the time of the day a text means, by the clock of 24 hours.

    Raises:
        NotAClockError: It is none.

    >>> parse_clock("kl. 14.30"), parse_clock("9"), parse_clock("08:05"), parse_clock("1430")
    (datetime.time(14, 30), datetime.time(9, 0), datetime.time(8, 5), datetime.time(14, 30))
    """
    match = _TIME.fullmatch(" ".join(text.casefold().split()).strip(" ."))
    if match is None:
        raise NotAClockError(text)
    hour, apart, together = match.groups()
    try:
        return time(int(hour), int(apart or together or 0))
    except ValueError:
        raise NotAClockError(text) from None
