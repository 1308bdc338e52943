"""The demo sign-in: a page of invented people, each a button. Off unless demo mode is on."""

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.demo.sign_in import demo_identities
from portal.identity import AT_WORK, Identity
from portal.web import sign_in
from portal.web.audience import Audience, audience
from portal.web.portal import portal
from portal.web.rendering import label, page

bp = Blueprint("demo", __name__)


@bp.before_request
def _only_in_demo() -> None:
    if not portal().settings.demo:
        abort(404)


@bp.get("/demo")
@audience(Audience.PUBLIC)
def people() -> ResponseReturnValue:
    """Show the demo people."""
    return page("public/demo.html", people=demo_identities(), title=label("demo.title"))


@bp.post("/demo")
@audience(Audience.PUBLIC)
def enter() -> ResponseReturnValue:
    """Sign in as one of them."""
    chosen = request.form.get("person", "")
    person = next((one for one in demo_identities() if one.key == chosen), None)
    if person is None:
        abort(400)
    if person.role in AT_WORK:
        key = f"demo:{person.key}"
        identity = Identity(person.role, None, person.name, staff=key, unit=person.unit)
        response = redirect(url_for("staff.worklist"), 303)
    else:
        hashed = portal().identifiers.person(person.identifier or "")
        identity = Identity(person.role, hashed, person.name)
        response = redirect(url_for("citizen.overview"), 303)
    sign_in.begin(response, identity)  # type: ignore[arg-type]
    return response
