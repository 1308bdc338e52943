"""A text with something in its places, to be counted: the longest that is likely to stand there.

A place that is counted as one short word makes a text look lighter than its readers find it.
"""

import re
from collections.abc import Mapping

_PLACE = re.compile(r"\{(\w+)\}")
_DAY = "torsdag den 24 december 2026"
_LONGEST: Mapping[str, str] = {
    **dict.fromkeys(("date", "old", "when", "kept", "next", "holiday"), _DAY),
    **dict.fromkeys(("number", "low", "high", "months", "looks"), "24"),
    **dict.fromkeys(("name", "who", "owner"), "Borgerrådgiveren Alexandra Christensen"),
    "area": "tabt arbejdsfortjeneste",
    "basis": "afgjorde sager fra sidste år",
    "channel": "med Digital Post",
    "item": "en udtalelse fra hospitalet",
    "length": "sytten arbejdsdage",
    "letter": "brevet om sagsbehandlingen",
    "municipality": "Lyngby-Taarbæk Kommune",
    "phone": "99999999",
    "reason": "Vi mangler oplysninger fra hospitalet",
    "site": "www.eksempel.dk",
    "step": "Oplysninger samles",
    "time": "23",
    "unit": "Familieafdelingen",
}
"""By the name of a place. Without a full stop, which would end a sentence in some language."""
_ANY = "borgerrådgiveren"


def filled(text: str) -> str:
    """Return a text with a long value in each of its places.

    >>> filled("Du får svar senest {date}.")
    'Du får svar senest torsdag den 24 december 2026.'
    """
    return _PLACE.sub(lambda match: _LONGEST.get(match[1], _ANY), text)
