"""A real municipality's event log goes in through the push API, and every page renders.

The log is not ours to hand on: SAGSVEJ_RECEIPT_LOG says where it lies, and without it the
tests of this file say so in one line. ``test_receipt_script.py`` uses a log of our own.
"""

import os
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
if not LOG:
    pytest.skip(
        "SAGSVEJ_RECEIPT_LOG is not set: the real event log was not read", allow_module_level=True
    )
CASES, TASKS, CHANGES, CASES_WITH_CHANGES = 1434, 8577, 1208, 564
CLOSED, ENDED_BEFORE_STEP_1 = 1329, 117
AREA = "adult_extra_costs"
READER = next(person for person in DEMO_PEOPLE if person.key == "gerda")


def run(server: Server, *options: str) -> str:
    """Run the script as a person would; return what it says at the end."""
    command = [sys.executable, "scripts/receipt_log.py", LOG, "--url", server.url]
    command += [f"--token={server.token}", "--source", SOURCE, "--area", AREA, *options]
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


def test_the_synthetic_reading_shows_1208_changes(lite_server: Server) -> None:
    run(lite_server, "--reading", receipt_log.ASSIGNMENT)
    states = lite_server.states()
    assert changes(states) == CHANGES
    changed = [reference for reference, state in states.items() if state.caseworker_changes]
    assert len(changed) == CASES_WITH_CHANGES
    add_reader(lite_server, changed)
    pages = case_pages(lite_server)
    assert len(pages) == CASES_WITH_CHANGES
    # Each is a line of its own in the history the citizen reads.
    assert sum(history_of(page).count("Du har fået en ny sagsbehandler.") for page in pages) == (
        CHANGES
    )


def test_the_same_row_is_the_same_event_on_every_run() -> None:
    assert told(receipt_log.HONEST) == told(receipt_log.HONEST)
    ids = [event["id"] for event in told(receipt_log.ASSIGNMENT)]
    assert len(set(ids)) == len(ids)
