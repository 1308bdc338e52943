"""Events as a case system tells them, for tests: read through the real contract."""

import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from portal.core.case import CaseState
from portal.core.events import CaseEvent
from portal.core.fold import read_case
from portal.identity.identifiers import Identifiers
from portal.sources.reading import Usable, read

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
SOURCE, OTHER_SOURCE = "demo-sager", "demo-tavs"
SECRET = "a secret of the tests, the same in each of their databases"
IDENTIFIERS = Identifiers(SECRET)

# Numbers of nobody: 60 is added to the day.
ANNA, BO, CARL, DITTE = "610190-1234", "620191-2345", "630192-3456", "640193-4567"


def at(text: str) -> datetime:
    """Return a local time: ``2026-03-02`` is nine o'clock that morning."""
    found = datetime.fromisoformat(text if " " in text else f"{text} 09:00")
    return found.replace(tzinfo=COPENHAGEN)


def day(text: str | None) -> date | None:
    """Return a date written as ``2026-03-02``."""
    return date.fromisoformat(text) if text else None


class Story:
    """What one case system tells of one case, in the order it is said.

    Each event's id is ``<case>-<number>`` and its sequence the number. A field that is a
    word of Python is written with ``_`` after it: ``from_``.
    """

    def __init__(self, case: str = "S-1", source: str = SOURCE) -> None:
        self.case, self.source = case, source
        self.payloads: list[dict[str, Any]] = []

    def say(
        self,
        kind: str,
        when: str,
        /,
        *,
        id_: str | None = None,
        sequence: int | None = None,
        **data: Any,
    ) -> Self:
        """Tell one event: ``say("step.entered", "2026-03-02", step="information")``."""
        number = len(self.payloads) + 1
        fields = {name.removesuffix("_"): value for name, value in data.items()}
        self.payloads.append(
            {
                "specversion": "1.0",
                "id": id_ or f"{self.case}-{number}",
                "source": self.source,
                "type": kind if kind.startswith(("sagsvej.", "x.")) else f"sagsvej.{kind}",
                "subject": self.case,
                "time": at(when).isoformat(),
                "recordedtime": at(when).isoformat(),
                "sequence": str(number if sequence is None else sequence),
                "data": {name: value for name, value in fields.items() if value is not None},
            }
        )
        return self

    def opened(self, when: str = "2026-03-02", **more: Any) -> Self:
        """Tell that an application came, and from whom."""
        fields: dict[str, Any] = {"kind": "application", "area": "adult_extra_costs"}
        fields["received_on"] = when[:10]
        self.say("case.opened", when, **fields | more)
        return self

    def party(self, who: str = ANNA, when: str = "2026-03-02", **more: Any) -> Self:
        """Tell that somebody is in the case."""
        fields: dict[str, Any] = {"party": f"p-{who[:2]}", "role": "person", "identifier": who}
        return self.say("party.added", when, **fields | more)

    def steps(self, *names: str, when: str = "2026-03-0{}") -> Self:
        """Enter one step a day, from 3 March on."""
        for number, name in enumerate(names, 3):
            self.say("step.entered", when.format(number), step=name)
        return self

    @property
    def events(self) -> list[CaseEvent]:
        """The events as the store would hand them out."""
        return [case_event(payload) for payload in self.payloads]

    @property
    def state(self) -> CaseState:
        """What the events say."""
        return read_case(self.events)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.payloads)


def case_event(payload: dict[str, Any]) -> CaseEvent:
    """Return an event read by the contract; a payload it refuses is the test's own fault."""
    now = at("2199-12-31")
    usable = read(payload, payload["source"], IDENTIFIERS, now)
    assert isinstance(usable, Usable), usable.problems
    envelope = usable.envelope
    return CaseEvent(
        id=envelope.id,
        type=envelope.type,
        occurred_at=envelope.time.astimezone(COPENHAGEN),
        sequence=int(envelope.sequence),
        data=json.loads(usable.data),
    )


def shuffled(payloads: Iterable[dict[str, Any]], seed: int = 1) -> list[dict[str, Any]]:
    """Return the events in another order, the same each time."""
    return sorted(payloads, key=lambda event: zlib.crc32(f"{seed}{event['id']}".encode()))
