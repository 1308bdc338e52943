"""What an editor fills in."""

from typing import Any

from flask_wtf import FlaskForm

from portal.core.say import Say, say
from portal.core.wording import MOST_SIGNS, Ground, Place, Problem, TextProblem
from portal.pages.forms import (
    ChoiceField,
    DanishDateField,
    Option,
    ParagraphsField,
    PortalForm,
    TextField,
)
from portal.services.edit_wording import Change, MarkupRefusedError, TextRefusedError

__all__ = ["ChangeForm", "DayForm", "FlaskForm", "ReasonForm"]


class ChangeForm(PortalForm):
    """A text, why it changes, and on what ground."""

    text = ParagraphsField("editor.form.text", most=MOST_SIGNS, rows=7)
    reason = TextField("editor.form.reason", "editor.form.reason.hint", most=500)
    ground = ChoiceField(
        "editor.form.ground",
        "editor.form.ground.hint",
        options=[Option(ground, f"editor.ground.{ground}") for ground in Ground],
    )

    def change(self, place: Place) -> Change:
        """Return what was written, exactly as typed: what it may be is the register's to say."""
        return Change(place, self.text.typed, Ground(self.ground.data), str(self.reason.data))

    def refuse_text(self, error: MarkupRefusedError | TextRefusedError) -> None:
        """Say what is wrong with the text, at its field."""
        for one in problems_said(error):
            self.text.refuse(one)


class DayForm(PortalForm):
    """From which day a text stands."""

    day = DanishDateField("editor.form.day", "editor.form.day.hint")


class ReasonForm(PortalForm):
    """Why a text is taken back, or kept."""

    reason = TextField("editor.form.why", most=500)


def problems_said(error: MarkupRefusedError | TextRefusedError) -> list[Say]:
    """Return what is wrong with a text, a sentence each."""
    if isinstance(error, MarkupRefusedError):
        if error.problem is not None:
            return [say(f"form.error.pasted.{error.problem}")]
        return [say("editor.problem.markup")]
    return [_said(problem) for problem in error.problems]


def _said(problem: Problem) -> Say:
    key = f"editor.problem.{problem.code}"
    values: dict[str, Any] = {}
    if problem.code in (TextProblem.LOST_PLACE, TextProblem.UNKNOWN_PLACE):
        values["place"] = "{" + problem.place + "}"
    if problem.code is TextProblem.TOO_LONG:
        values["number"] = problem.place
    return say(key, **values)
