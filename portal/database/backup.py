"""A backup in one file: a database at one moment, and the files that lie beside it.

Keys are never in it: they come from the environment, and a backup with its keys hides nothing.
The portal and the adviser's room are backed up each by itself, each with its own address.
"""

import hashlib
import json
import os
import re
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from portal.database.copies import BackupError, copy_in, copy_out, is_empty, kind_of

__all__ = ["Backup", "BackupError", "back_up", "restore"]

_FORM = 1
_MANIFEST, _DATABASE, _FILES = "manifest.json", "database", "files/"
_FILE = re.compile(r"files/[\w-]{1,40}/[\w-]{1,80}", re.ASCII)
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Backup:
    """What a backup holds: when it was made (aware), of what kind, how many files and bytes."""

    made_at: datetime
    kind: str
    files: int
    size: int


def back_up(url: str, files: Path | None, to: Path, now: datetime) -> Backup:
    """Write a backup into a new file that only its owner can read. The portal may run meanwhile.

    First the database and then the files: a file that came in between is one too many, which
    does no harm; the other way round it would be missing.

    Args:
        url: The address of the database.
        files: The folder of files beside it; None when there is none.
        to: The file to write.
        now: When, aware.

    Raises:
        BackupError: The file is there already, or the database cannot be copied.
    """
    if to.exists():
        raise BackupError(f"{to} is there already; nothing was written.")
    try:
        with _folder_beside(to) as folder:
            _write(url, files, folder, now)
            draft = folder / "backup"
            size = draft.stat().st_size
            _place(draft, to)
    except OSError as error:
        raise BackupError(f"{to} cannot be written: {error.strerror}.") from None
    with _opened(to) as tar:
        return _about(_manifest(tar), size)


def restore(url: str, files: Path | None, backup: Path) -> Backup:
    """Put a backup into an empty database and an empty folder. Nothing is ever overwritten.

    Everything is checked before anything is written.

    Raises:
        BackupError: Something is there already, or the backup is not whole or of another kind.
    """
    with _opened(backup) as tar:
        manifest = _manifest(tar)
        _refuse(url, files, manifest)
        _check(tar, manifest)
        with tempfile.TemporaryDirectory(prefix="sagsvej-") as made:
            folder = Path(made)
            if files is not None:
                _unpack(tar, manifest, files)
            copy = folder / _DATABASE
            with copy.open("wb") as written:
                _pour(_member(tar, _DATABASE), written)
            copy_in(url, copy)
    return _about(manifest, backup.stat().st_size)


def _write(url: str, files: Path | None, folder: Path, now: datetime) -> None:
    copy = folder / _DATABASE
    copy_out(url, copy)
    digests = {}
    with tarfile.open(folder / "backup", "w", format=tarfile.PAX_FORMAT) as tar:
        digests[_DATABASE] = _add(tar, _DATABASE, copy)
        copy.unlink()
        for path in sorted(files.glob("*/*")) if files is not None else ():
            name = f"{_FILES}{path.parent.name}/{path.name}"
            if not _FILE.fullmatch(name):
                continue  # a draft of a file that is being written
            digest = _add(tar, name, path)
            if digest is not None:
                digests[name] = digest
        text = json.dumps(
            {"form": _FORM, "kind": kind_of(url), "made_at": now.isoformat(), "holds": digests}
        ).encode()
        about = tarfile.TarInfo(_MANIFEST)
        about.size, about.mode = len(text), 0o600
        tar.addfile(about, BytesIO(text))


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str | None:
    """Add a file and return its digest; None when it was removed in the meantime."""
    try:
        content = path.open("rb")
    except FileNotFoundError:
        return None
    with content:
        about = tarfile.TarInfo(name)
        about.size, about.mode = os.fstat(content.fileno()).st_size, 0o600
        digest = hashlib.file_digest(content, "sha256").hexdigest()
        content.seek(0)
        tar.addfile(about, content)
    return digest


def _refuse(url: str, files: Path | None, manifest: dict[str, Any]) -> None:
    """Refuse before anything is written."""
    if manifest["kind"] != kind_of(url):
        raise BackupError(
            f"The backup is of {manifest['kind']} and the database is {kind_of(url)}; "
            "nothing was put back."
        )
    if not is_empty(url):
        raise BackupError("The database is not empty; nothing was put back.")
    holds_files = any(name.startswith(_FILES) for name in manifest["holds"])
    if files is None and holds_files:
        raise BackupError("The backup holds files, and there is no folder for them.")
    if files is not None and files.exists() and any(files.iterdir()):
        raise BackupError(f"{files} is not empty; nothing was put back.")


def _check(tar: tarfile.TarFile, manifest: dict[str, Any]) -> None:
    for name, digest in manifest["holds"].items():
        if name != _DATABASE and not _FILE.fullmatch(name):
            raise BackupError(f"The backup holds {name}, which does not belong there.")
        if hashlib.file_digest(_member(tar, name), "sha256").hexdigest() != digest:  # type: ignore[arg-type]
            raise BackupError(f"The backup is damaged: {name} is not what was put there.")


def _unpack(tar: tarfile.TarFile, manifest: dict[str, Any], files: Path) -> None:
    for name in manifest["holds"]:
        if name == _DATABASE:
            continue
        path = files / name.removeprefix(_FILES)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as written:
            _pour(_member(tar, name), written)


def _pour(content: IO[bytes], to: IO[bytes]) -> None:
    while piece := content.read(_PIECE):
        to.write(piece)


def _member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        found = tar.extractfile(name)
    except (KeyError, tarfile.TarError):
        found = None
    if found is None:
        raise BackupError(f"The backup is damaged: {name} is missing.")
    return found


@contextmanager
def _opened(backup: Path) -> Iterator[tarfile.TarFile]:
    try:
        tar = tarfile.open(backup)  # noqa: SIM115 - closed below; only opening may fail so
    except FileNotFoundError:
        raise BackupError(f"There is no file {backup}.") from None
    except (tarfile.TarError, OSError):
        raise BackupError(f"{backup} is no backup of the portal.") from None
    with tar:
        yield tar


def _manifest(tar: tarfile.TarFile) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(_member(tar, _MANIFEST).read())
        form = int(told["form"])
    except (BackupError, ValueError, KeyError, TypeError, EOFError, tarfile.TarError):
        raise BackupError("This is no backup of the portal, or not a whole one.") from None
    if form > _FORM:
        raise BackupError("The backup was made by a newer version of the portal.")
    return told


def _about(manifest: dict[str, Any], size: int) -> Backup:
    files = sum(name.startswith(_FILES) for name in manifest["holds"])
    return Backup(datetime.fromisoformat(manifest["made_at"]), manifest["kind"], files, size)


@contextmanager
def _folder_beside(path: Path) -> Iterator[Path]:
    """Yield a folder of our own on the same disk; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=".sagsvej-", dir=path.absolute().parent) as folder:
        yield Path(folder)


def _place(draft: Path, to: Path) -> None:
    """Give a whole file its name, and put nothing in the place of another."""
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    draft.chmod(0o600)
    try:
        to.hardlink_to(draft)
    except FileExistsError:
        raise BackupError(f"{to} is there already; nothing was written.") from None
    except OSError:
        # A disk that knows no second name for a file.
        draft.rename(to)
