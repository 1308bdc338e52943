"""Pieces of a page that are the same for every case and person, rendered once and kept.

A piece is kept by what it depends on: language, register, step, kind of case. Never by a
case or a person: the key is made of codes alone, and a test looks through what is kept.
What does differ from request to request is a place in the piece, filled each time.
"""

from collections.abc import Callable, Hashable, Mapping

from markupsafe import Markup

MOST = 5000

# A control character cannot stand in any of our texts.
_EDGE = "\x02"


def place(name: str) -> Markup:
    """Return a place to leave open in a piece while it is rendered."""
    return Markup(f"{_EDGE}{name}{_EDGE}")  # noqa: S704 - names are ours


class Fragments:
    """Rendered pieces by key. Lives as long as the process; wording changes with a release."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Hashable, ...], tuple[str, ...]] = {}
        self._encoded: dict[tuple[Hashable, ...], tuple[tuple[bytes, ...], tuple[str, ...]]] = {}

    def get(self, key: tuple[Hashable, ...], make: Callable[[], str]) -> Markup:
        """Return a piece without places, making it the first time."""
        return self.filled(key, make, {})

    def filled(
        self, key: tuple[Hashable, ...], make: Callable[[], str], places: Mapping[str, str]
    ) -> Markup:
        """Return a piece with HTML in its places, making it the first time.

        Raises:
            KeyError: A place of the piece is not filled.
        """
        found = self._pieces(key, make)
        if len(found) == 1:
            return Markup(found[0])  # noqa: S704 - our templates
        # Every second one is the name of a place.
        parts = list(found)
        parts[1::2] = [places[name] for name in found[1::2]]
        return Markup("".join(parts))  # noqa: S704 - our templates, places are HTML

    def encoded(
        self, key: tuple[Hashable, ...], make: Callable[[], str], places: Mapping[str, str | bytes]
    ) -> bytes:
        """Return a piece as :meth:`filled` does, in UTF-8: for a page, or a large part of one.

        Its places are encoded one by one. A single letter beyond Latin-1 anywhere in a text
        makes all of it three times as slow to encode, and there is one in every header.
        """
        found = self._encoded.get(key)
        if found is None:
            if len(self._encoded) >= MOST:
                self._encoded.clear()
            pieces = self._pieces(key, make)
            found = tuple(piece.encode() for piece in pieces), pieces[1::2]
            self._encoded[key] = found
        parts, names = list(found[0]), found[1]
        values = [places[name] for name in names]
        parts[1::2] = [value.encode() if isinstance(value, str) else value for value in values]
        return b"".join(parts)

    def _pieces(self, key: tuple[Hashable, ...], make: Callable[[], str]) -> tuple[str, ...]:
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            found = self._kept[key] = tuple(make().split(_EDGE))
        return found

    @property
    def kept(self) -> Mapping[tuple[Hashable, ...], str]:
        """Everything that is kept, for tests to look through."""
        return {key: _EDGE.join(pieces) for key, pieces in self._kept.items()}
