"""Whom and what a case waits for, in the words of those who work here.

The citizen is "you" in our codes' own words; at the desk and in the case system they are not.
"""

from portal.core.say import Phrase
from portal.core.vocabulary import Awaited, Item

OF_THE_CITIZEN = frozenset({Item.OWN_DESCRIPTION, Item.HOME_VISIT})
"""What has "your" in its own words."""


def who(code: str) -> Phrase:
    """Return whom a case waits for."""
    return Phrase(f"desk.who.{Awaited(code)}.label")


def item(code: str) -> Phrase:
    """Return what a case waits for."""
    return Phrase(f"desk.item.{code}.label" if code in OF_THE_CITIZEN else f"item.{code}")
