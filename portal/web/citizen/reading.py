"""A case as one reader looks at it now: what the rules say, before any words."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.calendar_days import public_holidays
from portal.core import acts, adviser, deadlines, law, promises
from portal.core.access import represents
from portal.core.case import CaseState
from portal.core.deadlines import Deadline
from portal.core.events import CaseEvent
from portal.core.fold import read_case
from portal.core.promises import Promise
from portal.municipality import Area
from portal.store.cases import COPENHAGEN, CaseLink
from portal.web.portal import Portal


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a page about one case is made from."""

    link: CaseLink
    state: CaseState
    today: date
    area: Area | None
    deadline: Deadline | None
    promise: Promise | None
    lead: adviser.Lead
    law: law.Law
    holidays: Set[date]
    heard_at: datetime | None
    silent: bool
    names: bool
    represents: bool = False


def read(link: CaseLink, events: Sequence[CaseEvent], here: Portal) -> Reading:
    """Return the reading of a case.

    Args:
        link: The reader's link to the case.
        events: The case's events, in the order they happened.
        here: The running portal: the time, the law, the municipality's deadlines.
    """
    municipality, now = here.municipality, here.now()
    today = now.date()
    heard_at = link.heard_at.astimezone(COPENHAGEN) if link.heard_at else None
    source = municipality.source(link.source)
    hours = source.silent_after_hours if source else 24
    silent = heard_at is None or now - heard_at > timedelta(hours=hours)
    told_until = (heard_at.date() if heard_at else date.min) if silent else None
    state = read_case(events, in_order=True, today=today)
    if state.hearing is not None and state.messages:
        # Each party answers for themselves: another's answer is not this reader's.
        state.hearing.answered_on = acts.hearing_answered_by(state, link.party.ref)
    deadline = deadlines.case_deadline(
        state, here.office.published(state), today, here.office.closed, told_until
    )
    promise = promises.next_promise(state, today, told_until, link.party.ref)
    return Reading(
        link=link,
        state=state,
        today=today,
        area=here.office.area_of(state),
        deadline=deadline,
        promise=promise,
        lead=adviser.lead(state, promise, deadline, today),
        law=law.in_force(here.office.laws, today),
        holidays=public_holidays(),
        heard_at=heard_at,
        silent=silent,
        names=municipality.show_caseworker_names,
        represents=represents(link.party),
    )
