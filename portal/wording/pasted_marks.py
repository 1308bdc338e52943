"""What the marks of word processors mean: Word's, Outlook's, LibreOffice's, Google Docs'."""

import re
from dataclasses import dataclass

from portal.wording.pasted_problem import PastedError, PastedProblem


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCKS = _tags(
    "p div h1 h2 h3 h4 h5 h6 blockquote pre section article header footer main address center"
    " dl dt dd body html figure figcaption aside nav hr"
)
LISTS = _tags("ul ol menu")
UNSEEN = _tags("head style title xml")
EMPTY = _tags("br hr wbr meta link base")
_WITHIN = _tags(
    "span b strong i em u font a big small sup sub code kbd samp tt var cite abbr acronym dfn"
    " time wbr label mark nobr bdi q li br meta link base"
)
_KNOWN = BLOCKS | LISTS | UNSEEN | _WITHIN
_OFFICE = ("o:", "st1:", "w:sdt", "w:smarttag")
_REFUSED = {
    **dict.fromkeys(_tags("table thead tbody tfoot tr td th caption col"), PastedProblem.TABLE),
    **dict.fromkeys(_tags("img svg picture canvas video audio map area"), PastedProblem.IMAGE),
    **dict.fromkeys(_tags("v:shape v:imagedata v:rect v:group w:pict"), PastedProblem.IMAGE),
    **dict.fromkeys(_tags("s strike"), PastedProblem.STRUCK_OUT),
    **dict.fromkeys(_tags("del ins w:del w:ins"), PastedProblem.TRACKED),
    "bdo": PastedProblem.DIRECTION,
}

ADDRESS = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_SCHEME = re.compile(r"(?!file:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HIDING = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|mso-hide:all|font-size:0(?:p[tx]|em)?(?:;|$)"
    r"|opacity:0(?:\.0+)?(?:;|$)|text-indent:-\d{3,}|left:-\d{3,}"
)
_PALE = re.compile(r"(?<!-)color:(?:white|#fff(?:fff)?|transparent|rgb\(255,255,255\))(?:;|$)")
_STRIKING = re.compile(r"text-decoration(?:-line)?:[^;]*line-through")
_BACKGROUND = re.compile(r"background(?:-color)?:(?!transparent|none|white|#fff|rgb\(255,255,255)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)\s*(?:,|$)")
_NOTE = re.compile(r"#?(?:_ftn|_edn|sdfootnote|sdendnote)")
_COMMENT = re.compile(r"#?_?(?:msocom|cmnt)")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def refuse_tag(tag: str) -> None:
    """Check that a tag changes nothing but looks, or is one that is read.

    Raises:
        PastedError: It does, or nobody knows what it does.
    """
    if tag in _REFUSED:
        raise PastedError(_REFUSED[tag])
    if not (tag in _KNOWN or tag.startswith(_OFFICE)):
        raise PastedError(PastedProblem.NOT_TEXT)


@dataclass(frozen=True, slots=True)
class Marks:
    """What an element does to the text in it."""

    hidden: bool = False
    background: bool = False
    marker: bool = False


class Rules:
    """The classes a style sheet hides or strikes out."""

    def __init__(self) -> None:
        self.hiding: set[str] = set()
        self.striking: set[str] = set()

    def read(self, css: str) -> None:
        """Take some rules."""
        for selectors, rules in _RULE.findall(css):
            plain = _plain(rules)
            names = set(_CLASS.findall(selectors.strip()))
            if _hides(plain, on_colour=False):
                self.hiding |= names
            if _STRIKING.search(plain):
                self.striking |= names


def marks_of(given: dict[str, str], rules: Rules, on_colour: bool) -> Marks:
    """Return what an element does, by its attributes.

    Args:
        given: Its attributes.
        rules: What the style sheet says.
        on_colour: Whether it stands on a coloured ground, where white can be read.

    Raises:
        PastedError: It strikes out, or marks a change, a comment or a note.
    """
    style, classes = _plain(given.get("style", "")), set(given.get("class", "").split())
    _refuse_notes(given, style, {name.casefold() for name in classes})
    if _STRIKING.search(style) or classes & rules.striking:
        raise PastedError(PastedProblem.STRUCK_OUT)
    coloured = bool(_BACKGROUND.search(style) or given.get("bgcolor"))
    hidden = _hides(style, on_colour or coloured) or "hidden" in given
    return Marks(
        hidden=hidden or bool(classes & rules.hiding),
        background=coloured,
        marker="mso-list:ignore" in style,
    )


def address_of(given: dict[str, str]) -> str:
    """Return where a link leads when it leads out of the text, else nothing.

    Raises:
        PastedError: It runs something.
    """
    address = given.get("href", "").strip()
    if ADDRESS.match(address):
        return address
    if _SCHEME.match(re.sub(r"[\s\x00-\x1f]", "", address)):
        raise PastedError(PastedProblem.NOT_TEXT)
    return ""


def said_address(shown: str, address: str) -> str:
    """Return what has to be written after a link's text so that its address is not lost.

    >>> said_address("skriv til os", "mailto:post@eksempel.invalid")
    ' (post@eksempel.invalid)'
    """
    bare = ADDRESS.sub("", address).strip("/")
    if ADDRESS.sub("", shown.strip()).strip("/ ").casefold() == bare.casefold():
        return ""
    return f" ({address if address.casefold().startswith('http') else bare})"


@dataclass(slots=True)
class Counting:
    """How the lines of an open list are marked: "1", "a", "A", "i"; None for no number."""

    style: str | None
    number: int = 0

    def next_mark(self) -> str:
        """Return the mark of the next line."""
        self.number += 1
        if self.style is None:
            return "-"
        if self.style in "aA":
            letter = _LETTERS[(self.number - 1) % len(_LETTERS)]
            return f"{letter.upper() if self.style == 'A' else letter}."
        return f"{_roman(self.number) if self.style in 'iI' else self.number}."


def _plain(style: str) -> str:
    return re.sub(r"\s+", "", style.casefold()).replace('"', "'")


def _hides(style: str, on_colour: bool) -> bool:
    pale = _PALE.search(style) and not on_colour and not _BACKGROUND.search(style)
    return bool(_HIDING.search(style) or pale)


def _refuse_notes(given: dict[str, str], style: str, classes: set[str]) -> None:
    leads = given.get("href", "") or given.get("name", "")
    if classes & {"msoins", "msodel"} or "mso-prop-change" in style:
        raise PastedError(PastedProblem.TRACKED)
    beside = {"msocomanchor", "msocommentreference"} & classes or "mso-comment" in style
    if beside or _COMMENT.match(leads):
        raise PastedError(PastedProblem.COMMENT)
    if _NOTE.match(leads) or "mso-footnote-id" in style:
        raise PastedError(PastedProblem.FOOTNOTE)
    if "bidi-override" in style:
        raise PastedError(PastedProblem.DIRECTION)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        while number >= value:
            written, number = written + sign, number - value
    return written
