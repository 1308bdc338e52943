"""A real municipality's event log goes in through the push API, and every page renders.

The log is not ours to hand on: SAGSVEJ_RECEIPT_LOG says where it lies. Without it the
tests of the log itself say so in one line; the others use a log of our own.
"""

import csv
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import select

from portal.core.case import CaseState
from portal.core.vocabulary import Step
from portal.demo import DEMO_PEOPLE
from portal.settings import ROOT
from portal.store.models import EventRow
from scripts import receipt_log
from tests.api.running import SOURCE, Server

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LOG = os.environ.get("SAGSVEJ_RECEIPT_LOG", "")
with_the_log = pytest.mark.skipif(
    not LOG, reason="SAGSVEJ_RECEIPT_LOG is not set: the real event log is not read in this run"
)
CASES, TASKS, CHANGES, CASES_WITH_CHANGES = 1434, 8577, 1208, 564
CLOSED, ENDED_BEFORE_STEP_1 = 1329, 117
AREA = "adult_extra_costs"
READER = next(person for person in DEMO_PEOPLE if person.key == "gerda")


def run(server: Server, *options: str) -> str:
    """Run the script as a person would; return what it says at the end."""
    command = [sys.executable, "scripts/receipt_log.py", LOG, "--url", server.url]
    command += ["--token", server.token, "--source", SOURCE, "--area", AREA, *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def told(reading: str) -> list[dict[str, Any]]:
    rows = receipt_log.read_log(Path(LOG))
    return list(receipt_log.events(rows, reading, SOURCE, AREA, NOW))


def add_reader(server: Server, references: list[str]) -> None:
    """Make one of the demo people a party to every case: the log names nobody."""
    party = {"party": "reader", "role": "person", "identifier": READER.identifier}
    added = [
        {
            "specversion": "1.0",
            "id": f"{reference}.party",
            "source": SOURCE,
            "type": "sagsvej.party.added",
            "subject": reference,
            "time": "2010-01-01T00:00:00+01:00",
            "recordedtime": "2010-01-01T00:00:00+01:00",
            "sequence": "1",
            "data": party,
        }
        for reference in references
    ]
    receipt_log.push(server.url, server.token, added, 500, quiet=True)


def case_pages(server: Server) -> list[str]:
    """Return the page of every case of the reader, asked for over HTTP."""
    with server.sign_in(READER.key) as browser:
        overview = browser.get(f"{server.url}/mine-sager", timeout=120).text
        addresses = sorted(set(re.findall(r'href="(/sag/[^"?#]+)"', overview)))
        return [_page(browser, server.url + address) for address in addresses]


def _page(browser: requests.Session, address: str) -> str:
    answer = browser.get(address, timeout=60)
    assert answer.status_code == 200, address
    assert answer.text.count("<h1") == 1, address
    return answer.text


def history_of(page: str) -> str:
    return page.split('<section class="history"')[1].split("</section>", maxsplit=1)[0]


def changes(states: dict[str, CaseState]) -> int:
    return sum(state.caseworker_changes for state in states.values())


# --- the log as it is ----------------------------------------------------------------


@with_the_log
def test_every_case_goes_in_and_its_page_renders(server: Server) -> None:
    steps = CASES - ENDED_BEFORE_STEP_1
    recorded = 3 * CASES + steps + CLOSED + TASKS
    assert run(server) == f"{recorded} recorded, 0 there already, 0 set aside."
    states = server.states()
    assert len(states) == CASES
    assert sum(state.closed_at is not None for state in states.values()) == CLOSED
    assert Counter(state.step for state in states.values()) == {
        Step.RECEIVED: steps,
        None: ENDED_BEFORE_STEP_1,
    }
    assert all(state.deadline and state.received_on for state in states.values())
    assert all(event.history for event in _rows(server))

    # A second run adds nothing.
    assert run(server) == f"0 recorded, {recorded} there already, 0 set aside."
    assert server.states() == states
    assert server.recorded() == recorded

    add_reader(server, list(states))
    pages = case_pages(server)
    assert len(pages) == CASES
    assert changes(states) == 0
    assert not any("ny sagsbehandler" in history_of(page) for page in pages)
    assert not any(name in page for page in pages for name in ("Confirmation", "T02 ", "T06 "))


def _rows(server: Server) -> list[Any]:
    with server.portal.engine.connect() as connection:
        return list(connection.execute(select(EventRow.history)))


@with_the_log
@pytest.mark.parametrize("reading", [receipt_log.HONEST, receipt_log.ASSIGNMENT])
def test_a_shuffled_run_ends_in_the_same_state(
    server: Server,
    start: Callable[[str], Server],
    new_database: Callable[[str], str],
    reading: str,
) -> None:
    straight = start(new_database("sqlite"))
    run(straight, "--reading", reading)
    run(server, "--reading", reading, "--shuffle", "20101002", "--batch", "1000")
    assert server.recorded() == straight.recorded()
    assert server.states() == straight.states()


@with_the_log
def test_the_synthetic_reading_shows_1208_changes(lite: Server) -> None:
    run(lite, "--reading", receipt_log.ASSIGNMENT)
    states = lite.states()
    assert changes(states) == CHANGES
    changed = [reference for reference, state in states.items() if state.caseworker_changes]
    assert len(changed) == CASES_WITH_CHANGES
    add_reader(lite, changed)
    pages = case_pages(lite)
    assert len(pages) == CASES_WITH_CHANGES
    # Each is a line of its own in the history the citizen reads.
    assert sum(history_of(page).count("Du har fået en ny sagsbehandler.") for page in pages) == (
        CHANGES
    )


@with_the_log
def test_the_same_row_is_the_same_event_on_every_run() -> None:
    assert told(receipt_log.HONEST) == told(receipt_log.HONEST)
    ids = [event["id"] for event in told(receipt_log.ASSIGNMENT)]
    assert len(set(ids)) == len(ids)


# --- a log of our own ----------------------------------------------------------------

_COLUMNS = (
    "case:concept:name",
    "case:deadline",
    "case:enddate",
    "case:responsible",
    "case:startdate",
    "concept:instance",
    "concept:name",
    "org:resource",
    "time:timestamp",
)


@pytest.fixture
def small_log(tmp_path: Path) -> Path:
    """Return a log of two invented cases, its rows out of order."""
    rows = [
        _row("a", 3, "T04 Something", "Two", "2011-01-05 10:00:00.500000+01:00"),
        _row("a", 1, "Confirmation of receipt", "One", "2011-01-03 10:00:00+01:00"),
        _row("a", 2, "T02 Something", "One", "2011-01-04 10:00:00+01:00"),
        _row("a", 4, "T05 Something", "One", "2011-07-06 10:00:00+02:00"),
        _row("b", 5, "Confirmation of receipt", "Two", "2011-01-03 10:00:00+01:00", end=""),
    ]
    path = tmp_path / "log.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def _row(
    case: str, number: int, name: str, who: str, at: str, end: str = "2011-07-07 00:00:00+02:00"
) -> dict[str, str]:
    values = (
        f"case-{case}",
        "2011-02-28 01:06:40+01:00",
        end,
        "Responsible",
        "2011-01-03 01:06:40+01:00",
        f"task-{number}",
        name,
        who,
        at,
    )
    return dict(zip(_COLUMNS, values, strict=True))


def test_only_another_name_than_the_one_before_is_a_change(small_log: Path) -> None:
    rows = receipt_log.read_log(small_log)
    found = receipt_log.events(rows, receipt_log.ASSIGNMENT, SOURCE, AREA, NOW)
    named = [
        (event["subject"], event["type"].rpartition(".")[2], event["data"]["name"])
        for event in found
        if event["type"].startswith("sagsvej.caseworker")
    ]
    assert named == [
        ("case-a", "assigned", "One"),
        ("case-a", "changed", "Two"),
        ("case-a", "changed", "One"),
        ("case-b", "assigned", "Two"),
    ]


def test_no_name_of_a_task_leaves_the_office(small_log: Path) -> None:
    rows = receipt_log.read_log(small_log)
    for reading in (receipt_log.HONEST, receipt_log.ASSIGNMENT):
        said = str(list(receipt_log.events(rows, reading, SOURCE, AREA, NOW)))
        assert "T02" not in said
        assert "Confirmation" not in said


def test_a_case_with_no_end_stays_open(server: Server, small_log: Path) -> None:
    rows = receipt_log.read_log(small_log)
    events = list(receipt_log.events(rows, receipt_log.HONEST, SOURCE, AREA, NOW))
    random.Random(1).shuffle(events)
    total = receipt_log.push(server.url, server.token, events, 3, quiet=True)
    assert total == {"recorded": len(events), "repeated": 0, "set_aside": 0}
    states = server.states()
    assert states["case-a"].closed_at is not None
    assert states["case-b"].closed_at is None
    assert states["case-b"].caseworker is not None
    assert states["case-b"].caseworker.name == "Responsible"


def test_the_script_writes_a_file_instead(small_log: Path, tmp_path: Path) -> None:
    target = tmp_path / "events.ndjson"
    assert receipt_log.main([str(small_log), "--ndjson", str(target), "--shuffle", "3"]) == 0
    assert len(target.read_text(encoding="utf-8").splitlines()) == 2 * 4 + 1 + 5


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["nowhere.csv", "--token", "x"], "nowhere.csv cannot be read: No such file or directory."),
        (["", "--token", "x"], "Give the path of the log, or set SAGSVEJ_RECEIPT_LOG."),
    ],
)
def test_the_script_says_in_a_sentence_what_is_wrong(
    options: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert receipt_log.main(options) == 1
    assert capsys.readouterr().err.strip() == sentence


def test_the_script_says_that_its_token_is_wrong(
    server: Server, small_log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [str(small_log), "--url", server.url, "--token", "wrong", "--source", SOURCE]
    assert receipt_log.main(options) == 1
    assert "401" in capsys.readouterr().err
