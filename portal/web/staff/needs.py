"""What a caseworker must know before getting in touch: the contact agreement, in a few lines."""

from typing import Any

from babel import Locale, UnknownLocaleError

from portal.core.contact import Agreement
from portal.core.say import say
from portal.core.vocabulary import TimeOfDay
from portal.pages.rendering import label, speaker
from portal.web.staff.opened import DeskCase


def needs(case: DeskCase) -> dict[str, Any] | None:
    """Return what stands at the top of a case, None when nobody has asked for anything."""
    agreed = case.agreement
    if not agreed.has_needs:
        return None
    return {"lines": lines_of(agreed), "note": agreed.note}


def rhythm(agreed: Agreement) -> str:
    """Return how often the person hears from us at the least."""
    return speaker().say(say("desk.needs.every", number=agreed.every_days))


def lines_of(agreed: Agreement) -> list[str]:
    """Return what was agreed, a line for each."""
    lines = [
        label(f"desk.needs.{name}")
        for name in ("no_phone", "phone_first", "less_contact", "large_print", "easy_read")
        if getattr(agreed, name)
    ]
    if agreed.way is not None:
        lines.insert(0, label(f"desk.needs.way.{agreed.way}"))
    if agreed.time_of_day is not TimeOfDay.ANY:
        lines.append(label(f"desk.needs.time.{agreed.time_of_day}"))
    if agreed.interpreter:
        lines.append(label("desk.needs.interpreter", language=_language(agreed.interpreter)))
    return lines


def _language(code: str) -> str:

    try:
        name = Locale(code).get_display_name(speaker().language)
    except (UnknownLocaleError, ValueError):
        name = None
    return name or code
