"""The drawing of this case: five places, each with its state in words, and what happened there.

Which places, states and reasons there are is a handful of codes, so the drawing is kept
by those codes; what happened in each step is filled in afterwards.
"""

from typing import Any

from markupsafe import Markup, escape

from portal.core.say import Phrase, say
from portal.core.timeline import AppealPlace, Place, StepPlace, appeal_place, place_steps, sent_back
from portal.core.vocabulary import CaseKind, Step
from portal.pages.fragments import place as html_place
from portal.pages.help_part import Label
from portal.pages.rendering import Page
from portal.web.citizen.lines import Lines
from portal.web.citizen.reading import Reading
from portal.wording.speaker import Speaker

_HERE = (Place.NOW, Place.RETURNED, Place.PAUSED)


def drawing(reading: Reading, page: Page, lines: Lines) -> bytes:
    """Return the drawing of a case, in UTF-8.

    Args:
        reading: The case.
        page: The reader's words, labels and choices.
        lines: The dated lines; a step shows those of its own.
    """
    state = reading.state
    kind = state.kind or CaseKind.APPLICATION
    places = place_steps(state)
    appeal = appeal_place(state)
    if appeal is AppealPlace.AHEAD and kind is not CaseKind.COMPLAINT:
        appeal = None
    back = sent_back(state)

    def make() -> Markup:
        speaker, label = page.speaker, page.label
        part = {
            "title": speaker.key(f"drawing.title.{kind}"),
            "id": "drawing",
            "alt": f"{_alt(places, appeal, kind, speaker)} {speaker.key('step.may_repeat')}",
            "calm": page.calm,
            "paused": False,
            "steps": [_step(one, kind, speaker, label) for one in places],
            "appeal": _appeal(appeal, back, speaker, label),
        }
        return page.component("drawing", part)

    codes = tuple((_state(one), one.reason) for one in places)
    heading = f"<h4>{escape(page.label('step.events'))}</h4>".encode()
    happened = {one.step: _happened(one, lines, heading) for one in places}
    return page.encoded("drawing", page.calm, kind, codes, appeal, back, make=make, **happened)


def _happened(step: StepPlace, lines: Lines, heading: bytes) -> bytes:
    """Return what happened in a step under its heading, as HTML in UTF-8."""
    found = lines.of([event.id for event in step.events])
    if not found:
        return b""
    return b'%b<ol role="list" class="dated">%b</ol>' % (heading, found)


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
            | {"state": "unknown", "state_words": "", "came_back_words": None}
            | {"open": True, "happened": ""}
            for step in Step
        ],
        "appeal": _public_appeal(speaker, label) if kind is CaseKind.COMPLAINT else None,
    }


def _public_appeal(speaker: Speaker, label: Label) -> dict[str, Any] | None:
    """Return Ankestyrelsen as the complaint's drawing shows it without a case."""
    found = _appeal(AppealPlace.AHEAD, False, speaker, label)
    return found | {"state": "unknown", "words": "", "open": True} if found else None


def _alt(
    places: tuple[StepPlace, ...], appeal: AppealPlace | None, kind: CaseKind, speaker: Speaker
) -> str:
    if appeal is AppealPlace.NOW:
        return speaker.key("drawing.alt.appeal")
    current = next((place for place in places if place.place in _HERE), None)
    if current is None:
        return speaker.key("drawing.alt.none")
    name = Phrase(f"step.{kind}.{current.step}.label")
    return speaker.say(say("drawing.alt.current", number=current.step.number, label=name))


def _step(place: StepPlace, kind: CaseKind, speaker: Speaker, label: Label) -> dict[str, Any]:
    return _frame(place.step, kind, speaker, label) | {
        "state": str(place.place),
        "state_words": speaker.key(f"step.state.{_state(place)}"),
        "came_back_words": _because(place, speaker),
        "open": False,
        "happened": html_place(place.step),
    }


def _state(place: StepPlace) -> str:
    """Return the code of the words for a step; one the case has left again begins anew."""
    again = place.place is Place.AHEAD and place.since is not None
    return "again" if again else str(place.place)


def _frame(step: Step, kind: CaseKind, speaker: Speaker, label: Label) -> dict[str, Any]:
    """Return what is the same for a step in every case of a kind."""
    speaker.explain()
    name = speaker.key(f"step.{kind}.{step}.label")
    review = kind is CaseKind.REVIEW and step is Step.RECEIVED
    gathers = step is Step.INFORMATION
    return {
        "key": str(step),
        "scene": "received_review" if review else str(step),
        "number": step.number,
        "label": name,
        "sublabel": speaker.key("step.information.sublabel") if gathers else None,
        "summary": label("step.more", number=step.number, label=name),
        "sections": _sections(step, kind, speaker, label),
    }


def _sections(step: Step, kind: CaseKind, speaker: Speaker, label: Label) -> list[dict[str, Any]]:
    texts = (
        ("step.what", f"step.{kind}.{step}.what"),
        ("step.how_long", f"step.{step}.usual"),
        ("step.back", f"step.{step}.back"),
    )
    found: list[dict[str, Any]] = [
        {"heading": label(heading), "paragraphs": speaker.paragraphs(say(text)), "words": None}
        for heading, text in texts
    ]
    found[-1]["words"] = speaker.explain()
    return found


def _because(place: StepPlace, speaker: Speaker) -> str | None:
    group = {
        Place.RETURNED: "return_reason",
        Place.NOT_NEEDED: "hearing_not_needed",
        Place.PAUSED: "pause_reason",
    }.get(place.place)
    return speaker.key(f"{group}.{place.reason}") if group and place.reason else None


def _appeal(
    place: AppealPlace | None, back: bool, speaker: Speaker, label: Label
) -> dict[str, Any] | None:
    if place is None:
        return None
    words = speaker.key(f"appeal.state.{place}")
    if back:
        words = f"{words} {speaker.key('return_reason.sent_back')}"
    speaker.explain()
    paragraphs = speaker.paragraphs(say("appeal.what"))
    return {
        "label": speaker.key("appeal.label"),
        "words": words,
        "state": str(place),
        "summary": label("appeal.more"),
        "sections": [
            {
                "heading": label("step.what"),
                "paragraphs": paragraphs,
                "words": speaker.explain(),
            }
        ],
    }
