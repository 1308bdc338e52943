"""A member, the chair and the editor, by keyboard alone, on a screen as narrow as 400 % leaves it.

A wide screen of 1280 px enlarged four times is 320 px wide (WCAG 2.2, 1.4.10).
"""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
import requests
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, expect

from tests.browser.hands import Hands
from tests.browser.office import today
from tests.browser.running import Portal
from tests.browser.street import Street, button, fits, heading, link

pytestmark = pytest.mark.browser

ENLARGED: Any = {"width": 320, "height": 256}
LETTER = "/handicapraad/laes/da/brev-hearing"
SAID = ("Ordet er svært.", "Sætningen er for lang.")


@pytest.fixture
def street(chromium: Browser, spare_portal: Portal) -> Iterator[Street]:
    with ExitStack() as windows:
        yield Street(chromium, spare_portal, windows)


def enlarged(street: Street, person: str, path: str) -> Hands:
    hands = street.of(person, path, scripts=False)
    hands.tab.set_viewport_size(ENLARGED)
    return hands


def test_a_member_reads_the_hearing_letter_and_comments_on_two_sentences(street: Street) -> None:
    hands = enlarged(street, "raadsmedlem", LETTER)
    tab = hands.tab
    for words in SAID:
        hands.begin()
        # On each text it is one link, where one reads.
        says = tab.locator("main .audit__list > li", has_text="Du bestemmer selv, om du vil svare")
        number = says.get_attribute("id")
        hands.go(says.get_by_role("link"))
        assert fits(tab)
        hands.reach(tab.locator("select[name=sentence]"))
        hands.press("ArrowDown", 1 + SAID.index(words))
        hands.fill(tab.locator("textarea"), words)
        hands.go(button(tab, "Send kommentaren"))
        assert "Brev: partshøring" in heading(tab)
        assert "Din kommentar er gemt" in tab.locator(f"#{number} > :focus").inner_text()
        assert hands.effort.interactions == 2
        assert fits(tab)
    hands.tab.goto(f"{street.portal.url}/handicapraad/kommentarer")
    shown = tab.locator("main").inner_text()
    for words in SAID:
        assert words in shown
    assert fits(tab)


def test_the_chair_begins_a_round_and_enters_what_was_recommended(street: Street) -> None:
    hands = enlarged(street, "raad", "/handicapraad/runder")
    tab = hands.tab
    hands.fill(tab.locator("input[name=name]"), "Hjælp fra andre")
    hands.pick(tab.locator("select[name=subject]"), "Hjælp")
    hands.pick(tab.locator("select[name=reading]"), "Dansk")
    hands.fill(tab.locator("input[name=opens]"), f"{today():%d.%m.%Y}")
    hands.fill(tab.locator("input[name=closes]"), f"{today() + timedelta(days=20):%d.%m.%Y}")
    hands.go(button(tab, "Begynd runden"))
    begun = tab.url
    hands.go(link(tab, "Skriv ind, hvad rådet mener"))
    assert fits(tab)
    hands.go(button(tab, "Gem rådets ord"))
    # What is missing has the focus, and each line is a way to its field.
    expect(tab.locator("[role=alert]")).to_be_focused()
    hands.fill(tab.locator("input[name=on]"), f"{today():%d.%m.%Y}")
    hands.choose(tab.locator("input[name=whole][value=recommended]"))
    hands.fill(tab.locator("textarea[name=said]"), "Teksterne er til at forstå.")
    hands.go(button(tab, "Gem rådets ord"))
    assert "Teksterne er til at forstå." in tab.locator("main").inner_text()
    with requests.Session() as browser:
        for one in street.portal.cookies("raad"):
            browser.cookies.set(one["name"], one["value"])
        page = browser.get(begun, timeout=60)
        pdf = BeautifulSoup(page.text, "html.parser").find("a", string="Hent referatet (PDF)")
        assert isinstance(pdf, Tag)
        minutes = browser.get(street.portal.url + str(pdf["href"]), timeout=60)
    assert minutes.content.startswith(b"%PDF")


def test_an_editor_changes_a_sentence_and_a_member_compares_the_versions(street: Street) -> None:
    key = "page.home.lead"
    hands = enlarged(street, "ordlyd", f"/ordlyd/tekst/{key}")
    tab = hands.tab
    for reading, added in (("Dansk", " Vi skriver det her."), ("Letlæst dansk", " Det står her.")):
        section = tab.locator(
            "main section", has=tab.get_by_role("heading", name=reading, exact=True)
        )
        hands.go(section.get_by_role("link", name="Ret teksten"))
        assert fits(tab)
        text = tab.locator("textarea[name=text]")
        hands.reach(text)
        hands.press("Control+End")
        hands.write(added)
        hands.fill(tab.locator("input[name=reason]"), "Det stod ikke tydeligt.")
        hands.choose(tab.locator("input[name=ground][value=law]"))
        hands.go(button(tab, "Gem udkast og se det"))
        assert fits(tab)
        hands.go(button(tab, "Udgiv nu"))
        tab.goto(f"{street.portal.url}/ordlyd/tekst/{key}")
    behind = tab.locator("main").inner_text()
    assert behind.count("bagud for den danske tekst") == 2, "English and Arabic are behind"
    member = enlarged(street, "raadsmedlem", f"/handicapraad/tekst/da/{key}/sammenlign")
    shown = member.tab.locator("main").inner_text()
    assert "tilføjet" in shown.casefold()
    assert "Vi skriver det her." in shown
    assert fits(member.tab)
