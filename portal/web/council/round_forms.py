"""Begin a round, and enter what the council recommended."""

from portal.core.review import SAID
from portal.pages.forms import (
    ChoiceField,
    DanishDateField,
    Option,
    ParagraphsField,
    PortalForm,
    TextField,
)

WAITS = "waits"
MOST = 4000


class RoundForm(PortalForm):
    """A set of texts and a period. What there is to choose is set when the form is made."""

    name = TextField("council.round.name.label", "council.round.name.hint", most=100)
    subject = ChoiceField("council.filter.subject.label", select=True)
    reading = ChoiceField("council.filter.reading.label", select=True)
    opens = DanishDateField("council.round.opens.label", promise=False)
    closes = DanishDateField("council.round.closes.label", promise=False)


class MeetingForm(PortalForm):
    """What was recommended at a meeting, of the set as a whole."""

    on = DanishDateField("council.meeting.on.label", back=True)
    whole = ChoiceField(
        "council.meeting.whole.label",
        options=[Option(state, f"council.state.{state}.label") for state in SAID],
    )
    said = ParagraphsField("council.meeting.said.label", "council.meeting.said.hint", most=MOST)
    dissent = ParagraphsField(
        "council.meeting.dissent.label",
        "council.meeting.dissent.hint",
        most=MOST,
        rows=3,
        required=False,
    )
