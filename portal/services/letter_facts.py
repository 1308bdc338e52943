"""What a letter says, taken from the case as it stands on the day it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from portal.calendar_days import public_holidays
from portal.core import law
from portal.core.access import is_concerned
from portal.core.case import CaseState, Ruling
from portal.core.contact import Agreement as Agreed
from portal.core.contact import agreement_of
from portal.core.deadlines import Unit, add_length, case_deadline, complain_by
from portal.core.handover import answer_by, complaint_due
from portal.core.letters import (
    ENDS_AT_18,
    Agreement,
    Asked,
    Awaiting,
    Contact,
    LetterFacts,
)
from portal.core.occasions import REQUEST, Known
from portal.core.parties import Party
from portal.core.promises import promises_of
from portal.core.status import complaint_track, is_answered
from portal.core.timeline import appeal_place, place_steps
from portal.core.vocabulary import (
    CaseKind,
    Decider,
    ExtensionReason,
    LetterKind,
    Outcome,
    Promised,
    Reassessment,
    ReviewReason,
    Role,
    UpdateKind,
    Why,
)
from portal.core.worklist import open_promises
from portal.services.letter_contact import contact_of
from portal.services.office import Office

PAPER_DAYS = 6
"""Working days after which a letter on paper is taken to have come. Source: practice before
2026, danish rules 1.7; to be checked with the municipality's jurist."""

_A_WORD = frozenset({Promised.CONTACT, Promised.CALL, Promised.MEETING})


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wrote for a letter: its facts by name, as plain JSON values."""

    facts: Mapping[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """Return a text, None when it was left out."""
        found = self.facts.get(name)
        return str(found) if found else None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(str(one) for one in self.facts.get(name) or ())

    def day(self, name: str) -> date | None:
        """Return a day."""
        found = self.facts.get(name)
        return date.fromisoformat(found) if found else None


@dataclass(frozen=True, slots=True)
class Occasion:
    """One letter to one party, before it is written.

    ``document`` is the name of the authority's own document, None when there is none;
    ``on_paper`` says that it goes by post, which takes days.
    """

    kind: LetterKind
    occasion: str
    party: Party
    wish: Wish = Wish()
    document: str | None = None
    on_paper: bool = False


def letter_facts(
    known: Known, what: Occasion, office: Office, today: date, reference: str | None = None
) -> LetterFacts:
    """Return everything the letter may say. What is not known is left out, never invented."""
    common = _common(known, what, office, today, reference)
    return _FILLED[what.kind](common, known, what, office)


def first_contact(known: Known, office: Office, today: date) -> tuple[date, bool]:
    """Return by when a new caseworker gets in touch, and whether that is a new promise.

    What was said stands. Where nobody said it, the municipality's own promise of a first word
    counts from today, and must be kept as a promise.
    """
    state = known.state
    new = state.coming or state.caseworker
    by = new.first_contact_by if new else None
    said = by if by is not None and by >= today else _next_contact(state, today)
    if said is not None:
        return said, False
    within = office.municipality.desk.first_word_within
    return add_length(today, within, Unit.WORKING_DAYS, office.closed), True


def agreed(known: Known, party: Party, office: Office) -> Agreed:
    """Return the contact agreement with a party."""
    every_days = office.municipality.desk.update_every_days
    return agreement_of(known.events, every_days, party.ref)


def _common(
    known: Known, what: Occasion, office: Office, today: date, reference: str | None
) -> LetterFacts:
    state = known.state
    return LetterFacts(
        kind=what.kind,
        party=what.party.name or "",
        case_kind=state.kind or CaseKind.APPLICATION,
        area=state.area or "",
        contact=contact_of(state, office),
        dated=today,
        reference=reference,
        about=_about(known, what.party),
        places=tuple((step.step, step.place) for step in place_steps(state)),
        appeal=appeal_place(state),
        next_contact=what.wish.day("next_contact") or _next_contact(state, today),
        deadline=_deadline(state, office, today),
        reassess_by=_reassess_by(state, office, today),
        waiting=() if is_answered(state) else _waiting(state),
        words=what.wish.text("words"),
        review_reason=ReviewReason(state.review_reason) if state.review_reason else None,
        received_on=state.received_on,
        document=what.document,
    )


def _about(known: Known, party: Party) -> str | None:
    if is_concerned(party):
        return None
    names = [p.name for p in known.parties.values() if is_concerned(p) and not p.protected]
    return names[0] if names else None


def _next_contact(state: CaseState, today: date) -> date | None:
    days = [p.by for p in open_promises(state) if p.what in _A_WORD and p.by >= today]
    return min(days, default=None)


def _deadline(state: CaseState, office: Office, today: date) -> date | None:
    """Return the deadline for an answer as long as it can be kept."""
    found = answer_by(state, office.published(state), today, office.closed)
    return found if found is not None and found >= today else None


def _reassess_by(state: CaseState, office: Office, today: date) -> date | None:
    """Return by when an open complaint is looked at again, as long as it can be kept."""
    found = complaint_due(state, law.in_force(office.laws, today))
    return found if found is not None and found >= today else None


def _waiting(state: CaseState) -> tuple[Awaiting, ...]:
    return tuple(
        Awaiting(one.on, one.item, one.since, one.due_on) for one in state.waiting.values()
    )


def _receipt(facts: LetterFacts, known: Known, what: Occasion, office: Office) -> LetterFacts:
    complaint = complaint_track(known.state)
    if what.occasion.startswith("complaint") and complaint is not None:
        rules = law.in_force(office.laws, facts.dated)
        by = law.reassess_by(complaint.received_on, rules)
        return replace(
            facts,
            case_kind=CaseKind.COMPLAINT,
            received_on=complaint.received_on,
            reassess_by=by,
            deadline=None,
        )
    if facts.case_kind is CaseKind.COMPLAINT and facts.received_on:
        rules = law.in_force(office.laws, facts.dated)
        return replace(facts, reassess_by=law.reassess_by(facts.received_on, rules))
    return facts


def _request(facts: LetterFacts, known: Known, what: Occasion, _office: Office) -> LetterFacts:
    one = known.state.waiting.get(what.occasion)
    if one is None or not what.occasion.startswith(REQUEST) or one.why is None:
        return facts
    asked = Asked(one.item, Why(one.why), one.note)
    return replace(facts, asked=(asked,), answer_by=one.due_on)


def _caseworker(facts: LetterFacts, known: Known, what: Occasion, office: Office) -> LetterFacts:
    state, wish = known.state, what.wish
    worker = state.coming or state.caseworker
    changed = worker.valid_from if worker else None
    if changed is None and state.changed_at is not None:
        changed = state.changed_at.date()
    note = agreed(known, what.party, office).note
    return replace(
        facts,
        contact=contact_of(replace(state, caseworker=worker), office),
        changed_on=changed,
        next_contact=wish.day("next_contact") or first_contact(known, office, facts.dated)[0],
        stand_in=_stand_in(state, wish, facts.dated, office),
        told=wish.texts("told") or ((note,) if note else ()),
        agreements=tuple(
            Agreement(Promised(one.what), one.by, one.note)
            # What was agreed with another parent is not for this one to read.
            for one in promises_of(state, facts.dated, party=what.party.ref)
            if one.kept_at is None and one.by >= facts.dated
        ),
    )


def _stand_in(state: CaseState, wish: Wish, today: date, office: Office) -> Contact | None:
    phone = wish.text("stand_in_phone")
    if phone is not None:
        return Contact(phone, wish.text("stand_in"))
    deputy = state.deputy
    if deputy is None or not deputy.phone or not office.municipality.show_caseworker_names:
        return None
    stands = deputy.valid_to is None or deputy.valid_to >= today
    return Contact(deputy.phone, deputy.name) if stands else None


def _delay(facts: LetterFacts, known: Known, what: Occasion, office: Office) -> LetterFacts:
    last = known.state.extensions[-1] if known.state.extensions else None
    if last is None:
        return replace(facts, deadline=None)
    found = case_deadline(known.state, office.published(known.state), facts.dated, office.closed)
    return replace(
        facts,
        old_deadline=last.old or (found.moved_from if found else None),
        deadline=last.new,
        reason=ExtensionReason(last.reason),
    )


def _update(facts: LetterFacts, _known: Known, what: Occasion, _office: Office) -> LetterFacts:
    kind = what.wish.text("update")
    return replace(facts, update=UpdateKind(kind) if kind else None)


def _hearing(facts: LetterFacts, known: Known, what: Occasion, _office: Office) -> LetterFacts:
    hearing = known.state.hearing
    return replace(
        facts,
        evidence=what.wish.texts("evidence"),
        may_mean=what.wish.text("may_mean"),
        enclosed=what.wish.texts("enclosed"),
        answer_by=hearing.due_on if hearing else None,
    )


def ruling_of(state: CaseState, kind: LetterKind, ref: str) -> Ruling | None:
    """Return the last decision or reassessment of a reference."""
    found = [r for r in state.rulings if r.kind is kind and r.ref == ref]
    return found[-1] if found else None


def about_of(occasion: str) -> str:
    """Return the reference of the decision or complaint a letter is about."""
    return occasion.partition(":")[2]


def _decision(facts: LetterFacts, known: Known, what: Occasion, office: Office) -> LetterFacts:
    ruling = ruling_of(known.state, LetterKind.DECISION, about_of(what.occasion))
    facts = _decided(facts, known, what)
    if ruling is None:
        return facts
    came = facts.dated
    if what.on_paper:
        # On paper it comes later, and the time to complain is no shorter for that.
        came = add_length(came, PAPER_DAYS, Unit.WORKING_DAYS, office.closed)
    weeks = law.in_force(office.laws, facts.dated).complaint_weeks
    return replace(
        facts,
        outcome=Outcome(ruling.outcome),
        decided_on=ruling.made_at.date(),
        effective_from=ruling.effective_from,
        complain_by=complain_by(came, weeks, public_holidays()),
    )


def _reassessment(facts: LetterFacts, known: Known, what: Occasion, _office: Office) -> LetterFacts:
    ruling = ruling_of(known.state, LetterKind.REASSESSMENT, about_of(what.occasion))
    facts, complaint = _decided(facts, known, what), known.state.complaint
    if ruling is None:
        return facts
    return replace(
        facts,
        reassessment=Reassessment(ruling.outcome),
        decided_on=ruling.made_at.date(),
        forwarded_on=complaint.forwarded_on if complaint else None,
    )


def _decided(facts: LetterFacts, known: Known, what: Occasion) -> LetterFacts:
    decider = what.wish.text("decider") or known.state.decider
    return replace(
        facts,
        outcome_words=what.wish.text("outcome_words"),
        reasons=what.wish.texts("reasons"),
        decider=Decider(decider) if decider else None,
        decider_name=what.wish.text("decider_name") or known.state.decider_name,
        enclosed=what.wish.texts("enclosed"),
    )


def _turning_18(facts: LetterFacts, known: Known, what: Occasion, _office: Office) -> LetterFacts:
    _, birthday, months = what.occasion.split(":")
    to_parent = what.party.role is Role.PARENT
    return replace(
        facts,
        turns_18_on=date.fromisoformat(birthday),
        months_before=int(months),
        to_parent=to_parent,
        ends=(facts.area,) if facts.area else (),
        instead=ENDS_AT_18.get(known.state.area or "", ()),
    )


_Fill = Callable[[LetterFacts, Known, Occasion, Office], LetterFacts]
_FILLED: Mapping[LetterKind, _Fill] = {
    LetterKind.RECEIPT: _receipt,
    LetterKind.REQUEST: _request,
    LetterKind.CASEWORKER: _caseworker,
    LetterKind.DELAY: _delay,
    LetterKind.UPDATE: _update,
    LetterKind.HEARING: _hearing,
    LetterKind.DECISION: _decision,
    LetterKind.REASSESSMENT: _reassessment,
    LetterKind.TURNING_18: _turning_18,
}
