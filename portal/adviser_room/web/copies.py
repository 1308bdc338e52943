"""What the citizen lends the adviser of a case: the link to it, the copy, and taking it back."""

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.adviser_room import sign_in
from portal.adviser_room.room import room
from portal.adviser_room.services import lend
from portal.adviser_room.web import shown
from portal.adviser_room.web.citizen import own
from portal.core.files import FileState
from portal.pages.audience import Audience, audience
from portal.pages.downloads import download
from portal.pages.limits import Limit, limited
from portal.pages.rendering import page, speaker

bp = Blueprint("copies", __name__, url_prefix="/samtale/<public_id>")


@bp.route("/vis-sag", methods=["GET", "POST"])
@audience(Audience.CITIZEN)
@limited(Limit.SENDS)
def share(public_id: str) -> ResponseReturnValue:
    """Explain how a copy gets here, and give a ticket when it is asked for.

    The ticket stands in a link and not in a redirect: a form may lead only to ourselves.
    """
    here, asked = room(), own(public_id)
    link = None
    secret, mine = here.settings.intake_token, sign_in.identifier()
    can_be = secret is not None and here.settings.case_address is not None and mine is not None
    if request.method == "POST" and secret and mine and can_be:
        ticket = lend.make_ticket(here.engine, asked.talk.number, here.now(), (secret, mine))
        link = f"{here.settings.case_address}/giv-videre/{ticket}"
    with here.engine.connect() as connection:
        copies = lend.lent(connection, here.seals, asked.talk.number, here.today())
    return page(
        "adviser_room/share.html",
        title=speaker().key("room.share.heading"),
        link=link,
        can_be=can_be,
        taken="taget" in request.args,
        lent=shown.lent(copies),
        path=url_for("talk.conversation", public_id=public_id),
    )


@bp.get("/kopi/<copy_id>")
@audience(Audience.CITIZEN)
def copy(public_id: str, copy_id: str) -> ResponseReturnValue:
    """Show the citizen what the adviser sees."""
    found = _lent(public_id, copy_id)
    return page(
        "adviser_room/copy.html",
        title=speaker().key("room.copy.heading"),
        copy=shown.copy(found),
        back=url_for("talk.conversation", public_id=public_id),
        path=url_for("copies.copy", public_id=public_id, copy_id=copy_id),
        take_back=url_for("copies.take_back", public_id=public_id, copy_id=copy_id),
    )


@bp.get("/kopi/<copy_id>/brev/<int:number>")
@audience(Audience.CITIZEN)
def letter(public_id: str, copy_id: str, number: int) -> Response:
    """Give one of the letters, as PDF."""
    return as_pdf(_lent(public_id, copy_id), number)


@bp.post("/kopi/<copy_id>/tilbage")
@audience(Audience.CITIZEN)
def take_back(public_id: str, copy_id: str) -> ResponseReturnValue:
    """Delete a copy, at once."""
    lend.take_back(room().engine, own(public_id).talk.number, copy_id)
    return redirect(url_for("copies.share", public_id=public_id, taget=""), 303)


def _lent(public_id: str, copy_id: str) -> lend.Lent:
    here, asked = room(), own(public_id)
    with here.engine.connect() as connection:
        found = lend.find_lent(connection, here.seals, asked.talk.number, copy_id, here.today())
    if found is None:
        abort(404)
    return found


def as_pdf(found: lend.Lent, number: int) -> Response:
    """Return a letter of a copy as a file to save, 404 when it has no such letter."""
    if not 1 <= number <= len(found.copy.letters):
        abort(404)
    one = found.copy.letters[number - 1]
    response = download(one.pdf, f"brev-{one.made}.pdf", FileState.CLEAN)
    response.mimetype = "application/pdf"
    return response
