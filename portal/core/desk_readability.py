"""How heavy the texts are that caseworkers write, for the whole municipality and a month at once.

The council reads these numbers and never a text. So they know no case, no person and no unit; a
month of fewer than five texts, or of texts in fewer than five cases, has none; a month is measured
when it is over, and what was said of it is never said otherwise.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.core.readability import band, lix, words, words_per_sentence
from portal.core.small_counts import LEAST, published_subsets
from portal.core.writing import BAND_CODES, BANDS, MOST_WORDS

MOST_MONTHS = 24
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Month:
    """A month that is over. Without ``texts`` there were too few to say anything.

    Attributes:
        begins: Its first day.
        texts: How many were published.
        band: Code of the LIX band of the text in the middle, one of `portal.core.writing.BANDS`.
        long: Of a hundred sentences, how many have more than `MOST_WORDS` words; None where
            it would tell of fewer than five sentences.
    """

    begins: date
    texts: int | None = None
    band: str | None = None
    long: int | None = None


def measure_month(begins: date, texts: Iterable[tuple[int, str]]) -> Month:
    """Return what is published of a month.

    Args:
        begins: The month's first day.
        texts: Each text a caseworker published in it, beside the number of its case.
    """
    found = [(case, text) for case, text in texts if words(text)]
    if len(found) < LEAST or len({case for case, _ in found}) < LEAST:
        return Month(begins)
    bands = sorted(BANDS.index(BAND_CODES[band(lix(text))]) for _, text in found)
    counts = [count for _, text in found for count in words_per_sentence(text)]
    long = published_subsets({"long": sum(one > MOST_WORDS for one in counts)}, len(counts))["long"]
    share = None if long is None else round(100 * long / len(counts))
    return Month(begins, len(found), BANDS[bands[(len(bands) - 1) // 2]], share)


def months_to_measure(known: Sequence[Month], first: date | None, today: date) -> list[date]:
    """Return the first days of the months that are over and not measured, the oldest first.

    Args:
        known: What is measured already.
        first: The day of the first text there is, None when there is none.
        today: The day it is.
    """
    if first is None:
        return []
    measured = {month.begins for month in known}
    month, found = first.replace(day=1), []
    while (following := next_month(month)) <= today:
        if month not in measured:
            found.append(month)
        month = following
    return found[-MOST_MONTHS:]


def next_month(begins: date) -> date:
    """Return the first day of the month after.

    >>> next_month(date(2026, 12, 1)).isoformat()
    '2027-01-01'
    """
    return (begins + timedelta(days=31)).replace(day=1)


def as_plain(months: Iterable[Month]) -> list[dict[str, str | int | None]]:
    """Return months as a file keeps them."""
    return [
        {"month": f"{one.begins:%Y-%m}", "texts": one.texts, "band": one.band, "long": one.long}
        for one in sorted(months, key=lambda month: month.begins)
    ]


def from_plain(rows: object) -> list[Month]:
    """Return the months of a file, the oldest first; what is no month of ours is left out."""
    found = [_month(row) for row in rows] if isinstance(rows, list) else []
    return sorted((one for one in found if one is not None), key=lambda month: month.begins)


def _month(row: object) -> Month | None:
    if not isinstance(row, dict) or not _MONTH.fullmatch(str(row.get("month"))):
        return None
    begins = date.fromisoformat(f"{row['month']}-01")
    texts, middle, long = (row.get(name) for name in ("texts", "band", "long"))
    if not isinstance(texts, int) or texts < LEAST or middle not in BANDS:
        return Month(begins)
    return Month(begins, texts, str(middle), long if isinstance(long, int) else None)
