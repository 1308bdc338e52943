"""The room's settings: what is refused, and that nothing of the portal's is shared."""

from pathlib import Path

import pytest

from portal.adviser_room.settings import room_from_environment
from portal.settings import SettingsError, from_environment

SECRET, OTHER, TOKEN = "s" * 40, "o" * 40, "t" * 40


def environment(tmp_path: Path, **changed: str) -> dict[str, str]:
    return {
        "SAGSVEJ_VAR": str(tmp_path),
        "SAGSVEJ_ROOM_SECRET_KEY": SECRET,
        "SAGSVEJ_ROOM_IDENTIFIER_KEY": SECRET,
        **changed,
    }


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"SAGSVEJ_ROOM_SECRET_KEY": ""}, "SAGSVEJ_ROOM_SECRET_KEY is not set; it must be a"),
        ({"SAGSVEJ_ROOM_IDENTIFIER_KEY": "x"}, "SAGSVEJ_ROOM_IDENTIFIER_KEY has 1 characters;"),
        ({"SAGSVEJ_ROOM_INTAKE_TOKEN": "x"}, "SAGSVEJ_ROOM_INTAKE_TOKEN has 1 characters;"),
        ({"SAGSVEJ_ROOM_ADDRESS": "room"}, "SAGSVEJ_ROOM_ADDRESS is “room”; it must begin with"),
        ({"SAGSVEJ_ROOM_KEEP_MONTHS": "0"}, "SAGSVEJ_ROOM_KEEP_MONTHS is “0”; it must be a whole"),
        ({"ROOM_PORT": "x"}, "ROOM_PORT is “x”; it must be a whole number from 1 to 65535."),
        ({"SAGSVEJ_ROOM_DATABASE_URL": "x://"}, "SAGSVEJ_ROOM_DATABASE_URL must begin with sqli"),
        ({"SAGSVEJ_ROOM_DOOR": "1"}, "SAGSVEJ_ROOM_DOOR is not a setting; docs/operations.md"),
        (
            {"SAGSVEJ_IDENTIFIER_KEY": SECRET},
            "SAGSVEJ_ROOM_IDENTIFIER_KEY is the same as SAGSVEJ_IDENTIFIER_KEY; the room has keys",
        ),
        (
            {"SAGSVEJ_SECRET_KEY": SECRET},
            "SAGSVEJ_ROOM_SECRET_KEY is the same as SAGSVEJ_SECRET_KEY; the room has keys of its",
        ),
        (
            {
                "SAGSVEJ_DATABASE_URL": "postgresql://u@h/d",
                "SAGSVEJ_ROOM_DATABASE_URL": "postgresql://u@h/d",
            },
            "SAGSVEJ_ROOM_DATABASE_URL is the same as SAGSVEJ_DATABASE_URL; the room has a",
        ),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_a_setting_that_cannot_work_is_one_sentence(
    tmp_path: Path, changed: dict[str, str], sentence: str
) -> None:
    with pytest.raises(SettingsError) as error:
        room_from_environment(environment(tmp_path, **changed))
    assert str(error.value).startswith(sentence)
    assert str(error.value).endswith(".")
    assert SECRET not in str(error.value)


def test_without_a_database_there_is_one_of_its_own_in_var(tmp_path: Path) -> None:
    settings = room_from_environment(environment(tmp_path))
    assert settings.database_url == f"sqlite:///{tmp_path}/adviser-room.sqlite"
    assert settings.intake_token is None
    assert SECRET not in repr(settings)


def test_in_the_demo_keys_are_made_and_are_not_the_portals(tmp_path: Path) -> None:
    env = {"SAGSVEJ_VAR": str(tmp_path), "SAGSVEJ_DEMO": "1"}
    room, portal = room_from_environment(env), from_environment(env)
    keys = {room.secret_key, room.identifier_key, portal.secret_key, portal.identifier_key}
    assert len({*keys, room.intake_token}) == 5
    assert room == room_from_environment(env)
    assert room.database_url != portal.database_url


def test_the_portal_knows_the_door_and_no_more(tmp_path: Path) -> None:
    env = {
        "SAGSVEJ_VAR": str(tmp_path),
        "SAGSVEJ_SECRET_KEY": OTHER,
        "SAGSVEJ_IDENTIFIER_KEY": OTHER,
        "SAGSVEJ_ROOM_ADDRESS": "https://room.example/",
        "SAGSVEJ_ROOM_INTAKE_TOKEN": TOKEN,
    }
    door = from_environment(env).room
    assert door is not None
    assert (door.address, door.intake, door.token) == (
        "https://room.example",
        "https://room.example/indlevering",
        TOKEN,
    )
    assert TOKEN not in repr(from_environment(env))
    assert from_environment({**env, "SAGSVEJ_ROOM_ADDRESS": ""}).room is None


def test_an_intake_without_a_room_is_refused(tmp_path: Path) -> None:
    env = {
        "SAGSVEJ_VAR": str(tmp_path),
        "SAGSVEJ_DEMO": "1",
        "SAGSVEJ_ROOM_INTAKE_URL": "https://room.example/indlevering",
    }
    with pytest.raises(SettingsError, match="SAGSVEJ_ROOM_ADDRESS is not"):
        from_environment(env)
