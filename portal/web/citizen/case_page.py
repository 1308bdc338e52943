"""The page of one case, part by part, as the template takes it."""

from typing import Any

from portal.core.say import say
from portal.core.vocabulary import CaseKind
from portal.web.citizen.drawing import drawing
from portal.web.citizen.lines import lines
from portal.web.citizen.notes import notes
from portal.web.citizen.panel import case_title, panel
from portal.web.citizen.people import people
from portal.web.citizen.reading import Reading
from portal.web.rendering import Page


def build(reading: Reading, page: Page, concerned: str | None = None) -> dict[str, Any]:
    """Return every part of the page, in the order in which it is read.

    Args:
        reading: The case as this reader sees it.
        page: The reader's words, labels and choices.
        concerned: Name of the person the case is about, when that is not the reader.
    """
    speaker, label = page.speaker, page.label
    top = panel(reading, speaker, label, page.facts)
    top["about"] = case_title(reading, speaker, label)
    if concerned:
        top["about"] += ". " + speaker.say(say("case.on_behalf", name=concerned))
    top["words"] = speaker.explain()
    dated = lines(reading, speaker, label)
    who = people(reading, speaker, label, page.facts)
    return {
        "panel": top,
        "drawing": drawing(
            reading,
            speaker,
            label,
            dated,
            page.calm,
            page.fragments,
            page.component("drawing.html", "drawing"),
        ),
        "notes": notes(
            reading, speaker, label, page.fragments, page.component("notes.html", "note")
        ),
        "people": who,
        "history": {"heading": label("case.history"), "id": "history", "lines": dated.all()},
        "help": page.help(reading.lead, reading.state.kind or CaseKind.APPLICATION),
    }
