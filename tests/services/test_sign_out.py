"""Somebody who has left is signed out at once, without a citizen noticing."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.commands import cli
from portal.identity import UserRole
from portal.settings import Settings
from tests.building import ANNA, Story
from tests.conftest import Site, Visitor


@pytest.fixture
def command(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SAGSVEJ_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SAGSVEJ_VAR", str(tmp_path))
    monkeypatch.setenv("SAGSVEJ_DEMO", "1")

    def call(*words: str) -> Result:
        return CliRunner().invoke(cli, ["sign-out-staff", *words])

    return call


@pytest.fixture
def there(site: Site) -> dict[str, Visitor]:
    """Let two who work here, and a citizen, sign in; Karen on two computers."""
    site.record(Story().opened().party(ANNA).steps("received"))
    karen, again = (site.visitor().work_as("Karen Eksempel", "Team Voksne") for _ in range(2))
    lis = site.visitor().work_as("Lis Leder", "Team Voksne", UserRole.LEADER)
    return {"karen": karen, "again": again, "lis": lis, "anna": site.visitor(ANNA)}


def statuses(there: dict[str, Visitor]) -> dict[str, int]:
    pages = {"anna": "/mine-sager"}
    return {
        who: visitor.client.get(pages.get(who, "/medarbejder")).status_code
        for who, visitor in there.items()
    }


@pytest.mark.parametrize("called", ["Karen Eksempel", "test:karen"])
def test_one_who_has_left_is_out_with_the_next_request(there, command, called: str) -> None:
    assert set(statuses(there).values()) == {200}
    assert command(called).output == "2 sessions have ended.\n"
    assert statuses(there) == {"karen": 401, "again": 401, "lis": 200, "anna": 200}


def test_everybody_who_works_here_and_no_citizen(there, command) -> None:
    assert command("--everybody").output == "3 sessions have ended.\n"
    assert statuses(there) == {"karen": 401, "again": 401, "lis": 401, "anna": 200}


@pytest.mark.parametrize("words", [(), ("Karen Eksempel", "--everybody"), ("Ingen",), (ANNA,)])
def test_what_names_nobody_ends_nothing(there, command, words: tuple[str, ...]) -> None:
    assert command(*words).exit_code != 0
    assert set(statuses(there).values()) == {200}
