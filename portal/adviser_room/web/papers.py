"""The citizen's own papers: a complaint, and what they take to DUKH. Neither is sent from here."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.adviser_room.room import room
from portal.adviser_room.services.complain import (
    Complaint,
    Draft,
    answer_suggestion,
    find_draft,
    write_complaint,
)
from portal.adviser_room.services.hand_over import hand_over
from portal.adviser_room.services.talk import Message, messages_of
from portal.adviser_room.web.citizen import Own, own
from portal.adviser_room.web.forms import AlongForm, ComplaintForm
from portal.core.files import FileState
from portal.core.room import Along, ToWhom, Writer
from portal.core.say import say
from portal.pages.audience import Audience, audience
from portal.pages.downloads import download
from portal.pages.limits import Limit, limited
from portal.pages.reader import choices
from portal.pages.rendering import facts, page, speaker

bp = Blueprint("papers", __name__, url_prefix="/samtale/<public_id>")

Part = dict[str, Any]
_SAID = {"gemt": "saved", "brugt": "used", "beholdt": "left"}


@bp.route("/klage", methods=["GET", "POST"])
@audience(Audience.CITIZEN)
@limited(Limit.SENDS)
def complain(public_id: str) -> ResponseReturnValue:
    """Help to write a complaint: a few questions, and the adviser's suggestion beside."""
    here, asked = room(), own(public_id)
    draft = _draft(asked)
    form = ComplaintForm()
    if form.validate_on_submit():
        complaint = Complaint(
            what=form.what.data,
            wish=form.wish.data,
            to_whom=ToWhom(form.to_whom.data),
            deadline=form.deadline.data,
        )
        write_complaint(here.engine, here.seals, asked.talk.number, complaint, here.now())
        return redirect(url_for("papers.complaint", public_id=public_id, sagt="gemt"), 303)
    if draft is not None and not form.is_submitted():
        form = ComplaintForm(None, data=_known(draft.complaint))
    body = page(
        "adviser_room/complain.html",
        title=form.titled("room.complain.heading"),
        heading=speaker().key("room.complain.heading"),
        form=form,
        suggestion=draft.suggestion if draft else None,
        path=url_for("papers.complain", public_id=public_id),
        back=url_for("talk.conversation", public_id=public_id),
    )
    return body, form.status


@bp.post("/klage/forslag")
@audience(Audience.CITIZEN)
@limited(Limit.SENDS)
def suggestion(public_id: str) -> ResponseReturnValue:
    """Use the adviser's suggestion, or put it away."""
    here, asked = room(), own(public_id)
    use = request.form.get("svar") == "brug"
    answer_suggestion(here.engine, here.seals, asked.talk.number, here.now(), use=use)
    said = "brugt" if use else "beholdt"
    return redirect(url_for("papers.complaint", public_id=public_id, sagt=said), 303)


@bp.get("/klage/tekst")
@audience(Audience.CITIZEN)
def complaint(public_id: str) -> ResponseReturnValue:
    """Show the whole complaint, and how it is sent."""
    draft = _draft(own(public_id))
    if draft is None:
        abort(404)
    said = _SAID.get(request.args.get("sagt", ""))
    return page(
        "adviser_room/complaint.html",
        title=speaker().key("room.complain.paper.heading"),
        parts=_complaint(draft.complaint),
        said=speaker().key(f"room.complain.{said}") if said else None,
        path=url_for("papers.complain", public_id=public_id),
        back=url_for("talk.conversation", public_id=public_id),
    )


@bp.get("/klage/pdf")
@audience(Audience.CITIZEN)
@limited(Limit.PAPER)
def complaint_pdf(public_id: str) -> Response:
    """Give the complaint on paper, with a line to sign on."""
    draft = _draft(own(public_id))
    if draft is None:
        abort(404)
    sign = speaker().key("room.complain.sign.label")
    title = speaker().key("room.complain.paper.heading")
    return _printed(title, _complaint(draft.complaint), "klage.pdf", sign)


@bp.route("/dukh", methods=["GET", "POST"])
@audience(Audience.CITIZEN)
@limited(Limit.SENDS)
def dukh(public_id: str) -> ResponseReturnValue:
    """Let the citizen choose what stands on a paper for DUKH. It is sent to nobody."""
    here, asked = room(), own(public_id)
    offered = _offered(asked)
    form = AlongForm()
    form.offer(list(offered))
    parts: list[Part] = []
    if form.validate_on_submit():
        hand_over(here.engine, asked.talk.number)
        parts = [offered[Along(one)] for one in form.along.data]
    body = page(
        "adviser_room/dukh.html",
        title=form.titled("room.dukh.heading"),
        heading=speaker().key("room.dukh.heading"),
        form=form,
        parts=parts,
        chosen=form.along.data or [],
        path=url_for("papers.dukh", public_id=public_id),
        back=url_for("talk.conversation", public_id=public_id),
    )
    return body, form.status


@bp.post("/dukh/pdf")
@audience(Audience.CITIZEN)
@limited(Limit.PAPER)
def dukh_pdf(public_id: str) -> Response:
    """Give the paper for DUKH as PDF, with what was chosen."""
    offered = _offered(own(public_id))
    parts = [offered[one] for one in offered if one in request.form.getlist("along")]
    if not parts:
        abort(404)
    return _printed(speaker().key("room.dukh.paper.heading"), parts, "til-dukh.pdf", None)


def _draft(asked: Own) -> Draft | None:
    here = room()
    with here.engine.connect() as connection:
        return find_draft(connection, here.seals, asked.talk.number)


def _known(complaint: Complaint) -> dict[str, Any]:
    return {
        "what": complaint.what,
        "wish": complaint.wish,
        "to_whom": str(complaint.to_whom),
        "deadline": complaint.deadline,
    }


def _complaint(complaint: Complaint) -> list[Part]:
    """Return the parts of a complaint: to whom, what, the wish, by when."""
    said = speaker()
    lines = [said.key(f"room.complain.to.{complaint.to_whom}")]
    if complaint.deadline is not None:
        lines.append(said.say(say("room.complain.by", date=complaint.deadline)))
    parts: list[Part] = [
        {"heading": None, "lines": lines, "own": []},
        {
            "heading": said.key("room.complain.what.heading"),
            "lines": [],
            "own": [complaint.what],
        },
    ]
    if complaint.wish:
        heading = said.key("room.complain.wish.heading")
        parts.append({"heading": heading, "lines": [], "own": [complaint.wish]})
    return parts


def _offered(asked: Own) -> dict[Along, Part]:
    """Return what can stand on the paper for DUKH: only what there is."""
    here = room()
    with here.engine.connect() as connection:
        said = messages_of(connection, here.seals, asked.talk.number)
        draft = find_draft(connection, here.seals, asked.talk.number)
    found: dict[Along, Part] = {}
    for along, writer in ((Along.QUESTION, Writer.CITIZEN), (Along.ANSWERS, Writer.ADVISER)):
        words = _words(said, writer)
        if words:
            found[along] = _part(along, words)
    if draft is not None:
        own_words = [draft.complaint.what, draft.complaint.wish]
        found[Along.COMPLAINT] = _part(Along.COMPLAINT, [one for one in own_words if one])
    return found


def _words(said: list[Message], writer: Writer) -> list[str]:
    return [one.text for one in said if one.writer is writer]


def _part(along: Along, words: list[str]) -> Part:
    heading = speaker().key(f"room.dukh.along.{along}.label")
    return {"heading": heading, "lines": [], "own": words}


def _printed(title: str, parts: list[Part], name: str, sign: str | None) -> Response:
    values = {
        "language": choices().lang,
        "dir": choices().dir,
        "title": title,
        "author": facts().adviser.name,
        "page": speaker().key("letters.page.label"),
        "of": speaker().key("letters.of.label"),
        "parts": parts,
        "sign": sign,
    }
    made = room().paper.print("adviser_room/paper.html", values)
    response = download(made, name, FileState.CLEAN)
    response.mimetype = "application/pdf"
    return response
