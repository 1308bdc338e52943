"""The desk's one script in a real browser: a draft is kept while typing, offline and after."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.pages import named

pytestmark = pytest.mark.browser
UPDATE = named("desk-update")


@pytest.fixture
def writing(reader: Reader) -> Iterator[Tab]:
    """Somebody at the form, with an empty field; the draft is thrown away afterwards."""
    reader.open(UPDATE)
    yield reader.tab
    reader.context.set_offline(False)
    reader.open(UPDATE)
    throw = reader.tab.locator("button[value=discard]")
    if throw.count():
        throw.click()


def state(tab: Tab) -> "expect":
    return expect(tab.locator("[data-draft-state]"))


def test_what_is_typed_is_kept_and_there_after_the_browser_was_closed(
    reader: Reader, writing: Tab
) -> None:
    writing.locator("#text").press_sequentially("Lægen har")
    state(writing).to_contain_text("Kladden er gemt kl.", timeout=10_000)
    kept = writing.evaluate("[localStorage.length, sessionStorage.length]")
    assert kept == [0, 0], "never in the browser's storage"
    reader.open(UPDATE)
    expect(writing.locator("#text")).to_have_value("Lægen har")
    assert reader.heard.complaints == []


def test_a_lost_connection_loses_nothing(reader: Reader, writing: Tab) -> None:
    writing.locator("#text").press_sequentially("Før. ")
    state(writing).to_contain_text("Kladden er gemt", timeout=10_000)
    reader.context.set_offline(True)
    writing.locator("#text").press_sequentially("Uden net.")
    state(writing).to_contain_text("Kladden er ikke gemt", timeout=10_000)
    reader.context.set_offline(False)
    state(writing).to_contain_text("Kladden er gemt", timeout=20_000)
    reader.open(UPDATE)
    expect(writing.locator("#text")).to_have_value("Før. Uden net.")


def test_looking_at_a_form_keeps_no_draft(reader: Reader, writing: Tab) -> None:
    writing.wait_for_timeout(2_500)
    reader.open(named("desk"))
    assert "Dine kladder" not in writing.locator("main").inner_text()


def test_the_link_from_the_list_leads_straight_to_the_field(reader: Reader) -> None:
    reader.open(named("desk"))
    reader.tab.locator(".work__do a[href$='#text']").first.press("Enter")
    reader.tab.wait_for_url("**/nyt#text")
    assert reader.tab.evaluate("document.activeElement.id") == "text"
