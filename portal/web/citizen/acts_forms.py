"""The forms in which a citizen says something in a case, one for each kind of message."""

import secrets
from collections.abc import Mapping
from typing import Any

from portal.core.say import say
from portal.core.vocabulary import MessageKind, TimeOfDay
from portal.pages.forms import (
    ChoiceField,
    ChoicesField,
    DanishDateField,
    KeptField,
    Option,
    Own,
    ParagraphsField,
    PortalForm,
    TextField,
)
from portal.pages.rendering import speaker
from portal.pages.uploads import MOST_FILES
from portal.web.files_field import FilesField
from portal.web.portal import portal
from portal.wording.catalogue import NORMAL
from portal.wording.dates import long_date

_OTHER = "other"
MOST_LETTERS = 20_000
"""A whole life may stand in an answer to a hearing; a book may not."""


class _EitherText(ParagraphsField):
    """Words that may be left out when something else is sent: neither required nor optional."""

    def part(self) -> dict[str, Any]:
        """Return the field, which says neither."""
        return {**super().part(), "either": True}


def _text(
    kind: MessageKind, *, required: bool = False, hint: bool = False, either: bool = False
) -> ParagraphsField:
    """Return the field for the citizen's own words. They are encrypted: a CPR number may stand."""
    key = f"act.{kind}.text"
    make = _EitherText if either else ParagraphsField
    return make(
        f"{key}.asks",
        f"{key}.hint" if hint else None,
        required=required,
        most=MOST_LETTERS,
        rows=8,
        cpr=True,
    )


def _files() -> FilesField:
    return FilesField("act.files.asks", say("act.files.hint", number=MOST_FILES), required=False)


def _phone(kind: MessageKind, *, required: bool) -> TextField:
    return TextField(
        f"act.{kind}.phone.asks", kind="tel", required=required, most=30, autocomplete="tel"
    )


def danish(key: str) -> str:
    """Return a text in Danish: what is kept is read by those who work here."""
    return portal().catalogue["da", NORMAL].text(key)


class ActForm(PortalForm):
    """What every one of them has. ``form_token`` tells a form sent twice from two forms."""

    form_token = KeptField()
    text: Any
    needs_something = False

    def begin(self) -> None:
        """Give the form the mark by which it is known when it comes back."""
        self.form_token.data = secrets.token_urlsafe(16)

    def validate(self, extra_validators: Any = None) -> bool:
        """Tell whether it can be sent; one that must say something says it in words or files."""
        valid = bool(super().validate(extra_validators))
        if self.is_silent():
            self.text.refuse(say("act.error.nothing"))
            return False
        return valid

    def is_silent(self) -> bool:
        """Tell whether nothing is said where something must be."""
        sent = getattr(self, "files", None)
        chosen = sent is not None and (sent.data or sent.errors)
        return self.needs_something and not (self.text.data or self.text.errors or chosen)

    def chosen(self) -> list[str]:
        """Return what was chosen beside the words, as Danish lines."""
        return []

    def words(self) -> str:
        """Return what is kept: what was chosen, and the citizen's own words."""
        return "\n\n".join(filter(None, ["\n".join(self.chosen()), self.text.data or ""]))

    @property
    def attached(self) -> list[Any]:
        """The files that came along."""
        return list(self.files.data) if "files" in self else []

    @property
    def request(self) -> str | None:
        """What it says it answers."""
        return None

    @property
    def with_phone(self) -> bool:
        """Whether a number to call was left."""
        return "phone" in self and bool(self.phone.data)


class HearingAnswerForm(ActForm):
    """The answer to a hearing."""

    needs_something = True
    text = _text(MessageKind.HEARING_ANSWER, either=True)
    files = _files()


class MoreTimeForm(ActForm):
    """More time to answer; nobody asks why."""

    until = DanishDateField("act.more_time.until.asks", "act.more_time.until.hint", required=False)
    text = _text(MessageKind.MORE_TIME)

    def chosen(self) -> list[str]:
        """Return until when."""
        if self.until.data is None:
            return []
        return [f"{danish('act.more_time.until.asks')} {long_date(self.until.data, 'da')}"]


class BeforeAnswerForm(ActForm):
    """Something to be said before the decision: now, in a talk, or later."""

    how = ChoiceField(
        "act.before_answer.how.asks",
        options=[
            Option(code, f"act.before_answer.how.{code}.label") for code in ("now", "talk", "later")
        ],
    )
    text = _text(MessageKind.BEFORE_ANSWER, either=True)
    files = _files()

    def is_silent(self) -> bool:
        """Who writes it now must write something."""
        self.needs_something = self.how.data == "now"
        return super().is_silent()

    def chosen(self) -> list[str]:
        """Return how."""
        return [danish(f"act.before_answer.how.{self.how.data}.label")]


class InformationForm(ActForm):
    """What we asked for, or what the citizen wants to tell."""

    needs_something = True
    what = ChoiceField("act.information.what.asks")
    text = _text(MessageKind.INFORMATION, either=True)
    files = _files()

    def offer(self, requests: Mapping[str, str]) -> None:
        """Let the citizen say which of our questions it answers."""
        self.requests = dict(requests)
        if not requests:
            del self.what
            return
        self.what.options = [
            *(Option(ref, Own(_named(item))) for ref, item in requests.items()),
            Option(_OTHER, "act.information.what.other.label"),
        ]
        if self.what.typed and self.what.typed not in requests:
            # What was asked for may have come another way since the page was opened.
            self.what.process_formdata([_OTHER])
            self.what.raw_data = [_OTHER]

    def chosen(self) -> list[str]:
        """Return what it is."""
        item = self.requests.get(self.request or "")
        return [_upper(danish(f"item.{item}"))] if item else []

    @property
    def request(self) -> str | None:
        """What it says it answers."""
        return None if "what" not in self or self.what.data == _OTHER else self.what.data


def _named(item: str) -> str:
    return _upper(speaker().key(f"item.{item}"))


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


class ComplaintForm(ActForm):
    """A complaint. It needs no reason, no form and no words."""

    text = _text(MessageKind.COMPLAINT, hint=True)
    files = _files()


class AccessForm(ActForm):
    """To see one's case, with help if it is wanted."""

    text = _text(MessageKind.ACCESS, hint=True)
    support = ChoicesField(
        "act.access.help.asks",
        required=False,
        options=[
            Option(code, f"act.access.help.{code}.label")
            for code in ("together", "explain", "parts", "paper")
        ],
    )

    def chosen(self) -> list[str]:
        """Return the help that is wanted."""
        return [danish(f"act.access.help.{code}.label") for code in self.support.data or ()]


class QuestionForm(ActForm):
    """A question."""

    text = _text(MessageKind.QUESTION, required=True)


class CallBackForm(ActForm):
    """To be called."""

    phone = _phone(MessageKind.CALL_BACK, required=True)
    time = ChoiceField(
        "act.call_back.time.asks",
        default=str(TimeOfDay.ANY),
        options=[Option(str(time), f"act.contact.time.{time}.label") for time in TimeOfDay],
    )
    text = _text(MessageKind.CALL_BACK)

    def chosen(self) -> list[str]:
        """Return the number and the time of day."""
        return [_number(self), danish(f"act.contact.time.{self.time.data}.label")]


class UrgentForm(ActForm):
    """Something that cannot wait."""

    text = _text(MessageKind.URGENT, required=True)
    phone = _phone(MessageKind.URGENT, required=False)

    def chosen(self) -> list[str]:
        """Return the number."""
        return [_number(self)] if self.phone.data else []


def _number(form: Any) -> str:
    return f"{danish('act.call_back.phone.asks')} {form.phone.data}"


class DisagreeForm(ActForm):
    """What is not right, in the citizen's own words."""

    where = ChoiceField(
        "act.disagree.where.asks",
        options=[
            Option(code, f"act.disagree.where.{code}.label")
            for code in ("now", "agreement", "history", "letter", "other")
        ],
    )
    text = _text(MessageKind.DISAGREE, required=True)

    def chosen(self) -> list[str]:
        """Return where it stands."""
        where = danish(f"act.disagree.where.{self.where.data}.label")
        return [f"{danish('act.disagree.where.asks')} {where}"]


class ExpertViewForm(ActForm):
    """An expert from outside."""

    text = _text(MessageKind.EXPERT_VIEW)


FORMS: Mapping[MessageKind, type[ActForm]] = {
    MessageKind.HEARING_ANSWER: HearingAnswerForm,
    MessageKind.MORE_TIME: MoreTimeForm,
    MessageKind.BEFORE_ANSWER: BeforeAnswerForm,
    MessageKind.INFORMATION: InformationForm,
    MessageKind.COMPLAINT: ComplaintForm,
    MessageKind.ACCESS: AccessForm,
    MessageKind.QUESTION: QuestionForm,
    MessageKind.CALL_BACK: CallBackForm,
    MessageKind.URGENT: UrgentForm,
    MessageKind.DISAGREE: DisagreeForm,
    MessageKind.EXPERT_VIEW: ExpertViewForm,
}
