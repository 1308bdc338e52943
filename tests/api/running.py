"""A running portal as the tests see it: its address, its store, its demo people."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from bs4 import BeautifulSoup
from flask import Flask
from jsonschema import Draft202012Validator
from sqlalchemy import Engine, delete, func, select

from portal.core.case import CaseState
from portal.core.fold import read_case
from portal.sources import openapi
from portal.store.cases import events_of
from portal.store.models import CaseRow, EventRow, Row
from portal.web.portal import Portal

SOURCE, OTHER_SOURCE = "demo-sager", "demo-tavs"
ONE = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"
PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class Server:
    """A running portal: its address, the token of ``SOURCE``, and what it is made of."""

    url: str
    token: str
    app: Flask

    @property
    def portal(self) -> Portal:
        found: Portal = self.app.extensions["portal"]
        return found

    def push(self, body: Any, media: str | None = None, **more: Any) -> requests.Response:
        """Push what is given: a dict or a list as JSON, bytes and text as they stand."""
        kind = {"json": body} if isinstance(body, dict | list) else {"data": body}
        media = media or (BATCH if isinstance(body, list) else ONE)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": media}
        headers |= more.pop("headers", {})
        headers = {name: value for name, value in headers.items() if value is not None}
        return requests.post(
            f"{self.url}/api/v1/events", headers=headers, timeout=60, **kind, **more
        )

    def empty(self) -> None:
        """Take everything that came from sources or from people out of the store."""
        with self.portal.engine.begin() as connection:
            for table in reversed(Row.metadata.sorted_tables):
                if not table.name.startswith("wording"):
                    connection.execute(delete(table))

    def recorded(self) -> int:
        """Return how many events the store holds."""
        with self.portal.engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(EventRow)) or 0

    def states(self) -> dict[str, CaseState]:
        """Return every case by its reference, as its events say it is."""
        return states(self.portal.reading)

    def sign_in(self, person: str) -> requests.Session:
        """Return a browser signed in as one of the demo people, through the form."""
        browser = requests.Session()
        form = BeautifulSoup(browser.get(f"{self.url}/demo", timeout=30).text, "html.parser")
        hidden = form.find("input", {"name": "csrf_token"})
        assert hidden is not None
        answer = browser.post(
            f"{self.url}/demo",
            data={"person": person, "csrf_token": hidden["value"]},
            timeout=60,
        )
        assert answer.status_code == 200, answer.text
        return browser


def states(engine: Engine) -> dict[str, CaseState]:
    """Return every case of a database by its reference."""
    with engine.connect() as connection:
        cases = {row.id: row.reference for row in connection.execute(select(CaseRow.__table__))}
        found: dict[str, CaseState] = {}
        ids = list(cases)
        for start in range(0, len(ids), 500):
            events = events_of(connection, ids[start : start + 500])
            found |= {cases[case_id]: read_case(told) for case_id, told in events.items()}
    return found


def conforms(value: Any, schema: str) -> list[str]:
    """Return how a value breaks a schema of the contract."""
    document = openapi.document()
    checked = {"$ref": f"#/components/schemas/{schema}", "components": document["components"]}
    return [error.message for error in Draft202012Validator(checked).iter_errors(value)]


def ago(**units: int) -> str:
    """Return a time before now, as an event says it."""
    return (datetime.now(UTC) - timedelta(**units)).isoformat(timespec="seconds")
