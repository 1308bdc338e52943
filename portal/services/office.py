"""What the rules of this municipality are, for services that run outside a page too."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date

from portal.calendar_days import closed_days
from portal.core import law
from portal.core.case import CaseState
from portal.core.contact import agreement_with_concerned
from portal.core.deadlines import Length, Unit
from portal.core.vocabulary import CountsFrom, CountsTo
from portal.core.worklist import Manners
from portal.law import law_versions
from portal.municipality import Area, Municipality


@dataclass(frozen=True, slots=True)
class Office:
    """The municipality's facts, the law as dated data and the days the office is closed."""

    municipality: Municipality
    laws: Sequence[law.Law]
    closed: Set[date]

    def area_of(self, state: CaseState) -> Area | None:
        """Return the area of a case, None when the case or the file does not say."""
        return self.municipality.area(state.area) if state.area else None

    def published(self, state: CaseState) -> Length | None:
        """Return the published deadline in force when the case was received."""
        area = self.area_of(state)
        found = area.deadline_on(state.received_on) if area and state.received_on else None
        if found is None:
            return None
        return Length(
            found.amount,
            Unit(found.unit),
            CountsFrom(found.counts_from),
            CountsTo(found.counts_to),
        )

    def manners(self, state: CaseState, today: date) -> Manners:
        """Return what this municipality has promised of its own answers in a case."""
        desk = self.municipality.desk
        every_days = desk.update_every_days
        if state.agreed is not None:
            every_days = agreement_with_concerned(state.record.events, every_days).every_days
        return Manners(
            first_word_within=desk.first_word_within,
            every_days=every_days,
            talk_within=desk.talk_within,
            published=self.published(state),
            law=law.in_force(self.laws, today),
            closed=self.closed,
        )


def open_office(municipality: Municipality) -> Office:
    """Return the office of a municipality."""
    return Office(municipality, law_versions(), closed_days(municipality))
