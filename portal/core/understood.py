"""Forstod du det her? What citizens answer about a text, and what of it may be shown.

An answer is a number in a month and nothing else. The rules of what is shown, and what each is
against:

- A number is shown for itself alone, and never a sum of several: what is not shown cannot be
  found by subtracting.
- A month counts when it is over, and then only together with as many others as it takes to make
  five more than were shown before. So nobody finds one person's answer by coming back another day.
- A word is shown to nobody until its month is over. So no editor finds the day it came.
- Each wording of a text has numbers of its own, and so has each language: they are never added.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.core.small_counts import LEAST


class Answer(StrEnum):
    """What can be answered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


MOST_SIGNS = 500
"""Signs that may be written on why. A few words are enough, and tell less of who wrote them."""

_WEIGHT = {Answer.YES: 0, Answer.PARTLY: 1, Answer.NO: 2}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many gave one answer in one month. ``month`` is its first day."""

    answer: Answer
    month: date
    number: int


def month_of(day: date) -> date:
    """Return the first day of a day's month: no finer time is kept.

    >>> month_of(date(2026, 4, 17))
    datetime.date(2026, 4, 1)
    """
    return day.replace(day=1)


def is_over(month: date, today: date) -> bool:
    """Tell whether a month is over: until then nobody is shown what came in it.

    What is seen as it comes tells the day it came.

    >>> [is_over(date(2026, 4, 1), day) for day in (date(2026, 4, 30), date(2026, 5, 1))]
    [False, True]
    """
    return month < month_of(today)


def shown_number(by_month: Iterable[tuple[date, int]], today: date) -> int | None:
    """Return how many are told to have given an answer, None when that is not told.

    Args:
        by_month: The first day of each month, and how many gave it then.
        today: The month it lies in is not over.

    >>> months = [(date(2026, 1, 1), 6), (date(2026, 2, 1), 1), (date(2026, 3, 1), 4)]
    >>> [shown_number(months, date(2026, month, 1)) for month in (1, 2, 3, 4)]
    [None, 6, 6, 11]
    """
    shown = waiting = 0
    for month, number in sorted(by_month):
        if not is_over(month, today):
            break
        waiting += number
        if waiting >= LEAST:
            shown, waiting = shown + waiting, 0
    return shown or None


def shown_numbers(counted: Iterable[Counted], today: date) -> dict[Answer, int | None]:
    """Return what is told of each answer to one wording of a text."""
    months: dict[Answer, list[tuple[date, int]]] = {answer: [] for answer in Answer}
    for one in counted:
        months[one.answer].append((one.month, one.number))
    return {answer: shown_number(months[answer], today) for answer in Answer}


def hardness(shown: Mapping[Answer, int | None]) -> float | None:
    """Return how little a text was understood: 0 by everybody, 1 by nobody, None when untold.

    Made of the numbers that are shown alone: an order tells nothing that they do not.

    >>> hardness({Answer.YES: 10, Answer.PARTLY: None, Answer.NO: 10})
    0.5
    """
    known = {answer: number for answer, number in shown.items() if number}
    if not known:
        return None
    heavy = sum(_WEIGHT[answer] * number for answer, number in known.items())
    return heavy / (_WEIGHT[Answer.NO] * sum(known.values()))
