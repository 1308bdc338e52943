"""The dated lines of a case as HTML: the one part of a page that may be long.

A case of sixty events shows each line twice, in its step and in the history. Made here
once by hand, they cost a tenth of what the template engine takes for them (measured by
``make bench``). Everything that is not ours is escaped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from functools import lru_cache
from html import escape

from portal.core.history import WITHDRAWN, history
from portal.pages.help_part import Label
from portal.web.citizen.panel import danish_note
from portal.web.citizen.reading import Reading
from portal.wording.dates import around, clock
from portal.wording.speaker import Speaker


@dataclass(slots=True)
class Lines:
    """Every line of a case by event id, newest first, in UTF-8: each is encoded once."""

    by_event: dict[str, bytes]

    def all(self) -> bytes:
        """Return every line."""
        return b"".join(self.by_event.values())

    def of(self, event_ids: Iterable[str]) -> bytes:
        """Return the lines of some events, in the order they are asked for."""
        found = self.by_event
        return b"".join([found[event_id] for event_id in event_ids if event_id in found])


def lines(reading: Reading, speaker: Speaker, label: Label) -> Lines:
    """Return the lines of a case."""
    language, year = speaker.language, reading.today.year
    minutes, plain = clock(language), speaker.words.html
    begin_own = _before_own_words(danish_note(speaker, label))
    zone: tzinfo | None = None
    days: dict[int, tuple[str, str]] = {}
    found = {}
    for entry in history(reading.state, reading.names, reading.link.party.ref):
        event_id, at, what, note, mark = entry
        if at.tzinfo is not zone:
            zone, days = at.tzinfo, _days(at.utcoffset(), language, year)
        before, after = days[at.toordinal()]
        iso, said = minutes[at.hour * 60 + at.minute]
        words = speaker.html(what) if what.values else plain(what.key)
        kind = "event"
        if mark is not None:
            kind, words = "correction", f"<b>{speaker.html(mark)}</b> {words}"
        elif what is WITHDRAWN:
            kind = "removed"
        own = f"{begin_own}{escape(note, quote=False)}</blockquote>" if note else ""
        moment = f"{before}{iso}{after}{said}</time>"
        found[event_id] = f'<li class="dated__{kind}">{moment}<p>{words}</p>{own}</li>'.encode()
    return Lines(found)


class _Days(dict[int, tuple[str, str]]):
    """The HTML of the moments of a day before and after the clock, by the day's ordinal."""

    def __init__(self, offset: timedelta | None, language: str, this_year: int) -> None:
        super().__init__()
        self._offset, self._language, self._year = offset, language, this_year

    def __missing__(self, ordinal: int) -> tuple[str, str]:
        day = date.fromordinal(ordinal)
        before, after, said = around(day, self._offset, self._language, day.year != self._year)
        if len(self) >= _MOST_DAYS:
            self.clear()
        found = self[ordinal] = f'<time datetime="{before}', f'{after}">{escape(said)}'
        return found


_MOST_DAYS = 4096


@lru_cache(maxsize=32)
def _days(offset: timedelta | None, language: str, this_year: int) -> _Days:
    """Return what is kept by day: never by the minute, which would be by what happened."""
    return _Days(offset, language, this_year)


def _before_own_words(danish: str | None) -> str:
    """Return what stands before free Danish text; in another language a note as well."""
    note = f'<p class="own-words__note">{escape(danish)}</p>' if danish else ""
    return f'{note}<blockquote class="own-words" lang="da" dir="ltr">'
