"""The question before a session ends, in a real browser; and what stands there without a script."""

import re
from datetime import timedelta
from typing import Any

from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Tab

from tests.providers.conftest import OpenIdHouse, heading
from tests.providers.test_open_id import go_in

ASK = "Vil du blive logget ind?"
FOCUSED = "document.activeElement.closest('a, button')?.innerText ?? ''"


def signed_in(context: BrowserContext, house: OpenIdHouse) -> Tab:
    """Sign in; the tab's clock can be moved."""
    context.clock.install()
    tab = go_in(context, "anna")
    tab.wait_for_url(f"{house.url}/mine-sager")
    return tab


def test_five_minutes_before_one_is_asked_and_answers_by_keyboard(by_open_id: OpenIdHouse):
    with by_open_id.visitor() as context:
        tab = signed_in(context, by_open_id)
        asks = tab.get_by_role("dialog", name=ASK)
        context.clock.run_for(24 * 60_000)
        expect(asks).to_have_count(0)
        by_open_id.clock.moved = timedelta(minutes=26)
        context.clock.run_for(2 * 60_000)

        expect(asks).to_be_visible()
        # Named, described, and where the keyboard is: that is what a screen reader says.
        described = asks.evaluate(
            "(one) => document.getElementById(one.getAttribute('aria-describedby')).innerText"
        )
        assert described.startswith("Du bliver snart logget ud")
        stay = asks.get_by_role("button", name="Bliv logget ind")
        expect(stay).to_be_focused()
        with tab.expect_response("**/log-ind/bliv") as answer:
            tab.keyboard.press("Enter")
        assert answer.value.status == 200
        expect(asks).to_have_count(0)
        said = tab.locator("[data-session-until][role=status]")
        expect(said).to_have_text(re.compile(r"^Logget ind til kl\. \d+\.\d\d$"))
        context.clock.run_for(24 * 60_000)
        expect(asks).to_have_count(0)


def test_the_question_is_a_modal_dialog_in_the_tree_that_a_screen_reader_is_given(
    by_open_id: OpenIdHouse,
):
    """Chromium's own tree: named and described, alone on the page, and it holds the focus."""
    with by_open_id.visitor() as context:
        tab = signed_in(context, by_open_id)
        before = tab.get_by_role("link", name="Kontakt").first
        before.focus()
        (status,) = [one for one in tree(tab) if value(one, "role") == "status"]
        assert properties(status)["live"] == "polite"
        by_open_id.clock.moved = timedelta(minutes=26)
        context.clock.run_for(26 * 60_000)
        expect(tab.get_by_role("dialog", name=ASK)).to_be_visible()

        given = tree(tab)
        (dialog,) = [one for one in given if value(one, "role") == "dialog"]
        assert value(dialog, "name") == ASK
        assert value(dialog, "description").startswith("Du bliver snart logget ud")
        assert properties(dialog)["modal"] is True
        assert [value(one, "name") for one in given if value(one, "role") == "heading"] == []
        held = []
        for _ in range(5):
            held.append(tab.evaluate(FOCUSED))
            tab.keyboard.press("Tab")
        assert held[0] == "Bliv logget ind"
        assert set(held) <= {"Bliv logget ind", "Log af nu", ""}, "it leads nowhere behind it"
        tab.get_by_role("dialog", name=ASK).get_by_role("button").first.focus()
        with tab.expect_response("**/log-ind/bliv"):
            tab.keyboard.press("Enter")
        expect(before).to_be_focused()


def tree(tab: Tab) -> list[dict[str, Any]]:
    """Return what the browser tells a screen reader of a page, without what it leaves out."""
    session = tab.context.new_cdp_session(tab)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [one for one in nodes if not one.get("ignored")]


def value(node: dict[str, Any], name: str) -> str:
    """Return a value of a node, "" when it has none."""
    return str(node.get(name, {}).get("value", ""))


def properties(node: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of a node."""
    return {one["name"]: one["value"].get("value") for one in node.get("properties", ())}


def test_escape_stays_too_and_what_is_typed_is_not_lost(by_open_id: OpenIdHouse):
    with by_open_id.visitor() as context:
        tab = signed_in(context, by_open_id)
        by_open_id.clock.moved = timedelta(minutes=26)
        context.clock.run_for(26 * 60_000)
        with tab.expect_response("**/log-ind/bliv") as answer:
            tab.keyboard.press("Escape")
        assert answer.value.status == 200


def test_when_it_is_over_the_screen_shows_nothing(by_open_id: OpenIdHouse):
    with by_open_id.visitor() as context:
        tab = signed_in(context, by_open_id)
        by_open_id.clock.moved = timedelta(minutes=31)
        context.clock.run_for(31 * 60_000)
        tab.wait_for_url("**/log-af")
        assert heading(tab) == "Du er logget af"


def test_a_page_opened_in_another_tab_keeps_this_one(by_open_id: OpenIdHouse):
    with by_open_id.visitor() as context:
        tab = signed_in(context, by_open_id)
        context.clock.run_for(20 * 60_000)
        other = context.new_page()
        other.goto("/kontakt")
        tab.wait_for_timeout(200)
        tab.clock.run_for(8 * 60_000)
        expect(tab.get_by_role("dialog", name=ASK)).to_have_count(0)


def test_without_a_script_the_time_and_a_button_stand_there(by_open_id: OpenIdHouse):
    with by_open_id.visitor(scripts=False) as context:
        tab = context.new_page()
        tab.goto("/log-ind")
        tab.get_by_role("link", name="Log ind med MitID").click()
        tab.get_by_role("button", name="anna", exact=True).click()
        tab.wait_for_url(f"{by_open_id.url}/mine-sager")
        assert "Logget ind til kl. " in tab.locator("header").inner_text()
        by_open_id.clock.moved = timedelta(minutes=20)
        tab.get_by_role("button", name="Bliv logget ind").click()
        tab.wait_for_url(f"{by_open_id.url}/mine-sager")
        by_open_id.clock.moved = timedelta(minutes=45)
        assert tab.goto("/mine-sager").status == 200
