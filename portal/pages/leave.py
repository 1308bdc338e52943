"""The way out: the session ends here and at the provider, and the browser keeps nothing."""

import logging
import secrets
from collections.abc import Mapping

from flask import Blueprint, Response, abort, jsonify, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.identity.signed_in import SignInError
from portal.pages.audience import Audience
from portal.pages.enter import add_views, wanted
from portal.pages.entrance import Entrance
from portal.pages.reader import choices
from portal.pages.rendering import label, page
from portal.wording.dates import hour

_FORGET = '"cache", "storage"'
"""What the browser throws away: a page that stands in its memory opens no more, not by the back
button either. The reader's language stays."""

_LOG = logging.getLogger(__name__)


def blueprint(entrance: Entrance) -> Blueprint:
    """Return the pages of the way out, and the way to stay."""
    bp = Blueprint("leave", __name__)
    views = _Views(entrance)
    add_views(
        bp,
        Audience.PUBLIC,
        ("/log-af", "POST", views.leave),
        ("/log-af", "GET", views.left),
        ("/log-ind/ude", "GET", views.gone),
        ("/log-ind/bliv", "POST", views.stay),
    )
    add_views(
        bp,
        Audience.MACHINE,
        ("/log-ind/metadata", "GET", views.metadata),
        ("/log-ind/saml/ude", "GET", views.goodbye),
    )
    return bp


class _Views:
    """The views of one entrance."""

    def __init__(self, entrance: Entrance) -> None:
        self._in = entrance

    def leave(self) -> ResponseReturnValue:
        """End the session here, and lead on to the provider, where it ends too."""
        response = make_response("", 303)
        response.headers["Location"] = url_for("leave.left")
        kept = self._in.end(response)
        farewell = self._farewell(*kept) if kept else None
        if farewell is not None:
            title = label("enter.leaving.title")
            response.status_code = 200
            response.mimetype = "text/html"
            response.set_data(page("public/enter_leaving.html", title=title, href=farewell))
            del response.headers["Location"]
            # A form may lead only to ourselves, also when it is led on: so the page goes by itself.
            response.headers["Refresh"] = f"0;url={farewell}"
        response.headers["Clear-Site-Data"] = _FORGET
        return response

    def _farewell(self, name: str, logout: Mapping[str, str]) -> str | None:
        found = (one for one in self._in.providers.values() if one.name == name)
        provider = next(found, None)
        return provider.farewell(logout, secrets.token_urlsafe(16)) if provider else None

    def left(self) -> ResponseReturnValue:
        """Say that nobody is signed in any more, to somebody who is not."""
        if self._in.stay(False):
            return redirect("/", 303)
        return page("public/signed_out.html", title=label("signed_out.title"))

    def stay(self) -> ResponseReturnValue:
        """Stay signed in for as long again: from the page's script, or from a button without it."""
        stay = self._in.stay(True)
        if request.accept_mimetypes.best == "application/json":
            if stay is None:
                return jsonify(), 401
            text = label("session.until", time=hour(stay.until, choices().lang))
            return jsonify(text=text, seconds=stay.seconds)
        if stay is None:
            abort(401)
        return redirect(wanted(request.form.get("next")) or "/", 303)

    def gone(self) -> ResponseReturnValue:
        """Come back from the provider after signing out there."""
        return redirect(url_for("leave.left"), 303)

    def goodbye(self) -> ResponseReturnValue:
        """End what the provider says is over, and tell it so; or come back from there."""
        saml = self._in.saml
        if saml is None:
            abort(404)
        try:
            said = saml.goodbye(request.args.to_dict())
        except SignInError as error:
            _LOG.warning("sign-out refused: %s", error)
            return redirect(url_for("leave.left"), 303)
        if said.session is None or said.answer is None:
            return redirect(url_for("leave.left"), 303)
        self._in.ended(said.session)
        response = make_response(redirect(said.answer, 303))
        self._in.end(response)
        response.headers["Clear-Site-Data"] = _FORGET
        return response

    def metadata(self) -> ResponseReturnValue:
        """Return our description for the provider's administration."""
        if self._in.saml is None:
            abort(404)
        return Response(self._in.saml.metadata(), mimetype="application/samlmetadata+xml")
