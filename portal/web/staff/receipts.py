"""What the desk says was done, in full sentences."""

from datetime import date

from portal.core.say import say
from portal.pages.rendering import speaker


def change_receipt(number: int, name: str, day: date) -> str:
    """Say how many cases go to whom, and from when."""
    if number == 1:
        return speaker().say(say("desk.change.done.one", name=name, date=day))
    return speaker().say(say("desk.change.done", number=number, name=name, date=day))
