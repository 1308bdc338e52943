"""What could not be sent in a case: why, and that a person has seen to it."""

from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.contact import BY_A_PERSON
from portal.core.sending import why_unsent
from portal.pages.audience import Audience, audience
from portal.pages.rendering import label, page, speaker
from portal.services.deliver import done_by_hand, send_again
from portal.store import outbox
from portal.store.cases import COPENHAGEN
from portal.web.portal import portal, reading
from portal.web.staff.blueprint import bp
from portal.web.staff.opened import DeskCase, open_case
from portal.wording.dates import moment


@bp.get("/sag/<public_id>/ikke-sendt")
@audience(Audience.STAFF)
def unsent(public_id: str) -> ResponseReturnValue:
    """Show what could not be sent in a case."""
    case = open_case(public_id)
    parties = outbox.parties_of(reading(), case.case_id)
    names = {one.person: None if one.protected else one.name for one in parties.values()}
    return page(
        "staff/unsent.html",
        case=case,
        items=[_item(row, names) for row in outbox.failed_of(reading(), [case.case_id])],
        title=label("desk.unsent.title"),
    )


@bp.post("/sag/<public_id>/ikke-sendt")
@audience(Audience.STAFF)
def see_to_unsent(public_id: str) -> ResponseReturnValue:
    """Note that somebody has seen to one of them, or send it again."""
    case, do = open_case(public_id), request.form.get("do")
    row_id = _chosen(case, request.form.get("item", ""))
    here = portal()
    with here.engine.begin() as connection:
        if do == "done":
            done_by_hand(connection, row_id, here.now())
        elif do == "again":
            send_again(connection, row_id, here.now())
        else:
            abort(400)
    return redirect(url_for("staff.unsent", public_id=public_id), 303)


def _chosen(case: DeskCase, number: str) -> int:
    """Return the row somebody chose. One of another case, or done meanwhile, is not there."""
    rows = outbox.failed_of(reading(), [case.case_id])
    chosen = next((int(row.id) for row in rows if str(row.id) == number), None)
    if chosen is None:
        abort(404)
    return chosen


def _item(row: Any, names: dict[str, str | None]) -> dict[str, Any]:
    at = row.created_at.astimezone(COPENHAGEN)
    return {
        "id": row.id,
        "what": label(f"desk.unsent.{row.kind}"),
        "who": names.get(row.person) or label("desk.protected"),
        "when": moment(at, speaker().language, portal().today().year),
        "why": f"desk.unsent.why.{why_unsent(row.channel, row.last_error)}",
        "by_machine": row.channel not in BY_A_PERSON,
    }
