"""Look at a letter from outside: its words on the page, on paper, and in the paper's structure."""

import io
import unicodedata
from collections.abc import Iterator
from typing import Any

import pypdf
import pypdfium2
from bs4 import BeautifulSoup, Tag
from pypdfium2 import raw

_INVISIBLE = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200b\u200c\u200d\u200e\u200f\ufeff"))


def plain(text: str) -> str:
    """Return a text without invisible marks, letters composed, each space one space."""
    text = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    return " ".join(text.split())


def page_words(html: str) -> list[str]:
    """Return the words of the page in reading order, without those that only describe pictures."""
    soup = BeautifulSoup(html, "html.parser")
    for picture in soup.find_all("svg"):
        picture.decompose()
    return plain(soup.get_text(" ")).split()


def paper_words(pdf: bytes) -> list[str]:
    """Return the words of the paper as its structure tells them to a screen reader."""
    return plain(" ".join(piece for piece, _ in pieces(pdf))).split()


def copied_words(pdf: bytes) -> list[str]:
    """Return the words of the paper as Chrome copies and searches them."""
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return plain(text).split()


def pieces(pdf: bytes) -> Iterator[tuple[str, bool]]:
    """Yield each piece of text in the order of the structure, and whether that spelt it out.

    A piece that the structure does not spell out is read from what is drawn under its mark.
    """
    document = pypdfium2.PdfDocument(pdf)
    drawn = [_drawn(page) for page in document]
    document.close()
    numbers = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(pypdf.PdfReader(io.BytesIO(pdf)).pages)
        if page.indirect_reference
    }
    for element in elements(pdf):
        kids = element["/K"].get_object() if "/K" in element else []
        marks = [
            kid for kid in (kids if isinstance(kids, list) else [kids]) if type(kid) is not str
        ]
        for mark in marks:
            if isinstance(mark, int) and element["/S"] != "/Figure":
                page = drawn[numbers[element.raw_get("/Pg").idnum]]
                if "/ActualText" in element:
                    yield str(element["/ActualText"]), True
                else:
                    yield page.get(int(mark), ""), False


def _drawn(page: Any) -> dict[int, str]:
    """Return what is drawn under each mark of a page, as its fonts say."""
    text, found = page.get_textpage(), {}
    for thing in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
        mark = raw.FPDFPageObj_GetMarkedContentID(thing)
        length = raw.FPDFTextObj_GetText(thing, text, None, 0)
        buffer = (raw.FPDF_WCHAR * (length // 2))()
        raw.FPDFTextObj_GetText(thing, text, buffer, length)
        found[mark] = found.get(mark, "") + bytes(buffer).decode("utf-16-le").rstrip("\0")
    return found


def elements(pdf: bytes) -> Iterator[Any]:
    """Yield the structure of a PDF in reading order."""
    root = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]

    def walk(node: Any) -> Iterator[Any]:
        node = node.get_object()
        if not isinstance(node, pypdf.generic.DictionaryObject) or "/S" not in node:
            return
        yield node
        kids = node["/K"].get_object() if "/K" in node else []
        for kid in kids if isinstance(kids, list) else [kids]:
            if not isinstance(kid, int):
                yield from walk(kid)

    for top in root["/K"]:
        yield from walk(top)


def article(html: str, place: int = 0) -> Tag:
    """Return the letter, or with 1 the translation below it."""
    found = BeautifulSoup(html, "html.parser").find_all("article")[place]
    assert isinstance(found, Tag)
    return found
