"""The room speaks the municipality's own texts: by a file, and with no way to a case."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from portal.adviser_room.settings import RoomSettings, room_from_environment
from portal.core.wording import Ground, Place
from portal.municipality import Municipality
from portal.services.edit_wording import Change, Desk, publish, take_back, write_draft
from portal.settings import ROOT, Settings, from_environment
from portal.settings.room_beside import portal_environment, room_environment
from portal.wording.catalogue import load_catalogue
from portal.wording.own_file import FollowedFile, OwnFileError, read_own, write_own
from portal.worker import rounds
from tests.adviser_room.room_site import RoomSite
from tests.building import at
from tests.conftest import Clock, Site
from tests.page_rules import visible_text

SHIPPED = load_catalogue(ROOT / "translations")
LEAD = Place("room.home.lead", "da", "normal")
OWN = "Her kan du skrive med borgerrådgiveren i Eksempel Kommune, kun jer to."


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the room look at the file each time it is asked."""
    monkeypatch.setattr("portal.wording.own_file.EVERY_SECONDS", 0.0)
    monkeypatch.setattr(FollowedFile.__init__, "__defaults__", (0.0,))


def home(room: RoomSite) -> str:
    return visible_text(room.visitor().get("/"))


def test_what_is_published_is_said_in_the_room_and_taken_back_there_too(
    quick: None,
    open_site: Callable[..., Site],
    settings: Settings,
    room_site: RoomSite,
    municipality: Municipality,
    clock: Clock,
) -> None:
    from tests.adviser_room.both import door

    with_room = replace(settings, room=door("http://127.0.0.1:9", "i" * 40))
    site = open_site(used=with_room)
    worker = rounds(with_room, municipality, site.portal.engine, clock)
    worker.once()
    file = room_site.room.settings.wording
    assert json.loads(file.read_text()) == {"form": 1, "texts": []}
    assert OWN not in home(room_site)
    desk = Desk(site.portal.engine, site.portal.catalogue)
    made = write_draft(desk, Change(LEAD, OWN, Ground.EXPLAINS, "Klarere."), "Egon", clock())
    rounds(with_room, municipality, site.portal.engine, clock).once()
    assert OWN not in file.read_text(), "a draft is nobody's to read"
    publish(desk, made, "Egon", clock(), at("2026-04-03 08:00"))
    worker = rounds(with_room, municipality, site.portal.engine, clock)
    worker.once()
    assert OWN not in home(room_site)
    clock.set("2026-04-03 08:01")
    rounds(with_room, municipality, site.portal.engine, clock).once()
    assert OWN in home(room_site)
    assert set(json.loads(file.read_text())["texts"][0]) == {"key", "language", "register", "text"}
    take_back(desk, made, "Egon", clock(), "Forkert.")
    rounds(with_room, municipality, site.portal.engine, clock).once()
    assert OWN not in home(room_site)


def test_the_worker_writes_when_something_changed_and_only_for_a_room(
    open_site: Callable[..., Site],
    settings: Settings,
    municipality: Municipality,
    clock: Clock,
    tmp_path: Path,
) -> None:
    site = open_site()
    rounds(settings, municipality, site.portal.engine, clock).once()
    assert not (tmp_path / "own-texts.json").exists()


def test_both_programs_mean_the_same_file(tmp_path: Path) -> None:
    env = {
        "SAGSVEJ_DEMO": "1",
        "SAGSVEJ_VAR": str(tmp_path),
        "SAGSVEJ_ROOM_ADDRESS": "http://127.0.0.1:8002",
    }
    room = room_from_environment(room_environment(env))
    assert room.wording == tmp_path / "own-texts.json"
    set_to = env | {"SAGSVEJ_ROOM_WORDING": str(tmp_path / "else.json")}
    assert room_from_environment(room_environment(set_to)).wording == tmp_path / "else.json"
    portal = from_environment(portal_environment(set_to))
    assert portal.room is not None
    assert portal.room.own_texts == tmp_path / "else.json"


def test_everybody_on_the_machine_may_read_it_and_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "own.json"
    write_own(path, {LEAD: OWN})
    assert path.stat().st_mode & 0o777 == 0o644
    assert read_own(path, SHIPPED) == {LEAD: OWN}
    assert [one.name for one in path.parent.iterdir()] == ["own.json"]


@pytest.mark.parametrize(
    "broken", ["", "{", "[]", "null", '{"form": 2, "texts": []}', '{"form": 1}', '{"texts": [3]}']
)
def test_a_file_of_no_form_of_ours_changes_nothing(
    tmp_path: Path, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "own.json"
    write_own(path, {LEAD: OWN})
    followed = FollowedFile(SHIPPED, path, every_seconds=0)
    assert followed.words()["da", "normal"].text(LEAD.key) == OWN
    path.write_text(broken)
    with pytest.raises(OwnFileError):
        read_own(path, SHIPPED)
    for _ in range(3):
        assert followed.words()["da", "normal"].text(LEAD.key) == OWN
    assert caplog.text.count("stay as they were") == 1, "said once"
    path.unlink()
    assert followed.words() is SHIPPED
    write_own(path, {LEAD: OWN})
    assert followed.words()["da", "normal"].text(LEAD.key) == OWN


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (LEAD, "<b>Skriv</b> til os."),
        (LEAD, "Ring til {phone}."),
        (LEAD, " "),
        (Place("no.such.key", "da", "normal"), "x"),
        (Place("room.home.lead", "xx", "normal"), "x"),
    ],
)
def test_a_text_that_cannot_stand_is_left_out_and_the_rest_is_said(
    tmp_path: Path, place: Place, text: str
) -> None:
    path, other = tmp_path / "own.json", Place("page.home.lead", "da", "normal")
    write_own(path, {place: text, other: "Se din sag."})
    assert read_own(path, SHIPPED) == {other: "Se din sag."}


def test_what_cannot_be_read_as_a_file_is_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    path.mkdir()  # not even the superuser reads a folder
    followed = FollowedFile(SHIPPED, path, every_seconds=0)
    assert followed.words() is SHIPPED
    path.rmdir()
    write_own(path, {LEAD: OWN})
    assert followed.words()["da", "normal"].text(LEAD.key) == OWN


def test_a_room_without_the_file_speaks_the_shipped_words(
    room_settings: RoomSettings, room_site: RoomSite
) -> None:
    assert not room_settings.wording.exists()
    words = SHIPPED["da", "normal"].text(LEAD.key)
    assert " ".join(words.split()) in home(room_site)
