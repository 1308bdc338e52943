"""What was set aside, and every other page of the desk: importing them hangs them up."""

from flask.typing import ResponseReturnValue

from portal.pages.audience import Audience, audience
from portal.pages.rendering import label, page, speaker
from portal.store import feed
from portal.store.cases import COPENHAGEN
from portal.web.portal import portal, reading
from portal.web.staff import (
    case,
    copy,
    promises,
    representatives,
    seen,
    sent_in,
    talk,
    unsent,
    update,
    worklist,
)
from portal.web.staff.blueprint import bp
from portal.wording.dates import moment

__all__ = [
    "bp",
    "case",
    "copy",
    "promises",
    "representatives",
    "seen",
    "sent_in",
    "talk",
    "unsent",
    "update",
    "worklist",
]


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
