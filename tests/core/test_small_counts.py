"""No small number is published, and none can be worked out from what is."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.small_counts import (
    LEAST,
    HalfYear,
    half_year_of,
    published_parts,
    published_subsets,
    published_total,
    read_half_year,
)

THEMES = ("letter", "late", "answer", "contact", "other")
WAYS = ("writing", "call_back")

conversation = st.tuples(
    st.sampled_from(WAYS),
    st.sets(st.sampled_from(THEMES), max_size=3),
    st.booleans(),
    st.integers(0, 3),
)
"""How it came about, what about, whether with a complaint, and in which of four half-years."""


def reports(all_of_them: list[tuple[str, set[str], bool, int]]) -> Iterator[dict[str, object]]:
    """Yield each half-year's published numbers, with whom each is really about."""
    for half in range(4):
        people = {n for n, one in enumerate(all_of_them) if one[3] == half}
        ways = {way: {n for n in people if all_of_them[n][0] == way} for way in WAYS}
        themes = {theme: {n for n in people if theme in all_of_them[n][1]} for theme in THEMES}
        done = {"complaint": {n for n in people if all_of_them[n][2]}}
        total = len(people)
        yield {
            "people": people,
            "total": published_total(total),
            "ways": (ways, published_parts({k: len(v) for k, v in ways.items()}, total)),
            "themes": (themes, published_subsets({k: len(v) for k, v in themes.items()}, total)),
            "done": (done, published_subsets({k: len(v) for k, v in done.items()}, total)),
        }


def told(report: dict[str, object]) -> list[tuple[frozenset[int], int]]:
    """Return every published number with those it counts."""
    found = []
    if report["total"] is not None:
        found.append((frozenset(report["people"]), report["total"]))
    for name in ("ways", "themes", "done"):
        groups, numbers = report[name]
        found += [(frozenset(groups[k]), n) for k, n in numbers.items() if n is not None]
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(conversation, max_size=120))
def test_no_small_number_can_be_found_by_subtracting(
    all_of_them: list[tuple[str, set[str], bool, int]],
) -> None:
    """Whoever has every report subtracts any published number from any other."""
    every = [told(report) for report in reports(all_of_them)]
    for people, number in chain.from_iterable(every):
        assert len(people) == number >= LEAST
    # Within a report: parts of the whole, and of each other where one must lie in the other.
    for report in reports(all_of_them):
        total = report["total"]
        for name in ("themes", "done"):
            for number in (n for n in report[name][1].values() if n is not None):
                assert total is not None
                assert total - number >= LEAST, "the rest is small"
        if total is not None:
            ways = [n for n in report["ways"][1].values() if n is not None]
            rest = total - sum(ways)
            assert rest == 0 or rest >= LEAST, "what is left out is small together"
            assert sum(n is None for n in report["ways"][1].values()) != 1
    # Between reports: nobody is in two, so a difference is of different people.
    for one, other in combinations(every, 2):
        for mine, theirs in ((a, b) for a, _ in one for b, _ in other):
            assert not mine & theirs


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.integers(0, 12), min_size=1, max_size=6),
    st.sampled_from([published_parts, published_subsets]),
)
def test_one_number_is_never_left_out_alone(counts: list[int], publish: object) -> None:
    """Where everybody is counted once the one that is left out would be the total less the rest."""
    named = {f"k{n}": count for n, count in enumerate(counts)}
    shown = publish(named, sum(counts))  # type: ignore[operator]
    hidden = [key for key, number in shown.items() if number is None]
    assert len(hidden) != 1 or len(named) == 1
    assert not hidden or sum(named[k] for k in hidden) >= LEAST or len(hidden) == len(named)
    assert all(number is None or number == named[key] for key, number in shown.items())
    assert all(number is None or number >= LEAST for number in shown.values())


@given(st.lists(st.tuples(st.sampled_from(THEMES), st.booleans()), max_size=60))
def test_what_is_left_out_looks_the_same_whichever_rule_left_it_out(
    marks: list[tuple[str, bool]],
) -> None:
    counts = Counter(theme for theme, _ in marks)
    shown = published_subsets({theme: counts[theme] for theme in THEMES}, len(marks))
    assert set(shown) == set(THEMES)
    assert {type(number) for number in shown.values()} <= {int, type(None)}


@pytest.mark.parametrize(
    ("counts", "total", "shown"),
    [
        ({"a": 0, "b": 20}, 40, {"a": None, "b": None}),
        ({"a": 8, "b": 9, "c": 3}, 20, {"a": None, "b": 9, "c": None}),
        ({"a": 19}, 20, {"a": None}),
        ({"a": 4, "b": 4, "c": 9}, 17, {"a": None, "b": None, "c": 9}),
        ({"a": 2, "b": 2, "c": 9, "d": 8}, 21, {"a": None, "b": None, "c": 9, "d": None}),
        ({"a": 7, "b": 8}, 30, {"a": 7, "b": 8}),
    ],
    ids=["none at all", "one small", "nearly all", "two small", "two too small", "nothing small"],
)
def test_numbers_of_a_half_year(counts: dict[str, int], total: int, shown: object) -> None:
    assert published_subsets(counts, total) == shown


@pytest.mark.parametrize("code", ["", "2026", "2026-3", "26-1", "2026-1 ", "0000-1", "²⁰²⁶-1"])
def test_a_period_cannot_be_sliced(code: str) -> None:
    assert read_half_year(code) is None


@pytest.mark.parametrize(
    ("day", "period"),
    [
        ("2026-01-01", HalfYear(2026, 1)),
        ("2026-06-30", HalfYear(2026, 1)),
        ("2026-07-01", HalfYear(2026, 2)),
        ("2026-12-31", HalfYear(2026, 2)),
    ],
)
def test_every_day_lies_in_one_period(day: str, period: HalfYear) -> None:
    found = date.fromisoformat(day)
    assert half_year_of(found) == period == read_half_year(period.code)
    assert period.begins <= found <= period.ends
    assert not period.is_over(period.ends)
