"""The first visit, cold, with a phone: how much is fetched, in how many requests, from whom.

A size and a count, never a time: ``make bench`` measures those.
"""

from typing import Any

import pytest
import requests
from playwright.sync_api import Browser

from tests.browser.running import Portal
from tests.pages import CASE_PAGES, READINGS, named

pytestmark = pytest.mark.browser

MOST_BYTES = 25_000
MOST_REQUESTS = 6
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
    "locale": "da-DK",
}


def first_visit(browser: Browser, portal: Portal, name: str, reading: str) -> dict[str, int]:
    """Open a page in a browser that has seen nothing. Returns the bytes of each address."""
    context = browser.new_context(**PHONE)
    context.add_cookies(portal.cookies(named(name).person, reading))
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": False})
    addresses: dict[str, str] = {}
    bytes_of: dict[str, int] = {}

    def asked(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["request"]["url"]

    def came(event: dict[str, Any]) -> None:
        bytes_of[addresses[event["requestId"]]] = int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", came)
    tab.goto(portal.address(named(name)), wait_until="networkidle")
    context.close()
    return bytes_of


def with_icon(portal: Portal, bytes_of: dict[str, int]) -> dict[str, int]:
    """Add the icon, which a browser without a window may not fetch."""
    icon = portal.url + "/static/icon.svg"
    if icon in bytes_of:
        return bytes_of
    asked = requests.get(icon, headers={"Accept-Encoding": "br, gzip"}, stream=True, timeout=60)
    head = sum(len(name) + len(value) + 4 for name, value in asked.headers.items())
    return bytes_of | {icon: len(asked.raw.read(decode_content=False)) + head}


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("name", ["case-62-102-mads", "case-62-104-bent", "case-62-120-ahmed"])
def test_a_first_visit_is_light(chromium: Browser, portal: Portal, name: str, reading: str):
    bytes_of = with_icon(portal, first_visit(chromium, portal, name, reading))
    assert all(url.startswith(portal.url) for url in bytes_of), bytes_of
    assert len(bytes_of) <= MOST_REQUESTS, bytes_of
    assert len(bytes_of) >= 3, bytes_of
    assert sum(bytes_of.values()) <= MOST_BYTES, bytes_of


def test_every_case_is_light(portal: Portal):
    """The page alone, of each demo case, with the style sheet and icon as they are."""
    home = requests.get(portal.url + "/", timeout=60).text
    style = home.split('<link rel="stylesheet" href="')[1].split('"')[0]
    rest = sum(_sent(portal, portal.url + path) for path in (style, "/static/icon.svg"))
    heavy = {}
    for page in CASE_PAGES:
        cookies = {one["name"]: one["value"] for one in portal.cookies(page.person)}
        size = _sent(portal, portal.address(page), cookies) + rest
        if size > MOST_BYTES:
            heavy[page.name] = size
    assert not heavy, heavy


def _sent(portal: Portal, address: str, cookies: dict[str, str] | None = None) -> int:
    """Return how many bytes the answer is, head and all, as a browser gets it."""
    asked = requests.get(
        address,
        headers={"Accept-Encoding": "gzip, deflate, br, zstd"},
        cookies=cookies,
        stream=True,
        timeout=60,
    )
    head = sum(len(name) + len(value) + 4 for name, value in asked.headers.items())
    return len(asked.raw.read(decode_content=False)) + head
