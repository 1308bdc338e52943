"""On paper the page says the same: nothing closed, nothing cut, the drawing whole on one page."""

import re
import unicodedata
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.browser.reader import Reader, report
from tests.pages import CASE_PAGES, named

pytestmark = pytest.mark.browser

# A4 less two margins of 16 mm, at 96 px an inch.
PAPER = 673
CASES = (
    "case-62-102-mads",
    "case-62-104-bent",
    "case-62-120-ahmed",
    "case-62-132-erik",
    "case-62-107-thuy",
    "case-62-108-kasper",
)


def pages(reader: Reader) -> list[str]:
    """Print the page on A4. Returns each sheet's text, without the spaces between words."""
    reader.tab.emulate_media(media="print")
    pdf = reader.tab.pdf(format="A4", prefer_css_page_size=True)
    return [squeeze(sheet.extract_text()) for sheet in PdfReader(BytesIO(pdf)).pages]


def squeeze(text: str) -> str:
    """Return a text without spaces and joined letters, which a PDF does not keep as they were."""
    return re.sub(r"[\s\u00ad]+", "", unicodedata.normalize("NFKC", text))


def labels(reader: Reader) -> list[str]:
    """Return what stands under each place of the drawing: its number, its name, its state."""
    found = reader.tab.locator(".way").first.locator(".step__words").all()
    return [squeeze(one.locator("h3").text_content() or "") for one in found]


@pytest.mark.parametrize("reading", ["da", "en"])
@pytest.mark.parametrize("name", [*CASES, "casework"])
def test_the_drawing_is_on_one_sheet(reader: Reader, name: str, reading: str):
    reader.open(named(name), reading)
    drawn = labels(reader)
    sheets = pages(reader)
    assert len(drawn) == 5
    holding = [sheet for sheet in sheets if all(label in sheet for label in drawn)]
    assert holding, f"{drawn} are on no sheet together, of {len(sheets)}"
    title = squeeze(reader.tab.locator(".drawing h2").first.text_content() or "")
    assert title in holding[0], "the drawing's heading is on another sheet"


@pytest.mark.parametrize("name", [*CASES, "casework", "words", "help", "cases-family"])
def test_what_is_closed_on_the_screen_is_open_on_paper(reader: Reader, name: str):
    reader.open(named(name))
    parts = reader.tab.locator("main details").locator("p, dd, dt, h4")
    expected = [one for one in parts.all_text_contents() if one.strip()]
    printed = "".join(pages(reader))
    missing = [one for one in expected if squeeze(one) not in printed]
    assert not missing, report(missing)
    if name in CASES:
        assert len(expected) > 20


@pytest.mark.parametrize("name", CASES)
def test_paper_says_what_the_screen_says(reader: Reader, name: str):
    reader.open(named(name))
    parts = reader.tab.locator("main").locator("h1, h2, h3, p, li > time, blockquote, summary")
    expected = [one for one in parts.all_text_contents() if one.strip()]
    printed = "".join(pages(reader))
    missing = [one for one in expected if squeeze(one) not in printed]
    assert not missing, report(missing)


@pytest.mark.parametrize("name", [*CASES, "casework", "words", "contact", "cases-family", "demo"])
@pytest.mark.parametrize("reading", ["da", "ar"])
def test_nothing_is_cut_on_paper(reader: Reader, name: str, reading: str):
    reader.seen_as(PAPER, "print")
    reader.open(named(name), reading)
    reader.open_all()
    faults = [*reader.check("reflow"), *reader.check("overlaps")]
    assert not faults, report(faults)


def test_no_case_takes_a_sheet_for_nothing(reader: Reader):
    """Every sheet has text: no page break leaves an empty one."""
    for page in CASE_PAGES[:5]:
        reader.open(page)
        assert all(len(sheet) > 40 for sheet in pages(reader)), page.name
