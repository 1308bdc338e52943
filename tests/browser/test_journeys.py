"""Five journeys, walked by clicking as a person does, in each reading and at a phone and a desk."""

import re

import pytest
from playwright.sync_api import Page as Tab

from tests.browser.reader import HEIGHT, Reader
from tests.pages import READINGS, Page, named

pytestmark = pytest.mark.browser

every_way = pytest.mark.parametrize(
    ("reading", "width"), [(reading, width) for reading in READINGS for width in (320, 1280)]
)
LANG = {"da": "da", "easy": "da", "en": "en", "ar": "ar"}


@pytest.fixture
def walker(reader: Reader, reading: str, width: int) -> Tab:
    """Somebody at the front page, not signed in, who has chosen how to read."""
    reader.tab.set_viewport_size({"width": width, "height": HEIGHT})
    reader.open(named("home"), reading)
    return reader.tab


def enter(tab: Tab, person: str) -> None:
    """Sign in through the demo's page, from the front page."""
    tab.locator("main a[href='/demo']").click()
    tab.locator(f"button[name=person][value={person}]").click()
    assert tab.url.endswith("/mine-sager")


def open_case(reader: Reader, name: str) -> None:
    """Choose a case in the list of my cases."""
    address = reader.portal.address(named(name))
    reader.tab.locator(f"main h3 a[href='{address.removeprefix(reader.portal.url)}']").click()
    assert reader.tab.url == address


def in_this_reading(tab: Tab, reading: str) -> None:
    """The page is in the reader's own language, written the way it is read."""
    root = tab.locator("html")
    assert root.get_attribute("lang") == LANG[reading]
    assert root.get_attribute("dir") == ("rtl" if reading == "ar" else "ltr")
    assert ("easy" in (root.get_attribute("class") or "")) is (reading == "easy")


@every_way
def test_sign_in_and_find_the_case(reader: Reader, walker: Tab, reading: str, width: int):
    in_this_reading(walker, reading)
    enter(walker, "mads")
    in_this_reading(walker, reading)
    assert walker.locator("main h3 a").count() == 2
    listed = walker.locator(".card b").all_inner_texts()
    open_case(reader, "case-62-102-mads")
    in_this_reading(walker, reading)
    assert walker.locator("h1").inner_text() in [one.rstrip(".") for one in listed]
    assert re.search(r"[2٢]\D+[5٥]", walker.locator(".panel__now").inner_text())
    for part in ("#your-turn", "#our-turn", "#promise", ".drawing h2", ".people h2", ".help h2"):
        assert walker.locator(part).is_visible()
    assert walker.locator(".people .phone").first.is_visible()
    assert walker.locator("[aria-current=step]").count() == 1


@every_way
def test_a_hearing_says_what_to_do_and_who_can_help(
    reader: Reader, walker: Tab, reading: str, width: int
):
    enter(walker, "bent")
    open_case(reader, "case-62-104-bent")
    in_this_reading(walker, reading)
    place = walker.locator("[aria-current=step]")
    assert place.locator("h3").inner_text().strip().startswith("4")
    assert walker.locator(".turn--yours li").first.is_visible()
    assert walker.locator(".help--prominent").is_visible()
    assert walker.locator(".help__reason").is_visible()


@every_way
def test_a_late_case_is_said_to_be_late_at_the_top(
    reader: Reader, walker: Tab, reading: str, width: int
):
    enter(walker, "ahmed")
    open_case(reader, "case-62-120-ahmed")
    in_this_reading(walker, reading)
    late = walker.locator(".panel p.late").first
    assert late.is_visible()
    top = walker.locator(".drawing").bounding_box()
    said = late.bounding_box()
    assert top is not None
    assert said is not None
    assert said["y"] < top["y"]
    assert walker.locator(".help--prominent .phone").first.is_visible()


@every_way
def test_a_parent_does_not_mix_the_childs_case_with_the_own(walker: Tab, reading: str, width: int):
    enter(walker, "sara")
    groups = walker.locator(".person-cases")
    assert groups.count() == 2
    childs = groups.filter(has_text="Noah").first
    assert childs.locator("h3 a").count() == 1
    childs.locator("h3 a").click()
    in_this_reading(walker, reading)
    assert "Noah" in walker.locator(".panel__about").inner_text()
    walker.go_back()
    own = walker.locator(".person-cases").filter(has_not_text="Noah").first
    own.locator("h3 a").click()
    assert "Noah" not in walker.locator("body").inner_text()


@pytest.mark.parametrize("width", [320, 1280])
def test_choices_of_reading_take_effect_at_once_and_last(reader: Reader, width: int):
    reader.seen_as(width)
    case = named("case-62-102-mads")
    reader.open(case)
    tab = reader.tab
    # The browser asks for Danish: what the person chose wins.
    for choice, reading in (
        ("[lang=en]", "en"),
        ("[lang=ar]", "ar"),
        ("[lang=da]", "da"),
        ("[name=easy]", "easy"),
    ):
        choose(tab, choice)
        assert tab.url == reader.portal.address(case)
        in_this_reading(tab, reading)
        assert tab.locator(f".settings {choice}[aria-pressed=true]").count() == 1
    choose(tab, "[name=calm]")
    assert "calm" in (tab.locator("html").get_attribute("class") or "")
    assert tab.locator(".drawing--calm").count() == 1
    assert not tab.locator(".drawing .who").first.is_visible()
    lasts(reader)


def choose(tab: Tab, choice: str) -> None:
    if not tab.locator(".settings[open]").count():
        tab.locator(".settings > summary").click()
    tab.locator(f".settings button{choice}").click()


def lasts(reader: Reader) -> None:
    """The choices are there on other pages, and after signing out."""
    tab = reader.tab
    for page in (named("contact"), named("not-there-404")):
        tab.goto(reader.portal.address(page))
        in_this_reading(tab, "easy")
    menu = tab.locator(".menu > summary")
    if menu.is_visible():
        menu.click()
    tab.locator(".sign-out button").click()
    reader.portal.forget("mads")
    assert tab.url.endswith("/log-af")
    in_this_reading(tab, "easy")
    kept = {one["name"]: one for one in reader.context.cookies()}
    assert "sagsvej" not in kept
    assert kept["valg"]["value"] == "da.1.1"
    a_year = 365 * 24 * 3600
    assert kept["valg"]["expires"] > tab.evaluate("Date.now() / 1000") + a_year


def test_after_signing_out_the_case_is_closed(reader: Reader):
    case: Page = named("case-62-102-mads")
    reader.open(case)
    menu = reader.tab.locator(".menu > summary")
    if menu.is_visible():
        menu.click()
    reader.tab.locator(".sign-out button").click()
    reader.portal.forget("mads")
    answer = reader.tab.goto(reader.portal.address(case))
    assert answer is not None
    assert answer.status == 401
    assert "Mads" not in reader.text()
