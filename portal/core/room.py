"""The adviser's room: what can be asked, shared and handed over, and what may still be read.

The room is the adviser's own; nothing here knows a case of the municipality's.
"""

import hmac
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

MOST_DAYS_SHARED = 366
"""A copy is lent for a year at most: what is forgotten must not lie there for ever."""

TICKET_LASTS = timedelta(hours=1)
"""As long as it takes to sign in on the other side, read and choose, without hurrying anybody."""


_TICKET_NAME = 32
# Ten digits in a row would look like a CPR number in the address.
_LETTERS = str.maketrans("0123456789", "ghijkmnpqr")


class Way(StrEnum):
    """How somebody came to the adviser."""

    WRITING = "writing"
    CALL_BACK = "call_back"


class Writer(StrEnum):
    """Who wrote a message in a conversation."""

    CITIZEN = "citizen"
    ADVISER = "adviser"


class Shared(StrEnum):
    """What of a case goes along to the adviser."""

    NOTHING = "nothing"
    SUMMARY = "summary"
    LETTERS = "letters"


class ToWhom(StrEnum):
    """Whom a complaint is to.

    About what was decided: the municipality first, which sends it on to Ankestyrelsen. About
    how one was treated, or how long it takes: the municipality's leaders.
    """

    DECISION = "decision"
    TREATMENT = "treatment"


class Along(StrEnum):
    """What goes along to DUKH. The citizen chooses each; nothing is sent by itself."""

    QUESTION = "question"
    ANSWERS = "answers"
    COMPLAINT = "complaint"


def may_be_read(until: date, today: date) -> bool:
    """Tell whether a shared copy may still be read: on its last day too.

    >>> may_be_read(date(2026, 4, 2), date(2026, 4, 2))
    True
    >>> may_be_read(date(2026, 4, 2), date(2026, 4, 3))
    False
    """
    return today <= until


def may_be_lent_until(until: date, today: date) -> bool:
    """Tell whether a copy may be lent until a day: from today, for a year at most."""
    return today <= until <= today + timedelta(days=MOST_DAYS_SHARED)


def kept_until(last_word: date, months: int) -> date:
    """Return the last day a conversation is kept, so many months after the last word.

    >>> kept_until(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    number = last_word.month - 1 + months
    year, month = last_word.year + number // 12, number % 12 + 1
    return date(year, month, min(last_word.day, monthrange(year, month)[1]))


def ticket_for(secret: str, name: str, identifier: str) -> str:
    """Return a ticket that only one person can use: its name, and a mark of whom it is for.

    Without the mark somebody could send another person a link, and have the copy they give put
    into their own conversation. Both sides know the secret and the person; the address tells
    neither.

    Args:
        secret: What the portal hands copies in with.
        name: Something nobody can guess, of 32 signs.
        identifier: Whose conversation it opens.
    """
    plain = identifier.replace("-", "").replace(" ", "")
    mark = hmac.new(secret.encode(), f"ticket {name} {plain}".encode(), "sha256")
    return name + mark.hexdigest()[:_TICKET_NAME].translate(_LETTERS)


def is_ticket_of(ticket: str, secret: str, identifier: str) -> bool:
    """Tell whether a ticket is for this person.

    >>> ticket = ticket_for("secret", "n" * 32, "610190-1234")
    >>> is_ticket_of(ticket, "secret", "6101901234"), is_ticket_of(ticket, "secret", "620191-2345")
    (True, False)
    """
    own = ticket_for(secret, ticket[:_TICKET_NAME], identifier)
    return hmac.compare_digest(ticket.encode(), own.encode())
