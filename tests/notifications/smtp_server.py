"""A real mail server for the tests: it takes mail, refuses some, and keeps what it got."""

import ssl
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class MailServer:
    """What the server holds, and how it answers."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.secured: list[bool] = []
        self.says = "250 OK"
        self.refuses: dict[str, str] = {}
        self.port = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.says.startswith("250"):
            mail = message_from_bytes(bytes(envelope.content or b""), policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
            self.secured.append(server.transport.get_extra_info("ssl_object") is not None)
        return self.says


def authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
) -> AuthResult:
    """Let in whoever has the right password."""
    right = isinstance(data, LoginPassword) and data.password == b"right"
    return AuthResult(success=right, handled=False)


def controller(
    mail: MailServer, port: int, context: ssl.SSLContext | None, kind: str
) -> Controller:
    """Return the server, not yet started: ``plain``, ``starttls``, ``at-once`` or ``password``."""
    common: dict[str, Any] = {"hostname": "127.0.0.1", "port": port, "ready_timeout": 10}
    if kind == "at-once":
        return Controller(mail, ssl_context=context, **common)
    if kind == "starttls":
        return Controller(mail, tls_context=context, require_starttls=True, **common)
    if kind == "password":
        return Controller(
            mail,
            tls_context=context,
            require_starttls=True,
            auth_required=True,
            authenticator=authenticate,
            **common,
        )
    return Controller(mail, **common)
