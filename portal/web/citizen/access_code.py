"""A relative types the code they were given, and says yes or no. It is never a sign-in."""

from typing import Any

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from portal.core.say import say
from portal.identity.codes import LENGTH, Code, read_code
from portal.pages.audience import Audience, audience
from portal.pages.forms import PortalForm, TextField
from portal.pages.limits import Limit, limited
from portal.pages.rendering import label, page, speaker
from portal.services import give_access
from portal.services.give_access import Offer
from portal.web import sign_in
from portal.web.citizen.asked import signed_in
from portal.web.portal import portal

bp = Blueprint("access_code", __name__)


class CodeForm(PortalForm):
    """The code."""

    code = TextField(
        "access.enter.code.asks",
        say("access.enter.code.hint", number=LENGTH),
        most=60,
        autocomplete="off",
        cpr=True,
    )
    found: Code | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the code; one that has not its shape costs no try."""
        valid = bool(super().validate(extra_validators))
        self.found = read_code(self.code.typed) if valid else None
        if valid and self.found is None:
            self.code.refuse(say("access.error.shape", number=LENGTH))
        return valid and self.found is not None


@bp.route("/kode", methods=["GET", "POST"])
@audience(Audience.CITIZEN)
@limited(Limit.CODES)
def enter() -> ResponseReturnValue:
    """Take a code: show what it gives, and on yes give it.

    A code that is wrong, over, used, withdrawn or nobody's is the same answer in the same time.
    """
    form = CodeForm()
    if form.validate_on_submit() and form.found is not None:
        answer = _answer(form, form.found)
        if answer is not None:
            return answer
    title = "access.enter.heading"
    body = page(
        "citizen/access/enter.html",
        title=form.titled(title),
        heading=speaker().key(title),
        form=form,
    )
    return body, form.status


def _answer(form: CodeForm, code: Code) -> ResponseReturnValue | None:
    """Return the offer, or the way to the case; None when the form says why there is none."""
    here, person = portal(), signed_in()
    identity = sign_in.current()
    who = (person, identity.name if identity else None)
    try:
        if "ja" in request.form:
            now = here.now()
            offer = give_access.accept(here.engine, here.identifiers, code, who, here.office, now)
            if offer is not None:
                return redirect(f"/sag/{offer.case}/adgang?ja", 303)
        else:
            offer = give_access.open_offer(here.engine, here.identifiers, code, person, here.now())
            if offer is not None:
                return _offer_page(offer, code)
    except give_access.OwnCodeError:
        form.code.refuse(say("access.error.own_code"))
        return None
    form.code.refuse(say("access.error.code"))
    return None


def _offer_page(offer: Offer, code: Code) -> str:
    """Ask before anything is given: on whose behalf, how much, until when, who reads of it."""
    told, giver = speaker(), offer.giver
    name = giver.name if giver.name and not giver.protected else label("cases.protected")
    texts = [
        say("access.offer.who", name=name[:1].upper() + name[1:]),
        say(f"access.you_may.{offer.level}"),
        say("access.offer.until", date=offer.until),
        say("access.offer.seen"),
        say("access.offer.municipality"),
        say("access.offer.quiet"),
        say("access.yours.pass_on"),
    ]
    return page(
        "citizen/access/offer.html",
        title=told.key("access.offer.heading"),
        paragraphs=told.all(*texts),
        code=" ".join(code.groups),
    )
