"""What somebody was shown: a case as the portal knew it at a moment, and the words of then.

Nothing is guessed. What came later is left out, corrections and withdrawals too; what the portal
has never kept (when a case system was last heard from, how pages were set up) is told as unknown.
So it is for the desk and for a complaint. Who reads their own page again sees nothing that today's
page has taken away (:func:`for_the_reader`).
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.core.events import CaseEvent
from portal.core.parties import Party, read_parties
from portal.core.since import left_of
from portal.core.words_then import fitted
from portal.services.shown_words import words_at
from portal.store import cases, then, wording
from portal.wording.catalogue import Words, name_of


class NotThereError(Exception):
    """The case was not in the portal yet. ``since`` is when it came, None when it never did."""

    def __init__(self, since: datetime | None) -> None:
        super().__init__()
        self.since = since


@dataclass(frozen=True, slots=True)
class Then:
    """A case as it was known at a moment.

    Attributes:
        at: The moment, aware.
        events: What had come, in the order it happened.
        parties: Who was in it, by their reference.
        told_at: When its case system had last told anything, None when it never had. It may
            have been asked later and had nothing to tell: that is not kept.
        hidden: Who is protected today: a name that was shown then is not shown again.
        now: What has come by now.
        removed: Whether the reader is told that something has been taken away since.
    """

    at: datetime
    events: Sequence[CaseEvent]
    parties: Mapping[str, Party]
    told_at: datetime | None
    hidden: Set[str] = frozenset()
    now: Sequence[CaseEvent] = ()
    removed: bool = False

    def surely_heard(self, silent_after_hours: int) -> bool:
        """Tell whether the case system had surely not been silent for too long."""
        limit = timedelta(hours=silent_after_hours)
        return self.told_at is not None and self.at - self.told_at <= limit


def known_then(connection: Connection, case_id: int, source: str, at: datetime) -> Then:
    """Return a case as it was known at a moment.

    Raises:
        NotThereError: Nothing of it had come.
    """
    events = then.events_then(connection, case_id, at)
    if not events:
        raise NotThereError(then.first_came(connection, case_id))
    told = then.told_by(connection, source, at)
    now = cases.events_of_case(connection, case_id)
    hidden = {party.ref for party in read_parties(now).values() if party.protected}
    return Then(at, events, read_parties(events), told, hidden, now)


def for_the_reader(then: Then, instead: str) -> Then:
    """Return a case as a citizen or a parent may read it again: not what is withdrawn by now.

    Whoever was linked by mistake is in it no more either.

    Args:
        then: It as it was known then.
        instead: What stands where words were that have been corrected since.
    """
    left, today = left_of(then.events, then.now, instead), read_parties(then.now)
    parties = {
        ref: party
        for ref, party in read_parties(left.events).items()
        if ref in today and today[ref].person == party.person and not today[ref].wrong
    }
    return replace(then, events=left.events, parties=parties, removed=left.removed)


def words_then(connection: Connection, now: Words, at: datetime) -> Words:
    """Return the words of a language and register as they stood at a moment.

    A text of today that was not there then is a mark (`portal.core.words_then`). A professional
    word is today's where only what it means was written down.

    Args:
        connection: To read with.
        now: The shipped words of today: which texts the portal asks for.
        at: The moment.

    Raises:
        NotRecordedError: It was before this installation wrote down its words.
    """
    stood = words_at(connection, now.language, now.register, at)
    texts = fitted(stood, now.all_texts())
    terms = {
        key: replace(term, word=stood.get(name_of(key), term.word), means=stood[key])
        for key, term in now.terms.items()
        if key in stood
    }
    return Words(
        now.language,
        now.register,
        {key: texts[key] for key in now.texts},
        terms,
        {form: key for form, key in now.forms.items() if key in terms},
        {key: texts[key] for key in now.labels},
    )


def words_since(connection: Connection) -> datetime | None:
    """Return since when words can be shown again, None when none were ever written down."""
    return wording.shipped_first(connection)
