"""The scanner is asked over its own protocol, and only its clear word counts."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from portal.files import Scanner, Verdict
from tests.files.clamd import EICAR, Clamd
from tests.files.samples import GOOD, JPEG, PDF, docx

MEGABYTE = 1024 * 1024


@pytest.fixture(params=["port", "socket"])
def scanner(request: pytest.FixtureRequest, clamd: Clamd) -> Scanner:
    """Return a scanner that asks the running clamd each way."""
    return Scanner(clamd.address if request.param == "port" else str(clamd.socket))


@pytest.mark.parametrize("name", [name for name in GOOD if name != "virus.txt"])
def test_ordinary_files_are_clean(scanner: Scanner, name: str) -> None:
    assert scanner.scan(GOOD[name][0]) is Verdict.CLEAN


@pytest.mark.parametrize(
    "content",
    [
        EICAR,
        b"before it " + EICAR,
        docx(**{"word/media/image1.png": JPEG + EICAR}),
        PDF + EICAR,
    ],
    ids=["bare", "within", "in a Word file", "behind a PDF"],
)
def test_the_test_virus_is_found(scanner: Scanner, content: bytes) -> None:
    assert scanner.scan(content) is Verdict.INFECTED


def test_ten_megabytes_are_scanned(scanner: Scanner) -> None:
    text = b"almindelig tekst " * (10 * MEGABYTE // 17)
    assert scanner.scan(text) is Verdict.CLEAN
    assert scanner.scan(text[:-100] + EICAR) is Verdict.INFECTED


def test_more_than_clamd_takes_is_never_called_clean(scanner: Scanner) -> None:
    assert scanner.scan(bytes(13 * MEGABYTE)) is Verdict.UNAVAILABLE


def test_one_after_the_other_and_at_once(scanner: Scanner) -> None:
    found: list[Verdict] = []
    asked = [
        threading.Thread(target=lambda each=each: found.append(scanner.scan(each)))
        for each in [PDF, EICAR] * 8
    ]
    for one in asked:
        one.start()
    for one in asked:
        one.join()
    assert sorted(found) == [Verdict.CLEAN] * 8 + [Verdict.INFECTED] * 8


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.sock", "nobody.invalid:3310"])
def test_nobody_there_is_no_answer(address: str) -> None:
    assert Scanner(address, timeout=2).scan(PDF) is Verdict.UNAVAILABLE


@contextmanager
def answering(answer: bytes | None) -> Iterator[str]:
    """Yield the address of something that is not clamd; None says nothing and waits."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        over = threading.Event()

        def serve() -> None:
            line, _ = server.accept()
            with line:
                line.settimeout(5)
                received = b""
                while not received.endswith(bytes(4)):
                    received += line.recv(65536)
                if answer is None:
                    over.wait(5)
                else:
                    line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        over.set()
        thread.join()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"stream: O",
        b"OK\0",
        b"stream: OK and more\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"HTTP/1.1 200 OK\r\n\r\n\0",
        None,
    ],
)
def test_anything_but_its_clear_word_is_no_answer(answer: bytes | None) -> None:
    with answering(answer) as address:
        assert Scanner(address, timeout=1).scan(PDF) is Verdict.UNAVAILABLE
