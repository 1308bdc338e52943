"""Sentences for situations that come up again and again: offered at the desk, never put in by us.

Each is a text of the register (``phrase.<situation>``), so the council reads and discusses it. What
a caseworker makes of it is hers: it is posted as free text, and nobody counts who used which.
"""

from enum import StrEnum

_ENDS = (".", "?", ":", ")", "”", "»", '"')


class Situation(StrEnum):
    """When a sentence fits. The order is the one they are offered in."""

    RECEIVED = "received"
    ASKED_DOCTOR = "asked_doctor"
    REMINDED = "reminded"
    YOUR_TURN = "your_turn"
    ALL_HERE = "all_here"
    COLLEAGUE = "colleague"
    MEETING = "meeting"
    LONGER = "longer"
    QUEUE = "queue"
    LATE = "late"
    BACK = "back"
    DECISION = "decision"


def put_in(typed: str, phrase: str) -> str:
    r"""Return what somebody has typed with a sentence after it; what was typed stays as it was.

    >>> put_in("Lægen har svaret.", "Nu læser vi det.")
    'Lægen har svaret. Nu læser vi det.'
    >>> put_in("Lægen har svaret", "Nu læser vi det.")
    'Lægen har svaret\nNu læser vi det.'
    """
    before = typed.rstrip()
    if not before:
        return phrase
    return f"{before}{' ' if before.endswith(_ENDS) else chr(10)}{phrase}"
