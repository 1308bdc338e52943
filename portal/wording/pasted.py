"""Text somebody typed or pasted becomes plain text, or is refused with what is wrong with it.

What cannot be seen (a soft hyphen, a byte order mark) goes; what a program left in another
form (a bullet from Word, a tab, a quotation mark from Windows) is written as everybody writes
it. Whatever would change the meaning by going is refused.
"""

import re
import unicodedata
from itertools import pairwise

from portal.wording.pasted_html import looks_like_html, text_of
from portal.wording.pasted_problem import PastedError, PastedProblem

__all__ = ["PastedError", "PastedProblem", "as_plain"]


_LINES = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n\n", "\u2028": "\n", "\u2029": "\n\n"})
_SPACES = str.maketrans(
    dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009", " ")
    | dict.fromkeys("\u200a\u202f\u205f\u3000", " ")
    | {"\x1e": "-", "\u2011": "-"}  # hyphens that do not break a line
)
_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\x1f\u200b\u2060\ufeff", ""))
# Windows' signs read as if they were Latin-1.
_WINDOWS = str.maketrans(
    {
        code: bytes([code]).decode("cp1252")
        for code in range(0x80, 0xA0)
        if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    }
)
_LEFT_TO_RIGHT = "\u202a\u202d\u2066\u2068\u202c\u2069"
_DIRECTED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BULLET = re.compile(
    r"^([ \t]*)(?:[\u2022\u25cf\u25cb\u25aa\u25ab\u25a0\u25a1\u2023\u2043\u2219\u00b7"
    r"\uf0b7\uf0a7\uf0d8\uf0fc\uf076][ \t]*"
    r"|o\t[ \t]*|[-\u2013\u2014]\t[ \t]*|[\u2013\u2014][ ]+(?=\S))",
    re.MULTILINE,
)
_SPACE_WITHIN = re.compile(r"(?<=\S)[ \t]+")
_NUMBERED = re.compile(r"^([ \t]*\d{1,3}[.)])\t[ \t]*", re.MULTILINE)
_OBJECT, _CELL = "\ufffc", "\x07"
# What a program writes for a letter it does not have, and what is no letter at all.
_LOST_SIGN = re.compile("[\ufffd\ufdd0-\ufdef\ufffe\uffff]")


def as_plain(text: str) -> str:
    r"""Return a text as plain paragraphs and lists.

    A line is kept a line, an empty line divides paragraphs, a list's line begins "- ".

    Raises:
        PastedError: It holds what cannot become plain text without changing its meaning.

    >>> as_plain("Vi skal bruge:\r\n\u2022\tdit\u00a0pas\r\n\u2022\tet fo\u00adto")
    'Vi skal bruge:\n- dit pas\n- et foto'
    """
    return tidy(text_of(text) if looks_like_html(text) else text)


def tidy(text: str) -> str:
    """Return a text that holds no markup in its plain form.

    Raises:
        PastedError: As above.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_LINES)
    text = text.translate(_WINDOWS).translate(_SPACES).translate(_UNSEEN)
    text = _without_direction(text)
    text = _NUMBERED.sub(r"\1 ", _BULLET.sub(r"\1- ", text))
    _refuse_signs(text)
    _refuse_flat_table(text)
    lines = [_SPACE_WITHIN.sub(" ", line).rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_direction(text: str) -> str:
    """Drop signs that turn nothing, as telephones put around a number; refuse the others."""
    if not _DIRECTED.search(text):
        return text
    turned = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)
    plain = re.sub(f"[{_LEFT_TO_RIGHT}]", "", text)
    if turned or _DIRECTED.search(plain):
        raise PastedError(PastedProblem.DIRECTION)
    return plain


def _refuse_signs(text: str) -> None:
    if _OBJECT in text:
        raise PastedError(PastedProblem.IMAGE)
    if _CELL in text:
        raise PastedError(PastedProblem.TABLE)
    kinds = {unicodedata.category(sign) for sign in text if sign not in "\n\t"}
    if "Cc" in kinds:
        raise PastedError(PastedProblem.CONTROL)
    if kinds & {"Co", "Cs"} or _LOST_SIGN.search(text):
        raise PastedError(PastedProblem.UNREADABLE)


def _refuse_flat_table(text: str) -> None:
    """Refuse the rows of a table whose cells are divided by tabs: nobody could read it."""
    rows = [line.strip("\t ").count("\t") for line in text.split("\n")]
    if any(first and first == second for first, second in pairwise(rows)):
        raise PastedError(PastedProblem.TABLE)
