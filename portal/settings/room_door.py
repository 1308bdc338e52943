"""The adviser's room, as much as the case side may know of it: where it is, and how to hand in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portal.settings.values import SettingsError, http, path_of, strong

OWN_TEXTS = "own-texts.json"
"""The file in ``SAGSVEJ_VAR`` by which the room gets the municipality's own texts."""


@dataclass(frozen=True)
class RoomDoor:
    """What the case side knows of the room: never its database or its keys.

    Attributes:
        address: Where citizens find it.
        intake: Where a copy that a citizen shares is handed in. Nothing can be read there.
        token: What it is handed in with; None when copies cannot be shared.
        own_texts: The file the municipality's own texts are written into for it; None for the one
            in ``SAGSVEJ_VAR``.
    """

    address: str
    intake: str
    token: str | None = field(default=None, repr=False)
    own_texts: Path | None = None


def room_door_of(env: Mapping[str, str]) -> RoomDoor | None:
    """Return the way to the room, None when there is none. Half a setting is refused.

    Raises:
        SettingsError: A setting is wrong, or there is a token and nowhere to use it.
    """
    address, token = env.get("SAGSVEJ_ROOM_ADDRESS"), env.get("SAGSVEJ_ROOM_INTAKE_TOKEN")
    if not address:
        if env.get("SAGSVEJ_ROOM_INTAKE_URL"):
            raise SettingsError(
                "SAGSVEJ_ROOM_INTAKE_URL is set, but SAGSVEJ_ROOM_ADDRESS is not; nobody would "
                "find the room."
            )
        return None
    address = http("SAGSVEJ_ROOM_ADDRESS", address)
    intake = env.get("SAGSVEJ_ROOM_INTAKE_URL")
    return RoomDoor(
        address=address,
        intake=http("SAGSVEJ_ROOM_INTAKE_URL", intake) if intake else f"{address}/indlevering",
        token=strong("SAGSVEJ_ROOM_INTAKE_TOKEN", token) if token else None,
        own_texts=path_of(env, "SAGSVEJ_ROOM_WORDING"),
    )


_TWICE = (
    ("SAGSVEJ_ROOM_DATABASE_URL", "SAGSVEJ_DATABASE_URL", "the room has a database of its own"),
    ("SAGSVEJ_ROOM_SECRET_KEY", "SAGSVEJ_SECRET_KEY", "the room has keys of its own"),
    ("SAGSVEJ_ROOM_IDENTIFIER_KEY", "SAGSVEJ_IDENTIFIER_KEY", "the room has keys of its own"),
)


def refuse_shared(env: Mapping[str, str]) -> None:
    """Refuse what would tear down the wall: the portal's database or a key of it for the room.

    Raises:
        SettingsError: One of them is the same.
    """
    for ours, theirs, why in _TWICE:
        if env.get(ours) and env[ours] == env.get(theirs):
            raise SettingsError(f"{ours} is the same as {theirs}; {why}.")
