"""Who may see a case for its citizen, at the desk: guardians and representatives on paper."""

import re
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.relatives import Holder, can_be_taken_back, holders, level
from portal.core.say import Say, say
from portal.core.vocabulary import Basis, Scope
from portal.pages.audience import Audience, audience
from portal.pages.fields import Stopped
from portal.pages.forms import ChoiceField, DanishDateField, Option, TextField
from portal.pages.rendering import label, page, speaker
from portal.services.represent import ON_PAPER, ConcernedError, Entry, can_be_ended, end, enter
from portal.web.portal import portal
from portal.web.staff.blueprint import bp
from portal.web.staff.forms import DeskForm, marks
from portal.web.staff.opened import DeskCase, OwnCaseError, open_case, writer

_NUMBER = re.compile(r"\d{6}-?\d{4}", re.ASCII)
_MOST = 120
"""What the contract lets a name and a line be."""


class CprField(TextField):
    """A CPR number. Its shape is looked at and nothing more; it is never shown back."""

    def read(self) -> None:
        """Take six digits and four; no checksum and no calendar."""
        typed = "".join(self.typed.split())
        if not _NUMBER.fullmatch(typed):
            raise Stopped(say("access.desk.error.cpr"))
        self.data = typed

    def shown(self) -> str:
        """Return nothing, whatever was typed."""
        return ""


class RepresentativeForm(DeskForm):
    """Somebody who may see the case for the citizen, and the paper that says so."""

    basis = ChoiceField(
        "desk.access.basis", options=[Option(one, f"desk.access.basis.{one}") for one in ON_PAPER]
    )
    cpr = CprField("desk.access.cpr", "access.desk.cpr.hint", cpr=True, autocomplete="off")
    name = TextField("desk.access.name", most=_MOST, autocomplete="off")
    what = ChoiceField(
        "desk.access.what", options=[Option(one, f"access.level.{one}.label") for one in Scope]
    )
    since = DanishDateField("desk.access.since", back=True)
    until = DanishDateField("desk.access.until", required=False, promise=False)
    proof = TextField("desk.access.proof", "desk.access.proof.hint", most=_MOST)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the days against each other; ask for the number again when anything is wrong."""
        super().validate(extra_validators)
        since, until = self.since.data, self.until.data
        if since and until and until < since:
            self.until.refuse(say("access.desk.error.order"))
        elif until and until < portal().today():
            self.until.refuse(say("access.desk.error.past"))
        if self.wrong and not self.cpr.errors:
            self.cpr.refuse(say("access.desk.error.cpr_again"))
        return not self.wrong


@bp.route("/sag/<public_id>/adgang", methods=["GET", "POST"])
@audience(Audience.STAFF)
def representatives(public_id: str) -> ResponseReturnValue:
    """Show who may see the case for the citizen, and write somebody in."""
    case = open_case(public_id)
    writer()
    if request.method == "GET":
        return _page(case, RepresentativeForm(None, data=marks(case)))
    form = RepresentativeForm(request.form)
    if not form.validate():
        return _page(case, form), 422
    here = portal()
    try:
        enter(here.engine, here.identifiers, _entry(case, form), here.office, here.now())
    except ConcernedError:
        form.cpr.refuse(say("access.desk.error.concerned"))
        return _page(case, form), 422
    return redirect(url_for("staff.representatives", public_id=public_id, skrevet=1), 303)


@bp.post("/sag/<public_id>/adgang/<party>/stop")
@audience(Audience.STAFF)
def end_representative(public_id: str, party: str) -> ResponseReturnValue:
    """Stop what was written in here; the next request is refused."""
    case, here = open_case(public_id), portal()
    writer()
    if not end(here.engine, case.case_id, party, here.office, here.now()):
        abort(404)
    return redirect(url_for("staff.representatives", public_id=public_id, stoppet=1), 303)


@bp.app_errorhandler(OwnCaseError)
def own_case(_error: OwnCaseError) -> tuple[str, int]:
    """Say why somebody who bears the name of a person in a case cannot work on it."""
    told = speaker()
    body = page(
        "citizen/access/ended.html",
        title=told.key("access.desk.own.heading"),
        paragraphs=[told.key(f"access.desk.own.{part}") for part in ("what", "next")],
        back={"href": url_for("staff.worklist"), "label": label("desk.title")},
    )
    return body, 403


def _entry(case: DeskCase, form: RepresentativeForm) -> Entry:
    return Entry(
        case_id=case.case_id,
        identifier=form.cpr.data,
        name=form.name.data,
        basis=Basis(form.basis.data),
        level=Scope(form.what.data),
        since=form.since.data,
        until=form.until.data,
        proof=form.proof.data,
        token=form.opened(case, "access").token,
    )


def _page(case: DeskCase, form: RepresentativeForm) -> str:
    today = portal().today()
    found = holders(case.events, case.party.ref, today)
    done = next((key for name, key in _DONE.items() if name in request.args), None)
    return page(
        "staff/representatives.html",
        case=case,
        form=form,
        action=url_for("staff.representatives", public_id=case.public_id),
        done=speaker().key(done) if done else None,
        holders=[_holder(case, one) for one in found if one.stands or one.begins],
        title=form.titled("desk.access.title"),
    )


_DONE = {"skrevet": "access.desk.entered", "stoppet": "access.desk.ended"}


def _holder(case: DeskCase, one: Holder) -> dict[str, Any]:
    told, party, today = speaker(), one.party, portal().today()
    ends = can_be_ended(party, today)
    path = url_for("staff.end_representative", public_id=case.public_id, party=party.ref)
    note = None
    if not ends:
        theirs = "theirs" if can_be_taken_back(party) else "systems"
        note = told.key(f"access.desk.{theirs}")
    named = party.name and not party.protected
    return {
        "name": party.name if named else label("desk.protected"),
        "role": told.key(f"access.role.{party.role}.label"),
        "lines": [*_basis(one), *told.all(*_lines(one))],
        "end": path if ends else None,
        "note": note,
    }


def _basis(one: Holder) -> list[str]:
    basis = one.party.basis
    return [label(f"desk.access.basis.{basis}")] if basis in ON_PAPER else []


def _lines(one: Holder) -> list[Say]:
    party, most = one.party, level(one.party)
    lines = [say(f"access.level.{most}.label")] if most else []
    if one.begins and party.valid_from:
        lines.append(say("access.begins", date=party.valid_from))
    if party.valid_to:
        lines.append(say("access.until", date=party.valid_to))
    lines.append(say(f"access.desk.from.{one.origin}", when=one.since))
    if party.proof:
        lines.append(say("access.proof", words=party.proof))
    return lines
