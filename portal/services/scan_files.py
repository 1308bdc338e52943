"""Scan the files that wait for it; what is infected goes, and what nobody knows of goes too."""

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from portal.core.files import FileState
from portal.files import FileMissingError, Scanner, Vault, Verdict
from portal.store import attachments

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Scanned:
    """How many files got which state. ``waiting``: the scanner gave no answer, or is gone."""

    clean: int = 0
    infected: int = 0
    unscanned: int = 0
    waiting: int = 0


def scan_waiting(engine: Engine, vault: Vault, scanner: Scanner | None, now: datetime) -> Scanned:
    """Scan what waits, and what came while there was no scanner.

    Without a scanner, what waits may be opened and staff are told that nobody looked. While
    the scanner gives no answer, everything waits: it is asked again the next time. The row of
    an infected file stays, so that both sides can be told; first the row says so, then the
    bytes go, so that nobody can open them in between.

    Args:
        engine: The store.
        vault: Where the bytes lie.
        scanner: None when scanning is switched off.
        now: The time, aware.
    """
    if scanner is None:
        return Scanned(unscanned=_note_unscanned(engine, now))
    found: dict[FileState, int] = dict.fromkeys(FileState, 0)
    for before in (FileState.WAITING, FileState.UNSCANNED):
        with engine.connect() as connection:
            ids = attachments.in_state(connection, [before])
        for place, public_id in enumerate(ids):
            after = _scanned(vault, scanner, public_id)
            if after is None:
                # No answer for one is none for the others: do not wait for each of them.
                found[FileState.WAITING] += len(ids) - place
                break
            found[after] += _mark(engine, vault, public_id, (before, after), now)
    return Scanned(found[FileState.CLEAN], found[FileState.INFECTED], 0, found[FileState.WAITING])


def remove_unclaimed(engine: Engine, vault: Vault, now: datetime) -> int:
    """Remove bytes that no message claims any more, or never did; return how many files."""
    with engine.connect() as connection:
        claimed = attachments.with_bytes(connection)
    return vault.remove_unclaimed(claimed, now)


def _note_unscanned(engine: Engine, now: datetime) -> int:
    with engine.begin() as connection:
        waiting = attachments.in_state(connection, [FileState.WAITING])
        for public_id in waiting:
            attachments.mark(connection, public_id, FileState.WAITING, FileState.UNSCANNED, now)
    return len(waiting)


def _scanned(vault: Vault, scanner: Scanner, public_id: str) -> FileState | None:
    """Return what a file is, None when the scanner gave no answer."""
    try:
        verdict = scanner.scan(vault.get(public_id))
    except FileMissingError:
        _log.error("A file that should be scanned is not in its folder, or was changed there.")
        return FileState.WAITING
    if verdict is Verdict.UNAVAILABLE:
        _log.warning("The virus scanner gives no answer; files wait.")
        return None
    return FileState.CLEAN if verdict is Verdict.CLEAN else FileState.INFECTED


def _mark(
    engine: Engine,
    vault: Vault,
    public_id: str,
    change: tuple[FileState, FileState],
    now: datetime,
) -> bool:
    before, after = change
    if after is FileState.WAITING:
        return True
    with engine.begin() as connection:
        marked = attachments.mark(connection, public_id, before, after, now)
    if marked and after is FileState.INFECTED:
        vault.remove(public_id)
    return marked
