"""A real browser on a real portal. Both are started once in each process that runs tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.reader import Reader
from tests.browser.running import Portal, running


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what ``make outlines`` says."""
    parser.addoption(
        "--update-outlines", action="store_true", help="write tests/outlines anew from the pages"
    )


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal with its demo, as it stands today."""
    with running(tmp_path_factory.mktemp("portal")) as portal:
        yield portal


@pytest.fixture(scope="session")
def spare_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """Another one, for tests that send something: what others look at must not change."""
    with running(tmp_path_factory.mktemp("spare")) as portal:
        yield portal


@pytest.fixture(scope="session")
def _reader(chromium: Browser, portal: Portal) -> Iterator[Reader]:
    reader = Reader(chromium, portal)
    yield reader
    reader.close()


@pytest.fixture
def reader(_reader: Reader) -> Reader:
    """Somebody with a phone in light colours."""
    _reader.seen_as()
    return _reader


@pytest.fixture(scope="session")
def plain_reader(chromium: Browser, portal: Portal) -> Iterator[Reader]:
    """Somebody whose browser runs no JavaScript."""
    reader = Reader(chromium, portal, scripts=False)
    reader.tab.set_viewport_size({"width": 390, "height": 844})
    yield reader
    reader.close()


@pytest.fixture
def sender(chromium: Browser, spare_portal: Portal) -> Iterator[Reader]:
    """Somebody who sends something."""
    reader = Reader(chromium, spare_portal)
    yield reader
    reader.close()


@pytest.fixture
def plain_sender(chromium: Browser, spare_portal: Portal) -> Iterator[Reader]:
    """Somebody who sends something from a phone whose browser runs no JavaScript."""
    reader = Reader(chromium, spare_portal, scripts=False)
    reader.tab.set_viewport_size({"width": 390, "height": 844})
    yield reader
    reader.close()
