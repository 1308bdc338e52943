"""Forms: what a reader typed, checked, kept when it is wrong, and said in the reader's language.

A form is a :class:`PortalForm` with the fields of this module. An error is a ``Say``, so that one
form speaks every language and register. A view does three things::

    form = AnswerForm()
    if not form.validate_on_submit():
        title = form.titled("answer.title")
        return page("citizen/answer.html", form=form, title=title), form.status
    send_message(..., text=form.text.data)

and a template two: ``error_summary(form.summary)`` first in ``main``, and ``form_around`` with
``fields(form)``. Labels and hints are keys of a wording text or of a label, or a ``Say``; what is
nobody's wording (a name) is ``Own``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import g
from flask_wtf import FlaskForm
from wtforms.i18n import DummyTranslations

from portal.core.say import Say, say
from portal.pages.day_field import DanishDateField, day_note
from portal.pages.fields import (
    AskedField,
    ChoiceField,
    ChoicesField,
    KeptField,
    Option,
    Own,
    ParagraphsField,
    Text,
    TextField,
    YesField,
    told,
)

__all__ = [
    "ChoiceField",
    "ChoicesField",
    "DanishDateField",
    "KeptField",
    "Option",
    "Own",
    "ParagraphsField",
    "PortalForm",
    "Text",
    "TextField",
    "YesField",
    "day_note",
    "told",
]


class PortalForm(FlaskForm):  # type: ignore[misc]
    """A form of the portal. WTForms' own texts are never used: it has none in Danish."""

    form_errors: Sequence[Any]

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """No messages but ours."""

        locales = False
        csrf = False  # the token of every form is checked before its view is asked

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Return what was sent; before that, what was sent too late and is given back."""
            return super().wrap_formdata(form, formdata) or g.get("given_back")

        def get_translations(self, _form: Any) -> DummyTranslations:
            """Return none."""
            return DummyTranslations()

    @property
    def given_back(self) -> str | None:
        """Return what is said of a form filled in with what came too late, None of any other."""
        back = g.get("given_back") is not None and not self.is_submitted()
        return told("enter.restored.what") if back else None

    @property
    def asked(self) -> list[AskedField]:
        """Return the form's fields in order."""
        return [field for field in self if isinstance(field, AskedField)]

    @property
    def parts(self) -> Mapping[str, dict[str, Any]]:
        """Return each field by name as ``components/field.html`` takes it."""
        return {field.short_name: field.part() for field in self.asked}

    @property
    def summary(self) -> dict[str, Any]:
        """Return what ``components/error_summary.html`` takes."""
        errors = [{"id": None, "text": told(error)} for error in self.form_errors]
        errors += [
            {"id": field.id, "text": told(error)} for field in self.asked for error in field.errors
        ]
        return {"heading": told("form.error.heading"), "errors": errors}

    @property
    def enctype(self) -> str | None:
        """Return how the browser must send it: only files need another way."""
        files = any(field.control == "file" for field in self.asked)
        return "multipart/form-data" if files else None

    @property
    def wrong(self) -> bool:
        """Tell whether anything stops the form."""
        return bool(self.form_errors) or any(field.errors for field in self.asked)

    @property
    def status(self) -> int:
        """Return the page's HTTP status: 422 when what was sent cannot be used."""
        return 422 if self.wrong else 200

    def titled(self, title: Text) -> str:
        """Return the page's title: with errors it says so first, as a screen reader reads it."""
        if not self.wrong:
            return told(title)
        return told(say("form.title_with_errors.label", title=told(title)))

    def refuse(self, error: Say) -> None:
        """Say that the form cannot be used for a reason that is no one field's."""
        self.form_errors = [*self.form_errors, error]
