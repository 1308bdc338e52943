"""Which pages are tried how: all combinations where it matters most, pairs of them elsewhere."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import product

from allpairspy import AllPairs

from tests.browser.reader import MODES, WIDTHS
from tests.pages import PAGES, READINGS


@dataclass(frozen=True, slots=True)
class Seen:
    """How a page is looked at: in which words, how wide, in which colours."""

    reading: str
    width: int
    mode: str


def _full() -> list[tuple[str, Seen]]:
    names = [page.name for page in PAGES if page.journeys]
    ways = [Seen(*way) for way in product(READINGS, WIDTHS, MODES)]
    return list(product(names, ways))


def _everywhere() -> list[tuple[str, Seen]]:
    """Return combinations in which every two values meet, for the pages off the journeys."""
    names = [page.name for page in PAGES if not page.journeys]
    pairs = AllPairs([names, list(READINGS), list(WIDTHS), list(MODES)])
    return [(name, Seen(reading, width, mode)) for name, reading, width, mode in pairs]


FULL = _full()
EVERYWHERE = _everywhere()


def by_page_and_reading() -> dict[tuple[str, str], list[Seen]]:
    """Return the combinations by what one load of a page serves."""
    found: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    for name, seen in (*FULL, *EVERYWHERE):
        found[name, seen.reading].append(seen)
    return dict(found)
