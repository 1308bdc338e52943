"""The drawing of this case: five places, each with its state in words, and what happened there."""

from collections.abc import Mapping
from typing import Any

from portal.core.case import CaseState
from portal.core.say import Phrase, say
from portal.core.timeline import (
    AppealPlace,
    Place,
    StepPlace,
    appeal_place,
    place_steps,
    sent_back,
)
from portal.core.vocabulary import CaseKind, Step
from portal.web.citizen.reading import Reading
from portal.web.help_part import Label
from portal.wording.dates import length
from portal.wording.speaker import Speaker

_HERE = (Place.NOW, Place.RETURNED, Place.PAUSED)
Entries = Mapping[str, dict[str, Any]]


def drawing(
    reading: Reading, speaker: Speaker, label: Label, entries: Entries, calm: bool
) -> dict[str, Any]:
    """Return the drawing as the component takes it.

    Args:
        reading: The case.
        speaker: The reader's words.
        label: Labels of the interface.
        entries: The lines of the history by event id; a step shows those of its own.
        calm: Whether the reader wants the calm variant.
    """
    state = reading.state
    kind = state.kind or CaseKind.APPLICATION
    places = place_steps(state)
    current = next((place for place in places if place.place in _HERE), None)
    return {
        "title": speaker.key(f"drawing.title.{kind}"),
        "id": "drawing",
        "alt": _alt(current, kind, speaker),
        "calm": calm,
        "paused": False,
        "steps": [_step(place, kind, reading, speaker, label, entries) for place in places],
        "appeal": _appeal(state, speaker, label),
    }


def public_drawing(kind: CaseKind, speaker: Speaker, label: Label, calm: bool) -> dict[str, Any]:
    """Return the drawing without a case, every step open to read."""
    return {
        "title": speaker.key(f"drawing.title.{kind}"),
        "id": f"drawing-{kind}",
        "alt": speaker.key("drawing.alt.public"),
        "calm": calm,
        "paused": False,
        "steps": [
            _frame(step, kind, speaker, label)
            | {"state": "unknown", "state_words": "", "came_back_words": None, "open": True}
            | {"sections": _sections(step, kind, None, speaker, label), "events": []}
            for step in Step
        ],
        "appeal": None,
    }


def _alt(current: StepPlace | None, kind: CaseKind, speaker: Speaker) -> str:
    if current is None:
        return speaker.key("drawing.alt.none")
    name = Phrase(f"step.{kind}.{current.step}.label")
    return speaker.say(say("drawing.alt.current", number=current.step.number, label=name))


def _frame(step: Step, kind: CaseKind, speaker: Speaker, label: Label) -> dict[str, Any]:
    name = speaker.key(f"step.{kind}.{step}.label")
    review = kind is CaseKind.REVIEW and step is Step.RECEIVED
    sublabel = None
    if step is Step.INFORMATION:
        sublabel = speaker.key("step.information.sublabel")
    return {
        "key": str(step),
        "scene": "received_review" if review else str(step),
        "number": step.number,
        "label": name,
        "sublabel": sublabel,
        "summary": label("step.more", number=step.number, label=name),
        "events_heading": label("step.events"),
    }


def _step(
    place: StepPlace,
    kind: CaseKind,
    reading: Reading,
    speaker: Speaker,
    label: Label,
    entries: Entries,
) -> dict[str, Any]:
    return _frame(place.step, kind, speaker, label) | {
        "state": str(place.place),
        "state_words": speaker.key(f"step.state.{place.place}"),
        "came_back_words": _because(place, speaker),
        "open": False,
        "sections": _sections(place.step, kind, reading, speaker, label),
        "events": [entries[event.id] for event in place.events if event.id in entries],
    }


def _because(place: StepPlace, speaker: Speaker) -> str | None:
    group = {
        Place.RETURNED: "return_reason",
        Place.NOT_NEEDED: "hearing_not_needed",
        Place.PAUSED: "pause_reason",
    }.get(place.place)
    return speaker.key(f"{group}.{place.reason}") if group and place.reason else None


def _sections(
    step: Step, kind: CaseKind, reading: Reading | None, speaker: Speaker, label: Label
) -> list[dict[str, Any]]:
    return [
        {
            "heading": label("step.what"),
            "paragraphs": speaker.paragraphs(say(f"step.{kind}.{step}.what")),
        },
        {"heading": label("step.how_long"), "paragraphs": _how_long(step, reading, speaker)},
        {
            "heading": label("step.back"),
            "paragraphs": speaker.paragraphs(say(f"step.{step}.back")),
        },
    ]


def _how_long(step: Step, reading: Reading | None, speaker: Speaker) -> list[str]:
    """Return how long a step takes: never a figure without what it rests on."""
    text = speaker.paragraphs(say(f"step.{step}.usual"))
    return text


def usual(reading: Reading, speaker: Speaker) -> str | None:
    """Return how long cases like this usually take, None when nobody has said."""
    found = reading.area.usual if reading.area else None
    if found is None:
        return None
    language = speaker.language
    return speaker.say(
        say(
            "note.usual",
            low=length(found.low, found.unit, language),
            high=length(found.high, found.unit, language),
            basis=found.rests_on.in_language(language),
        )
    )


def _appeal(state: CaseState, speaker: Speaker, label: Label) -> dict[str, Any] | None:
    place = appeal_place(state)
    if place is None or (place is AppealPlace.AHEAD and state.kind is not CaseKind.COMPLAINT):
        return None
    words = speaker.key(f"appeal.state.{place}")
    if sent_back(state):
        words = f"{words} {speaker.key('return_reason.sent_back')}"
    return {
        "label": speaker.key("appeal.label"),
        "words": words,
        "state": str(place),
        "summary": label("appeal.more"),
        "sections": [
            {"heading": label("step.what"), "paragraphs": speaker.paragraphs(say("appeal.what"))}
        ],
    }
