"""The texts of a page or a letter in the order they are read, each with which text it is.

A page is rendered once more, with words that say which text they are (`portal.wording.marked`).
A letter was made once and stays as it is: its sentences are found among the words as they stand
now. One that has changed since is not asked about any more: it was changed.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from flask import current_app, g

from portal.core.wording import Place
from portal.pages.aside import aside
from portal.pages.editions import PageEdition
from portal.pages.reader import choices
from portal.web.council.blocks import Block, blocks_of, texts_in
from portal.web.council.reading import READINGS, reading_of, texts_of
from portal.web.editor import preview
from portal.web.portal import portal
from portal.wording.catalogue import Catalogue
from portal.wording.marked import Marked, marked

_EXTENSION = "understood_words"
_PLACE = re.compile(r"\{\w+\}")
_LEAST_LETTERS = 8
"""A text with fewer letters of its own around its places could be anything in a letter."""
_NUMBERED = re.compile(r"^\d+\. ")
"""The number of a step before its name."""
# As letters are printed: Arabic without vowel signs, names between signs of direction.
_NOT_PRINTED = dict.fromkeys([*range(0x064B, 0x0653), 0x2066, 0x2067, 0x2068, 0x2069])


class Line(NamedTuple):
    """A text as it stands on somebody's page.

    Attributes:
        level: Of a heading, 0 for anything else.
        text: What is read, with the reader's own dates and names.
        reading: Language and register as an address names them, None when it is no text of ours.
        key: Which text it is, None likewise.
        lang: The language it is in.
    """

    level: int
    text: str
    lang: str
    reading: str | None = None
    key: str | None = None


@dataclass(frozen=True)
class _Known:
    """What is made of an edition of the words once: its marks, and the patterns of its texts."""

    words: Catalogue
    marked: Marked
    pages: PageEdition
    patterns: dict[str, "_Patterns"] = field(default_factory=dict)


class _Patterns(NamedTuple):
    """The texts of a reading: those that stand as they are, and those with places."""

    plain: Mapping[str, str]
    placed: Sequence[tuple[re.Pattern[str], str]]


def of_page(make: Callable[[], object]) -> list[Line]:
    """Return the texts of a page that ``make`` renders for this reader."""
    known = _known()
    with _marked_words(known.pages):
        made = make()
    html = made.decode() if isinstance(made, bytes) else str(made)
    return _lines(blocks_of(html, known.marked), _mine())


def of_public(name: str) -> list[Line]:
    """Return the texts of a public page, one of `preview.PUBLIC`."""
    known, how = _known(), choices()
    with _marked_words(known.pages):
        html = preview.render(f"side-{name}", known.marked.words, how)
    return _lines(blocks_of(html, known.marked), _mine())


def of_letter(html: str, reading: str | None) -> list[Line]:
    """Return the texts of a letter as it was made.

    Args:
        html: The letter.
        reading: Its language and register, None when they are not known.
    """
    found = []
    for block in texts_in(html):
        own = block.lang or (READINGS[reading][0] if reading else "da")
        fits = [name for name, (lang, _) in READINGS.items() if lang == own]
        fits.sort(key=lambda name: name != reading)
        hits = ((name, key) for name in fits if (key := _key_of(block.text, name)))
        found.append(Line(block.level, block.text, own, *next(hits, (None, None))))
    return found


def _mine() -> str:
    mine = choices()
    return reading_of(Place("", mine.lang, mine.register))


def _lines(blocks: Sequence[Block], reading: str) -> list[Line]:
    known, mine = texts_of(reading), READINGS[reading][0]
    found = []
    for block in blocks:
        lang = block.lang or mine
        is_ours = block.key in known and lang == mine
        which = (reading, block.key) if is_ours else (None, None)
        found.append(Line(block.level, block.text, lang, *which))
    return found


@contextmanager
def _marked_words(pages: PageEdition) -> Iterator[None]:
    """Let a page be made with marked words, and speak the plain ones again afterwards."""
    with aside():
        g.edition = pages
        g.pop("page", None)
        yield


def _known() -> _Known:
    words = portal().catalogue.edition.words
    known: _Known | None = current_app.extensions.get(_EXTENSION)
    if known is None or known.words is not words:
        found = marked(words)
        known = _Known(words, found, PageEdition(found.words))
        current_app.extensions[_EXTENSION] = known
    return known


# --- letters ------------------------------------------------------------------------------


def _key_of(text: str, reading: str) -> str | None:
    patterns = _known().patterns.get(reading)
    if patterns is None:
        patterns = _known().patterns[reading] = _patterns(texts_of(reading))
    printed = _NUMBERED.sub("", _printed(text))
    plain = patterns.plain.get(printed)
    if plain is not None:
        return plain
    return next((key for shape, key in patterns.placed if shape.fullmatch(printed)), None)


def _patterns(texts: Mapping[str, str]) -> _Patterns:
    plain: dict[str, str] = {}
    placed: list[tuple[int, re.Pattern[str], str]] = []
    # A letter's own texts before others that say the same.
    for key in sorted(texts, key=lambda key: not key.startswith("letter")):
        for part in texts[key].split("\n\n"):
            pieces = [_printed(piece) for piece in _PLACE.split(part)]
            own = sum(sign.isalpha() for piece in pieces for sign in piece)
            if len(pieces) == 1:
                plain.setdefault(pieces[0], key)
            elif own >= _LEAST_LETTERS:
                shape = r"\s*(?:\S.*?)\s*".join(map(re.escape, pieces))
                placed.append((-own, re.compile(shape), key))
    # The text with most words of its own is the likeliest.
    placed.sort(key=lambda one: one[0])
    return _Patterns(plain, [(shape, key) for _, shape, key in placed])


def _printed(text: str) -> str:
    return " ".join(text.translate(_NOT_PRINTED).split())
