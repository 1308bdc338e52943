"""Every agreement of a case word for word, its history, and what each side says of it."""

from itertools import pairwise
from typing import Any

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue

from portal.core.case import PromiseEvent
from portal.core.promises import Promise
from portal.core.say import Phrase, Say, say
from portal.pages.audience import Audience, audience
from portal.pages.forms import ChoiceField, Option, Own, ParagraphsField, PortalForm
from portal.pages.limits import Limit, limited
from portal.pages.rendering import label, page, speaker
from portal.services.dispute_promise import dispute_promise
from portal.sources.fields import holds_identifier
from portal.web.citizen.asked import Asked, ask, ask_to_act
from portal.web.citizen.panel import danish_note, promise_text
from portal.web.portal import portal

bp = Blueprint("promises", __name__)
MOST_LETTERS = 1000
"""As many as the contract's ``Note`` holds."""


class DisputeForm(PortalForm):
    """How the citizen remembers an agreement."""

    which = ChoiceField("act.dispute.which.asks")
    text = ParagraphsField("act.dispute.text.asks", most=MOST_LETTERS)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse what could be a CPR number too: these words stand in the case's own list."""
        valid = bool(super().validate(extra_validators))
        if valid and holds_identifier(self.text.data):
            self.text.refuse(say("form.error.cpr"))
            return False
        return valid


@bp.get("/sag/<public_id>/aftaler")
@audience(Audience.CITIZEN)
def promises(public_id: str) -> ResponseReturnValue:
    """Show every agreement, what became of it, and both sides' words."""
    asked = ask(public_id)
    found = [_one(asked, number, promise) for number, promise in enumerate(asked.promises(), 1)]
    return page(
        "citizen/acts/promises.html",
        title=speaker().key("act.promises.heading"),
        promises=found[::-1],
        saved=speaker().key("act.dispute.saved") if "gemt" in request.args else None,
        may_act=bool(asked.open_acts()),
        asked=asked,
    )


@bp.route("/sag/<public_id>/husker-anderledes", methods=["GET", "POST"])
@audience(Audience.CITIZEN)
@limited(Limit.SENDS)
def dispute(public_id: str) -> ResponseReturnValue:
    """Let the citizen say how they remember an agreement."""
    asked = ask_to_act(public_id)
    made = asked.promises()
    if not made:
        abort(404)
    form = DisputeForm()
    form.which.options = [
        Option(promise.ref, Own(_name(number, promise))) for number, promise in enumerate(made, 1)
    ][::-1]
    if form.validate_on_submit():
        _dispute(asked, form.which.data, form.text.data)
        return redirect(f"{asked.path}/aftaler?gemt", 303)
    title = "act.dispute.heading"
    body = page(
        "citizen/acts/form.html",
        title=form.titled(title),
        heading=speaker().key(title),
        paragraphs=[speaker().key("act.dispute.lead")],
        form=form,
        send=speaker().key("act.send.label"),
        action=f"{asked.path}/husker-anderledes",
        asked=asked,
    )
    return body, form.status


def _dispute(asked: Asked, promise: str, words: str) -> None:
    """Keep the words, once: a form sent twice says the same thing."""
    said = (promise, words, asked.party.ref)
    if any((one.promise, one.words, one.party) == said for one in asked.reading.state.disputes):
        return
    here = portal()
    dispute_promise(here.engine, asked.case_id, said, here.office, here.now())


def _name(number: int, promise: Promise) -> str:
    name = speaker().say(say("act.promises.name.heading", number=number))
    return f"{name}: {promise.note or speaker().say(promise_text(promise))}"


def _one(asked: Asked, number: int, promise: Promise) -> dict[str, Any]:
    told, seen = speaker(), asked.reading
    owner = promise.owner if seen.names and promise.owner else promise.owner_unit
    lines = [_made(promise), *_moves(promise.rounds)]
    if owner:
        lines.append(say("promise.owner", owner=owner))
    return {
        "name": told.say(say("act.promises.name.heading", number=number)),
        "text": told.say(promise_text(promise)),
        "lines": told.all(*lines),
        "ours": promise.note,
        "yours": promise.words_of(asked.party),
        "danish": danish_note(told, label),
        "disputes": [
            {"at": told.say(say("act.promises.disputed.at", when=one.at)), "text": one.words}
            for one in seen.state.disputes
            if one.promise == promise.ref and one.party in (None, asked.party.ref)
        ],
    }


def _made(promise: Promise) -> Say:
    day, how = promise.made_at.date(), promise.rounds[0].channel
    if how is None:
        return say("act.promises.made", date=day)
    return say("act.promises.made_how", date=day, channel=Phrase(f"channel.{how}"))


def _moves(rounds: tuple[PromiseEvent, ...]) -> list[Say]:
    """Return each time the day was changed, from what to what and why."""
    found = []
    for before, after in pairwise(rounds):
        if before.by != after.by:
            found.append(say("act.promises.moved", old=before.by, date=after.by))
            if after.reason:
                found.append(say(f"extension_reason.{after.reason}"))
    return found
