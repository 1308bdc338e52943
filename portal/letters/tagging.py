"""What WeasyPrint leaves out of a tagged PDF: the language of parts, and how Arabic is read.

WeasyPrint draws Arabic in the order it is seen and says nothing of the order it is read in; and
it names one language for the whole document. Both belong into the structure (ISO 32000-1, 14.9):
``/Lang`` where a part names its own, ``/ActualText`` on each piece that is read from the right.

Copying and searching in Chrome, Edge, Evince and the like do not ask the structure. They turn
what they see round letter by letter, and so a ligature's letters (lam-alef) must lie the other
way round in the font's table for them to come out right.

The functions wrapped here are private to WeasyPrint: its version is pinned, and
``tests/letters/test_reading_order.py`` fails if they stop doing this.
"""

import re
from collections.abc import Iterator
from typing import Any

import pydyf
import weasyprint
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags

MADE_FOR = "70.0"
# Hebrew to Arabic Extended, and both their presentation forms.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


class WrongWeasyPrintError(Exception):
    """Another version is installed than the one this was made for."""


def reads_from_right(text: str) -> bool:
    """Tell whether a text holds letters that are read from right to left.

    >>> reads_from_right("ملفك"), reads_from_right("Din sag")
    (True, False)
    """
    return _RIGHT_TO_LEFT.search(text) is not None


def install() -> None:
    """Make WeasyPrint tell the language of each part and the reading order of its text.

    Raises:
        WrongWeasyPrintError: Its insides may be others than those known here.
    """
    if weasyprint.__version__ != MADE_FOR:
        raise WrongWeasyPrintError(f"WeasyPrint {MADE_FOR} is needed, not {weasyprint.__version__}")
    tags._build_box_tree = _box_tree
    weasyprint.pdf.build_fonts_dictionary = _fonts


_plain_tree = tags._build_box_tree
_plain_fonts = weasyprint.pdf.build_fonts_dictionary


def _box_tree(box: Any, *args: Any) -> Iterator[Any]:
    """Build the structure as WeasyPrint does; add its own language and what is read."""
    _parent, pdf, _page, by_mark, _annotations, marks = args
    box = getattr(box, "_box", box)
    language = box.element.attrib.get("lang") if getattr(box, "element", None) is not None else None
    read = {
        marks[text]["mcid"]: text.text
        for text in _texts(box)
        if text.style["direction"] == "rtl" or reads_from_right(text.text)
    }
    for element in _plain_tree(box, *args):
        if language and box.element_tag != "html":
            element["Lang"] = pydyf.String(language)
        yield element
    for mark, text in read.items():
        _add_read(pdf.objects[int(by_mark[mark].split()[0])], text)


def _texts(box: Any) -> Iterator[Any]:
    """Yield the pieces of text that lie directly in a box, line by line."""
    for child in getattr(box, "children", ()):
        for piece in child.children if isinstance(child, boxes.LineBox) else (child,):
            if isinstance(piece, boxes.TextBox):
                yield piece


def _add_read(element: Any, text: str) -> None:
    """Add to what an element reads as; a link over two lines has two pieces."""
    before = element["ActualText"].string if "ActualText" in element else ""
    element["ActualText"] = pydyf.String(before + text)


def _fonts(pdf: Any, fonts: Any, *args: Any) -> Any:
    """Write the fonts as WeasyPrint does, with the letters of a right-to-left ligature turned."""
    for font in fonts.values():
        for glyph, letters in font.to_unicode.items():
            if len(letters) > 1 and reads_from_right(letters):
                font.to_unicode[glyph] = letters[::-1]
    return _plain_fonts(pdf, fonts, *args)
