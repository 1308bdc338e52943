"""Headers on every answer, errors too."""

from flask import Response

from portal.pages.site import site
from portal.pages.unproxied import this_request

_CSP = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
}
_YEAR = 365 * 24 * 3600
INDEXABLE = "portal_indexable"
SCRIPTED = "portal_scripted"
"""Set on a request for a page that has a script of ours: whoever reads it has signed in."""
_HEADERS_SCRIPTED = _HEADERS | {
    "Content-Security-Policy": f"{_CSP}; script-src 'self'; connect-src 'self'"
}
CLOSED_MORE = "X-Download-Options"
"""The header of a file to save: its own policy is stricter than a page's."""


def harden(response: Response) -> Response:
    """Add the headers. What nobody said may be kept is not kept."""
    headers, request = response.headers, this_request()
    # Put together once: a header that is asked for and is not there costs an exception.
    there = {name.lower() for name, _ in headers}
    scripted = getattr(request, SCRIPTED, False) and response.mimetype == "text/html"
    if scripted:
        headers.extend(_HEADERS_SCRIPTED)
    elif CLOSED_MORE.lower() in there:
        headers.extend({name: _HEADERS[name] for name in _HEADERS if name.lower() not in there})
    else:
        headers.extend(_HEADERS)
    if not (getattr(request, INDEXABLE, False) and response.status_code == 200):
        headers.add("X-Robots-Tag", "noindex, nofollow")
    elif not scripted:
        # So that a checker in the page's place may read robots.txt. No script of a page can.
        headers["Content-Security-Policy"] = f"{_CSP}; connect-src 'self'"
    if "cache-control" not in there:
        headers.add("Cache-Control", "no-store")
    if site().behind_tls:
        headers.add("Strict-Transport-Security", f"max-age={_YEAR}; includeSubDomains")
    return response
