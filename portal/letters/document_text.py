"""The text of a PDF, page by page, so that a document can be read on the page it belongs to."""

import logging
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

MOST_PAGES = 60

_LOG = logging.getLogger(__name__)
# It tells of every small fault in a file, with pieces of the file.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def pages_of(content: bytes) -> list[list[str]]:
    """Return the lines of each page; nothing when a page has no text or there are too many.

    A document is shown whole or not at all: what could not be read must not look like an end.
    """
    try:
        pages = PdfReader(BytesIO(content)).pages
        if len(pages) > MOST_PAGES:
            return []
        found = [_lines(page.extract_text()) for page in pages]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        _LOG.warning("a document's text could not be read: %s", type(error).__name__)
        return []
    return found if found and all(found) else []


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
