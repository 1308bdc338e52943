"""Headers on every answer, errors too."""

from flask import Response, request

from portal.pages.site import site

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
_CSP_SCRIPTED = f"{_CSP}; script-src 'self'; connect-src 'self'"
CLOSED_MORE = "X-Download-Options"
"""The header of a file to save: its own policy is stricter than a page's."""


def harden(response: Response) -> Response:
    """Add the headers. What nobody said may be kept is not kept."""
    headers = response.headers
    if CLOSED_MORE in headers:
        headers.extend({name: _HEADERS[name] for name in _HEADERS if name not in headers})
    else:
        headers.extend(_HEADERS)
    if getattr(request, INDEXABLE, False) and response.status_code == 200:
        # So that a checker in the page's place may read robots.txt. No script of a page can.
        headers["Content-Security-Policy"] = f"{_CSP}; connect-src 'self'"
    else:
        headers.add("X-Robots-Tag", "noindex, nofollow")
    if getattr(request, SCRIPTED, False) and response.mimetype == "text/html":
        headers["Content-Security-Policy"] = _CSP_SCRIPTED
    if "Cache-Control" not in headers:
        headers.add("Cache-Control", "no-store")
    if site().behind_tls:
        headers.add("Strict-Transport-Security", f"max-age={_YEAR}; includeSubDomains")
    return response
