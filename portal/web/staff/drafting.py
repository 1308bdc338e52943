"""Drafts: what somebody writes is kept on the server, never in the browser."""

from typing import Any

from flask import abort, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.pages.audience import Audience, audience
from portal.pages.rendering import speaker
from portal.services.keep_draft import Draft, keep_draft, read_draft
from portal.store import drafts
from portal.store.cases import COPENHAGEN
from portal.web.portal import portal, reading
from portal.web.staff.blueprint import bp
from portal.web.staff.forms import DeskForm
from portal.web.staff.opened import DeskCase, open_case, writer
from portal.web.staff.worklist import FORMS
from portal.wording.dates import moment

_NOT_KEPT = frozenset({"csrf_token", "do"})
MOST_BYTES = 64 * 1024
"""More than any form of the desk can hold."""


@bp.post("/sag/<public_id>/kladde/<form>")
@audience(Audience.STAFF)
def keep(public_id: str, form: str) -> ResponseReturnValue:
    """Keep what is being typed; asked for by the page's script, answered in a word."""
    if form not in FORMS:
        abort(404)
    # Every few seconds while somebody writes, and the answer shows nothing.
    case = open_case(public_id, shown=False)
    kept = keep_typed(case, form, DeskForm())
    return jsonify(kept=kept, at=f"{portal().now():%H.%M}")


def keep_typed(case: DeskCase, name: str, form: DeskForm) -> bool:
    """Keep the fields of this request; return False when they have been posted already."""
    here = portal()
    opened = form.opened(case, name)
    return keep_draft(
        here.engine, here.identifiers, writer().key, opened, typed_fields(), here.now()
    )


def typed_fields() -> dict[str, list[str]]:
    """Return what was sent, without what belongs to the sending.

    Raises:
        werkzeug.exceptions.RequestEntityTooLarge: It is more than a form can hold.
    """
    fields = {name: many for name, many in request.form.lists() if name not in _NOT_KEPT}
    if sum(len(one) for many in fields.values() for one in many) > MOST_BYTES:
        abort(413)
    return fields


def keep_or_throw(
    case: DeskCase, name: str, form: DeskForm, does: str
) -> ResponseReturnValue | None:
    """Keep a draft and return None, or throw it away and return where to go."""
    if does == "draft":
        keep_typed(case, name, form)
        return None
    with portal().engine.begin() as connection:
        drafts.forget(connection, _key(case, name))
    return redirect(url_for(f"staff.{name}", public_id=case.public_id), 303)


def draft_of(case: DeskCase, name: str) -> Draft | None:
    """Return what this person had begun to write in this form."""
    return read_draft(reading(), portal().identifiers, _key(case, name))


def part(draft: Draft | None) -> dict[str, Any] | None:
    """Return when a draft was kept, as a template takes it."""
    if draft is None:
        return None
    at = draft.saved_at.astimezone(COPENHAGEN)
    return {"when": moment(at, speaker().language, portal().today().year)}


def _key(case: DeskCase, name: str) -> tuple[str, int, str]:
    return writer().key, case.case_id, name
