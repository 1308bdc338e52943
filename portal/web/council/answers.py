"""The editor's answers to the council's comments."""

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.core.audit import CommentState
from portal.core.say import say
from portal.pages.audience import Audience, audience
from portal.pages.rendering import page, speaker
from portal.services.comment import AnsweredError
from portal.services.comment import answer as keep_answer
from portal.store import comments
from portal.web import sign_in
from portal.web.council.forms import AnswerForm
from portal.web.council.views import listed_comment
from portal.web.portal import portal, reading

bp = Blueprint("answers", __name__, url_prefix="/ordlyd/kommentarer")


@bp.get("", strict_slashes=False)
@audience(Audience.EDITOR)
def said() -> ResponseReturnValue:
    """Show what the council has said: what waits for an answer first."""
    found = []
    for row in comments.every(reading()):
        told = listed_comment(row)
        waits = row.state == CommentState.OPEN
        told["href"] = url_for("answers.answer", comment=row.public_id) if waits else None
        found.append(told)
    return page(
        "council/said.html",
        comments=found,
        answer=speaker().key("council.said.answer.label"),
        title=speaker().key("council.said.heading"),
    )


@bp.route("/<comment>", methods=["GET", "POST"])
@audience(Audience.EDITOR)
def answer(comment: str) -> ResponseReturnValue:
    """Answer a comment, once."""
    row, identity, here = comments.one(reading(), comment), sign_in.current(), portal()
    if row is None or identity is None or identity.staff is None:
        abort(404)
    form = AnswerForm()
    if row.state != CommentState.OPEN:
        form.refuse(say("council.answer.already"))
    elif form.validate_on_submit():
        state = CommentState(form.state.data)
        try:
            keep_answer(here.engine, comment, state, form.text.data, identity.staff, here.now())
        except AnsweredError:
            form.refuse(say("council.answer.already"))
        else:
            return redirect(url_for("answers.said", _anchor=f"c-{comment[:12]}"), 303)
    return page(
        "council/answer.html",
        comment=listed_comment(row),
        form=form,
        back=url_for("answers.said"),
        title=form.titled("council.answer.heading"),
    ), form.status
