"""Which names mean one thing, by language: ``translations/<language>/one_name.toml``.

A short list, with the day somebody last read it through. A language without a file has none.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from portal.core.one_name import Concept, NameFinder
from portal.settings import RESOURCES


@dataclass(frozen=True, eq=False)
class Listed:
    """The list of a language.

    Attributes:
        read_on: The day it was last read through.
        finder: Finds its names.
    """

    read_on: date
    finder: NameFinder


@cache
def listed(language: str, folder: Path = RESOURCES / "translations") -> Listed | None:
    """Return a language's list, None when nobody has made one."""
    path = folder / language / "one_name.toml"
    if not path.exists():
        return None
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    concepts = [
        Concept(one["what"], tuple(tuple(forms) for forms in one["names"]))
        for one in raw["concept"]
    ]
    return Listed(raw["read_on"], NameFinder(concepts))
