"""Letters somebody writes: a delay, "you are not forgotten", a hearing, a decision, a reassessment.

What the letter says becomes so in the same transaction: the deadline moves, the hearing opens.
The next contact is a promise once the letter is made: a letter that never goes promises nothing,
and one that goes must not keep its own promise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, select

from portal.core.case import CaseState
from portal.core.events import OWN_REF, CaseEvent
from portal.core.letters import LetterFacts, missing
from portal.core.occasions import Known, Wanted, delay_occasion
from portal.core.parties import Party
from portal.core.status import hearing_is_open, is_answered
from portal.core.vocabulary import EventType, ExtensionReason, LetterKind, Promised
from portal.identity.identifiers import Identifiers
from portal.services.keep_document import Document, keep_document
from portal.services.letter_facts import Occasion, Wish, letter_facts, ruling_of
from portal.services.letter_promises import PROMISED
from portal.services.office import Office
from portal.services.order_letters import (
    addressed,
    known_from,
    known_of,
    order_by_hand,
    seal_wish,
)
from portal.services.own_events import By, OwnEvent, add_events, preview
from portal.services.post_update import CaseChangedError, Opened, Writer
from portal.store import desk, documents, drafts, feed, letters
from portal.store.cases import COPENHAGEN
from portal.store.documents import DOCUMENT_NAMES
from portal.store.models import DocumentRow

BY_HAND = (
    LetterKind.UPDATE,
    LetterKind.DELAY,
    LetterKind.HEARING,
    LetterKind.DECISION,
    LetterKind.REASSESSMENT,
)
"""The kinds somebody writes."""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote for a letter.

    ``facts`` are those of `portal.core.letters.LetterFacts` by name, as plain JSON values.
    ``document`` is the authority's own document as it was uploaded just now.
    """

    kind: LetterKind
    facts: Mapping[str, Any] = field(default_factory=dict)
    document: bytes | None = None

    def day(self, name: str) -> date | None:
        """Return a day that was written."""
        return Wish(self.facts).day(name)


class LetterRefusedError(Exception):
    """A letter lacks what it must hold; nothing was written. ``names`` are facts."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as it would be to one party, and what it still lacks."""

    known: Known
    party: Party
    facts: LetterFacts
    lacks: tuple[str, ...]


def can_be_written(state: CaseState, kind: LetterKind) -> bool:
    """Tell whether there is anything to write such a letter about."""
    if kind is LetterKind.REASSESSMENT:
        found = state.complaint.reassessment if state.complaint else None
        return found is not None and found.available_at is None
    if kind is LetterKind.DECISION:
        return state.decision is not None and state.decision.available_at is None
    if state.closed_at is not None or is_answered(state):
        return False
    if kind is LetterKind.HEARING:
        return hearing_is_open(state) or state.decision is None
    return kind in BY_HAND


def write_by_hand(
    engine: Engine,
    office: Office,
    identifiers: Identifiers,
    opened: Opened,
    what: Written,
    writer: Writer,
    now: datetime,
) -> int:
    """Order a letter and make what it says so; return how many people it goes to.

    A form sent twice is one letter.

    Raises:
        LetterRefusedError: It lacks something.
        CaseChangedError: The case has events that its writer has not seen.
        DocumentRefusedError: The document is no PDF a citizen could read.
    """
    today = now.astimezone(COPENHAGEN).date()
    with engine.begin() as connection:
        feed.wait_for_turn(connection)
        known = known_of(connection, [opened.case_id])[opened.case_id]
        letter = occasion_of(known.state, what, opened.token)
        ordered = _ordered(connection, opened.case_id, letter)
        if ordered and what.kind not in (LetterKind.DECISION, LetterKind.REASSESSMENT):
            return ordered
        newest = desk.last_event_id(connection, opened.case_id)
        if newest > opened.seen:
            raise CaseChangedError(newest)
        document = _document(connection, opened.case_id, what, letter, identifiers, now)
        events = events_of(known.state, what, opened.token)
        drawn = preview(events, By.DESK, now)
        draft = _draft(_with(known, drawn), letter, what, document is not None, office, today)
        if draft is None or draft.lacks:
            raise LetterRefusedError(draft.lacks if draft else ("party",))
        if events:
            add_events(connection, opened.case_id, events, By.DESK, office, now)
        facts = _wish(known.state, what, letter) | _promised(what, opened.token, writer)
        wish = seal_wish(identifiers, facts)
        drafts.forget(connection, (writer.key, opened.case_id, opened.form))
        new = order_by_hand(
            connection, opened.case_id, letter, wish, writer.name, now, document_id=document
        )
    return new or ordered


def draft_of(
    events: Sequence[CaseEvent],
    rows: Sequence[Any],
    what: Written,
    office: Office,
    now: datetime,
    *,
    has_document: bool = False,
) -> Draft | None:
    """Return the letter as it would be now, None when nobody would get it.

    Args:
        events: The case's events, in order.
        rows: Its letters.
        what: What was written so far.
        office: The municipality.
        now: The time, aware.
        has_document: The authority's own document was kept before.
    """
    known = known_from(events, rows)
    token = "preview"  # noqa: S105 - stands for the form's own, which is none of a letter's words
    drawn = preview(events_of(known.state, what, token), By.DESK, now)
    letter = occasion_of(known.state, what, token)
    has_one = has_document or what.document is not None
    today = now.astimezone(COPENHAGEN).date()
    return _draft(_with(known, drawn), letter, what, has_one, office, today)


def events_of(state: CaseState, what: Written, token: str) -> list[OwnEvent]:
    """Return what becomes so when the letter is ordered."""
    found: list[OwnEvent] = []
    if what.kind is LetterKind.DELAY:
        found += _delay(what)
    elif what.kind is LetterKind.HEARING and not hearing_is_open(state):
        due = what.day("answer_by")
        opened = {"hearing": f"{OWN_REF}{token}", "due_on": due.isoformat() if due else None}
        found.append(OwnEvent(EventType.HEARING_OPENED, opened))
    return found


def occasion_of(state: CaseState, what: Written, token: str) -> Wanted:
    """Return what the letter is about."""
    if what.kind is LetterKind.DELAY:
        new = what.day("deadline")
        return Wanted(what.kind, delay_occasion(new) if new else "deadline:")
    if what.kind is LetterKind.HEARING:
        open_now = state.hearing.ref if state.hearing and hearing_is_open(state) else None
        return Wanted(what.kind, f"hearing:{open_now or OWN_REF + token}")
    if what.kind is LetterKind.DECISION:
        return Wanted(what.kind, f"decision:{state.decision.ref if state.decision else ''}")
    if what.kind is LetterKind.REASSESSMENT:
        return Wanted(what.kind, f"reassessment:{state.complaint.ref if state.complaint else ''}")
    return Wanted(what.kind, f"update:{token}")


def _delay(what: Written) -> list[OwnEvent]:
    new, reason = what.day("deadline"), what.facts.get("reason")
    if new is None or not reason:
        return []
    moved = {"due_on": new.isoformat(), "reason": str(ExtensionReason(reason))}
    return [OwnEvent(EventType.DEADLINE_EXTENDED, moved)]


def _promised(what: Written, token: str, writer: Writer) -> dict[str, Any]:
    """Return what the making of the letter is to promise, as part of what is kept for it."""
    by = what.day("next_contact")
    if by is None:
        return {}
    promise = {
        "promise": f"{OWN_REF}{token}",
        "what": str(Promised.CONTACT),
        "by": by.isoformat(),
        "owner": writer.name,
        "owner_unit": writer.unit,
        "channel": "portal",
    }
    return {PROMISED: promise}


def _with(known: Known, drawn: Sequence[CaseEvent]) -> Known:
    if not drawn:
        return known
    fresh = known_from([*known.events, *drawn], ())
    return Known(fresh.state, fresh.parties or known.parties, known.told)


def _draft(
    known: Known, letter: Wanted, what: Written, has_document: bool, office: Office, today: date
) -> Draft | None:
    found = addressed(known, letter, today)
    if not found:
        return None
    name = DOCUMENT_NAMES.get(letter.kind) if has_document else None
    occasion = Occasion(letter.kind, letter.occasion, found[0], Wish(what.facts), name)
    facts = letter_facts(known, occasion, office, today)
    return Draft(known, found[0], facts, missing(facts))


def _wish(state: CaseState, what: Written, letter: Wanted) -> dict[str, Any]:
    """Return what is kept for the making; for a ruling also what it was when this was written."""
    facts = dict(what.facts)
    ruling = ruling_of(state, letter.kind, letter.occasion.partition(":")[2])
    return facts | {"ruled": str(ruling.outcome)} if ruling else facts


def _document(
    connection: Connection,
    case_id: int,
    what: Written,
    letter: Wanted,
    identifiers: Identifiers,
    now: datetime,
) -> int | None:
    """Return the document that goes with the letter: the new one, or the newest known."""
    if letter.kind not in DOCUMENT_NAMES:
        return None
    about = letter.occasion.partition(":")[2]
    if what.document is not None:
        document = Document(case_id, letter.kind, about, what.document)
        public_id = keep_document(connection, document, identifiers, now)
        by_id = select(DocumentRow.id).where(DocumentRow.public_id == public_id)
        return connection.execute(by_id).scalar_one()
    known = documents.documents_about(connection, case_id, about)
    return known[0].id if known else None


def _ordered(connection: Connection, case_id: int, letter: Wanted) -> int:
    rows = letters.of_cases(connection, [case_id])[case_id]
    return sum((row.kind, row.occasion) == (letter.kind, letter.occasion) for row in rows)
