"""The dated lines of a case as HTML: the one part of a page that may be long.

A case of sixty events shows each line twice, in its step and in the history. Made here
once by hand, they cost a tenth of what the template engine takes for them (measured by
``make bench``). Everything that is not ours is escaped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from html import escape

from markupsafe import Markup

from portal.core.history import WITHDRAWN, history
from portal.web.citizen.panel import danish_note
from portal.web.citizen.reading import Reading
from portal.web.help_part import Label
from portal.wording.dates import around, clock
from portal.wording.speaker import Speaker


@dataclass(slots=True)
class Lines:
    """Every line of a case by event id, newest first."""

    by_event: dict[str, str]

    def all(self) -> Markup:
        """Return every line."""
        return Markup("".join(self.by_event.values()))  # noqa: S704 - made below, escaped

    def of(self, event_ids: Iterable[str]) -> str:
        """Return the lines of some events, in the order they are asked for."""
        found = self.by_event
        return "".join([found[event_id] for event_id in event_ids if event_id in found])


def lines(reading: Reading, speaker: Speaker, label: Label) -> Lines:
    """Return the lines of a case."""
    language, year = speaker.language, reading.today.year
    note, minutes = danish_note(speaker, label), clock(language)
    plain = speaker.words.html
    found = {}
    for entry in history(reading.state, reading.names, reading.link.party.ref):
        at = entry.at
        before, after = _moment(at.date(), at.utcoffset(), language, at.year != year)
        iso, said = minutes[at.hour * 60 + at.minute]
        key, values = entry.what
        words = speaker.html(entry.what) if values else plain(key)
        own, kind = "", "event"
        if entry.mark is not None:
            kind, words = "correction", f"<b>{speaker.html(entry.mark)}</b> {words}"
        elif entry.what is WITHDRAWN:
            kind = "removed"
        if entry.note:
            own = _own_words(entry.note, note)
        found[entry.event_id] = (
            f'<li class="dated__{kind}">{before}{iso}{after}{said}</time><p>{words}</p>{own}</li>'
        )
    return Lines(found)


@lru_cache(maxsize=4096)
def _moment(day: date, offset: timedelta | None, language: str, with_year: bool) -> tuple[str, str]:
    """Return the HTML of the moments of a day before and after the clock. Kept by day."""
    before, after, said = around(day, offset, language, with_year)
    return f'<time datetime="{before}', f'{after}">{escape(said)}'


def _own_words(text: str, danish: str | None) -> str:
    """Return free Danish text, marked as Danish; in another language with a note before it."""
    note = f'<p class="own-words__note">{escape(danish)}</p>' if danish else ""
    return f'{note}<blockquote class="own-words" lang="da" dir="ltr">{escape(text)}</blockquote>'
