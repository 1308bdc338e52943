"""The worker's rounds: steps that are done again and again, one after the other."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

_LOG = logging.getLogger(__name__)
LONGEST_PAUSE = 60.0
"""Seconds between two tries of a step that keeps failing, at most."""


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of work: ``do`` is given the time, and says how much it did.

    Each step must bear being killed at any moment and being done again.
    """

    name: str
    every_seconds: float
    do: Callable[[datetime], int]


class Rounds:
    """Does what is due. A step that fails is tried again later and stops no other."""

    def __init__(
        self,
        steps: Sequence[Step],
        clock: Callable[[], datetime],
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._steps = steps
        self._clock = clock
        self._ticks = ticks
        self._next = {step.name: 0.0 for step in steps}
        self._failed = dict.fromkeys(self._next, 0)

    def once(self) -> dict[str, int]:
        """Do every step that is due; return how much each did, -1 for one that failed."""
        done = {}
        for step in self._steps:
            if self._ticks() >= self._next[step.name]:
                done[step.name] = self._do(step)
        return done

    def _do(self, step: Step) -> int:
        try:
            did = step.do(self._clock())
        except Exception as error:
            failed = self._failed[step.name] = self._failed[step.name] + 1
            # Only what kind of error it was: its words may hold something personal.
            _LOG.error("worker step %s failed: %s", step.name, type(error).__name__)
            pause = min(LONGEST_PAUSE, step.every_seconds * 2**failed)
            self._next[step.name] = self._ticks() + pause
            return -1
        self._failed[step.name] = 0
        self._next[step.name] = self._ticks() + step.every_seconds
        return did
