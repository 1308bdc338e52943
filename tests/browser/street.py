"""People with phones of their own, at a portal and at the adviser's room beside it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urljoin, urlsplit

import requests
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Locator
from playwright.sync_api import Page as Tab

from tests.browser.hands import Hands
from tests.browser.running import Portal

PHONE = {"width": 390, "height": 844}


class Street:
    """Gives each person a phone of their own; none of them knows what the others have open."""

    def __init__(self, browser: Browser, portal: Portal, windows: ExitStack) -> None:
        self._browser, self.portal, self._windows = browser, portal, windows

    def phone(self, *, scripts: bool = True) -> Tab:
        """Return a phone on which nobody has signed in."""
        context: BrowserContext = self._browser.new_context(
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            viewport=PHONE,
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        self._windows.callback(context.close)
        tab = context.new_page()
        tab.set_default_timeout(15_000)
        return tab

    def of(self, person: str, path: str, *, scripts: bool = True, reading: str = "da") -> Hands:
        """Return the hands of somebody who has signed in and opened a page."""
        tab = self.phone(scripts=scripts)
        tab.context.add_cookies(self.portal.cookies(person, reading))
        tab.goto(self.portal.url + self.portal.named(path))
        return Hands(tab)

    def signs_in(self, tab: Tab, person: str, at: str = "") -> Hands:
        """Sign in as somebody, at the portal or at the room's address, by the keyboard."""
        tab.goto(f"{at or self.portal.url}/demo")
        button = tab.locator(f"button[name=person][value={person}]")
        button.focus()
        with tab.expect_navigation():
            tab.keyboard.press("Enter")
        return Hands(tab)


def heading(tab: Tab) -> str:
    """Return what the page is called."""
    return tab.get_by_role("heading", level=1).inner_text().replace("\n", " ")


def link(tab: Tab, text: str) -> Locator:
    """Return the first link of the page's own part that is called so."""
    return tab.locator("main").get_by_role("link", name=text).first


def button(tab: Tab, text: str) -> Locator:
    """Return the first button of the page's own part that is called so."""
    return tab.locator("main").get_by_role("button", name=text).first


def fits(tab: Tab) -> bool:
    """Tell whether nothing is wider than the phone."""
    width = tab.viewport_size or PHONE
    return bool(tab.evaluate("document.documentElement.scrollWidth") <= width["width"])


def everything_for(
    person: str, portal: Portal, begins: str, leads_on: Callable[[str], bool]
) -> dict[str, requests.Response]:
    """Return every page and file that somebody is led to, by its path.

    Args:
        person: Who has signed in.
        portal: Where.
        begins: The path of the first page.
        leads_on: Whether a path is followed.
    """
    found: dict[str, requests.Response] = {}
    waiting = [begins]
    with requests.Session() as browser:
        for one in portal.cookies(person):
            browser.cookies.set(one["name"], one["value"])
        while waiting:
            path = waiting.pop()
            if path not in found:
                answer = found[path] = browser.get(portal.url + path, timeout=60)
                if "html" in answer.headers["Content-Type"]:
                    waiting += filter(leads_on, _ways(answer.text, portal.url + path))
    return found


def _ways(html: str, address: str) -> Iterator[str]:
    """Yield the paths a page leads to at the same address, with their questions."""
    for a in BeautifulSoup(html, "html.parser").select("a[href]"):
        to = urlsplit(urljoin(address, a["href"]))
        if to.netloc == urlsplit(address).netloc:
            yield to.path + (f"?{to.query}" if to.query else "")
