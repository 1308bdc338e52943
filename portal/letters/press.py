"""The press: HTML to tagged, unchanging PDF bytes, with fonts loaded once and no network.

Loading the fonts takes longer than a letter, so a process that makes letters keeps one `Press`.
It is not for threads: layout holds Python's lock, and two threads are slower than one.
"""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from portal.letters import tagging

PDF_VARIANT = "pdf/ua-1"
_FACES = (
    ("Letter", 400, "atkinson-hyperlegible-next-latin-400-normal"),
    ("Letter", 700, "atkinson-hyperlegible-next-latin-700-normal"),
    ("Letter Ext", 400, "atkinson-hyperlegible-next-latin-ext-400-normal"),
    ("Letter Ext", 700, "atkinson-hyperlegible-next-latin-ext-700-normal"),
    ("Letter Arabic", 400, "ibm-plex-sans-arabic-arabic-400-normal"),
    ("Letter Arabic", 700, "ibm-plex-sans-arabic-arabic-700-normal"),
)


class OutsideError(Exception):
    """A letter asked for something that is not part of it: nothing is fetched, none is made."""


class _StopWeasyPrintError(FatalURLFetchingError):  # type: ignore[misc]
    """WeasyPrint goes on without what it cannot get, unless this is raised."""


class _OwnFonts(URLFetcher):  # type: ignore[misc]
    """Gives out the fonts of this folder and nothing else, neither from disk nor the network."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._files = {file.as_uri(): file for file in folder.glob("*.woff2")}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return a font's bytes.

        Raises:
            _StopWeasyPrintError: Anything else was asked for.
        """
        file = self._files.get(url)
        if file is None:
            raise _StopWeasyPrintError(url)
        return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": "font/woff2"})


class Press:
    """Fonts and style sheet, loaded once; then a letter in some hundredths of a second."""

    def __init__(self, fonts: Path, style: Path) -> None:
        """Load the fonts of a folder and the style sheet of letters.

        Raises:
            WrongWeasyPrintError: Another WeasyPrint is installed than the pinned one.
        """
        tagging.install()
        self._fetcher = _OwnFonts(fonts.resolve())
        self._fonts = FontConfiguration()
        self.style = self._css(font_faces(fonts.resolve()) + style.read_text(encoding="utf-8"))

    def print(self, html: str) -> bytes:
        """Return the PDF/UA-1 of a whole document. The same HTML gives the same bytes.

        The document must name its language and title; what it shows must lie in it.

        Raises:
            OutsideError: It asks for a file or an address.
        """
        document = weasyprint.HTML(string=html, url_fetcher=self._fetcher)
        try:
            made: bytes = document.write_pdf(
                pdf_variant=PDF_VARIANT, stylesheets=[self.style], font_config=self._fonts
            )
        except _StopWeasyPrintError as asked:  # not an Exception: it would end the process
            raise OutsideError(str(asked)) from None
        return made

    def _css(self, text: str) -> Any:
        return weasyprint.CSS(string=text, font_config=self._fonts, url_fetcher=self._fetcher)


def font_faces(folder: Path) -> str:
    """Return the style sheet's fonts, each by the address of its file."""
    return "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};"
        f"src:url('{escape((folder / f'{name}.woff2').as_uri())}')}}\n"
        for family, weight, name in _FACES
    )
