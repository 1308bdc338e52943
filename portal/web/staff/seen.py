"""The case page as its citizen meets it: the real parts, for the desk to look at."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from flask import request, url_for
from markupsafe import Markup

from portal.core.events import CaseEvent
from portal.pages.audience import Audience, audience
from portal.pages.reader import choices
from portal.pages.rendering import Page, label, page, this_page
from portal.web.citizen.case_page import build
from portal.web.portal import portal
from portal.web.staff.blueprint import bp
from portal.web.staff.opened import DeskCase, open_case
from portal.wording.catalogue import EASY, NORMAL
from portal.wording.speaker import Speaker


@bp.get("/sag/<public_id>/som-borgeren")
@audience(Audience.STAFF)
def seen(public_id: str) -> str:
    """Show a case as its citizen sees it now."""
    case = open_case(public_id)
    return seen_page(case, (), easy="let" in request.args, bar=None)


def seen_page(
    case: DeskCase, more: Collection[CaseEvent], *, easy: bool, bar: dict[str, Any] | None
) -> str:
    """Return the citizen's page, with some events that are not written yet.

    Args:
        case: The case.
        more: Events to show as if they had happened.
        easy: In easy Danish.
        bar: What the form carries on and what is advised, None when nothing is being posted.
    """
    parts = build(case.as_seen(more), _page(easy=easy))
    shown = {name: _as_markup(part) for name, part in parts.items()}
    return page(
        "staff/seen.html",
        case=case,
        bar=bar,
        easy=easy,
        back=url_for("staff.case", public_id=case.public_id),
        other=url_for("staff.seen", public_id=case.public_id, let=None if easy else "1"),
        title=label("desk.seen.title"),
        **shown,
    )


def _as_markup(part: Markup | bytes) -> Markup:
    """Return a part as the desk's template takes it: some are made in UTF-8 already."""
    return Markup(part.decode()) if isinstance(part, bytes) else part  # noqa: S704 - ours


def _page(*, easy: bool) -> Page:
    """Return what the citizen's parts are made with: easy-read exists in Danish only."""
    this = this_page()
    if choices().lang != "da":
        return this
    here = portal()
    words = here.catalogue["da", EASY if easy else NORMAL]
    return replace(this, speaker=Speaker(words, here.now().year))
