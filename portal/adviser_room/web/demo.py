"""The room's demo sign-in: the demo's citizens, and an adviser. There only in demo mode."""

from flask import Blueprint, abort, make_response, request
from flask.typing import ResponseReturnValue

from portal.adviser_room import sign_in
from portal.adviser_room.demo import demo_visitors
from portal.adviser_room.room import room
from portal.identity import Identity, UserRole
from portal.pages.audience import Audience, audience
from portal.pages.rendering import label, page

bp = Blueprint("demo", __name__)


@bp.get("/demo")
@audience(Audience.PUBLIC)
def people() -> ResponseReturnValue:
    """Show the demo people."""
    return page("adviser_room/demo.html", people=demo_visitors(), title=label("demo.title"))


@bp.post("/demo")
@audience(Audience.PUBLIC)
def enter() -> ResponseReturnValue:
    """Sign in as one of them."""
    chosen = request.form.get("person", "")
    person = next((one for one in demo_visitors() if one.key == chosen), None)
    if person is None:
        abort(400)
    hashed = room().seals.person(person.identifier) if person.identifier else None
    role = UserRole.CITIZEN if hashed else UserRole.ADVISER
    response = make_response("", 303)
    response.headers["Location"] = "/samtaler" if hashed else "/raadgiver"
    identity = Identity(role, hashed, person.name)
    sign_in.begin(response, identity, identifier=person.identifier)
    return response
