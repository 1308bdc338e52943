"""The page of one case, part by part, as the template takes it."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from portal.core import status
from portal.core.access import is_concerned
from portal.core.acts import open_acts
from portal.core.looks import may_read_looks
from portal.core.say import say
from portal.core.vocabulary import CaseKind
from portal.pages.fragments import place
from portal.pages.rendering import Page
from portal.web.citizen.acts_part import acts_part
from portal.web.citizen.drawing import drawing
from portal.web.citizen.letters import letters_part
from portal.web.citizen.lines import lines
from portal.web.citizen.notes import notes
from portal.web.citizen.panel import case_title, panel
from portal.web.citizen.people import people
from portal.web.citizen.reading import Reading

NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Instead:
    """What an earlier day's page has in other ways: how fresh it was, and its letters."""

    fresh: dict[str, Any]
    letters: Markup


def build(
    reading: Reading,
    page: Page,
    concerned: str | None = None,
    yours: Markup = NOTHING,
    instead: Instead | None = None,
) -> dict[str, Markup | bytes]:
    """Return every part of the page by its name in the template.

    Args:
        reading: The case as this reader sees it.
        page: The reader's words, labels and choices.
        concerned: Name of the person the case is about, when that is not the reader.
        yours: What the reader says is not right here, as HTML.
        instead: What is known of an earlier day in place of what is known now.
    """
    speaker, label = page.speaker, page.label
    doing = open_acts(reading.state, reading.link.party, reading.today)
    top = panel(reading, speaker, label, page.facts, doing)
    top["about"] = case_title(reading, speaker, label)
    if instead:
        top["fresh"] = instead.fresh
    if concerned:
        top["about"] += ". " + speaker.say(say("case.on_behalf", name=concerned))
    top_words = speaker.explain()
    dated = lines(reading, speaker, label)
    who = people(reading, speaker, label, page.facts)
    who_words = speaker.explain()
    path = f"/sag/{reading.link.public_id}"
    phone = page.shaped("phone", who["phone"])
    looks = may_read_looks(reading.link.party, reading.today)
    own = is_concerned(reading.link.party)
    return {
        "panel": page.shaped("panel", top) + page.words(top_words),
        "drawing": drawing(reading, page, dated),
        "acts": acts_part(page, doing, path, phone, yours, looks=looks, own=own),
        "letters": instead.letters if instead else letters_part(page, reading.link, reading.state),
        "notes": notes(reading, page),
        "people": page.shaped("people", who) + page.words(who_words),
        "history": page.encoded("history", make=lambda: _history(page), lines=dated.all()),
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
