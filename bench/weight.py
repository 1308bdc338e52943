"""What a phone receives on its very first visit to a case page, counted by the browser."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.databases import FEW, Visit, filled
from bench.report import Figure
from bench.servers import serving

MOST_BYTES, MOST_REQUESTS = 25_000, 6
READINGS = {"Danish": "da.0.0", "easy-read": "da.1.0", "English": "en.0.0", "Arabic": "ar.0.0"}
_CHROMIUM = "/usr/bin/chromium"
_ICON = "/static/icon.svg"


def measure(quick: bool) -> Iterator[Figure]:
    """Yield kilobytes and requests of a first visit; the heaviest reading must keep the limit."""
    del quick  # it takes seconds
    database = filled(FEW)
    with serving(database.settings, "portal.app:create_app") as server, sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        for events, visit in ((3, database.three), (60, database.sixty[0])):
            found = {
                name: _first_visit(browser, server.address, visit, choice)
                for name, choice in READINGS.items()
            }
            each = ", ".join(f"{name} {sum(sizes) / 1000:.1f}" for name, sizes in found.items())
            heaviest = max(found.values(), key=sum)
            yield Figure(
                f"kB of a first visit, {events} events, heaviest",
                sum(heaviest) / 1000,
                at_most=MOST_BYTES / 1000,
                of=each,
            )
            of = " + ".join(f"{size / 1000:.1f}" for size in heaviest) + " kB"
            yield Figure(
                f"requests of a first visit, {events} events",
                len(heaviest),
                at_most=MOST_REQUESTS,
                of=of,
            )
        browser.close()


def _first_visit(browser: Browser, address: str, visit: Visit, choice: str) -> list[int]:
    """Return the bytes of each answer, headers included, on a phone that was never here.

    A browser without a window asks for no icon, so it is asked for after the page.
    """
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="da-DK")
    pairs = [pair.split("=", 1) for pair in (*visit.cookie.split("; "), f"valg={choice}")]
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in pairs])
    page = context.new_page()
    watching = context.new_cdp_session(page)
    sizes: list[int] = []
    asked: list[str] = []

    def begun(event: Any) -> None:
        asked.append(event["request"]["url"])

    def ended(event: Any) -> None:
        sizes.append(int(event["encodedDataLength"]))

    watching.on("Network.requestWillBeSent", begun)
    watching.on("Network.loadingFinished", ended)
    watching.send("Network.enable")
    page.goto(address + visit.path, wait_until="networkidle")
    if not any(url.endswith(_ICON) for url in asked):
        page.goto(address + _ICON, wait_until="networkidle")
    assert all(url.startswith(address) for url in asked), asked
    assert len(sizes) == len(asked), asked
    context.close()
    return sizes
