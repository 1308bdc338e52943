"""The pages of the adviser's room, as its demo has them, and how a browser gets to each."""

import re
from dataclasses import replace

import requests
from bs4 import BeautifulSoup

from tests.browser.running import Portal
from tests.pages import Page

ADVISER = "borgerraadgiver"
_TALK, _HELPED = "/samtale/{mads}", "/samtale/{soren}"
ROOM_PAGES = (
    Page("room-home", "/"),
    Page("room-demo", "/demo"),
    Page("room-call-back", "/ring-mig-op"),
    Page("room-will-call", "/ring-mig-op/modtaget"),
    Page("room-privacy", "/privatliv"),
    Page("room-help", "/hjaelp-fra-andre"),
    Page("room-settings", "/indstillinger"),
    Page("room-numbers", "/tal"),
    Page("room-half-year", "/tal/{period}"),
    Page("room-write", "/skriv", "mads"),
    Page("room-mine", "/samtaler", "mads"),
    Page("room-talk", _TALK, "mads"),
    Page("room-share", f"{_TALK}/vis-sag", "mads"),
    Page("room-complain", f"{_HELPED}/klage", "soren"),
    Page("room-complaint", f"{_HELPED}/klage/tekst", "soren"),
    Page("room-dukh", f"{_HELPED}/dukh", "soren"),
    Page("room-not-yours-404", _HELPED, "mads", status=404),
    Page("room-desk", "/raadgiver", ADVISER),
    Page("room-desk-talk", f"/raadgiver{_HELPED}", ADVISER),
    Page("room-desk-suggest", f"/raadgiver{_HELPED}/klage", ADVISER),
    Page("room-desk-numbers", "/tal", ADVISER),
)


class RoomPortal(Portal):
    """The room beside a running portal: its own address, its own session."""

    def cookies(
        self, person: str | None, reading: str = "da", *, calm: bool = False
    ) -> list[dict[str, str]]:
        """Return the cookies of a reader: the choices kept, and the room's session."""
        kept = super().cookies(None, reading, calm=calm)
        if person:
            kept.append({"name": "sagsvej-rum", "value": self._session(person), "url": self.url})
        return kept

    def _session(self, person: str) -> str:
        if person not in self._sessions:
            with requests.Session() as browser:
                shown = BeautifulSoup(
                    browser.get(f"{self.url}/demo", timeout=60).text, "html.parser"
                )
                token = shown.select_one("input[name=csrf_token]")
                assert token is not None
                sent = {"person": person, "csrf_token": str(token["value"])}
                browser.post(f"{self.url}/demo", data=sent, timeout=60)
                self._sessions[person] = browser.cookies["sagsvej-rum"]
        return self._sessions[person]

    def find(self) -> "RoomPortal":
        """Find the demo's conversations and its counted half-year by asking as each person."""
        found = {}
        for person in ("mads", "soren"):
            page = self.get(Page("", "/samtaler", person)).text
            found[person] = re.search(r'href="/samtale/([\w-]+)"', page)[1]  # type: ignore[index]
        numbers = self.get(Page("", "/tal")).text
        found["period"] = re.search(r'href="/tal/([\d-]+)"', numbers)[1]  # type: ignore[index]
        return replace(self, cases=found)


def room_of(portal: Portal) -> RoomPortal:
    """Return the room that runs beside a portal."""
    return RoomPortal(portal.room, {}).find()
