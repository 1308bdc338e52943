"""Delete what may not be kept any longer, now and then, while pages are asked for."""

import time

from portal.adviser_room.room import Room
from portal.adviser_room.services.lend import purge
from portal.adviser_room.services.report import forget_old

EVERY_SECONDS = 600.0


class Sweep:
    """Deletes at most every ten minutes in each process.

    What is past its day cannot be read even before: every reading asks for the day.
    """

    def __init__(self, room: Room) -> None:
        """Begin with the first request."""
        self._room = room
        self._next = 0.0

    def now_and_then(self) -> None:
        """Delete when it is time."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + EVERY_SECONDS
        here = self._room
        purge(here.engine, here.today(), here.now())
        themes = [theme.key for theme in here.municipality.adviser.themes]
        forget_old(here.engine, here.settings.keep_months, themes, here.today(), here.now())
