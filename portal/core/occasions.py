"""Which letters are due in a case, read out of how it stands now.

Nothing here asks what a feed has just reported: a letter is due because something is so, and
was not history. Each has an occasion, which is its name for ever: the same letter is never due
twice to the same party.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portal.core.access import is_concerned, may_read_letters
from portal.core.ages import of_age_on
from portal.core.case import CaseState, Complaint
from portal.core.contact import may_be_told
from portal.core.events import OWN_REF, CaseEvent
from portal.core.handover import mark, untold_change
from portal.core.letters import ENDS_AT_18, ONE_MONTH, SIX_MONTHS
from portal.core.parties import Party
from portal.core.status import complaint_track, is_answered, waits_for_citizen
from portal.core.vocabulary import Custody, EventType, LetterKind, Outcome, Role

REQUEST = "request:"
_OUTSIDE = frozenset({EventType.LETTER_SENT, EventType.LETTER_AVAILABLE})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A letter that is due: to everybody who reads the case's letters, unless ``to`` is given.

    ``occasion`` is what it is about: fit for a column, unique for its kind in the case.
    """

    kind: LetterKind
    occasion: str
    to: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a case is known by when its letters are looked for.

    ``told`` is whom each letter of ours about a new caseworker named, see `handover`.
    """

    state: CaseState
    parties: Mapping[str, Party]
    told: Mapping[str, str]

    @property
    def events(self) -> tuple[CaseEvent, ...]:
        """The true record, oldest first."""
        return self.state.record.events


def wanted(known: Known, today: date) -> tuple[Wanted, ...]:
    """Return every letter that is due by itself. What somebody must write first is not here."""
    if nobody_may_be_written_to(known.parties.values()):
        return ()
    found = [*_by_day(known, today)]
    if known.state.closed_at is None:
        found += [*_receipt(known), *_complaint(known), *_requests(known)]
        found += [*_change(known), *_delay(known)]
    return tuple(found)


def nobody_may_be_written_to(parties: Iterable[Party]) -> bool:
    """Tell whether every letter in a case stops: who it is about died, or is somebody else."""
    return any(is_concerned(party) and (party.died or party.wrong) for party in parties)


def readers(parties: Iterable[Party], today: date) -> tuple[Party, ...]:
    """Return to whom a letter in the case goes: the person first, each human being once.

    Not to whoever may not see the case, or is not to read its letters; nor to a small child,
    who has those with custody.
    """
    every = list(parties)
    if nobody_may_be_written_to(every):
        return ()
    may = [p for p in every if may_be_told(p, today) and may_read_letters(p, today)]
    may.sort(key=lambda party: (not is_concerned(party), party.ref))
    return tuple({party.person: party for party in reversed(may)}.values())[::-1]


def change_occasion(known: Known, name: str) -> str:
    """Return the occasion of a letter about a new caseworker: the next one, and who it is."""
    return f"{len(known.told)}:{mark(name)}"


def told_in(occasion: str) -> str:
    """Return the `mark` of whom a letter with this occasion tells about."""
    return occasion.partition(":")[2]


def months_before(day: date, months: int) -> date:
    """Return the same day of an earlier month, or its last day.

    >>> months_before(date(2026, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    month = day.month - 1 - months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise ValueError(day)


def _receipt(known: Known) -> Iterator[Wanted]:
    opened = _last(known.events, EventType.CASE_OPENED)
    # Once there is a decision, that the application came is no news, also when it is complained
    # over.
    if opened is None or opened.history or known.state.decision is not None:
        return
    if not _was_sent_elsewhere(known, LetterKind.RECEIPT, opened):
        yield Wanted(LetterKind.RECEIPT, "case")


def _complaint(known: Known) -> Iterator[Wanted]:
    """A complaint over a decision gets a receipt of its own, with the day it is answered by."""
    complaint = complaint_track(known.state)
    if complaint is None or complaint.reassessment or complaint.forwarded_on:
        return
    came = [
        event
        for event in known.events
        if event.type == EventType.COMPLAINT_RECEIVED and _is_it(event, complaint)
    ]
    if not came or any(event.history for event in came):
        return
    if not _was_sent_elsewhere(known, LetterKind.RECEIPT, came[0]):
        yield Wanted(LetterKind.RECEIPT, _complaint_name(complaint))


def _is_it(event: CaseEvent, complaint: Complaint) -> bool:
    ref = str(event.get("complaint"))
    # Sent here, then told again by the case system under a reference of its own.
    sent_here = ref.startswith(OWN_REF) and complaint.sent_here_on is not None
    return ref == complaint.ref or sent_here


def _complaint_name(complaint: Complaint) -> str:
    if complaint.sent_here_on is not None:
        return f"complaint-sent:{complaint.sent_here_on.isoformat()}"
    return f"complaint:{complaint.ref}"


def _requests(known: Known) -> Iterator[Wanted]:
    """One letter for each thing the citizen was asked for and has not sent."""
    asked = {
        str(event.get("request")): event
        for event in known.events
        if event.type == EventType.INFORMATION_REQUESTED
    }
    for waiting in waits_for_citizen(known.state, represents=True):
        ref = waiting.ref.removeprefix(REQUEST)
        event = asked.get(ref) if waiting.ref.startswith(REQUEST) else None
        if event is None or event.history:
            continue
        if not _was_sent_elsewhere(known, LetterKind.REQUEST, event):
            yield Wanted(LetterKind.REQUEST, f"{REQUEST}{ref}")


def _change(known: Known) -> Iterator[Wanted]:
    change = untold_change(known.events, known.state, known.told)
    if change is not None:
        yield Wanted(LetterKind.CASEWORKER, change_occasion(known, change.name))


def _delay(known: Known) -> Iterator[Wanted]:
    """A deadline that was moved, and nobody has written so."""
    moved = _last(known.events, EventType.DEADLINE_EXTENDED)
    if moved is None or moved.history or not known.state.extensions:
        return
    last = known.state.extensions[-1]
    if last.at != moved.occurred_at or is_answered(known.state) or moved.get("letter"):
        return
    if not _was_sent_elsewhere(known, LetterKind.DELAY, moved):
        yield Wanted(LetterKind.DELAY, delay_occasion(last.new))


def delay_occasion(new: date) -> str:
    """Return the occasion of the letter about a new deadline: told once for each new day."""
    return f"deadline:{new.isoformat()}"


def _by_day(known: Known, today: date) -> Iterator[Wanted]:
    """Turning 18: help that ends then, six months and one month before."""
    if known.state.area not in ENDS_AT_18 or not _help_may_run(known.state):
        return
    for child in known.parties.values():
        if child.role is not Role.CHILD or child.birth_date is None:
            continue
        birthday = of_age_on(child.birth_date)
        for months in (SIX_MONTHS, ONE_MONTH):
            until = months_before(birthday, ONE_MONTH) if months == SIX_MONTHS else birthday
            if months_before(birthday, months) <= today < until:
                to = (child.ref, *_parents(known.parties.values()))
                yield Wanted(LetterKind.TURNING_18, f"18:{birthday.isoformat()}:{months}", to)


def _parents(parties: Iterable[Party]) -> Iterator[str]:
    return (p.ref for p in parties if p.role is Role.PARENT and p.custody != Custody.NONE)


def _help_may_run(state: CaseState) -> bool:
    """Tell whether help may end: it was given in this case, or is still asked for."""
    given = [r for r in state.rulings if r.shown_at is not None and r.outcome in _GIVEN]
    return bool(given) or state.closed_at is None


_GIVEN = frozenset({Outcome.GRANTED, Outcome.PARTLY})


def _was_sent_elsewhere(known: Known, kind: LetterKind, since: CaseEvent) -> bool:
    """Tell whether the case system has sent such a letter itself since then."""
    return any(
        event.type in _OUTSIDE
        and event.get("kind") == kind
        and not str(event.get("letter")).startswith(OWN_REF)
        and event.occurred_at >= since.occurred_at
        for event in known.events
    )


def _last(events: Iterable[CaseEvent], kind: EventType) -> CaseEvent | None:
    found = None
    for event in events:
        if event.type == kind:
            found = event
    return found
