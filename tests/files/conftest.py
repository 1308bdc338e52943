"""A running clamd, and files of every kind made on the spot."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.files import Vault
from tests.building import IDENTIFIERS
from tests.files.clamd import Clamd


@pytest.fixture(scope="session")
def clamd() -> Iterator[Clamd]:
    """Yield a running clamd."""
    # A socket's path may have a hundred letters, a test's own folder has more.
    folder = Path(tempfile.mkdtemp(prefix="clamd"))
    running = Clamd(folder)
    try:
        running.start()
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """Return an empty vault."""
    return Vault(tmp_path / "files", IDENTIFIERS)
