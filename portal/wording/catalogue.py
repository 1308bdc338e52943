"""Every text by language and register, read once from ``translations/``."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from portal.wording.markup import refuse_markup

_AS_LETTERS = str.maketrans("0123456789", "ghijkmnpqr")
LANGUAGES = ("da", "en", "ar")
NORMAL, EASY = "normal", "easy"
_NAME = ".name"


def name_of(term: str) -> str:
    """Return the key of a glossary word itself; what it means has the word's own key.

    >>> name_of("word.sag")
    'word.sag.name'
    """
    return f"{term}{_NAME}"


@dataclass(frozen=True, slots=True)
class Term:
    """A professional word and what it means."""

    key: str
    word: str
    means: str


@dataclass(frozen=True)
class Words:
    """The texts of one language in one register. Easy-read is a register, not a language.

    ``labels`` are the short texts of the interface, gettext's messages; their keys are in no
    other texts. All of them may be the municipality's own (`with_own`).

    ``sentences`` are texts with other texts in their places, escaped for HTML, by the keys of
    all of them: the words of a source, a date or a name never get there.
    """

    language: str
    register: str
    texts: Mapping[str, str]
    terms: Mapping[str, Term]
    forms: Mapping[str, str]
    labels: Mapping[str, str] = field(default_factory=dict)
    sentences: dict[tuple[object, ...], str] = field(default_factory=dict)
    _html: dict[str, str] = field(default_factory=dict)
    _terms_in: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return a text. A key without words shows itself; a test finds it first."""
        return self.texts.get(key, key)

    def html(self, key: str) -> str:
        """Return a text escaped for HTML. Kept for each text."""
        found = self._html.get(key)
        if found is None:
            found = self._html[key] = escape(self.text(key), quote=False)
        return found

    def terms_in(self, key: str) -> tuple[str, ...]:
        """Return the keys of the professional words a text uses. Kept for each text."""
        found = self._terms_in.get(key)
        if found is None:
            found = self._terms_in[key] = self.find_terms(self.text(key))
        return found

    def find_terms(self, text: str) -> tuple[str, ...]:
        """Return the keys of the professional words in a text, each once, in order."""
        hits = (self.forms[match.group().casefold()] for match in self._pattern.finditer(text))
        return tuple(dict.fromkeys(hits))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.forms, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)

    @cached_property
    def release(self) -> str:
        """Name of exactly these words: changes when any of them does."""
        digest = hashlib.sha256()
        for key, text in sorted(self.all_texts().items()):
            digest.update(f"{key}\0{text}\0".encode())
        # In letters: ten figures in a row on every page would look like somebody's CPR number.
        return digest.hexdigest()[:10].translate(_AS_LETTERS)

    def all_texts(self) -> dict[str, str]:
        """Return every text of the register, labels and glossary included, by key."""
        means = {key: term.means for key, term in self.terms.items()}
        names = {name_of(key): term.word for key, term in self.terms.items()}
        return {**self.labels, **self.texts, **means, **names}

    def find(self, key: str) -> str | None:
        """Return the text of a key, a label's and the glossary's too; None when there is none."""
        if key in self.texts:
            return self.texts[key]
        if key in self.terms:
            return self.terms[key].means
        named = self.terms.get(key.removesuffix(_NAME))
        return named.word if named and key.endswith(_NAME) else self.labels.get(key)

    def with_own(self, own: Mapping[str, str]) -> "Words":
        """Return these words with some of them replaced. A key that is not known is left out."""
        if not own:
            return self
        terms = {
            key: replace(
                term, word=own.get(name_of(key), term.word), means=own.get(key, term.means)
            )
            for key, term in self.terms.items()
        }
        # A word that got another name is explained where that stands, and where the old one does.
        named = {term.word.casefold(): key for key, term in terms.items() if name_of(key) in own}
        return Words(
            self.language,
            self.register,
            {key: own.get(key, text) for key, text in self.texts.items()},
            terms,
            {**named, **self.forms},
            {key: own.get(key, text) for key, text in self.labels.items()},
        )


Catalogue = Mapping[tuple[str, str], Words]


def load_catalogue(folder: Path) -> Catalogue:
    """Return the words of each language and register.

    Raises:
        UnsafeWordingError: A text holds markup.
    """
    catalogue: dict[tuple[str, str], Words] = {}
    for language in LANGUAGES:
        entries = _entries(folder / language / "wording")
        glossary = _read(folder / language / "glossary.toml")
        labels = _labels(folder / language / "LC_MESSAGES" / "messages.po")
        for register in registers_of(language):
            words = _words(language, register, entries, glossary)
            catalogue[language, register] = replace(words, labels=labels)
    return catalogue


def registers_of(language: str) -> tuple[str, ...]:
    """Return the registers of a language: easy-read exists in Danish only."""
    return (NORMAL, EASY) if language == "da" else (NORMAL,)


def _labels(path: Path) -> dict[str, str]:
    """Return the interface's labels. They are read as they are written, not as compiled."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = read_po(file)
    labels = {str(one.id): str(one.string) for one in messages if one.id and one.string}
    for key, text in labels.items():
        refuse_markup(key, text)
    return labels


def _words(
    language: str, register: str, entries: Mapping[str, Any], glossary: Mapping[str, Any]
) -> Words:
    def pick(entry: Mapping[str, str]) -> str:
        text = entry.get("easy") if register == EASY else None
        return text or entry["text"]

    terms = {key: Term(key, entry["word"], pick(entry)) for key, entry in glossary.items()}
    forms = {
        form.casefold(): key
        for key, entry in glossary.items()
        for form in entry.get("forms", [entry["word"]])
    }
    texts = {key: pick(entry) for key, entry in entries.items()}
    for key, text in texts.items():
        refuse_markup(key, text)
    return Words(language, register, texts, terms, forms)


def _entries(folder: Path) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        entries |= _read(path)
    return entries


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def release_name(words: Words) -> str:
    """Return the name a page shows for exactly these words."""
    return f"{words.language}-{words.register[0]}-{words.release}"
