"""Read one cookie of a request."""

from flask import Request


def cookie(request: Request, name: str) -> str:
    """Return the value of a cookie, "" when it is not there.

    None of ours needs quoting, so nothing is taken out of quotes: the general reading of every
    cookie took ten times as long.
    """
    for pair in request.environ.get("HTTP_COOKIE", "").split(";"):
        found, _, value = pair.partition("=")
        if found.strip() == name:
            return str(value.strip())
    return ""
