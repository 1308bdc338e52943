"""Real providers of sign-in, and a portal that trusts them; each on a port of its own.

The portal is 127.0.0.1 and the providers localhost: to a browser these are different sites, so
that cookies go as they will in operation.
"""

import json
import logging
import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from flask import Flask
from werkzeug.serving import make_server

HERE = Path(__file__).parent
SIMPLESAML = HERE / "simplesamlphp" / "usr" / "share" / "simplesamlphp"
CLIENT, SECRET = "sagsvej", "for-tests-only-never-in-operation"
_UP_WITHIN = 20.0


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
    finally:
        for one in sockets:
            one.close()


@dataclass
class OpenId:
    """A broker of MitID and a directory."""

    broker: str
    directory: str
    control: str

    def set(self, **told: object) -> None:
        """Move their clock, spoil what they tell, change their keys, or take them down."""
        requests.post(self.control, data=json.dumps(told), timeout=10)

    def as_they_were(self) -> None:
        """Let them be honest and on time again."""
        self.set(skew=0, tamper="", down="")


@contextmanager
def open_id(portal: str) -> Iterator[OpenId]:
    """Start both providers; they know one application, at ``portal``."""
    broker, directory, control = free_ports(3)
    told = {"broker": broker, "directory": directory, "control": control, "portal": portal}
    process = subprocess.Popen(
        ["node", "--no-warnings", "openid.mjs", json.dumps(told)],
        cwd=HERE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    drain = threading.Thread(target=process.stdout.read, daemon=True)
    try:
        line = process.stdout.readline
        while (said := line()) and said.strip() != "ready":
            pass
        assert said, "the provider of OpenID Connect did not start"
        # What it says later must not fill the pipe.
        drain.start()
        yield OpenId(*(f"http://localhost:{port}" for port in (broker, directory, control)))
    finally:
        process.terminate()
        process.wait(10)
        drain.join(5)
        process.stdout.close()


@dataclass
class NemLogIn:
    """An identity provider with OIOSAML's attributes."""

    url: str
    folder: Path

    @property
    def metadata(self) -> bytes:
        """What it says of itself."""
        answer = requests.get(f"{self.url}/saml2/idp/metadata.php", timeout=20)
        assert answer.ok, answer.text
        return answer.content

    def trust(self, description: bytes) -> None:
        """Know an application by its own description."""
        (self.folder / "sp.xml").write_bytes(description)

    def skew(self, seconds: int) -> None:
        """Move its clock."""
        (self.folder / "skew").write_text(str(seconds))


@contextmanager
def nem_log_in(folder: Path) -> Iterator[NemLogIn]:
    """Start SimpleSAMLphp with PHP's own server."""
    assert SIMPLESAML.is_dir(), "SimpleSAMLphp is missing: run scripts/setup.sh test"
    (port,) = free_ports(1)
    certificate, key = certificate_and_key("Test-NemLog-in")
    (folder / "idp.crt").write_bytes(certificate)
    (folder / "idp.key").write_bytes(key)
    url = f"http://localhost:{port}"
    environment = {
        **os.environ,
        "SIMPLESAMLPHP_CONFIG_DIR": str(HERE / "saml" / "config"),
        "SSP_VAR": str(folder),
        "SSP_URL": url,
        "SSP_ADMIN": os.urandom(8).hex(),
        "PHP_CLI_SERVER_WORKERS": "2",
    }
    clock = f"auto_prepend_file={HERE / 'saml' / 'clock.php'}"
    with (folder / "php.log").open("wb") as log:
        process = subprocess.Popen(
            ["php", "-d", clock, "-S", f"localhost:{port}", "-t", str(SIMPLESAML / "www")],
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        _wait_for(port)
        yield NemLogIn(url, folder)
    finally:
        # Its workers too: they are in its group.
        os.killpg(process.pid, 15)
        process.wait(10)


def _wait_for(port: int) -> None:
    until = time.monotonic() + _UP_WITHIN
    while True:
        try:
            socket.create_connection(("localhost", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < until, "it does not listen"
            time.sleep(0.05)
        else:
            return


def certificate_and_key(name: str) -> tuple[bytes, bytes]:
    """Return a certificate for nobody but these tests, and its private key, in PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return made.public_bytes(serialization.Encoding.PEM), private


@contextmanager
def served(app: Flask, port: int) -> Iterator[None]:
    """Let an application answer on a port of 127.0.0.1."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
