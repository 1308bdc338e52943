"""The contact agreement: how a citizen hears from us, to read and to change."""

from functools import cache
from typing import Any

from babel import Locale
from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from portal.core.access import may_see
from portal.core.contact import Agreement, agreement_of
from portal.core.parties import Party, read_parties
from portal.core.relatives import can_be_taken_back
from portal.core.say import Say, say
from portal.core.vocabulary import ContactWay, TimeOfDay
from portal.identity.identifiers import UnreadableError
from portal.pages.audience import Audience, audience
from portal.pages.forms import (
    ChoiceField,
    ChoicesField,
    Option,
    Own,
    ParagraphsField,
    PortalForm,
    TextField,
)
from portal.pages.limits import Limit, limited
from portal.pages.rendering import page, speaker
from portal.services.agree_contact import Wish, agree_contact
from portal.sources.fields import holds_identifier
from portal.store import addresses
from portal.web.citizen.asked import Asked, ask_to_act
from portal.web.portal import portal, reading

bp = Blueprint("contact", __name__)

USUAL = "usual"
_DAYS = ("7", "14", "28", "56")
_NEEDS = ("no_phone", "phone_first", "less_contact", "large_print", "easy_read")
_WAYS_WITH_HINT = (ContactWay.PORTAL, ContactWay.EMAIL, ContactWay.SMS)
SIGN_LANGUAGE = "dsl"
"""Danish Sign Language, ISO 639-3."""
_INTERPRETED = ("ar", "bs", "en", "fa", "ku", "pl", "ro", "so", "ti", "tr", "uk", "ur", "vi")


class ContactForm(PortalForm):
    """How the citizen wants to hear from us."""

    way = ChoiceField(
        "act.contact.way.asks",
        options=[
            Option(
                str(way),
                f"act.contact.way.{way}.label",
                f"act.contact.way.{way}.hint" if way in _WAYS_WITH_HINT else None,
            )
            for way in ContactWay
        ],
    )
    email = TextField(
        "act.contact.email.asks",
        "act.contact.email.hint",
        kind="email",
        required=False,
        autocomplete="email",
    )
    every = ChoiceField(
        "act.contact.every.asks",
        options=[Option(days, f"act.contact.every.{days}.label") for days in (USUAL, *_DAYS)],
    )
    needs = ChoicesField(
        "act.contact.needs.asks",
        required=False,
        options=[
            Option(
                need,
                f"act.contact.needs.{need}.label",
                "act.contact.needs.less_contact.hint" if need == "less_contact" else None,
            )
            for need in _NEEDS
        ],
    )
    time = ChoiceField(
        "act.contact.time.asks",
        options=[Option(str(time), f"act.contact.time.{time}.label") for time in TimeOfDay],
    )
    copy = ChoiceField("act.contact.copy.asks", "act.contact.copy.hint", required=False)
    interpreter = ChoiceField("act.contact.interpreter.asks", select=True, required=False)
    text = ParagraphsField(
        "act.contact.text.asks", "act.contact.text.hint", required=False, most=1000, rows=4
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the address when it is needed; refuse what could be a CPR number."""
        valid = bool(super().validate(extra_validators))
        if self.way.data == ContactWay.EMAIL and not (self.email.data or self.email.errors):
            self.email.refuse(say("form.error.email"))
            valid = False
        needs = self.needs.data or ()
        if "no_phone" in needs and ("phone_first" in needs or self.way.data == ContactWay.PHONE):
            self.needs.refuse(say("form.error.no_phone_and_phone"))
            valid = False
        if not self.text.errors and holds_identifier(self.text.data):
            self.text.refuse(say("form.error.cpr"))
            valid = False
        return valid

    def offer(self, others: list[Party]) -> None:
        """Let the citizen choose among those who may see the case already."""
        self.interpreter.options = [
            Option("", "act.contact.interpreter.none.label"),
            Option(SIGN_LANGUAGE, "act.contact.interpreter.dsl.label"),
            *(Option(code, Own(name)) for code, name in _languages(speaker().language)),
        ]
        if not others:
            del self.copy
            return
        self.copy.options = [
            Option("", "act.contact.copy.none.label"),
            *(Option(party.ref, Own(party.name or "")) for party in others),
        ]

    def show(self, agreement: Agreement, email: str | None) -> None:
        """Fill in what stands, the first time the page is shown."""
        self.way.data = str(agreement.way) if agreement.way else None
        self.email.data = email
        days = str(agreement.every_days)
        self.every.data = days if agreement.way and days in _DAYS else USUAL
        self.time.data = str(agreement.time_of_day)
        self.needs.data = [need for need in _NEEDS if getattr(agreement, need)]
        if "copy" in self:
            self.copy.data = agreement.copy_to or ""
        self.interpreter.data = agreement.interpreter or ""
        self.text.data = agreement.note

    def payload(self, party: str) -> dict[str, Any]:
        """Return what was chosen, as the contract has it."""
        needs = dict.fromkeys(_NEEDS, False) | dict.fromkeys(self.needs.data or (), True)
        every = self.every.data
        chosen = {
            "way": self.way.data,
            "every_days": None if every == USUAL else int(every),
            "time_of_day": self.time.data,
            "copy_to": (self.copy.data or None) if "copy" in self else None,
            "interpreter": self.interpreter.data or None,
            "note": self.text.data or None,
            "party": party,
        }
        return {name: value for name, value in (chosen | needs).items() if value is not None}


@bp.route("/sag/<public_id>/kontakt", methods=["GET", "POST"])
@audience(Audience.CITIZEN)
@limited(Limit.SENDS)
def contact(public_id: str) -> ResponseReturnValue:
    """Show how the citizen hears from us, or change it."""
    asked = ask_to_act(public_id)
    form = ContactForm()
    form.offer(_others(asked))
    if form.validate_on_submit():
        _agree(asked, form)
        return redirect(f"{asked.path}/kontakt?gemt", 303)
    agreement = _agreement(asked)
    if not form.is_submitted():
        form.show(agreement, _email(asked))
    title = "act.contact.heading"
    body = page(
        "citizen/acts/form.html",
        title=form.titled(title),
        heading=speaker().key(title),
        paragraphs=speaker().all(say("act.contact.lead"), _standing(agreement), say("act.phone")),
        saved=speaker().key("act.contact.saved") if "gemt" in request.args else None,
        form=form,
        send=speaker().key("act.save.label"),
        action=f"{asked.path}/kontakt",
        asked=asked,
    )
    return body, form.status


def _standing(agreement: Agreement) -> Say:
    if agreement.set_at is None:
        return say("act.contact.none", number=agreement.every_days)
    return say("act.contact.since", when=agreement.set_at)


def _agreement(asked: Asked) -> Agreement:
    state = asked.reading.state
    usual = portal().municipality.desk.update_every_days
    return agreement_of(state.record.events, usual, asked.party.ref)


def _agree(asked: Asked, form: ContactForm) -> None:
    """Keep what was chosen; the same again changes nothing."""
    here, agreed = portal(), form.payload(asked.party.ref)
    email = form.email.data or ""
    stands = asked.reading.state.agreed
    same = stands is not None and dict(stands.data or {}) == agreed
    if same and email == (_email(asked) or ""):
        return
    wish = Wish(asked.case_id, asked.person, agreed, email)
    agree_contact(here.engine, here.identifiers, wish, here.office, here.now())


def _email(asked: Asked) -> str | None:
    sealed = addresses.email_of(reading(), asked.person)
    try:
        return portal().identifiers.decrypt(sealed) if sealed else None
    except UnreadableError:
        return None


def _others(asked: Asked) -> list[Party]:
    """Return who else may see the case and can be told; nobody whose name is protected."""
    parties = read_parties(asked.reading.state.record.events).values()
    return [
        party
        for party in parties
        if party.person != asked.person
        and party.name
        and not party.protected
        and not can_be_taken_back(party)
        and may_see(party, asked.reading.today)
    ]


@cache
def _languages(language: str) -> list[tuple[str, str]]:
    """Return the languages people ask an interpreter for, by their names in a language."""
    names = Locale(language).languages
    return sorted(((code, names[code]) for code in _INTERPRETED), key=lambda one: one[1])
