"""The contact agreement of a case: how often, how and when we write; and what goes out how.

A *letter* goes to the page, and by Digital Post or print. A *notice* says only that there is
news and how to get in; it goes by e-mail, SMS or Digital Post. The two have enums of their own,
so that a letter cannot be put where a notice goes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from portal.core.access import is_concerned, may_have_letters, may_see, represents
from portal.core.events import CaseEvent, true_record
from portal.core.parties import Party, read_parties
from portal.core.vocabulary import (
    Awaited,
    Basis,
    Channel,
    ContactWay,
    EventType,
    LetterKind,
    Role,
    TimeOfDay,
)

OWN_DIGITAL_POST_FROM = 15
"""Years of age. Source: Digital Post law, everybody from 15."""


class NoticeKind(StrEnum):
    """What there is news of. The notice itself never says which.

    An update is what a caseworker wrote; progress is what the case system told by itself.
    """

    DECISION = "decision"
    DEADLINE = "deadline"
    ANSWER = "answer"
    LETTER = "letter"
    SLIPPED = "slipped"
    UPDATE = "update"
    PROGRESS = "progress"


class LetterWay(StrEnum):
    """How a letter leaves the portal. It always stands on the page as well."""

    DIGITAL_POST = "digital_post"
    PRINT = "print"


class NoticeWay(StrEnum):
    """How a notice goes out. The last two are done by a person and not by a machine."""

    EMAIL = "email"
    NEMSMS = "nemsms"
    DIGITAL_POST = "digital_post"
    CALL = "call"
    PAPER = "paper"


ALWAYS = frozenset({NoticeKind.DECISION, NoticeKind.DEADLINE, NoticeKind.ANSWER})
"""What "less contact" does not lower: decisions, deadlines, and answers she asked for."""

BY_A_PERSON = frozenset({NoticeWay.CALL, NoticeWay.PAPER})

_WORTH_PAPER = frozenset({NoticeKind.ANSWER, NoticeKind.SLIPPED, NoticeKind.UPDATE})
"""What has no letter of its own. Decisions and deadlines have: the letter is what tells."""

_NEWS: Mapping[str, NoticeKind] = {
    EventType.DECISION_RELEASED: NoticeKind.DECISION,
    EventType.HEARING_OPENED: NoticeKind.DEADLINE,
    EventType.HEARING_EXTENDED: NoticeKind.DEADLINE,
    EventType.DEADLINE_EXTENDED: NoticeKind.DEADLINE,
    EventType.LETTER_AVAILABLE: NoticeKind.LETTER,
    EventType.UPDATE_POSTED: NoticeKind.UPDATE,
    EventType.MESSAGE_ANSWERED: NoticeKind.ANSWER,
    EventType.STEP_ENTERED: NoticeKind.PROGRESS,
    EventType.STEP_RETURNED: NoticeKind.PROGRESS,
    EventType.CASEWORKER_CHANGED: NoticeKind.PROGRESS,
}
LETTERS_ABOUT: Mapping[str, LetterKind] = {
    EventType.INFORMATION_REQUESTED: LetterKind.REQUEST,
    EventType.DEADLINE_EXTENDED: LetterKind.DELAY,
    EventType.CASEWORKER_CHANGED: LetterKind.CASEWORKER,
}
"""What the portal writes a letter about by itself, unless the case system has or it cannot."""

_TOPICS: Mapping[str, str] = {
    EventType.INFORMATION_REQUESTED: LetterKind.REQUEST,
    EventType.DEADLINE_EXTENDED: LetterKind.DELAY,
    EventType.HEARING_OPENED: LetterKind.HEARING,
    EventType.HEARING_EXTENDED: LetterKind.HEARING,
    EventType.DECISION_RELEASED: LetterKind.DECISION,
}
_RULINGS = frozenset({LetterKind.DECISION, LetterKind.REASSESSMENT, LetterKind.APPEAL_DECISION})
_WITH_A_DATE = frozenset({LetterKind.HEARING, LetterKind.REQUEST, LetterKind.DELAY})
TOLD_OF = frozenset({*_NEWS, EventType.INFORMATION_REQUESTED})
"""The types of event a notice may go out for. A decision that is held is not one of them."""

_HOURS = {
    TimeOfDay.MORNING: (time(8), time(12)),
    TimeOfDay.AFTERNOON: (time(12), time(17)),
    TimeOfDay.ANY: (time(8), time(20)),
}
_WAYS: Mapping[ContactWay, NoticeWay | None] = {
    ContactWay.PORTAL: None,
    ContactWay.DIGITAL_POST: NoticeWay.DIGITAL_POST,
    ContactWay.EMAIL: NoticeWay.EMAIL,
    ContactWay.SMS: NoticeWay.NEMSMS,
    ContactWay.PHONE: NoticeWay.CALL,
    ContactWay.PAPER: NoticeWay.PAPER,
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed on contact in one case.

    ``way`` None means that nobody chose. ``every_days`` is the longest time without a word, in
    days. ``party`` is whose agreement it is, ``copy_to`` the reference of a party who gets the
    same notices. ``interpreter`` is a language. ``has_email`` says that we know where to: the
    address itself never stands in an event (``portal/store/addresses.py``).
    """

    every_days: int
    way: ContactWay | None = None
    time_of_day: TimeOfDay = TimeOfDay.ANY
    less_contact: bool = False
    phone_first: bool = False
    no_phone: bool = False
    copy_to: str | None = None
    interpreter: str | None = None
    large_print: bool = False
    easy_read: bool = False
    note: str | None = None
    has_email: bool = False
    party: str | None = None
    set_at: datetime | None = None

    @property
    def has_needs(self) -> bool:
        """Whether a caseworker must know something before getting in touch."""
        return bool(
            self.phone_first
            or self.no_phone
            or self.less_contact
            or self.interpreter
            or self.large_print
            or self.easy_read
            or self.note
            or self.way is ContactWay.PHONE
        )


def agreement_of(
    events: Iterable[CaseEvent],
    every_days: int,
    party: str | None = None,
    *,
    has_email: bool = False,
) -> Agreement:
    """Return the agreement that stands; the municipality's default when none was made.

    The newest by time of happening is whole: what it leaves out is not taken from an earlier
    one. An agreement made for ``party`` goes before one made for the case. A case without any
    has ``every_days`` from the municipality and nothing else.
    """
    found = Agreement(every_days, has_email=has_email)
    for event in true_record(events).events:
        of = event.get("party")
        if event.type == EventType.CONTACT_AGREED and (of is None or of == party):
            if of is None and found.party is not None:
                continue
            found = _read(event, every_days, has_email)
    return found


def agreement_with_concerned(events: Iterable[CaseEvent], every_days: int) -> Agreement:
    """Return the agreement with the person the case is about: it alone governs the case."""
    known = tuple(events)
    whose = (one for one in read_parties(known).values() if is_concerned(one) and not one.wrong)
    concerned = next(whose, None)
    return agreement_of(known, every_days, concerned.ref if concerned else None)


def _read(event: CaseEvent, every_days: int, has_email: bool) -> Agreement:
    return Agreement(
        every_days=int(event.get("every_days") or every_days),
        way=ContactWay(str(event.get("way"))),
        time_of_day=TimeOfDay(event.get("time_of_day") or TimeOfDay.ANY),
        less_contact=bool(event.get("less_contact")),
        phone_first=bool(event.get("phone_first")),
        no_phone=bool(event.get("no_phone")),
        copy_to=event.get("copy_to"),
        interpreter=event.get("interpreter"),
        large_print=bool(event.get("large_print")),
        easy_read=bool(event.get("easy_read")),
        note=event.get("note"),
        has_email=has_email,
        party=event.get("party"),
        set_at=event.occurred_at,
    )


def may_be_told(party: Party, today: date) -> bool:
    """Tell whether anything at all may be sent to somebody.

    Nobody who died, was linked by mistake, or may not see the case. A child below 15 has no
    Digital Post and is told by those who have custody. Who was given access here looks here:
    nothing about the case is sent to them.
    """
    if party.basis == Basis.GIVEN_HERE:
        return False
    return may_see(party, today) and not _is_small(party, today)


def letter_ways(
    kind: NoticeKind, agreement: Agreement, party: Party, today: date
) -> tuple[LetterWay, ...]:
    """Return how a letter leaves the portal; empty when it only stands on the page.

    Who is exempt from Digital Post, or wants paper, gets it printed. Where nobody knows,
    Digital Post is tried; the one who sends prints what it cannot deliver. Who chose to look
    at the page alone gets decisions and deadlines all the same.
    """
    if not may_be_told(party, today) or not may_have_letters(party):
        return ()
    only_page = agreement.way is ContactWay.PORTAL and kind not in ALWAYS
    if party.exempt_from_digital_post or agreement.way is ContactWay.PAPER:
        return () if only_page else (LetterWay.PRINT,)
    return () if only_page else (LetterWay.DIGITAL_POST,)


def ways(
    kind: NoticeKind, agreement: Agreement, party: Party, today: date
) -> tuple[NoticeWay, ...]:
    """Return how somebody is told that there is news; empty when they are not told.

    Less contact leaves out what is neither a decision, a deadline nor an answer. Without an
    agreement it is Digital Post, or paper for whoever is exempt from it. Whoever wants to be
    called first is called first, and told by the channel too. Nobody here is asked to ring or
    write because of what a case system tells by itself.
    """
    if not may_be_told(party, today):
        return ()
    if agreement.less_contact and kind not in ALWAYS:
        return ()
    way = _way(kind, agreement, party)
    found = [] if way is None else [way]
    if agreement.phone_first and way not in (None, NoticeWay.CALL):
        found.insert(0, NoticeWay.CALL)
    if kind is NoticeKind.PROGRESS:
        found = [one for one in found if one not in BY_A_PERSON]
    if kind not in _WORTH_PAPER:
        found = [one for one in found if one is not NoticeWay.PAPER]
    return tuple(found)


def _way(kind: NoticeKind, agreement: Agreement, party: Party) -> NoticeWay | None:
    chosen = agreement.way or ContactWay.DIGITAL_POST
    if chosen is ContactWay.PORTAL and kind in ALWAYS:
        chosen = ContactWay.DIGITAL_POST
    if chosen is ContactWay.EMAIL and not agreement.has_email:
        chosen = ContactWay.DIGITAL_POST
    way = _WAYS[chosen]
    # NemSMS and Digital Post stand on the same registration.
    if way is NoticeWay.DIGITAL_POST and party.exempt_from_digital_post:
        return NoticeWay.PAPER
    return way


def news_of(event: CaseEvent) -> NoticeKind | None:
    """Return what an event is news of; None when nobody is told, as of all history.

    A letter is news of what is in it. What is asked of somebody else is not news.
    """
    if event.history:
        return None
    if event.type == EventType.INFORMATION_REQUESTED:
        return NoticeKind.DEADLINE if event.get("from") == Awaited.CITIZEN else None
    if event.type == EventType.UPDATE_POSTED and event.get("answers"):
        return NoticeKind.ANSWER
    kind = event.get("kind")
    if event.type == EventType.LETTER_AVAILABLE and kind in _RULINGS:
        return NoticeKind.DECISION
    if event.type == EventType.LETTER_AVAILABLE and kind in _WITH_A_DATE:
        return NoticeKind.DEADLINE
    return _NEWS.get(event.type)


def carried_by(event: CaseEvent) -> NoticeWay | None:
    """Return the way by which somebody learns of it anyhow, because a letter comes that way.

    The letter itself, or the one the portal writes because of the event: whether it does is
    for the caller to know, see `LETTERS_ABOUT`.
    """
    if event.type in LETTERS_ABOUT:
        return NoticeWay.DIGITAL_POST
    if event.type != EventType.LETTER_AVAILABLE:
        return None
    came = {Channel.DIGITAL_POST: NoticeWay.DIGITAL_POST, Channel.PAPER: NoticeWay.PAPER}
    return came.get(event.get("channel"))


def topic_of(event: CaseEvent) -> str | None:
    """Return what a decision's or a deadline's news is about; None when each stands alone.

    An event and the letter about it have one topic: they are told of once a day.
    """
    if event.type == EventType.LETTER_AVAILABLE:
        return str(event.get("kind"))
    return _TOPICS.get(event.type)


def is_told(party: Party) -> bool:
    """Tell whether somebody hears of news by their place in the case, and not by a copy."""
    return is_concerned(party) or represents(party)


def recipients(
    agreement: Agreement, parties: Mapping[str, Party], party: Party
) -> tuple[Party, ...]:
    """Return who is told: the party, and the one who gets a copy."""
    copy = parties.get(agreement.copy_to or "")
    if copy is None or copy.person == party.person:
        return (party,)
    return (party, copy)


def send_at(agreement: Agreement, now: datetime) -> datetime:
    """Return when a notice may go: now, or when the agreed hours begin next.

    ``now`` is local time. Nobody is woken: without an agreement the hours are 8 to 20.
    """
    begins, ends = _HOURS[agreement.time_of_day]
    opens = now.replace(hour=begins.hour, minute=0, second=0, microsecond=0)
    if now.time() < begins:
        return opens
    return now if now.time() < ends else opens + timedelta(days=1)


def _is_small(party: Party, today: date) -> bool:
    if party.birth_date is None:
        # A child of unknown age: those who have custody are told, and nobody too many.
        return party.role is Role.CHILD
    born = party.birth_date
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return years < OWN_DIGITAL_POST_FROM
