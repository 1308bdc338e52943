"""Which day and time a page is to be shown again from."""

from datetime import datetime, time
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from portal.core.clock_time import NotAClockError, parse_clock
from portal.core.say import say
from portal.core.zone import COPENHAGEN
from portal.pages.fields import Stopped
from portal.pages.forms import ChoiceField, DanishDateField, Option, PortalForm, TextField
from portal.services.shown_again import NotThereError
from portal.web.citizen.shown_again import READINGS, when
from portal.web.portal import portal

_A_CLOCK = 20
"""Signs."""
_LAST = time(23, 59, 59)


class ClockField(TextField):
    """A time of the day; ``data`` is one, None when it was left empty."""

    def nothing(self) -> Any:
        """Return no time."""
        return None

    def read(self) -> None:
        """Find out which time it is."""
        super().read()
        try:
            self.data = parse_clock(str(self.data))
        except NotAClockError:
            raise Stopped(say("again.error.clock")) from None

    def shown(self) -> Any:
        """Return what was typed."""
        return self.typed


class AgainForm(PortalForm):
    """A day, a time, whose page and in which language. Its fields are named as its address is."""

    dag = DanishDateField("again.day.label", "again.day.hint", back=True)
    kl = ClockField("again.clock.label", "again.clock.hint", required=False, most=_A_CLOCK)
    som = ChoiceField("again.who.label")
    laes = ChoiceField(
        "again.reading.label",
        options=[Option(kind, f"again.reading.{kind}.label") for kind in READINGS],
    )

    def moment(self) -> datetime | None:
        """Return the moment that is asked for, None when it is wrong or has not come yet."""
        if not self.validate():
            return None
        now = portal().now()
        day, clock = self.dag.data, self.kl.data
        at = datetime.combine(day, clock or _LAST, COPENHAGEN)
        if clock is None and day == now.date():
            return now
        if at > now:
            (self.kl if day == now.date() else self.dag).refuse(say("again.error.ahead"))
            return None
        return at

    def refuse_words(self, since: datetime | None) -> None:
        """Say that the words of then were not written down."""
        if since is None:
            self.dag.refuse(say("again.error.no_words"))
        else:
            self.dag.refuse(say("again.error.words", when=when(since.astimezone(COPENHAGEN))))

    def refuse_case(self, error: NotThereError) -> None:
        """Say that the case was not here then."""
        since = error.since
        known = when(since.astimezone(COPENHAGEN)) if since else ""
        self.dag.refuse(say("again.error.no_case", when=known))


def asked(**usual: str) -> AgainForm:
    """Return the form as the address fills it in, and as usual where it says nothing."""
    if not request.args:
        return AgainForm(None, data=usual)
    given = MultiDict(request.args)
    for name, value in usual.items():
        given.setdefault(name, value)
    return AgainForm(given)
