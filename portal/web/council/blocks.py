"""A page in the order it is read, as numbered texts: to comment on, to hear, and to print.

Pages are rendered as citizens meet them, with words that say which text they are
(`portal.wording.marked`); what is read here is their HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from portal.wording.marked import Marked

_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "br", "code", "data", "em", "i", "mark", "small", "span"),
        *("strong", "sup", "time", "tspan"),
    }
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
_WITHIN = 2
"""Words of another language that stand within a sentence."""
_NEVER = frozenset({"script", "style", "option", "textarea", "title", "form"})


@dataclass(frozen=True, slots=True)
class Block:
    """A text as it stands on a page.

    Attributes:
        level: Of a heading, 0 for anything else.
        text: What is read, with the dates and names of the invented case.
        key: The text it is; when it is made of several, the longest. None when it is none.
        lang: The language the page says it is in. A letter carries its Danish in any language.
    """

    level: int
    text: str
    key: str | None
    lang: str | None = None


def blocks_of(html: str, words: Marked) -> list[Block]:
    """Return the texts of a page's main part in the order they are read, each once."""
    shown = words.show(html, lambda key, inner: f'<span data-key="{key}">{inner}</span>')
    reader = _Reader()
    reader.feed(shown)
    reader.close()
    return list(dict.fromkeys(reader.found))


def texts_in(html: str) -> list[Block]:
    """Return the texts of a piece of a page that nothing marks, in the order they are read."""
    reader = _Reader()
    reader.feed(f"<main>{html}</main>")
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Collects text between the beginnings and ends of what is no inline element."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Block] = []
        self._text: list[str] = []
        self._keys: dict[str, int] = {}
        self._spans: list[str | None] = []
        self._langs: list[tuple[str, str | None]] = []
        self._said_in: str | None = None
        self._last: str | None = None
        self._alone = False
        self._main = self._never = self._level = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag == "span":
            self._spans.append(dict(attrs).get("data-key"))
        self._main += tag == "main"
        self._never += tag in _NEVER
        if tag == "br":
            self._text.append(" ")
        if tag not in _INLINE:
            self._flush()
            self._level = _HEADINGS.get(tag, 0)
        if tag not in _VOID:
            self._langs.append((tag, dict(attrs).get("lang") or self._lang))

    def handle_endtag(self, tag: str) -> None:
        """End one."""
        if tag == "span" and self._spans:
            self._spans.pop()
        if tag not in _INLINE:
            self._flush()
            self._level = 0
        while self._langs and self._langs.pop()[0] != tag:
            pass  # an element whose end is left out ends with what it stands in
        self._main -= tag == "main"
        self._never -= tag in _NEVER

    def handle_data(self, data: str) -> None:
        """Keep what is read, and which text it is."""
        if not self._main or self._never:
            return
        key = next((one for one in reversed(self._spans) if one), None)
        if data.strip():
            self._change_language(key, len(data.split()))
        self._text.append(data)
        if key:
            self._keys[key] = self._keys.get(key, 0) + len(data)

    def _change_language(self, key: str | None, words: int) -> None:
        """Let opening hours in Danish after a phone number be a text by itself, in Danish.

        A Danish word within a sentence of ours is part of the sentence.
        """
        if self._lang != self._said_in and not (key and self._last):
            if self._alone or words > _WITHIN:
                self._flush()
            self._alone = words > _WITHIN
        self._said_in, self._last = self._lang, key

    @property
    def _lang(self) -> str | None:
        return self._langs[-1][1] if self._langs else None

    def _flush(self) -> None:
        text = " ".join("".join(self._text).split())
        key = max(self._keys, key=self._keys.__getitem__, default=None)
        lang = self._lang if self._keys else self._said_in
        self._text, self._keys = [], {}
        # A sign alone is read by nobody.
        if any(sign.isalnum() for sign in text):
            self.found.append(Block(self._level, text, key, lang))
