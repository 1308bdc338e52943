"""Sign out: the session ends on the server, and the page says so."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.web import sign_in
from portal.web.audience import Audience, audience
from portal.web.rendering import label, page

bp = Blueprint("sign_out", __name__)


@bp.post("/log-af")
@audience(Audience.PUBLIC)
def leave() -> ResponseReturnValue:
    """End the session."""
    response = redirect(url_for("sign_out.left"), 303)
    sign_in.end(response)  # type: ignore[arg-type]
    return response


@bp.get("/log-af")
@audience(Audience.PUBLIC)
def left() -> ResponseReturnValue:
    """Say that nobody is signed in any more, to somebody who is not."""
    if sign_in.current() is not None:
        return redirect(url_for("public.home"), 303)
    return page("public/signed_out.html", title=label("signed_out.title"))
