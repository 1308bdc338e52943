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
    assert "Måned for måned" not in visible_text(page)
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
    months = [one.get_text(strip=True) for one in page.select("main h2 ~ h3")][:3]
    assert month in months[0]
    told = [one.get_text(strip=True) for one in page.select("main h3 + p")][:3]
    assert "40" in told[0]
    assert "9" in told[0]
    assert not any(sign.isdigit() for sign in told[1])
    assert "12" in told[2]
    if lang == "da":
        assert told == [
            "40 tekster. Teksten i midten er let. 9 ud af 100 sætninger er lange.",
            "Der er for få tekster til at vise.",
            "12 tekster. Teksten i midten er middel. Der er for få lange sætninger til at vise.",
        ]
