"""What a letter knows, and what it must know before it may go.

The words lie in ``translations/``; how they are put together in `portal.core.letter_plans`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from portal.core.timeline import AppealPlace, Place
from portal.core.vocabulary import (
    Awaited,
    CaseKind,
    Decider,
    ExtensionReason,
    Item,
    LetterKind,
    Outcome,
    Promised,
    Reassessment,
    ReviewReason,
    Step,
    UpdateKind,
    Why,
)

SIX_MONTHS, ONE_MONTH = 6, 1
"""How many months before the birthday the two letters about turning 18 go."""

BINDING = frozenset({LetterKind.HEARING, LetterKind.DECISION, LetterKind.REASSESSMENT})
"""Kinds whose Danish text is the one that counts, whatever language it is read in."""

ENDS_AT_18: Mapping[str, tuple[str, ...]] = {
    "child_extra_costs": ("adult_extra_costs",),
    "lost_earnings": ("support_at_home", "escort", "personal_assistance"),
    "respite": ("support_at_home", "supported_housing"),
}
"""Help that ends at 18, by area, and the areas that may take its place."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody at the municipality one can call.

    ``name`` is None when it is not known or not shown. ``hours`` is in the case's own words;
    None when the source did not say, then the municipality's hours stand if the number is its.
    """

    phone: str
    name: str | None = None
    unit: str | None = None
    hours: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked for. ``words`` are the caseworker's own, said instead of the code's."""

    item: Item
    why: Why
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Awaiting:
    """One thing waited for. ``since`` and ``due_on`` are local dates, None when unknown."""

    on: Awaited
    item: Item
    since: date | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """An open promise: what, by which day, and in whose words when it was put in words."""

    what: Promised
    by: date
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """Everything a letter may say, as plain values. Empty means not known: nothing is invented.

    Texts somebody wrote (``words``, ``evidence``, ``reasons`` ...) are Danish and are shown as
    written. Areas are keys of ``municipality.toml``; a key it does not know is shown as it is.

    Attributes:
        kind: What the letter is about.
        party: Name of the one it is for.
        case_kind: Why there is a case.
        area: The kind of help.
        contact: Whom to call: the caseworker, or else the unit or the municipality.
        dated: The letter's date, local.
        reference: The case system's public number of the case, never a CPR number.
        address: Street lines below the name, for a letter on paper.
        about: Name of the one the case is about, when it is somebody else than ``party``.
        places: The five steps and how each stands, for the drawing.
        appeal: How the road past Ankestyrelsen stands, for the drawing.
        next_contact: By when the citizen hears again.
        deadline: By when there is an answer; in a delay letter the new date.
        waiting: Who is waited for.
        agreements: Open promises.
        words: What somebody wrote for just this letter.
        review_reason: What a review is about.
        received_on: When the application or complaint came, or the review began.
        reassess_by: By when the municipality must have looked again at a complaint.
        asked: What is asked for.
        answer_by: By when to answer a request or a hearing.
        changed_on: From when there is a new caseworker; ``contact`` is the new one.
        stand_in: Who can be talked to until then.
        told: What the new caseworker already knows and need not be told again.
        old_deadline: The deadline that is not kept.
        reason: Why it is not kept.
        update: What kind of update.
        evidence: What the municipality has and will use, one thing each.
        may_mean: What that may mean for the decision.
        enclosed: Names of papers that go with the letter.
        outcome: What was decided.
        reassessment: What came of looking again.
        outcome_words: The same in one plain sentence about just this case.
        reasons: The main reasons, one each.
        heard: What came of what the citizen said in the hearing.
        decider: Who decided.
        decider_name: Name of the board or the person.
        decided_on: When.
        effective_from: From when it counts.
        complain_by: The last day to complain.
        document: Name of the authority's own document, which goes in full with the letter.
        forwarded_on: When the complaint was sent on to Ankestyrelsen.
        turns_18_on: The birthday.
        months_before: `SIX_MONTHS` or `ONE_MONTH`.
        to_parent: The letter is to a parent; ``about`` is the young person.
        ends: Areas of the help that ends.
        instead: Areas of the help that may take its place.
    """

    kind: LetterKind
    party: str
    case_kind: CaseKind
    area: str
    contact: Contact
    dated: date
    reference: str | None = None
    address: tuple[str, ...] = ()
    about: str | None = None
    places: tuple[tuple[Step, Place], ...] = ()
    appeal: AppealPlace | None = None
    next_contact: date | None = None
    deadline: date | None = None
    waiting: tuple[Awaiting, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    words: str | None = None
    review_reason: ReviewReason | None = None
    received_on: date | None = None
    reassess_by: date | None = None
    asked: tuple[Asked, ...] = ()
    answer_by: date | None = None
    changed_on: date | None = None
    stand_in: Contact | None = None
    told: tuple[str, ...] = ()
    old_deadline: date | None = None
    reason: ExtensionReason | None = None
    update: UpdateKind | None = None
    evidence: tuple[str, ...] = ()
    may_mean: str | None = None
    enclosed: tuple[str, ...] = ()
    outcome: Outcome | None = None
    reassessment: Reassessment | None = None
    outcome_words: str | None = None
    reasons: tuple[str, ...] = ()
    heard: str | None = None
    decider: Decider | None = None
    decider_name: str | None = None
    decided_on: date | None = None
    effective_from: date | None = None
    complain_by: date | None = None
    document: str | None = None
    forwarded_on: date | None = None
    turns_18_on: date | None = None
    months_before: int | None = None
    to_parent: bool = False
    ends: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()


REQUIRED: Mapping[LetterKind, tuple[str, ...]] = {
    LetterKind.RECEIPT: ("received_on",),
    LetterKind.REQUEST: ("asked", "answer_by"),
    LetterKind.CASEWORKER: ("changed_on", "next_contact"),
    LetterKind.DELAY: ("deadline", "reason"),
    LetterKind.UPDATE: ("next_contact", "content"),
    LetterKind.HEARING: ("evidence", "may_mean", "answer_by"),
    LetterKind.DECISION: ("outcome", "reasons", "decider", "complain_by", "document"),
    LetterKind.REASSESSMENT: ("reassessment", "reasons", "decider", "document"),
    LetterKind.TURNING_18: ("turns_18_on", "months_before", "ends", "instead"),
}
"""Facts a kind cannot do without. A kind that is not here, the portal does not write."""

_OF_SEVERAL: Mapping[str, Callable[[LetterFacts], bool]] = {
    # An update without content is refused: somebody is waited for, or somebody wrote something.
    "content": lambda facts: bool(facts.waiting or (facts.words or "").strip()),
    "months_before": lambda facts: facts.months_before in (SIX_MONTHS, ONE_MONTH),
}

_SOMETIMES: Mapping[str, Callable[[LetterFacts], bool]] = {
    "about": lambda facts: facts.kind is LetterKind.TURNING_18 and facts.to_parent,
    # "You get what you applied for" says nothing where nobody applied.
    "outcome_words": lambda facts: (
        facts.kind is LetterKind.DECISION and facts.case_kind is CaseKind.REVIEW
    ),
}


def missing(facts: LetterFacts) -> tuple[str, ...]:
    """Return which required facts are not there, by name. Unless it is empty, nothing goes.

    A date that has passed on the day of the letter is as good as none: nobody can answer or
    hear from us in the past.
    """
    required = REQUIRED.get(facts.kind)
    if required is None:
        return ("kind",)
    found = [name for name in ("party", "area") if not getattr(facts, name).strip()]
    if not facts.contact.phone.strip():
        found.append("phone")
    found += [name for name in required if not _is_there(facts, name)]
    found += [
        name for name, holds in _SOMETIMES.items() if holds(facts) and not getattr(facts, name)
    ]
    return tuple(found)


def is_binding(facts: LetterFacts) -> bool:
    """Tell whether the Danish text counts: hearings, decisions and all about complaints."""
    return facts.kind in BINDING or facts.case_kind is CaseKind.COMPLAINT


_AHEAD = frozenset({"answer_by", "complain_by", "next_contact"})


def _is_there(facts: LetterFacts, name: str) -> bool:
    if name in _OF_SEVERAL:
        return _OF_SEVERAL[name](facts)
    value = getattr(facts, name)
    if name in _AHEAD or (name == "deadline" and facts.kind is LetterKind.DELAY):
        return value is not None and value >= facts.dated
    if isinstance(value, tuple) and value and isinstance(value[0], str):
        return all(text.strip() for text in value)
    return bool(value.strip() if isinstance(value, str) else value)
