"""Files on disk, each encrypted under a random name. Nobody who reads the disk learns anything."""

import contextlib
import re
import secrets
from collections.abc import Container, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from portal.identity.identifiers import Identifiers, UnreadableError
from portal.whole_files import write_whole

_ID = re.compile(r"[\w-]{22}", re.ASCII)
_KEPT_UNCLAIMED = timedelta(days=1)


class FileMissingError(Exception):
    """A file is not there, or is not the one that was put there."""


class Vault:
    """A folder of encrypted files.

    A file is bound to its name: moved to another's name it cannot be read any more.
    """

    def __init__(self, folder: Path, identifiers: Identifiers) -> None:
        self._folder = folder
        self._identifiers = identifiers

    def put(self, content: bytes) -> str:
        """Keep a file and return its new id, 22 letters. On disk when this returns."""
        public_id = secrets.token_urlsafe(16)
        path = self._path(public_id)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, self._identifiers.seal(public_id.encode() + content))
        return public_id

    def get(self, public_id: str) -> bytes:
        """Return a file.

        Raises:
            FileMissingError: It is not there, or was changed or exchanged.
        """
        try:
            found = self._identifiers.unseal(self._path(public_id).read_bytes())
        except (FileNotFoundError, UnreadableError) as error:
            raise FileMissingError from error
        if found[:22] != public_id.encode():
            raise FileMissingError
        return found[22:]

    def get_with(self, public_id: str, before: Identifiers) -> bytes:
        """Return a file that lies there under an earlier key or under this one.

        Raises:
            FileMissingError: It is not there, or was changed or exchanged.
        """
        try:
            return Vault(self._folder, before).get(public_id)
        except FileMissingError:
            return self.get(public_id)

    def seal_anew(self, before: Identifiers) -> int:
        """Seal every file that lies there under an earlier key with this one; return how many.

        Each is exchanged whole, so that it may be stopped and begun again at any time.
        """
        changed = 0
        for path in sorted(self._folder.glob("*/*")):
            if not _ID.fullmatch(path.name):
                continue  # a draft of a file that was being written
            try:
                content = before.unseal(path.read_bytes())
            except UnreadableError:
                continue  # sealed anew before, or readable by nobody
            write_whole(path, self._identifiers.seal(content))
            changed += 1
        return changed

    def remove(self, public_id: str) -> None:
        """Remove a file; nothing happens when it is gone already."""
        self._path(public_id).unlink(missing_ok=True)

    def remove_unclaimed(self, claimed: Container[str], now: datetime) -> int:
        """Remove files of which the store knows nothing a day after they came; return how many.

        Such a file is left when the portal dies between keeping it and noting it.
        """
        removed = 0
        for path in self._old(now):
            if path.name not in claimed:
                path.unlink(missing_ok=True)
                removed += 1
        return removed

    def _old(self, now: datetime) -> Iterator[Path]:
        before = (now - _KEPT_UNCLAIMED).timestamp()
        for path in list(self._folder.glob("*/*")):
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    yield path

    def _path(self, public_id: str) -> Path:
        if not _ID.fullmatch(public_id):
            raise FileMissingError
        return self._folder / public_id[:2].lower() / public_id
