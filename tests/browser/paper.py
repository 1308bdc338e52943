"""A letter as it comes out of the printer: its text, and its pages as pictures to look at."""

from pathlib import Path

import pypdfium2

_SCALE = 1.2


class Paper:
    """A PDF. Its pictures go into a folder, one a page."""

    def __init__(self, pdf: bytes, folder: Path) -> None:
        self._pdf, self._folder = pdf, folder
        document = pypdfium2.PdfDocument(pdf)
        pages = [page.get_textpage().get_text_range() for page in document]
        document.close()
        self.pages = len(pages)
        self.text = " ".join(" ".join(pages).replace("\ufffe", "").split())

    def pictures(self, most: int = 4) -> None:
        """Draw the pages, for people to look at."""
        self._folder.mkdir(parents=True, exist_ok=True)
        document = pypdfium2.PdfDocument(self._pdf)
        for number, page in enumerate(document, 1):
            if number <= most:
                file = self._folder / f"page-{number}.png"
                page.render(scale=_SCALE).to_pil().save(file)
        document.close()
