"""Say what the rules want said, in one reader's language and register."""

from collections.abc import Iterable
from datetime import date, datetime

from portal.core.say import Days, Phrase, Say, Value
from portal.wording.catalogue import Term, Words
from portal.wording.dates import length, long_date, moment


class Speaker:
    """Turns :class:`Say` into text and remembers which texts a page used.

    ``said`` holds the keys in the order they were said. A word is explained once on a
    page, where it stands first.
    """

    def __init__(self, words: Words, this_year: int) -> None:
        self.words = words
        self.language = words.language
        self.said: list[str] = []
        self._year = this_year
        self._explained: set[str] = set()
        self._until = 0

    def key(self, key: str) -> str:
        """Return a text without placeholders."""
        self.said.append(key)
        return self.words.text(key)

    def say(self, what: Say) -> str:
        """Return a text with its values."""
        text = self.key(what.key)
        if not what.values:
            return text
        return text.format_map({name: self._value(value) for name, value in what.values.items()})

    def all(self, *what: Say) -> list[str]:
        """Return several texts."""
        return [self.say(one) for one in what]

    def paragraphs(self, what: Say) -> list[str]:
        """Return a text's paragraphs."""
        return self.say(what).split("\n\n")

    def explain(self, extra: Iterable[str] = ()) -> list[Term]:
        """Return the professional words said since the last call, each once on a page.

        Args:
            extra: Texts that do not come from the wording files, for instance labels.
        """
        found: list[Term] = []
        new = self.said[self._until :]
        self._until = len(self.said)
        for key in [term for said in new for term in self.words.terms_in(said)]:
            self._explain(key, found)
        for text in extra:
            for key in self.words.find_terms(text):
                self._explain(key, found)
        return found

    def _explain(self, key: str, found: list[Term]) -> None:
        if key not in self._explained:
            self._explained.add(key)
            found.append(self.words.terms[key])

    def _value(self, value: Value) -> str:
        if isinstance(value, Phrase):
            return self.key(value.key)
        if isinstance(value, Days):
            return length(value.count, "days", self.language)
        if isinstance(value, datetime):
            return moment(value, self.language, self._year)
        if isinstance(value, date):
            return long_date(value, self.language)
        return str(value)
