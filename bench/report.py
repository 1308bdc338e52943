"""What was claimed, what was measured, and whether it holds."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, with its target or without.

    Attributes:
        name: What was measured.
        value: The figure: a ratio, a count, or a size.
        at_least: The least it may be, None when there is no such limit.
        at_most: The most it may be, likewise.
        of: What it was measured with: spread, requests a second, how often.
    """

    name: str
    value: float
    at_least: float | None = None
    at_most: float | None = None
    of: str = ""

    @property
    def holds(self) -> bool | None:
        """Tell whether the target is met; None when there is none."""
        if self.at_least is None and self.at_most is None:
            return None
        low = self.at_least is None or self.value >= self.at_least
        return low and (self.at_most is None or self.value <= self.at_most)

    def __str__(self) -> str:
        limit = f">= {self.at_least:g}" if self.at_least is not None else ""
        limit = f"<= {self.at_most:g}" if self.at_most is not None else limit
        verdict = {True: "pass", False: "BELOW", None: ""}[self.holds]
        figure = f"{self.value:.3f}" if self.value != round(self.value) else f"{self.value:.0f}"
        return f"  {self.name:<58} {figure:>9}  {limit:<9} {verdict:<6} {self.of}".rstrip()


def write(figures: Iterable[Figure], file: Path) -> None:
    """Keep the figures as JSON."""
    measured = [asdict(figure) | {"holds": figure.holds} for figure in figures]
    found = {"measured_at": datetime.now(UTC).isoformat(timespec="seconds"), "figures": measured}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
