"""Rounds: begin one, read it, enter what the meeting said, and the minutes."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from portal.core.files import FileState
from portal.core.review import SAID, RoundState, round_state
from portal.core.say import say
from portal.core.wording import AuditState, Place, TextState
from portal.identity import Identity
from portal.pages.audience import Audience, audience
from portal.pages.downloads import download
from portal.pages.forms import Option
from portal.pages.rendering import page, speaker
from portal.services.review import (
    Meeting,
    MetError,
    RoundRefusedError,
    begin_round,
    enter_meeting,
)
from portal.store import rounds, wording
from portal.web import sign_in
from portal.web.council.minutes import print_minutes
from portal.web.council.reading import (
    READINGS,
    SUBJECTS,
    reading_of,
    shown,
    state_label,
    texts_of,
    told,
)
from portal.web.council.round_forms import WAITS, MeetingForm, RoundForm
from portal.web.portal import portal, reading
from portal.wording.register import subject_of

bp = Blueprint("rounds", __name__, url_prefix="/handicapraad/runder")


@bp.route("", methods=["GET", "POST"], strict_slashes=False)
@audience(Audience.COUNCIL)
def every() -> ResponseReturnValue:
    """Show all rounds; the chair and the secretary begin one here."""
    who, here = _who(), portal()
    form = _round_form()
    if request.method == "POST" and not _is_chair(who):
        abort(404)
    if form.validate_on_submit():
        texts = _chosen(form.reading.data, form.subject.data)
        period = (form.opens.data, form.closes.data)
        try:
            made = begin_round(
                here.engine, form.name.data, period, texts, str(who.staff), here.now()
            )
        except RoundRefusedError as refused:
            form.refuse(say(f"council.round.problem.{refused.problem}"))
        else:
            return redirect(url_for("rounds.one", round_id=made), 303)
    return page(
        "council/rounds.html",
        rounds=[_told(row) for row in rounds.every(reading())],
        form=form if _is_chair(who) else None,
        summary=form.summary,
        title=form.titled("council.rounds.heading"),
    ), form.status


@bp.get("/<round_id>")
@audience(Audience.COUNCIL)
def one(round_id: str) -> ResponseReturnValue:
    """Show a round: its texts, which of them this member has read, and what was said."""
    row, who, connection = _round(round_id), _who(), reading()
    texts = rounds.texts_of(connection, row.id)
    ids = [text.id for text in texts]
    read, readers = rounds.read_by(connection, str(who.staff), ids), rounds.readers(connection, ids)
    said = wording.said(connection)
    found = _told(row)
    return page(
        "council/round.html",
        round=found,
        texts=[
            {
                **_told_text(text),
                "id": text.id,
                "read": text.id in read,
                "readers": readers.get(text.id, 0),
                "state": _said_of(said, text),
            }
            for text in texts
        ],
        progress=speaker().say(say("council.round.progress", number=len(read), high=len(texts))),
        chair=_is_chair(who) and row.meeting_on is None,
        pdf=url_for("rounds.minutes", round_id=round_id) if row.minutes else None,
        title=speaker().key("council.round.heading"),
    )


@bp.post("/<round_id>/laest")
@audience(Audience.COUNCIL)
def mark(round_id: str) -> ResponseReturnValue:
    """Mark a text of a round as read, or take the mark away: it is the member's own."""
    row, who, here = _round(round_id), _who(), portal()
    wanted = request.form.get("text", "")
    if wanted not in {str(text.id) for text in rounds.texts_of(reading(), row.id)}:
        return redirect(url_for("rounds.one", round_id=round_id), 303)
    read = request.form.get("read") == "1"
    with here.engine.begin() as connection:
        rounds.mark(connection, int(wanted), str(who.staff), here.now(), read=read)
    return redirect(url_for("rounds.one", round_id=round_id, _anchor=f"t-{wanted}"), 303)


@bp.route("/<round_id>/moede", methods=["GET", "POST"])
@audience(Audience.COUNCIL)
def meeting(round_id: str) -> ResponseReturnValue:
    """Take what was recommended at the meeting, from the chair or the secretary."""
    row, who, here = _round(round_id), _who(), portal()
    if not _is_chair(who):
        abort(404)
    form = MeetingForm()
    texts = rounds.texts_of(reading(), row.id)
    apart = _apart(texts)
    if row.meeting_on is not None:
        form.refuse(say("council.meeting.entered"))
    elif form.validate_on_submit():
        met = Meeting(
            form.on.data,
            AuditState(form.whole.data),
            apart,
            form.said.data,
            form.dissent.data,
        )

        def printed(states: Mapping[int, AuditState]) -> bytes:
            return print_minutes(row, met, [(text, states[text.id]) for text in texts])

        try:
            enter_meeting(here.engine, round_id, met, printed, str(who.staff), here.now())
        except RoundRefusedError as refused:
            form.refuse(say(f"council.round.problem.{refused.problem}"))
        except MetError:
            form.refuse(say("council.meeting.entered"))
        else:
            return redirect(url_for("rounds.one", round_id=round_id), 303)
    return page(
        "council/meeting.html",
        form=form,
        action=request.path,
        round=_told(row),
        texts=[{**_told_text(text), "id": text.id, "apart": apart.get(text.id)} for text in texts],
        states=[{"value": state, "label": state_label(state)} for state in SAID],
        back=url_for("rounds.one", round_id=round_id),
        title=form.titled("council.meeting.heading"),
    ), form.status


@bp.get("/<round_id>/referat")
@audience(Audience.COUNCIL)
def minutes(round_id: str) -> Response:
    """Give the minutes as PDF."""
    row = _round(round_id)
    if row.minutes is None:
        abort(404)
    response = download(row.minutes, f"referat-{row.meeting_on:%Y-%m-%d}.pdf", FileState.CLEAN)
    response.mimetype = "application/pdf"
    return response


# --- who, and what ----------------------------------------------------------------------


def _who() -> Identity:
    found = sign_in.current()
    if found is None or found.staff is None:
        abort(404)
    return found


def _is_chair(who: Identity) -> bool:
    """Tell whether somebody may begin rounds and enter what was recommended."""
    chairs = portal().municipality.council.chairs
    return chairs is None or who.unit == chairs


def _round(round_id: str) -> Row[Any]:
    return rounds.one(reading(), round_id) or abort(404)


def _round_form() -> RoundForm:
    form = RoundForm()
    form.subject.options = [
        Option(code, f"council.{'state' if code == WAITS else 'subject'}.{code}.label")
        for code in (WAITS, *SUBJECTS)
    ]
    form.reading.options = [Option(name, f"council.reading.{name}.label") for name in READINGS]
    return form


def _chosen(which: str, subject: str) -> list[tuple[Place, str]]:
    """Return the texts of a subject as they stand, or the new ones the municipality has sent."""
    if subject != WAITS:
        return [
            (Place(key, *READINGS[which]), text)
            for key, text in texts_of(which).items()
            if subject_of(key) == subject
        ]
    return [
        (one.place, one.text)
        for one in wording.all_texts(reading())
        if one.state is TextState.WAITING
        and (one.place.language, one.place.register) == READINGS[which]
    ]


def _apart(texts: list[Row[Any]]) -> dict[int, AuditState]:
    """Return what was said of single texts; anything unknown is as the whole."""
    given = {text.id: request.form.get(f"text-{text.id}", "") for text in texts}
    return {text: AuditState(state) for text, state in given.items() if state in SAID}


def _told(row: Row[Any]) -> dict[str, Any]:
    speak = speaker()
    state = round_state(row.opens_on, row.closes_on, row.meeting_on, portal().today())
    line = say("council.round.period", old=row.opens_on, date=row.closes_on)
    met = state is RoundState.MET
    return {
        "id": row.public_id,
        "name": row.name,
        "href": url_for("rounds.one", round_id=row.public_id),
        "period": speak.say(line),
        "state": speak.key(f"council.round.{state}"),
        "met": speak.say(say("council.round.meeting", date=row.meeting_on)) if met else None,
        "recommendation": state_label(row.recommendation) if met else None,
        "said": row.said,
        "dissent": row.dissent,
    }


def _told_text(text: Row[Any]) -> dict[str, Any]:
    place = Place(text.key, text.language, text.register)
    href = url_for("council.text", sprog=reading_of(place), text_key=text.key)
    return {**told(place), "text": shown(text.text), "href": href, "number": text.position}


def _said_of(said: Mapping[Place, Any], text: Row[Any]) -> str | None:
    place = Place(text.key, text.language, text.register)
    of_these = [one for one in said.get(place, ()) if one.digest == text.digest]
    return state_label(of_these[-1].state) if of_these else None
