"""Copy what was posted to the case system, so that nothing has to be typed twice."""

from typing import Any

from flask.typing import ResponseReturnValue

from portal.core.events import OWN_SOURCE
from portal.pages.audience import Audience, audience
from portal.pages.rendering import label, speaker
from portal.store import journal
from portal.store.cases import COPENHAGEN
from portal.store.journal import JournalKind
from portal.web.plain_text import OF_THE_DESK, events_of, post_text
from portal.web.portal import portal, reading
from portal.web.staff.blueprint import bp
from portal.web.staff.opened import open_case
from portal.web.staff.scripted import scripted_page
from portal.wording.dates import moment

_MOST = 20


@bp.get("/sag/<public_id>/fagsystem")
@audience(Audience.STAFF)
def copy(public_id: str) -> ResponseReturnValue:
    """Show the newest posts of a case as plain text, what is not taken over yet first."""
    case = open_case(public_id)
    items = journal.items_of_case(reading(), case.case_id)
    posts = [item for item in items if item.kind in OF_THE_DESK]
    posts.sort(key=lambda item: item.acknowledged_at is not None)
    shown = posts[:_MOST]
    rows = journal.events_of_post(reading(), OWN_SOURCE, [item.thing for item in shown])
    others = [item for item in items if item.kind not in OF_THE_DESK and not item.acknowledged_at]
    return scripted_page(
        "staff/copy.html",
        case=case,
        posts=[
            _part(number, item, [row for row in rows if row.post == item.thing])
            for number, item in enumerate(shown, 1)
        ],
        others=len(others),
        title=label("desk.copy.title"),
    )


def _part(number: int, item: Any, rows: list[Any]) -> dict[str, Any]:
    at = item.created_at.astimezone(COPENHAGEN)
    return {
        "id": f"text-{number}",
        "heading": label(f"desk.copied.{JournalKind(item.kind)}"),
        "when": moment(at, speaker().language, portal().today().year),
        "text": post_text(events_of(rows)),
        "reference": item.reference,
    }
