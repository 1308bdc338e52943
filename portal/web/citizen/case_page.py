"""The page of one case, part by part, as the template takes it."""

from markupsafe import Markup

from portal.core import status
from portal.core.say import say
from portal.core.vocabulary import CaseKind
from portal.web.citizen.drawing import drawing
from portal.web.citizen.lines import lines
from portal.web.citizen.notes import notes
from portal.web.citizen.panel import case_title, panel
from portal.web.citizen.people import people
from portal.web.citizen.reading import Reading
from portal.web.fragments import place
from portal.web.rendering import Page


def build(reading: Reading, page: Page, concerned: str | None = None) -> dict[str, Markup]:
    """Return every part of the page by its name in the template.

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
    top_words = speaker.explain()
    dated = lines(reading, speaker, label)
    who = people(reading, speaker, label, page.facts)
    return {
        "panel": page.component("panel", top) + page.words(top_words),
        "drawing": drawing(reading, page, dated),
        "notes": notes(reading, page),
        "people": page.component("people", who) + page.words(who["words"]),
        "history": page.kept("history", make=lambda: _history(page), lines=dated.all()),
        "help": page.help(
            reading.lead,
            reading.state.kind or CaseKind.APPLICATION,
            status.appeal_is_answered(reading.state),
        ),
    }


def _history(page: Page) -> Markup:
    """Return the section with its place for the lines."""
    part = {"heading": page.label("case.history"), "id": "history", "lines": place("lines")}
    return page.component("history", part)
