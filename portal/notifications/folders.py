"""Write files that are there whole or not at all, whenever the process is killed."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read. A reader sees all of it or the old one.

    Raises:
        OSError: The folder cannot be written.
    """
    opened, draft = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    sync(path.parent)


def sync(folder: Path) -> None:
    """Make sure that the names in a folder outlive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold a folder: another process waits. Killed, it lets go."""
    opened = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)
