"""Make the letters that were ordered: each once, checked against the present before it goes."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from portal.core.case import CaseState
from portal.core.contact import LetterWay, NoticeKind, agreement_with_concerned, letter_ways
from portal.core.gate import Gate, gate, last_day
from portal.core.letters import LetterFacts, missing
from portal.core.occasions import Known, readers, wanted
from portal.core.parties import Party, has_two_parents
from portal.core.status import hearing_is_open
from portal.core.vocabulary import Channel, EventType, LetterKind
from portal.municipality import LANGUAGES
from portal.services.letter_facts import (
    Occasion,
    Wish,
    about_of,
    agreed,
    first_contact,
    letter_facts,
    ruling_of,
)
from portal.services.letter_promises import PROMISED, promised_contact
from portal.services.office import Office
from portal.services.order_letters import known_from, letter_ref, open_wish
from portal.services.own_events import By, OwnEvent, add_events
from portal.services.sending import Sending
from portal.services.tell import post_letter
from portal.services.write_letter import Reader, Workshop, WrittenLetter, write_letter
from portal.store import desk, documents, feed, journal, letters
from portal.store.cases import COPENHAGEN
from portal.store.journal import JournalKind
from portal.wording.catalogue import EASY, NORMAL

_LOG = logging.getLogger(__name__)
MOST = 20
"""Letters made in one round, about: the worker has other things to do as well."""

BY_ITSELF = frozenset(
    {
        LetterKind.RECEIPT,
        LetterKind.REQUEST,
        LetterKind.CASEWORKER,
        LetterKind.DELAY,
        LetterKind.TURNING_18,
    }
)
"""Kinds that go because something is so; the others because somebody wrote them."""

NOTICE_KINDS: Mapping[LetterKind, NoticeKind] = {
    LetterKind.DECISION: NoticeKind.DECISION,
    LetterKind.REASSESSMENT: NoticeKind.DECISION,
    LetterKind.HEARING: NoticeKind.DEADLINE,
    LetterKind.REQUEST: NoticeKind.DEADLINE,
    LetterKind.DELAY: NoticeKind.DEADLINE,
}
_CHANNELS = {LetterWay.DIGITAL_POST: Channel.DIGITAL_POST, LetterWay.PRINT: Channel.PAPER}


@dataclass(frozen=True, slots=True)
class _Case:
    """A case with letters to be made, as it was read. ``seen`` is the id of its last event."""

    case_id: int
    known: Known
    rows: Sequence[Any]
    seen: int
    reference: str
    documents: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Made:
    """A letter that is written and not kept yet.

    ``promise`` is what its writer promised in it, as the case is told.
    """

    row: Any
    facts: LetterFacts
    reader: Reader
    written: WrittenLetter
    way: LetterWay | None
    promise: Mapping[str, Any] | None = None


def make_ordered(
    engine: Engine, workshop: Workshop, sending: Sending, now: datetime, most: int = MOST
) -> int:
    """Make what is ordered and still true; return how many letters were made.

    A letter is written outside of any transaction and kept in one, together with its rows in
    the outbox, what the case is told, and what the case system must take over. Should the case
    have changed meanwhile, nothing is kept and the letter is looked at again in the next round.
    Killed at any moment, a letter has been made once or not at all.

    Raises:
        Exception: What stopped a case's letters; every other case has had its turn.
    """
    with engine.connect() as connection:
        waiting = letters.waiting(connection)
    made, failed = 0, None
    for case_id, rows in waiting.items():
        if made >= most:
            break
        try:
            made += _make_in(engine, case_id, rows, workshop, sending, now)
        except Exception as error:
            # Its words may hold something personal: only what kind it was.
            _LOG.error("letters of a case were not made: %s", type(error).__name__)
            failed = error
    if failed is not None:
        raise failed
    return made


def gate_of(state: CaseState, ref: str, office: Office, today: date) -> Gate:
    """Return whether the letter about a decision may go today.

    Raises:
        LookupError: There is no such decision.
    """
    ruling = ruling_of(state, LetterKind.DECISION, ref)
    if ruling is None:
        raise LookupError("decision")
    within = office.municipality.desk.talk_within
    until = last_day(state, ruling, within, office.published(state), office.closed)
    every_days = office.municipality.desk.update_every_days
    agreement = agreement_with_concerned(state.record.events, every_days)
    return gate(state, ruling, until, today, no_phone=agreement.no_phone)


def reader_of(known: Known, party: Party, office: Office) -> Reader:
    """Return how a party reads: by their language and the contact agreement, nobody else's."""
    agreement = agreed(known, party, office)
    language = party.language if party.language in LANGUAGES else LANGUAGES[0]
    easy = EASY if agreement.easy_read else NORMAL
    return Reader(str(language), easy, agreement.large_print)


def way_of(kind: LetterKind, known: Known, party: Party, office: Office, today: date) -> Any:
    """Return how a letter leaves the portal, None when it stands on the page alone."""
    notice = NOTICE_KINDS.get(kind, NoticeKind.LETTER)
    found = letter_ways(notice, agreed(known, party, office), party, today)
    return found[0] if found else None


def _make_in(
    engine: Engine,
    case_id: int,
    rows: Sequence[Any],
    workshop: Workshop,
    sending: Sending,
    now: datetime,
) -> int:
    with engine.connect() as connection:
        case = _read(connection, case_id, rows)
    today = now.astimezone(COPENHAGEN).date()
    due = {(str(one.kind), one.occasion) for one in wanted(case.known, today)}
    dropped: dict[int, str] = {}
    made: list[_Made] = []
    for row in rows:
        because = _untrue(case.known, row, due, sending, today)
        if because is not None:
            dropped[row.id] = because
        elif not _is_held(case.known.state, row, sending.office, today):
            one = _write(case, row, workshop, sending, today)
            if isinstance(one, str):
                dropped[row.id] = one
            else:
                made.append(one)
    if not dropped and not made:
        return 0
    return _keep(engine, case, made, dropped, sending, now)


def _read(connection: Connection, case_id: int, rows: Sequence[Any]) -> _Case:
    seen = desk.last_event_id(connection, case_id)
    events = letters.events_of(connection, [case_id])[case_id]
    known = known_from(events, letters.of_cases(connection, [case_id])[case_id])
    ids = [row.document_id for row in rows if row.document_id is not None]
    return _Case(
        case_id,
        known,
        rows,
        seen,
        letters.reference_of(connection, case_id),
        documents.document_names(connection, ids),
    )


def _untrue(
    known: Known, row: Any, due: set[tuple[str, str]], sending: Sending, today: date
) -> str | None:
    """Return why a letter that was ordered must not go any more, None when it may."""
    party = known.parties.get(row.party)
    if party is None or party.person != row.person:
        return "no_party"
    if party not in readers(known.parties.values(), today):
        return _no_reader(known, party)
    kind = LetterKind(row.kind)
    if kind in BY_ITSELF:
        return None if (row.kind, row.occasion) in due else "not_so_any_more"
    if kind in (LetterKind.DECISION, LetterKind.REASSESSMENT):
        return _untrue_ruling(known.state, row, open_wish(sending.identifiers, row.wish))
    if kind is LetterKind.HEARING:
        hearing = known.state.hearing
        same = hearing is not None and hearing.ref == about_of(row.occasion)
        return None if same and hearing_is_open(known.state) else "not_so_any_more"
    return "not_so_any_more" if known.state.closed_at is not None else None


def _no_reader(known: Known, party: Party) -> str:
    people = [party, *known.parties.values()]
    if any(one.died for one in people):
        return "died"
    return "wrong_person" if any(one.wrong for one in people) else "no_access"


def _untrue_ruling(state: CaseState, row: Any, wish: Wish) -> str | None:
    ruling = ruling_of(state, LetterKind(row.kind), about_of(row.occasion))
    if ruling is None:
        return "not_so_any_more"
    if ruling.available_at is not None:
        return "sent_elsewhere"
    return None if wish.text("ruled") == str(ruling.outcome) else "decided_otherwise"


def _is_held(state: CaseState, row: Any, office: Office, today: date) -> bool:
    if row.kind != LetterKind.DECISION:
        return False
    return not gate_of(state, about_of(row.occasion), office, today).is_open


def _write(case: _Case, row: Any, workshop: Workshop, sending: Sending, today: date) -> _Made | str:
    """Return a letter as written, or what it lacks."""
    known, office = case.known, sending.office
    party = known.parties[row.party]
    way = way_of(LetterKind(row.kind), known, party, office, today)
    wish = open_wish(sending.identifiers, row.wish)
    what = Occasion(
        LetterKind(row.kind),
        row.occasion,
        party,
        wish,
        case.documents.get(row.document_id),
        way is LetterWay.PRINT,
    )
    facts = letter_facts(known, what, office, today, case.reference)
    if lacking := missing(facts):
        return f"lacks:{lacking[0]}"
    reader = reader_of(known, party, office)
    written = write_letter(facts, reader, workshop)
    return _Made(row, facts, reader, written, way, wish.facts.get(PROMISED))


def _keep(
    engine: Engine,
    case: _Case,
    made: Sequence[_Made],
    dropped: Mapping[int, str],
    sending: Sending,
    now: datetime,
) -> int:
    """Keep what was written, unless the case has changed since it was read."""
    with engine.begin() as connection:
        feed.wait_for_turn(connection)
        if desk.last_event_id(connection, case.case_id) != case.seen:
            return 0
        for letter_id, because in dropped.items():
            letters.drop(connection, letter_id, because)
        kept = [one for one in made if _keep_one(connection, one, sending, now)]
        events = _events(case, kept, sending.office, now)
        if events:
            add_events(connection, case.case_id, events, By.PORTAL, sending.office, now)
    return len(kept)


def _keep_one(connection: Connection, one: _Made, sending: Sending, now: datetime) -> bool:
    written = one.written
    new = letters.mark_made(
        connection,
        one.row.id,
        html=written.html,
        pdf=written.pdf,
        digest=sending.identifiers.digest(written.pdf),
        language=written.language,
        register=one.reader.register,
        large_print=one.reader.large_print,
        wording_release=written.wording_release,
        made_at=now,
    )
    if not new:
        return False
    kind = NOTICE_KINDS.get(LetterKind(one.row.kind), NoticeKind.LETTER)
    post_letter(connection, one.row.id, kind, sending, now)
    journal.add(connection, one.row.case_id, JournalKind.LETTER, one.row.public_id, now)
    return True


def _events(case: _Case, kept: Sequence[_Made], office: Office, now: datetime) -> list[OwnEvent]:
    """Return what the case is told: that a letter is there, once however many got it."""
    first: dict[tuple[str, str], _Made] = {}
    for one in kept:
        first.setdefault((one.row.kind, one.row.occasion), one)
    found = []
    for one in first.values():
        # Right after the letter, which would otherwise be the word that keeps it.
        found.append(_available(one, now, not has_two_parents(case.known.parties)))
        if one.row.kind == LetterKind.CASEWORKER:
            found += _promise(case, one, office)
        if one.promise:
            found.append(OwnEvent(EventType.CONTACT_PROMISED, one.promise))
    return found


def _available(one: _Made, now: datetime, tells_how: bool) -> OwnEvent:
    # Everybody in the case reads the line: how one parent gets post is not the other's to know.
    channel = _CHANNELS[one.way] if one.way and tells_how else Channel.PORTAL
    ruling = one.row.kind in (LetterKind.DECISION, LetterKind.REASSESSMENT)
    by = one.facts.complain_by
    return OwnEvent(
        EventType.LETTER_AVAILABLE,
        {
            "letter": letter_ref(one.row),
            "kind": one.row.kind,
            "channel": str(channel),
            "decision": about_of(one.row.occasion) if ruling else None,
            "available_at": now.isoformat(),
            "complain_by": by.isoformat() if ruling and by else None,
        },
    )


def _promise(case: _Case, one: _Made, office: Office) -> list[OwnEvent]:
    """Return the promise a letter made of when the new caseworker gets in touch."""
    by, is_new = first_contact(case.known, office, one.facts.dated)
    if not is_new or one.facts.next_contact != by:
        return []
    return [promised_contact(case.known.state, by)]
