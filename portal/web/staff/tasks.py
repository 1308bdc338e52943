"""What waits, told so that one line is enough: who, what help, why now, and one thing to do."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date
from flask import url_for

from portal.core.case import CaseState, Message, Talk
from portal.core.promises import Promise, promises_of
from portal.core.say import Phrase, Say, Value, say
from portal.core.vocabulary import LetterKind, MessageKind, Promised
from portal.core.worklist import TaskKind
from portal.pages.rendering import label, speaker
from portal.web import desk_words

_ONE_DAY, _HALF_A_YEAR = timedelta(days=1), timedelta(days=180)
_DAY = {"da": "EEEE 'den' d. MMMM", "en": "EEEE d MMMM", "ar": "EEEE d MMMM"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits in a case, as the store or another list tells it.

    ``number`` is how many there are of what is counted. ``mine`` says that it is a person's
    and not a unit's.
    """

    kind: TaskKind
    case_id: int
    public_id: str
    due_on: date | None
    ref: str | None = None
    mine: bool = True
    number: int = 1


def waiting(row: Any) -> Waiting:
    """Return a row of the store's list."""
    return Waiting(
        TaskKind(row.kind),
        row.case_id,
        row.public_id,
        row.due_on,
        row.ref,
        row.owner is not None,
    )


def near(day: date, today: date) -> Value:
    """Return a day as one says it when it is near, without its year when that is plain.

    Args:
        day: The day.
        today: Today.
    """
    words = {
        today - _ONE_DAY: "day.yesterday",
        today: "day.today",
        today + _ONE_DAY: "day.tomorrow",
    }
    if day in words:
        return label(words[day])
    language = speaker().language
    return format_date(day, _DAY[language], language) if abs(day - today) < _HALF_A_YEAR else day


def is_late(task: Waiting, today: date) -> bool:
    """Tell whether the day of something has passed."""
    return task.due_on is not None and task.due_on < today


def why(task: Waiting, state: CaseState, today: date) -> str:
    """Return why something is on the list, in a sentence."""
    return speaker().say(_WHY.get(task.kind, _dated)(task, state, today))


def _dated(task: Waiting, _state: CaseState, today: date) -> Say:
    if task.due_on is None:
        return say(f"desk.why.{task.kind}.undated")
    when = "passed" if is_late(task, today) else "ahead"
    return say(f"desk.why.{task.kind}.{when}", date=near(task.due_on, today))


def _promise(task: Waiting, state: CaseState, today: date) -> Say:
    promise = promise_of(state, task.ref)
    what = promise.what if promise else Promised.CONTACT
    whose = "mine" if task.mine else "unit"
    when = "passed" if is_late(task, today) else "ahead"
    return say(
        f"desk.why.promise.{whose}.{when}",
        item=Phrase(f"desk.promised.{what}.label"),
        date=near(task.due_on or today, today),
    )


def _arrived(task: Waiting, _state: CaseState, _today: date) -> Say:
    return say("desk.why.arrived", item=desk_words.item(str(task.ref)))


def _message(task: Waiting, state: CaseState, today: date) -> Say:
    message = state.messages.get(task.ref or "")
    # What is no message is how somebody remembers an agreement.
    kind = message.kind if message else MessageKind.DISAGREE
    when = "passed" if is_late(task, today) else "ahead"
    return say(
        f"desk.why.message.{when}",
        item=Phrase(f"desk.message.{kind}.label"),
        date=near(task.due_on or today, today),
    )


def _talk(task: Waiting, state: CaseState, today: date) -> Say:
    """Say what came of the talk when there is a note of it: the letter is what waits then."""
    noted = _noted_talk(state, task.ref)
    return say(f"desk.gate.{noted.result}") if noted else _dated(task, state, today)


def _noted_talk(state: CaseState, decision: str | None) -> Talk | None:
    return next((one for one in reversed(state.talks) if one.decision == decision), None)


def _counted(task: Waiting, _state: CaseState, _today: date) -> Say:
    return say(f"desk.why.{task.kind}", number=task.number)


_WHY: dict[TaskKind, Callable[[Waiting, CaseState, date], Say]] = {
    TaskKind.PROMISE: _promise,
    TaskKind.ARRIVED: _arrived,
    TaskKind.MESSAGE: _message,
    TaskKind.TALK: _talk,
    TaskKind.UNJOURNALISED: _counted,
    TaskKind.POST_FAILED: _counted,
}
_WRITE = frozenset({TaskKind.SILENT, TaskKind.FIRST_WORD, TaskKind.ARRIVED, TaskKind.CHANGE})
_KEPT_BY_SAYING_SO = frozenset({Promised.CALL, Promised.MEETING, Promised.ACCESS, Promised.OTHER})


def action(task: Waiting, state: CaseState, on_their_way: Collection[str] = ()) -> tuple[str, str]:
    """Return the one thing to do: an address, and what the link says.

    A form is opened at its first field, so that one can write at once. A letter of a kind in
    ``on_their_way`` is ordered and not made: then there is only to see how it stands.
    """
    if task.kind in _WRITE:
        return _to("update", task), label("desk.do.write")
    if task.kind is TaskKind.MESSAGE:
        answers = {"svar": task.ref} if task.ref in state.messages else {}
        return _to("update", task, **answers), label("desk.do.answer")
    if task.kind is TaskKind.PROMISE:
        return _for_promise(task, state)
    if task.kind is TaskKind.TALK and _noted_talk(state, task.ref) is None:
        return _to("talk", task, "result", afgoerelse=task.ref), label("desk.do.talk")
    if task.kind in _LETTERS:
        return _letter(task, _LETTERS[task.kind], on_their_way)
    if task.kind is TaskKind.UNJOURNALISED:
        return url_for("staff.copy", public_id=task.public_id), label("desk.do.copy")
    if task.kind is TaskKind.POST_FAILED:
        return url_for("staff.unsent", public_id=task.public_id), label("desk.unsent.title")
    return url_for("staff.case", public_id=task.public_id), label("desk.do.open")


_LETTERS = {TaskKind.TALK: LetterKind.DECISION, TaskKind.DEADLINE: LetterKind.DELAY}


def _letter(task: Waiting, kind: LetterKind, on_their_way: Collection[str]) -> tuple[str, str]:
    if kind in on_their_way:
        every = url_for("staff_letters.every", public_id=task.public_id)
        return every, label("desk.letters.title")
    address = url_for("staff_letters.write", public_id=task.public_id, kind=kind)
    return address, label(f"desk.letter.write.{kind}")


def _for_promise(task: Waiting, state: CaseState) -> tuple[str, str]:
    promise = promise_of(state, task.ref)
    answers = message_promised(state, task.ref)
    if answers is not None:
        return _to("update", task, svar=answers.ref), label("desk.do.answer")
    what = promise.what if promise else Promised.CONTACT
    if what is Promised.CONTACT:
        return _to("update", task), label("desk.do.write")
    if what in _KEPT_BY_SAYING_SO or what is Promised.REPLY:
        return _to("kept", task, "channel", loefte=task.ref), label("desk.do.kept")
    return url_for("staff.case", public_id=task.public_id), label("desk.do.open")


def promise_of(state: CaseState, ref: str | None) -> Promise | None:
    """Return a promise of a case by its reference."""
    return next((one for one in promises_of(state, date.min) if one.ref == ref), None)


def message_promised(state: CaseState, promise: str | None) -> Message | None:
    """Return the citizen's unanswered message a promise is about."""
    found = (one for one in state.messages.values() if one.promise == promise)
    return next((one for one in found if one.answered_at is None), None) if promise else None


def _to(form: str, task: Waiting, field: str = "text", **query: Any) -> str:
    return url_for(f"staff.{form}", public_id=task.public_id, _anchor=field, **query)
