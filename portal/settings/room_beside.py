"""Two programs started from one environment: what the portal gets, and what the room gets."""

import re
from collections.abc import Mapping

from portal.settings import Settings
from portal.settings.values import number

_ONLY_THE_ROOMS = re.compile(
    r"SAGSVEJ_ROOM_(?:DATABASE_URL|SECRET_KEY|IDENTIFIER_KEY|KEEP_MONTHS|CITIZEN_.*|STAFF_.*)"
)
_BOTH = frozenset(
    {
        *("SAGSVEJ_ADDRESS", "SAGSVEJ_BEHIND_TLS", "SAGSVEJ_DEMO", "SAGSVEJ_HOST"),
        *("SAGSVEJ_LIMIT_API", "SAGSVEJ_LIMIT_CODES", "SAGSVEJ_LIMIT_SENDS"),
        *("SAGSVEJ_LIMIT_SIGN_IN", "SAGSVEJ_LOG_LEVEL", "SAGSVEJ_MUNICIPALITY"),
        *("SAGSVEJ_TRUSTED_PROXIES", "SAGSVEJ_VAR"),
    }
)


def portal_environment(env: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without what only the room may know: its database and its keys."""
    return {name: value for name, value in env.items() if not _ONLY_THE_ROOMS.fullmatch(name)}


def room_environment(env: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without what only the portal may know, a new setting's too."""
    return {
        name: value
        for name, value in env.items()
        if not name.startswith("SAGSVEJ_") or name.startswith("SAGSVEJ_ROOM_") or name in _BOTH
    }


def room_port(env: Mapping[str, str], settings: Settings, adviser: str) -> int | None:
    """Return the port of the adviser's room, None when there is none to start.

    Args:
        env: The environment.
        settings: The portal's.
        adviser: What kind of adviser the municipality has.
    """
    if adviser == "none" or not (settings.demo or settings.room):
        return None
    return number(env, "ROOM_PORT", 8002, (1, 65535))
