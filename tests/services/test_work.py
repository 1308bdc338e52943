"""The worker's rounds: nothing that fails stops the rest."""

import logging
from datetime import datetime

import pytest

from portal.services.work import Rounds, Step
from tests.building import at

NOW = at("2026-04-02 10:00")


class Ticks:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_step_is_done_when_it_is_due_and_not_before() -> None:
    ticks, seen = Ticks(), []

    def do(now: datetime) -> int:
        seen.append(now)
        return 3

    rounds = Rounds([Step("one", 10, do)], lambda: NOW, ticks)
    assert rounds.once() == {"one": 3}
    ticks.now += 9
    assert rounds.once() == {}
    ticks.now += 1
    assert rounds.once() == {"one": 3}
    assert seen == [NOW, NOW]


def test_a_step_that_fails_stops_no_other_and_says_nothing_personal(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ticks = Ticks()

    def fail(_now: datetime) -> int:
        raise RuntimeError("610190-1234 could not be reached")

    rounds = Rounds([Step("bad", 1, fail), Step("good", 1, lambda _now: 1)], lambda: NOW, ticks)
    with caplog.at_level(logging.ERROR):
        assert rounds.once() == {"bad": -1, "good": 1}
    assert "RuntimeError" in caplog.text
    assert "610190" not in caplog.text
    ticks.now += 1
    assert rounds.once() == {"good": 1}, "what fails is tried less and less often"
    ticks.now += 1
    assert rounds.once() == {"bad": -1, "good": 1}
    for _ in range(20):
        ticks.now += 60
        assert rounds.once()["bad"] == -1, "but never less than once a minute"
