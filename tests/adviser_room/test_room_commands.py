"""What whoever looks after the room calls: each says in a sentence what it did or cannot."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from portal.adviser_room.__main__ import cli
from portal.adviser_room.store.models import RoomSignInRow
from portal.identity import UserRole
from portal.settings import ROOT
from tests.adviser_room.room_site import RoomSite
from tests.building import ANNA


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SAGSVEJ_")}
    return {**clean, "SAGSVEJ_DEMO": "1", "SAGSVEJ_VAR": str(tmp_path / "var")}


def call(environment: dict[str, str], *words: str) -> tuple[int, str]:
    ended = subprocess.run(
        [sys.executable, "-m", "portal.adviser_room", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    said = [line for line in (ended.stdout + ended.stderr).splitlines() if line[:1] != "{"]
    return ended.returncode, "\n".join(said)


def test_it_is_migrated_cleaned_backed_up_and_put_back(
    environment: dict[str, str], tmp_path: Path
) -> None:
    assert call(environment, "migrate") == (0, "The room's database is ready.")
    done = "0 copies and tickets and 0 conversations were deleted."
    assert call(environment, "purge") == (0, done)
    file = tmp_path / "room.backup"
    assert call(environment, "backup", str(file))[0] == 0
    code, said = call(environment, "backup", str(file))
    assert (code, len(said.splitlines())) == (1, 1), "nothing is overwritten"
    (tmp_path / "var" / "adviser-room.sqlite").unlink()
    for rest in (tmp_path / "var").glob("adviser-room.sqlite-*"):
        rest.unlink()
    assert call(environment, "restore", str(file))[0] == 0
    assert call(environment, "purge") == (0, done)


def test_without_an_adviser_it_says_so_and_ends(
    environment: dict[str, str], tmp_path: Path
) -> None:
    text = (ROOT / "municipality.toml").read_text(encoding="utf-8")
    before, _, after = text.partition("[adviser]")
    _, _, rest = after.partition("# The number is DUKH's public number")
    facts = tmp_path / "municipality.toml"
    facts.write_text(
        f'{before}[adviser]\nkind = "none"\n\n{rest.partition("check")[2].partition(chr(10))[2]}'
    )
    code, said = call({**environment, "SAGSVEJ_MUNICIPALITY": str(facts)}, "serve")
    assert (code, said) == (
        1,
        "municipality.toml: adviser.kind is “none”; there is no room to run.",
    )


def test_a_wrong_setting_is_one_sentence(environment: dict[str, str]) -> None:
    code, said = call({**environment, "ROOM_PORT": "x"}, "serve")
    assert (code, said) == (1, "ROOM_PORT is “x”; it must be a whole number from 1 to 65535.")


def test_the_advisers_sessions_are_ended_in_the_room(
    room_site: RoomSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, adviser = room_site.visitor(ANNA), room_site.visitor(adviser=True)
    monkeypatch.setenv("SAGSVEJ_ROOM_DATABASE_URL", room_site.room.settings.database_url)
    monkeypatch.setenv("SAGSVEJ_VAR", str(tmp_path))
    monkeypatch.setenv("SAGSVEJ_DEMO", "1")
    told = CliRunner().invoke(cli, ["sign-out-adviser"], catch_exceptions=False)
    assert told.output == "1 sessions have ended.\n"
    adviser.get("/raadgiver", 401)
    anna.get("/samtaler")
    with room_site.room.engine.connect() as connection:
        roles = list(connection.scalars(select(RoomSignInRow.role)))
    assert roles == [UserRole.CITIZEN]
