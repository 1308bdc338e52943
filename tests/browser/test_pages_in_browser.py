"""Every page of the catalogue: at a phone, at a desk, in each language, light, dark and forced.

What depends on words is tried once for each reading; what depends on the width once for each
width; what depends on colours in each of them. The page is loaded once for all of it.
"""

import pytest

from tests.browser.matrix import Seen, by_page_and_reading
from tests.browser.outline import steady
from tests.browser.reader import COLOURS, SPACED, Reader, report
from tests.pages import PAGES, named

pytestmark = pytest.mark.browser

MOST_REQUESTS = 6
TARGET = 44
EVERY = [page.name for page in PAGES]

every_page = pytest.mark.parametrize("name", EVERY)


@pytest.mark.parametrize(("name", "reading"), by_page_and_reading())
def test_looks_right_and_follows_the_rules(reader: Reader, name: str, reading: str):
    ways = by_page_and_reading()[name, reading]
    page = named(name)
    reader.seen_as(ways[0].width, ways[0].mode)
    reader.open(page, reading)
    faults = [f"loading: {one}" for one in loading(reader)]
    if reading == "da":  # What is closed is closed in every language.
        faults += [f"closed: {one}" for one in words(reader)]
    reader.open_all()
    faults += words(reader)
    for way in ways:
        reader.seen_as(way.width, way.mode)
        faults += [f"{way.width} {way.mode}: {one}" for one in looks(reader, way, ways)]
    assert not faults, report(faults)


def loading(reader: Reader) -> list[str]:
    """Return what the browser complained about, and what the page asked too much for."""
    asked = reader.heard.requests
    elsewhere = [url for url in asked if not url.startswith((reader.portal.url, "data:"))]
    many = [f"{len(asked)} requests: {asked}"] if len(asked) > MOST_REQUESTS else []
    return [*reader.heard.complaints, *(f"third party: {url}" for url in elsewhere), *many]


def words(reader: Reader) -> list[str]:
    """Return what is wrong whatever the window and the colours."""
    return [*reader.axe(), *reader.check("markup"), *reader.check("runOn")]


def looks(reader: Reader, way: Seen, ways: list[Seen]) -> list[str]:
    """Return what is wrong in this window, and in these colours."""
    faults = reader.axe(COLOURS)
    first = next(one for one in ways if one.width == way.width)
    if way is first:  # Colours move nothing.
        faults += [*reader.check("reflow"), *reader.check("overlaps")]
        faults += [f"target {one}" for one in reader.check("targets", TARGET)]
    return faults


@every_page
def test_nothing_is_lost_when_enlarged_or_spaced(reader: Reader, name: str):
    reader.open(named(name))
    reader.open_all()
    faults = []
    for height in (844, 256):  # 320 x 256 is a desk's window enlarged four times.
        reader.seen_as(320, height=height)
        faults += [f"320 x {height}: {one}" for one in reader.check("reflow")]
    reader.tab.evaluate(
        "css => { const own = new CSSStyleSheet(); own.replaceSync(css);"
        " document.adoptedStyleSheets = [own] }",
        SPACED,
    )
    for width in (320, 1280):
        reader.seen_as(width)
        spaced = [*reader.check("reflow"), *reader.check("overlaps")]
        faults += [f"spaced {width}: {one}" for one in spaced]
    assert not faults, report(faults)


@every_page
def test_the_same_text_without_javascript(reader: Reader, plain_reader: Reader, name: str):
    reader.open(named(name))
    plain_reader.open(named(name))
    assert steady(plain_reader.text()) == steady(reader.text())
    assert len(reader.text()) > 200


@every_page
def test_nothing_moves_for_who_wants_no_motion(reader: Reader, name: str):
    reader.open(named(name))
    reader.tab.emulate_media(reduced_motion="reduce")
    faults = reader.check("motion")
    assert not faults, report(faults)


@every_page
def test_each_text_ends_as_a_sentence_does(reader: Reader, name: str):
    # At a peer, texts side by side were read as one.
    reader.open(named(name))
    reader.open_all()
    faults = reader.check("unfinished")
    assert not faults, report(faults)


def test_the_tools_find_what_is_wrong(reader: Reader):
    """A page spoilt on purpose: a tool that finds nothing here would find nothing anywhere."""
    reader.seen_as(320)
    reader.open(named("case-62-102-mads"))
    reader.tab.evaluate(
        """() => {
          const main = document.querySelector("main");
          const [first, second] = main.querySelectorAll("p");
          first.style.color = "#999";
          second.style.color = "#6b6b6b";
          main.insertAdjacentHTML("beforeend",
            "<div aria-label='navn'>a</div><ol data-css='list-style:none'><li>b</li></ol>" +
            "<p data-css='width:40rem'>" + "ord ".repeat(60) + "</p>" +
            "<a href='/' data-css='display:block;height:1rem;overflow:hidden'>" +
            "<b data-css='display:block'>c</b> d</a>" +
            "<p data-css='position:absolute;top:0;left:0;transition:color 1s'>uden punktum</p>" +
            "<img src='/x'>");
          // The portal's policy takes no style from an attribute, but does from outside.
          main.querySelectorAll("[data-css]").forEach((one) => {
            one.style.cssText = one.dataset.css;
          });
        }"""
    )
    rules = " ".join(reader.axe())
    for rule in ("axe color-contrast:", "axe color-contrast-enhanced:", "axe image-alt:"):
        assert rule in rules
    assert any("nobody hears" in one for one in reader.check("markup"))
    assert any("no list in Safari" in one for one in reader.check("markup"))
    assert any("px wide in a window of 320" in one for one in reader.check("reflow"))
    assert any("cut off" in one for one in reader.check("reflow"))
    assert any("runs on after “c”" in one for one in reader.check("runOn"))
    assert any("uden punktum" in one for one in reader.check("unfinished"))
    assert any("lies on" in one for one in reader.check("overlaps"))
    assert any("transition on p" in one for one in reader.check("motion"))
    assert any("16 px" in one for one in reader.check("targets", TARGET))
