"""Keep what was typed when the sign-in had run out while somebody was writing."""

import re

from flask import g, request

from portal.identity import Identity
from portal.services.keep_draft import keep_draft
from portal.services.post_update import Opened
from portal.store import desk
from portal.web import sign_in
from portal.web.portal import portal, reading
from portal.web.staff.drafting import typed_fields
from portal.web.staff.forms import DeskForm
from portal.web.staff.worklist import FORMS

_TOKEN = re.compile(r"[\w-]{16,40}", re.ASCII)


def keep_what_was_typed() -> None:
    """Keep a form of the desk as a draft of whoever had signed in here until a while ago.

    It is done before the request is refused, and only then: the same person finds the draft
    after signing in again. Nobody else does, since a draft belongs to its writer.
    """
    form = _form()
    if form is None or sign_in.current() is not None:
        return
    identity = sign_in.lately()
    if identity is None or identity.staff is None or identity.name is None:
        return
    if _keep(identity, form):
        g.kept_late = ["desk.draft.kept_late"]


def _form() -> str | None:
    """Return which of the forms that keep drafts was sent, None when none was."""
    if request.method != "POST" or request.endpoint is None:
        return None
    name = request.endpoint.removeprefix("staff.")
    if name == "keep":
        name = str((request.view_args or {}).get("form"))
    return name if name in FORMS and request.endpoint.startswith("staff.") else None


def _keep(identity: Identity, name: str) -> bool:
    here = portal()
    public_id = str((request.view_args or {}).get("public_id"))
    row = desk.case_of(reading(), public_id, identity.name or "", identity.unit)
    if row is None or identity.staff is None or identity.name is None:
        return False
    form = DeskForm(meta={"csrf": False})
    token, seen = str(form.token.data or ""), str(form.seen.data or "")
    if not _TOKEN.fullmatch(token) or not seen.isdigit():
        return False
    opened = Opened(row.id, name, token, int(seen))
    return keep_draft(
        here.engine, here.identifiers, identity.staff, opened, typed_fields(), here.now()
    )
