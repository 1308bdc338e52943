"""The case page against a hello-world view, both on the production server, turn by turn."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.databases import MANY, Visit, filled
from bench.load import CHROME, GZIP, IDENTITY, SAFARI, Load, load
from bench.report import Figure
from bench.servers import Server, serving

TARGET = 0.08
CODINGS = {
    "as it is": (IDENTITY, TARGET),
    "zstd, as Chrome asks": (CHROME, TARGET),
    "br, as Safari asks": (SAFARI, None),
    "gzip": (GZIP, None),
}
"""Accept-Encoding by name; the target holds for the page as it is and as most phones ask."""

_HELLO = (Visit("/"),)


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: how each bore it, and the processor seconds each request took."""

    hello: Load
    page: Load
    hello_cost: float
    page_cost: float


def measure(quick: bool) -> Iterator[Figure]:
    """Yield the ratio of requests a second for each coding."""
    database = filled(MANY)
    rounds, seconds = (3, 1) if quick else (7, 3)
    with (
        serving(database.settings, "portal.app:create_app") as page,
        serving(database.settings, "bench.hello:create_app") as hello,
    ):
        load(page.address, 3, database.sixty, IDENTITY)  # every template compiled
        load(hello.address, 1, _HELLO, IDENTITY)
        for name, (coding, target) in CODINGS.items():
            turns = [_turn(hello, page, database.sixty, coding, seconds) for _ in range(rounds)]
            yield from _figures(name, turns, target)


def _turn(
    hello: Server, page: Server, visits: tuple[Visit, ...], coding: str, seconds: int
) -> Turn:
    first, first_cost = _loaded(hello, _HELLO, coding, seconds)
    second, second_cost = _loaded(page, visits, coding, seconds)
    return Turn(first, second, first_cost, second_cost)


def _loaded(
    server: Server, visits: tuple[Visit, ...], coding: str, seconds: int
) -> tuple[Load, float]:
    before = processor_seconds(server.pid)
    found = load(server.address, seconds, visits, coding)
    return found, (processor_seconds(server.pid) - before) / (found.per_second * seconds)


def _figures(name: str, turns: list[Turn], target: float | None) -> Iterator[Figure]:
    ratios = sorted(turn.page.per_second / turn.hello.per_second for turn in turns)
    hello = median(turn.hello.per_second for turn in turns)
    page = median(turn.page.per_second for turn in turns)
    spread = f"{ratios[0]:.3f} to {ratios[-1]:.3f}"
    size = turns[0].page.size / 1000
    of = f"{page:.0f} of {hello:.0f} a second; {spread}; {size:.1f} kB"
    yield Figure(f"case page / hello, {name}", median(ratios), at_least=target, of=of)
    costs = [turn.hello_cost / turn.page_cost for turn in turns]
    of = f"{median(turn.page_cost for turn in turns) * 1000:.2f} ms a page"
    yield Figure(f"  the same by the servers' processor time, {name}", median(costs), of=of)


def processor_seconds(pid: int) -> float:
    """Return the processor time of a process and its children so far. 0 where /proc is missing."""
    total = 0.0
    waiting = [pid]
    while waiting:
        at = Path(f"/proc/{waiting.pop()}")
        if not at.exists():
            continue
        fields = (at / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        for task in (at / "task").iterdir():
            children = (task / "children").read_text(encoding="utf-8")
            waiting.extend(int(child) for child in children.split())
    return total
