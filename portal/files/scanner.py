"""Ask ClamAV whether a file holds a virus, by clamd's own protocol.

The protocol is forty lines, and the clients there are say "nothing found" when clamd closes the
line without an answer. Here only the words "stream: OK" mean clean.

Source: clamd(8), INSTREAM: chunks, each with its length in four bytes, and a length of zero.
"""

import contextlib
import re
import socket
from collections.abc import Iterator
from enum import StrEnum

_CHUNK = 64 * 1024
_MOST_ANSWER = 4096
_FOUND = re.compile(rb"stream: .+ FOUND")


class Verdict(StrEnum):
    """What the scanner said. UNAVAILABLE: nothing that can be relied on."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNAVAILABLE = "unavailable"


class Scanner:
    """A clamd that listens at an address: ``host:port``, or the path of a socket."""

    def __init__(self, address: str, timeout: float = 60) -> None:
        self._address = address
        self._timeout = timeout

    def scan(self, content: bytes) -> Verdict:
        """Return what clamd says of a file. Never raises: what it cannot tell is UNAVAILABLE."""
        try:
            answer = self._ask(content)
        except OSError:
            return Verdict.UNAVAILABLE
        if answer == b"stream: OK":
            return Verdict.CLEAN
        return Verdict.INFECTED if _FOUND.fullmatch(answer) else Verdict.UNAVAILABLE

    def _ask(self, content: bytes) -> bytes:
        with self._connected() as line:
            # When clamd has had enough it answers and closes; the answer can still be read.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                line.sendall(b"zINSTREAM\0")
                for start in range(0, len(content), _CHUNK):
                    chunk = content[start : start + _CHUNK]
                    line.sendall(len(chunk).to_bytes(4, "big") + chunk)
                line.sendall(bytes(4))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < _MOST_ANSWER:
                received = line.recv(_MOST_ANSWER)
                if not received:
                    break
                answer += received
            return answer.removesuffix(b"\0")

    @contextlib.contextmanager
    def _connected(self) -> Iterator[socket.socket]:
        if "/" in self._address:
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(self._timeout)
            with line:
                line.connect(self._address)
                yield line
            return
        host, _, port = self._address.rpartition(":")
        with socket.create_connection((host.strip("[]"), int(port)), self._timeout) as line:
            yield line
