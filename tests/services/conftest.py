"""A real case system over HTTP, whose log, faults and questions a test holds in its hand."""

import threading
from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest

from portal.sources.embedded.log import EventLog
from portal.sources.embedded.server import Answer, CaseStatusApi, make_server
from tests.building import SOURCE, Story


class CaseSystem(CaseStatusApi):
    """The embedded case-status API with a log of the test's own.

    ``faults`` are given out instead of answers, first come first served. ``asked`` holds
    each question's query, with what it was answered.
    """

    def __init__(self) -> None:
        super().__init__(date(2026, 4, 2), "t" * 40)
        self.log = EventLog(SOURCE)
        self.logs = {SOURCE: self.log}
        self.faults: list[Answer] = []
        self.asked: list[tuple[str, int]] = []
        self.url = ""

    def write(self, story: Story) -> None:
        """Let the case system write down a story."""
        for payload in story:
            self.log.append(payload)

    def restore(self) -> None:
        """Bring the log back from a copy that knows nothing of the cursors given since."""
        self.log = EventLog(SOURCE)
        self.logs[SOURCE] = self.log

    def answer(self, target: str, headers: Any) -> Answer:
        answer = self.faults.pop(0) if self.faults else super().answer(target, headers)
        self.asked.append((target.partition("?")[2], int(answer.status)))
        return answer

    def fault(self, status: int = 503, body: bytes = b"", **headers: str) -> None:
        """Answer the next question with this."""
        self.faults.append(Answer(HTTPStatus(status), body, headers))


@pytest.fixture
def case_system() -> Iterator[CaseSystem]:
    """Yield a running case system."""
    api = CaseSystem()
    server = make_server(api, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    api.url = f"http://127.0.0.1:{server.server_address[1]}/sources/{SOURCE}"
    yield api
    server.shutdown()
    thread.join()
    server.server_close()
