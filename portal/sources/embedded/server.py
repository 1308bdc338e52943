"""A small HTTP server that speaks the pull side of the case-status contract.

``GET /sources/<source>/events?after=<cursor>&limit=<n>`` gives a page of the log, with a
strong ETag. The silent source answers 503, as a case system that is down does.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from email.message import Message
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from portal.sources.embedded.cases import SILENT_SOURCE
from portal.sources.embedded.log import (
    DEFAULT_LIMIT,
    MAX_LIMIT,
    BadCursorError,
    EventLog,
    UnknownCursorError,
    build_logs,
)

JSON = "application/json"
PROBLEM = "application/problem+json"
_RETRY_AFTER_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request is answered with."""

    status: HTTPStatus
    body: bytes
    headers: Mapping[str, str]


class CaseStatusApi:
    """The answers, without HTTP's wiring: path, query and headers in, answer out."""

    def __init__(self, anchor: date, token: str | None = None) -> None:
        self.anchor = anchor
        self.logs = build_logs(anchor)
        self._token = token

    def answer(self, target: str, headers: "Message[str, str]") -> Answer:
        """Answer one GET."""
        url = urlsplit(target)
        if url.path == "/healthz":
            return _json(HTTPStatus.OK, self._health())
        if url.path == "/openapi.json":
            return _openapi()
        match url.path.split("/"):
            case ["", "sources", source, "events"]:
                if not self._may_read(headers.get("Authorization", "")):
                    return _problem(
                        HTTPStatus.UNAUTHORIZED,
                        "A bearer token is needed.",
                        {"WWW-Authenticate": 'Bearer realm="case-status"'},
                    )
                return self._events(source, url.query, headers.get("If-None-Match", ""))
        return _problem(HTTPStatus.NOT_FOUND, "There is nothing at this address.")

    def _events(self, source: str, query: str, known: str) -> Answer:
        log = self.logs.get(source)
        if log is None:
            return _problem(HTTPStatus.NOT_FOUND, "There is no source of this name.")
        if source == SILENT_SOURCE:
            return _problem(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "The case system behind this source does not answer.",
                {"Retry-After": str(_RETRY_AFTER_SECONDS)},
            )
        fields = parse_qs(query, keep_blank_values=True)
        try:
            return _page(log, fields.get("after", [""])[-1], _limit(fields), known)
        except BadCursorError:
            return _problem(HTTPStatus.BAD_REQUEST, "This is too long for a cursor.", field="after")
        except UnknownCursorError:
            return _problem(
                HTTPStatus.NOT_FOUND, "This cursor is not known here. Read from the beginning."
            )
        except ValueError:
            return _problem(
                HTTPStatus.BAD_REQUEST,
                f"Give a whole number from 1 to {MAX_LIMIT}.",
                field="limit",
            )

    def _health(self) -> dict[str, Any]:
        sizes = {source: len(log) for source, log in self.logs.items()}
        return {"status": "ok", "anchor": self.anchor.isoformat(), "events": sizes}

    def _may_read(self, authorization: str) -> bool:
        if not self._token:
            return True
        return hmac.compare_digest(
            authorization.encode("latin-1", "replace"), f"Bearer {self._token}".encode()
        )


def make_server(api: CaseStatusApi, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server bound to the port, not yet serving.

    Raises:
        OSError: The port is taken or not allowed.
    """

    class Handler(_Handler):
        answers = api

    return _Server((host, port), Handler)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    # On Linux this does not let two servers share a port; it skips the wait after a stop.
    allow_reuse_address = True


class _Handler(BaseHTTPRequestHandler):
    """Carries answers over HTTP/1.1, keeping the connection open between pages."""

    protocol_version = "HTTP/1.1"
    server_version = "case-status-demo"
    sys_version = ""
    timeout = 30
    # One write an answer: a header and a body sent apart wait for each other on the wire.
    wbufsize = -1
    disable_nagle_algorithm = True
    error_content_type = PROBLEM
    error_message_format = '{"type": "about:blank", "title": "Not usable", "status": %(code)d}'
    answers: CaseStatusApi

    def do_GET(self) -> None:
        """Answer with a body."""
        self._send(self.answers.answer(self.path, self.headers), body=True)

    def do_HEAD(self) -> None:
        """Answer without one."""
        self._send(self.answers.answer(self.path, self.headers), body=False)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse every other method: this side of the contract is only read from."""
        if code != HTTPStatus.NOT_IMPLEMENTED:
            super().send_error(code, message, explain)
            return
        self.close_connection = True
        allow = {"Allow": "GET, HEAD", "Connection": "close"}
        problem = _problem(HTTPStatus.METHOD_NOT_ALLOWED, "Only GET is answered here.", allow)
        self._send(problem, body=True)

    def _send(self, answer: Answer, *, body: bool) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if body:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet: a cursor or a token has no place in a log."""


def _page(log: EventLog, after: str, limit: int, known: str) -> Answer:
    page = log.page(after, limit)
    answer = _json(HTTPStatus.OK, {"events": page.events, "next": page.next, "more": page.more})
    etag = f'"{hashlib.sha256(answer.body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if known == "*" or etag in [tag.strip().removeprefix("W/") for tag in known.split(",")]:
        return Answer(HTTPStatus.NOT_MODIFIED, b"", headers)
    return Answer(answer.status, answer.body, {**answer.headers, **headers})


def _limit(fields: Mapping[str, list[str]]) -> int:
    text = fields.get("limit", [str(DEFAULT_LIMIT)])[-1]
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MAX_LIMIT))):
        raise ValueError(text)
    limit = int(text)
    if not 1 <= limit <= MAX_LIMIT:
        raise ValueError(text)
    return limit


def _openapi() -> Answer:
    """Give the contract this server speaks, the same document the portal gives."""
    try:
        from portal.sources.openapi import document  # noqa: PLC0415
    except ModuleNotFoundError:
        return _problem(HTTPStatus.NOT_FOUND, "The contract is not part of this build.")
    return _json(HTTPStatus.OK, document())


def _json(status: HTTPStatus, value: object) -> Answer:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(status, body, {"Content-Type": JSON})


def _problem(
    status: HTTPStatus,
    detail: str,
    headers: Mapping[str, str] | None = None,
    field: str | None = None,
) -> Answer:
    """Say what went wrong in the form of RFC 9457."""
    problem = {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": detail,
    }
    if field:
        problem["errors"] = [{"field": field, "detail": detail}]
    body = json.dumps(problem, ensure_ascii=False).encode()
    return Answer(status, body, {"Content-Type": PROBLEM, **(headers or {})})
