"""What citizens answered about a text is shown so that nobody's own answer can be worked out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.personal import Tells, what_tells
from portal.core.small_counts import LEAST
from portal.core.understood import (
    Answer,
    Counted,
    hardness,
    month_of,
    shown_number,
    shown_numbers,
)

JANUARY = date(2026, 1, 1)
MONTHS = [date(2026, month, 1) for month in range(1, 13)]


def counted(numbers: list[int]) -> list[tuple[date, int]]:
    return [(month, number) for month, number in zip(MONTHS, numbers, strict=False) if number]


def test_a_month_that_is_not_over_tells_nothing() -> None:
    assert shown_number([(JANUARY, 40)], date(2026, 1, 31)) is None
    assert shown_number([(JANUARY, 40)], date(2026, 2, 1)) == 40


@pytest.mark.parametrize("number", range(LEAST))
def test_under_five_is_never_shown(number: int) -> None:
    assert shown_number([(JANUARY, number)], date(2027, 1, 1)) is None


@given(
    st.lists(st.integers(0, 9), max_size=12),
    st.dates(date(2025, 12, 1), date(2027, 2, 1)),
    st.dates(date(2025, 12, 1), date(2027, 2, 1)),
)
def test_two_days_differ_by_nothing_or_by_five_and_more(
    numbers: list[int], one: date, other: date
) -> None:
    before, after = sorted((one, other))
    # What was known on the earlier day is a part of what is known on the later.
    early = shown_number(counted(numbers), before) or 0
    late = shown_number(counted(numbers), after) or 0
    assert late - early == 0 or late - early >= LEAST
    assert late <= sum(numbers)


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(0, 11), st.integers(1, 9))
def test_one_answer_more_today_changes_nothing_that_is_shown_today(
    numbers: list[int], month: int, more: int
) -> None:
    today = MONTHS[month].replace(day=20)
    before = counted(numbers[:month])
    assert shown_number([*before, (month_of(today), more)], today) == shown_number(before, today)


def test_no_number_is_found_from_the_others() -> None:
    shown = shown_numbers(
        [
            Counted(Answer.YES, JANUARY, 20),
            Counted(Answer.PARTLY, JANUARY, 4),
            Counted(Answer.NO, JANUARY, 7),
        ],
        date(2026, 3, 1),
    )
    assert shown == {Answer.YES: 20, Answer.PARTLY: None, Answer.NO: 7}, "and no sum of them"


def test_the_order_is_made_of_what_is_shown_alone() -> None:
    assert hardness(dict.fromkeys(Answer)) is None
    assert hardness({Answer.YES: 9, Answer.PARTLY: None, Answer.NO: None}) == 0
    assert hardness({Answer.YES: None, Answer.PARTLY: None, Answer.NO: 5}) == 1
    assert hardness({Answer.YES: None, Answer.PARTLY: 6, Answer.NO: None}) == 0.5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring 12 34 56 78.", [Tells.PHONE]),
        ("12345678", [Tells.PHONE]),
        ("+45 1234 5678", [Tells.PHONE]),
        ("12-34-56-78 efter kl. 17", [Tells.PHONE]),
        ("skriv til mig@eksempel.invalid", [Tells.EMAIL]),
        ("Jeg læste det 3 gange og brugte 20 minutter.", []),
        ("Brevet kom 02.04.2026 og handlede om 2.500 kr.", []),
    ],
)
def test_what_surely_tells_who_somebody_is_is_found(text: str, found: list[Tells]) -> None:
    assert what_tells(text) == found
