"""Say what the rules want said, in one reader's language and register."""

from datetime import date, datetime
from html import escape

from portal.core.say import Days, Phrase, Say, Value
from portal.wording.catalogue import Term, Words
from portal.wording.dates import length, long_date, moment


class Speaker:
    """Turns :class:`Say` into text and remembers which texts a page used.

    ``said`` holds the keys in the order they were said. Each section explains its own
    words, so that nobody has to look for an explanation further up.
    """

    def __init__(self, words: Words, this_year: int) -> None:
        self.words = words
        self.language = words.language
        self.said: list[str] = []
        self._year = this_year
        self._until = 0
        self._texts = words.texts

    def key(self, key: str) -> str:
        """Return a text without placeholders."""
        self.said.append(key)
        return self.words.text(key)

    def say(self, what: Say) -> str:
        """Return a text with its values."""
        key, values = what
        self.said.append(key)
        text = self._texts.get(key, key)
        if not values:
            return text
        return text.format_map({name: self._value(value) for name, value in values.items()})

    def html(self, what: Say) -> str:
        """Return a text escaped for HTML, for a line whose words no section explains.

        One that is made of codes alone is kept.
        """
        words, values = self.words, what.values
        if not values:
            return words.html(what.key)
        codes = (what.key, *values.values())
        found = words.sentences.get(codes)
        if found is None:
            shown = {name: self._in_html(value) for name, value in values.items()}
            found = words.html(what.key).format_map(shown)
            if all(type(value) is Phrase and value.key in words.texts for value in values.values()):
                words.sentences[codes] = found
        return found

    def all(self, *what: Say) -> list[str]:
        """Return several texts."""
        return [self.say(one) for one in what]

    def paragraphs(self, what: Say) -> list[str]:
        """Return a text's paragraphs."""
        return self.say(what).split("\n\n")

    def explain(self) -> list[Term]:
        """Return the professional words said since the last call, each once."""
        new = self.said[self._until :]
        self._until = len(self.said)
        keys = dict.fromkeys(term for said in new for term in self.words.terms_in(said))
        return [self.words.terms[key] for key in keys]

    def _value(self, value: Value) -> str:
        if isinstance(value, datetime):
            return moment(value, self.language, self._year)
        if isinstance(value, date):
            return long_date(value, self.language)
        if isinstance(value, Phrase):
            return self.key(value.key)
        if isinstance(value, Days):
            return length(value.number, "days", self.language)
        return str(value)

    def _in_html(self, value: Value) -> str:
        if type(value) is Phrase:
            return self.words.html(value.key)
        if type(value) is date:  # nothing to escape in it
            return long_date(value, self.language)
        return escape(self._value(value), quote=False)
