"""HTML from a word processor becomes plain paragraphs and lists, or is refused.

Only what is known to change nothing is taken out: fonts, colours, Word's own wrappings. An
element nobody has thought of is refused, not passed over.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from portal.wording.pasted_marks import (
    BLOCKS,
    EMPTY,
    LISTS,
    UNSEEN,
    Counting,
    Marks,
    Rules,
    address_of,
    marks_of,
    refuse_tag,
    said_address,
)
from portal.wording.pasted_problem import PastedError, PastedProblem

_LOOKS_LIKE = re.compile(
    r"<!doctype html|<!--\[if|<(?:html|body|meta|p|div|span|table|ul|ol|li|b|strong|i|em|u|s|a"
    r"|h[1-6]|br|pre|img|font|o:p|del|ins|sup|sub|script|iframe|style)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_WORD_LIST = re.compile(r"mso-list:\s*l\d+ level(\d)")
_COUNTED = re.compile(r"\s*\(?(\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]")
_COUNTING = re.compile(r"list-style-type:\s*(decimal|lower-alpha|upper-alpha|lower-roman)")
_STYLES = {"decimal": "1", "lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i"}
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def looks_like_html(text: str) -> bool:
    """Tell whether a text is markup and not a person's own "<" and ">".

    >>> looks_like_html("<p>Hej</p>"), looks_like_html("Ring, hvis tallet er < 5 eller <navn>")
    (True, False)
    """
    return bool(_LOOKS_LIKE.search(text))


def text_of(html: str) -> str:
    r"""Return the text of some HTML: paragraphs apart, "- " or a number before a list's line.

    Raises:
        PastedError: It holds what plain text cannot say.

    >>> text_of("<p>Vi skal bruge:</p><ul><li>dit <b>pas</b></li><li>et foto</li></ul>")
    'Vi skal bruge:\n\n- dit pas\n- et foto'
    """
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # what the standard library says of marks it does not know
        raise PastedError(PastedProblem.NOT_TEXT) from None
    return reader.text()


@dataclass(slots=True)
class _Element:
    """An open element, and where its text begins in the last block."""

    tag: str
    marks: Marks
    address: str = ""
    begins: int = 0


@dataclass(slots=True)
class _Block:
    """A paragraph, or a line of a list when it has a mark. ``level`` counts from 0."""

    mark: str = ""
    level: int = 0
    text: list[str] = field(default_factory=list)

    def said(self) -> str:
        """Return its text, a list's line indented as deep as it lies."""
        said = re.sub(r" *\n *", "\n", re.sub(r" +", " ", "".join(self.text))).strip(" \n")
        if not said or not self.mark:
            return said
        indent = "  " * self.level
        return f"{indent}{self.mark} " + re.sub(r"\n+", f"\n{indent}  ", said)


class _Reader(HTMLParser):
    """Reads from tag to tag. What stands between two blocks is one block of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[_Element] = []
        self._lists: list[Counting] = []
        self._blocks = [_Block()]
        self._rules = Rules()

    def text(self) -> str:
        """Return what was read."""
        written, in_list = "", False
        for block in self._blocks:
            said = block.said()
            if said:
                written += ("\n" if in_list and block.mark else "\n\n") + said
                in_list = bool(block.mark)
        return written.strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take one opening tag."""
        refuse_tag(tag)
        given = {name: value or "" for name, value in attrs}
        self._close_implied(tag)
        on_colour = any(one.marks.background for one in self._open)
        marks = marks_of(given, self._rules, on_colour)
        address = address_of(given) if tag == "a" else ""
        if tag == "br":
            self._write("\n")
        elif tag in BLOCKS or tag in LISTS or tag == "li":
            self._begin_block(tag, given)
        if tag not in EMPTY:
            self._open.append(_Element(tag, marks, address, len(self._blocks[-1].text)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag that closes itself. Only Word's own do: browsers pass HTML's slash over."""
        self.handle_starttag(tag, attrs)
        if ":" in tag:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take one closing tag; one that closes nothing is passed over, as browsers do."""
        if not self._inside({tag}):
            return
        while self._open:
            element = self._open.pop()
            self._end(element)
            if element.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        """Take some text."""
        if self._inside({"style"}):
            self._rules.read(data)
        if self._inside(UNSEEN):
            return
        if any(element.marks.marker for element in self._open):
            self._take_mark(data)
            return
        if data.strip() and any(element.marks.hidden for element in self._open):
            raise PastedError(PastedProblem.HIDDEN)
        self._write(data if self._inside({"pre"}) else re.sub(r"[ \t\r\n]+", " ", data))

    def _inside(self, tags: frozenset[str] | set[str]) -> bool:
        return any(element.tag in tags for element in self._open)

    def _write(self, text: str) -> None:
        self._blocks[-1].text.append(text)

    def _begin_block(self, tag: str, given: dict[str, str]) -> None:
        word = _WORD_LIST.search(given.get("style", ""))
        if tag in LISTS:
            start = given.get("start", "1")
            number = int(start) - 1 if start.isdecimal() else 0
            self._lists.append(Counting(given.get("type", "1") if tag == "ol" else None, number))
            self._blocks.append(_Block())
        elif tag == "li":
            self._begin_line(given)
        elif word:
            self._blocks.append(_Block("-", int(word[1]) - 1))
        elif self._inside({"li"}):
            self._write("\n")  # a paragraph within a list's line belongs to it
        else:
            self._blocks.append(_Block())

    def _begin_line(self, given: dict[str, str]) -> None:
        if not self._lists:
            self._lists.append(Counting(None))
        counting = self._lists[-1]
        if given.get("value", "").isdecimal():
            counting.number = int(given["value"]) - 1
        style = _COUNTING.search(given.get("style", ""))
        if style and counting.style is not None:
            counting.style = _STYLES[style[1]]
        self._blocks.append(_Block(counting.next_mark(), len(self._lists) - 1))

    def _take_mark(self, data: str) -> None:
        """Take the mark Word wrote itself: a number is kept, any other sign becomes "-"."""
        counted = _COUNTED.match(data)
        if counted and self._blocks[-1].mark:
            self._blocks[-1].mark = f"{counted[1]}."

    def _end(self, element: _Element) -> None:
        if element.tag in LISTS and self._lists:
            self._lists.pop()
        if element.tag in BLOCKS and self._inside({"li"}):
            self._write("\n")
        elif element.tag in BLOCKS or element.tag in LISTS or element.tag == "li":
            self._blocks.append(_Block())
        else:
            self._end_within(element)

    def _end_within(self, element: _Element) -> None:
        text = self._blocks[-1].text
        inside = "".join(text[element.begins :])
        if element.tag == "sup":
            text[element.begins :] = [inside.translate(_RAISED)]
        elif element.tag == "sub":
            text[element.begins :] = [inside.translate(_LOWERED)]
        elif element.tag == "q":
            text[element.begins :] = [f"“{inside}”"]
        elif element.address:
            text.append(said_address(inside, element.address))

    def _close_implied(self, tag: str) -> None:
        """Close what HTML closes by itself: a paragraph before a block, a line before a line."""
        last = self._open[-1].tag if self._open else ""
        if (last == "p" and (tag in BLOCKS or tag in LISTS)) or (last == tag == "li"):
            self.handle_endtag(last)
