"""What may go, and when: the portal is a copy, and what it holds is removed when its time is over.

The originals lie in the case system. A case is removed only when all that was said and written
here has been taken over there: the law of archives forbids to lose it, and so does common sense.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.core.occasions import months_before


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long things stay, as the municipality has decided.

    Attributes:
        case_months: A case, after it was closed and nothing more came.
        look_months: Who has looked at a case. Their seals stay for good.
        draft_days: What staff began to write and left.
        kept_form_days: What a citizen sent after the session had run out, and never took up.
        invitation_days: An invitation that was used, withdrawn or has run out.
        sent_days: The content and address of what was sent; that it was sent stays with its case.
        set_aside_days: What a case system sent that could not be used.
        word_months: A citizen's word about a text that no editor has decided on, from the month
            after its own, when it can first be read.
        passed_word_months: One that was passed on to the council.
    """

    case_months: int = 12
    look_months: int = 24
    draft_days: int = 90
    kept_form_days: int = 14
    invitation_days: int = 30
    sent_days: int = 30
    set_aside_days: int = 180
    word_months: int = 3
    passed_word_months: int = 24

    def cases_before(self, today: date) -> date:
        """Return the first day whose cases stay: what happened before it may go."""
        return months_before(today, self.case_months)

    def looks_before(self, today: date) -> date:
        """Return the first day whose looks stay."""
        return months_before(today, self.look_months)

    def words_before(self, today: date) -> tuple[date, date]:
        """Return the first months whose words stay: of those nobody read, and those passed on."""
        unread = months_before(today, self.word_months)
        passed = months_before(today, self.passed_word_months)
        return unread.replace(day=1), passed.replace(day=1)

    @staticmethod
    def since(now: datetime, days: int) -> datetime:
        """Return the moment some days ago."""
        return now - timedelta(days=days)


class Why(StrEnum):
    """Why a case stays."""

    OPEN = "open"
    TIME = "time"
    NOT_TAKEN_OVER = "not_taken_over"
    ON_ITS_WAY = "on_its_way"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a case when it is asked whether it may go.

    Attributes:
        closed: The case system has closed it.
        last_on: The day of the last thing that happened in it or was said about it.
        not_taken_over: How many of each kind the case system has not journalised.
        on_their_way: How many letters are not made, things not sent, or files not scanned.
        newest: The newest thing of its kind lies in it. Some databases give its number to the
            next one, and who reads on from the last number would pass that over.
    """

    closed: bool
    last_on: date
    not_taken_over: Mapping[str, int] = field(default_factory=dict)
    on_their_way: int = 0
    newest: bool = False


def why_it_stays(held: Held, lengths: Lengths, today: date) -> tuple[Why, ...]:
    """Return every reason why a case stays; none when it may go.

    >>> old = Held(closed=True, last_on=date(2024, 1, 1))
    >>> why_it_stays(old, Lengths(), date(2026, 4, 2))
    ()
    >>> why_it_stays(Held(True, date(2024, 1, 1), {"letter": 1}), Lengths(), date(2026, 4, 2))
    (<Why.NOT_TAKEN_OVER: 'not_taken_over'>,)
    """
    reasons = {
        Why.OPEN: not held.closed,
        Why.TIME: held.last_on >= lengths.cases_before(today),
        Why.NOT_TAKEN_OVER: any(held.not_taken_over.values()),
        Why.ON_ITS_WAY: held.on_their_way > 0,
        Why.NEWEST: held.newest,
    }
    return tuple(why for why, so in reasons.items() if so)
