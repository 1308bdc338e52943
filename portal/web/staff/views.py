"""What the sources sent that can't be used."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.store import feed
from portal.store.cases import COPENHAGEN
from portal.web.audience import Audience, audience
from portal.web.portal import portal, reading
from portal.web.rendering import label, page, speaker
from portal.wording.dates import moment

bp = Blueprint("staff", __name__, url_prefix="/medarbejder")


@bp.get("/lagt-til-side")
@audience(Audience.STAFF)
def set_aside() -> ResponseReturnValue:
    """Show what was set aside: which source, which field, why. Never the content."""
    here = portal()
    rows = feed.set_aside(reading())
    year = here.now().year
    language = speaker().language
    shown = [
        {
            "when": moment(row.received_at.astimezone(COPENHAGEN), language, year),
            "source": row.source,
            "event_id": row.event_id,
            "pointer": row.pointer,
            "code": row.code,
            "reason": row.reason,
        }
        for row in rows
    ]
    return page("staff/set_aside.html", rows=shown, title=label("staff.set_aside"))
