"""A whole office on this machine: the portal, its worker with letters and outbox, a case system.

The processes are the ones ``make run`` starts, each by itself, so that a test can take one away.
The cases are the test's own and come in by the API; whose they are can be signed in as in the demo.
"""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import requests

from portal.demo import DEMO_PEOPLE
from portal.run import LOCAL, server_command
from portal.settings import Settings, from_environment
from tests.browser.running import ROOT, Portal, _free_ports
from tests.building import COPENHAGEN, SOURCE, Story

TOKEN = "a token of the case system in the tests"
LISE, METTE, PERNILLE = "Lise Holm Andersen", "Mette Brandt", "Pernille Vang"
ADULTS, FAMILIES = "Team Voksne med handicap", "Team Børn og Familie"
_UP_WITHIN, _DONE_WITHIN = 90.0, 60.0
_LOOK_EVERY = 0.1
_PEOPLE = {person.key: person for person in DEMO_PEOPLE}


def today() -> date:
    """Return the day it is in Denmark."""
    return datetime.now(COPENHAGEN).date()


def ago(days: int) -> str:
    """Return the day so many days ago, as the contract writes it."""
    return (today() - timedelta(days=days)).isoformat()


def name_of(person: str) -> str:
    """Return the name of somebody in the demo."""
    return _PEOPLE[person].name


def story(case: str, who: str, worker: str = LISE, unit: str = ADULTS, /, **party: Any) -> Story:
    """Return a case in step 2 that waits for the doctor; nobody has written yet.

    Args:
        case: The case system's reference.
        who: A person of the demo, or an identifier.
        worker: Who has it.
        unit: Where they work.
        party: What is known of the person.
    """
    person = _PEOPLE.get(who)
    known = {"name": person.name if person else "Prøve Person"} | party
    told = Story(case).opened(ago(40))
    told.party(str(person.identifier) if person else who, ago(40), **known)
    told.say("unit.assigned", ago(40), unit=unit, phone="12 34 10 10")
    told.say("caseworker.assigned", ago(40), name=worker, phone="12 34 11 01")
    told.say("letter.sent", ago(39), letter=f"{case}-brev-1", kind="receipt", channel="paper")
    told.say("step.entered", ago(38), step="received").say(
        "step.entered", ago(30), step="information"
    )
    return told.say(
        "waiting.started",
        ago(30),
        waiting="v-1",
        on="doctor",
        item="medical_statement",
        since=ago(30),
    )


def casework(case: str, who: str, /, **party: Any) -> Story:
    """Return a case of Lise's in step 3, where nothing is waited for and somebody has called."""
    told = story(case, who, **party).say("waiting.ended", ago(12), waiting="v-1")
    told.say("contact.made", ago(12), channel="phone")
    told.say("case.completeness", ago(12), complete=True, on=ago(12))
    return told.say("step.entered", ago(11), step="casework")


def decided(case: str, who: str, outcome: str, /, **party: Any) -> Story:
    """Return a case of Lise's that was decided yesterday; nobody may see it yet."""
    told = casework(case, who, **party).say("step.entered", ago(2), step="decision")
    return told.say("decision.made", ago(1), decision="d-1", outcome=outcome)


@dataclass
class Office(Portal):
    """A running office. ``cases`` holds the public id of each case by its reference."""

    folder: Path = Path()
    environment: dict[str, str] = field(default_factory=dict)
    _server: subprocess.Popen[bytes] | None = None
    _worker: subprocess.Popen[bytes] | None = None

    @property
    def settings(self) -> Settings:
        """Return the settings the processes run with."""
        return from_environment(self.environment)

    def open(self) -> None:
        """Let the portal answer."""
        self._server = self._start("server", server_command(self.settings))
        self.until(self._answers, "the portal", _UP_WITHIN)

    def close(self) -> None:
        """Take the portal away, as a lost connection does; the worker goes on."""
        _end(self._server)
        self._server = None

    def work(self) -> None:
        """Start the worker."""
        self._worker = self._start(
            "worker", [sys.executable, "-m", "portal.commands", "work", "--forever"]
        )

    def stop(self) -> None:
        """End everything."""
        for process in (self._server, self._worker):
            _end(process)

    def tell(self, *stories: Story) -> None:
        """Push cases as their case system does, and wait until the desk has read them."""
        payloads = [one for told in stories for one in told]
        answer = requests.post(
            f"{self.url}/api/v1/events",
            json=payloads,
            headers={
                "Authorization": f"Bearer {TOKEN}",
                "Content-Type": "application/cloudevents-batch+json",
            },
            timeout=60,
        )
        assert answer.json()["set_aside"] == 0, answer.text
        self.cases |= {
            str(a): str(b) for a, b in self.rows("select reference, public_id from case_file")
        }
        (last,) = self.one("select max(id) from case_event where source = ?", SOURCE)
        self.until(lambda: self._has_read(last), "the desk")

    def _has_read(self, last: int) -> bool:
        found = self.rows("select event_id from desk_read where name = ?", "feed")
        return bool(found and found[0][0] >= last)

    def rows(self, statement: str, *values: Any) -> list[Any]:
        """Ask the database."""
        file = self.folder / "var" / "portal.sqlite"
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)) as connection:
            return connection.execute(statement, values).fetchall()

    def one(self, statement: str, *values: Any) -> Any:
        """Return the one row there is."""
        (row,) = self.rows(statement, *values)
        return row

    def change(self, statement: str, *values: Any) -> None:
        """Change the database behind the portal's back: what time does by itself."""
        file = self.folder / "var" / "portal.sqlite"
        with closing(sqlite3.connect(file, timeout=20)) as connection, connection:
            connection.execute(statement, values)

    def letters(self, kind: str, *references: str) -> list[Any]:
        """Return (reference, public id, state, pdf, dropped because) of letters of a kind."""
        found = self.rows(
            "select c.reference, l.public_id, l.state, l.pdf, l.dropped_because from letter l"
            " join case_file c on c.id = l.case_id where l.kind = ? order by l.id",
            kind,
        )
        return [row for row in found if not references or row[0] in references]

    def letter(self, kind: str, reference: str) -> tuple[str, bytes]:
        """Wait for the one letter of a kind in a case; return its public id and its PDF."""
        self.until(
            lambda: any(row[2] == "made" for row in self.letters(kind, reference)),
            f"the letter ({kind}): {[row[2:3] + row[4:] for row in self.letters(kind, reference)]}",
        )
        (row,) = self.letters(kind, reference)
        return row[1], row[3]

    def desk(self, reference: str, place: str = "") -> str:
        """Return the address of a case at the desk."""
        return f"{self.url}/medarbejder/sag/{self.cases[reference]}{place}"

    def page(self, reference: str, place: str = "") -> str:
        """Return the address of a case's page for its citizen."""
        return f"{self.url}/sag/{self.cases[reference]}{place}"

    def until(self, ready: Callable[[], object], what: str, within: float = _DONE_WITHIN) -> None:
        """Wait for something that a process does in its own time."""
        deadline = time.monotonic() + within
        while not ready():
            assert time.monotonic() < deadline, f"{what} did not come:\n{self._logs()}"
            time.sleep(_LOOK_EVERY)

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/healthz", timeout=2).ok
        except requests.RequestException:
            return False

    def _logs(self) -> str:
        return "\n".join(
            file.read_text(encoding="utf-8")[-1500:] for file in self.folder.glob("*.log")
        )

    def _start(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )


@contextmanager
def office(folder: Path, **settings: str) -> Iterator[Office]:
    """Open an office with no cases in it, and close it afterwards."""
    (port,) = _free_ports(1)
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("SAGSVEJ_")},
        "PORT": str(port),
        "SAGSVEJ_DEMO": "1",
        "SAGSVEJ_VAR": str(folder / "var"),
        "SAGSVEJ_WORKERS": "1",
        "SAGSVEJ_SOURCE_TOKEN_DEMO_SAGER": TOKEN,
        **settings,
    }
    (folder / "var").mkdir(parents=True)
    made = Office(f"http://{LOCAL}:{port}", {}, folder=folder, environment=environment)
    migrated = [sys.executable, "-m", "portal.commands", "migrate"]
    subprocess.run(migrated, cwd=ROOT, env=environment, check=True, capture_output=True)
    try:
        made.work()
        made.open()
        yield made
    finally:
        made.stop()


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process is not None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
