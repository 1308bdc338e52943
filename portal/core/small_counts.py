"""Numbers about people that name nobody: small ones are left out, and cannot be worked out.

Three rules, and what each is against:

- A number under five is not published, zero included. Nor is one so close to the whole that the
  rest of it is under five: "19 of 20 asked about letters" tells of the one who did not.
- Parts that add up to a total never leave one number, or numbers that make less than five
  together, to be found by subtracting: then the smallest published part goes too.
- Periods are fixed half-years, over when they are published, and published once. No two reports
  share a conversation, so that nothing is left when one is subtracted from another.

What is left out always looks the same, whichever rule left it out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

LEAST = 5
"""The smallest number that is published."""

Key = TypeVar("Key", bound=str)


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """A period of the report: January to June is half 1, July to December half 2."""

    year: int
    half: int

    @property
    def begins(self) -> date:
        """The first day."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def ends(self) -> date:
        """The last day."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    @property
    def code(self) -> str:
        """How it is written in an address: ``2026-1``."""
        return f"{self.year}-{self.half}"

    def is_over(self, today: date) -> bool:
        """Tell whether it has ended: only then is there a report."""
        return today > self.ends


def half_year_of(day: date) -> HalfYear:
    """Return the period a day lies in.

    >>> half_year_of(date(2026, 6, 30)).code
    '2026-1'
    """
    return HalfYear(day.year, 1 if day.month <= 6 else 2)


def read_half_year(code: str) -> HalfYear | None:
    """Return the period an address names, None when it names none."""
    year, _, half = code.partition("-")
    if len(year) != 4 or not year.isascii() or not year.isdigit() or half not in ("1", "2"):
        return None
    return HalfYear(int(year), int(half)) if int(year) else None


def published_total(total: int) -> int | None:
    """Return how many there were, None when that is not published."""
    return total if total >= LEAST else None


def published_subsets(counts: Mapping[Key, int], total: int) -> dict[Key, int | None]:
    """Return numbers of which each is a part of the total by itself; they may overlap.

    None stands for what is not published. When just one would be left out another goes too: in
    a half-year where nobody has two of them they add up to the total.

    >>> published_subsets({"late": 8, "letter": 3, "other": 9}, 20)
    {'late': None, 'letter': None, 'other': 9}
    """
    safe = total >= LEAST
    shown = {
        key: count if safe and LEAST <= count <= total - LEAST else None
        for key, count in counts.items()
    }
    return _never_one_alone(shown, counts)


def published_parts(counts: Mapping[Key, int], total: int) -> dict[Key, int | None]:
    """Return numbers that add up to the total, as far as they may be published.

    >>> published_parts({"writing": 12, "call_back": 4}, 16)
    {'writing': None, 'call_back': None}
    >>> published_parts({"writing": 12, "call_back": 8}, 20)
    {'writing': 12, 'call_back': 8}
    """
    safe = total >= LEAST
    shown = {key: count if safe and count >= LEAST else None for key, count in counts.items()}
    return _never_one_alone(shown, counts)


def _never_one_alone(
    shown: dict[Key, int | None], counts: Mapping[Key, int]
) -> dict[Key, int | None]:
    """Leave out more until what is left out cannot be found from the total."""
    while True:
        hidden = [key for key, number in shown.items() if number is None]
        together = sum(counts[key] for key in hidden)
        open_ones = [key for key, number in shown.items() if number is not None]
        if not hidden or not open_ones or (len(hidden) > 1 and together >= LEAST):
            return shown
        shown[min(open_ones, key=lambda key: (counts[key], key))] = None
