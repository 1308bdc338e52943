"""Openings of cases that are worth asking about. Nobody is ranked or labelled by them.

There is nearly always a good reason: a stand-in, a meeting, a name that happens to be the same.
So this is a list of things to ask, by day, and never a count over time for each employee. Only
looks of staff are ever given to it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

WINDOW_DAYS = 28
MANY_IN_A_DAY = 30
"""More cases than this in a day are asked about, whatever is usual."""
FEW = 10
TIMES_THE_USUAL = 3
KNOWN_DAYS = 5
"""How many other days it takes to know what is usual for somebody."""
DAYS_UNNAMED = 3
"""On how many days a case must be opened by somebody who is not named in it."""

# A fourth of all Danes have one of these: the same one says nothing (Danmarks Statistik).
_COMMON = frozenset(
    (  # noqa: SIM905 - a line a name would be longer than the rules
        "nielsen jensen hansen andersen pedersen christensen larsen sørensen rasmussen jørgensen "
        "petersen madsen kristensen olsen thomsen christiansen poulsen johansen møller mortensen"
    ).split()
)


class Unusual(StrEnum):
    """What there is to ask about."""

    MANY = "many"
    OWN_NAME = "own_name"
    FAMILY_NAME = "family_name"
    NOT_ASSIGNED = "not_assigned"


@dataclass(frozen=True, slots=True)
class Opening:
    """That somebody opened a case on a day, however often."""

    actor: str
    name: str | None
    unit: str | None
    day: date
    case_id: int


@dataclass(frozen=True, slots=True)
class ToAsk:
    """One thing to ask about.

    ``number`` and ``usual`` are cases a day for MANY; ``number`` is days for NOT_ASSIGNED.
    """

    kind: Unusual
    actor: str
    name: str | None
    unit: str | None
    day: date
    cases: tuple[int, ...]
    number: int = 1
    usual: int = 0

    @property
    def key(self) -> str:
        """What it is noted under when somebody has asked."""
        said = "\x1f".join((self.kind, self.actor, self.day.isoformat(), *map(str, self.cases)))
        return hashlib.sha256(said.encode()).hexdigest()


def things_to_ask(
    openings: Iterable[Opening],
    people: Mapping[int, Collection[str]],
    named: Mapping[int, Collection[str]],
) -> list[ToAsk]:
    """Return what there is to ask about, the newest day first.

    Args:
        openings: Openings by staff in the last weeks.
        people: What those in each case are called.
        named: Those who work here and are named in each case: who has it, who promised or
            wrote something. A case that is not here is not looked at for that.
    """
    every = sorted(set(openings), key=lambda one: (one.day, one.actor, one.case_id))
    found = [*_many(every), *_same_name(every, people), *_not_assigned(every, named)]
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.kind, one.name or "", one.key))


def candidates(openings: Iterable[Opening]) -> set[int]:
    """Return the cases somebody opened on so many days that it matters who is named in them."""
    days: dict[tuple[str, int], set[date]] = defaultdict(set)
    for one in openings:
        days[one.actor, one.case_id].add(one.day)
    return {case for (_actor, case), seen in days.items() if len(seen) >= DAYS_UNNAMED}


def _many(openings: list[Opening]) -> list[ToAsk]:
    by_day: dict[str, dict[date, list[Opening]]] = defaultdict(lambda: defaultdict(list))
    for one in openings:
        by_day[one.actor][one.day].append(one)
    found = []
    for days in by_day.values():
        for day, theirs in days.items():
            others = [len(rest) for other, rest in days.items() if other != day]
            usual = round(median(others)) if others else 0
            if is_many(len(theirs), usual, len(others)):
                cases = tuple(one.case_id for one in theirs)
                found.append(_ask(Unusual.MANY, theirs[0], cases, len(cases), usual))
    return found


def is_many(number: int, usual: int, known_days: int) -> bool:
    """Tell whether so many cases in a day are worth asking about.

    >>> is_many(12, 3, 10), is_many(12, 3, 2), is_many(8, 1, 20), is_many(31, 30, 20)
    (True, False, False, True)
    """
    if number > MANY_IN_A_DAY:
        return True
    return number >= FEW and known_days >= KNOWN_DAYS and number > TIMES_THE_USUAL * usual


def _same_name(openings: list[Opening], people: Mapping[int, Collection[str]]) -> list[ToAsk]:
    found = []
    for one in openings:
        theirs = _words(one.name)
        names = [_words(name) for name in people.get(one.case_id, ())]
        if not theirs:
            continue
        if theirs in names:
            found.append(_ask(Unusual.OWN_NAME, one, (one.case_id,)))
        elif theirs[-1] not in _COMMON and theirs[-1] in {name[-1] for name in names if name}:
            found.append(_ask(Unusual.FAMILY_NAME, one, (one.case_id,)))
    return found


def _not_assigned(openings: list[Opening], named: Mapping[int, Collection[str]]) -> list[ToAsk]:
    times: dict[tuple[str, int], list[Opening]] = defaultdict(list)
    for one in openings:
        if one.case_id in named and one.name not in named[one.case_id]:
            times[one.actor, one.case_id].append(one)
    return [
        _ask(Unusual.NOT_ASSIGNED, theirs[-1], (theirs[-1].case_id,), len(theirs))
        for theirs in times.values()
        if len(theirs) >= DAYS_UNNAMED
    ]


def _ask(
    kind: Unusual, one: Opening, cases: tuple[int, ...], number: int = 1, usual: int = 0
) -> ToAsk:
    return ToAsk(kind, one.actor, one.name, one.unit, one.day, cases, number, usual)


def _words(name: str | None) -> tuple[str, ...]:
    return tuple((name or "").casefold().split())
