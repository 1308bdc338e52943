"""The page for whoever could see a case once: what is over, and what can replace it."""

from typing import Any

from flask import Blueprint, request

from portal.core.ages import in_force
from portal.core.relatives import HowOver
from portal.core.say import Say, say
from portal.pages.rendering import label, page, speaker, this_page
from portal.web.citizen.standing import AccessOverError
from portal.web.portal import portal

bp = Blueprint("ended", __name__)


@bp.app_errorhandler(AccessOverError)
def over(error: AccessOverError) -> tuple[str, int]:
    """Say what is over. A time that ran out and a withdrawal are one page: nobody is told why."""
    told = speaker()
    told.explain()
    heading, texts = _grown() if error.how is HowOver.GROWN else _ended()
    if request.method == "POST":
        texts.append(say("access.ended.typed"))
    paragraphs = told.all(*texts, say("access.ended.next"))
    body = page(
        "citizen/access/ended.html",
        title=told.say(heading),
        paragraphs=paragraphs,
        words=this_page().words(told.explain()),
        back={"href": "/mine-sager", "label": label("nav.my_cases")},
    )
    return body, 403


def told_on_list(over_now: list[HowOver]) -> list[dict[str, Any]]:
    """Return what the list of cases says is over, as its template takes it."""
    told = speaker()
    found: list[dict[str, Any]] = []
    for how in over_now:
        if how is HowOver.GROWN:
            heading, texts = _grown()
            found.append({"heading": told.say(heading), "texts": told.all(*texts)})
        else:
            found.append({"heading": None, "texts": [told.key("access.over.ended")]})
    return found


def _grown() -> tuple[Say, list[Say]]:
    years = in_force(portal().today()).of_age
    texts = [say("access.grown.what", number=years), say("access.grown.instead")]
    return say("access.grown.heading", number=years), [*texts, say("access.grown.guardian")]


def _ended() -> tuple[Say, list[Say]]:
    return say("access.ended.heading"), [say("access.ended.what")]
