"""The quiet panel at the top: what is so, whose turn it is, when you hear from us."""

from collections.abc import Sequence
from typing import Any

from portal.core import status, turns
from portal.core.adviser import is_late
from portal.core.handover import complaint_due
from portal.core.promises import Promise, PromiseState, next_open
from portal.core.say import Phrase, Say, say
from portal.core.timeline import with_appeals_board
from portal.core.turns import Turn
from portal.core.vocabulary import CaseKind, MessageKind
from portal.pages.help_part import Label
from portal.web.citizen.acts_part import PROMISES, SLUGS
from portal.web.citizen.people import nearest_phone
from portal.web.citizen.reading import Reading
from portal.wording.speaker import Speaker


def panel(
    reading: Reading, speaker: Speaker, label: Label, facts: Any, acts: Sequence[MessageKind] = ()
) -> dict[str, Any]:
    """Return the panel as the component takes it.

    ``acts`` is what the reader can do: what they are asked to do leads to where it is done.
    """
    state, today = reading.state, reading.today

    def do(turn: Turn) -> dict[str, Any]:
        item, act = _item(turn, speaker, label), _act(turn, acts)
        if act is not None:
            href = f"/sag/{reading.link.public_id}/{SLUGS[act]}"
            item["link"] = {
                "href": href,
                "label": speaker.key(f"act.{act}.heading"),
                # What one may do is no louder than the answer; what we ask for is.
                "asked": act is not MessageKind.COMPLAINT,
            }
            item["phone"] = nearest_phone(reading, speaker, facts, label)
        return item

    return {
        "heading": speaker.say(status.heading(state, reading.represents)),
        "step_line": step_line(reading, label),
        "fresh": freshness(reading, speaker),
        "late": _late(reading, speaker),
        "yours": {
            "heading": label("case.your_turn"),
            "items": [
                do(turn)
                for turn in turns.your_turn(
                    state,
                    today,
                    reading.law,
                    reading.holidays,
                    reading.represents,
                    reading.silent,
                )
            ],
        },
        "ours": {
            "heading": label("case.our_turn"),
            "items": [
                _item(turn, speaker, label)
                for turn in turns.our_turn(
                    state, today, reading.law, reading.represents, reading.silent
                )
            ],
        },
        "promise": _promise(reading, speaker, label, facts),
    }


def step_line(reading: Reading, label: Label) -> str | None:
    """Return "Trin 2 af 5", None when no municipal step is known or current."""
    step = reading.state.step
    if step is None or with_appeals_board(reading.state):
        return None
    return label("case.step_of", number=step.number)


def freshness(reading: Reading, speaker: Speaker) -> dict[str, Any]:
    """Return how fresh the page is, or since when the source has been silent."""
    if reading.heard_at is None:
        text = speaker.key("freshness.never")
    else:
        key = "freshness.silent" if reading.silent else "freshness.fresh"
        text = speaker.say(say(key, when=reading.heard_at))
    return {"text": text, "silent": reading.silent}


def case_title(reading: Reading, speaker: Speaker, label: Label) -> str:
    """Return what the case is about, in words."""
    kind = reading.state.kind or CaseKind.APPLICATION
    if reading.area is None:
        return label("case.unknown_area")
    area = reading.area.name.in_language(speaker.language)
    return speaker.say(say(f"kind.{kind}", area=area))


def _late(reading: Reading, speaker: Speaker) -> str | None:
    """Return that we are late, said by us before it is noticed by you."""
    deadline = reading.deadline
    if deadline is None or deadline.due_on is None or not is_late(reading.state, deadline):
        return None
    return speaker.say(say("case.late", date=deadline.due_on))


def _after_missed(missed: Promise, reading: Reading) -> list[Say]:
    """Return what stands after a missed promise: a new date is owed until it is given."""
    still = next_open(reading.state, reading.today, reading.link.party.ref)
    if still is not None and still.made_at.date() > missed.by:
        return [promise_text(still)]
    answered = status.is_answered(reading.state)
    owed = say("promise.closed" if answered and still is None else "promise.missed_now")
    return [owed, promise_text(still)] if still is not None else [owed]


_DONE_BY = (
    ("turn.you.hearing", MessageKind.HEARING_ANSWER),
    ("turn.you.send.", MessageKind.INFORMATION),
    ("turn.you.complain", MessageKind.COMPLAINT),
)


def _act(turn: Turn, acts: Sequence[MessageKind]) -> MessageKind | None:
    """Return where the reader does what they are asked to do, None when not here."""
    for key, act in _DONE_BY:
        if act in acts and turn.what.key.startswith(key):
            return act
    return None


def _item(turn: Turn, speaker: Speaker, label: Label) -> dict[str, Any]:
    return {
        "text": speaker.say(turn.what),
        "lines": speaker.all(*turn.details),
        "da_text": turn.note,
        "da_note": danish_note(speaker, label) if turn.note else None,
    }


def danish_note(speaker: Speaker, label: Label) -> str | None:
    """Return that a text is written in Danish, for a page in another language."""
    if speaker.language == "da":
        return None
    return f"{label('case.written_in_danish')} {speaker.key('help.free_text_interpreter')}"


def _promise(reading: Reading, speaker: Speaker, label: Label, facts: Any) -> dict[str, Any]:
    promise = reading.promise
    part: dict[str, Any] = {
        "heading": label("case.promise"),
        "lines": [],
        "phone": None,
        "link": None,
        "all": None,
    }
    if reading.promise is not None:
        href = f"/sag/{reading.link.public_id}/{PROMISES}"
        part["all"] = {"href": href, "label": speaker.key("act.promises.heading")}
    phone = nearest_phone(reading, speaker, facts, label)
    if promise is None:
        text = speaker.say(no_promise(reading))
        return part | {"state": "none", "text": text, "phone": phone}
    shown = _shown_state(promise)
    missed = promise.state is PromiseState.MISSED
    return part | {
        "state": shown,
        "text": speaker.say(promise_text(promise)),
        "lines": _promise_lines(promise, reading, speaker),
        "phone": phone if missed or promise.state is PromiseState.UNCLEAR else None,
        "link": {"href": "#help", "label": label("promise.help_link")} if missed else None,
    }


def no_promise(reading: Reading) -> Say:
    """Return what stands where nothing is promised; an open complaint has its day by law."""
    due = complaint_due(reading.state, reading.law)
    if due is not None:
        return say("turn.us.reassess_by", date=due)
    return say("promise.closed" if status.is_answered(reading.state) else "promise.none")


def promise_text(promise: Promise) -> Say:
    """Return the promise and how it stands; one kept too late says when it was."""
    if promise.state is PromiseState.UNCLEAR:
        return say("promise.unclear", date=promise.by)
    key = f"promise.{promise.state}.{promise.what}"
    if promise.state is PromiseState.KEPT_LATE and promise.kept_at is not None:
        return say(key, date=promise.by, kept=promise.kept_at.date())
    return say(key, date=promise.by)


def _shown_state(promise: Promise) -> str:
    if promise.state is PromiseState.KEPT_LATE:
        return str(PromiseState.KEPT)
    if promise.state is PromiseState.UNCLEAR:
        return "none"
    if promise.moved_from and promise.state in (PromiseState.AHEAD, PromiseState.TODAY):
        return "changed"
    return str(promise.state)


def _promise_lines(promise: Promise, reading: Reading, speaker: Speaker) -> list[str]:
    lines = []
    owner = promise.owner if reading.names and promise.owner else promise.owner_unit
    if owner:
        lines.append(say("promise.owner", owner=owner))
    if promise.moved_from and promise.reason:
        reason = f"extension_reason.{promise.reason}"
        lines.append(say("promise.changed", old=promise.moved_from, reason=Phrase(reason)))
    if promise.state is PromiseState.MISSED:
        lines += [*_after_missed(promise, reading), say("promise.missed_adviser")]
    if promise.state in (PromiseState.KEPT, PromiseState.KEPT_LATE):
        lines.append(
            say("promise.closed" if status.is_answered(reading.state) else "promise.kept_no_new")
        )
    return speaker.all(*lines)
