"""What the running room consists of: made once in ``app.py``, asked for by every view."""

from dataclasses import dataclass
from typing import cast

from flask import current_app
from sqlalchemy import Engine

from portal.adviser_room.paper import Paper
from portal.adviser_room.seals import Seals
from portal.adviser_room.settings import RoomSettings
from portal.pages.site import EXTENSION, Site


@dataclass(frozen=True, kw_only=True)
class Room(Site):
    """The parts of the running room."""

    settings: RoomSettings
    engine: Engine
    seals: Seals
    paper: Paper


def room() -> Room:
    """Return the running room."""
    return cast(Room, current_app.extensions[EXTENSION])
