"""What every page must keep, whoever fetches it and whatever it shows."""

import itertools
import re
import warnings
from typing import Any

from bs4 import BeautifulSoup, Tag
from html5lib import HTMLParser
from werkzeug.test import TestResponse

CPR = re.compile(r"(?<![\d+])\d{6} ?[-\u2010-\u2015]? ?\d{4}(?!\d)")
RIGHT_TO_LEFT = {"ar"}
CSP = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_INDEPENDENT = re.compile(r"uafhængig", re.IGNORECASE)
_ADVISER = re.compile(r"borgerrådgiver", re.IGNORECASE)


_TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')
_kept_the_rules: set[int] = set()


def check_page(
    response: TestResponse, lang: str, adviser: str, names: frozenset[str] = frozenset()
) -> None:
    """Raise AssertionError where a page breaks a rule.

    The very same page again, form tokens apart, is not looked through again.

    Args:
        response: An HTML answer.
        lang: The language it should be in.
        adviser: The kind of adviser the municipality has.
        names: Names of people: none may stand in the URL or the title.
    """
    where = f"{response.request.path} ({lang})"
    _check_headers(response, where)
    text = _TOKEN.sub('name="csrf_token" value="x"', response.get_data(as_text=True))
    known = hash((response.request.path, lang, adviser, text))
    if known in _kept_the_rules:
        return
    _check_grammar(text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        soup = BeautifulSoup(text, "html.parser")
    _check_frame(soup, lang, where)
    _check_headings(soup, where)
    _check_ids(soup, where)
    _check_fields(soup, where)
    _check_nothing_inline(soup, where, scripted="data-session" in text)
    _check_nothing_personal(response, soup, names, where)
    # An error page is the same for everybody; a form shown again is still the desk's.
    at_work = is_desk(response) and response.status_code in (200, 409, 422)
    if not at_work:
        _check_help(soup, lang, adviser, where)
    _kept_the_rules.add(known)


_SHAPE = re.compile(r'(?<=>)[^<&]+|="[^"&]*"')
_parsed: set[int] = set()


def _check_grammar(text: str) -> None:
    """Parse strictly. Pages that differ in words alone are one page to the parser."""
    shape = hash(_SHAPE.sub("", text))
    if shape not in _parsed:
        HTMLParser(strict=True).parse(text)
        _parsed.add(shape)


def check_redirect(response: TestResponse) -> None:
    """Check that a redirect leads into the portal and names nobody."""
    location = response.headers["Location"]
    assert location.startswith("/"), location
    assert not location.startswith("//"), location
    assert not CPR.search(location), location
    _check_headers(response, location)


def visible_text(soup: Tag) -> str:
    """Return the text of a page, white space squeezed."""
    return " ".join(soup.get_text(" ").split())


def _check_frame(soup: BeautifulSoup, lang: str, where: str) -> None:
    html = soup.find("html")
    assert isinstance(html, Tag)
    assert html.get("lang") == lang, (where, html.get("lang"))
    assert html.get("dir") == ("rtl" if lang in RIGHT_TO_LEFT else "ltr"), where
    title = soup.find("title")
    assert title is not None, where
    assert len(title.get_text(strip=True)) > 8, (where, title)
    assert len(soup.find_all("main")) == 1, where
    assert soup.find("a", class_="skip", href="#main"), where


def _check_headings(soup: BeautifulSoup, where: str) -> None:
    levels = [int(tag.name[1]) for tag in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1, (where, levels)
    assert levels[0] == 1, (where, levels)
    for before, after in itertools.pairwise(levels):
        assert after <= before + 1, (where, levels)
    for heading in soup.find_all(re.compile("^h[1-6]$")):
        assert heading.get_text(strip=True), (where, heading)


def _check_ids(soup: BeautifulSoup, where: str) -> None:
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), (where, sorted(i for i in ids if ids.count(i) > 1))
    for name in ("aria-labelledby", "aria-describedby", "for"):
        for tag in soup.find_all(attrs={name: True}):
            for wanted in str(tag[name]).split():
                assert wanted in ids, (where, name, wanted)
    for link in soup.find_all("a", href=re.compile("^#")):
        assert link["href"][1:] in ids, (where, link["href"])


def _check_fields(soup: BeautifulSoup, where: str) -> None:
    for field in soup.find_all(["input", "select", "textarea"]):
        if field.get("type") in ("hidden", "submit"):
            continue
        label = soup.find("label", attrs={"for": field.get("id")}) if field.get("id") else None
        named = label or field.find_parent("label") or field.get("aria-label")
        assert named, (where, str(field))
    for control in soup.find_all(["button", "a", "summary"]):
        assert control.get_text(strip=True) or control.get("aria-label"), (where, str(control))
    for form in soup.find_all("form", method="post"):
        assert form.find("input", attrs={"name": "csrf_token"}), (where, form.get("action"))


def _check_headers(response: TestResponse, where: str) -> None:
    rules = dict(
        rule.strip().split(" ", 1)
        for rule in response.headers["Content-Security-Policy"].split(";")
    )
    found = "X-Robots-Tag" not in response.headers
    allowed = CSP | {"connect-src": "'self'"} if found else CSP
    if b"data-session" in response.data:
        # Whoever has signed in is told when it ends by a script of our own. Nobody else has one.
        allowed = CSP | {"script-src": "'self'", "connect-src": "'self'"}
    assert rules == allowed, (where, rules)
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff", where
    assert response.headers["Referrer-Policy"] == "no-referrer", where
    # Every page may show who has signed in, so none is kept anywhere.
    assert response.headers["Cache-Control"] == "no-store", where


def is_desk(response: TestResponse) -> bool:
    """Tell whether a page is one of those who work here."""
    return response.request.path.startswith(("/medarbejder", "/raadgiver", "/ordlyd"))


def _check_nothing_inline(soup: BeautifulSoup, where: str, *, scripted: bool) -> None:
    assert not soup.find_all(["style", "iframe", "object", "embed"]), where
    for script in soup.find_all("script"):
        assert scripted, (where, "a script on a page for anybody")
        assert str(script["src"]).startswith("/static/"), (where, str(script))
        assert not script.get_text(), (where, "a script written into the page")
    for tag in soup.find_all(True):
        for name in tag.attrs:
            assert name != "style", (where, str(tag)[:120])
            assert not name.startswith("on"), (where, str(tag)[:120])
    for name in ("href", "src", "action"):
        for tag in soup.find_all(attrs={name: True}):
            assert not str(tag[name]).lower().startswith(("javascript:", "data:text")), where
    for tag in soup.find_all(["img", "link", "source"]):
        address = str(tag.get("src") or tag.get("href") or "")
        assert not address.startswith(("http", "//")), (where, "third party", address)


def _check_nothing_personal(
    response: TestResponse, soup: BeautifulSoup, names: frozenset[str], where: str
) -> None:
    title = soup.find("title")
    assert title is not None
    addresses = [response.request.path, title.get_text()]
    addresses += [str(tag["href"]) for tag in soup.find_all("a", href=True)]
    for text in addresses:
        if text.startswith("tel:"):
            continue
        assert not CPR.search(text), (where, "a number like a CPR number")
        for name in names:
            assert name.casefold() not in text.casefold(), (where, "a person's name")
    shown = visible_text(soup)
    for field in soup.select("textarea[aria-invalid]"):
        # What a reader just typed and is asked to correct stands there again.
        shown = shown.replace(visible_text(field), "")
    assert not CPR.search(shown), (where, "a number like a CPR number on the page")


def _check_help(soup: BeautifulSoup, lang: str, adviser: str, where: str) -> None:
    """Help from others stands on every page, in the words of the kind of adviser."""
    part = soup.find("aside", class_="help")
    assert isinstance(part, Tag), (where, "no help from others")
    names = [heading.get_text(strip=True) for heading in part.find_all("h3")]
    assert names, where
    first = names[0]
    assert ("DUKH" in first) == (adviser == "none"), (where, names)
    assert any("DUKH" in name for name in names), (where, names)
    assert part.find("a", href=re.compile("^tel:")), where
    page = visible_text(soup)
    if adviser != "65e":
        assert not _INDEPENDENT.search(page), (where, "called independent")
    if adviser == "none":
        assert not _ADVISER.search(page), (where, "an adviser is named")
    if lang == "da" and adviser == "65e":
        assert "Uafhængig borgerrådgiver" in page, where


def danish_in_other_language(soup: BeautifulSoup, text: str) -> list[Any]:
    """Return the elements that hold a free Danish text, with how each is marked."""
    return [
        (tag.get("lang"), tag.get("dir"))
        for tag in soup.find_all(True)
        if tag.get_text(strip=True) == text and not tag.find(True)
    ]
