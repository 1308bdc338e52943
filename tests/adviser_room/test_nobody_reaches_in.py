"""A unique word is said in the room; then everybody on the case side looks for it, everywhere."""

import gzip
import json
import logging
import re
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from portal.adviser_room.services.lend import find_lent, lent
from portal.adviser_room.store import conversations
from portal.database.backup import back_up
from portal.files import Vault
from portal.identity import AT_WORK, UserRole
from portal.identity.identifiers import UnreadableError
from portal.pages.audience import Audience, audience_of
from portal.services.export_person import export_person
from portal.settings import Settings
from portal.store.engine import open_engine
from tests.adviser_room.both import Both, answering, door, everything, give, ticket
from tests.adviser_room.conftest import INTAKE_TOKEN
from tests.adviser_room.room_site import RoomSite
from tests.building import ANNA, Story
from tests.conftest import TOKEN, Site

MARK = "Kanariefugl4711"
PHONE = "40 50 60 71"


@pytest.fixture(params=["sqlite", "postgresql"])
def told(
    request: pytest.FixtureRequest,
    open_site: Callable[..., Site],
    open_room_site: Callable[..., RoomSite],
    settings: Settings,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[tuple[Both, str]]:
    """Yield both programs after everything was said in the room, and the conversation's name."""
    caplog.set_level(logging.DEBUG)
    database = settings.database_url
    if request.param == "postgresql":
        database = str(request.getfixturevalue("_migrated_postgres"))
        request.getfixturevalue("_emptied_portal")
    room = open_room_site()
    with answering(room) as address:
        used = replace(
            settings, database_url=database, room=door(address, INTAKE_TOKEN), var=tmp_path
        )
        both = Both(open_site(used=used), room, address)
        both.site.record(Story().opened().party().steps("received"))
        anna = room.visitor(ANNA)
        path = anna.follow("/skriv", text=f"{MARK} spørger")
        room.visitor().follow("/ring-mig-op", phone=PHONE, name=MARK)
        anna.follow(f"{path}/klage", what=f"{MARK} klager", to_whom="decision")
        desk = path.replace("/samtale/", "/raadgiver/samtale/")
        room.visitor(adviser=True).follow(desk, text=f"{MARK} svarer")
        assert give(both, both.site.visitor(ANNA), ticket(anna, path)) == "/giv-videre?svar=givet"
        yield both, path.rsplit("/", 1)[1]


@pytest.fixture
def _emptied_portal(_migrated_postgres: str) -> None:
    from tests.conftest import _emptied

    _emptied(_migrated_postgres)


def without_marks(text: str, conversation: str) -> bool:
    """Tell whether nothing of the room stands in a text."""
    return not any(mark in text for mark in (MARK, PHONE, conversation))


def test_no_page_and_no_answer_of_the_portal_holds_a_word_of_it(told: tuple[Both, str]) -> None:
    """Every route, with every method, as everybody who works here and as the adviser there."""
    both, conversation = told
    case = both.site.paths_of(ANNA)[0].rsplit("/", 1)[1]
    tried = 0
    for role in (
        *sorted(AT_WORK),
        UserRole.DATA_PROTECTION,
        UserRole.ADMINISTRATOR,
        UserRole.EDITOR,
        UserRole.COUNCIL,
        UserRole.ADVISER,
    ):
        visitor = both.site.visitor().work_as("Lise Holm Andersen", "Team Voksne", UserRole(role))
        for path, methods in _routes(both.site, case, conversation):
            for method in methods:
                answer: TestResponse = visitor.client.open(path, method=method)
                # A page holds the address it was asked by; that is no word of the room's.
                shown = answer.get_data(as_text=True).replace(path, "")
                assert without_marks(shown, conversation), (role, path)
                tried += 1
    assert tried > 300


def _routes(site: Site, case: str, conversation: str) -> Iterator[tuple[str, set[str]]]:
    for rule in site.app.url_map.iter_rules():
        methods = (rule.methods or set()) & {"GET", "POST"}
        for name in (case, conversation):
            yield re.sub(r"<(?:\w+:)?(\w+)>", name, rule.rule), methods


def test_no_interface_of_machines_hands_a_word_of_it_out(told: tuple[Both, str]) -> None:
    both, conversation = told
    client = both.site.app.test_client()
    shown = {"Authorization": f"Bearer {TOKEN}"}
    tried = 0
    for rule in both.site.app.url_map.iter_rules():
        if audience_of(both.site.app, rule.endpoint) is Audience.MACHINE:
            path = re.sub(r"<(?:\w+:)?(\w+)>", conversation, rule.rule)
            answer = client.get(path, headers=shown)
            assert without_marks(answer.get_data(as_text=True), conversation), path
            tried += 1
    assert tried >= 3
    journal = client.get("/api/v1/journal", headers=shown).get_data(as_text=True)
    assert without_marks(journal, conversation)


def test_no_row_of_the_portals_database_holds_a_word_of_it(told: tuple[Both, str]) -> None:
    both, conversation = told
    rows = json.dumps(everything(both.site.portal.engine), ensure_ascii=False)
    assert without_marks(rows, conversation)
    room_hash = both.room.room.seals.person(ANNA)
    assert room_hash not in rows, "the room's hash of somebody leads nowhere here"
    assert both.site.portal.identifiers.person(ANNA) in rows


def test_the_portals_keys_open_nothing_of_the_room(told: tuple[Both, str]) -> None:
    """Even with the room's rows in hand: the portal's key is another."""
    both, _ = told
    sealed = [
        match
        for rows in everything(both.room.room.engine).values()
        for row in rows
        for match in re.findall(r"b'(gAAAA[\w=-]+)'", row)
    ]
    assert len(sealed) > 5
    for one in sealed:
        with pytest.raises(UnreadableError):
            both.site.portal.identifiers.decrypt(one.encode())


def test_no_log_line_of_either_holds_a_word_of_it(
    told: tuple[Both, str], caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    both, conversation = told
    for record in caplog.records:
        assert without_marks(record.getMessage(), conversation), record.name
        assert both.site.paths_of(ANNA)[0] not in record.getMessage()
    out, err = capfd.readouterr()
    assert without_marks(out + err, conversation)


def test_no_backup_and_no_export_of_the_portal_holds_a_word_of_it(
    told: tuple[Both, str], tmp_path: Path
) -> None:
    both, conversation = told
    portal = both.site.portal
    url = portal.settings.database_url
    if url.startswith("sqlite"):  # of PostgreSQL every row is looked through above
        file = tmp_path / "backup"
        back_up(url, portal.settings.files, file, datetime.now(UTC))
        marks = [MARK.encode(), PHONE.encode(), conversation.encode()]
        for content in _unpacked(file):
            assert not any(mark in content for mark in marks)
    engine: Engine = open_engine(url)
    vault = Vault(portal.settings.files, portal.identifiers)
    copy = export_person(engine, vault, portal.identifiers, ANNA, portal.now())
    engine.dispose()
    assert not copy.is_empty
    exported = repr(copy.tables) + repr(copy.files)
    assert without_marks(exported, conversation)


def _unpacked(file: Path) -> Iterator[bytes]:
    raw = file.read_bytes()
    yield raw
    with tarfile.open(file) as tar:
        for member in tar.getmembers():
            found = tar.extractfile(member)
            if found is not None:
                content = found.read()
                yield content
                if content[:2] == b"\x1f\x8b":
                    yield gzip.decompress(content)


def test_a_session_of_one_opens_nothing_at_the_other(told: tuple[Both, str]) -> None:
    both, conversation = told
    at_portal = both.site.visitor(ANNA).client.get_cookie("sagsvej")
    at_room = both.room.visitor(ANNA).client.get_cookie("sagsvej-rum")
    assert at_portal is not None
    assert at_room is not None
    for name in ("sagsvej", "sagsvej-rum"):
        wrong = both.room.app.test_client()
        wrong.set_cookie(name, at_portal.value)
        assert wrong.get(f"/samtale/{conversation}").status_code == 401
        wrong = both.site.app.test_client()
        wrong.set_cookie(name, at_room.value)
        assert wrong.get("/mine-sager").status_code == 401


def test_what_was_lent_lies_in_the_room_alone(told: tuple[Both, str]) -> None:
    """So that the looking above has something to find."""
    both, conversation = told
    room = both.room.room
    with room.engine.connect() as connection:
        row = conversations.find(connection, conversation)
        assert row is not None
        (copy,) = lent(connection, room.seals, row.id, room.today())
        found = find_lent(connection, room.seals, row.id, copy.public_id, room.today())
    assert found is not None
    assert found.copy.sections
