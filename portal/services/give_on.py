"""Hand a copy of a case over to the adviser's room. Nothing of it is kept here, not even in a log.

The citizen decides; staff must not see that it happened. So there is no event, no row, no outbox:
the copy goes over while the citizen waits, or it does not and they are told.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import requests

from portal.settings import RoomDoor

_SECONDS = (3.05, 20)


class Handed(StrEnum):
    """What became of a copy."""

    DONE = "done"
    GONE = "gone"
    TOO_BIG = "too_big"
    FAILED = "failed"


def hand_over(door: RoomDoor, ticket: str, copy: Mapping[str, Any]) -> Handed:
    """Hand a copy in at the room, and return what the room says.

    Args:
        door: Where the room takes copies, and what it asks for.
        ticket: What the room gave the citizen: it opens one conversation, once.
        copy: What it reads (`portal.adviser_room.services.lend`): plain text, and letters as PDF.
    """
    try:
        answer = requests.post(
            door.intake,
            json={**copy, "ticket": ticket},
            headers={"Authorization": f"Bearer {door.token}"},
            timeout=_SECONDS,
            allow_redirects=False,
        )
    except requests.RequestException:
        return Handed.FAILED
    known = {204: Handed.DONE, 410: Handed.GONE, 413: Handed.TOO_BIG}
    return known.get(answer.status_code, Handed.FAILED)
