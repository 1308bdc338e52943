"""A citizen says that a text was hard, by keyboard and without a script, and is thanked there."""

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.pages import named

pytestmark = pytest.mark.browser


def test_a_text_is_answered_about_from_the_case_without_a_script(plain_sender: Reader) -> None:
    tab = plain_sender.tab
    plain_sender.open(named("case-62-104-bent"))
    tab.locator(".foot__links a", has_text="Forstod du").press("Enter")
    expect(tab.locator("h1")).to_have_text("Forstod du det, der står?")
    case = tab.url
    # The first text there is: what the case says may have been changed by another test.
    tab.locator("main .audit__list li button").first.press("Enter")
    expect(tab.locator("blockquote")).not_to_be_empty()
    assert "/sag/" not in tab.url, "the address names the text alone"
    tab.locator("main button.button--first").press("Enter")
    expect(tab.locator("main [role=alert]")).to_be_focused()
    tab.get_by_label("Nej").press("Space")
    tab.locator("textarea").fill("For mange ord på en gang.")
    tab.locator("main button.button--first").press("Enter")
    expect(tab.locator("main [role=status]")).to_be_focused()
    expect(tab.locator("main [role=status]")).to_contain_text("Dit svar er gemt")
    assert tab.url == case, "no address says that somebody has answered"
    tab.reload()
    expect(tab.locator("main [role=status]")).to_have_count(0)
