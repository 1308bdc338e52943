"""With the keyboard alone: everything is reached, in the order the eye reads, and seen."""

import re
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page as Tab

from tests.browser.reader import Reader, report
from tests.pages import PAGES, named

pytestmark = pytest.mark.browser

# One page of each template, and of the case page each corner that adds something to reach.
KEY_PAGES = (
    *(page.name for page in PAGES if not page.name.startswith("case-") and page.name != "demo"),
    "case-62-102-mads",
    "case-62-104-bent",
    "case-62-120-ahmed",
    "case-62-143-mikkel",
    "case-62-160-sara",
    "case-62-166-layla",
    "case-62-170-gerda",
)
WAYS = (("da", 390), ("ar", 390), ("da", 1280), ("ar", 1280))
OUTLINE = 3
SAME_LINE = 8
# A page of the council has a link beside each text.
MOST_STOPS = 400


def stops(tab: Tab) -> list[dict]:
    """Press Tab until the page has been gone through. Returns where each press came to.

    From the top, also where the focus goes to what is wrong in a form when the page opens.
    """
    tab.evaluate(
        "() => { const top = document.body; top.tabIndex = -1; top.focus();"
        " top.removeAttribute('tabindex') }"
    )
    found: list[dict] = []
    for _ in range(MOST_STOPS):
        tab.keyboard.press("Tab")
        stop = tab.evaluate("checks.focused()")
        if stop is None or (found and stop["order"] == found[0]["order"]):
            return found
        found.append(stop)
    pytest.fail(f"more than {MOST_STOPS} stops")


@pytest.mark.parametrize(("reading", "width"), WAYS)
@pytest.mark.parametrize("name", KEY_PAGES)
def test_tab_reaches_everything_in_order_and_is_seen(reader: Reader, name, reading, width):
    reader.seen_as(width)
    reader.open(named(name), reading)
    reader.open_all()
    expected = reader.tab.evaluate("checks.reachable()")
    found = stops(reader.tab)
    orders = [one["order"] for one in found]
    faults = [f"not reached: {one['name']}" for one in expected if one["order"] not in orders]
    faults += [
        f"focus is hard to see: {one['name']} has a ring of {one['outline']} px"
        for one in found
        if one["outline"] < OUTLINE
    ]
    faults += [f"focus is out of the window: {one['name']}" for one in found if not one["inWindow"]]
    faults += [f"focus is covered: {one['name']}" for one in found if one["covered"]]
    faults += out_of_order(found, reader.tab.evaluate("document.documentElement.dir"))
    assert not faults, report(faults)


def out_of_order(found: list[dict], direction: str) -> list[str]:
    """Return where Tab goes up the page, or back along a line."""
    faults = []
    for one, after in pairwise(found[1:]):  # The skip link lies above everything.
        up = after["bottom"] <= one["top"] + SAME_LINE
        one_line = abs(after["top"] - one["top"]) < SAME_LINE
        back = one["left"] <= after["left"] if direction == "rtl" else after["left"] <= one["left"]
        beside = not up and after["top"] < one["bottom"] - SAME_LINE
        if up and not _next_column(one, after, direction):
            faults.append(f"Tab goes up from {one['name']} to {after['name']}")
        elif one_line and beside and back:
            faults.append(f"Tab goes back from {one['name']} to {after['name']}")
    return faults


def _next_column(one: dict, after: dict, direction: str) -> bool:
    """Whether the second stands in a column after the first one's, as in the page's foot."""
    if direction == "rtl":
        return bool(after["right"] <= one["left"])
    return bool(after["left"] >= one["right"])


@pytest.mark.parametrize("name", ["home", "case-62-102-mads", "not-there-404"])
def test_the_skip_link_leads_past_the_head(reader: Reader, name):
    reader.open(named(name))
    reader.tab.keyboard.press("Tab")
    first = reader.tab.evaluate("checks.focused()")
    assert "a.skip" in first["name"]
    assert first["inWindow"]
    reader.tab.keyboard.press("Enter")
    assert reader.tab.evaluate("document.activeElement.id") == "main"
    reader.tab.keyboard.press("Tab")
    assert reader.tab.evaluate("Boolean(document.activeElement.closest('main'))")


def test_a_step_opens_and_closes_with_the_keyboard(reader: Reader):
    reader.open(named("case-62-102-mads"))
    steps = reader.tab.locator("details.step__more")
    assert steps.count() == 5
    part = steps.nth(2)
    part.locator("> summary").focus()
    for key, state in (("Enter", True), ("Space", False), ("Enter", True)):
        reader.tab.keyboard.press(key)
        assert part.evaluate("one => one.open") is state
    assert part.locator("p").first.is_visible()


@pytest.mark.parametrize("mode", ["light", "dark", "forced"])
def test_the_ring_of_focus_stands_out_from_what_is_around_it(reader: Reader, mode):
    """Measured in pixels: at least the ring of 3 px changes, by 3:1 or more."""
    reader.seen_as(390, mode)
    reader.open(named("case-62-102-mads"))
    reader.open_all()
    count = reader.tab.locator("a:visible, button:visible, summary:visible").count()
    faults = []
    for i in range(1, count, 3):
        one = reader.tab.locator("a:visible, button:visible, summary:visible").nth(i)
        changed, perimeter = _ring(reader.tab, one)
        if changed < perimeter * OUTLINE * 0.9:
            faults.append(f"{changed} of {perimeter * OUTLINE:.0f} px: {one.inner_text()[:40]}")
    assert not faults, report(faults)


def _ring(tab: Tab, one) -> tuple[int, float]:
    """Return how many pixels focus changes by 3:1, and how long the element's edge is."""
    one.scroll_into_view_if_needed()
    tab.evaluate("document.activeElement.blur()")
    box = one.bounding_box()
    clip = {
        "x": max(box["x"] - 12, 0),
        "y": max(box["y"] - 12, 0),
        "width": box["width"] + 24,
        "height": box["height"] + 24,
    }
    before = _picture(tab.screenshot(clip=clip))
    # The mouse was used last or not at all: only keys make a ring.
    tab.keyboard.press("Shift")
    one.evaluate("one => one.focus({ focusVisible: true, preventScroll: true })")
    after = _picture(tab.screenshot(clip=clip))
    changed = ImageChops.difference(before, after).convert("L").point(lambda v: 255 * (v > 0))
    flat = (one.get_flattened_data() for one in (before, after, changed))
    pairs = zip(*flat, strict=True)
    far = sum(1 for a, b, differs in pairs if differs and _contrast(a, b) >= OUTLINE)
    return far, 2 * (box["width"] + box["height"])


def _picture(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def _contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(rgb: tuple[int, int, int]) -> float:
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _unit(rgb))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _unit(rgb: tuple[int, int, int]) -> tuple[float, ...]:
    return tuple(c / 255 for c in rgb)


def test_the_ring_is_the_same_on_every_page(reader: Reader):
    """One rule makes it, so no page can lose it by a rule of its own."""
    reader.open(named("home"))
    style = reader.tab.evaluate("document.styleSheets[0].href")
    assert re.search(r"/static/site-[0-9a-f]+\.css$", style)
    rings = reader.tab.evaluate(
        "(() => { const found = []; const walk = (rules) => { for (const rule of rules) {"
        " if (rule.selectorText && /outline/.test(rule.cssText)) found.push(rule.cssText);"
        " if (rule.cssRules) walk(rule.cssRules); } };"
        " walk(document.styleSheets[0].cssRules); return found; })()"
    )
    without = [rule for rule in rings if re.search(r"outline: (0|none)", rule)]
    assert without == [rule for rule in without if rule.startswith("main:focus")]
