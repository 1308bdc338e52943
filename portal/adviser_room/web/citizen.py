"""A citizen's own conversations with the adviser."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.adviser_room.room import room
from portal.adviser_room.services import lend
from portal.adviser_room.services.complain import find_draft
from portal.adviser_room.services.talk import (
    Conversation,
    Question,
    ask,
    messages_of,
    opened,
    write,
)
from portal.adviser_room.sign_in import current
from portal.adviser_room.store import conversations
from portal.adviser_room.web import shown
from portal.adviser_room.web.forms import QuestionForm, ReplyForm
from portal.core.room import Way, Writer
from portal.core.say import say
from portal.pages.audience import Audience, audience
from portal.pages.limits import Limit, limited
from portal.pages.reader import choices
from portal.pages.rendering import page, speaker

bp = Blueprint("talk", __name__)


@dataclass(frozen=True, slots=True)
class Own:
    """The citizen who asks, and one of their conversations."""

    person: str
    talk: Conversation


def own(public_id: str) -> Own:
    """Return the conversation for whoever has signed in. Another's and none end the same way."""
    person = signed_in()
    with room().engine.connect() as connection:
        row = conversations.find_own(connection, public_id, person)
    if row is None:
        abort(404)
    return Own(person, opened(room().seals, row))


def signed_in() -> str:
    """Return the room's hash of who has signed in; the audience was checked before."""
    identity = current()
    if identity is None or identity.person is None:
        abort(401)
    return identity.person


@bp.route("/skriv", methods=["GET", "POST"])
@audience(Audience.CITIZEN)
@limited(Limit.SENDS)
def write_first() -> ResponseReturnValue:
    """Take a question in the citizen's own words."""
    form = QuestionForm()
    if form.validate_on_submit():
        public_id = _ask(form)
        if public_id is None:  # sent before
            return redirect(url_for("talk.mine"), 303)
        return redirect(url_for("talk.conversation", public_id=public_id), 303)
    if not form.is_submitted():
        form.begin()
    body = page(
        "adviser_room/form.html",
        title=form.titled("room.write.heading"),
        heading=speaker().key("room.write.heading"),
        paragraphs=[speaker().key("room.write.lead")],
        form=form,
        action=url_for("talk.write_first"),
        send=speaker().key("room.write.send.label"),
        kind=room().municipality.adviser.kind,
    )
    return body, form.status


def _ask(form: QuestionForm) -> str | None:
    here, identity = room(), current()
    question = Question(
        way=Way.WRITING,
        language=choices().lang,
        person=signed_in(),
        name=identity.name if identity else None,
        text=form.text.data,
        form_token=form.token,
    )
    return ask(here.engine, here.seals, question, here.now())


@bp.get("/samtaler")
@audience(Audience.CITIZEN)
def mine() -> ResponseReturnValue:
    """Show the reader's conversations."""
    here = room()
    with here.engine.connect() as connection:
        found = [opened(here.seals, row) for row in conversations.own(connection, signed_in())]
    listed = [
        {
            "href": url_for("talk.conversation", public_id=one.public_id),
            "title": speaker().say(shown.at("room.mine.opened.label", one.opened_at)),
            "state": shown.state(one)[0],
        }
        for one in found
    ]
    return page("adviser_room/mine.html", title=speaker().key("room.mine.heading"), talks=listed)


@bp.route("/samtale/<public_id>", methods=["GET", "POST"])
@audience(Audience.CITIZEN)
@limited(Limit.SENDS)
def conversation(public_id: str) -> ResponseReturnValue:
    """Show one conversation, and take more."""
    here, asked = room(), own(public_id)
    form = ReplyForm()
    if form.validate_on_submit():
        write(
            here.engine,
            here.seals,
            asked.talk.number,
            Writer.CITIZEN,
            form.text.data,
            form.token,
            here.now(),
        )
        return redirect(url_for("talk.conversation", public_id=public_id), 303)
    if not form.is_submitted():
        form.begin()
    with here.engine.connect() as connection:
        found = messages_of(connection, here.seals, asked.talk.number)
        copies = lend.lent(connection, here.seals, asked.talk.number, here.today())
        draft = find_draft(connection, here.seals, asked.talk.number)
    body = page(
        "adviser_room/conversation.html",
        title=form.titled("room.talk.heading"),
        heading=speaker().key("room.talk.heading"),
        state=shown.state(asked.talk),
        messages_said=shown.messages(found),
        lent=shown.lent(copies),
        suggested=draft is not None and draft.suggestion is not None,
        kept=speaker().say(say("room.talk.kept", number=here.settings.keep_months)),
        kind=here.municipality.adviser.kind,
        form=form,
        path=url_for("talk.conversation", public_id=public_id),
    )
    return body, form.status
