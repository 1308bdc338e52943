"""The form for giving a case to another caseworker."""

from typing import Any

from portal.core.say import say
from portal.pages.forms import (
    ChoiceField,
    ChoicesField,
    DanishDateField,
    ParagraphsField,
    PortalForm,
    TextField,
)
from portal.services.change_caseworker import Change


class ChangeForm(PortalForm):
    """Who has it from when. There is no field for why, and there will be none."""

    new = ChoiceField("desk.change.new", select=True)
    name = TextField("desk.change.name", "desk.change.name.hint", most=120, required=False)
    phone = TextField("desk.change.phone", most=20, kind="tel", required=False)
    phone_hours = TextField("desk.change.hours", most=120, required=False)
    valid_from = DanishDateField("desk.change.from", "desk.form.next.hint")
    first_contact_by = DanishDateField("desk.change.first", "desk.form.next.hint")
    stand_in = TextField("desk.change.stand_in", most=120, required=False)
    stand_in_phone = TextField("desk.change.stand_in_phone", most=20, kind="tel", required=False)
    told = ParagraphsField(
        "desk.change.told", "desk.letter.lines", most=1000, rows=2, required=False
    )
    cases = ChoicesField("desk.change.cases")

    def change(self, colleagues: dict[str, Any]) -> Change | None:
        """Return the change, None when the form says what is wrong with it."""
        row = colleagues.get(str(self.new.data or ""))
        name = row.name if row is not None else str(self.name.data or "")
        if not name:
            self.name.refuse(say("desk.change.who"))
        first, last = self.valid_from.data, self.first_contact_by.data
        if first and last and last < first:
            self.first_contact_by.refuse(say("desk.change.reversed"))
        if bool(self.stand_in.data) != bool(self.stand_in_phone.data):
            self.stand_in_phone.refuse(say("desk.change.stand_in_half"))
        if self.wrong:
            return None
        phone = str(self.phone.data or "") or (row.phone if row is not None else None)
        return Change(
            name,
            first,
            last,
            phone=phone,
            phone_hours=self.phone_hours.data or None,
            stand_in=self.stand_in.data or None,
            stand_in_phone=self.stand_in_phone.data or None,
            told=tuple(line for line in str(self.told.data or "").splitlines() if line.strip()),
        )
