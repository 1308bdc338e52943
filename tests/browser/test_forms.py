"""A form with a mistake, in a real browser: where the focus goes, and that nothing is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.files.samples import HTML, PDF
from tests.pages import named

pytestmark = pytest.mark.browser


def focused(reader: Reader) -> str:
    """Return what has the focus: its role or its id. A page gives it when it is first drawn."""
    expect(reader.tab.locator("body :focus")).to_have_count(1)
    found: str = reader.tab.evaluate(
        "document.activeElement.getAttribute('role') || document.activeElement.id"
    )
    return found


def files(*given: tuple[str, bytes]) -> list[dict[str, str | bytes]]:
    return [{"name": name, "mimeType": "application/pdf", "buffer": body} for name, body in given]


@pytest.mark.parametrize("reading", ["da", "ar"])
def test_the_focus_goes_to_what_is_wrong_and_from_there_to_the_field(
    reader: Reader, reading: str
) -> None:
    reader.open(named("act-call-back-wrong"), reading)
    assert focused(reader) == "alert", "a screen reader begins with what is wrong"
    top = reader.tab.locator("[role=alert]").bounding_box()
    assert top is not None
    assert 0 <= top["y"] < 844, "and it is in the window"
    reader.tab.keyboard.press("Tab")
    reader.tab.keyboard.press("Enter")
    assert focused(reader) == "phone"
    field = reader.tab.locator("#phone")
    said = field.evaluate(
        "field => field.getAttribute('aria-describedby').split(' ')"
        ".map(id => document.getElementById(id).textContent).join(' ')"
    )
    assert reader.tab.locator("[role=alert] li").first.inner_text() in said


def test_words_and_good_files_are_there_after_a_mistake_and_are_sent(sender: Reader) -> None:
    """With the keyboard alone, but for the file chooser, which is the browser's own."""
    reader = sender
    tab = reader.tab
    reader.open(named("act-answer"))
    tab.locator("#text").fill("Det er ikke rigtigt, at jeg selv kan handle ind.")
    tab.locator("#files").set_input_files(files(("min læge.pdf", PDF), ("side.pdf", HTML)))
    with tab.expect_navigation() as sent:
        tab.locator("main form button").last.press("Enter")
    assert sent.value is not None
    assert sent.value.status == 422
    assert focused(reader) == "alert"
    assert "side.pdf" in tab.locator("[role=alert]").inner_text()
    assert tab.locator("#text").input_value().startswith("Det er ikke rigtigt")
    assert tab.get_by_role("checkbox", name="min læge.pdf").is_checked()
    assert reader.axe() == []
    with tab.expect_navigation() as sent:
        tab.locator("main form button").last.press("Enter")
    assert sent.value is not None
    assert sent.value.url.endswith("/kvittering")
    assert "min læge.pdf" in tab.locator("main").inner_text()
