"""Give a file that somebody sent to whoever may open it: saved, never shown and never run."""

import re
import unicodedata
from urllib.parse import quote

from flask import Response, abort

from portal.core.files import FileState, may_be_opened
from portal.pages.security import CLOSED_MORE

_CSP = "default-src 'none'; sandbox; frame-ancestors 'none'"


def download(content: bytes, name: str, state: FileState) -> Response:
    """Return a file as something to save. Whether it may be opened is asked once more.

    The browser is told neither what is in it nor to look: it opens in no page of ours.
    """
    if not may_be_opened(state):
        abort(404)
    response = Response(content, mimetype="application/octet-stream")
    response.headers["Content-Disposition"] = disposition(name)
    response.headers["Content-Security-Policy"] = _CSP
    response.headers[CLOSED_MORE] = "noopen"
    return response


def disposition(name: str) -> str:
    """Return the header that names a file to save, for old browsers in ASCII too.

    >>> print(disposition("lægens brev.pdf"))
    attachment; filename="laegens brev.pdf"; filename*=UTF-8''l%C3%A6gens%20brev.pdf
    """
    spelt = name.translate({ord("æ"): "ae", ord("ø"): "oe", ord("å"): "aa"})
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^\w .()-]", "_", plain).strip() or "fil"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
