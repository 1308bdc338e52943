"""Who can see a case: the person it is about gives access, makes it less, and takes it back."""

import secrets
from datetime import date
from typing import Any

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue

from portal.core.access import is_concerned
from portal.core.ages import in_force
from portal.core.parties import Party, read_parties
from portal.core.relatives import (
    LONGEST,
    USUAL_MONTHS,
    can_be_taken_back,
    level,
    may_be_withdrawn,
    may_give_access,
    proposed_end,
)
from portal.core.say import Say, say
from portal.core.vocabulary import Basis, Role, Scope
from portal.identity.codes import Code
from portal.pages.audience import Audience, audience
from portal.pages.forms import (
    ChoiceField,
    DanishDateField,
    KeptField,
    Option,
    PortalForm,
    TextField,
)
from portal.pages.limits import Limit, limited
from portal.pages.rendering import label, page, speaker, this_page
from portal.services import give_access
from portal.services.give_access import Gift
from portal.web.citizen.access_list import lists, own_name
from portal.web.citizen.asked import Asked, ask
from portal.web.portal import portal

bp = Blueprint("access", __name__, url_prefix="/sag/<public_id>/adgang")


def _what() -> ChoiceField:
    options = [
        Option(one, f"access.level.{one}.label", f"access.level.{one}.hint") for one in Scope
    ]
    return ChoiceField("access.give.what.asks", options=options)


def _until() -> DanishDateField:
    hint = say("access.give.until.hint", number=USUAL_MONTHS)
    return DanishDateField("access.give.until.asks", hint, promise=False)


class _WithAnEnd(PortalForm):
    """A form with a last day: access always has an end."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a day that has passed, and one too far ahead."""
        valid = bool(super().validate(extra_validators))
        today, until = portal().today(), self["until"]
        last = today + LONGEST
        if isinstance(until.data, date) and not today <= until.data <= last:
            until.refuse(say("access.error.until", date=last))
            return False
        return valid


class LevelForm(_WithAnEnd):
    """How much, and how long."""

    what = _what()
    until = _until()


class GiveForm(_WithAnEnd):
    """Whom, how much, and how long."""

    name = TextField("access.give.name.asks", "access.give.name.hint", most=80, autocomplete="off")
    what = _what()
    until = _until()
    form_token = KeptField()


@bp.get("")
@audience(Audience.CITIZEN)
def who(public_id: str) -> ResponseReturnValue:
    """Show who can see the case; to whoever is here for somebody else, what they may."""
    asked = ask(public_id)
    if not is_concerned(asked.party):
        return _yours(asked)
    told = speaker()
    told.explain()
    parts = lists(asked)
    told.all(say("access.companion"), say("access.mandate"))
    return page(
        "citizen/access/own.html",
        title=told.key("access.heading"),
        asked=asked,
        done=_done(),
        may_give=may_give(asked),
        too_young=_too_young(asked),
        words=this_page().words(told.explain()),
        **parts,
    )


@bp.route("/giv", methods=["GET", "POST"])
@audience(Audience.CITIZEN)
@limited(Limit.SENDS)
def give(public_id: str) -> ResponseReturnValue:
    """Let the citizen invite a relative; the code is on the answer and never again."""
    asked = ask(public_id)
    if not may_give(asked):
        abort(404)
    form = GiveForm()
    if form.validate_on_submit():
        try:
            return code_page(asked, _invite(asked, form), form.until.data)
        except give_access.SentTwiceError:
            return code_page(asked, None, form.until.data)
        except give_access.TooManyError:
            form.refuse(say("access.error.many", number=give_access.MOST_WAITING))
    if not form.is_submitted():
        form.until.data = proposed_end(portal().today())
        form.form_token.data = secrets.token_urlsafe(16)
    texts = [say("access.give.lead"), say("access.give.letters"), say("access.mitid")]
    return _form_page(asked, form, "give", texts, f"{asked.path}/adgang/giv")


@bp.route("/<ref>", methods=["GET", "POST"])
@audience(Audience.CITIZEN)
@limited(Limit.SENDS)
def change(public_id: str, ref: str) -> ResponseReturnValue:
    """Give somebody less, more or longer. They are told what they may, and nothing else."""
    asked = ask(public_id)
    name, party = _theirs(asked, ref)
    if party is None:
        abort(404)
    form = LevelForm()
    if form.validate_on_submit():
        here, wanted = portal(), (Scope(form.what.data), form.until.data)
        give_access.change(here.engine, here.office, asked.case_id, ref, wanted, here.now())
        return redirect(f"{asked.path}/adgang?aendret", 303)
    if not form.is_submitted():
        form.what.data, form.until.data = str(level(party)), party.valid_to
    path = f"{asked.path}/adgang/{ref}"
    return _form_page(asked, form, "change", [say("access.change.lead")], path, name)


@bp.post("/<ref>/tag-tilbage")
@audience(Audience.CITIZEN)
def take_back(public_id: str, ref: str) -> ResponseReturnValue:
    """Take access or an invitation back: one button, at once, and nothing to confirm.

    What is taken back can be given again. It is never counted how often.
    """
    asked = ask(public_id)
    own = ref == asked.party.ref and can_be_taken_back(_full(asked))
    if not own and not (is_concerned(asked.party) and _is_ours(asked, ref)):
        abort(404)
    here = portal()
    give_access.take_back(here.engine, here.office, asked.case_id, ref, here.now())
    return redirect("/mine-sager" if own else f"{asked.path}/adgang?taget", 303)


def _is_ours(asked: Asked, ref: str) -> bool:
    """Tell whether it is the reader's to end: what they gave, or a paper of theirs."""
    party = _parties(asked).get(ref)
    on_paper = party is not None and may_be_withdrawn(party)
    return on_paper or own_name(asked, ref) is not None


def _done() -> str | None:
    for name, key in (("taget", "access.taken_back"), ("aendret", "access.changed")):
        if name in request.args:
            return speaker().key(key)
    return None


def may_give(asked: Asked) -> bool:
    """Tell whether the reader can let somebody see the case."""
    return may_give_access(_full(asked), asked.reading.today)


def _too_young(asked: Asked) -> str | None:
    if may_give(asked):
        return None
    years = in_force(asked.reading.today).gives_mandate
    return speaker().say(say("access.cannot_give.young", number=years))


def _full(asked: Asked) -> Party:
    """Return the reader's place in the case with all the events say of it."""
    return _parties(asked).get(asked.party.ref, asked.party)


def _parties(asked: Asked) -> dict[str, Party]:
    return read_parties(asked.reading.state.record.events)


def _theirs(asked: Asked, ref: str) -> tuple[str | None, Party | None]:
    """Return the name and place of somebody the reader gave access that stands."""
    if not is_concerned(asked.party):
        return None, None
    party = _parties(asked).get(ref)
    name = own_name(asked, ref)
    stands = party is not None and can_be_taken_back(party) and name is not None
    if not stands or party is None or (party.valid_to or date.max) < asked.reading.today:
        return None, None
    return name, party


def _invite(asked: Asked, form: GiveForm) -> Code:
    here = portal()
    gift = Gift(
        case_id=asked.case_id,
        giver=asked.person,
        party=asked.party.ref,
        name=form.name.data,
        level=Scope(form.what.data),
        until=form.until.data,
        token=form.form_token.data or secrets.token_urlsafe(16),
    )
    return give_access.invite(here.engine, here.identifiers, gift, here.now())


def code_page(asked: Asked, code: Code | None, until: date) -> str:
    """Return the page with a code; without one, that it was shown once."""
    told = speaker()
    expires = (portal().now() + give_access.CODE_LASTS).date()
    how = [
        say("access.code.how.give"),
        say("access.code.how.enter", label=told.key("access.enter.heading")),
        say("access.code.how.tries", number=give_access.TRIES),
        say("access.invited.until", date=min(expires, until)),
    ]
    return page(
        "citizen/access/code.html",
        title=told.key("access.code.heading"),
        groups=code.groups if code else (),
        spelled=code.spelled if code else "",
        how=told.all(*how),
        letter=f"{asked.path}/adgang/giv/brev",
        back=f"{asked.path}/adgang",
    )


def _form_page(
    asked: Asked,
    form: PortalForm,
    what: str,
    texts: list[Say],
    action: str,
    name: str | None = None,
) -> ResponseReturnValue:
    heading = f"access.{what}.heading"
    body = page(
        "citizen/access/form.html",
        title=form.titled(heading),
        heading=speaker().key(heading),
        paragraphs=speaker().all(*texts),
        name=name,
        form=form,
        send=speaker().key(f"access.{what}.send.label"),
        action=action,
        asked=asked,
    )
    return body, form.status


def _yours(asked: Asked) -> str:
    """Show a relative, a guardian or a parent what they may, until when, and why."""
    told, party = speaker(), _full(asked)
    whose = say("access.yours.whose", name=asked.concerned or label("cases.protected"))
    lines = [whose, _you_may(party)]
    if party.valid_to:
        lines.append(say("access.until", date=party.valid_to))
    elif party.grown_on:
        years = in_force(asked.reading.today).of_age
        lines.append(say("access.until.grown", date=party.grown_on, number=years))
    given = can_be_taken_back(party)
    if party.basis == Basis.DIGITAL_MANDATE:
        lines.append(say("access.yours.mandate"))
    elif party.role is not Role.PARENT:
        lines.append(say("access.offer.seen"))
    if not given and party.basis != Basis.DIGITAL_MANDATE:
        lines.append(say("access.yours.not_given"))
    lines += [say("access.yours.pass_on"), say("access.yours.mitid")]
    return page(
        "citizen/access/yours.html",
        title=told.key("access.yours.heading"),
        asked=asked,
        done=told.key("access.accepted") if "ja" in request.args else None,
        lines=told.all(*lines),
        give_up=f"{asked.path}/adgang/{party.ref}/tag-tilbage" if given else None,
    )


def _you_may(party: Party) -> Say:
    most = level(party)
    return say(f"access.you_may.{most}" if most else "access.you_may.parent")
