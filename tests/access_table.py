"""Read docs/access-matrix.md: who may see what, for the portal and for the adviser's room."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from flask import Flask
from werkzeug.test import TestResponse

from portal.settings import ROOT

TABLE = ROOT / "docs" / "access-matrix.md"
ROOM = "# The adviser's room"
"""The heading of what is the room's: another program, with rows of its own."""

ADMITTED = "in"
REFUSALS = {"401": 401, "403": 403, "404": 404}
DECIDED_BY_WHAT_IS_SENT = {400, 405, 409, 410, 413, 415, 422, 429}

_ADDRESSES = {"style_sheet": "/static/site.css", "session_script": "/static/session.js"}
"""What stands at an address that changes with its content."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: the route, and what each column expects."""

    method: str
    rule: str
    cells: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"


@cache
def portal_rows() -> tuple[Row, ...]:
    """Return the lines of the portal."""
    return _rows(_parts()[0])


@cache
def room_rows() -> tuple[Row, ...]:
    """Return the lines of the adviser's room."""
    return _rows(_parts()[1])


def _parts() -> tuple[str, str]:
    portal, _, room = TABLE.read_text(encoding="utf-8").partition(f"\n{ROOM}")
    assert room, "the page tells nothing of the adviser's room"
    return portal, room


def _rows(text: str) -> tuple[Row, ...]:
    """Read tables: a header that begins with Route, and its lines."""
    found: list[Row] = []
    columns: list[str] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or set(line) <= set("|- "):
            continue
        if cells[0] == "Route":
            columns = cells[1:]
        elif route := re.fullmatch(r"`(GET|POST|PUT|DELETE) (/.*)`", cells[0]):
            each = {
                reader.strip(): cell
                for readers, cell in zip(columns, cells[1:], strict=True)
                for reader in readers.split(",")
            }
            found.append(Row(route[1], route[2], each))
    return tuple(found)


def routes(app: Flask) -> set[tuple[str, str]]:
    """Return what an application answers, from its own map; static files are everybody's."""
    return {
        (method, _ADDRESSES.get(rule.endpoint, rule.rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }


def answered(response: TestResponse) -> str:
    """Return an answer as the table writes it."""
    status = response.status_code
    refused = {code: name for name, code in REFUSALS.items()}.get(status)
    if refused:
        return refused
    let_in = status < 400 or status in DECIDED_BY_WHAT_IS_SENT
    return ADMITTED if let_in else str(status)


_TOKEN = re.compile(r'name="csrf_token" value="[^"]*"|name="form_token"[^>]*value="[^"]*"')


def plain(response: TestResponse) -> str:
    """Return the text of an answer without what is another each time."""
    return _TOKEN.sub("", response.get_data(as_text=True))
