"""A case told as a story, and the events it becomes.

``case("62-102", "assistive_aids", shows="...")`` begins one. :meth:`CaseScript.ago` says
which day the next lines happened; every other method writes one event or a few. Told
days are :class:`~portal.sources.embedded.workdays.Day`: ``Day(9)`` is in nine days.

Each payload is read through the contract's own model when the events are built, so a
story that breaks the contract does not start.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from portal.core import vocabulary as v
from portal.core.vocabulary import EventType as T
from portal.sources.contract import PAYLOADS
from portal.sources.embedded.people import Citizen, Team, Worker
from portal.sources.embedded.workdays import Day, resolve

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MAIN_SOURCE = "demo-sager"

Event = dict[str, Any]
"""One CloudEvent as JSON: see ``portal.sources.contract.Envelope``."""


@dataclass(slots=True)
class _Line:
    """One event of a story. ``day`` and ``recorded`` are days told from the anchor."""

    id: str
    day: int
    recorded: int
    type: str
    data: dict[str, Any]


@dataclass(slots=True)
class CaseScript:
    """One demo case.

    ``shows`` is one line in Danish: what somebody looking at the case should notice.
    """

    reference: str
    area: str
    shows: str
    source: str = MAIN_SOURCE
    people: list[Citizen] = field(default_factory=list)
    _lines: list[_Line] = field(default_factory=list)
    _labels: dict[str, _Line] = field(default_factory=dict)
    _day: int = -1
    _received: int = -1
    _counts: dict[str, int] = field(default_factory=dict)
    _last: dict[str, str] = field(default_factory=dict)

    # --- telling ----------------------------------------------------------------------

    def ago(self, days: int) -> Self:
        """Let what follows have happened ``days`` days ago, on a working day.

        Raises:
            ValueError: The day is not before the anchor, or before the line already told.
        """
        if days < 1 or (self._lines and -days < self._day):
            raise ValueError(f"{self.reference}: {days} days ago is out of order")
        self._day = -days
        return self

    def says(self, type_: str, /, **data: Any) -> Self:
        """Write one event."""
        number = len(self._lines) + 1
        event_id = f"{self.reference}.{number:02}"
        self._lines.append(_Line(event_id, self._day, self._day, str(type_), data))
        return self

    def recorded(self, days: int) -> Self:
        """Let the last line have been written down only ``days`` days ago."""
        self._lines[-1].recorded = -days
        return self

    def called(self, label: str) -> Self:
        """Name the last line, so that it can be corrected or withdrawn later."""
        self._labels[label] = self._lines[-1]
        return self

    def ref(self, kind: str, *, new: bool = False) -> str:
        """Return the case's newest reference of a kind, making one when asked or needed."""
        if new or kind not in self._last:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._last[kind] = f"{self.reference}-{kind}-{self._counts[kind]}"
        return self._last[kind]

    # --- the case and its people ------------------------------------------------------

    def opened(self, kind: v.CaseKind = v.CaseKind.APPLICATION, /, **more: Any) -> Self:
        """Open the case: received on this day."""
        self._received = self._day
        received = {"received_on": Day(self._day)}
        return self.says(T.CASE_OPENED, kind=kind, area=self.area, **(received | more))

    def starts(self, person: Citizen, team: Team, worker: Worker, /, **more: Any) -> Self:
        """Tell the usual first day: opened, who it is about, who has it, step one."""
        self.opened(more.pop("kind", v.CaseKind.APPLICATION), **more)
        self.person(person).team(team).worker(worker)
        return self.step(v.Step.RECEIVED)

    def person(self, citizen: Citizen, role: v.Role = v.Role.PERSON, /, **more: Any) -> Self:
        """Add somebody to the case."""
        self.people.append(citizen)
        fields = citizen.fields() | more
        return self.says(T.PARTY_ADDED, party=self.party(citizen), role=role, **fields)

    def party(self, citizen: Citizen) -> str:
        """Return the case system's own reference for a person in this case."""
        return f"{self.reference}-{citizen.key}"

    def team(self, team: Team) -> Self:
        """Name the part of the municipality that has the case."""
        return self.says(T.UNIT_ASSIGNED, **team.fields())

    def worker(self, worker: Worker) -> Self:
        """Name who has the case."""
        return self.says(T.CASEWORKER_ASSIGNED, **worker.fields())

    def new_worker(self, worker: Worker, first_contact: Day | None = None) -> Self:
        """Give the case to somebody else from this day."""
        more = {"first_contact_by": first_contact} if first_contact else {}
        fields = worker.fields() | {"valid_from": Day(self._day)} | more
        return self.says(T.CASEWORKER_CHANGED, **fields)

    # --- steps and waiting ------------------------------------------------------------

    def step(self, step: v.Step) -> Self:
        """Move the case on to a step."""
        return self.says(T.STEP_ENTERED, step=step)

    def back_to(self, step: v.Step, reason: v.ReturnReason, note: str | None = None) -> Self:
        """Send the case back to an earlier step."""
        return self.says(T.STEP_RETURNED, step=step, reason=reason, **_maybe(note=note))

    def waits(self, on: v.Awaited, item: v.Item, due: Day | None = None, **more: Any) -> Self:
        """Begin to wait for somebody."""
        data = {"waiting": self.ref("vent", new=True), "on": on, "item": item}
        return self.says(
            T.WAITING_STARTED, **data, since=Day(self._day), **_maybe(due_on=due), **more
        )

    def wait_over(self) -> Self:
        """End the wait begun last."""
        return self.says(T.WAITING_ENDED, waiting=self.ref("vent"))

    def asks(self, whom: v.Awaited, item: v.Item, due: Day | None = None, **more: Any) -> Self:
        """Ask somebody for information."""
        data = {"request": self.ref("bed", new=True), "from": whom, "item": item}
        return self.says(T.INFORMATION_REQUESTED, **data, **_maybe(due_on=due), **more)

    def gets(self, whom: v.Awaited, item: v.Item) -> Self:
        """Receive what was asked for last."""
        return self.says(
            T.INFORMATION_RECEIVED, **{"from": whom}, item=item, request=self.ref("bed")
        )

    def complete(self) -> Self:
        """Everything needed to decide is there."""
        return self.says(T.CASE_COMPLETENESS, complete=True, on=Day(self._day))

    # --- promises and deadlines -------------------------------------------------------

    def promises(self, what: v.Promised, by: Day, owner: Worker | None = None) -> Self:
        """Promise something by a date."""
        names = _maybe(owner=owner.name if owner else None)
        ref = self.ref("aftale", new=True)
        return self.says(T.CONTACT_PROMISED, promise=ref, what=what, by=by, **names)

    def takes_over(self, what: v.Promised, by: Day, owner: Worker) -> Self:
        """Let somebody else own the promise made last; its date stands."""
        data = {"promise": self.ref("aftale"), "what": what, "by": by, "owner": owner.name}
        return self.says(T.CONTACT_PROMISED, **data)

    def moves_promise(
        self, what: v.Promised, by: Day, reason: v.ExtensionReason, owner: Worker
    ) -> Self:
        """Move the promise made last, and say why."""
        data = {"promise": self.ref("aftale"), "what": what, "by": by}
        return self.says(T.CONTACT_PROMISED, **data, reason=reason, owner=owner.name)

    def keeps(self, channel: v.Channel) -> Self:
        """Keep the promise made last."""
        return self.says(T.CONTACT_MADE, channel=channel, promise=self.ref("aftale"))

    def deadline(self, weeks: int) -> Self:
        """State the published deadline, counted from the day the case was received."""
        return self.says(
            T.DEADLINE_SET,
            kind=v.DeadlineKind.PUBLISHED,
            due_on=Day(self._received, weeks=weeks),
            counts_from=v.CountsFrom.RECEIVED,
            counts_to=v.CountsTo.DECIDED,
        )

    def extends(self, due: Day, reason: v.ExtensionReason) -> Self:
        """Move the deadline, in a letter."""
        self.sends(v.LetterKind.DELAY)
        return self.says(T.DEADLINE_EXTENDED, due_on=due, reason=reason, letter=self.ref("brev"))

    # --- hearing, decision, letters ---------------------------------------------------

    def hearing(self, due: Day) -> Self:
        """Ask the citizen to comment, in a letter."""
        self.step(v.Step.HEARING).sends(v.LetterKind.HEARING)
        ref = self.ref("hoering", new=True)
        return self.says(T.HEARING_OPENED, hearing=ref, due_on=due, letter=self.ref("brev"))

    def hearing_answered(self) -> Self:
        """Take the citizen's answer."""
        return self.says(T.HEARING_ANSWERED, hearing=self.ref("hoering"), on=Day(self._day))

    def no_hearing(self, reason: v.HearingNotNeeded) -> Self:
        """Go round the hearing."""
        return self.says(T.HEARING_NOT_NEEDED, reason=reason)

    def decides(self, outcome: v.Outcome, effective: Day | None = None) -> Self:
        """Decide. Nothing may show before it is released."""
        ref = self.ref("afgoerelse", new=True)
        return self.says(
            T.DECISION_MADE, decision=ref, outcome=outcome, **_maybe(effective_from=effective)
        )

    def releases(self) -> Self:
        """Let the citizen see the decision."""
        return self.says(T.DECISION_RELEASED, decision=self.ref("afgoerelse"))

    def sends(self, kind: v.LetterKind, channel: v.Channel = v.Channel.DIGITAL_POST) -> Self:
        """Send a letter."""
        ref = self.ref("brev", new=True)
        return self.says(T.LETTER_SENT, letter=ref, kind=kind, channel=channel)

    def available(
        self,
        kind: v.LetterKind = v.LetterKind.DECISION,
        channel: v.Channel = v.Channel.DIGITAL_POST,
        complain_weeks: int | None = 4,
    ) -> Self:
        """Report that a letter about the newest decision or complaint has arrived."""
        about = "afgoerelse" if kind is v.LetterKind.DECISION else "klage"
        weeks = complain_weeks
        by = Day(self._day, weeks=weeks) if weeks else None
        return self.says(
            T.LETTER_AVAILABLE,
            letter=self.ref("brev", new=True),
            kind=kind,
            channel=channel,
            decision=self.ref(about),
            available_at=EVENT_TIME,
            **_maybe(complain_by=by),
        )

    # --- complaint and corrections ----------------------------------------------------

    def complains(self) -> Self:
        """Receive a complaint over the newest decision."""
        data: dict[str, Any] = {"complaint": self.ref("klage", new=True)}
        if "afgoerelse" in self._last:
            data["decision"] = self.ref("afgoerelse")
        return self.says(T.COMPLAINT_RECEIVED, **data, received_on=Day(self._day))

    def reassesses(self, outcome: v.Reassessment) -> Self:
        """Look at the case again because of the complaint."""
        return self.says(T.COMPLAINT_REASSESSED, complaint=self.ref("klage"), outcome=outcome)

    def forwards(self) -> Self:
        """Send the complaint to Ankestyrelsen."""
        return self.says(T.COMPLAINT_FORWARDED, complaint=self.ref("klage"), on=Day(self._day))

    def appeal_decided(self, outcome: v.AppealOutcome) -> Self:
        """Ankestyrelsen has decided."""
        return self.says(T.COMPLAINT_DECIDED, complaint=self.ref("klage"), outcome=outcome)

    def note(self, text: str | None = None) -> Self:
        """Note that something was done."""
        return self.says(T.ACTIVITY_NOTED, **_maybe(note=text))

    def corrects(self, label: str, **changes: Any) -> Self:
        """Correct a named line: it should have said ``changes``."""
        line = self._labels[label]
        data = line.data | changes
        return self.says(T.EVENT_CORRECTED, event=line.id, type=line.type, data=data)

    def withdraws(self, label: str, reason: v.WithdrawalReason) -> Self:
        """Take a named line back."""
        return self.says(T.EVENT_WITHDRAWN, event=self._labels[label].id, reason=reason)

    # --- building ---------------------------------------------------------------------

    def events(self, anchor: date) -> list[Event]:
        """Return the case's events for a day, in the order they were told.

        ``sequence`` is left out: the log gives it, since it counts across cases.

        Raises:
            pydantic.ValidationError: A line does not keep the contract.
        """
        events: list[Event] = []
        clock = _Clock(self.reference)
        for line in self._lines:
            at = clock.next(Day(line.day).on(anchor))
            written = at + timedelta(minutes=2)
            if line.recorded != line.day:
                written = datetime.combine(Day(line.recorded).on(anchor), time(15, 10), COPENHAGEN)
            events.append(
                {
                    "specversion": "1.0",
                    "id": line.id,
                    "source": self.source,
                    "type": line.type,
                    "subject": self.reference,
                    "time": at.isoformat(),
                    "recordedtime": written.isoformat(),
                    "datacontenttype": "application/json",
                    "data": _payload(line, anchor, at),
                }
            )
        return events


EVENT_TIME = object()
"""Stands in a payload for the time of its own event."""


class _Clock:
    """Times in office hours: later for each line of a day, the same on every run."""

    def __init__(self, reference: str) -> None:
        self._seed = zlib.crc32(reference.encode())
        self._at: datetime | None = None
        self._lines = 0

    def next(self, day: date) -> datetime:
        """Return the time of the next line, which happened on ``day``."""
        self._lines += 1
        turn = self._seed // (7 + self._lines)
        if self._at is not None and self._at.date() == day:
            self._at += timedelta(minutes=1 + turn % 4)
        else:
            first = time(8, 20)
            self._at = datetime.combine(day, first, COPENHAGEN) + timedelta(minutes=turn % 300)
        return self._at


def case(reference: str, area: str, *, shows: str, source: str = MAIN_SOURCE) -> CaseScript:
    """Begin a story. ``reference`` is the case number, ``area`` a key of municipality.toml."""
    return CaseScript(reference, area, shows, source)


def _maybe(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _payload(line: _Line, anchor: date, at: datetime) -> dict[str, Any]:
    """Return the payload as JSON values, read through the contract where it knows the type."""
    told = {
        name: at.isoformat() if value is EVENT_TIME else value for name, value in line.data.items()
    }
    data: Mapping[str, Any] = resolve(told, anchor)
    model = PAYLOADS.get(line.type)  # type: ignore[call-overload]
    if model is None:
        return dict(data)
    read = model.model_validate(data)
    payload: dict[str, Any] = read.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return payload
