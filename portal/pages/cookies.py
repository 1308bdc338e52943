"""Our cookies: one set of flags and one way to name them, in the portal and in the room.

Over https every name begins with ``__Host-``: the browser then takes the cookie from this very host
only, over https, for every path, and no other host of the domain can put one of its own in its
place (RFC 6265bis, 4.1.3.2). Over plain http, as in the demo, a browser refuses such names.
"""

from flask import Request, Response

from portal.pages.site import site
from portal.pages.unproxied import this_request

_HOST = "__Host-"


def named(name: str, *, secure: bool) -> str:
    """Return what a cookie of ours is called, over https or not."""
    return _HOST + name if secure else name


def cookie(name: str) -> str:
    """Return the value of one of our cookies, "" when it is not there."""
    return value_of(this_request(), named(name, secure=site().behind_tls))


def keep_cookie(response: Response, name: str, value: str, seconds: int | None = None) -> None:
    """Give the browser one of our cookies: for so long, or until it is closed."""
    secure = site().behind_tls
    response.set_cookie(
        named(name, secure=secure),
        value,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=secure,
    )


def drop_cookie(response: Response, name: str) -> None:
    """Take one of our cookies back."""
    secure = site().behind_tls
    response.delete_cookie(
        named(name, secure=secure), path="/", httponly=True, samesite="Lax", secure=secure
    )


def value_of(request: Request, full_name: str) -> str:
    """Return the value of a cookie by its whole name, "" when it is not there.

    None of ours needs quoting, so nothing is taken out of quotes: the general reading of every
    cookie took ten times as long.
    """
    for pair in request.environ.get("HTTP_COOKIE", "").split(";"):
        found, _, value = pair.partition("=")
        if found.strip() == full_name:
            return str(value.strip())
    return ""
