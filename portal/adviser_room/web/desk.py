"""The adviser's own pages: who waits, one conversation, what was lent, themes."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.adviser_room.room import room
from portal.adviser_room.services import lend
from portal.adviser_room.services.complain import Suggestion, find_draft, suggest
from portal.adviser_room.services.talk import (
    Conversation,
    close,
    have_called,
    messages_of,
    opened,
    write,
)
from portal.adviser_room.store import conversations, reports
from portal.adviser_room.web import shown
from portal.adviser_room.web.copies import as_pdf
from portal.adviser_room.web.forms import AnswerForm, SuggestionForm, ThemesForm
from portal.core.room import Way, Writer
from portal.pages.audience import Audience, audience
from portal.pages.forms import Option, Own
from portal.pages.reader import choices
from portal.pages.rendering import page, speaker

bp = Blueprint("desk", __name__, url_prefix="/raadgiver")

_MOST_OVER = 100
_SAID = {"sendt": "room.desk.reply.sent", "temaer": "room.desk.themes.saved"}


@bp.get("")
@audience(Audience.ADVISER)
def conversations_list() -> ResponseReturnValue:
    """Show who waits, the longest first, then the rest."""
    here = room()
    with here.engine.connect() as connection:
        found = [opened(here.seals, row) for row in conversations.all_open(connection)]
        over = [opened(here.seals, row) for row in conversations.over(connection, _MOST_OVER)]
    groups = [
        ("waits", [one for one in found if one.waits]),
        ("rest", [one for one in found if not one.waits]),
        ("over", over),
    ]
    return page(
        "adviser_room/desk.html",
        title=speaker().key("room.desk.heading"),
        groups=[
            {
                "id": name,
                "heading": speaker().key(f"room.desk.{name}.heading"),
                "lines": [_line(one) for one in them],
            }
            for name, them in groups
            if them
        ],
        waits=bool(groups[0][1]),
        help="",
    )


def _line(one: Conversation) -> dict[str, str]:
    key = "room.desk.since" if one.waits else "room.desk.last"
    about = [speaker().key(f"room.desk.language.{one.language}.label")]
    if one.way is Way.CALL_BACK:
        about.append(speaker().key("room.desk.call.label"))
    return {
        "href": url_for("desk.conversation", public_id=one.public_id),
        "name": one.asked["name"] or speaker().key("room.desk.unnamed.label"),
        "when": speaker().say(shown.at(key, one.waits_since)),
        "about": " ".join(f"{one}." for one in about),
    }


@dataclass(frozen=True, slots=True)
class _Talk:
    """A conversation and all the adviser may read of it now."""

    talk: Conversation
    messages: list[dict[str, str]]
    lent: list[dict[str, str]]
    complaint: dict[str, Any] | None
    themes: list[str]


def _talk(public_id: str) -> _Talk:
    here = room()
    with here.engine.connect() as connection:
        row = conversations.find(connection, public_id)
        if row is None:
            abort(404)
        said = messages_of(connection, here.seals, row.id)
        copies = lend.lent(connection, here.seals, row.id, here.today())
        draft = find_draft(connection, here.seals, row.id)
        themes = reports.themes_of(connection, row.id)
    complaint = None
    if draft is not None:
        complaint = {
            "what": draft.complaint.what,
            "wish": draft.complaint.wish,
            "to": speaker().key(f"room.complain.to.{draft.complaint.to_whom}"),
            "suggestion": draft.suggestion,
        }
    talk = opened(here.seals, row)
    return _Talk(talk, shown.messages(said, desk=True), shown.lent(copies), complaint, themes)


@bp.route("/samtale/<public_id>", methods=["GET", "POST"])
@audience(Audience.ADVISER)
def conversation(public_id: str) -> ResponseReturnValue:
    """Show a conversation, and take the answer."""
    here, found = room(), _talk(public_id)
    form = AnswerForm()
    if form.validate_on_submit():
        write(
            here.engine,
            here.seals,
            found.talk.number,
            Writer.ADVISER,
            form.text.data,
            form.token,
            here.now(),
        )
        return _back(public_id, "sendt")
    if not form.is_submitted():
        form.begin()
    return _page(found, form)


@bp.post("/samtale/<public_id>/temaer")
@audience(Audience.ADVISER)
def mark(public_id: str) -> ResponseReturnValue:
    """Mark a conversation with themes."""
    found = _talk(public_id)
    form = _themes_form(found)
    if not form.validate():
        abort(400)
    with room().engine.begin() as connection:
        reports.mark(connection, found.talk.number, form.themes.data)
    return _back(public_id, "temaer")


@bp.post("/samtale/<public_id>/ringet")
@audience(Audience.ADVISER)
def called(public_id: str) -> ResponseReturnValue:
    """Remember that the adviser has called."""
    have_called(room().engine, _talk(public_id).talk.number, room().now())
    return _back(public_id)


@bp.post("/samtale/<public_id>/slut")
@audience(Audience.ADVISER)
def end(public_id: str) -> ResponseReturnValue:
    """End a conversation; what was lent for it is deleted."""
    close(room().engine, _talk(public_id).talk.number, room().now())
    return redirect(url_for("desk.conversations_list"), 303)


@bp.route("/samtale/<public_id>/klage", methods=["GET", "POST"])
@audience(Audience.ADVISER)
def complaint(public_id: str) -> ResponseReturnValue:
    """Suggest words for the citizen's complaint."""
    here, found = room(), _talk(public_id)
    if found.complaint is None:
        abort(404)
    form = SuggestionForm()
    if form.validate_on_submit():
        words = Suggestion(form.what.data, form.wish.data)
        suggest(here.engine, here.seals, found.talk.number, words, here.now())
        return _back(public_id, "sendt")
    if not form.is_submitted():
        before = found.complaint["suggestion"]
        known = {"what": before.what, "wish": before.wish} if before else found.complaint
        form = SuggestionForm(None, data={"what": known["what"], "wish": known["wish"]})
    body = page(
        "adviser_room/suggest.html",
        title=form.titled("room.desk.suggest.label"),
        heading=speaker().key("room.desk.suggest.label"),
        form=form,
        complaint=found.complaint,
        path=url_for("desk.complaint", public_id=public_id),
        back=url_for("desk.conversation", public_id=public_id),
        help="",
    )
    return body, form.status


@bp.get("/samtale/<public_id>/kopi/<copy_id>")
@audience(Audience.ADVISER)
def copy(public_id: str, copy_id: str) -> ResponseReturnValue:
    """Show what the citizen has lent, until its day and while it is not taken back."""
    found = _lent(public_id, copy_id)
    return page(
        "adviser_room/copy.html",
        title=speaker().key("room.copy.heading"),
        copy=shown.copy(found),
        back=url_for("desk.conversation", public_id=public_id),
        path=url_for("desk.copy", public_id=public_id, copy_id=copy_id),
        take_back=None,
        help="",
    )


@bp.get("/samtale/<public_id>/kopi/<copy_id>/brev/<int:number>")
@audience(Audience.ADVISER)
def letter(public_id: str, copy_id: str, number: int) -> Response:
    """Give one of the lent letters, as PDF."""
    return as_pdf(_lent(public_id, copy_id), number)


def _lent(public_id: str, copy_id: str) -> lend.Lent:
    here = room()
    with here.engine.connect() as connection:
        row = conversations.find(connection, public_id)
        found = (
            lend.find_lent(connection, here.seals, row.id, copy_id, here.today()) if row else None
        )
    if found is None:
        abort(404)
    return found


def _back(public_id: str, said: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("desk.conversation", public_id=public_id, sagt=said), 303)


def _themes_form(found: _Talk) -> ThemesForm:
    """Return the form with the themes of the day it was opened, and what it is marked with."""
    form = ThemesForm() if request.endpoint == "desk.mark" else ThemesForm(None)
    day, lang = room().today(), choices().lang
    form.themes.options = [
        Option(theme.key, Own(theme.name.in_language(lang)))
        for theme in room().municipality.adviser.themes
        if theme.stands_on(day) or theme.key in found.themes
    ]
    if not form.is_submitted() or request.endpoint != "desk.mark":
        form.themes.data = found.themes
    return form


def _page(found: _Talk, form: AnswerForm) -> ResponseReturnValue:
    talk = found.talk
    said = _SAID.get(request.args.get("sagt", ""))
    body = page(
        "adviser_room/desk_conversation.html",
        title=form.titled("room.talk.heading"),
        heading=speaker().key("room.talk.heading"),
        name=talk.asked["name"] or speaker().key("room.desk.unnamed.label"),
        language=speaker().key(f"room.desk.language.{talk.language}.label"),
        phone=talk.asked["phone"],
        suits=talk.asked["when"],
        calls=talk.way is Way.CALL_BACK and talk.waits,
        over=talk.closed_at is not None,
        messages_said=found.messages,
        lent=found.lent,
        complaint=found.complaint,
        themes=_themes_form(found),
        said=speaker().key(said) if said else None,
        form=form,
        path=url_for("desk.conversation", public_id=talk.public_id),
        help="",
    )
    return body, form.status
