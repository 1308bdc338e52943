"""What to expect in this kind of case: what is fixed, what is open, and time, never dressed up."""

from typing import Any

from portal.core.deadlines import Deadline, DeadlineState
from portal.core.say import Phrase, Say, say
from portal.core.vocabulary import CaseKind, DeadlineKind
from portal.web.citizen.drawing import usual
from portal.web.citizen.reading import Reading
from portal.web.help_part import Label
from portal.wording.dates import length
from portal.wording.speaker import Speaker


def notes(reading: Reading, speaker: Speaker, label: Label) -> dict[str, Any]:
    """Return the expectation notes as the component takes them."""
    state = reading.state
    kind = state.kind or CaseKind.APPLICATION
    fixed = [say(f"note.fixed.{kind}")]
    if state.review_reason:
        fixed.insert(0, say(f"note.review.{state.review_reason}"))
    found = [
        _note(label("note.fixed"), fixed, speaker),
        _note(label("note.open"), [say(f"note.open.{kind}"), say(f"note.uncertain.{kind}")], speaker),
        _time(reading, speaker, label),
        _note(label("note.why"), [say("note.why_we_ask")], speaker),
    ]
    return {"heading": label("case.notes"), "id": "notes", "notes": found}


def _note(heading: str, texts: list[Say], speaker: Speaker) -> dict[str, Any]:
    paragraphs = [paragraph for text in texts for paragraph in speaker.paragraphs(text)]
    return {"heading": heading, "paragraphs": paragraphs, "words": speaker.explain()}


def _time(reading: Reading, speaker: Speaker, label: Label) -> dict[str, Any]:
    texts = _deadline(reading.deadline, speaker)
    if reading.state.paused_because and reading.deadline:
        texts.append(say("note.paused_deadline"))
    paragraphs = [part for text in texts for part in speaker.paragraphs(text)]
    range_ = usual(reading, speaker)
    if range_:
        paragraphs.append(range_)
    return {
        "heading": label("note.time"),
        "paragraphs": paragraphs,
        "words": speaker.explain(),
    }


def _deadline(deadline: Deadline | None, speaker: Speaker) -> list[Say]:
    """Return where the case is against its deadline; no figure when the input is unclear."""
    if deadline is None:
        return [say("note.deadline.unknown")]
    texts: list[Say] = []
    if deadline.length is not None:
        amount = length(deadline.length.amount, deadline.length.unit, speaker.language)
        texts.append(say("note.deadline.length", length=amount))
        texts.append(say(f"note.counts_from.{deadline.length.counts_from}"))
        texts.append(say(f"note.counts_to.{deadline.length.counts_to}"))
    if deadline.due_on is None:
        return [*texts, say("note.deadline.not_begun")]
    if deadline.moved_from and deadline.reason:
        texts.append(
            say(
                "note.deadline.extended",
                old=deadline.moved_from,
                date=deadline.due_on,
                reason=Phrase(f"extension_reason.{deadline.reason}"),
            )
        )
        if deadline.state is DeadlineState.AHEAD:
            return texts
    if deadline.kind is DeadlineKind.OWN and deadline.state is DeadlineState.AHEAD:
        return [*texts, say("note.deadline.own", date=deadline.due_on)]
    return [*texts, say(f"note.deadline.{deadline.state}", date=deadline.due_on)]
