"""Put into the outbox what people are told, in the transaction of what it tells of."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine

from portal.core.contact import (
    ALWAYS,
    BY_A_PERSON,
    LETTERS_ABOUT,
    TOLD_OF,
    Agreement,
    LetterWay,
    NoticeKind,
    NoticeWay,
    agreement_of,
    carried_by,
    is_told,
    letter_ways,
    may_be_told,
    news_of,
    recipients,
    send_at,
    topic_of,
    ways,
)
from portal.core.events import CaseEvent, true_record
from portal.core.occasions import REQUEST, nobody_may_be_written_to
from portal.core.parties import Party
from portal.core.vocabulary import EventType
from portal.services.order_letters import order_in
from portal.services.sending import Sending, reader
from portal.store import addresses, cases, letters, news, outbox
from portal.store.cases import COPENHAGEN
from portal.store.letters import LetterState

_AT_A_TIME = 100
_LOOK_BACK = timedelta(minutes=15)
"""How long a transaction may take, so that its events are seen all the same."""


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news of a case.

    ``ref`` is what it is about, as an event's id: the same again is told once. ``day`` is the
    local day it is news of. ``carried`` is a way by which people learn of it anyhow. What has
    a ``topic`` is told once a day with all else of that topic. ``party`` is the only one it is
    news for, when not for everybody in the case.
    """

    kind: NoticeKind
    ref: str
    day: date
    carried: NoticeWay | None = None
    topic: str | None = None
    party: str | None = None


def tell(connection: Connection, case_id: int, what: News, sending: Sending, now: datetime) -> int:
    """Tell those in a case of some news, each as agreed; return how many rows are new.

    Nobody need call it because of an event: `tell_what_came` sees them all. What is neither a
    decision, a deadline nor an answer is told at most once a day, however many cases it is in.
    """
    events = cases.events_of_case(connection, case_id)
    parties = outbox.parties_of(connection, case_id)
    if nobody_may_be_written_to(parties.values()):
        return 0
    every_days = sending.office.municipality.desk.update_every_days
    today = now.astimezone(COPENHAGEN).date()

    def agreed(party: Party) -> Agreement:
        has_email = addresses.email_of(connection, party.person) is not None
        return agreement_of(events, every_days, party.ref, has_email=has_email)

    new = 0
    told = {
        one.ref: one
        for party in parties.values()
        if is_told(party) and may_be_told(party, today)
        for one in recipients(agreed(party), parties, party)
    }
    if what.party is not None:
        asked = parties.get(what.party)
        told = {asked.ref: asked} if asked is not None and may_be_told(asked, today) else {}
    for party in told.values():
        agreement = agreed(party)
        for way in ways(what.kind, agreement, party, today):
            if way is what.carried:
                continue
            entry = _notice(case_id, what, party, way, agreement, sending, now)
            new += outbox.add(connection, entry, now)
    return new


def _notice(
    case_id: int,
    what: News,
    party: Party,
    way: NoticeWay,
    agreement: Agreement,
    sending: Sending,
    now: datetime,
) -> outbox.Entry:
    by_hand = way in BY_A_PERSON
    about = [str(what.day)]
    if by_hand:
        # A call is about one case: the one who rings must know which.
        about.append(str(case_id))
    if what.kind in ALWAYS:
        of = what.ref if what.topic is None else f"{what.topic} {what.day}"
        about = [str(case_id), str(what.kind), of]
    return outbox.Entry(
        dedupe_key=_key("notice", *about, party.person, way),
        kind=outbox.NOTICE,
        channel=way,
        payload=sending.seal(reader(party, easy=agreement.easy_read)),
        next_at=send_at(agreement, now.astimezone(COPENHAGEN)),
        case_id=case_id,
        person=party.person,
        state=outbox.FAILED if by_hand else outbox.WAITING,
        last_error=str(way) if by_hand else None,
    )


def _key(kind: str, *parts: str) -> str:
    """Return a key that says nothing of the person or the case."""
    return f"{kind}:{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:40]}"


def post_letter(
    connection: Connection, letter_id: int, kind: NoticeKind, sending: Sending, now: datetime
) -> tuple[LetterWay, ...]:
    """Put a letter into the outbox, in the transaction that makes it; return its ways.

    Without a way it stands on the page alone, as agreed. Call it once the letter's row is
    complete; again, it changes nothing.

    Raises:
        LookupError: There is no such letter, or its party is gone.
    """
    letter = outbox.letter_of(connection, letter_id)
    if letter is None:
        raise LookupError("letter")
    party = outbox.parties_of(connection, letter.case_id).get(letter.party)
    if party is None:
        raise LookupError("party")
    events = cases.events_of_case(connection, letter.case_id)
    every_days = sending.office.municipality.desk.update_every_days
    agreement = agreement_of(events, every_days, party.ref)
    found = letter_ways(kind, agreement, party, now.astimezone(COPENHAGEN).date())
    for way in found:
        outbox.add(
            connection,
            outbox.Entry(
                dedupe_key=f"letter:{letter_id}",
                kind=outbox.LETTER,
                channel=way,
                payload=sending.seal(reader(party, easy=False)),
                next_at=now,
                case_id=letter.case_id,
                letter_id=letter_id,
                person=letter.person,
            ),
            now,
        )
    return found


@dataclass(slots=True)
class Teller:
    """Tells of what came, round after round. ``seen`` spares it from reading a case again."""

    seen: set[int] = field(default_factory=set)

    def tell_what_came(self, engine: Engine, sending: Sending, now: datetime) -> int:
        """Tell of the events that came since the last round; return how many rows are new.

        The first time ever nothing is told: what came before stands on the pages already.
        Killed, it begins again where it had committed, and what is told twice is one row.
        """
        with engine.begin() as connection:
            until = news.read_until(connection)
            if until is None:
                news.mark_read(connection, news.last_event(connection))
                return 0
            rows = [
                row
                for row in news.events_since(
                    connection, until, now - _LOOK_BACK, TOLD_OF, _AT_A_TIME + len(self.seen)
                )
                if row.id not in self.seen
            ]
            new = 0
            for row in rows:
                new += _tell_of(connection, row, sending, now)
            if rows:
                news.mark_read(connection, max(until, rows[-1].id))
        self.seen = {row.id for row in rows} | {one for one in self.seen if one > until - 10_000}
        return new


def _tell_of(connection: Connection, row: Any, sending: Sending, now: datetime) -> int:
    """Tell of one event as it is true now; one that was taken back is told to nobody."""
    record = true_record(cases.events_of_case(connection, row.case_id))
    event = next((one for one in record.events if one.id == row.event_id), None)
    kind = news_of(event) if event is not None else None
    if event is None or kind is None:
        return 0
    day = row.received_at.astimezone(COPENHAGEN).date()
    whose = _asked_by(record.events, event)
    carried = carried_by(event)
    if event.type in LETTERS_ABOUT and not _is_written(connection, row, event, sending, now):
        carried = None
    what = News(kind, row.event_id, day, carried, topic_of(event), whose)
    return tell(connection, row.case_id, what, sending, now)


def _is_written(
    connection: Connection, row: Any, event: CaseEvent, sending: Sending, now: datetime
) -> bool:
    """Tell whether there is a letter about an event; one that is due is ordered first.

    Where something it must hold is lacking there is none, and a notice is all that tells.
    """
    order_in(connection, [row.case_id], sending.office, now)
    kind = LETTERS_ABOUT[event.type]
    found = [
        one
        for one in letters.of_case(connection, row.case_id)
        if one.kind == kind and one.state in (LetterState.ORDERED, LetterState.MADE)
    ]
    if event.type == EventType.INFORMATION_REQUESTED:
        return any(one.occasion == f"{REQUEST}{event.get('request')}" for one in found)
    return any((one.made_at or one.ordered_at) >= row.received_at for one in found)


def _asked_by(events: Iterable[CaseEvent], event: CaseEvent) -> str | None:
    """Return the party whose message an event answers, None when it is for the whole case."""
    answered = {
        EventType.UPDATE_POSTED: event.get("answers"),
        EventType.MESSAGE_ANSWERED: event.get("message"),
    }.get(EventType(event.type))
    for one in events if answered else ():
        if one.type == EventType.MESSAGE_RECEIVED and one.get("message") == answered:
            party: str | None = one.get("party")
            return party
    return None
