"""The page of one case, part by part, as the template takes it."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from portal.core.history import Entry, history
from portal.core.say import say
from portal.core.vocabulary import CaseKind
from portal.web.citizen.drawing import drawing
from portal.web.citizen.notes import notes
from portal.web.citizen.panel import case_title, danish_note, panel
from portal.web.citizen.people import people
from portal.web.citizen.reading import Reading
from portal.web.help_part import Label, help_part
from portal.wording.dates import moment
from portal.wording.speaker import Speaker


def build(
    reading: Reading,
    speaker: Speaker,
    label: Label,
    facts: Any,
    calm: bool = False,
    concerned: str | None = None,
) -> dict[str, Any]:
    """Return every part of the page, in the order in which it is read.

    Args:
        reading: The case as this reader sees it.
        speaker: The reader's words.
        label: Labels of the interface.
        facts: The municipality in the reader's language.
        calm: The calm drawing.
        concerned: Name of the person the case is about, when that is not the reader.
    """
    kind = reading.state.kind or CaseKind.APPLICATION
    top = panel(reading, speaker, label, facts)
    top["about"] = case_title(reading, speaker, label)
    if concerned:
        top["about"] += ". " + speaker.say(say("case.on_behalf", name=concerned))
    top["words"] = speaker.explain()
    lines = _lines(reading, speaker)
    steps = drawing(reading, speaker, label, lines, calm)
    steps["da_note"] = danish_note(speaker, label)
    steps["words"] = speaker.explain()
    expected = notes(reading, speaker, label)
    who = people(reading, speaker, label, facts)
    who["words"] = speaker.explain()
    happened = _history(lines, speaker, label)
    help_ = help_part(speaker, label, facts, reading.lead, kind)
    help_["words"] = speaker.explain([label("case.help")])
    return {
        "panel": top,
        "drawing": steps,
        "notes": expected,
        "people": who,
        "history": happened,
        "help": help_,
    }


def _lines(reading: Reading, speaker: Speaker) -> dict[str, dict[str, Any]]:
    """Return the lines of the history by event id, newest first."""
    entries = history(reading.state, reading.names, reading.link.party.ref)
    year = reading.today.year
    return {entry.event_id: _line(entry, speaker, year) for entry in entries}


def _line(entry: Entry, speaker: Speaker, year: int) -> dict[str, Any]:
    removed = entry.what.key == "event.withdrawn"
    return {
        "iso": _iso(entry.at),
        "when": moment(entry.at, speaker.language, year),
        "text": speaker.say(entry.what),
        "kind": "removed" if removed else "correction" if entry.mark else "event",
        "label": speaker.say(entry.mark) if entry.mark else None,
        "da_text": entry.note,
    }


def _history(
    lines: Mapping[str, dict[str, Any]], speaker: Speaker, label: Label
) -> dict[str, Any]:
    return {
        "heading": label("case.history"),
        "id": "history",
        "intro": None,
        "entries": list(lines.values()),
        "da_note": danish_note(speaker, label),
    }


@lru_cache(maxsize=4096)
def _iso(at: datetime) -> str:
    return at.isoformat(timespec="minutes")
