"""Every example of docs/case-status-api.md is run against a portal, over HTTP."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from bs4 import BeautifulSoup

from portal.core.vocabulary import EventType
from portal.services.pull_source import pull_source
from portal.services.record_events import From, Origin
from portal.settings import ROOT
from portal.sources import openapi
from portal.sources.contract import PAYLOADS
from portal.sources.embedded.log import build_logs
from portal.sources.problems import CODES
from portal.store.engine import open_engine
from portal.store.migrate import upgrade
from tests.api.running import SOURCE, Server, conforms, states

GUIDE = (ROOT / "docs" / "case-status-api.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+) ?(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(language: str, kind: str = "") -> list[str]:
    """Return the examples of a kind: events to send, answers, pages, what is refused."""
    return [text for lang, of, text in _BLOCK.findall(GUIDE) if (lang, of) == (language, kind)]


def events() -> list[dict[str, Any]]:
    return [json.loads(text) for text in blocks("json")]


def test_every_block_is_of_a_kind_that_is_run() -> None:
    kinds = {(language, kind) for language, kind, _ in _BLOCK.findall(GUIDE)}
    assert kinds == {
        ("json", ""),
        ("json", "answer"),
        ("json", "page"),
        ("json", "refused"),
        ("json", "journal"),
        ("json", "acknowledge"),
        ("json", "acknowledged"),
        ("sh", ""),
    }


def test_every_type_has_an_example() -> None:
    assert {event["type"] for event in events()} > set(EventType)


@pytest.mark.parametrize("event", events(), ids=lambda event: event["type"])
def test_an_example_is_recorded(lite_server: Server, event: dict[str, Any]) -> None:
    answer = lite_server.push(event)
    said = {"recorded": 1, "repeated": 0, "set_aside": 0}
    if event["type"] not in set(EventType):
        said["unknown_types"] = 1
    assert (answer.status_code, answer.json()) == (200, said)
    assert conforms(event, "Event") == []
    assert conforms(answer.json(), "Receipt") == []


def test_the_examples_together_are_one_case(server: Server) -> None:
    for event in events():
        assert server.push(event).status_code == 200
    case = server.states()["SAG-2026-0042"]
    assert case.received_on == date(2026, 3, 2)
    assert case.caseworker is not None
    assert case.caseworker.name == "Jens Eksempel"
    assert case.caseworker_changes == 1
    assert case.decision is not None
    assert case.decision.complain_by == date(2026, 7, 9)
    assert case.complaint is not None
    assert case.complaint.appeal is not None
    assert case.complaint.appeal.shown_at is None, "held: no letter about it is available"
    (removed,) = case.record.removed
    assert removed.id == "e-039"
    (corrected,) = [event for event in case.record.events if event.corrected_at]
    assert corrected.id == "e-013"


def test_what_is_refused_is_answered_as_documented(server: Server) -> None:
    (refused,) = blocks("json", "refused")
    documented = json.loads(blocks("json", "answer")[-1])
    answer = server.push(json.loads(refused))
    assert answer.status_code == 422
    # The standard phrase of a status changes with the version of Python.
    assert answer.json() | {"title": ""} == documented | {"title": ""}
    assert conforms(answer.json(), "SetAside") == []
    assert conforms(documented, "SetAside") == []


def test_the_first_line_of_curl_moves_the_demo_case(lite_server: Server, tmp_path: Path) -> None:
    curl = blocks("sh")[0]
    assert curl.startswith("curl "), "the first shell example is the line to try"
    assert shutil.which("curl"), "curl is missing; install it: apt-get install curl"
    lite_server.push(list(build_logs(datetime.now(UTC).date())[SOURCE].events))
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / f"token-{SOURCE}").write_text(f"{lite_server.token}\n", encoding="ascii")
    line = curl.replace("http://127.0.0.1:8000", lite_server.url)
    with lite_server.sign_in("freja") as browser:
        assert heading(lite_server, browser) == "Vi har fået din ansøgning"
        done = subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, capture_output=True, timeout=60, check=True
        )
        assert json.loads(done.stdout) == json.loads(blocks("json", "answer")[0])
        assert heading(lite_server, browser) == "Vi samler oplysninger til din sag"


def heading(server: Server, browser: requests.Session) -> str:
    """Return the heading of the reader's only case."""
    overview = browser.get(f"{server.url}/mine-sager", timeout=60).text
    (address,) = set(re.findall(r'href="(/sag/[^"]+)"', overview))
    page = BeautifulSoup(browser.get(server.url + address, timeout=60).text, "html.parser")
    (found,) = page.find_all("h1")
    return str(found.get_text(" ", strip=True))


@pytest.fixture
def case_system() -> Iterator[str]:
    """Yield the address of a case system that answers with the documented page."""
    (page,) = blocks("json", "page")

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = page.encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as http:
        thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


def test_the_documented_page_is_pulled(server: Server, case_system: str) -> None:
    (page,) = blocks("json", "page")
    assert conforms(json.loads(page), "Page") == []
    here = server.portal
    sender = From(SOURCE, date(2024, 1, 1), Origin.PULL)
    pulled = pull_source(here.engine, case_system, None, sender, here.identifiers, here.now())
    assert (pulled.recorded, pulled.set_aside, pulled.answered) == (1, 0, True)
    assert server.states()["SAG-2026-0042"].step == "information"


# --- the tables ----------------------------------------------------------------------


@pytest.mark.parametrize("type_", EventType)
def test_the_table_of_a_type_lists_its_fields(type_: EventType) -> None:
    section = GUIDE.split(f"#### `{type_}`\n")[1].split("```json")[0]
    told = {
        name: must == "yes"
        for name, must in re.findall(r"^\| `(\w+)` \| (yes|no) \|", section, re.M)
    }
    fields = PAYLOADS[type_].model_fields
    assert told == {field.alias or name: field.is_required() for name, field in fields.items()}


def test_the_table_of_codes_is_whole() -> None:
    told = set(
        re.findall(r"^\| `(\w+)` \| [A-Z`]", GUIDE.split("The codes;")[1].split("## ")[0], re.M)
    )
    assert told == CODES.keys() | openapi.INGEST_CODES.keys()


def test_every_code_of_every_list_is_named() -> None:
    schemas = openapi.document()["components"]["schemas"]
    for name, schema in schemas.items():
        for code in schema.get("enum", ()):
            assert f"`{code}`" in GUIDE, (name, code)


def test_the_documented_command_reads_a_file(
    kind: str, new_database: Callable[[str], str], tmp_path: Path
) -> None:
    (command,) = [text for text in blocks("sh") if "import" in text]
    address = new_database(kind)
    upgrade(address)
    told = [*blocks("json"), "{nonsense", ""]
    lines = [" ".join(text.split("\n")).strip() for text in told]
    (tmp_path / "events.ndjson").write_text("\n".join(lines), encoding="utf-8")
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "SAGSVEJ_DATABASE_URL": address,
        "SAGSVEJ_DEMO": "1",
        "SAGSVEJ_VAR": str(tmp_path / "var"),
    }
    for expected in ("49 recorded, 0 known before", "0 recorded, 49 known before"):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert done.stdout.strip().startswith(f"{expected}, 1 set aside"), done.stdout
    engine = open_engine(address)
    assert states(engine)["SAG-2026-0042"].caseworker_changes == 1
    engine.dispose()
