"""A server that speaks SF1601 as far as public code tells of it, and checks what it is given.

It asks for the certificate (mTLS), issues SAML tokens, exchanges them for access tokens, answers
who is registered, and takes messages. It refuses what the real one is known to refuse: a wrong
token, a time that is not UTC, a MeMo that does not hold. The same message again is one message.
"""

import base64
import json
import re
import ssl
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

from portal.notifications.digital_post.memo import NAMESPACE, refuse_wrong
from portal.notifications.digital_post.tokens import ASK, SEND

MEMO = {"memo": NAMESPACE}
_NOW = datetime(2026, 4, 2, 8, 0, tzinfo=UTC)
_YES = "<kombi_response><Result>true</Result><TransmissionID>{id}</TransmissionID></kombi_response>"
_NO = (
    "<kombi_response><Result>false</Result><HovedoplysningerSvarREST><SvarReaktion><Advis>"
    "<AdvisId>{id}</AdvisId><AdvisTekst>Nej</AdvisTekst>"
    "</Advis></SvarReaktion></HovedoplysningerSvarREST></kombi_response>"
)


@dataclass
class Platform:
    """What the server knows, holds and was asked. ``faults`` are answered first."""

    registered: dict[str, set[str]]
    messages: dict[str, ElementTree.Element] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    transactions: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    faults: list[tuple[int, bytes]] = field(default_factory=list)
    says_no: str | None = None
    tokens: set[str] = field(default_factory=set)
    lifetime: int = 3600
    url: str = ""
    now: datetime = _NOW

    def answer(self, method: str, target: str, headers: Any, body: bytes) -> tuple[int, bytes]:
        """Return the status and the body of an answer."""
        path = urlsplit(target).path
        self.asked.append(f"{method} {path}")
        if path == "/runtime/api/rest/wstrust/v1/issue":
            return self._issue(json.loads(body))
        if path == "/service/AccessTokenService_1/token":
            return self._exchange(parse_qs(body.decode()))
        if self.faults:
            return self.faults.pop(0)
        service = SEND if method == "POST" else ASK
        if headers.get("Authorization") not in {
            f"Holder-of-key {t} {service}" for t in self.tokens
        }:
            return 401, b"token"
        if not self._is_now(headers.get("X-TransaktionsTid", "")):
            return 400, b"X-TransaktionsTid"
        if path.startswith("/service/PostForespoerg_1/"):
            number = parse_qs(urlsplit(target).query)["cprNumber"][0]
            known = number in self.registered[path.rpartition("/")[2]]
            return 200, json.dumps({"result": known}).encode()
        if path == "/service/KombiPostAfsend_1/kombi":
            return self._take(headers, body)
        return 404, b"path"

    def _issue(self, asked: dict[str, Any]) -> tuple[int, bytes]:
        assert asked["AnvenderKontekst"] == {"Cvr": "12345678"}
        assert base64.b64decode(asked["UseKey"], validate=True)
        service = asked["AppliesTo"]["EndpointReference"]["Address"]
        return 200, json.dumps(
            {"RequestedSecurityToken": {"Assertion": f"saml {service}"}}
        ).encode()

    def _exchange(self, asked: dict[str, list[str]]) -> tuple[int, bytes]:
        kind, service = asked["saml-token"][0].split(" ")
        assert kind == "saml"
        token = f"t{len(self.tokens)}"
        self.tokens.add(token)
        answer = {
            "access_token": f"{token} {service}",
            "token_type": "Holder-of-key",
            "expires_in": self.lifetime,
        }
        return 200, json.dumps(answer).encode()

    def _is_now(self, text: str) -> bool:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text)) and (
            abs(datetime.fromisoformat(text) - self.now) < timedelta(minutes=5)
        )

    def _take(self, headers: Any, body: bytes) -> tuple[int, bytes]:
        root = ElementTree.fromstring(body)  # noqa: S314 - our own
        kind, memo = root.findtext("KombiValgKode"), root.find("memo:Message", MEMO)
        assert root.tag == "kombi_request"
        assert memo is not None
        refuse_wrong(memo)
        wanted = {"Digital Post": "DIGITALPOST", "NemSMS": "NEMSMS"}[kind or ""]
        assert memo.findtext("*/memo:messageType", namespaces=MEMO) == wanted
        if self.says_no is not None:
            return 200, _NO.format(id=self.says_no).encode()
        number = str(memo.findtext("*/memo:messageUUID", namespaces=MEMO))
        self.transactions.append(headers["X-TransaktionsId"])
        self.messages[number] = memo
        self.kinds[number] = str(kind)
        return 200, _YES.format(id=f"s-{number}").encode()


def serve(platform: Platform, context: ssl.SSLContext, port: int) -> ThreadingHTTPServer:
    """Return the running server."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            try:
                status, content = platform.answer(self.command, self.path, self.headers, body)
            except Exception as error:
                status, content = 400, repr(error).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _answer  # noqa: N815 - http.server's names

        def log_message(self, *args: Any) -> None:
            """Say nothing: an address holds a number."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
    platform.url = f"https://localhost:{server.server_address[1]}"
    return server
