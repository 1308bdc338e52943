"""What pages keep of the words they are made of: it goes when the words do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from portal.pages.fragments import Fragments
from portal.pages.unproxied import kept
from portal.wording.catalogue import Catalogue, Words

Label = Callable[..., str]


@dataclass(frozen=True)
class PageEdition:
    """An edition of the words, and the pieces of pages that were made with it."""

    words: Catalogue
    fragments: Fragments = field(default_factory=Fragments)


class Editions:
    """Gives each request one edition. A page never mixes the words of two."""

    def __init__(self, words: Callable[[], Catalogue]) -> None:
        """Begin with the words as they stand; ``words`` returns them again and again."""
        self._words = words
        self._current = PageEdition(words())

    @property
    def current(self) -> PageEdition:
        """The edition that stands now."""
        words = self._words()
        if words is not self._current.words:
            self._current = PageEdition(words)
        return self._current

    def of_request(self) -> PageEdition:
        """Return the edition this request began with, or was given to look at."""
        its = kept()
        found: PageEdition | None = its.get("edition")
        if found is None:
            found = its.edition = self.current
        return found


def label_of(words: Words) -> Label:
    """Return what gives the interface's texts of a language and register by their keys."""
    labels = words.labels

    def label(key: str, **values: object) -> str:
        text = labels.get(key, key)
        return text.format_map(values) if values else text

    return label


def labels_of(words: Catalogue) -> Mapping[str, Label]:
    """Return the interface's texts by language."""
    return {language: label_of(found) for (language, _), found in words.items()}
