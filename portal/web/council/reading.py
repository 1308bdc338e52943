"""How texts are named in addresses, and shown: a date or a name has a place in them."""

import re
from collections.abc import Mapping
from typing import Any

from flask import abort

from portal.core.wording import Place
from portal.pages.rendering import label, speaker
from portal.web.portal import portal
from portal.wording.catalogue import EASY, NORMAL
from portal.wording.register import Reader, Subject, speaks_to, subject_of

READINGS: Mapping[str, tuple[str, str]] = {
    "da": ("da", NORMAL),
    "let": ("da", EASY),
    "en": ("en", NORMAL),
    "ar": ("ar", NORMAL),
}
"""Languages and registers, as an address names them."""

SUBJECTS = tuple(subject for subject in Subject if subject not in (Subject.DESK, Subject.EDITOR))
"""What the texts are for that citizens meet."""

_NAMES = {pair: name for name, pair in READINGS.items()}
_PLACE = re.compile(r"\{(\w+)\}")
_ARABIC = re.compile("[\u0600-\u06ff]")


def reading_of(place: Place) -> str:
    """Return the language and register of a text as an address names them."""
    return _NAMES[place.language, place.register]


def texts_of(reading: str) -> dict[str, str]:
    """Return every text citizens meet in a reading, by key, as they stand now."""
    words = portal().catalogue.edition.words[READINGS[reading]]
    return {
        key: text
        for key, text in words.all_texts().items()
        if speaks_to(key) is Reader.CITIZEN and subject_of(key) in SUBJECTS
    }


def place_or_404(reading: str, key: str) -> tuple[Place, str]:
    """Return a text's place and its words; an address that names none is not there."""
    if reading not in READINGS:
        abort(404)
    text = texts_of(reading).get(key)
    if text is None:
        abort(404)
    return Place(key, *READINGS[reading]), text


def shown(text: str) -> str:
    """Return a text as it is read here: "[dato]" where a date is put."""
    return _PLACE.sub(lambda match: f"[{_called(match[1])}]", text)


def quoted(text: str) -> str:
    """Return some of a text to stand within a sentence of another language.

    Between Unicode's isolates: a question mark would stand at the wrong end where one of the two is
    written from right to left, and templates say there which language it is.
    """
    if speaker().language != "da" or _ARABIC.search(text):
        return f"\u2068{text}\u2069"
    return text


def _called(name: str) -> str:
    key = f"council.place.{name}.label"
    words = speaker().words.texts
    return words.get(key) or words["council.place.other.label"]


def told(place: Place) -> dict[str, Any]:
    """Return what a template says of where a text stands: what it is for, and how it is read."""
    subject = subject_of(place.key)
    return {
        "subject": speaker().words.text(f"council.subject.{subject}.label"),
        "reading": speaker().words.text(f"council.reading.{reading_of(place)}.label"),
        "lang": place.language,
        "dir": "rtl" if place.language == "ar" else "ltr",
    }


def state_label(state: str) -> str:
    """Return what a state of the audit is called."""
    return speaker().words.text(f"council.state.{state}.label")


def heading(key: str) -> str:
    """Return a page's title."""
    return speaker().key(key) if key in speaker().words.texts else label(key)
