"""What the worker does, put together: the second composition root, beside ``app.py``."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine

from portal.municipality import Municipality
from portal.services.office import open_office
from portal.services.reread_desk import read_what_came
from portal.services.work import Rounds, Step
from portal.settings import Settings


def rounds(
    settings: Settings,
    municipality: Municipality,
    engine: Engine,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Rounds:
    """Return the worker's rounds for an installation."""
    office = open_office(municipality)
    return Rounds(
        [
            Step("desk", 0.5, lambda now: read_what_came(engine, office, now)),
        ],
        clock,
    )
