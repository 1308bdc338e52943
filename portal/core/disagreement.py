"""Where the case system and the desk say different things of the same.

Both are kept. What happened last decides, by the time it happened and not by when we heard
of it; the desk is shown which of the two stands.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from portal.core.events import CaseEvent, true_record
from portal.core.vocabulary import EventType, Step


class About(StrEnum):
    """What the two disagree on."""

    STEP = "step"
    WAITING = "waiting"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two events that do not go together.

    ``stands`` is the one that happened last and is shown to the citizen, ``other`` the newest
    of the other side. ``ours`` says that the desk's stands.
    """

    about: About
    stands: CaseEvent
    other: CaseEvent
    ours: bool


_STEPS = frozenset({EventType.STEP_ENTERED, EventType.STEP_RETURNED})
_WAITS = frozenset({EventType.WAITING_STARTED, EventType.WAITING_ENDED})


def disagreements(events: Sequence[CaseEvent], ours: Set[str]) -> tuple[Disagreement, ...]:
    """Return where the newest word of the desk and of the case system differ.

    Args:
        events: The case's events, in any order.
        ours: The ids of those that were written at the desk.
    """
    standing = true_record(events).events
    return (*_steps(standing, ours), *_waits(standing, ours), *_promises(standing, ours))


def _steps(events: Sequence[CaseEvent], ours: Set[str]) -> Iterator[Disagreement]:
    told = [event for event in events if event.type in _STEPS]
    yield from _newest(About.STEP, told, ours, "step")


def _waits(events: Sequence[CaseEvent], ours: Set[str]) -> Iterator[Disagreement]:
    """A wait the one has ended and the other still tells of."""
    for ref in _refs(events, _WAITS, "waiting"):
        told = [e for e in events if e.type in _WAITS and e.get("waiting") == ref]
        yield from _newest(About.WAITING, told, ours, None)


def _promises(events: Sequence[CaseEvent], ours: Set[str]) -> Iterator[Disagreement]:
    """A promise with two dates."""
    kinds = frozenset({EventType.CONTACT_PROMISED})
    for ref in _refs(events, kinds, "promise"):
        told = [e for e in events if e.type in kinds and e.get("promise") == ref]
        yield from _newest(About.PROMISE, told, ours, "by")


def _refs(events: Sequence[CaseEvent], kinds: Set[EventType], field: str) -> list[str]:
    return list(dict.fromkeys(str(e.get(field)) for e in events if e.type in kinds))


def _newest(
    about: About, told: Sequence[CaseEvent], ours: Set[str], field: str | None
) -> Iterator[Disagreement]:
    mine = next((event for event in reversed(told) if event.id in ours), None)
    theirs = next((event for event in reversed(told) if event.id not in ours), None)
    if mine is None or theirs is None or _says(mine, field) == _says(theirs, field):
        return
    our_turn = told.index(mine) > told.index(theirs)
    if not our_turn and _goes_on(mine, theirs):
        return
    stands, other = (mine, theirs) if our_turn else (theirs, mine)
    yield Disagreement(about, stands, other, our_turn)


def _goes_on(mine: CaseEvent, theirs: CaseEvent) -> bool:
    """Tell whether the case system only says what came after: the next step, the end of a wait."""
    if theirs.type in _STEPS:
        return Step(theirs.get("step")).number > Step(mine.get("step")).number
    return theirs.type == EventType.WAITING_ENDED


def _says(event: CaseEvent, field: str | None) -> object:
    return event.get(field) if field else event.type
