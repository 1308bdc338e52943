"""The council's page with the desk's numbers: told in words, none under five, and no case asked."""

from datetime import date

import pytest

from portal.core.desk_readability import Month
from portal.services.measure_desk import write_months
from tests.conftest import Site
from tests.page_rules import visible_text
from tests.web.both import settings  # noqa: F401 - on both databases
from tests.web.test_council import HOME, member

DESK = f"{HOME}/sagsbehandlernes-tekster"


def test_before_a_month_is_over_the_page_says_so(site: Site) -> None:
    page = member(site).get(DESK)
    assert page.select_one("main table") is None
    assert "Der er ingen måned at vise endnu." in visible_text(page)
    assert page.select_one("main") is not None
    assert member(site).get(HOME).select_one(f"a[href='{DESK}']") is not None


@pytest.mark.parametrize(
    ("lang", "easy", "month"),
    [
        ("da", False, "marts 2026"),
        ("da", True, "marts 2026"),
        ("en", False, "March 2026"),
        ("ar", False, "مارس"),
    ],
)
def test_months_are_told_in_words_and_few_look_like_none(
    site: Site, lang: str, easy: bool, month: str
) -> None:
    write_months(
        site.portal.settings.desk_numbers,
        [
            Month(date(2025, 12, 1)),
            Month(date(2026, 1, 1), 12, "medium", None),
            Month(date(2026, 2, 1)),
            Month(date(2026, 3, 1), 40, "easy", 9),
        ],
    )
    page = member(site, lang=lang, easy=easy).get(DESK)
    rows = [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.select("main tbody tr")
    ]
    assert len(rows) == 3, "nothing is told of before there was anything"
    assert month in rows[0][0]
    assert rows[0][1] == "40"
    assert "9" in rows[0][3]
    hidden = rows[1][1]
    assert rows[1][1:] == [hidden] * 3
    assert rows[2][1] == "12"
    assert rows[2][3] == hidden
