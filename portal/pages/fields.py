"""The fields a form is made of. Views take them from ``portal.pages.forms``.

A text a reader may leave is never trimmed, shortened or mended in silence: it is taken as it is
meant, or refused with what was typed kept.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from wtforms import Field
from wtforms.validators import StopValidation

from portal.core.cpr import find_cpr
from portal.core.say import Say, say
from portal.pages.rendering import label as interface_label
from portal.pages.rendering import speaker
from portal.wording.pasted import PastedError, as_plain

# Only what is surely a mistake: an address nobody thought of must not be turned away.
_SHAPES = {
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+"),
    "tel": re.compile(r"(?:\+|00)?[\d ()-]{8,24}"),
}
_SHAPE_ERRORS = {"email": "form.error.email", "tel": "form.error.phone"}


# Signs that cannot stand in a page at all, not even to be shown back.
_NO_HTML = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Own(NamedTuple):
    """A text that is no wording of ours: somebody's name, what somebody wrote."""

    text: str


Text = str | Say | Own
"""A key of a wording text or of a label, a text with values, or somebody's own text."""


class Option(NamedTuple):
    """One thing to choose: its value in the form, and what it is called."""

    value: str
    label: Text
    hint: Text | None = None


def told(text: Text) -> str:
    """Return a text in the reader's language."""
    if isinstance(text, Own):
        return text.text
    if isinstance(text, Say):
        return speaker().say(text)
    return speaker().key(text) if text in speaker().words.texts else interface_label(text)


class Stopped(StopValidation):  # type: ignore[misc]
    """The answer cannot be used; without an error it is empty and may be."""

    def __init__(self, error: Say | None = None) -> None:
        super().__init__(error or "")


class AskedField(Field):  # type: ignore[misc]
    """What our fields share.

    Args:
        label: The question.
        hint: What helps to answer it.
        required: Whether it must be answered.
        missing: Wording key of what is said when it is not; it may hold ``{field}``.
        autocomplete: What a browser may fill in.

    ``lang`` may be set when what is written is in another language than the page.
    """

    control = "text"
    data: Any
    raw_data: list[Any] | None
    errors: Sequence[Any]
    said_when_missing = "form.error.missing"

    def __init__(
        self,
        label: Text,
        hint: Text | None = None,
        *,
        required: bool = True,
        missing: str | None = None,
        autocomplete: str | None = None,
        **more: Any,
    ) -> None:
        super().__init__(label, **more)
        self.asked, self.hint = label, hint
        self.required, self.missing = required, missing or self.said_when_missing
        self.autocomplete = autocomplete
        self.notes: list[Say] = []
        self.lang: str | None = None

    @property
    def typed(self) -> str:
        """Return what the reader typed, exactly; empty when nothing was sent."""
        return str(self.raw_data[0]) if self.raw_data else ""

    def refuse(self, error: Say) -> None:
        """Say that the answer cannot be used, for a reason found after the form was read."""
        self.errors = [*self.errors, error]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent as it is; :meth:`pre_validate` reads it."""
        self.data = str(valuelist[0]) if valuelist else None

    def pre_validate(self, _form: Any) -> None:
        """Read the answer."""
        if self.is_empty():
            self.data = self.nothing()
            raise Stopped(self._say_missing() if self.required else None)
        self.read()

    def is_empty(self) -> bool:
        """Tell whether the reader answered nothing."""
        return not self.typed.strip()

    def nothing(self) -> Any:
        """Return what a field that was left empty holds."""
        return None

    def read(self) -> None:
        """Turn what was sent into ``data``, or raise ``Stopped`` with what is wrong."""

    def part(self) -> dict[str, Any]:
        """Return the field as ``components/field.html`` takes it."""
        return {
            "id": self.id,
            "name": self.name,
            "type": self.control,
            "label": told(self.asked),
            "hint": told(self.hint) if self.hint else None,
            "required": self.required,
            "autocomplete": self.autocomplete,
            "value": self.shown(),
            "error": " ".join(map(told, self.errors)) or None,
            "note": " ".join(map(told, self.notes)) or None,
            "lang": self.lang,
        }

    def shown(self) -> Any:
        """Return what stands in the field: what was typed, or else what is known."""
        if self.raw_data is None or not self.errors:
            return self.data
        return _NO_HTML.sub("", self.typed)

    def _say_missing(self) -> Say:
        return say(self.missing, field=in_text(self.asked))


class TextField(AskedField):
    """One line. A CPR number and what is no plain text are refused.

    Args:
        most: The most letters it may have.
        kind: text, or email or tel: the browser's keyboard, and the shape it must have.
        cpr: Whether a CPR number may stand in it.
    """

    def __init__(
        self,
        label: Text,
        hint: Text | None = None,
        *,
        most: int = 200,
        kind: str = "text",
        cpr: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(label, hint, **more)
        self.most, self.control, self.cpr = most, kind, cpr

    def nothing(self) -> str:
        """Return the empty text."""
        return ""

    def read(self) -> None:
        """Make plain text of it."""
        try:
            text = self.plain(self.typed)
        except PastedError as error:
            raise Stopped(say(f"form.error.pasted.{error.problem}")) from None
        if not self.cpr and find_cpr(text):
            raise Stopped(say("form.error.cpr"))
        if len(text) > self.most:
            raise Stopped(say("form.error.too_long", number=self.most, length=len(text)))
        if self.control in _SHAPES and not _SHAPES[self.control].fullmatch(text):
            raise Stopped(say(_SHAPE_ERRORS[self.control]))
        self.data = text

    def plain(self, text: str) -> str:
        """Return one line of plain text."""
        return " ".join(as_plain(text).split())


class ParagraphsField(TextField):
    """Running text: plain paragraphs and lists, also when it was pasted from a word processor."""

    control = "textarea"

    def __init__(
        self, label: Text, hint: Text | None = None, *, most: int = 5000, rows: int = 6, **more: Any
    ) -> None:
        super().__init__(label, hint, most=most, kind="textarea", **more)
        self.rows = rows

    def plain(self, text: str) -> str:
        """Return plain paragraphs."""
        return as_plain(text)

    def part(self) -> dict[str, Any]:
        """Return the field, and how high it is."""
        return {**super().part(), "rows": self.rows}


class ChoiceField(AskedField):
    """One of several. ``options`` may be set when the form is made.

    Args:
        options: What can be chosen.
        select: As a drop-down list; otherwise as radio buttons.
    """

    control = "radios"
    said_when_missing = "form.error.missing_choice"

    def __init__(
        self,
        label: Text,
        hint: Text | None = None,
        *,
        options: Iterable[Option] = (),
        select: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(label, hint, **more)
        self.options: Sequence[Option] = tuple(options)
        self.control = "select" if select else "radios"

    def read(self) -> None:
        """Check that it was offered."""
        self._check_offered([self.typed])

    def part(self) -> dict[str, Any]:
        """Return the field, and what can be chosen."""
        options = [
            {
                "value": option.value,
                "label": told(option.label),
                "hint": told(option.hint) if option.hint else None,
            }
            for option in self.options
        ]
        return {**super().part(), "options": options}

    def _check_offered(self, chosen: Iterable[str]) -> None:
        if not {option.value for option in self.options}.issuperset(chosen):
            self.data = self.nothing()
            raise Stopped(say("form.error.not_offered", field=in_text(self.asked)))


class ChoicesField(ChoiceField):
    """Any of several, as checkboxes. ``data`` is a list of values."""

    control = "checkboxes"

    def __init__(self, label: Text, hint: Text | None = None, **more: Any) -> None:
        super().__init__(label, hint, **more)
        self.control = "checkboxes"

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take every value."""
        self.data = [str(value) for value in valuelist]

    def is_empty(self) -> bool:
        """Tell whether nothing was chosen."""
        return not self.data

    def nothing(self) -> list[str]:
        """Return no choices."""
        return []

    def read(self) -> None:
        """Check that each was offered."""
        self._check_offered(self.data)

    def shown(self) -> list[str]:
        """Return what was chosen."""
        return list(self.data or [])


class YesField(AskedField):
    """One box to tick. ``data`` is True or False; required means that it must be ticked."""

    control = "checkbox"
    said_when_missing = "form.error.missing_yes"

    def process_formdata(self, valuelist: list[Any]) -> None:
        """A box that is not ticked sends nothing."""
        self.data = bool(valuelist)

    def is_empty(self) -> bool:
        """Tell whether it is left unticked."""
        return not self.data

    def nothing(self) -> bool:
        """Return no."""
        return False

    def shown(self) -> bool:
        """Tell whether it is ticked."""
        return bool(self.data)


class KeptField(AskedField):
    """Something the form carries unseen: which version a text was written from."""

    control = "hidden"

    def __init__(self, **more: Any) -> None:
        super().__init__(Own(""), required=False, **more)

    def nothing(self) -> str:
        """Return the empty text."""
        return ""


def in_text(text: Text) -> str:
    """Return a question as it stands within a sentence, without its own stop."""
    return told(text).rstrip(" .:?؟")
