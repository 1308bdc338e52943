"""The demo sign-in: a page of invented people, each a button. Off unless demo mode is on."""

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.vocabulary import Scope
from portal.demo.sign_in import demo_identities
from portal.identity import Identity, Mandate, UserRole
from portal.notifications.shown import sent
from portal.pages.audience import Audience, audience
from portal.pages.rendering import label, page, speaker
from portal.store.cases import COPENHAGEN
from portal.store.sign_ins import Vouched
from portal.web import sign_in
from portal.web.citizen.late import waits_for
from portal.web.navigation import begins_at
from portal.web.portal import portal
from portal.wording.dates import moment

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


@bp.get("/demo/sendt")
@audience(Audience.PUBLIC)
def what_was_sent() -> ResponseReturnValue:
    """Show what would have been sent. All of it is about invented people."""
    here = portal()
    language, year = speaker().language, here.now().year
    messages = [
        {
            "heading": one.heading,
            "paragraphs": one.text.split("\n\n"),
            "is_letter": one.is_letter,
            "language": one.language,
            "way": label(f"demo_sent.way.{one.way}"),
            "at": moment(one.at.astimezone(COPENHAGEN), language, year),
        }
        for one in sent(here.settings.shown_folder)
    ]
    return page("public/demo_sent.html", messages=messages, title=label("demo_sent.title"))


@bp.post("/demo")
@audience(Audience.PUBLIC)
def enter() -> ResponseReturnValue:
    """Sign in as one of them."""
    chosen = request.form.get("person", "")
    person = next((one for one in demo_identities() if one.key == chosen), None)
    if person is None:
        abort(400)
    if person.role is not UserRole.CITIZEN:
        key = f"demo:{person.key}"
        identity = Identity(person.role, None, person.name, staff=key, unit=person.unit)
        response = redirect(url_for(begins_at(person.role)[0]), 303)
    else:
        hashed = portal().identifiers.person(person.identifier or "")
        given = tuple(
            Mandate(portal().identifiers.person(one), tuple(map(str, Scope)))
            for one in person.acts_for
        )
        identity = Identity(person.role, hashed, person.name, mandates=given)
        response = redirect(waits_for(hashed) or url_for("citizen.overview"), 303)
    sealed = portal().identifiers.encrypt(person.identifier) if person.identifier else None
    sign_in.begin(response, identity, Vouched(identifier=sealed))  # type: ignore[arg-type]
    return response
