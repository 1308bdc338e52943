"""A portal with its demo, started as ``make run`` starts it, with ports and a folder of its own."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests
from bs4 import BeautifulSoup

from tests.pages import Page

ROOT = Path(__file__).parents[2]
UP = "Ctrl-C stops everything."
_UP_WITHIN = 90.0


@dataclass
class Portal:
    """A running portal: its address, where each demo case is found, and what stands beside it.

    Attributes:
        room: The address of the adviser's room, "" when there is none.
        var: Where the portal and the room keep everything.
    """

    url: str
    cases: dict[str, str]
    room: str = ""
    var: Path = Path()
    _sessions: dict[str, str] = field(default_factory=dict)
    _sent: set[tuple[str, str]] = field(default_factory=set)

    def address(self, page: Page) -> str:
        """Return the page's whole address; what it comes after has been sent by then."""
        if page.first and page.person and (page.person, page.first[0]) not in self._sent:
            self._sent.add((page.person, page.first[0]))
            assert self._send(page.person, *page.first).status_code in (200, 303)
        return self.url + self.named(page.path)

    def named(self, path: str) -> str:
        """Return a path with the demo's cases in place of their names."""
        for reference, public_id in self.cases.items():
            path = path.replace(f"{{{reference}}}", public_id)
        return path

    def cookies(
        self, person: str | None, reading: str = "da", *, calm: bool = False
    ) -> list[dict[str, str]]:
        """Return the cookies of a reader: the choices kept, and the session when signed in."""
        lang = "da" if reading == "easy" else reading
        kept = {"valg": f"{lang}.{int(reading == 'easy')}.{int(calm)}"}
        if person:
            kept["sagsvej"] = self._session(person)
        return [{"name": name, "value": value, "url": self.url} for name, value in kept.items()]

    def get(self, page: Page, reading: str = "da") -> requests.Response:
        """Fetch a page without a browser."""
        cookies = {one["name"]: one["value"] for one in self.cookies(page.person, reading)}
        if page.expired:
            return requests.post(self.address(page), cookies=cookies, timeout=60)
        if page.sends:
            return self._send(page.person or "", page.path, (), reading)
        return requests.get(self.address(page), cookies=cookies, timeout=60)

    def _send(
        self, person: str, path: str, filled: tuple[tuple[str, str], ...], reading: str = "da"
    ) -> requests.Response:
        """Send the form of a page with what is filled in, as a browser does."""
        with requests.Session() as browser:
            for one in self.cookies(person, reading):
                browser.cookies.set(one["name"], one["value"])
            address = self.url + self.named(path)
            form = BeautifulSoup(browser.get(address, timeout=60).text, "html.parser").select_one(
                "main form"
            )
            assert form is not None, path
            hidden = {one["name"]: one.get("value", "") for one in form.select("[type=hidden]")}
            # As multipart, which every form's view can read.
            sent = [(name, (None, value)) for name, value in (hidden | dict(filled)).items()]
            return browser.post(address, files=sent, timeout=60, allow_redirects=False)

    def forget(self, person: str) -> None:
        """Forget a session that a test has ended."""
        self._sessions.pop(person, None)

    def _session(self, person: str) -> str:
        """Sign in once as each person, through the form, and remember it."""
        if person not in self._sessions:
            with requests.Session() as browser:
                form = BeautifulSoup(
                    browser.get(f"{self.url}/demo", timeout=60).text, "html.parser"
                )
                hidden = form.find("input", {"name": "csrf_token"})
                assert hidden is not None
                sent = {"person": person, "csrf_token": hidden["value"]}
                answer = browser.post(
                    f"{self.url}/demo", data=sent, timeout=60, allow_redirects=False
                )
                assert answer.status_code == 303, answer.text
                self._sessions[person] = browser.cookies["sagsvej"]
        return self._sessions[person]


@contextmanager
def running(folder: Path) -> Iterator[Portal]:
    """Start a portal with the demo as it stands today, and stop it afterwards."""
    port, case_api_port, room_port = _free_ports(3)
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("SAGSVEJ_")},
        "PORT": str(port),
        "CASE_API_PORT": str(case_api_port),
        "ROOM_PORT": str(room_port),
        "SAGSVEJ_DEMO": "1",
        "SAGSVEJ_VAR": str(folder / "var"),
        "SAGSVEJ_WORKERS": "1",
        # Each page is sent off in many languages, widths and modes by the same few people.
        "SAGSVEJ_LIMIT_CODES": "10000/hour",
        "SAGSVEJ_LIMIT_SENDS": "10000/hour",
    }
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "portal.run"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_up(process, log)
        var = folder / "var"
        here = f"http://127.0.0.1:{port}"
        yield Portal(here, _cases(var / "portal.sqlite"), f"http://127.0.0.1:{room_port}", var)
    finally:
        process.terminate()
        process.wait(20)


def _wait_until_up(process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _UP_WITHIN
    while UP not in log.read_text(encoding="utf-8"):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
        time.sleep(0.1)


def _cases(database: Path) -> dict[str, str]:
    """Return the public id of each case by the case system's reference, and of its letters.

    A letter is found by the case and its kind, as ``62-110:receipt``: the first one of a kind.
    Somebody who was given access here by the case and ``given_here``.
    """
    with closing(sqlite3.connect(database)) as connection:
        cases = connection.execute("select reference, public_id from case_file").fetchall()
        letters = connection.execute(
            "select c.reference || ':' || l.kind, l.public_id from letter l "
            "join case_file c on c.id = l.case_id where l.state = 'made' order by l.id desc"
        ).fetchall()
        given = connection.execute(
            "select c.reference || ':' || p.basis, p.ref from party p "
            "join case_file c on c.id = p.case_id where p.basis is not null"
        ).fetchall()
    return dict(cases) | dict(letters) | dict(given)


def _free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on, all at the same time."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
    finally:
        for one in sockets:
            one.close()
