"""The forms in which somebody writes a letter: what must be said, and nothing more."""

from collections.abc import Mapping
from typing import Any

from portal.core import next_contact
from portal.core.case import CaseState
from portal.core.vocabulary import Decider, ExtensionReason, LetterKind, UpdateKind
from portal.pages.forms import (
    ChoiceField,
    DanishDateField,
    Option,
    ParagraphsField,
    TextField,
)
from portal.services.write_by_hand import Written
from portal.web.files_field import FilesField
from portal.web.portal import portal
from portal.web.staff.forms import DeskForm
from portal.web.staff.opened import DeskCase

_LINES = "desk.letter.lines"


class LetterForm(DeskForm):
    """What every form of a letter can do. The fields' names are those of the letter's facts."""

    kind: LetterKind
    lists: tuple[str, ...] = ()

    def written(self) -> Written:
        """Return what was written, as plain values."""
        names = [field.short_name for field in self.asked if field.control != "hidden"]
        facts = {name: self._fact(name) for name in names if name != "document"}
        document = self["document"].data if "document" in names else None
        content = document[0].content if document else None
        return Written(self.kind, {k: v for k, v in facts.items() if v}, content)

    def _fact(self, name: str) -> Any:
        value = self[name].data
        if name in self.lists:
            return [line.strip("-•* ") for line in str(value or "").splitlines() if line.strip()]
        return value.isoformat() if hasattr(value, "isoformat") else value


class UpdateLetterForm(LetterForm):
    """You are not forgotten."""

    kind = LetterKind.UPDATE
    update = ChoiceField(
        "desk.form.kind",
        options=[Option(one, f"desk.kind.{one}", f"desk.kind.{one}.hint") for one in UpdateKind],
    )
    words = ParagraphsField("desk.letter.words", most=1000, rows=4, required=False)
    next_contact = DanishDateField("desk.form.next", "desk.form.next.hint")


class DelayForm(LetterForm):
    """The answer comes later: when, and why."""

    kind = LetterKind.DELAY
    deadline = DanishDateField("desk.letter.deadline", "desk.form.next.hint")
    reason = ChoiceField(
        "desk.letter.reason",
        select=True,
        options=[
            Option("", "desk.choose"),
            *(
                Option(one, f"extension_reason.{one}")
                for one in ExtensionReason
                if one is not ExtensionReason.OTHER
            ),
        ],
    )
    words = ParagraphsField("desk.letter.words", most=1000, rows=3, required=False)
    next_contact = DanishDateField("desk.form.next", "desk.form.next.hint", required=False)


class HearingForm(LetterForm):
    """What we have and will use, what it may mean, and by when to answer."""

    kind = LetterKind.HEARING
    lists = ("evidence", "enclosed")
    evidence = ParagraphsField("desk.letter.evidence", _LINES, most=4000, rows=5)
    may_mean = ParagraphsField("desk.letter.may_mean", most=1000, rows=3)
    answer_by = DanishDateField("desk.letter.answer_by", "desk.form.next.hint")
    enclosed = ParagraphsField("desk.letter.enclosed", _LINES, most=1000, rows=2, required=False)


class RulingForm(LetterForm):
    """The outcome in one sentence, the main reasons, who decided; the decision itself with it."""

    lists = ("reasons",)
    outcome_words = TextField("desk.letter.outcome", "desk.letter.outcome.hint", most=300)
    reasons = ParagraphsField("desk.letter.reasons", _LINES, most=4000, rows=5)
    decider = ChoiceField(
        "desk.letter.decider",
        select=True,
        options=[Option(one, f"desk.decider.{one}") for one in Decider],
    )
    decider_name = TextField("desk.letter.decider_name", most=120, required=False)
    document = FilesField(
        "desk.letter.document",
        "desk.letter.document.hint",
        most=1,
        missing="desk.lacks.document",
    )


class DecisionForm(RulingForm):
    """The letter that goes before a decision."""

    kind = LetterKind.DECISION


class ReassessmentForm(RulingForm):
    """The letter that goes before what came of a complaint."""

    kind = LetterKind.REASSESSMENT


FORMS: Mapping[LetterKind, type[LetterForm]] = {
    LetterKind.UPDATE: UpdateLetterForm,
    LetterKind.DELAY: DelayForm,
    LetterKind.HEARING: HearingForm,
    LetterKind.DECISION: DecisionForm,
    LetterKind.REASSESSMENT: ReassessmentForm,
}


def prefilled(case: DeskCase, kind: LetterKind) -> dict[str, Any]:
    """Return what a form holds when it is opened."""
    state, here = case.state, portal()
    every = case.agreement.every_days
    day = next_contact.propose(state, every, here.today(), here.office.closed)
    known: dict[LetterKind, dict[str, Any]] = {
        LetterKind.UPDATE: {"update": UpdateKind.NOTHING_NEW, "next_contact": day},
        LetterKind.DELAY: {"next_contact": day},
        LetterKind.HEARING: {"answer_by": state.hearing.due_on if state.hearing else None},
    }
    return known.get(kind, _ruling(state))


def _ruling(state: CaseState) -> dict[str, Any]:
    return {
        "decider": state.decider or Decider.CASEWORKER,
        "decider_name": state.decider_name or "",
    }
