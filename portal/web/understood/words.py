"""The editor reads what citizens wrote: passes it on without what is personal, or deletes it.

Nothing of it is there for anybody until its month is over.
"""

from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from portal.core.personal import what_tells
from portal.core.say import say
from portal.core.understood import MOST_SIGNS, is_over, month_of
from portal.pages.audience import Audience, audience
from portal.pages.forms import ParagraphsField, PortalForm, YesField
from portal.pages.rendering import page, speaker
from portal.services import understood as service
from portal.services.understood import DecidedError
from portal.store import understood
from portal.web import sign_in
from portal.web.council.reading import READINGS, texts_of
from portal.web.portal import portal, reading
from portal.web.understood.numbers import told_word
from portal.wording.dates import length

bp = Blueprint("citizen_words", __name__, url_prefix="/ordlyd/ord-fra-borgere")


class LeftForm(PortalForm):
    """What is left of a word when what is personal is removed."""

    left = ParagraphsField(
        "council.citizens.left.label", "council.citizens.left.hint", most=MOST_SIGNS, rows=4
    )
    clean = YesField("council.citizens.clean")

    def refuse_what_tells(self) -> None:
        """Say what in the text surely tells who somebody is."""
        for one in what_tells(self.left.data or ""):
            self.left.refuse(say(f"council.citizens.problem.{one}"))


@bp.get("", strict_slashes=False)
@audience(Audience.EDITOR)
def every() -> ResponseReturnValue:
    """List what waits, and what the council was given."""
    here = portal()
    kept = here.municipality.retention_on(here.today())
    unread, passed = (
        length(months, "months", speaker().language)
        for months in (kept.word_months, kept.passed_word_months)
    )
    return page(
        "understood/words.html",
        waiting=[_told(row) for row in understood.waiting(reading(), month_of(here.today()))],
        passed=[_told(row) for row in understood.passed(reading())],
        kept=speaker().say(say("council.citizens.kept", length=unread, high=passed)),
        decided="afgjort" in request.args,
        title=speaker().key("council.citizens.heading"),
    )


@bp.route("/<word>", methods=["GET", "POST"])
@audience(Audience.EDITOR)
def one(word: str) -> ResponseReturnValue:
    """Take what an editor has left of a word, and pass it on."""
    row = understood.word(reading(), word)
    if row is None or row.passed_in is not None or not is_over(row.month, portal().today()):
        return _decided() if request.method == "POST" else abort(404)
    told = _told(row)
    form = LeftForm() if request.method == "POST" else LeftForm(None, data={"left": told["said"]})
    form.left.lang = row.language
    if form.validate_on_submit():
        form.refuse_what_tells()
        if not form.wrong:
            return _pass_on(word, str(form.left.data))
    return page(
        "understood/word.html",
        word=told,
        form=form,
        action=request.path,
        discard=url_for("citizen_words.discard", word=word),
        back=url_for("citizen_words.every"),
        title=form.titled("council.citizens.word.heading"),
    ), form.status


def _pass_on(word: str, left: str) -> ResponseReturnValue:
    here, identity = portal(), sign_in.current()
    name = identity.name if identity else None
    if not name:
        abort(404)
    try:
        service.pass_on(here.engine, here.identifiers, word, left, name, here.today())
    except DecidedError:
        return _decided()
    return redirect(url_for("citizen_words.every"), 303)


@bp.post("/<word>/slet")
@audience(Audience.EDITOR)
def discard(word: str) -> ResponseReturnValue:
    """Delete a word at once, one the council was given too."""
    try:
        service.discard(portal().engine, word, portal().today())
    except DecidedError:
        return _decided()
    return redirect(url_for("citizen_words.every"), 303)


def _decided() -> ResponseReturnValue:
    """Lead back to the list, which says that somebody else was first."""
    return redirect(url_for("citizen_words.every", afgjort=1), 303)


def _told(row: Row[Any]) -> dict[str, Any]:
    pair = (row.language, row.register)
    name = next((name for name, one in READINGS.items() if one == pair), None)
    return {
        **told_word(row, texts_of(name).get(row.key) if name else None),
        "href": url_for("citizen_words.one", word=row.public_id),
        "discard": url_for("citizen_words.discard", word=row.public_id),
        "key": row.key,
    }
