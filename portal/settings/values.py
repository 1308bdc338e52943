"""The kinds of value a setting may have, and the sentence a wrong one is answered with."""

import re
from collections.abc import Mapping
from pathlib import Path

SHORTEST_SECRET = 32
_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(Exception):
    """A setting cannot be used. Its text is one sentence for whoever runs the portal."""


def switch(env: Mapping[str, str], name: str) -> bool:
    """Return whether a switch is on: 1 or 0, and off when it is left out."""
    value = env.get(name, "")
    if value not in ("", "0", "1"):
        raise SettingsError(f"{name} is “{value}”; it must be 1 or 0.")
    return value == "1"


def number(env: Mapping[str, str], name: str, default: int, limits: tuple[int, int]) -> int:
    """Return a whole number within limits."""
    value = env.get(name) or str(default)
    low, high = limits
    if not re.fullmatch(r"[0-9]{1,6}", value) or not low <= int(value) <= high:
        raise SettingsError(f"{name} is “{value}”; it must be a whole number from {low} to {high}.")
    return int(value)


def http(name: str, value: str) -> str:
    """Return an address of the web, without a slash at its end."""
    if not re.fullmatch(r"https?://\S+", value):
        raise SettingsError(f"{name} is “{value}”; it must begin with https:// or http://.")
    return value.rstrip("/")


def path_of(env: Mapping[str, str], name: str) -> Path | None:
    """Return a path, None when it is left out."""
    return Path(env[name]).resolve() if env.get(name) else None


def file_of(env: Mapping[str, str], name: str) -> Path | None:
    """Return a file that is there, None when it is left out."""
    path = path_of(env, name)
    if path is not None and not path.is_file():
        raise SettingsError(f"{name} is “{path}”; there is no such file.")
    return path


def strong(name: str, value: str) -> str:
    """Return a secret that is long enough."""
    if len(value) < SHORTEST_SECRET:
        raise SettingsError(
            f"{name} has {len(value)} characters; it must have at least {SHORTEST_SECRET}."
        )
    return value


def database(env: Mapping[str, str], name: str, otherwise: Path) -> str:
    """Return the address of a database: the setting's, or that of a file of our own."""
    url = env.get(name) or f"sqlite:///{otherwise}"
    # What hosting gives as postgres:// means the driver we have.
    url = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError(
            f"{name} must begin with sqlite:/// or postgresql://, not with “{url.split(':')[0]}:”."
        )
    return url


def log_level(env: Mapping[str, str]) -> str:
    """Return how much is logged."""
    value = env.get("SAGSVEJ_LOG_LEVEL") or "INFO"
    if value not in _LOG_LEVELS:
        raise SettingsError(
            f"SAGSVEJ_LOG_LEVEL is “{value}”; it must be one of {', '.join(_LOG_LEVELS)}."
        )
    return value
