"""Letters to be printed: a folder of PDFs a day, with an index that says whose they are."""

import csv
import hashlib
import io
from datetime import datetime
from pathlib import Path

from portal.notifications import Letter, Receipt, RetryError, file_stem
from portal.notifications.folders import one_at_a_time
from portal.whole_files import write_whole

INDEX = "index.csv"
COLUMNS = (
    "id",
    "file",
    "sha256",
    "name",
    "identifier",
    "protected",
    "language",
    "large_print",
    "made_at",
    "enclosed",
)


class Print:
    """Puts each letter into a folder for the day it was made.

    The index is what counts: a letter is printed when it stands there, and it stands there
    once. The PDF is written first, so the index never names a file that is not whole. Who
    prints finds the address by the identifier; the portal keeps no addresses. File names say
    nothing, and only the owner of the process can read the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Letter, now: datetime) -> Receipt:
        """Put a letter into the folder; the same letter again changes nothing.

        Raises:
            RetryError: The folder cannot be written.
        """
        if not isinstance(message, Letter):
            raise TypeError("only a letter is printed")
        # The day it was made and not today's: a repeat after midnight is the same letter.
        day = self._folder / message.made_at.date().isoformat()
        name = f"{file_stem(message.id)}.pdf"
        try:
            day.mkdir(parents=True, exist_ok=True, mode=0o700)
            with one_at_a_time(day):
                write_whole(day / name, message.pdf)
                for enclosed, (_, pdf) in zip(_enclosed(message), message.enclosed, strict=True):
                    write_whole(day / enclosed, pdf)
                self._index(day / INDEX, message, name)
        except OSError:
            raise RetryError("folder") from None
        return Receipt(f"{day.name}/{name}")

    def _index(self, path: Path, letter: Letter, name: str) -> None:
        rows = read_index(path)
        if any(row["file"] == name for row in rows):
            return
        row = (
            file_stem(letter.id),
            name,
            hashlib.sha256(letter.pdf).hexdigest(),
            letter.name or "",
            letter.to,
            "yes" if letter.protected else "no",
            letter.language,
            "yes" if letter.large_print else "no",
            letter.made_at.isoformat(timespec="seconds"),
            " ".join(_enclosed(letter)),
        )
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, COLUMNS)
        writer.writeheader()
        writer.writerows([*rows, dict(zip(COLUMNS, row, strict=True))])
        write_whole(path, text.getvalue().encode())


def _enclosed(letter: Letter) -> list[str]:
    """Return the file of each document that goes into the same envelope, in order."""
    stem = file_stem(letter.id)
    return [f"{stem}-{number}.pdf" for number, _ in enumerate(letter.enclosed, 1)]


def read_index(path: Path) -> list[dict[str, str]]:
    """Return what an index holds, one mapping a letter; nothing when it is not there."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
