"""How many letters about a new caseworker a municipality's event log would have sent.

The log is not ours to hand on: SAGSVEJ_RECEIPT_LOG says where it lies, and without it the tests
of this file say so in one line. Its reading is synthetic (see ``scripts/receipt_log.py``): who
did a task is taken for who has the case. That gives 1,208 changes in 564 cases.
"""

import os
import random
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from portal.core.events import OWN_REF, CaseEvent
from portal.core.fold import read_case
from portal.core.handover import mark, untold_change
from portal.core.vocabulary import EventType, LetterKind
from scripts import receipt_log
from tests.building import case_event

LOG = os.environ.get("SAGSVEJ_RECEIPT_LOG", "")
if not LOG:
    pytest.skip(
        "SAGSVEJ_RECEIPT_LOG is not set: the real event log was not read", allow_module_level=True
    )
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CHANGES, CASES_WITH_CHANGES, AFTER_THE_END = 1208, 564, 41


@cache
def cases() -> dict[str, list[CaseEvent]]:
    """Return the events of each case, oldest first, as if they were told live."""
    told = receipt_log.events(
        receipt_log.read_log(Path(LOG)), receipt_log.ASSIGNMENT, "demo-sager", "escort", NOW
    )
    found: dict[str, list[CaseEvent]] = {}
    for payload in told:
        if payload["type"] != "sagsvej.activity.noted":
            found.setdefault(payload["subject"], []).append(case_event(payload))
    return {case: sorted(events, key=CaseEvent.order) for case, events in found.items()}


def sent(events: Iterable[CaseEvent], *, each_time: bool) -> int:
    """Return how many letters went: looking after every event, or once at the end."""
    come: list[CaseEvent] = []
    told: dict[str, str] = {}
    events = list(events)
    for number, event in enumerate(events):
        come.append(event)
        if not each_time and number < len(events) - 1:
            continue
        state = read_case(come)
        change = untold_change(state.record.events, state, told)
        if change is not None:
            ref = f"{OWN_REF}{len(told)}"
            told[ref] = mark(change.name)
            data = {"letter": ref, "kind": LetterKind.CASEWORKER, "channel": "portal"}
            newest = max(one.occurred_at for one in come)
            come.append(CaseEvent(ref, EventType.LETTER_SENT, newest, 10**9, data=data))
    return len(told)


def test_the_log_holds_the_changes_it_is_known_for() -> None:
    states = [read_case(events) for events in cases().values()]
    assert sum(state.caseworker_changes for state in states) == CHANGES
    assert sum(bool(state.caseworker_changes) for state in states) == CASES_WITH_CHANGES


def test_looked_at_as_they_come_every_change_in_an_open_case_is_a_letter() -> None:
    """1,167 letters: 41 of the 1,208 changes are tasks done after their case had ended."""
    assert total(cases().values(), each_time=True) == CHANGES - AFTER_THE_END == 1167
    assert total(map(never_ended, cases().values()), each_time=True) == CHANGES


def test_read_at_once_only_what_is_still_true_is_a_letter() -> None:
    """18 letters: of the 22 open cases with changes, 4 are with whoever had them first.

    Had no case ended, 430 of the 564 would be with somebody else than at first.
    """
    assert total(cases().values(), each_time=False) == 18
    assert total(map(never_ended, cases().values()), each_time=False) == 430
    for seed in (1, 2):
        mixed = [mix(events, seed) for events in cases().values()]
        assert total(mixed, each_time=False) == 18


def test_as_history_it_is_no_letter_at_all() -> None:
    old = [[event._replace(history=True) for event in events] for events in cases().values()]
    assert total(old, each_time=True) == total(old, each_time=False) == 0


def total(told: Iterable[list[CaseEvent]], *, each_time: bool) -> int:
    return sum(sent(events, each_time=each_time) for events in told)


def never_ended(events: list[CaseEvent]) -> list[CaseEvent]:
    return [event for event in events if event.type != EventType.CASE_CLOSED]


def mix(events: list[CaseEvent], seed: int) -> list[CaseEvent]:
    mixed = list(events)
    random.Random(seed).shuffle(mixed)
    return mixed
