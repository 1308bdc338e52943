"""Every page of the adviser's room, tried as the portal's are: in every width and colour."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.matrix import Seen
from tests.browser.reader import MODES, SPACED, WIDTHS, Reader, report
from tests.browser.room_pages import ROOM_PAGES, room_of
from tests.browser.running import Portal
from tests.browser.test_pages_in_browser import loading, looks, words
from tests.pages import READINGS, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def room_reader(chromium: Browser, portal: Portal) -> Iterator[Reader]:
    """Somebody with a browser at the room."""
    reader = Reader(chromium, room_of(portal))
    yield reader
    reader.close()


@pytest.mark.parametrize("page", ROOM_PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("reading", READINGS)
def test_looks_right_and_follows_the_rules(room_reader: Reader, page: Page, reading: str):
    # Danish in every width and colour; what depends on the words, in each reading on a phone.
    widths, modes = (WIDTHS, MODES) if reading == "da" else ((320, 390), ("light",))
    ways = [Seen(reading, width, mode) for width in widths for mode in modes]
    room_reader.seen_as()
    room_reader.open(page, reading)
    faults = [f"loading: {one}" for one in loading(room_reader)]
    room_reader.open_all()
    faults += words(room_reader)
    for way in ways:
        room_reader.seen_as(way.width, way.mode)
        faults += [f"{way.width} {way.mode}: {one}" for one in looks(room_reader, way, ways)]
    assert not faults, report(faults)


@pytest.mark.parametrize("page", ROOM_PAGES, ids=lambda page: page.name)
def test_nothing_is_lost_when_enlarged_or_spaced(room_reader: Reader, page: Page):
    room_reader.seen_as(320, height=256)
    room_reader.open(page)
    room_reader.open_all()
    faults = room_reader.check("reflow")
    room_reader.tab.evaluate(
        "css => { const own = new CSSStyleSheet(); own.replaceSync(css);"
        " document.adoptedStyleSheets = [own] }",
        SPACED,
    )
    room_reader.seen_as(320)
    faults += [*room_reader.check("reflow"), *room_reader.check("overlaps")]
    assert not faults, report(faults)


@pytest.mark.parametrize("page", ROOM_PAGES, ids=lambda page: page.name)
def test_each_text_ends_as_a_sentence_does(room_reader: Reader, page: Page):
    room_reader.seen_as()
    room_reader.open(page)
    room_reader.open_all()
    faults = room_reader.check("unfinished")
    assert not faults, report(faults)
