"""Somebody with a browser: opens pages of the catalogue and measures what is on them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Request
from playwright.sync_api import Page as Tab

from tests.browser.running import Portal
from tests.pages import Page

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
CHECKS = HERE / "checks.js"

WIDTHS = (320, 390, 1280)
HEIGHT = 844
MODES = ("light", "dark", "forced")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STRICT = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
COLOURS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]

# The text-spacing of WCAG 1.4.12.
SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }
"""


@dataclass
class Heard:
    """What the browser noticed while a page loaded."""

    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


class Reader:
    """One browser context with one tab, used again and again: a new one costs more than a page."""

    def __init__(self, browser: Browser, portal: Portal, *, scripts: bool = True) -> None:
        """Open the tab. ``scripts`` off is a browser in which JavaScript is turned off."""
        self.portal = portal
        self.heard = Heard()
        self.context: BrowserContext = browser.new_context(
            locale="da-DK", timezone_id="Europe/Copenhagen", java_script_enabled=scripts
        )
        if scripts:
            # From outside the page: the portal's own policy lets no script in.
            self.context.add_init_script(path=CHECKS)
            self.context.add_init_script(path=AXE)
        self.tab: Tab = self.context.new_page()
        self.tab.on("request", self._request)
        self.tab.on("console", lambda message: self._complain(message.type, message.text))
        self.tab.on("pageerror", lambda error: self.heard.complaints.append(str(error)))

    def _request(self, request: Request) -> None:
        self.heard.requests.append(request.url)

    def _complain(self, kind: str, text: str) -> None:
        # That a page answers 404 is what was asked for.
        if kind in ("error", "warning") and "the server responded with a status of" not in text:
            self.heard.complaints.append(text)

    def close(self) -> None:
        """Close the browser's window."""
        self.context.close()

    def seen_as(self, width: int = 390, mode: str = "light", height: int = HEIGHT) -> None:
        """Choose the window's size and how colours are shown."""
        self.tab.set_viewport_size({"width": width, "height": height})
        self.tab.emulate_media(
            color_scheme="dark" if mode == "dark" else "light",
            forced_colors="active" if mode == "forced" else "none",
            reduced_motion="no-preference",
            media="print" if mode == "print" else "screen",
        )

    def open(self, page: Page, reading: str = "da", *, calm: bool = False) -> None:
        """Open a page of the catalogue as its reader meets it."""
        self.context.clear_cookies()
        self.context.add_cookies(self.portal.cookies(page.person, reading, calm=calm))
        self.heard = Heard()
        answer = self.tab.goto(self.portal.address(page))
        if page.expired:
            self.context.clear_cookies(name="formular")
            self.heard = Heard()
            with self.tab.expect_navigation() as sent:
                # The form's own button: this reading, once more.
                self.tab.evaluate("document.querySelector('.settings').open = true")
                self.tab.locator(".settings button[aria-pressed=true]").first.click()
            answer = sent.value
        if page.sends:
            self.heard = Heard()
            with self.tab.expect_navigation() as sent:
                self.tab.locator("main form button").last.click()
            answer = sent.value
        assert answer is not None
        assert answer.status == page.status, f"{page.name}: {answer.status}"

    def check(self, name: str, *given: object) -> list[str]:
        """Run one of the checks of ``checks.js``. Returns what is wrong."""
        found: list[str] = self.tab.evaluate(
            "([name, given]) => checks[name](...given)", [name, list(given)]
        )
        return found

    def open_all(self) -> None:
        """Open every ``details`` of the page."""
        self.tab.evaluate("checks.openAll()")

    def axe(self, only: list[str] | None = None) -> list[str]:
        """Run axe. Returns a sentence for each element that breaks a rule."""
        options: dict[str, Any] = {"resultTypes": ["violations", "incomplete"]}
        if only:
            options |= {"runOnly": {"type": "rule", "values": only}}
        else:
            options |= {"runOnly": {"type": "tag", "values": RULES}, "rules": STRICT}
        result = self.tab.evaluate(
            """async (options) => {
              const found = await axe.run(document, options);
              const place = (node) => ({ at: node.target.join(" "), why: node.failureSummary });
              const rule = (one) => ({ id: one.id, nodes: one.nodes.map(place) });
              const told = (list) => list.map(rule);
              return { violations: told(found.violations), incomplete: told(found.incomplete) };
            }""",
            options,
        )
        overlaid = [
            node["at"]
            for one in result["incomplete"]
            if one["id"].startswith("color-contrast")
            for node in one["nodes"]
            if "overlapped by another element" in (node["why"] or "")
        ]
        undecided = [
            f"undecided {line}"
            for line in _sentences(result["incomplete"])
            if "overlapped by another element" not in line
        ]
        return [
            *_sentences(result["violations"]),
            *undecided,
            *self.check("contrast", list(dict.fromkeys(overlaid))),
        ]

    def text(self) -> str:
        """Return the text of the page as it is shown, closed parts left out."""
        return tidy(self.tab.locator("body").inner_text())


def _sentences(results: Iterable[dict[str, Any]]) -> list[str]:
    return [
        f"axe {one['id']}: {node['at']}: {tidy(node['why'] or '')}"
        for one in results
        for node in one["nodes"]
    ]


def tidy(text: str) -> str:
    """Return a text on one line."""
    return re.sub(r"\s+", " ", text).strip()


def report(faults: list[str]) -> str:
    """Return each fault once, on a line of its own."""
    once = list(dict.fromkeys(tidy(one) for one in faults))
    return f"{len(once)} faults:\n" + "\n".join(f"  {one[:400]}" for one in once[:40])
