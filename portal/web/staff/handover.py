"""A case, or all somebody has, given to another caseworker; and what the two go through."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import ValidationError

from portal.core import handover as rules
from portal.core import law
from portal.core.case import CaseState
from portal.core.contact import agreement_of
from portal.core.deadlines import Unit, add_length, next_working_day
from portal.core.events import CaseEvent
from portal.core.fold import read_case
from portal.core.say import Phrase, Say, say
from portal.identity import UserRole
from portal.pages.audience import Audience, audience
from portal.pages.forms import Option, Own
from portal.pages.rendering import label, page, speaker
from portal.services.change_caseworker import (
    Change,
    change_caseworker,
    change_events,
    letter_before,
)
from portal.services.make_letters import reader_of
from portal.services.own_events import By, preview
from portal.services.write_letter import page_of
from portal.store import cases, desk, letters, staff
from portal.web import desk_words
from portal.web.looked import staff_looked
from portal.web.portal import portal, reading
from portal.web.staff.change_form import ChangeForm
from portal.web.staff.given_away import given_away
from portal.web.staff.letters import pens, preview_of
from portal.web.staff.needs import lines_of
from portal.web.staff.opened import about, concerned, open_case, worker, writer
from portal.web.staff.receipts import change_receipt

bp = Blueprint("staff_handover", __name__, url_prefix="/medarbejder")

_OTHER = "-"


@bp.route("/sag/<public_id>/skift", methods=["GET", "POST"])
@audience(Audience.STAFF)
def one(public_id: str) -> ResponseReturnValue:
    """Give one case to somebody else."""
    case = open_case(public_id)
    here = url_for("staff_handover.one", public_id=public_id)
    return _change([case.case_id], here)


@bp.route("/skift", methods=["GET", "POST"])
@audience(Audience.STAFF)
def portfolio() -> ResponseReturnValue:
    """Give all one's open cases, or some of them, to somebody else."""
    name = writer().name
    return _change(desk.held_by(reading(), name), url_for("staff_handover.portfolio"))


@bp.route("/skift/<key>", methods=["GET", "POST"])
@audience(Audience.LEADER)
def of_colleague(key: str) -> ResponseReturnValue:
    """Give the cases of somebody in the leader's unit to somebody else: when it is sudden."""
    name = next((name for name in _with_cases() if rules.mark(name) == key), None)
    if name is None:
        abort(404)
    # Only those of the leader's own unit: a name may have cases in another one too.
    held = desk.held_by(reading(), name, writer().unit)
    return _change(held, url_for("staff_handover.of_colleague", key=key))


@bp.get("/sag/<public_id>/overdragelse")
@audience(Audience.STAFF)
def list_of_one(public_id: str) -> ResponseReturnValue:
    """Show what must not be lost when a case changes hands; made to be printed."""
    return _list([open_case(public_id, shown=False).case_id])


@bp.get("/overdragelse")
@audience(Audience.STAFF)
def list_of_mine() -> ResponseReturnValue:
    """Show the same for every case somebody has, or gave away lately."""
    mine = desk.held_by(reading(), writer().name)
    return _list(list(dict.fromkeys([*mine, *given_away()])))


def _change(case_ids: Sequence[int], action: str) -> ResponseReturnValue:
    """Show the form, the letter it would send, or make the change."""
    here, colleagues = portal(), _colleagues()
    found = _cases(case_ids)
    if not found:
        # All of them changed hands already: sent twice, it is done once.
        return _page(_fresh(found, colleagues), found, action)
    form = ChangeForm(None, data=_prefilled(found)) if request.method == "GET" else ChangeForm()
    _offer(form, colleagues, found)
    if request.method == "GET":
        return _page(form, found, action)
    form.validate()
    change = None if form.wrong else form.change(colleagues)
    if change is None or not _is_sound(form, change):
        return _page(form, found, action), 422
    chosen = [one["id"] for one in found if one["public_id"] in form.cases.data]
    if request.form.get("do") == "preview":
        return _page(form, found, action, shown=(chosen, change))
    changed = change_caseworker(
        here.engine, here.office, here.identifiers, chosen, change, writer(), here.now()
    )
    return _page(_fresh(found, colleagues), _cases(case_ids), action, done=(len(changed), change))


def _is_sound(form: ChangeForm, change: Change) -> bool:
    """Tell whether the contract takes it: a phone is digits and spaces."""
    try:
        preview(change_events(CaseState(), change), By.DESK, portal().now())
    except ValidationError as error:
        fields = {str(part) for one in error.errors() for part in one["loc"]}
        field = next((name for name in ("phone", "phone_hours") if name in fields), "name")
        form[field].refuse(say("form.error.phone" if field == "phone" else "desk.change.who"))
        return False
    return True


def _fresh(found: list[dict[str, Any]], colleagues: dict[str, Any]) -> ChangeForm:
    form = ChangeForm(None, data=_prefilled(found))
    _offer(form, colleagues, found)
    return form


def _colleagues() -> dict[str, Any]:
    """Return those of the unit a case can be given to, by key."""
    identity = worker()
    rows = staff.of_unit(reading(), identity.unit) if identity.unit else []
    mine = identity.staff if identity.role is not UserRole.LEADER else None
    return {row.key: row for row in rows if row.key != mine}


def _with_cases() -> list[str]:
    """Return those of a leader's unit who have open cases; nobody for anybody else."""
    identity = worker()
    if identity.role is not UserRole.LEADER or identity.unit is None:
        return []
    return letters.caseworkers_in(reading(), identity.unit)


def _offer(form: ChangeForm, colleagues: dict[str, Any], found: list[dict[str, Any]]) -> None:
    named = [Option(key, Own(row.name)) for key, row in colleagues.items()]
    form.new.options = [*named, Option(_OTHER, "desk.change.other")]
    form.cases.options = [
        Option(one["public_id"], Own(f"{one['who']}, {one['about']}")) for one in found
    ]


def _prefilled(found: list[dict[str, Any]]) -> dict[str, Any]:
    here = portal()
    begins = next_working_day(here.today(), here.office.closed)
    within = here.municipality.desk.first_word_within
    return {
        "valid_from": begins,
        "first_contact_by": add_length(begins, within, Unit.WORKING_DAYS, here.office.closed),
        "cases": [one["public_id"] for one in found],
    }


def _cases(case_ids: Sequence[int]) -> list[dict[str, Any]]:
    """Return some cases as a list shows them, by whose they are."""
    events = cases.events_of(reading(), case_ids)
    public = letters.public_ids(reading(), case_ids)
    found = []
    for case_id in case_ids:
        party = concerned(events[case_id])
        state = read_case(events[case_id], in_order=True, today=portal().today())
        found.append(
            {
                "id": case_id,
                "public_id": public[case_id],
                "who": (None if party.protected else party.name) or label("desk.protected"),
                "about": about(state),
                "caseworker": state.caseworker.name if state.caseworker else None,
            }
        )
    return sorted(found, key=lambda one: (one["who"], one["id"]))


def _page(
    form: ChangeForm,
    found: list[dict[str, Any]],
    action: str,
    *,
    shown: tuple[list[int], Change] | None = None,
    done: tuple[int, Change] | None = None,
) -> str:
    return page(
        "staff/letters/change.html",
        form=form,
        cases=found,
        action=action,
        preview=_letter(*shown) if shown else None,
        looked=shown is not None,
        colleagues=[
            {"href": url_for("staff_handover.of_colleague", key=rules.mark(name)), "name": name}
            for name in _with_cases()
        ],
        done=change_receipt(done[0], done[1].name, done[1].valid_from) if done else None,
        title=form.titled("desk.change.title"),
    )


def _letter(case_ids: list[int], change: Change) -> Any:
    """Return the letter as the first of those chosen will meet it."""
    here, connection = portal(), reading()
    for case_id in case_ids[:1]:
        staff_looked([case_id])
        events = letters.events_of(connection, [case_id])[case_id]
        rows = letters.of_cases(connection, [case_id])[case_id]
        found = letter_before(events, rows, change, here.office, here.now())
        if found is not None:
            known, party, facts = found
            return preview_of(page_of(facts, reader_of(known, party, here.office), pens()))
    return None


# --- what the two go through ------------------------------------------------------------


def _list(case_ids: Sequence[int]) -> ResponseReturnValue:
    staff_looked(case_ids)
    events = cases.events_of(reading(), case_ids)
    return page(
        "staff/letters/handover.html",
        cases=[_handed(one, events[one["id"]]) for one in _cases(case_ids)],
        title=label("desk.handover.title"),
    )


def _handed(one: dict[str, Any], events: Sequence[CaseEvent]) -> dict[str, Any]:
    """Return one case: promises, what is waited for, needs, deadline, what nobody answered."""
    here, speak = portal(), speaker()
    state = read_case(events, in_order=True, today=portal().today())
    today, published = here.today(), here.office.published(state)
    law_now = law.in_force(here.office.laws, today)
    found = rules.handover(state, published, today, here.office.closed, law_now)
    every = here.municipality.desk.update_every_days
    agreed = agreement_of(events, every, concerned(events).ref)
    return {
        **one,
        "needs": lines_of(agreed) if agreed.has_needs else [],
        "note": agreed.note,
        "rhythm": speak.say(say("desk.needs.every", number=agreed.every_days)),
        "promises": [_owed(owed) for owed in found.promises],
        "waiting": [
            speak.say(
                say(
                    "desk.handover.wait",
                    item=desk_words.item(wait.item),
                    who=desk_words.who(wait.on),
                    date=wait.since,
                )
            )
            for wait in found.waiting
        ],
        "more": speak.all(*_more(found)),
        "chosen": speak.all(*_chosen(state.handover)),
    }


def _owed(owed: rules.Owed) -> dict[str, Any]:
    promise = owed.promise
    what = say(
        "desk.copy.promised", item=Phrase(f"desk.promised.{promise.what}.label"), date=promise.by
    )
    return {
        "what": speaker().say(what),
        "who": ", ".join(filter(None, (owed.owner, owed.unit))),
        "note": promise.note,
        "citizen_words": promise.citizen_words,
    }


def _more(found: rules.Handover) -> list[Say]:
    """Return the days and what waits. On paper "tomorrow" is wrong the day after: full days."""
    lines = []
    if found.answer_by is not None:
        lines.append(say("desk.handover.deadline", date=found.answer_by))
    if found.reassess_by is not None:
        lines.append(say("desk.handover.complaint", date=found.reassess_by))
    if found.hearing is not None and found.hearing.due_on is not None:
        lines.append(say("desk.handover.hearing", date=found.hearing.due_on))
    if found.messages:
        lines.append(say("desk.handover.messages", number=len(found.messages)))
    if found.decision_waits:
        lines.append(say("desk.handover.decision"))
    return lines


def _chosen(event: CaseEvent | None) -> list[Say]:
    """Return what the citizen chose when the caseworker changed."""
    if event is None:
        return []
    return [say(f"handover.chosen.{event.get(name)}") for name in ("reading", "wait")]
