"""What the page on privacy says is what the portal does."""

from collections.abc import Callable
from datetime import date

import pytest

from portal.municipality import Municipality, Retention
from tests.conftest import Site
from tests.page_rules import visible_text


@pytest.mark.parametrize("lang", ["da", "en", "ar"])
def test_how_long_is_what_the_municipality_has_decided(
    open_site: Callable[..., Site], municipality: Municipality, lang: str
) -> None:
    decided = Retention(valid_from=date(2026, 1, 1), case_months=37, look_months=41)
    site = open_site(municipality.model_copy(update={"retention": (decided,)}))
    text = visible_text(site.visitor(lang=lang).get("/privatliv"))
    assert "37" in text
    assert "41" in text
    assert "{" not in text


def test_the_cookies_it_counts_are_those_there_are(site: Site) -> None:
    """Three: who has signed in, forms, choices; a fourth only while signing in."""
    visitor = site.visitor()
    visitor.get("/")
    visitor.post("/indstillinger", "/indstillinger", lang="en")
    visitor.lang = "en"
    visitor.post("/demo", "/demo", person="freja")
    names = {cookie.key for cookie in visitor.client._cookies.values()}
    assert names <= {"sagsvej", "formular", "valg"}
    assert len(names) == 3
