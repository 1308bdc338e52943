"""When something that could not be sent is tried again, and when a person must see to it."""

from datetime import datetime, timedelta
from enum import StrEnum

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


class Unsent(StrEnum):
    """Why a person must tell somebody what no machine could."""

    CALL = "call"
    PAPER = "paper"
    ADDRESS = "address"
    SETUP = "setup"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"


_ADDRESS = frozenset(
    {"no_address", "address_refused", "address_wrong", "address_not_ascii", "no_identifier"}
)
_REFUSED = frozenset({"not_registered", "not_memo"})


def why_unsent(channel: str, code: str | None) -> Unsent:
    """Return why something is left to a person, by its way and the code it failed with.

    >>> why_unsent("email", "address_refused"), why_unsent("print", "folder")
    (<Unsent.ADDRESS: 'address'>, <Unsent.NO_ANSWER: 'no_answer'>)
    """
    if channel in (Unsent.CALL, Unsent.PAPER):
        return Unsent(channel)
    if code == "no_such_way":
        return Unsent.SETUP
    if code in _ADDRESS:
        return Unsent.ADDRESS
    refused = code in _REFUSED or (code or "").startswith(("answered_", "http_4", "smtp_5"))
    return Unsent.REFUSED if refused else Unsent.NO_ANSWER
