"""A citizen answers a hearing and complains, with the keyboard, without JavaScript, on a phone."""

import re

import pytest
from playwright.sync_api import Page as Tab

from tests.browser.reader import Reader
from tests.pages import CASE_PAGES, Page

pytestmark = pytest.mark.browser

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
NOT_A_PDF = b"MZ\x90\x00" * 60


def page_of(person: str) -> Page:
    return next(page for page in CASE_PAGES if page.person == person)


def follow(tab: Tab, text: str) -> None:
    """Follow a link with the keyboard."""
    tab.get_by_role("link", name=text, exact=True).first.focus()
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def press_send(tab: Tab) -> None:
    """Press the form's button with the keyboard."""
    tab.get_by_role("button", name="Send til os").focus()
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def test_a_hearing_is_answered_with_a_file_after_one_that_is_refused(plain_sender: Reader):
    tab = plain_sender.tab
    plain_sender.open(page_of("anne"))
    follow(tab, "Svar på det, vi har skrevet")
    words = "Tallet i brevet er forkert.\n\nJeg har sendt det rigtige."
    tab.get_by_label("Hvad vil du sige til os?").fill(words)
    files = tab.locator("input[type=file]")
    files.set_input_files({"name": "bilag.pdf", "mimeType": "application/pdf", "buffer": NOT_A_PDF})
    press_send(tab)
    alert = tab.get_by_role("alert")
    assert "bilag.pdf" in alert.inner_text()
    assert tab.get_by_label("Hvad vil du sige til os?").input_value() == words, "nothing is lost"
    files.set_input_files({"name": "bilag.pdf", "mimeType": "application/pdf", "buffer": PDF})
    press_send(tab)
    assert tab.get_by_role("heading", level=1).inner_text() == "Vi har fået det, du sendte"
    receipt = tab.locator("main").inner_text()
    assert "Jeg har sendt det rigtige." in receipt
    assert "bilag.pdf" in receipt
    assert re.search(r"Du hører fra os senest \w+ den \d+\. \w+ \d{4}\.", receipt)
    assert tab.locator("main a[href^='tel:']").count() >= 1
    follow(tab, "Tilbage til sagen")
    assert tab.get_by_role("heading", level=1).inner_text() == "Vi har fået dit svar og læser det"
    assert tab.locator("main a[href$='/svar']").count() >= 1, "until the day there may be more"


def test_a_complaint_takes_two_presses_and_no_words(plain_sender: Reader):
    tab = plain_sender.tab
    plain_sender.open(page_of("laila"))
    follow(tab, "Klag over vores svar")
    press_send(tab)
    receipt = tab.locator("main").inner_text()
    assert re.search(r"Vi ser på vores svar igen senest \w+ den \d+\. \w+ \d{4}\.", receipt)
    follow(tab, "Tilbage til sagen")
    assert "klage" in tab.get_by_role("heading", level=1).inner_text()


def test_the_focus_goes_to_what_is_wrong_and_from_there_to_its_field(reader: Reader):
    tab = reader.tab
    reader.open(page_of("mads"))
    follow(tab, "Spørg os")
    press_send(tab)
    assert tab.evaluate("document.activeElement.getAttribute('role')") == "alert"
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.name") == "text"
