"""Give the adviser a copy: which case, what of it, and until when. The citizen alone decides.

Who comes here has a ticket from the adviser's room in the address. It names nobody and opens one
conversation once. Nothing is kept here of what is done on these pages.
"""

from datetime import date, timedelta

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import may_see
from portal.core.room import Shared, is_ticket_of
from portal.core.say import say
from portal.pages.audience import Audience, audience
from portal.pages.forms import ChoiceField, Option, Own, PortalForm
from portal.pages.limits import Limit, limited
from portal.pages.rendering import page, speaker
from portal.services.give_on import Handed, hand_over
from portal.settings import RoomDoor
from portal.store import cases
from portal.web import sign_in
from portal.web.citizen.asked import Asked, ask, signed_in
from portal.web.citizen.given_copy import copy_of, may_give_on
from portal.web.portal import portal, reading

bp = Blueprint("give_on", __name__)

DAYS = (14, 31, 92)
"""How long a copy may be lent; each is shown with its last day."""
_TROUBLE = {
    Handed.GONE: "give_on.gone",
    Handed.TOO_BIG: "give_on.too_big",
    Handed.FAILED: "give_on.failed",
}


class GiveOnForm(PortalForm):
    """Which case, what of it, and until when."""

    case = ChoiceField("give_on.case.asks")
    what = ChoiceField(
        "give_on.what.asks", options=[Option(one, f"give_on.what.{one}.label") for one in Shared]
    )
    until = ChoiceField("give_on.until.asks")


@bp.get("/giv-videre")
@audience(Audience.CITIZEN)
def begin() -> ResponseReturnValue:
    """Say what was done, or where to begin."""
    door = _door()
    done = {"givet": "done", "intet": "nothing"}.get(request.args.get("svar", ""))
    key = f"give_on.{done}.heading" if done else "give_on.heading"
    text = f"give_on.{done}.what" if done else "give_on.no_ticket"
    title = speaker().key(key)
    return page("citizen/given_on.html", title=title, text=speaker().key(text), door=door)


@bp.route("/giv-videre/<ticket>", methods=["GET", "POST"])
@audience(Audience.CITIZEN)
@limited(Limit.SENDS)
def give_on(ticket: str) -> ResponseReturnValue:
    """Let the citizen choose, and hand the copy over."""
    door, mine = _door(), _mine()
    if not mine:
        title = speaker().key("give_on.heading")
        text = speaker().key("give_on.none")
        return page("citizen/given_on.html", title=title, text=text, door=door)
    form, status = _form(mine), None
    if form.validate_on_submit():
        what = Shared(form.what.data)
        if what is Shared.NOTHING:
            return redirect(url_for("give_on.begin", svar="intet"), 303)
        chosen = next(one for one in mine if one.reading.link.public_id == form.case.data)
        handed = Handed.GONE
        if _is_mine(ticket, door):
            copy = copy_of(chosen, what, _last_day(int(form.until.data)))
            handed = hand_over(door, ticket, copy)
        if handed is Handed.DONE:
            return redirect(url_for("give_on.begin", svar="givet"), 303)
        form.refuse(say(_TROUBLE[handed]))
        status = 503 if handed is Handed.FAILED else 422
    body = page(
        "citizen/give_on.html",
        title=form.titled("give_on.heading"),
        heading=speaker().key("give_on.heading"),
        form=form,
        action=url_for("give_on.give_on", ticket=ticket),
        door=door,
    )
    return body, status or form.status


def _is_mine(ticket: str, door: RoomDoor) -> bool:
    """Tell whether the reader got the ticket in the room themself, and not a link from another."""
    mine = sign_in.identifier()
    return mine is not None and is_ticket_of(ticket, door.token or "", mine)


def _door() -> RoomDoor:
    """Return the way to the room; without one there is no page."""
    door = portal().settings.room
    if door is None or door.token is None or portal().municipality.adviser.kind == "none":
        abort(404)
    return door


def _mine() -> list[Asked]:
    """Return the reader's cases of which they may give a copy."""
    person, today = signed_in(), portal().today()
    links = [link for link in cases.links_of(reading(), person) if may_see(link.party, today)]
    ids = dict.fromkeys(link.public_id for link in links)
    return [asked for asked in map(ask, ids) if may_give_on(asked)]


def _form(mine: list[Asked]) -> GiveOnForm:
    form = GiveOnForm()
    form.case.options = [Option(one.reading.link.public_id, Own(one.about())) for one in mine]
    form.until.options = [
        Option(str(days), say(f"give_on.until.{days}.label", date=_last_day(days))) for days in DAYS
    ]
    if not form.is_submitted():
        form.until.data = str(DAYS[0])
        if len(mine) == 1:
            form.case.data = mine[0].reading.link.public_id
    return form


def _last_day(days: int) -> date:
    return portal().today() + timedelta(days=days)
