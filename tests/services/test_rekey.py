"""The key that hides identifiers can be changed, and nobody loses their case by it."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select

from portal.files import Vault
from portal.identity.identifiers import Identifiers, UnreadableError
from portal.services.record_events import From, Origin, Receipt, record_events
from portal.services.rekey import Keys, Rekeyed, RekeyError, change_key
from portal.settings import ROOT, Settings
from portal.store import looks
from portal.store.engine import open_engine
from portal.store.kept import TABLES
from portal.store.models import (
    AttachmentRow,
    DocumentRow,
    EventRow,
    InvitationRow,
    LetterRow,
    PartyRow,
    PersonRow,
    Row,
    SignInRow,
)
from tests.building import ANNA, BO, CARL, IDENTIFIERS, SECRET, SOURCE, Story, at
from tests.conftest import Site
from tests.full import TEXT, case_id, closed_story, fill, fill_beside, tell

NOW = at("2026-04-02 03:00")
NEW_SECRET = "another secret of the tests, at least as long as the first"
NEW = Identifiers(NEW_SECRET)
KEYS = Keys(IDENTIFIERS, NEW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def full(engine: Engine, folder: Path) -> str:
    """Fill a store under the old key; return its file."""
    story = closed_story()
    anna = {"party": "p-61", "role": "person", "identifier": ANNA, "name": "Anna A."}
    story.say("event.corrected", "2024-03-03", event="S-1-2", type="sagsvej.party.added", data=anna)
    tell(engine, story, now="2024-03-03")
    public_id = fill(engine, Vault(folder, IDENTIFIERS), when="2026-04-01")
    fill_beside(engine)
    return public_id


def go(engine: Engine, folder: Path, keys: Keys = KEYS, **more: Any) -> Rekeyed:
    return change_key(engine, Vault(folder, keys.after), keys, NOW, **more)


def everything(engine: Engine) -> dict[str, list[Any]]:
    with engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in Row.metadata.sorted_tables
        }


def rows(engine: Engine, table: type[Row]) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(select(*table.__table__.columns)))


def test_all_that_was_encrypted_opens_with_the_new_key_only(
    engine: Engine, folder: Path, full: str
) -> None:
    before = opened(engine, IDENTIFIERS)
    go(engine, folder)
    after = opened(engine, NEW)
    for gone in ("sign_in", "sign_in_attempt"):
        before.pop(gone)
        assert after.pop(gone) == []
    assert after == before
    assert TEXT in str(after)
    with pytest.raises(UnreadableError):
        opened(engine, IDENTIFIERS)
    assert Vault(folder, NEW).get(full) == b"the file's content"


def opened(engine: Engine, identifiers: Identifiers) -> dict[str, list[Any]]:
    """Return every sealed value of every table, opened."""
    found: dict[str, list[Any]] = {}
    with engine.connect() as connection:
        for name, kept in TABLES.items():
            if kept.sealed:
                table = Row.metadata.tables[name]
                values = connection.execute(select(*(table.c[one] for one in kept.sealed)))
                found[name] = sorted(
                    identifiers.decrypt(value) for row in values for value in row if value
                )
    return found


def test_no_hash_of_the_old_key_is_left_but_in_looks(
    engine: Engine, folder: Path, full: str
) -> None:
    go(engine, folder)
    told = everything(engine)
    told.pop("look")  # written once and sealed: it is never changed
    for who in (ANNA, BO):
        assert IDENTIFIERS.person(who) not in repr(told)
        assert NEW.person(who) in repr(told["party"])
        assert NEW.person(who) in repr(told["case_event"])


def test_whoever_signs_in_afterwards_sees_their_case(
    lite: str,
    settings: Settings,
    open_site: Callable[..., Site],
    folder: Path,
) -> None:
    engine = open_engine(lite)
    tell(engine, Story().opened("2026-03-02").party(ANNA), now="2026-03-03")
    go(engine, folder)
    engine.dispose()
    site = open_site(used=replace(settings, identifier_key=NEW_SECRET))
    (path,) = site.paths_of(ANNA)
    site.visitor(ANNA).get(path)
    old = open_site(used=settings)
    assert old.paths_of(ANNA) == []


def test_parties_read_anew_from_the_events_are_the_same(
    engine: Engine, folder: Path, full: str
) -> None:
    from portal.store import feed

    go(engine, folder)
    before = everything(engine)["party"]
    found = case_id(engine)
    with engine.begin() as connection:
        feed.reread_parties(connection, [found])
    plain = [row[1:] for row in everything(engine)["party"]]
    assert plain == [row[1:] for row in before]


def test_events_told_again_are_known_and_new_ones_are_read(
    engine: Engine, folder: Path, full: str
) -> None:
    go(engine, folder)

    def again(*stories: Story) -> Receipt:
        sender = From(SOURCE, at("2023-01-01").date(), Origin.PULL)
        payloads = [event for story in stories for event in story]
        return record_events(engine, payloads, sender, NEW, NOW)

    assert (again(closed_story()).recorded, again(closed_story()).repeated) == (0, 6)
    assert again(Story("S-2").opened().party(ANNA)).recorded == 2
    changed = Story("S-2").opened().party(ANNA, name="En anden")
    assert len(again(changed).set_aside) == 1  # as ever, for what came under the new key
    assert {row.person for row in rows(engine, PartyRow)} == {NEW.person(ANNA), NEW.person(BO)}
    assert len(rows(engine, PersonRow)) == 2


def test_digests_are_made_anew_of_what_is_kept(engine: Engine, folder: Path, full: str) -> None:
    go(engine, folder)
    (document,) = rows(engine, DocumentRow)
    (letter,) = rows(engine, LetterRow)
    (file,) = rows(engine, AttachmentRow)
    assert document.digest == NEW.digest(document.content)
    assert letter.digest == NEW.digest(letter.pdf)
    assert file.digest == NEW.digest(b"the file's content")
    assert {row.digest for row in rows(engine, EventRow)} == {b""}


def test_everybody_is_signed_out_and_open_invitations_end(
    engine: Engine, folder: Path, full: str
) -> None:
    done = go(engine, folder)
    assert rows(engine, SignInRow) == []
    assert done.done["invitations ended"] == 1
    assert [row.withdrawn_at is not None for row in rows(engine, InvitationRow)] == [True]


def test_looks_stay_as_they_were_written_and_still_fit_their_seals(
    engine: Engine, folder: Path, full: str
) -> None:
    before = everything(engine)["look"]
    go(engine, folder)
    assert everything(engine)["look"] == before
    with engine.connect() as connection:
        assert [seal.fits for seal in looks.sealed(connection)] == [True, True]


def test_done_again_it_changes_nothing(engine: Engine, folder: Path, full: str) -> None:
    go(engine, folder)
    before = everything(engine)
    assert not go(engine, folder).done
    assert everything(engine) == before
    assert Vault(folder, NEW).get(full) == b"the file's content"


def test_stopped_between_the_database_and_the_files_it_goes_on(
    engine: Engine, folder: Path, full: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = [Vault(folder, IDENTIFIERS).put(b"x") for _ in range(3)]

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("portal.files.vault.write_whole", killed)
        with pytest.raises(KeyboardInterrupt):
            go(engine, folder)
    events = everything(engine)["case_event"]
    assert go(engine, folder).done["files"] == 4
    assert everything(engine)["case_event"] == events
    assert {Vault(folder, NEW).get(one) for one in more} == {b"x"}


def test_with_a_wrong_old_key_nothing_is_changed(engine: Engine, folder: Path, full: str) -> None:
    before = everything(engine)
    wrong = Keys(Identifiers("not the key it was hidden with, but as long"), NEW)
    with pytest.raises(RekeyError, match="neither key"):
        go(engine, folder, wrong)
    assert everything(engine) == before
    assert Vault(folder, IDENTIFIERS).get(full)


def test_somebody_whose_number_nobody_knows_is_not_lost_in_silence(
    engine: Engine, folder: Path, full: str
) -> None:
    found = case_id(engine)
    with engine.begin() as connection:
        connection.execute(insert(PartyRow), {
            "case_id": found, "ref": "r-1", "role": "representative", "protected": False,
            "person": IDENTIFIERS.person(CARL), "scope": "act", "died": False,
            "wrong": False})  # fmt: skip
    before = everything(engine)
    with pytest.raises(RekeyError, match=r"1 people in cases .* nothing was changed"):
        go(engine, folder)
    assert everything(engine) == before
    assert go(engine, folder, lose_some=True).lost == 1


def test_the_command(lite: str, tmp_path: Path) -> None:
    engine = open_engine(lite)
    tell(engine, Story().opened("2026-03-02").party(ANNA), now="2026-03-03")
    engine.dispose()

    def run(**keys: str) -> subprocess.CompletedProcess[str]:
        env = {"SAGSVEJ_VAR": str(tmp_path), "SAGSVEJ_DATABASE_URL": lite,
               "SAGSVEJ_SECRET_KEY": "s" * 40, "PATH": os.environ["PATH"], **keys}  # fmt: skip
        return subprocess.run(
            [sys.executable, "-m", "portal.commands", "rekey"],
            env=env, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip

    none = run(SAGSVEJ_IDENTIFIER_KEY=NEW_SECRET)
    assert "SAGSVEJ_IDENTIFIER_KEY_BEFORE has 0 characters" in none.stderr
    same = run(SAGSVEJ_IDENTIFIER_KEY=SECRET, SAGSVEJ_IDENTIFIER_KEY_BEFORE=SECRET)
    assert "nothing was changed" in same.stderr
    done = run(SAGSVEJ_IDENTIFIER_KEY=NEW_SECRET, SAGSVEJ_IDENTIFIER_KEY_BEFORE=SECRET)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Changed: 1 people, 1 hashes, 1 events")
    assert SECRET not in done.stdout + done.stderr
    again = run(SAGSVEJ_IDENTIFIER_KEY=NEW_SECRET, SAGSVEJ_IDENTIFIER_KEY_BEFORE=SECRET)
    assert "it has the new key already" in again.stdout
