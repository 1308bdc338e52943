"""The dated lines of a case as HTML: the one part of a page that may be long.

A case of sixty events shows each line twice, in its step and in the history. Made here
once by hand, they cost a tenth of what the template engine takes for them (measured by
``make bench``). Everything that is not ours is escaped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from portal.core.history import Entry, history
from portal.web.citizen.panel import danish_note
from portal.web.citizen.reading import Reading
from portal.web.help_part import Label
from portal.wording.dates import stamp
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
    note = danish_note(speaker, label)
    year = reading.today.year
    return Lines(
        {
            entry.event_id: _line(entry, speaker, year, note)
            for entry in history(reading.state, reading.names, reading.link.party.ref)
        }
    )


def _line(entry: Entry, speaker: Speaker, year: int, danish: str | None) -> str:
    iso, when = stamp(entry.at, speaker.language, year)
    kind, mark = "event", ""
    if entry.mark is not None:
        kind, mark = "correction", f"<b>{speaker.html(entry.mark)}</b> "
    elif entry.what.key == "event.withdrawn":
        kind = "removed"
    own = _own_words(entry.note, danish) if entry.note else ""
    time = f'<time datetime="{iso}">{when}</time>'
    return f'<li class="dated__{kind}">{time}<p>{mark}{speaker.html(entry.what)}</p>{own}</li>'


def _own_words(text: str, danish: str | None) -> str:
    """Return free Danish text, marked as Danish; in another language with a note before it."""
    note = f'<p class="own-words__note">{escape(danish)}</p>' if danish else ""
    return f'{note}<blockquote class="own-words" lang="da" dir="ltr">{escape(text)}</blockquote>'
