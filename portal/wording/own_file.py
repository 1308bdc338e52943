"""The municipality's own texts that stand, as one file: from the portal to the adviser's room.

The room has no way to the portal's database and must speak the same words. So the portal's worker
writes them into a file whenever they change, and the room reads it. There is nothing in it but
texts and their places.
"""

import json
import logging
import time
from collections.abc import Mapping
from pathlib import Path

from portal.core.wording import Place, problems_of
from portal.whole_files import write_whole
from portal.wording.catalogue import Catalogue
from portal.wording.markup import UnsafeWordingError, refuse_markup

FORM = 1
EVERY_SECONDS = 2.0
_FOR_EVERYBODY = 0o644
"""What every citizen may read on a page is no secret, and the room runs as another user."""

_log = logging.getLogger(__name__)


class OwnFileError(Exception):
    """The file cannot be used; its text says why in one sentence."""


def with_own_texts(shipped: Catalogue, own: Mapping[Place, str]) -> Catalogue:
    """Return the shipped words with own texts in their places."""
    by_reader: dict[tuple[str, str], dict[str, str]] = {}
    for place, text in own.items():
        by_reader.setdefault((place.language, place.register), {})[place.key] = text
    return {reader: words.with_own(by_reader.get(reader, {})) for reader, words in shipped.items()}


def write_own(path: Path, own: Mapping[Place, str]) -> None:
    """Write the texts, as one whole file.

    Raises:
        OSError: The folder cannot be written.
    """
    rows = [{**place._asdict(), "text": text} for place, text in sorted(own.items())]
    content = json.dumps({"form": FORM, "texts": rows}, ensure_ascii=False, indent=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content.encode())
    path.chmod(_FOR_EVERYBODY)


def read_own(path: Path, shipped: Catalogue) -> dict[Place, str]:
    """Return the texts of a file, each checked as if an editor had just written it.

    One that cannot stand here is left out: portal and room may be of different versions.

    Raises:
        OwnFileError: It is in no form of ours.
        OSError: It cannot be read.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        rows = found["texts"] if found["form"] == FORM else None
        texts = {
            Place(row["key"], row["language"], row["register"]): str(row["text"])
            for row in rows or ()
        }
    except (ValueError, TypeError, KeyError):
        raise OwnFileError(f"{path} is in no form of this version.") from None
    if rows is None:
        raise OwnFileError(f"{path} is not in form {FORM} of own texts.")
    return {place: text for place, text in texts.items() if _stands(place, text, shipped)}


def _stands(place: Place, text: str, shipped: Catalogue) -> bool:
    """Tell whether a text has a place here and can stand in it; the log says when it cannot."""
    words = shipped.get((place.language, place.register))
    original = words.find(place.key) if words else None
    if original is None:
        return False
    try:
        refuse_markup(place.key, text)
    except UnsafeWordingError:
        wrong = True
    else:
        wrong = bool(problems_of(text, original))
    if wrong:
        _log.warning("an own text cannot stand here: %s", " ".join(place))
    return not wrong


class FollowedFile:
    """A catalogue that follows a file of own texts. Without one the shipped words stand.

    A file that cannot be used leaves the words as they were; why stands in the log, once.
    """

    def __init__(
        self, shipped: Catalogue, path: Path, every_seconds: float = EVERY_SECONDS
    ) -> None:
        self._shipped, self._path, self._every = shipped, path, every_seconds
        self._words = shipped
        self._next = 0.0
        self._seen: tuple[int, ...] | None = None

    def words(self) -> Catalogue:
        """Return the words as they stand, looking at the file at most every few seconds."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + self._every
            self._look()
        return self._words

    def _look(self) -> None:
        try:
            there = self._path.stat()
            signs = (there.st_mtime_ns, there.st_size, there.st_ino)
            if signs == self._seen:
                return
            words = with_own_texts(self._shipped, read_own(self._path, self._shipped))
        except FileNotFoundError:
            self._seen, self._words = None, self._shipped
            return
        except OSError:
            # Tried again next time: it may be on its way.
            _log.warning("the file with the municipality's own texts cannot be read")
            return
        except OwnFileError as error:
            self._seen = signs
            _log.warning("own texts stay as they were: %s", error)
            return
        self._seen, self._words = signs, words
