"""Faults that were met at other portals of this kind. Each is a test here.

Those that concern every page are looked for in ``test_pages_in_browser.py``: a name on a part that
nobody hears, a list that is no list in Safari, texts read as one, small targets. That the key page
is not left out is in ``test_catalogue.py``.
"""

import re
from itertools import combinations

import pytest
from bs4 import BeautifulSoup

from tests.browser.outline import outline
from tests.browser.reader import Reader, report
from tests.browser.running import Portal
from tests.pages import CASE_PAGES, Page, named

pytestmark = pytest.mark.browser

CASES = [page for page in CASE_PAGES if page.status == 200]
CASE = named("case-62-102-mads")

# How a place is drawn, without a single colour: lines, what is filled, and the signs beside it.
FORM = """(step) => {
  const style = (one) => getComputedStyle(one);
  const places = [...step.querySelectorAll(".place svg")];
  const lines = places.flatMap((svg) => [svg, ...svg.querySelectorAll("*")])
    .map((one) => style(one).strokeDasharray + "/" + style(one).strokeWidth);
  const ground = style(document.body).backgroundColor;
  const filled = [...step.querySelectorAll(".scene .t, .scene .k")]
    .map((one) => { const fill = style(one).fill; return fill === ground || fill === "none"; });
  const signs = places.map((svg) => svg.getAttribute("class"));
  return JSON.stringify({
    lines: [...new Set(lines)].sort(), filled: filled.includes(false),
    signs: signs.filter((one) => /flag|mark/.test(one)).sort(),
    large: step.classList.contains("step--here"),
  });
}"""


def read(portal: Portal, reading: str = "da") -> dict[str, BeautifulSoup]:
    """Return every demo case as it is served, by the page's name."""
    answers = {page.name: portal.get(page, reading) for page in CASES}
    return {name: BeautifulSoup(answer.text, "html.parser") for name, answer in answers.items()}


@pytest.fixture(scope="module")
def samples(portal: Portal) -> dict[str, Page]:
    """Return a case for each state that a place of the drawing can be in."""
    found: dict[str, Page] = {}
    pages = read(portal)
    for page in CASES:
        for step in pages[page.name].select(".way > .step"):
            states = {one for one in step.get_attribute_list("class") if one != "step"}
            for state in states - {"step--here"}:
                if step.select_one(".step__state"):
                    found.setdefault(state, page)
    return found


@pytest.mark.parametrize("mode", ["light", "forced", "print"])
def test_no_state_is_told_by_colour_alone(reader: Reader, samples: dict[str, Page], mode: str):
    """At a peer, colour was the only difference between done and not done."""
    reader.seen_as(390, mode)
    told: dict[str, tuple[str, str]] = {}
    for state, page in samples.items():
        reader.open(page)
        step = reader.tab.locator(f".way > .{state}").first
        told[state] = (step.locator(".step__state").inner_text(), step.evaluate(FORM))
    expected = {"done", "now", "ahead", "not_needed", "returned", "paused"}
    assert {f"step--{one}" for one in expected} <= set(told)
    for (one, (words, form)), (other, (its_words, its_form)) in combinations(told.items(), 2):
        assert words, one
        assert words != its_words, f"{one} and {other} are called the same: {words}"
        assert form != its_form, f"{one} and {other} look the same without colours: {form}"


def test_states_differ_in_grey(reader: Reader):
    """The same in pixels: a step that is done, one that is here and one to come, in two colours."""
    reader.seen_as(390, "forced")
    reader.open(CASE)
    pictures = [
        reader.tab.locator(f".step--{state} .place").first.screenshot()
        for state in ("done", "now", "ahead")
    ]
    assert len(set(pictures)) == 3


@pytest.mark.parametrize(
    ("reading", "finished", "of_a_step"),
    [
        ("da", r"færdig|afsluttet", r"dette trin|Ankestyrelsen er færdig med din klage"),
        ("easy", r"færdig|afsluttet", r"dette trin|Ankestyrelsen er færdig med din klage"),
        ("en", r"\b(complete|completed|finished|done)\b", r"this step|with your complaint"),
    ],
    ids=["da", "easy", "en"],
)
def test_a_step_that_is_finished_says_that_it_is_the_step(
    portal: Portal, reading: str, finished: str, of_a_step: str
):
    """At a peer, "complete" beside a step was heard as the whole case being complete."""
    faults = []
    heard = 0
    for name, page in read(portal, reading).items():
        for said in page.select(".drawing__alt, .step__state, .step__back, .way h3"):
            for sentence in re.split(r"(?<=[.?])\s+", said.get_text()):
                if re.search(finished, sentence, re.IGNORECASE):
                    heard += 1
                    if not re.search(of_a_step, sentence):
                        faults.append(f"{name}: {sentence}")
    assert not faults, report(faults)
    assert heard > 50


def test_the_current_step_is_never_told_as_not_finished(portal: Portal):
    """At a peer, the step one was in was announced as "not completed"."""
    faults = []
    for name, page in read(portal).items():
        current = page.select("[aria-current=step]")
        if len(current) > 1:
            faults.append(f"{name}: {len(current)} current steps")
        for step in current:
            said = step.select_one(".step__state")
            if said is None:
                faults.append(f"{name}: the current step does not say that it is")
            elif re.search(r"\bikke\b|færdig", said.get_text(), re.IGNORECASE):
                faults.append(f"{name}: {said.get_text()}")
    assert not faults, report(faults)


def test_a_status_is_in_the_heading_and_the_heading_is_a_sentence(portal: Portal):
    """At a peer, the state of the case stood nowhere but in a picture."""
    headings = {name: page.h1.get_text() for name, page in read(portal).items() if page.h1}
    assert len(headings) == len(CASES)
    assert not [name for name, said in headings.items() if len(said.split()) < 3]


def test_what_is_heard_tells_which_step_is_current(reader: Reader):
    reader.open(CASE)
    read = outline(reader.tab)
    assert "Trin 2 af 5." in read
    part = read.split("item (current)\n")[1].split("item\n")[0]
    assert "2. Rådgiver indhenter nødvendige oplysninger" in part
    assert "Du er her." in part


@pytest.mark.parametrize("reading", ["da", "easy", "en", "ar"])
@pytest.mark.parametrize("page", [CASE, named("casework")], ids=lambda page: page.name)
def test_the_names_of_the_steps_stay_on_the_smallest_phone(reader: Reader, page, reading):
    """At two peers, the names of the steps were gone on a phone."""
    reader.seen_as(320)
    reader.open(page, reading)
    drawing = reader.tab.locator(".way").first
    names = drawing.locator("h3").all()
    assert len(names) == 5
    for name in names:
        box = name.bounding_box()
        assert box is not None
        assert name.inner_text().strip()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert name.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 16
    states = drawing.locator(".step__state")
    assert all(state.is_visible() for state in states.all())


def test_the_drawing_is_heard_as_a_list_of_five(reader: Reader):
    """At a peer, what looked like a list was none."""
    reader.open(CASE)
    drawn = outline(reader.tab).split("region: Sådan behandler vi din ansøgning\n")[1]
    lines = drawn.splitlines()
    at = next(i for i, line in enumerate(lines) if line.strip() == "list")
    depth = len(lines[at]) - len(lines[at].lstrip())
    items = 0
    for line in lines[at + 1 :]:
        inner = len(line) - len(line.lstrip())
        if inner <= depth:
            break
        items += inner == depth + 2 and line.strip().startswith("item")
    assert items == 5


def test_the_drawing_is_silent_and_its_sentence_is_not(reader: Reader):
    reader.open(CASE)
    assert reader.tab.locator(".way svg").count() >= 5
    assert not re.search(r"\b(image|graphic|img)\b", outline(reader.tab))
    said = reader.tab.locator(".drawing__alt").inner_text()
    assert "trin 2" in said
