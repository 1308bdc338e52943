"""When something that could not be sent is tried again, and when a person must see to it."""

from datetime import datetime, timedelta

PAUSES = tuple(timedelta(minutes=m) for m in (2, 5, 15, 60, 180, 360, 720, 1440, 1538))
"""How long to wait after each try: longer and longer, three days in all."""


def try_again_at(attempts: int, now: datetime) -> datetime:
    """Return when the next try is, after so many; the pause is also how long one try may take.

    >>> try_again_at(1, datetime(2026, 4, 2, 9, 0))
    datetime.datetime(2026, 4, 2, 9, 2)
    """
    return now + PAUSES[min(attempts, len(PAUSES)) - 1]


def is_given_up(attempts: int) -> bool:
    """Tell whether that was the last try: three days after the first.

    >>> is_given_up(len(PAUSES)), is_given_up(len(PAUSES) + 1)
    (False, True)
    """
    return attempts > len(PAUSES)
