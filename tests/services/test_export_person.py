"""A person gets all that is held on them, and nothing that is about others."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from portal.files import Vault
from portal.services.export_person import PersonCopy, as_zip, export_person
from portal.settings import ROOT
from portal.store.kept import TABLES
from portal.store.models import LookRow, PartyRow
from tests.building import ANNA, BO, CARL, IDENTIFIERS, SECRET, Story, at
from tests.full import TEXT, closed_story, fill, fill_beside, own_event, tell

NOW = at("2026-04-02 10:00")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "files", IDENTIFIERS)


@pytest.fixture
def full(engine: Engine, vault: Vault) -> None:
    tell(engine, closed_story())
    fill(engine, vault)
    fill_beside(engine)


def copy_of(engine: Engine, vault: Vault, who: str = ANNA) -> PersonCopy:
    return export_person(engine, vault, IDENTIFIERS, who, NOW)


def packed(copy: PersonCopy) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(as_zip(copy, NOW))) as found:
        return {name: found.read(name) for name in found.namelist()}


def test_something_of_every_table_that_is_about_people_is_in_it(
    engine: Engine, vault: Vault, full: None
) -> None:
    copy = copy_of(engine, vault)
    expected = {name for name, kept in TABLES.items() if kept.in_copy}
    assert set(copy.tables) == expected
    empty = {name for name, rows in copy.tables.items() if not rows}
    assert empty == {"desk_case"}  # the desk has not read it in this test


def test_what_was_encrypted_can_be_read_and_files_are_as_they_were(
    engine: Engine, vault: Vault, full: None
) -> None:
    found = packed(copy_of(engine, vault))
    told = json.loads(found["oplysninger.json"])
    assert told["message"][0]["text"] == TEXT
    assert told["person"] == [{"identifier": ANNA, "email": "anna@eksempel.invalid"}]
    assert told["invitation"][0]["name"] == "Min søster"
    assert b"the file's content" in found.values()
    assert found["breve/l-S-1.pdf"] == b"%PDF-letter"
    assert found["breve/l-S-1.html"].decode() == "<p>Kære Anna</p>"
    assert "dokumenter/d-S-1.pdf" in found
    assert "1 / drafts of staff" in found["læs-mig.txt"].decode()


def test_no_hash_and_no_token_is_in_it(engine: Engine, vault: Vault, full: None) -> None:
    text = packed(copy_of(engine, vault))["oplysninger.json"].decode()
    for who in (ANNA, BO):
        assert IDENTIFIERS.person(who) not in text
    assert "h" * 64 not in text


def test_others_in_the_case_are_left_out_and_it_is_said(
    engine: Engine, vault: Vault, full: None
) -> None:
    copy = copy_of(engine, vault)
    text = json.dumps(copy.tables, ensure_ascii=False)
    assert "Anna Andersen" in text
    assert "Vi har ringet." in text
    assert "Bo Bertelsen" not in text
    assert copy.left_out == 1
    assert "1 hændelser om andre" in packed(copy)["læs-mig.txt"].decode()


def test_a_relative_gets_what_is_about_themselves_and_nothing_of_the_case(
    engine: Engine, vault: Vault, full: None
) -> None:
    copy = copy_of(engine, vault, BO)
    text = json.dumps(copy.tables, ensure_ascii=False)
    assert "Bo Bertelsen" in text
    assert copy.tables["look"] == []  # neither who has looked nor when they did themselves
    for others in ("Anna", "Vi har ringet.", TEXT, "anna@eksempel"):
        assert others not in text
    assert copy.files == {}


def test_what_another_party_wrote_is_never_in_it(engine: Engine, vault: Vault) -> None:
    story = Story().opened().party(CARL, role="child")
    story.party(ANNA, role="parent", custody="joint", name="Anna", protected=True)
    story.party(BO, role="parent", custody="joint", name="Bo", protected=True)
    tell(engine, story, now="2026-03-03")
    sent = {"message": "portal-m1", "kind": "question", "party": "p-62", "promise": "portal-p1"}
    own_event(engine, "S-1", "sagsvej.message.received", json.dumps(sent), at("2026-03-05"))
    reply = {"promise": "portal-p1", "what": "reply", "by": "2026-03-12"}
    own_event(engine, "S-1", "sagsvej.contact.promised", json.dumps(reply), at("2026-03-06"))
    update = {"update": "portal-u1", "kind": "news", "note": "Kun til Bo.", "answers": "portal-m1"}
    own_event(engine, "S-1", "sagsvej.update.posted", json.dumps(update), at("2026-03-07"))
    for who in (CARL, ANNA):
        text = json.dumps(copy_of(engine, vault, who).tables)
        assert "portal-p1" not in text
        assert "Kun til Bo." not in text
        assert '"Bo"' not in text


@pytest.mark.parametrize("shown", [False, True])
def test_a_decision_that_is_held_back_is_held_back_here_too(
    engine: Engine, vault: Vault, shown: bool
) -> None:
    story = Story().opened().party(ANNA)
    story.say("decision.made", "2026-03-10", decision="d-1", outcome="refused")
    if shown:
        story.say("decision.released", "2026-03-11", decision="d-1")
    tell(engine, story, now="2026-03-12")
    assert ("refused" in json.dumps(copy_of(engine, vault).tables)) is shown


def test_who_reads_it_through_never_learns_when_somebody_was_here(
    engine: Engine, vault: Vault, full: None
) -> None:
    for who in (ANNA, BO):
        copy = copy_of(engine, vault, who)
        assert not {"sign_in", "kept_form"} & set(copy.tables)
        assert {look["actor_kind"] for look in copy.tables["look"]} <= {"staff", "system"}
    assert copy.tables["look"] == [], "whose case a relative opened"
    read_me = packed(copy)["læs-mig.txt"].decode()
    assert "hvornår personen har logget ind" in read_me
    assert "when the person signed in" in read_me


def test_who_was_linked_by_mistake_gets_nothing_of_anothers_case(
    engine: Engine, vault: Vault
) -> None:
    tell(engine, closed_story())
    fill(engine, vault)
    with engine.begin() as connection:
        connection.execute(
            update(PartyRow).where(PartyRow.person == IDENTIFIERS.person(ANNA)).values(wrong=True)
        )
    copy = copy_of(engine, vault)
    assert "Vi har ringet." not in json.dumps(copy.tables, ensure_ascii=False)
    assert (copy.tables["desk_case"], copy.tables["task"], copy.drafts) == ([], [], 0)


def test_that_it_was_taken_out_stands_among_the_looks(
    engine: Engine, vault: Vault, full: None
) -> None:
    copy_of(engine, vault)
    with engine.connect() as connection:
        rows: list[Any] = list(
            connection.execute(select(LookRow.what, LookRow.actor).order_by(LookRow.id))
        )
    assert tuple(rows[-1]) == ("export", "export-person")
    assert [look["what"] for look in copy_of(engine, vault).tables["look"]].count("export") == 2


def test_what_was_set_aside_because_it_was_wrong_is_in_it_all_the_same(
    engine: Engine, vault: Vault, full: None
) -> None:
    (aside,) = copy_of(engine, vault).tables["set_aside"]
    assert ANNA in aside["payload"]
    assert copy_of(engine, vault, BO).tables["set_aside"] == []


def test_a_file_that_is_gone_is_named(engine: Engine, vault: Vault, full: None) -> None:
    for row in copy_of(engine, vault).tables["attachment"]:
        vault.remove(row["public_id"])
    copy = copy_of(engine, vault)
    assert [what for what in copy.missing if "brev.pdf" in what]
    assert "brev.pdf" in packed(copy)["læs-mig.txt"].decode()


def test_nobody_is_an_empty_copy(engine: Engine, vault: Vault, full: None) -> None:
    assert copy_of(engine, vault, CARL).is_empty


def run(tmp_path: Path, lite: str, typed: str, *words: str) -> subprocess.CompletedProcess[str]:
    keys = {"SAGSVEJ_SECRET_KEY": "s" * 40, "SAGSVEJ_IDENTIFIER_KEY": SECRET}
    env = {"SAGSVEJ_VAR": str(tmp_path), "SAGSVEJ_DATABASE_URL": lite, "PATH": "/usr/bin", **keys}
    command = [sys.executable, "-m", "portal.commands", "export-person", *words]
    return subprocess.run(
        command, input=typed, env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_command_reads_the_number_from_standard_input_only(lite: str, tmp_path: Path) -> None:
    from portal.store.engine import open_engine

    engine = open_engine(lite)
    tell(engine, closed_story())
    fill(engine, Vault(tmp_path / "files", IDENTIFIERS))
    engine.dispose()
    file = tmp_path / "copy.zip"
    done = run(tmp_path, lite, f"{ANNA}\n", str(file))
    assert done.returncode == 0, done.stderr
    assert ANNA not in done.stdout + done.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as found:
        assert "oplysninger.json" in found.namelist()
    for typed, words, sentence in (
        (f"{ANNA}\n", [str(file)], "is there already"),
        ("hello\n", [str(tmp_path / "x")], "That is no CPR number"),
        (f"{CARL}\n", [str(tmp_path / "x")], "Nothing is held on this person"),
        ("", [str(tmp_path / "x"), ANNA], "Got unexpected extra argument"),
    ):
        refused = run(tmp_path, lite, typed, *words)
        assert refused.returncode != 0
        assert sentence in refused.stderr
        assert "Traceback" not in refused.stderr
        assert not (tmp_path / "x").exists()
