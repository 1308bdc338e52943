"""The words as they stand now: what was shipped, with the municipality's own texts over it.

Every process has one `SpokenWords`. It asks for one number at most every few seconds, and
reads the own texts anew only when that has grown or a planned day has come.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from portal.core.wording import Place, next_change, own_texts
from portal.store import wording
from portal.wording.catalogue import Catalogue, Words
from portal.wording.own_file import with_own_texts

_log = logging.getLogger(__name__)

EVERY_SECONDS = 2.0


@dataclass(frozen=True)
class Edition:
    """All the words that stand together, and the number of the wording they were read at.

    ``until`` is when the next planned text begins or ends to stand. An edition never
    changes: whoever holds one speaks with the same words throughout.
    """

    number: int
    words: Catalogue
    own: Mapping[Place, str]
    until: datetime | None = None


class SpokenWords(Mapping[tuple[str, str], Words]):
    """A catalogue that follows what is published. Reading from it is reading what stands now."""

    def __init__(
        self,
        shipped: Catalogue,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        every_seconds: float = EVERY_SECONDS,
    ) -> None:
        self.shipped = shipped
        self.edition = Edition(0, shipped, {})
        self._clock = clock
        self._every = every_seconds
        self._next = 0.0

    def __getitem__(self, reader: tuple[str, str]) -> Words:
        return self.edition.words[reader]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.edition.words)

    def __len__(self) -> int:
        return len(self.edition.words)

    def is_due(self) -> bool:
        """Tell whether it is time to ask again."""
        return time.monotonic() >= self._next

    def follow(self, connect: Callable[[], Connection]) -> bool:
        """Ask whether anything was published, and tell whether the words are others now.

        A database that does not answer leaves the words as they are.
        """
        self._next = time.monotonic() + self._every
        try:
            connection = connect()
            number = wording.number(connection)
            if not self._is_old(number):
                return False
            versions = wording.shown_texts(connection)
        except SQLAlchemyError:
            _log.warning("the wording could not be asked for; the words stay as they are")
            return False
        now = self._clock()
        own = own_texts(versions, now)
        changed = own != self.edition.own
        # The same own texts under another number are the same words: what is kept of them stays.
        words = spoken(self.shipped, own) if changed else self.edition.words
        self.edition = Edition(number, words, own, next_change(versions, now))
        return changed

    def _is_old(self, number: int) -> bool:
        until = self.edition.until
        return number != self.edition.number or (until is not None and self._clock() >= until)


def spoken(shipped: Catalogue, own: Mapping[Place, str]) -> Catalogue:
    """Return the shipped words with own texts in their places."""
    return with_own_texts(shipped, own)
