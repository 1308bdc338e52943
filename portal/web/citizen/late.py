"""Keep what a citizen sent when the session had run out, and give it back to the same person.

Without a script nobody is warned, and who writes slowly writes for more than half an hour. What
was sent then is refused, and kept: after the same person has signed in again it stands in its
form, not sent. Nobody else ever gets it: it lies under the person, encrypted.
"""

import json
from typing import Any

from flask import Request, Response, current_app, g
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from portal.identity import Identity, UserRole
from portal.identity.identifiers import UnreadableError
from portal.pages.audience import Audience, audience_of
from portal.pages.unproxied import kept, this_request
from portal.store import kept_forms
from portal.web import sign_in
from portal.web.portal import portal, reading

MARK = "gemt"
"""In an address: something waits to be filled in. In a form: it was filled in from what waited."""

_NOT_KEPT = frozenset({"csrf_token", MARK})
_NEVER = frozenset({"access_code", "give_on"})
"""Blueprints whose forms are not kept: a code is not written down, nor that somebody goes to the
adviser."""
_MOST_BYTES = 64 * 1024
_MOST_PATH = 200
_SENT = 303


def keep_or_give_back() -> None:
    """Before a page: keep a form that came too late; fill one in from what waits."""
    request = this_request()
    if request.method == "POST":
        if _is_kept(request) and sign_in.current() is None:
            _keep(request, sign_in.lately())
    elif request.query_string and MARK in request.args:
        _give_back(request, sign_in.current())


def forget_sent(response: Response) -> Response:
    """After a form that was filled in from what waited has been sent: it waits no more."""
    if response.status_code != _SENT:
        return response
    request, identity = this_request(), kept().get("identity")
    sent = request.method == "POST" and request.form.get(MARK)
    if sent and identity is not None and identity.person:
        with portal().engine.begin() as connection:
            kept_forms.forget(connection, identity.person, request.path)
    return response


def waits_for(person: str | None) -> str | None:
    """Return the page where something of this person's waits, None when nothing does."""
    if person is None:
        return None
    with portal().engine.connect() as connection:
        path = kept_forms.newest(connection, person)
    return f"{path}?{MARK}=1" if path else None


def _is_kept(request: Request) -> bool:
    """Tell whether this is a citizen's form that has a page to stand on again."""
    if request.endpoint is None or request.blueprint in _NEVER:
        return False
    if audience_of(current_app, request.endpoint) is not Audience.CITIZEN:
        return False
    try:
        current_app.url_map.bind("").match(request.path, "GET")
    except (NotFound, MethodNotAllowed, RequestRedirect):
        return False
    return len(request.path) <= _MOST_PATH


def _keep(request: Request, identity: Identity | None) -> None:
    if identity is None or identity.role is not UserRole.CITIZEN or identity.person is None:
        return
    here = portal()
    fields = {name: many for name, many in request.form.lists() if name not in _NOT_KEPT}
    content = json.dumps(fields)
    if not fields or len(content) > _MOST_BYTES:
        return
    with here.engine.begin() as connection:
        sealed = here.identifiers.encrypt(content)
        kept_forms.keep(connection, identity.person, request.path, sealed, here.now())
    files = any(one.filename for one in request.files.values())
    g.kept_late = ["enter.late.kept", *(["enter.late.files"] if files else [])]


def _give_back(request: Request, identity: Identity | None) -> None:
    if identity is None or identity.person is None:
        return
    sealed = kept_forms.find(reading(), identity.person, request.path)
    if sealed is None:
        return
    try:
        fields: dict[str, Any] = json.loads(portal().identifiers.decrypt(sealed))
    except UnreadableError:
        return
    g.given_back = MultiDict(fields)
