"""Invented cases and letters to read the words in: nobody's case, and no database.

They are the demo's own stories, told as of the day. What is made here comes from the texts of
this program alone, so a council or an editor who reads them can never meet a citizen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import Connection, create_engine, select
from sqlalchemy.pool import StaticPool

from portal.core.events import CaseEvent
from portal.core.letters import SIX_MONTHS, Agreement, Asked, Awaiting, Contact, LetterFacts
from portal.core.timeline import Place as Stands
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
    Step,
    UpdateKind,
    Why,
)
from portal.identity.identifiers import Identifiers
from portal.municipality import Municipality
from portal.services.record_events import From, Origin, record_events
from portal.sources.embedded.cases import CASES as SCRIPTS
from portal.sources.embedded.log import build_logs
from portal.store import cases
from portal.store.cases import CaseLink
from portal.store.models import CaseRow, Row

CASES: Mapping[str, tuple[str, str]] = {
    "received": ("62-101", "freja"),
    "waiting": ("62-102", "mads"),
    "casework": ("62-103", "nadia"),
    "hearing": ("62-104", "bent"),
    "granted": ("62-105", "lene"),
    "late": ("62-120", "ahmed"),
    "missed": ("62-125", "elias"),
    "moved": ("62-124", "gitte"),
    "paused": ("62-108", "kasper"),
    "refused": ("62-136", "soren"),
    "complaint": ("62-143", "mikkel"),
    "answered": ("62-146", "niels"),
    "review": ("62-152", "ibrahim"),
    "handover": ("62-170", "gerda"),
    "child": ("62-160", "sara"),
    "unknown": ("62-106", "palle"),
}
"""The cases one walks through, in the order of a case: which story, and whose page."""


@dataclass(frozen=True, slots=True)
class Example:
    """A case as its citizen meets it. ``concerned`` is whom it is about, when it is another."""

    link: CaseLink
    events: tuple[CaseEvent, ...]
    concerned: str | None


@lru_cache(maxsize=2)
def example_cases(municipality: Municipality, day: date) -> Mapping[str, Example]:
    """Return the invented cases by name, as they stand on a day. They are read once a day."""
    engine = create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    Row.metadata.create_all(engine)
    identifiers = Identifiers("x" * 40)
    noon = datetime.combine(day, datetime.min.time(), cases.COPENHAGEN) + timedelta(hours=12)
    wanted = {reference for reference, _ in CASES.values()}
    people = {one.key: one.identifier for script in SCRIPTS for one in script.people}
    for source, log in build_logs(day).items():
        told = [one for one in log.events if one.get("subject") in wanted]
        known = municipality.source(source)
        go_live = known.go_live if known else date.min
        record_events(engine, told, From(source, go_live, Origin.PULL), identifiers, noon)
    found: dict[str, Example] = {}
    with engine.connect() as connection:
        for name, (reference, person) in CASES.items():
            links = cases.links_of(connection, identifiers.person(people[person]))
            link = next((one for one in links if _is(connection, one, reference)), None)
            if link is None:
                continue
            events = cases.events_of_case(connection, link.case_id)
            about = cases.concerned_of(connection, [link.case_id]).get(link.case_id)
            link = replace(link, heard_at=noon - timedelta(hours=1))
            found[name] = Example(link, tuple(events), about.name if about else None)
    engine.dispose()
    return found


def _is(connection: Connection, link: CaseLink, reference: str) -> bool:
    found = connection.scalar(select(CaseRow.reference).where(CaseRow.id == link.case_id))
    return bool(found == reference)


def example_letters(day: date) -> Mapping[str, LetterFacts]:
    """Return the facts of one invented letter of each kind, dated a day."""
    nobody = Contact(
        phone="99 99 99 12", name="Birte Eksempelsen", unit="Team Eksempel", hours="Kl. 9-12"
    )

    def ahead(days: int) -> date:
        return day + timedelta(days=days)

    receipt = LetterFacts(
        kind=LetterKind.RECEIPT,
        party="Anna Eksempelsen",
        case_kind=CaseKind.APPLICATION,
        area="adult_extra_costs",
        contact=nobody,
        dated=day,
        reference="Eksempel-1",
        places=_places(Step.RECEIVED),
        received_on=ahead(-3),
        next_contact=ahead(14),
        deadline=ahead(60),
    )
    now = replace(receipt, places=_places(Step.INFORMATION))
    decided = replace(
        receipt,
        kind=LetterKind.DECISION,
        places=_places(Step.DECISION),
        outcome=Outcome.REFUSED,
        reasons=("Eksempel på en grund, som sagsbehandleren skriver.",),
        heard="Eksempel på, hvad der kom ud af dit svar.",
        decider=Decider.CASEWORKER,
        decided_on=day,
        complain_by=ahead(28),
        document="Afgørelse.pdf",
    )
    return {
        "receipt": receipt,
        "request": replace(
            now,
            kind=LetterKind.REQUEST,
            asked=(Asked(Item.RECEIPTS, Why.COUNT_COSTS),),
            answer_by=ahead(21),
        ),
        "caseworker": replace(
            now,
            kind=LetterKind.CASEWORKER,
            changed_on=ahead(7),
            next_contact=ahead(12),
            waiting=(Awaiting(Awaited.DOCTOR, Item.MEDICAL_STATEMENT, since=ahead(-20)),),
            agreements=(Agreement(Promised.CALL, ahead(12)),),
        ),
        "delay": replace(
            now,
            kind=LetterKind.DELAY,
            old_deadline=ahead(-1),
            reason=ExtensionReason.WAITING_FOR_PAPERS,
        ),
        "update": replace(
            now,
            kind=LetterKind.UPDATE,
            update=UpdateKind.NOTHING_NEW,
            waiting=(Awaiting(Awaited.DOCTOR, Item.MEDICAL_STATEMENT, since=ahead(-20)),),
        ),
        "hearing": replace(
            receipt,
            kind=LetterKind.HEARING,
            places=_places(Step.HEARING),
            evidence=("Eksempel på en oplysning, som sagsbehandleren skriver.",),
            may_mean="Eksempel på, hvad det kan betyde.",
            answer_by=ahead(14),
        ),
        "decision": decided,
        "reassessment": replace(
            decided,
            kind=LetterKind.REASSESSMENT,
            case_kind=CaseKind.COMPLAINT,
            reassessment=Reassessment.UPHELD,
            forwarded_on=day,
        ),
        "turning_18": replace(
            now,
            kind=LetterKind.TURNING_18,
            turns_18_on=ahead(180),
            months_before=SIX_MONTHS,
            ends=("adult_extra_costs",),
            instead=("support_at_home",),
        ),
    }


def _places(here: Step) -> tuple[tuple[Step, Stands], ...]:
    def stands(step: Step) -> Stands:
        if step is here:
            return Stands.NOW
        return Stands.DONE if step.number < here.number else Stands.AHEAD

    return tuple((step, stands(step)) for step in Step)
