"""Where the portal hands copies in. Nothing can be read here, and only one thing can be said."""

import hmac

from flask import Blueprint, Response, abort, jsonify, request

from portal.adviser_room.room import room
from portal.adviser_room.services import lend
from portal.pages.audience import Audience, audience
from portal.pages.limits import Limit, limited

bp = Blueprint("intake", __name__)

MOST_BYTES = 24 * 1024 * 1024
"""A few dozen letters; each is some fifty kilobytes, a third more on its way."""


@bp.post("/indlevering")
@audience(Audience.MACHINE)
@limited(Limit.API)
def hand_in() -> tuple[Response, int]:
    """Take a copy for the conversation its ticket opens.

    204 when it is kept; 401 without the token; 410 when the ticket opens nothing; 422 when it
    is no copy. The answer never says whose conversation it is, or what is in it.
    """
    here = room()
    _check_token(here.settings.intake_token)
    body = request.get_json(silent=True) or {}
    try:
        copy = lend.read_copy(body, here.today())
    except lend.NotACopyError as error:
        return jsonify(part=str(error)), 422
    try:
        lend.receive(here.engine, here.seals, str(body.get("ticket")), copy, here.now())
    except lend.TicketGoneError:
        return jsonify(part="ticket"), 410
    return jsonify(), 204


@bp.before_request
def _allow_letters() -> None:
    request.max_content_length = MOST_BYTES


def _check_token(expected: str | None) -> None:
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if expected is None or not hmac.compare_digest(shown.encode(), expected.encode()):
        abort(401)
