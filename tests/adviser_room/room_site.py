"""A running room without a network, and browsers on it that keep the rules of pages."""

import secrets
from datetime import datetime
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from portal.adviser_room.app import FORM_COOKIE
from portal.adviser_room.room import Room
from portal.adviser_room.seals import hashed
from portal.adviser_room.sign_in import COOKIE, LIFETIME
from portal.adviser_room.store import sign_ins
from portal.identity import UserRole
from portal.pages.cookies import named
from tests.page_rules import check_page, check_redirect

NAMES = frozenset({"Anna Kanariefugl", "Johanne Riis"})


class RoomSite:
    """A running room."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.room: Room = app.extensions["portal"]

    def visitor(
        self,
        person: str | None = None,
        lang: str = "da",
        *,
        easy: bool = False,
        adviser: bool = False,
    ) -> "RoomVisitor":
        """Return a browser: nobody's, a citizen's by identifier, or the adviser's."""
        return RoomVisitor(self, person, lang, easy=easy, adviser=adviser)


class RoomVisitor:
    """A browser that checks the rules of every page it is given."""

    def __init__(
        self, site: RoomSite, person: str | None, lang: str, *, easy: bool, adviser: bool
    ) -> None:
        self.site, self.lang = site, lang
        self.client = site.app.test_client()
        if lang != "da" or easy:
            self.client.set_cookie(self._called("valg"), f"{lang}.{int(easy)}.0")
        if person is not None or adviser:
            self._sign_in(person)

    def _sign_in(self, person: str | None) -> None:
        room, token = self.site.room, secrets.token_urlsafe(32)
        now: datetime = room.now()
        name = "Anna Kanariefugl" if person else "Johanne Riis"
        row = {
            "token_hash": hashed(token),
            "role": UserRole.CITIZEN if person else UserRole.ADVISER,
            "person": room.seals.person(person) if person else None,
            "sealed": room.seals.seal(
                {"name": name, "provider": None, "identifier": person, "logout": {}}
            ),
            "logout_key": None,
            "created_at": now,
            "seen_at": now,
            "expires_at": now + LIFETIME,
        }
        with room.engine.begin() as connection:
            sign_ins.add(connection, row)
        self.client.set_cookie(self._called(COOKIE), token)

    def _called(self, cookie: str) -> str:
        return named(cookie, secure=self.site.room.behind_tls)

    def fetch(self, path: str) -> TestResponse:
        """Return any answer; a page's rules are checked, whatever its status."""
        return self._checked(self.client.get(path))

    def get(self, path: str, status: int = 200) -> BeautifulSoup:
        """Return a page."""
        response = self.fetch(path)
        assert response.status_code == status, (path, response.status_code)
        return BeautifulSoup(response.get_data(as_text=True), "html.parser")

    def form(self, path: str, action: str | None = None) -> dict[str, str]:
        """Return what a form holds when it is opened: its token, and what it is known by."""
        page = self.get(path)
        forms = page.select("main form")
        found = next(f for f in forms if action is None or f["action"] == action)
        return {
            str(field["name"]): str(field.get("value", ""))
            for field in found.select("input[type=hidden]")
        }

    def send(self, path: str, on: str | None = None, **data: Any) -> TestResponse:
        """Send a form, with what it holds unseen."""
        known = self.form(on or path, path)
        return self._checked(self.client.post(path, data=known | data))

    def follow(self, path: str, on: str | None = None, **data: Any) -> str:
        """Send a form that must be taken; return where it leads."""
        answer = self.send(path, on, **data)
        assert answer.status_code == 303, (path, answer.status_code, answer.get_data(as_text=True))
        return str(answer.headers["Location"])

    def _checked(self, response: TestResponse) -> TestResponse:
        if response.mimetype == "text/html" and response.status_code in range(300, 400):
            check_redirect(response)
        elif response.mimetype == "text/html":
            check_page(response, self.lang, self.site.room.municipality.adviser.kind, NAMES)
        return response


__all__ = ["FORM_COOKIE", "RoomSite", "RoomVisitor"]
