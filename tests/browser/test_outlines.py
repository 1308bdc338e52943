"""The order of reading of the pages that matter most is as it was when somebody last looked.

When a page is meant to change: ``make outlines``, read the difference, commit it.
"""

import difflib
from pathlib import Path

import pytest

from tests.browser.outline import outline, steady
from tests.browser.reader import Reader
from tests.pages import READINGS, named

pytestmark = pytest.mark.browser

OUTLINES = Path(__file__).parents[1] / "outlines"
KEY_PAGES = (
    "home",
    "casework",
    "words",
    "help",
    "contact",
    "settings",
    "not-there-404",
    "cases-family",
    "case-62-102-mads",
    "case-62-104-bent",
    "case-62-120-ahmed",
    "case-62-143-mikkel",
    "act-answer",
    "act-answer-wrong",
    "act-receipt",
    "agreements",
    "contact-agreement",
    "access-sister",
    "access-give",
    "access-yours",
    "code",
    "case-62-191-gry",
)


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("name", KEY_PAGES)
def test_is_read_in_the_order_that_was_looked_at(reader: Reader, request, name, reading):
    reader.open(named(name), reading)
    reader.open_all()
    read = outline(reader.tab)
    file = OUTLINES / reading / f"{name}.txt"
    if request.config.getoption("--update-outlines", default=False):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(read, encoding="utf-8")
    kept = file.read_text(encoding="utf-8") if file.exists() else ""
    difference = difflib.unified_diff(
        kept.splitlines(), read.splitlines(), "as it was", "as it is", lineterm="", n=2
    )
    assert kept == read, "\n".join(["If this is meant: make outlines", *difference][:120])


def test_no_outline_is_left_of_a_page_that_is_gone():
    kept = {f"{file.parent.name}/{file.stem}" for file in OUTLINES.rglob("*.txt")}
    assert kept == {f"{reading}/{name}" for reading in READINGS for name in KEY_PAGES}


@pytest.mark.parametrize(
    "text",
    [
        "Opdateret fredag den 20. november kl. 14.05.",
        "senest torsdag den 2. april 2026",
        "Updated Friday 20 November at 14:05.",
        "by Thursday 2 April 2026",
        "الخميس 2 أبريل 2026",
        "الجمعة 20 نوفمبر، الساعة 14:05",
    ],
)
def test_dates_and_times_stand_as_signs(text: str):
    assert not any(one.isdigit() for one in steady(text)), steady(text)


def test_other_numbers_stay():
    assert steady("Trin 2 af 5. Ring 12 34 11 02.") == "Trin 2 af 5. Ring 12 34 11 02."
