"""The keys of the desk; see :mod:`portal.wording.keys`."""

from collections.abc import Iterator

from portal.core import vocabulary as v
from portal.core.danish_dates import DayProblem
from portal.core.files import FileProblem, FileState
from portal.core.gate import Lifted
from portal.core.holidays import HOLIDAYS
from portal.core.updates import UpdateRule
from portal.core.writing import BANDS, Advice
from portal.wording.pasted import PastedProblem


def _writing() -> Iterator[tuple[str, ...]]:
    """Forms, pasted text, days and files: what is wrong with what somebody wrote or sent."""
    yield ("form.error.heading",)
    yield ("form.title_with_errors.label", "title")
    for code in ("missing", "missing_choice", "missing_yes", "missing_file", "not_offered"):
        yield (f"form.error.{code}", "field")
    for code in ("cpr", "phone", "email"):
        yield (f"form.error.{code}",)
    yield ("form.error.too_long", "length", "number")
    yield from ((f"form.error.pasted.{code}",) for code in PastedProblem)
    asks = {DayProblem.YEAR_MISSING: ("words", "date")}
    yield from ((f"form.error.day.{code}", *asks.get(code, ())) for code in DayProblem)
    yield ("form.error.day.past", "date")
    yield ("form.note.day.today",)
    yield ("form.note.day.far", "date")
    for code in ("weekend", "closed"):
        yield (f"form.note.day.{code}", "date", "next")
    yield ("form.note.day.holiday", "date", "holiday", "next")
    yield from ((f"holiday.{code}.name",) for code in HOLIDAYS)
    for problem in FileProblem:
        places = {FileProblem.TOO_BIG: ("name", "number"), FileProblem.TOO_MANY: ("number",)}
        yield (f"form.error.file.{problem}", *places.get(problem, ("name",)))
    yield ("form.error.file.choose_again",)
    yield ("form.error.no_phone_and_phone",)
    for state in FileState:
        yield (f"file.state.{state}",)
        yield (f"file.told.{state}",)
    yield ("writing.lix.text", "number", "band")
    yield ("writing.lix.short", "number", "band")
    yield ("writing.lix.none",)
    yield from ((f"writing.band.{band}.name",) for band in BANDS)
    yield ("writing.nothing",)
    yield ("writing.advice.cpr",)
    for advice in Advice:
        if advice is not Advice.CPR:
            more = ("number",) if advice is Advice.LONG_SENTENCE else ()
            yield (f"writing.advice.{advice}", "words", *more)


def _desk() -> Iterator[tuple[str, ...]]:
    """What those who work here read: why something waits, and the text for the case system."""
    for whose in ("mine", "unit"):
        for when in ("ahead", "passed"):
            yield (f"desk.why.promise.{whose}.{when}", "item", "date")
    for kind in ("deadline", "silent", "first_word", "complaint", "talk", "change"):
        yield (f"desk.why.{kind}.undated",)
        yield from ((f"desk.why.{kind}.{when}", "date") for when in ("ahead", "passed"))
    yield ("desk.why.arrived", "item")
    yield from ((f"desk.why.message.{when}", "item", "date") for when in ("ahead", "passed"))
    yield from ((f"desk.why.{kind}", "number") for kind in ("unjournalised", "post_failed"))
    yield from ((f"desk.promised.{code}.label",) for code in v.Promised)
    yield from ((f"desk.message.{code}.label",) for code in v.MessageKind)
    for code in ("nothing", "ours.what", "unit.lead", "unit.nothing", "newer.what", "pointed_out"):
        yield (f"desk.{code}",)
    yield ("desk.pointed_out.heading",)
    yield ("desk.stands.no_promise",)
    for code in ("draft.kept_late", "promises.none", "sent_in.none", "copy.lead", "copy.none"):
        yield (f"desk.{code}",)
    yield from ((f"desk.rule.{rule}",) for rule in UpdateRule)
    for kind in (v.UpdateKind.NOTHING_NEW, v.UpdateKind.LOOKING_INTO_IT):
        yield (f"desk.text.{kind}", "item", "who", "date")
    yield ("desk.wait.label", "item", "who")
    yield from ((f"desk.who.{code}.label",) for code in v.Awaited)
    yield from ((f"desk.item.{code}.label",) for code in ("own_description", "home_visit"))
    yield from ((f"desk.step.{way}.label", "number", "label") for way in ("on", "back"))
    yield ("desk.needs.every", "number")
    yield ("desk.promise.made", "when", "date")
    yield ("desk.promise.how", "channel")
    yield ("desk.promise.moved", "when", "old", "date", "reason")
    yield from ((f"desk.promise.{code}", "when") for code in ("kept", "late"))
    yield ("desk.promise.missed", "date")
    yield from ((f"desk.how.{code}.label",) for code in v.Channel)
    yield from _differs()
    yield from _copied()


def _differs() -> Iterator[tuple[str, ...]]:
    """Where the desk and the case system say different things."""
    for who in ("us", "them"):
        yield (f"desk.differs.{who}.step", "when", "step")
        yield (f"desk.differs.{who}.promise", "when", "date")
        yield from ((f"desk.differs.{who}.waiting_{code}", "when") for code in ("on", "over"))
        yield (f"desk.differs.{who}_stands",)


def _copied() -> Iterator[tuple[str, ...]]:
    """The plain text for the case system."""
    yield ("desk.copy.when", "when")
    yield ("desk.copy.by", "name")
    yield ("desk.copy.citizen_words",)
    yield ("desk.copy.moved", "reason")
    yield ("desk.copy.promised", "item", "date")
    yield ("desk.copy.owner", "unit")
    yield ("desk.copy.wait", "item", "who")
    yield ("desk.copy.wait_over",)
    yield ("desk.copy.step", "step")
    yield from ((f"desk.copy.talk.{code}", "date") for code in v.TalkResult)
    yield ("desk.copy.contact", "channel")
    for code in ("update", "agreement", "talk", "message", "letter"):
        yield (f"desk.journal.{code}.label",)


def _desk_letters() -> Iterator[tuple[str, ...]]:
    """Letters and changes of caseworker at the desk."""
    for code in ("was_ordered", "none", "nobody"):
        yield (f"desk.letters.{code}",)
    for code in ("party", "phone", "document", "content", "deadline", "answer_by", "other"):
        yield (f"desk.lacks.{code}",)
    for code in ("empty", "not_a_pdf", "cut_short", "locked", "too_big"):
        yield (f"desk.document.{code}",)
    yield from ((f"desk.gate.{code}",) for code in Lifted)
    yield ("desk.gate.waits", "date")
    for code in ("no_party", "died", "wrong_person", "no_access", "not_so_any_more"):
        yield (f"desk.dropped.{code}",)
    for code in ("sent_elsewhere", "decided_otherwise", "lacks"):
        yield (f"desk.dropped.{code}",)
    for code in ("lead", "none", "who", "reversed", "stand_in_half"):
        yield (f"desk.change.{code}",)
    yield ("desk.change.done", "number", "name", "date")
    yield ("desk.change.done.one", "name", "date")
    yield ("desk.handover.lead",)
    yield ("desk.handover.wait", "item", "who", "date")
    for code in ("deadline", "hearing", "complaint"):
        yield (f"desk.handover.{code}", "date")
    yield ("desk.handover.messages", "number")
    yield ("desk.handover.decision",)


GROUPS = (_writing, _desk, _desk_letters)
