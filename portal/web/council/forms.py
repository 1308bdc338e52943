"""What a member says, and what the municipality answers."""

from portal.core.audit import ANSWERS
from portal.pages.forms import (
    ChoiceField,
    KeptField,
    Option,
    ParagraphsField,
    PortalForm,
    TextField,
)

MOST = 2000


class CommentForm(PortalForm):
    """Say something about a sentence, or about a text as a whole."""

    # The text as the member had it before them: another may be published meanwhile.
    seen = KeptField()
    said = ParagraphsField("council.say.label", "council.say.hint", most=MOST, rows=5)


class AnswerForm(PortalForm):
    """Answer a comment."""

    state = ChoiceField(
        "council.answer.state.label",
        options=[Option(state, f"council.answer.{state}.label") for state in ANSWERS],
    )
    text = ParagraphsField("council.answer.text.label", "council.answer.text.hint", most=MOST)


class NumberForm(PortalForm):
    """Find a text by its number on paper."""

    number = TextField("council.number.label", "council.number.hint", most=10)
