"""What in a text surely tells who somebody is: phone numbers and e-mail addresses.

Names, places and illnesses nobody can find by rule: that takes a person. CPR numbers are found by
`portal.core.cpr`.
"""

import re
from enum import StrEnum

_PHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\+|00)\d{2}[ .-]?)?"
    r"(?:\d{8}|\d{4} \d{4}|\d{2}([ .-])\d{2}\1\d{2}\1\d{2})(?![\w/-])"
)
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.\w{2,}")


class Tells(StrEnum):
    """What tells who somebody is."""

    PHONE = "phone"
    EMAIL = "email"


def what_tells(text: str) -> list[Tells]:
    """Return what of a text tells who somebody is.

    >>> what_tells("Ring på 12 34 56 78, eller skriv til anna@eksempel.invalid.")
    [<Tells.PHONE: 'phone'>, <Tells.EMAIL: 'email'>]
    >>> what_tells("Brevet af 2. april 2026 har 12 sider, og sagen hedder 2026-104-77.")
    []
    """
    found = []
    if _PHONE.search(text):
        found.append(Tells.PHONE)
    if _EMAIL.search(text):
        found.append(Tells.EMAIL)
    return found
