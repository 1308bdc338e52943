"""A day in a form, typed as people write it; what is odd about it is pointed out."""

from datetime import date
from typing import Any

from portal.core.danish_dates import NotADayError, parse_day
from portal.core.promise_day import DayCode, DayFinding, check_promise_day
from portal.core.say import Phrase, Say, say
from portal.pages.fields import AskedField, Stopped, Text
from portal.pages.site import site


class DanishDateField(AskedField):
    """A day, typed in any common Danish way. ``data`` is a date.

    Args:
        back: The day has been: without a year it is the last such day.
        promise: Something is promised for it: the past is refused, and a day on which the
            office is closed is pointed out beside the field (``notes``), never refused.
    """

    def __init__(
        self,
        label: Text,
        hint: Text | None = None,
        *,
        back: bool = False,
        promise: bool = True,
        **more: Any,
    ) -> None:
        super().__init__(label, hint, **more)
        self.back, self.promise = back, promise and not back
        self.findings: tuple[DayFinding, ...] = ()

    def read(self) -> None:
        """Find out which day it is."""
        here = site()
        try:
            day = parse_day(self.typed, here.today(), here.closed, back=self.back)
        except NotADayError as error:
            self.data = None
            raise Stopped(self._said(error)) from None
        self.data = day
        if self.promise:
            self.findings = check_promise_day(day, here.today(), here.closed)
        for found in self.findings:
            if found.refused:
                raise Stopped(say("form.error.day.past", date=day))
        self.notes = [day_note(found, day) for found in self.findings]

    def _said(self, error: NotADayError) -> Say:
        if error.day is None:
            return say(f"form.error.day.{error.problem}")
        written = " ".join(self.typed.split()).rstrip(".")
        return say(f"form.error.day.{error.problem}", words=written, date=error.day)

    def shown(self) -> str:
        """Return what was typed, or the known day in figures, which every language reads."""
        if self.raw_data:
            return self.typed
        return f"{self.data.day}.{self.data.month}.{self.data.year}" if self.data else ""


def day_note(found: DayFinding, day: date) -> Say:
    """Return what is said about a day on which something would be promised."""
    values: dict[str, Any] = {"date": day}
    if found.next_open:
        values["next"] = found.next_open
    if found.code is DayCode.HOLIDAY:
        values["holiday"] = Phrase(f"holiday.{found.holiday}.name")
    return say(f"form.note.day.{found.code}", **values)
