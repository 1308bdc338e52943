"""The kinds of value a setting may have, and the sentence a wrong one is answered with."""

import re
from collections.abc import Mapping
from pathlib import Path


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
