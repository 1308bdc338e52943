"""What one fills in here: as little as possible."""

import secrets

from portal.core.room import Along, ToWhom
from portal.pages.forms import (
    ChoiceField,
    ChoicesField,
    DanishDateField,
    KeptField,
    Option,
    ParagraphsField,
    PortalForm,
    TextField,
)

MOST_LETTERS = 5000


class OnceForm(PortalForm):
    """A form that does what it says once, however often its button is pressed."""

    form_token = KeptField()

    def begin(self) -> None:
        """Give the form the name that what it sends is known by."""
        self.form_token.data = secrets.token_urlsafe(32)

    @property
    def token(self) -> str | None:
        """The name the form came back with, None when it is none of ours."""
        found = str(self.form_token.data or "")
        return found if len(found) == 43 else None


class QuestionForm(OnceForm):
    """A question, in one's own words."""

    text = ParagraphsField("room.write.text.asks", "room.write.text.hint", most=MOST_LETTERS)


class CallBackForm(OnceForm):
    """Somewhere to call; the rest may be left out."""

    phone = TextField("room.call.phone.asks", most=30, kind="tel", autocomplete="tel")
    name = TextField("room.call.name.asks", most=100, required=False, autocomplete="name")
    when = TextField("room.call.when.asks", most=200, required=False)
    text = ParagraphsField("room.call.text.asks", most=MOST_LETTERS, rows=4, required=False)


class ReplyForm(OnceForm):
    """More, from the citizen."""

    text = ParagraphsField("room.talk.reply.asks", "room.write.text.hint", most=MOST_LETTERS)


class AnswerForm(OnceForm):
    """The adviser's answer."""

    text = ParagraphsField("room.desk.reply.asks", "room.desk.reply.hint", most=MOST_LETTERS)


class ComplaintForm(PortalForm):
    """What, what instead, to whom, by when."""

    to_whom = ChoiceField(
        "room.complain.whom.asks",
        options=[Option(one, f"room.complain.whom.{one}.label") for one in ToWhom],
    )
    what = ParagraphsField("room.complain.what.asks", most=MOST_LETTERS)
    wish = ParagraphsField("room.complain.wish.asks", most=MOST_LETTERS, rows=4, required=False)
    deadline = DanishDateField(
        "room.complain.deadline.asks",
        "room.complain.deadline.hint",
        promise=False,
        required=False,
    )


class AlongForm(PortalForm):
    """What stands on the paper for DUKH. ``options`` are set to what there is."""

    along = ChoicesField("room.dukh.along.asks")

    def offer(self, what: list[Along]) -> None:
        """Offer what there is."""
        self.along.options = [Option(one, f"room.dukh.along.{one}.label") for one in what]


class ThemesForm(PortalForm):
    """What a conversation was about."""

    themes = ChoicesField("room.desk.themes.asks", required=False)


class SuggestionForm(PortalForm):
    """How the adviser would put it."""

    what = ParagraphsField("room.desk.suggest.what.asks", most=MOST_LETTERS)
    wish = ParagraphsField("room.desk.suggest.wish.asks", most=MOST_LETTERS, required=False)
