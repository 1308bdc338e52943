"""Events that break the contract on purpose: they show what staff see of them.

They are served with the others, so that a reader can prove that one of them stops
nothing else. Each must be set aside with the field and the reason.
"""

from datetime import date, datetime, time
from typing import Any

from portal.sources.embedded.script import COPENHAGEN, MAIN_SOURCE, Event
from portal.sources.embedded.workdays import Day

REFERENCE = "62-180"


def malformed(anchor: date) -> list[Event]:
    """Return the broken events: a missing field, a forbidden one, and an unknown code."""
    return [
        _event(anchor, 1, "sagsvej.hearing.opened", {"due_on": Day(9).on(anchor).isoformat()}),
        _event(
            anchor,
            2,
            "sagsvej.caseworker.changed",
            {
                "name": "Ole Stensgaard",
                "valid_from": Day(-5).on(anchor).isoformat(),
                "reason": "Her må der ikke stå en grund.",
            },
        ),
        _event(anchor, 3, "sagsvej.step.entered", {"step": "sagsbehandling"}),
    ]


def _event(anchor: date, number: int, type_: str, data: dict[str, Any]) -> Event:
    at = datetime.combine(Day(-5).on(anchor), time(10, 15 + number), COPENHAGEN)
    return {
        "specversion": "1.0",
        "id": f"{REFERENCE}.{number:02}",
        "source": MAIN_SOURCE,
        "type": type_,
        "subject": REFERENCE,
        "time": at.isoformat(),
        "recordedtime": at.isoformat(),
        "datacontenttype": "application/json",
        "data": data,
    }
