"""Every text a person can meet stands in the register: the pseudo-language finds those that do not.

Each known text is put between signs. What is visible on a page, in a letter or in a notice and
stands outside them must be somebody's name or words, a date, a number, or a fact that the
municipality has written itself. Anything else is a sentence nobody can change or discuss.
"""

import re
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from babel import Locale
from bs4 import BeautifulSoup, Comment, Doctype
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.core.letters import REQUIRED
from portal.demo import DEMO_PEOPLE
from portal.demo.council import show_comment, show_numbers, show_round
from portal.demo.letters import show_some
from portal.demo.sign_in import demo_identities
from portal.demo.understood import show_answers
from portal.demo.wording import show_draft
from portal.identity import Identity, UserRole
from portal.pages.reader import NAMES as LANGUAGE_NAMES
from portal.services.examples import example_letters
from portal.services.record_events import From, Origin, record_events
from portal.services.reread_desk import read_what_came
from portal.services.sending import notice_heading, notice_text, sms_text
from portal.services.spoken_words import Edition
from portal.services.write_letter import Reader, open_workshop, page_of
from portal.settings import RESOURCES, ROOT
from portal.sources.embedded.log import build_logs
from portal.store.models import CaseRow, LetterRow, OwnTextRow, SetAsideRow
from portal.wording.catalogue import EASY, NORMAL, load_catalogue
from portal.wording.marked import Marked, marked, outside_marks
from portal.wording.register import subject_of
from tests.conftest import Site, Visitor
from tests.pages import PAGES, Page

READINGS = {"da": ("da", NORMAL), "easy": ("da", EASY), "en": ("en", NORMAL), "ar": ("ar", NORMAL)}
ATTRIBUTES = ("aria-label", "title", "alt", "placeholder", "aria-description")
LENGTHS = (
    "den kl at dag dage uge uger måned måneder arbejdsdag arbejdsdage day days week weeks month "
    "months working الساعة يوم يومان أيام يومًا يوما عمل أسبوع أسبوعان أسابيع أسبوعًا شهر شهران "
    "أشهر شهرًا واحد"
)
KEY = re.compile(r"\b[a-z]+(?:\.[a-z_0-9]+)+\b")
KEYS = frozenset(load_catalogue(ROOT / "translations")["da", NORMAL].all_texts())
LETTERS = re.compile(r"[^\W\d_]{2,}")
SHOWS_DEMO = {"demo", "demo-sent"}
"""Pages that are there in the demo alone: what its people are told to be is no wording."""

NEEDS_THE_ROOM = {"give-on-nothing-chosen"}
"""The form to share a case with the adviser: there is none without a room that answers."""

LOOKED_AT = {"wording-case", "wording-letter", "council-seen-marked"} | {
    f"understood-{name}" for name in ("contact", "case", "letter-en", "letter-ar")
}
"""Pages that show others' texts, with the marks taken away again; they are the citizens' own."""

NOT_WORDING = "script, style, textarea, input, .own-words, bdi, .compared, .editor__texts, .letter"
"""What somebody wrote; texts shown in part or word by word; letters that were made before."""


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _strings(one)


def _dates(language: str) -> set[str]:
    locale = Locale(language)
    found: set[str] = set()
    for kind in (locale.days, locale.months):
        for widths in kind.values():
            for names in widths.values():
                found |= set(names.values())
    # Lengths of time and the clock, as portal.wording.dates says them.
    found |= set(LENGTHS.split())
    # What languages are called comes from Unicode's own tables, as the days do.
    found |= set(" ".join(locale.languages.values()).split())
    return {one.casefold() for one in found}


@pytest.fixture
def people_said(site: Site) -> set[str]:
    """Return what people are called and have written, and what the municipality has."""
    said = set(_strings(site.portal.municipality.model_dump(mode="python")))
    said |= {one.name for one in DEMO_PEOPLE} | {one.shows for one in DEMO_PEOPLE}
    for log in build_logs(site.clock().date()).values():
        for event in log.events:
            said |= set(_strings(event.get("data")))
    said |= set(LANGUAGE_NAMES.values())
    for facts in example_letters(site.clock().date()).values():
        said |= {facts.party, *facts.evidence, *facts.reasons}
        said |= {one for one in (facts.may_mean, facts.heard, facts.document) if one}
        said |= {
            one for one in (facts.contact.name, facts.contact.unit, facts.contact.hours) if one
        }
    return {one.strip() for one in said if LETTERS.search(one)}


@pytest.fixture
def words(site: Site) -> Marked:
    """Let the portal speak the pseudo-language."""
    found = marked(site.portal.catalogue.shipped)
    site.portal.catalogue.edition = Edition(0, found.words, {})
    return found


def unknown(text: str, allowed: set[str], dates: set[str]) -> list[str]:
    """Return the words of a text that stand in no register."""
    text = " ".join(outside_marks(text).split())
    text = KEY.sub(lambda match: " " if match[0] in KEYS else match[0], text)
    if not LETTERS.search(text):
        return []
    for one in sorted(allowed, key=len, reverse=True):
        if one in text:
            text = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", " ", text)
    text = re.sub(r"https?://\S+|\b[\w.-]+\.(?:invalid|dk|toml)\b\S*|\S+@\S+", " ", text)
    return [word for word in LETTERS.findall(text) if word.casefold() not in dates]


QUOTED = "main [lang], .audit__measures dd > p:first-child"
"""On pages about the words: texts in part, compared, and what was counted in them."""

ABOUT_WORDS = ("council-", "wording-compare", "understood-")


REGISTER = " | ".join(
    " ".join(LETTERS.findall(text)).casefold()
    for words in load_catalogue(ROOT / "translations").values()
    for text in words.all_texts().values()
)


def is_quoted(words: list[str]) -> bool:
    """Tell whether words stand in a text one after the other.

    For pages about the words alone, where a quotation may stand within a line: a single word
    is nearly always one of some text.
    """
    return f" {' '.join(words).casefold()} " in f" {REGISTER} "


def visible(html: str, without: str = NOT_WORDING) -> Iterator[str]:
    """Yield every text of a page that somebody sees or hears."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        yield from (str(tag[name]) for name in ATTRIBUTES if tag.get(name))
    for tag in soup.select(without):
        tag.decompose()
    for text in soup.find_all(string=True):
        if not isinstance(text, (Comment, Doctype)):
            yield str(text)


@pytest.fixture
def town(site: Site) -> dict[str, str]:
    """Record the demo, and return what the places in the catalogue's paths stand for."""
    here = site.portal
    for source, log in build_logs(site.clock().date()).items():
        known = here.municipality.source(source)
        assert known is not None
        sender = From(source, known.go_live, Origin.PULL)
        record_events(here.engine, list(log.events), sender, here.identifiers, site.clock())
    read_what_came(here.engine, here.office, site.clock())
    show_some(here.engine, here.settings, here.office, site.clock())
    show_draft(here.engine, site.clock())
    show_comment(here.engine, here.identifiers, site.clock())
    show_round(here.engine, site.clock())
    show_numbers(here.settings.desk_numbers, site.clock().date())
    show_answers(here.engine, here.identifiers, site.clock())
    found = {}
    with here.engine.connect() as connection:
        cases = select(CaseRow.id, CaseRow.reference, CaseRow.public_id)
        ids = {row.id: row.reference for row in connection.execute(cases)}
        found |= {row.reference: row.public_id for row in connection.execute(cases)}
        letters = select(LetterRow.case_id, LetterRow.kind, LetterRow.public_id)
        for row in connection.execute(letters):
            found[f"{ids[row.case_id]}:{row.kind}"] = row.public_id
    return found


def browser(site: Site, person: str | None, reading: str) -> Visitor:
    """Return the browser of one of the demo's people."""
    lang = READINGS[reading][0]
    visitor = Visitor(site, None, lang, easy=reading == "easy")
    one = next((one for one in demo_identities() if one.key == person), None)
    if one is None:
        return visitor
    if one.role is UserRole.CITIZEN:
        visitor.sign_in(one.role, one.identifier)
    else:
        import secrets

        who = Identity(one.role, None, one.name, staff=f"demo:{one.key}", unit=one.unit)
        visitor._begin(who, secrets.token_urlsafe(32))
    return visitor


def html_of(site: Site, page: Page, reading: str, town: dict[str, str]) -> str | None:
    """Return a page of the catalogue; None for one that is none, as a file."""

    def placed(path: str) -> str:
        return re.sub(r"\{([^}]+)\}", lambda match: town.get(match[1], "x" * 16), path)

    client = browser(site, page.person, reading).client
    if page.first:
        path, fields = page.first
        _send(client, placed(path), dict(fields))
    path = placed(page.path)
    if page.expired:
        answer = client.post(path, data={"next": path})
    elif page.sends:
        answer = _send(client, path, {})
    else:
        answer = client.get(path)
    if page.first or page.expired or page.sends:
        assert answer.status_code == page.status, (page.name, answer.status_code)
    if answer.mimetype != "text/html" or 300 <= answer.status_code < 400:
        return None
    return answer.get_data(as_text=True)


def _send(client: FlaskClient, path: str, fields: dict[str, str]) -> TestResponse:
    """Send the form of a page with what it holds unseen and some fields filled in."""
    page = BeautifulSoup(client.get(path).get_data(as_text=True), "html.parser")
    form = page.select_one("main form")
    assert form is not None, path
    hidden = {str(one["name"]): str(one.get("value", "")) for one in form.select("[type=hidden]")}
    return client.post(path, data=hidden | fields)


@pytest.mark.parametrize("reading", READINGS)
def test_every_visible_text_of_every_page_is_in_the_register(
    site: Site, town: dict[str, str], words: Marked, people_said: set[str], reading: str
) -> None:
    dates = _dates(READINGS[reading][0])
    with site.portal.engine.connect() as connection:
        # Why something a case system sent cannot be used: what that system is told, in English.
        said = set(connection.scalars(select(SetAsideRow.reason)))
        said |= {row.pointer for row in connection.execute(select(SetAsideRow.pointer))}
        said |= {row.reason for row in connection.execute(select(OwnTextRow.reason))}
    allowed = people_said | said
    every_date = set().union(*map(_dates, ("da", "en", "ar")))
    strangers: dict[str, set[str]] = {}
    seen = 0
    for page in PAGES:
        if page.name in SHOWS_DEMO | LOOKED_AT | NEEDS_THE_ROOM:
            continue
        html = html_of(site, page, reading, town)
        if html is None:
            continue
        seen += 1
        about_words = page.name.startswith(ABOUT_WORDS)
        for text in visible(html, f"{NOT_WORDING}, {QUOTED}" if about_words else NOT_WORDING):
            found = unknown(text, allowed, every_date if about_words else dates)
            if found and not (about_words and is_quoted(found)):
                strangers.setdefault(" ".join(found), set()).add(page.name)
    assert seen > 100
    assert not strangers, "\n".join(f"{a!r}: {sorted(b)[:4]}" for a, b in strangers.items())


@pytest.mark.parametrize("reading", READINGS)
def test_every_visible_text_of_every_letter_is_in_the_register(
    site: Site, words: Marked, people_said: set[str], reading: str
) -> None:
    dates = _dates(READINGS[reading][0]) | _dates("da")
    workshop = open_workshop(RESOURCES, words.words, site.portal.municipality)
    kinds = {facts.kind for facts in example_letters(site.clock().date()).values()}
    assert kinds == set(REQUIRED), "a letter of each kind we write"
    for name, facts in example_letters(site.clock().date()).items():
        html = page_of(facts, Reader(*READINGS[reading]), workshop)
        for text in visible(html):
            assert not unknown(text, people_said, dates), (name, text)


@pytest.mark.parametrize("reading", READINGS)
def test_every_notice_is_in_the_register(
    words: Marked, people_said: set[str], reading: str
) -> None:
    found = words.words[READINGS[reading]]
    for text in (
        notice_heading(found, "12"),
        notice_text(found, "12", "34", "56"),
        sms_text(found, "12", "34"),
    ):
        assert not unknown(text, set(), set()), text


def test_the_pseudo_language_finds_a_text_that_is_in_no_register(words: Marked) -> None:
    speaks = words.words["da", "normal"]
    assert unknown(speaks.labels["nav.menu"], set(), set()) == []
    assert unknown(speaks.labels["nav.menu"] + " og mere", set(), set()) == ["og", "mere"]


def test_every_text_has_a_subject() -> None:
    assert [key for key in KEYS if subject_of(key) is None] == []
