"""Thank whoever has answered, on the page they came from and without a trace in its address.

The address of a case's page stands in the browser's history and in logs; that somebody has
answered is to stand in neither. It goes along in a cookie that says nothing else, that the next of
these pages takes back, and that is gone after a minute at the latest.
"""

from flask import Response, make_response, redirect

from portal.pages.cookies import cookie, drop_cookie, keep_cookie
from portal.pages.rendering import page

COOKIE = "svaret"
_SAYS = "tak"
_SECONDS = 60


def thanked(back: str) -> Response:
    """Lead back to one of our pages, which will thank."""
    response = make_response(redirect(back, 303))
    keep_cookie(response, COOKIE, _SAYS, _SECONDS)
    return response


def thanking(template: str, **values: object) -> Response:
    """Render a page that thanks when somebody has just answered, and only then and once."""
    thanks = cookie(COOKIE) == _SAYS
    response = make_response(page(template, thanks=thanks, **values))
    if thanks:
        drop_cookie(response, COOKIE)
    return response
