"""``make pages``: a picture of every page, for people to look at.

    python -m tests.browser.shoot             every page, at three widths, in each reading
    python -m tests.browser.shoot case-62     pages whose name holds this
    python -m tests.browser.shoot --readme    only the pictures in the README

The pictures lie in ``var/pages/<reading>/<width>/<page>.png``; ``dark``, ``forced`` and ``print``
are there for the pages on the journeys.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch
from tests.browser.reader import HEIGHT, WIDTHS, Reader
from tests.browser.running import ROOT, running
from tests.pages import PAGES, READINGS, Page, named

PICTURES = ROOT / "var" / "pages"
README = ROOT / "docs" / "screenshot.png"
COUNCIL = ROOT / "docs" / "council.png"
OTHER_MODES = ("dark", "forced", "print")


def main(arguments: list[str]) -> None:
    """Take the pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as portal,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        reader = Reader(browser, portal)
        if "--readme" in arguments:
            readme(reader)
        else:
            for page in PAGES:
                if not arguments or any(one in page.name for one in arguments):
                    shoot(reader, page)
        browser.close()


def shoot(reader: Reader, page: Page) -> None:
    """Take every picture of one page."""
    for reading in READINGS:
        reader.seen_as()
        reader.open(page, reading)
        for width in WIDTHS:
            reader.seen_as(width)
            keep(reader, PICTURES / reading / str(width) / f"{page.name}.png")
        for mode in OTHER_MODES if page.journeys else ():
            reader.seen_as(390, mode)
            keep(reader, PICTURES / reading / mode / f"{page.name}.png")


def keep(reader: Reader, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    reader.tab.screenshot(path=file, full_page=True)


def readme(reader: Reader) -> None:
    """Take the case page on a phone, down to the step it is in, and a text the council reads."""
    reader.seen_as(390)
    reader.open(named("case-62-102-mads"))
    end = reader.tab.locator(".step--here").bounding_box()
    assert end is not None
    height = max(round(end["y"] + end["height"]) + 24, HEIGHT)
    for file in (README, COUNCIL):
        if file is COUNCIL:
            reader.open(named("council-text"))
        clip = {"x": 0, "y": 0, "width": 390, "height": height}
        reader.tab.screenshot(path=file, full_page=True, clip=clip)


if __name__ == "__main__":
    main(sys.argv[1:])
