"""Whoever finds a hole finds out whom to tell."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.municipality import Municipality, Security
from portal.settings import ROOT, Settings
from portal.web.public.security_txt import PATH, write
from tests.conftest import Clock, Site


def fields(text: str) -> dict[str, list[str]]:
    """Return the fields of the file as a reader of RFC 9116 would find them."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, value = line.split(": ", 1)
            found.setdefault(name, []).append(value)
    return found


def test_it_is_there_and_says_whom_to_tell(site: Site) -> None:
    answer = site.app.test_client().get(PATH)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    told = fields(answer.get_data(as_text=True))
    assert told["Contact"] == [f"mailto:{site.portal.municipality.security.contact}"]
    assert told["Preferred-Languages"] == ["da, en"]
    assert set(told) <= {"Contact", "Expires", "Preferred-Languages", "Canonical", "Policy"}


@pytest.mark.parametrize("now", ["2026-04-02 10:00", "2027-12-31 23:59", "2028-02-29 00:00"])
def test_it_always_holds_a_while_and_never_a_year(site: Site, clock: Clock, now: str) -> None:
    clock.set(now)
    (expires,) = fields(site.app.test_client().get(PATH).get_data(as_text=True))["Expires"]
    until = datetime.fromisoformat(expires)
    assert clock() + timedelta(days=100) < until < clock() + timedelta(days=364)


def test_its_address_is_the_settings_never_the_requests(
    open_site: Callable[..., Site], settings: Settings
) -> None:
    evil = {"Host": "evil.example"}
    client = open_site().app.test_client()
    assert "evil" not in client.get(PATH, headers=evil).get_data(as_text=True)
    client = open_site(
        used=replace(settings, address="https://dinsag.example.dk")
    ).app.test_client()
    told = fields(client.get(PATH, headers=evil).get_data(as_text=True))
    assert told["Canonical"] == [f"https://dinsag.example.dk{PATH}"]


def test_a_page_may_be_the_contact_and_without_one_it_is_the_data_protection_officer(
    municipality: Municipality,
) -> None:
    now = datetime(2026, 4, 2, tzinfo=UTC)
    own = Security(contact="https://kommune.example/sikkerhed", policy="https://kommune.example/p")
    told = fields(write(municipality.model_copy(update={"security": own}), None, now))
    assert told["Contact"] == ["https://kommune.example/sikkerhed"]
    assert told["Policy"] == ["https://kommune.example/p"]
    told = fields(write(municipality.model_copy(update={"security": None}), None, now))
    assert told["Contact"] == [f"mailto:{municipality.data_protection.email}"]


def test_the_repository_says_where_to_report_too() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert PATH in text
    assert "personal data" in text
