"""Nobody opens a file before the scanner has looked; what it finds goes, and is told."""

import shutil
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select

from portal.core.files import FileState
from portal.files import Accepted, FileMissingError, Scanner, Vault, check
from portal.services.keep_files import keep_file
from portal.services.record_events import From, Origin, record_events
from portal.services.scan_files import Scanned, remove_unclaimed, scan_waiting
from portal.store import attachments
from portal.store.models import AttachmentRow, CaseRow, MessageRow
from tests.building import ANNA, IDENTIFIERS, SOURCE, Story, at
from tests.files.clamd import EICAR, Clamd
from tests.files.samples import TEXT

NOW = at("2026-04-02 10:00")
LATER = at("2026-04-02 10:05")


@pytest.fixture
def message(engine: Engine) -> int:
    """Return the id of a message in a case."""
    story = list(Story().opened().party(ANNA))
    record_events(engine, story, From(SOURCE, date(2026, 1, 1), Origin.PUSH), IDENTIFIERS, NOW)
    with engine.begin() as connection:
        row = {
            "public_id": "m" * 22,
            "case_id": connection.scalar(select(CaseRow.id)),
            "kind": "information",
            "sent_by": IDENTIFIERS.person(ANNA),
            "party": "p1",
            "text": IDENTIFIERS.encrypt("Her er mine papirer."),
            "received_at": NOW,
        }
        return int(connection.execute(insert(MessageRow), row).inserted_primary_key[0])  # type: ignore[index]


def keep(engine: Engine, vault: Vault, message: int, *contents: bytes) -> list[str]:
    files = [check(f"anna {n}.txt", content) for n, content in enumerate(contents)]
    accepted = [file for file in files if isinstance(file, Accepted)]
    assert len(accepted) == len(contents)
    rows = [keep_file(vault, IDENTIFIERS, file) | {"message_id": message} for file in accepted]
    with engine.begin() as connection:
        attachments.add(connection, rows)
    return [str(row["public_id"]) for row in rows]


def states(engine: Engine) -> dict[str, FileState]:
    with engine.connect() as connection:
        rows = connection.execute(select(AttachmentRow.public_id, AttachmentRow.state))
        return {row.public_id: FileState(row.state) for row in rows}


def test_what_is_kept_can_be_read_again_and_its_name_is_encrypted(
    engine: Engine, vault: Vault, message: int
) -> None:
    (kept,) = keep(engine, vault, message, TEXT)
    with engine.connect() as connection:
        (found,) = attachments.of_messages(connection, [message])
        assert attachments.find(connection, kept) == found
        assert attachments.find(connection, "x" * 22) is None
        assert (
            b"anna" not in repr(connection.execute(select(AttachmentRow.__table__)).all()).encode()
        )
    assert IDENTIFIERS.decrypt(found.name) == "anna 0.txt"
    assert (found.size, found.media_type, found.state) == (len(TEXT), "text/plain", "waiting")
    assert vault.get(kept) == TEXT


def test_clean_files_may_be_opened_and_infected_ones_are_gone(
    engine: Engine, vault: Vault, message: int, clamd: Clamd
) -> None:
    clean, infected = keep(engine, vault, message, TEXT, EICAR)
    scanner = Scanner(clamd.address)
    assert scan_waiting(engine, vault, scanner, LATER) == Scanned(clean=1, infected=1)
    assert states(engine) == {clean: FileState.CLEAN, infected: FileState.INFECTED}
    assert vault.get(clean) == TEXT
    with pytest.raises(FileMissingError):
        vault.get(infected)
    assert scan_waiting(engine, vault, scanner, LATER) == Scanned(), "each is scanned once"


def test_while_the_scanner_is_away_files_wait_and_then_are_scanned(
    engine: Engine, vault: Vault, message: int
) -> None:
    folder = Path(tempfile.mkdtemp(prefix="clamd"))
    own = Clamd(folder)
    scanner = Scanner(own.address, timeout=5)
    kept = keep(engine, vault, message, TEXT, EICAR)
    for _ in range(2):
        assert scan_waiting(engine, vault, scanner, LATER) == Scanned(waiting=2)
        assert set(states(engine).values()) == {FileState.WAITING}
    try:
        own.start()
        assert scan_waiting(engine, vault, scanner, LATER) == Scanned(clean=1, infected=1)
    finally:
        own.stop()
        shutil.rmtree(folder)
    assert states(engine) == dict(zip(kept, (FileState.CLEAN, FileState.INFECTED), strict=True))


def test_without_a_scanner_files_are_marked_and_scanned_when_there_is_one(
    engine: Engine, vault: Vault, message: int, clamd: Clamd
) -> None:
    kept = keep(engine, vault, message, TEXT, EICAR)
    assert scan_waiting(engine, vault, None, LATER) == Scanned(unscanned=2)
    assert set(states(engine).values()) == {FileState.UNSCANNED}
    assert scan_waiting(engine, vault, None, LATER) == Scanned()
    done = scan_waiting(engine, vault, Scanner(clamd.address), LATER)
    assert done == Scanned(clean=1, infected=1)
    assert states(engine)[kept[1]] is FileState.INFECTED


def test_a_file_that_is_not_there_stops_no_other(
    engine: Engine, vault: Vault, message: int, clamd: Clamd
) -> None:
    lost, there = keep(engine, vault, message, TEXT, TEXT)
    vault.remove(lost)
    scan_waiting(engine, vault, Scanner(clamd.address), LATER)
    assert states(engine) == {lost: FileState.WAITING, there: FileState.CLEAN}


def test_killed_between_the_row_and_the_bytes_the_bytes_go_later(
    engine: Engine, vault: Vault, message: int, tmp_path: Path
) -> None:
    """The row says infected, so nobody opens it; what is left is nobody's."""
    (infected,) = keep(engine, vault, message, EICAR)
    with engine.begin() as connection:
        attachments.mark(connection, infected, FileState.WAITING, FileState.INFECTED, NOW)
    clean = keep(engine, vault, message, TEXT)
    assert remove_unclaimed(engine, vault, datetime.now(UTC) + timedelta(days=2)) == 1
    assert [path.name for path in (tmp_path / "files").glob("*/*")] == clean


def test_what_was_not_committed_is_not_kept_for_ever(
    engine: Engine, vault: Vault, message: int, tmp_path: Path
) -> None:
    row = keep_file(vault, IDENTIFIERS, Accepted("a.txt", "text/plain", TEXT))
    with engine.connect() as connection:
        attachments.add(connection, [row | {"message_id": message}])
        connection.rollback()
    assert states(engine) == {}
    assert remove_unclaimed(engine, vault, datetime.now(UTC) + timedelta(days=2)) == 1
