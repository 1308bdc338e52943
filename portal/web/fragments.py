"""Pieces of a page that are the same for every case and person, rendered once and kept.

A piece is kept by what it depends on: language, register, step, kind of case. Never by a
case or a person: the key is made of codes alone, and a test looks through what is kept.
"""

from collections.abc import Callable, Hashable

from markupsafe import Markup

MOST = 5000


class Fragments:
    """Rendered pieces by key. Lives as long as the process; wording changes with a release."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Hashable, ...], Markup] = {}

    def get(self, key: tuple[Hashable, ...], make: Callable[[], str]) -> Markup:
        """Return the piece, making it the first time."""
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            found = self._kept[key] = Markup(make())  # noqa: S704 - from our own templates
        return found

    @property
    def kept(self) -> dict[tuple[Hashable, ...], Markup]:
        """Everything that is kept, for tests to look through."""
        return self._kept
