"""Real counterparts: a mail server, a server that speaks SF1601, and certificates for them."""

import random
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from portal.notifications import Letter, Notice
from portal.notifications.digital_post.sf1601 import Serviceplatformen
from portal.notifications.digital_post.tokens import Access, Tokens
from portal.notifications.email import Email
from portal.settings import Smtp
from tests.notifications.serviceplatformen import Platform, serve
from tests.notifications.smtp_server import MailServer, controller

NOW = datetime(2026, 4, 2, 8, 0, tzinfo=UTC)
REGISTERED, UNREGISTERED = "6101901234", "6201912345"

NOTICE = Notice(
    id="notice:1",
    to="anna@example.org",
    heading="Nyt til dig fra Eksempel Kommune",
    text="Der er nyt til dig. Skriv eksempel.invalid i din browser, og log ind.",
    made_at=NOW,
)
LETTER = Letter(
    id="letter:1",
    to=REGISTERED,
    name="Anna Åkjær",
    title="Nyt brev fra Eksempel Kommune",
    pdf=b"%PDF-1.7 the bytes of the letter",
    made_at=NOW,
)


def to_register(notice: Notice) -> Notice:
    """Return the notice to somebody with a number."""
    return replace(notice, to=REGISTERED)


def free_port() -> int:
    """Return a port nobody listens on."""
    while True:
        port = random.randint(20000, 40000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Return who vouches for the servers of the tests."""
    return trustme.CA()


@pytest.fixture(scope="session")
def authorities(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file with the certificate to trust."""
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


def server_context(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    """Return what a server shows: a certificate for these names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


@pytest.fixture
def mail_server(authority: trustme.CA) -> Iterator[Callable[..., MailServer]]:
    """Yield what starts a mail server of a kind, with a certificate for a name."""
    with ExitStack() as stack:

        def start(
            kind: str = "starttls", name: str = "localhost", ca: trustme.CA | None = None
        ) -> MailServer:
            mail = MailServer()
            mail.port = free_port()
            context = None if kind == "plain" else server_context(ca or authority, name)
            running = controller(mail, mail.port, context, kind)
            running.start()
            stack.callback(running.stop)
            return mail

        yield start


@pytest.fixture
def email(authorities: Path) -> Callable[..., Email]:
    """Return what makes the channel to a mail server."""

    def new(server: MailServer, **more: object) -> Email:
        return Email(
            Smtp(
                host="localhost",
                port=server.port,
                sender="svar-ikke@eksempel.invalid",
                authorities=authorities,
                **more,  # type: ignore[arg-type]
            )
        )

    return new


@pytest.fixture
def platform(authority: trustme.CA) -> Iterator[Platform]:
    """Yield a running server that speaks SF1601."""
    made = Platform({"digitalpost": {REGISTERED}, "nemsms": {REGISTERED}})
    context = server_context(authority, "localhost")
    context.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(context)
    server = serve(made, context, 0)
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def certificate(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file with our certificate and its key."""
    path = tmp_path_factory.mktemp("certificate") / "system.pem"
    made = authority.issue_cert("sagsvej.eksempel.invalid")
    made.private_key_and_cert_chain_pem.write_to_path(str(path))
    return path


@pytest.fixture
def access(platform: Platform, certificate: Path, authorities: Path) -> Access:
    """Return where the server is, and what we show there."""
    issuer = f"{platform.url}/runtime/api/rest/wstrust/v1/issue"
    return Access("12345678", platform.url, issuer, certificate, authorities)


@pytest.fixture
def way(access: Access) -> Serviceplatformen:
    """Return the way to the server."""
    return Serviceplatformen(access, Tokens(access), "Eksempel Kommune")
