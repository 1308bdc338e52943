"""What a member says, and what the municipality answers."""

from collections.abc import Sequence

from portal.core.audit import ANSWERS, Sentence
from portal.pages.fields import Own
from portal.pages.forms import (
    ChoiceField,
    KeptField,
    Option,
    ParagraphsField,
    PortalForm,
    TextField,
)
from portal.web.council.reading import shown

MOST = 2000


class CommentForm(PortalForm):
    """Say something about a sentence, or about a text as a whole."""

    # The text as the member had it before them: another may be published meanwhile.
    seen = KeptField()
    # Of a text that is read as a whole: one of its sentences, or none.
    sentence = ChoiceField("council.say.which.label", select=True, required=False)
    said = ParagraphsField("council.say.label", "council.say.hint", most=MOST, rows=5)

    def of(self, sentences: Sequence[Sentence], language: str) -> None:
        """Let one of these sentences be chosen, when there is something to choose."""
        if len(sentences) < 2:
            del self.sentence
            return
        whole = Option("", "council.say.which.whole.label")
        each = [
            Option(str(one.number), Own(f"{one.number}. {shown(one.text)}")) for one in sentences
        ]
        self.sentence.options, self.sentence.lang = (whole, *each), language


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
