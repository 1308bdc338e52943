"""How this reader wants the pages: language, easy-read, calm drawing. Kept in one cookie."""

from dataclasses import dataclass, replace
from functools import lru_cache

from flask import Response
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from portal.pages.cookies import cookie, keep_cookie
from portal.pages.unproxied import kept, this_request
from portal.wording.catalogue import EASY, LANGUAGES, NORMAL

COOKIE = "valg"
COOKIE_SECONDS = 400 * 24 * 3600
NAMES = {"da": "Dansk", "en": "English", "ar": "العربية"}
_RIGHT_TO_LEFT = {"ar"}


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reader has chosen. ``chosen`` is False while the browser's language stands in."""

    lang: str = "da"
    easy: bool = False
    calm: bool = False
    chosen: bool = False

    @property
    def dir(self) -> str:
        """Direction of writing."""
        return "rtl" if self.lang in _RIGHT_TO_LEFT else "ltr"

    @property
    def register(self) -> str:
        """Easy-read exists in Danish only."""
        return EASY if self.easy and self.lang == "da" else NORMAL

    def cookie(self) -> str:
        """Return the choices as the cookie holds them."""
        return f"{self.lang}.{int(self.easy)}.{int(self.calm)}"


def choices() -> Choices:
    """Return the reader's choices: the person's own wins over the browser's language."""
    its = kept()
    found: Choices | None = its.get("choices")
    if found is None:
        found = its.choices = _from_cookie(cookie(COOKIE)) or Choices(
            lang=_from_browser(this_request().environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        )
    return found


def changed(current: Choices, form: dict[str, str]) -> Choices:
    """Return the choices with what a form asks for; anything unknown changes nothing."""
    new = replace(current, chosen=True)
    if form.get("lang") in LANGUAGES:
        new = replace(new, lang=form["lang"])
    if form.get("easy") in ("0", "1"):
        new = replace(new, easy=form["easy"] == "1")
    if form.get("calm") in ("0", "1"):
        new = replace(new, calm=form["calm"] == "1")
    return new


def keep(response: Response, new: Choices) -> None:
    """Keep the choices in the browser."""
    keep_cookie(response, COOKIE, new.cookie(), COOKIE_SECONDS)


@lru_cache(maxsize=256)
def _from_browser(header: str) -> str:
    """Return the language a browser asks for. There are few such headers, and each is long."""
    return parse_accept_header(header, LanguageAccept).best_match(LANGUAGES, default="da")


def _from_cookie(value: str) -> Choices | None:
    parts = value.split(".")
    if len(parts) != 3 or parts[0] not in LANGUAGES:
        return None
    return Choices(parts[0], parts[1] == "1", parts[2] == "1", chosen=True)
