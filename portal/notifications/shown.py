"""The demo's way out: everything is written into a folder, and a page shows what was sent."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from portal.notifications import Message, Notice, Receipt, RetryError, file_stem
from portal.whole_files import write_whole

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, for the page that shows it. ``way`` is the channel it stood in for."""

    at: datetime
    way: str
    heading: str
    text: str
    language: str
    is_letter: bool


class Shown:
    """Stands in for one channel and writes what it is given into a folder. Invented people only."""

    def __init__(self, folder: Path, way: str) -> None:
        self._folder, self._way = folder, way

    def send(self, message: Message, now: datetime) -> Receipt:
        """Write a message down; the same id again changes nothing.

        Raises:
            RetryError: The folder cannot be written.
        """
        stem = file_stem(f"{self._way} {message.id}")
        is_letter = not isinstance(message, Notice)
        content = {
            "at": now.isoformat(),
            "way": self._way,
            "heading": message.title if not isinstance(message, Notice) else message.heading,
            "text": "" if not isinstance(message, Notice) else message.text,
            "language": message.language,
            "is_letter": is_letter,
        }
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not isinstance(message, Notice):
                write_whole(self._folder / f"{stem}.pdf", message.pdf)
                for number, (_, pdf) in enumerate(message.enclosed, 1):
                    write_whole(self._folder / f"{stem}-{number}.pdf", pdf)
            path = self._folder / f"{stem}.json"
            if not path.exists():
                write_whole(path, json.dumps(content, ensure_ascii=False).encode())
        except OSError:
            raise RetryError("folder") from None
        return Receipt(stem)


def sent(folder: Path) -> list[Sent]:
    """Return what was sent last, the newest first; at most `MOST_SHOWN`."""
    paths = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    found = [_read(path) for path in paths[:MOST_SHOWN]]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _read(path: Path) -> Sent:
    content = json.loads(path.read_text(encoding="utf-8"))
    return Sent(**content | {"at": datetime.fromisoformat(content["at"])})
