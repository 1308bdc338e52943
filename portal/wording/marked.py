"""Words that say which text they are: to show where one stands, and to find words that are none.

Each piece of a text stands between two signs of Unicode's private areas, after a third that says
which text it is. They are no letters and no markup, so they come through templates and escaping
as they are. What is put into a text (a date, a name) stands outside them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from portal.wording.catalogue import Catalogue, Words, name_of

_START, _END = "\ue000", "\ue001"
_FIRST = 0xF0000
_PLACE = re.compile(r"(\{\w+\}|\n+)")
_MARKED = re.compile(f"{_START}(.)([^{_START}{_END}]*){_END}")
_TAG = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True)
class Marked:
    """A catalogue whose texts are marked, and the keys behind the marks."""

    words: Catalogue
    keys: Sequence[str]

    def keys_in(self, html: str) -> set[str]:
        """Return the keys of the texts that stand in something rendered."""
        found = (self._key(sign) for sign, _ in _MARKED.findall(html))
        return {key for key in found if key is not None}

    def show(self, html: str, piece: Callable[[str, str], str]) -> str:
        """Return a page without marks, each piece of a text as ``piece`` gives it.

        Args:
            html: A rendered page.
            piece: Takes a key and the escaped words, and returns HTML. What stands within a tag,
                as a title or a label, is only freed of its marks.
        """
        parts = _TAG.split(html)
        inside_title = False
        for at, part in enumerate(parts):
            if at % 2:
                inside_title = part.startswith(("<title", "<option", "<textarea"))
                parts[at] = unmarked(part)
            elif inside_title:
                parts[at] = unmarked(part)
            else:
                parts[at] = _MARKED.sub(lambda match: self._piece(match, piece), part)
        return "".join(parts)

    def _piece(self, match: re.Match[str], piece: Callable[[str, str], str]) -> str:
        """Return a piece of a text; what names no text was written by somebody, and stays."""
        key = self._key(match[1])
        return match[0] if key is None else piece(key, match[2])

    def _key(self, sign: str) -> str | None:
        at = ord(sign) - _FIRST
        return self.keys[at] if 0 <= at < len(self.keys) else None


def unmarked(text: str) -> str:
    """Return something rendered without its marks."""
    return _MARKED.sub(lambda match: match[2], text)


def outside_marks(text: str) -> str:
    """Return what of a text is no known text: names, dates, and words that stand in no register."""
    return _MARKED.sub(" ", text)


def marked(catalogue: Catalogue, only: frozenset[str] | None = None) -> Marked:
    """Return a catalogue whose texts say which they are.

    Args:
        catalogue: The words.
        only: The keys to mark, None for all.
    """
    keys = sorted({key for words in catalogue.values() for key in words.all_texts()})
    number = {key: at for at, key in enumerate(keys) if only is None or key in only}
    return Marked({reader: _marked(words, number) for reader, words in catalogue.items()}, keys)


def _marked(words: Words, number: Mapping[str, int]) -> Words:
    def mark(key: str, text: str) -> str:
        if key not in number:
            return text
        sign = chr(_FIRST + number[key])
        pieces = _PLACE.split(text)
        pieces[::2] = [_around(sign, piece) for piece in pieces[::2]]
        return "".join(pieces)

    return Words(
        words.language,
        words.register,
        {key: mark(key, text) for key, text in words.texts.items()},
        {
            key: replace(term, word=mark(name_of(key), term.word), means=mark(key, term.means))
            for key, term in words.terms.items()
        },
        words.forms,
        {key: mark(key, text) for key, text in words.labels.items()},
    )


def _around(sign: str, piece: str) -> str:
    if not piece.strip():
        return piece
    before = piece[: len(piece) - len(piece.lstrip())]
    after = piece[len(piece.rstrip()) :]
    return f"{before}{_START}{sign}{piece.strip()}{_END}{after}"
