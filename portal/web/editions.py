"""What pages keep of the words they are made of: it goes when the words do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import g, request
from sqlalchemy import Connection

from portal.services.spoken_words import Edition, SpokenWords
from portal.web.fragments import Fragments
from portal.wording.catalogue import Words

Label = Callable[..., str]


@dataclass(frozen=True)
class PageEdition:
    """An edition of the words, and the pieces of pages that were made with it."""

    edition: Edition
    fragments: Fragments = field(default_factory=Fragments)


class Editions:
    """Gives each request one edition. A page never mixes the words of two."""

    def __init__(self, spoken: SpokenWords) -> None:
        self._spoken = spoken
        self._current = PageEdition(spoken.edition)

    @property
    def current(self) -> PageEdition:
        """The edition that stands now."""
        edition = self._spoken.edition
        if edition.words is not self._current.edition.words:
            self._current = PageEdition(edition)
        return self._current

    def of_request(self) -> PageEdition:
        """Return the edition this request began with, or was given to look at."""
        found: PageEdition | None = g.get("edition")
        if found is None:
            found = g.edition = self.current
        return found

    def follow(self, connect: Callable[[], Connection], *, now: bool = False) -> None:
        """Ask whether anything was published, when it is time or ``now``."""
        if now or (self._spoken.is_due() and request.endpoint not in ("static", "style_sheet")):
            self._spoken.follow(connect)


def label_of(words: Words) -> Label:
    """Return what gives the interface's texts of a language and register by their keys."""
    labels = words.labels

    def label(key: str, **values: object) -> str:
        text = labels.get(key, key)
        return text.format_map(values) if values else text

    return label


def labels_of(edition: Edition) -> Mapping[str, Label]:
    """Return the interface's texts by language."""
    return {language: label_of(words) for (language, _), words in edition.words.items()}
