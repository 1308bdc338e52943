r"""Send a real event log of a municipality through the push API.

The log is the receipt process of a municipality's environmental permits (the CoSeLoG
project's public data: 1,434 cases, 8,577 events). It is not ours to hand on, so its path
is given, or stands in SAGSVEJ_RECEIPT_LOG. A few of its columns say something a citizen
could be told; this is what we read out of them.

``--reading honest`` says only what the log supports:

* ``case:startdate`` is when the case was received, ``case:responsible`` its caseworker,
  the same through the whole case, so no change is ever shown;
* ``case:deadline`` is the case's own deadline. It lies 56 days after the start in three
  cases out of four, but the log does not say what it counts from, so neither do we;
* every task is an activity without words: their names are the office's own, not a
  citizen's;
* ``case:enddate`` closes the case, for a reason the log does not give. Tasks after it
  stay in the history;
* the task "Confirmation of receipt" puts the case in step 1, unless the case had ended by
  then (117 cases), since a step after the end would open it again. Nothing in the log says
  when information was gathered or casework begun, so no case gets further than that.

``--reading assignment`` is synthetic: it pretends that ``org:resource``, who did a task,
is who has the case. The first task assigns, and a task by somebody else than the task
before it in the same case, in order of time, is a change. The same name again is not.
Every name counts, also ``admin1`` and ``test``; none is blank. That gives 1,208 changes in
564 cases.

    python scripts/receipt_log.py log.csv --url http://127.0.0.1:8000 \
        --source demo-sager --token="$(cat var/token-demo-sager)" --area adult_extra_costs
"""

import argparse
import csv
import json
import os
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import requests
from tqdm import tqdm

Row = dict[str, str]
Event = dict[str, Any]

BATCH = "application/cloudevents-batch+json"
RECEIVED = "Confirmation of receipt"
HONEST, ASSIGNMENT = "honest", "assignment"
_ATTEMPTS = 6


def read_log(path: Path) -> list[Row]:
    """Return the rows of the log, oldest first."""
    with path.open(encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: _moment(row["time:timestamp"]))


def events(
    rows: Iterable[Row], reading: str, source: str, area: str, now: datetime
) -> Iterator[Event]:
    """Yield what a reading of the log says, case by case.

    Ids and sequences come from the log's own numbers, so the same row is the same event
    on every run.
    """
    cases: dict[str, list[Row]] = {}
    for row in rows:
        cases.setdefault(row["case:concept:name"], []).append(row)
    for tasks in cases.values():
        teller = _Teller(source, tasks)
        yield from teller.facts(area, now)
        yield from teller.tasks()
        yield from teller.responsible() if reading == HONEST else teller.assignments()


class _Teller:
    """Tells one case: ``tasks`` are its rows, oldest first."""

    def __init__(self, source: str, tasks: Sequence[Row]) -> None:
        self._source = source
        self._tasks = tasks
        self._case = tasks[0]["case:concept:name"]
        self._first = min(_number(task) for task in tasks)
        end = tasks[0]["case:enddate"]
        self._end = _moment(end) if end else None

    def facts(self, area: str, now: datetime) -> Iterator[Event]:
        """Yield what the columns of the case itself say."""
        row = self._tasks[0]
        start, deadline = _moment(row["case:startdate"]), _moment(row["case:deadline"])
        opened = {"kind": "application", "area": area, "received_on": start.date().isoformat()}
        yield self._of_case(0, "case.opened", start, opened)
        due = {"kind": "own", "due_on": deadline.date().isoformat()}
        yield self._of_case(1, "deadline.set", start, due)
        if self._end is not None and self._end <= now:
            yield self._of_case(2, "case.closed", self._end, {"reason": "other"})

    def tasks(self) -> Iterator[Event]:
        """Yield an activity for each task, and the one step the log supports."""
        for task in self._tasks:
            if task["concept:name"] == RECEIVED and not self._has_ended(task):
                yield self._of_task(task, 0, "step.entered", {"step": "received"})
            yield self._of_task(task, 1, "activity.noted", {})

    def _has_ended(self, task: Row) -> bool:
        return self._end is not None and _moment(task["time:timestamp"]) > self._end

    def responsible(self) -> Iterator[Event]:
        """Yield the case's one caseworker."""
        row = self._tasks[0]
        name = {"name": row["case:responsible"]}
        yield self._of_case(3, "caseworker.assigned", _moment(row["case:startdate"]), name)

    def assignments(self) -> Iterator[Event]:
        """Yield who did the first task, and each time somebody else did the next one."""
        before = None
        for task in self._tasks:
            name = task["org:resource"]
            if before is None:
                yield self._of_task(task, 2, "caseworker.assigned", {"name": name})
            elif name != before:
                day = _moment(task["time:timestamp"]).date().isoformat()
                changed = {"name": name, "valid_from": day}
                yield self._of_task(task, 2, "caseworker.changed", changed)
            before = name

    def _of_case(self, place: int, type_: str, at: datetime, data: dict[str, Any]) -> Event:
        sequence = self._first * 10 + place
        return self._event(f"{self._case}.{type_}", type_, at, sequence, data)

    def _of_task(self, task: Row, place: int, type_: str, data: dict[str, Any]) -> Event:
        at, sequence = _moment(task["time:timestamp"]), _number(task) * 10 + 5 + place
        return self._event(f"{task['concept:instance']}.{type_}", type_, at, sequence, data)

    def _event(
        self, event_id: str, type_: str, at: datetime, sequence: int, data: dict[str, Any]
    ) -> Event:
        return {
            "specversion": "1.0",
            "id": event_id,
            "source": self._source,
            "type": f"sagsvej.{type_}",
            "subject": self._case,
            "time": at.isoformat(),
            "recordedtime": at.isoformat(),
            "sequence": str(sequence),
            "datacontenttype": "application/json",
            "data": data,
        }


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _number(task: Row) -> int:
    """Return the number in ``task-42933``."""
    return int(task["concept:instance"].removeprefix("task-"))


# --- sending -------------------------------------------------------------------------


class PushError(Exception):
    """The portal did not take the events. Its text is one sentence."""


def push(
    url: str, token: str, told: Sequence[Event], size: int, *, quiet: bool = False
) -> dict[str, int]:
    """Push events in batches; return how many were recorded, repeated and set aside.

    Raises:
        PushError: The portal refused a whole batch, or did not answer.
    """
    total = {"recorded": 0, "repeated": 0, "set_aside": 0}
    with requests.Session() as session, tqdm(total=len(told), unit=" events", disable=quiet) as bar:
        session.headers.update({"Authorization": f"Bearer {token}", "Content-Type": BATCH})
        for batch in _batches(told, size):
            answer = _send(session, f"{url.rstrip('/')}/api/v1/events", batch)
            for error in answer.get("errors", ()):
                tqdm.write(f"{error['id']} {error['pointer']}: {error['reason']}", file=sys.stderr)
            total["recorded"] += answer["recorded"]
            total["repeated"] += answer["repeated"]
            total["set_aside"] += len(batch) - answer["recorded"] - answer["repeated"]
            bar.update(len(batch))
    return total


def _batches(told: Sequence[Event], size: int) -> Iterator[list[Event]]:
    remaining = iter(told)
    while batch := list(islice(remaining, size)):
        yield batch


def _send(session: requests.Session, address: str, batch: list[Event]) -> Event:
    """Send one batch, again while the portal says "not now": nothing is recorded twice."""
    said = "no answer"
    for attempt in range(_ATTEMPTS):
        try:
            answer = session.post(address, data=json.dumps(batch).encode(), timeout=60)
        except requests.ConnectionError:
            pass
        else:
            if answer.status_code in (200, 422):
                received: Event = answer.json()
                return received
            said = f"{answer.status_code} {answer.reason}"
            if answer.status_code not in (429, 503):
                break
        time.sleep(0.5 * 2**attempt)
    raise PushError(f"{address} did not take the events: {said}.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit status: 0, or 1 after one sentence on what is wrong."""
    options = _parser().parse_args(arguments)
    if not options.log:
        return _fail("Give the path of the log, or set SAGSVEJ_RECEIPT_LOG.")
    try:
        rows = read_log(Path(options.log))
    except OSError as error:
        return _fail(f"{options.log} cannot be read: {error.strerror}.")
    told = list(events(rows, options.reading, options.source, options.area, datetime.now(UTC)))
    if options.shuffle is not None:
        random.Random(options.shuffle).shuffle(told)  # noqa: S311 - an order, not a secret
    if options.ndjson:
        lines = "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in told)
        Path(options.ndjson).write_text(lines, encoding="utf-8")
        print(f"{len(told)} events written to {options.ndjson}.")
        return 0
    if not options.token:
        return _fail("Give the source's token with --token, or set SAGSVEJ_SOURCE_TOKEN.")
    try:
        total = push(options.url, options.token, told, options.batch)
    except PushError as error:
        return _fail(str(error))
    print(
        f"{total['recorded']} recorded, {total['repeated']} there already, "
        f"{total['set_aside']} set aside."
    )
    return 1 if total["set_aside"] else 0


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").partition("\n")[0],
        epilog="What each reading says is told at the top of the script.",
    )
    parser.add_argument("log", nargs="?", default=os.environ.get("SAGSVEJ_RECEIPT_LOG"))
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="the portal")
    parser.add_argument("--token", default=os.environ.get("SAGSVEJ_SOURCE_TOKEN"))
    parser.add_argument("--source", default="demo-sager", help="its name in municipality.toml")
    parser.add_argument("--area", default="adult_extra_costs", help="a key of municipality.toml")
    parser.add_argument("--reading", choices=(HONEST, ASSIGNMENT), default=HONEST)
    parser.add_argument("--shuffle", type=int, metavar="SEED", help="send in another order")
    parser.add_argument("--batch", type=int, default=500, metavar="N", help="events in one push")
    parser.add_argument("--ndjson", metavar="FILE", help="write the events instead")
    return parser


if __name__ == "__main__":
    sys.exit(main())
