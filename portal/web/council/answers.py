"""The editor's answers to the council's comments."""

from typing import Any

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from portal.core.audit import CommentState
from portal.core.say import say
from portal.core.wording import Place
from portal.pages.audience import Audience, audience
from portal.pages.fields import Own
from portal.pages.forms import ChoiceField, Option
from portal.pages.rendering import page, speaker
from portal.services.comment import AnsweredError
from portal.services.comment import answer as keep_answer
from portal.store import comments
from portal.web import sign_in
from portal.web.council.compare import versions
from portal.web.council.forms import AnswerForm
from portal.web.council.views import listed_comments
from portal.web.portal import portal, reading

bp = Blueprint("answers", __name__, url_prefix="/ordlyd/kommentarer")


class _Answer(AnswerForm):
    """An answer, and the version that came of the comment."""

    version = ChoiceField(
        "compare.answer.label", "compare.answer.hint", select=True, required=False
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a version where nothing was changed because of the comment."""
        super().validate(extra_validators)
        if self.version.data and self.state.data and self.state.data != CommentState.CHANGED:
            self.version.refuse(say("compare.answer.only_changed"))
        return not self.wrong

    def led_to(self) -> int | None:
        """Return the version that was chosen."""
        return int(self.version.data) if self.version.data else None


def _written(row: Row[Any]) -> list[Option]:
    """Return the own versions of a comment's text, the newest first."""
    place = Place(row.key, row.language, row.register)
    own = [one for one in versions(place, drafts=True) if one.own is not None]
    found = [Option("", "compare.answer.none.label")]
    return found + [Option(str(one.own), Own(one.label)) for one in reversed(own)]


@bp.get("", strict_slashes=False)
@audience(Audience.EDITOR)
def said() -> ResponseReturnValue:
    """Show what the council has said: what waits for an answer first."""
    found = []
    rows = comments.every(reading())
    for row, told in zip(rows, listed_comments(rows), strict=True):
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
    form = _Answer()
    form.version.options = _written(row)
    if row.state != CommentState.OPEN:
        form.refuse(say("council.answer.already"))
    elif form.validate_on_submit():
        state, led_to = CommentState(form.state.data), form.led_to()
        try:
            keep_answer(
                here.engine, comment, state, form.text.data, identity.staff, here.now(), led_to
            )
        except AnsweredError:
            form.refuse(say("council.answer.already"))
        else:
            return redirect(url_for("answers.said", _anchor=f"c-{comment[:12]}"), 303)
    return page(
        "council/answer.html",
        comment=listed_comments([row])[0],
        form=form,
        back=url_for("answers.said"),
        title=form.titled("council.answer.heading"),
    ), form.status
