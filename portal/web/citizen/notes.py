"""What to expect in this kind of case: what is fixed, what is open, and time, never dressed up."""

from typing import Any

from markupsafe import Markup

from portal.core.deadlines import Deadline, DeadlineState
from portal.core.say import Phrase, Say, say
from portal.core.status import review_is_open, round_decision
from portal.core.vocabulary import CaseKind, DeadlineKind, ReviewReason
from portal.pages.fragments import place
from portal.pages.help_part import Label
from portal.pages.rendering import Page
from portal.web.citizen.reading import Reading
from portal.wording.dates import length
from portal.wording.speaker import Speaker


def notes(reading: Reading, page: Page) -> Markup:
    """Return the expectation notes.

    All but the one about time are the same for every case of a kind, and kept.
    """
    state = reading.state
    kind = state.kind or CaseKind.APPLICATION
    # That nothing is decided, and what is not known yet, is true only until the answer is there.
    review = state.review_reason if review_is_open(state) else None
    ruling = round_decision(state)
    waiting = ruling is None or ruling.shown_at is None
    time = page.shaped("note", _time(reading, page.speaker, page.label), "notes")
    return page.kept(
        "notes",
        kind,
        review,
        waiting,
        make=lambda: _section(kind, review, waiting, page),
        time=time,
    )


def _section(kind: CaseKind, review: ReviewReason | None, waiting: bool, page: Page) -> Markup:
    """Return the section with its place for the note about time."""

    def note(code: str, *texts: Say) -> Markup:
        return page.component("note", _note(page.label(code), texts, page.speaker), "notes")

    fixed = [say(f"note.fixed.{kind}")]
    if review:
        fixed.insert(0, say(f"note.review.{review}"))
    found = [note("note.fixed", *fixed)]
    if waiting:
        found.append(note("note.open", say(f"note.open.{kind}"), say(f"note.uncertain.{kind}")))
    found += [place("time"), note("note.why", say("note.why_we_ask"))]
    return page.component(
        "notes", {"heading": page.label("case.notes"), "id": "notes", "notes": found}
    )


def _note(heading: str, texts: tuple[Say, ...], speaker: Speaker) -> dict[str, Any]:
    speaker.explain()
    paragraphs = [paragraph for text in texts for paragraph in speaker.paragraphs(text)]
    return {"heading": heading, "paragraphs": paragraphs, "words": speaker.explain()}


def _time(reading: Reading, speaker: Speaker, label: Label) -> dict[str, Any]:
    texts = _deadline(reading.deadline, speaker)
    if reading.state.paused_because and reading.deadline:
        texts.append(say("note.paused_deadline"))
    usual = _usual(reading, speaker)
    if usual is not None:
        texts.append(usual)
    return _note(label("note.time"), tuple(texts), speaker)


def _usual(reading: Reading, speaker: Speaker) -> Say | None:
    """Return how long cases like this usually take, None when nobody has said."""
    found = reading.area.usual if reading.area else None
    if found is None:
        return None
    language = speaker.language
    return say(
        "note.usual",
        low=length(found.low, found.unit, language),
        high=length(found.high, found.unit, language),
        basis=found.rests_on.in_language(language),
    )


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
