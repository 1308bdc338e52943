"""How heavy the caseworkers' texts are, as the council is told: months of a file, and no text."""

import json
from typing import Any

from portal.core.desk_readability import Month, from_plain
from portal.core.say import Phrase, Say, say
from portal.pages.rendering import speaker
from portal.web.portal import portal
from portal.wording.dates import month_and_year


def told_months() -> list[dict[str, Any]]:
    """Return the months there is something to say of, the newest first, as the page shows them."""
    months = _months()
    told_of = [at for at, month in enumerate(months) if month.texts is not None]
    shown = months[told_of[0] :] if told_of else []
    return [_told(month) for month in reversed(shown)]


def _months() -> list[Month]:
    try:
        kept = portal().settings.desk_numbers.read_text(encoding="utf-8")
        return from_plain(json.loads(kept))
    except (OSError, ValueError):
        # The worker writes it, and says so in its log when it cannot.
        return []


def _told(month: Month) -> dict[str, Any]:
    return {
        "month": month_and_year(month.begins, speaker().language),
        "lines": [speaker().say(line) for line in _lines(month)],
    }


def _lines(month: Month) -> list[Say]:
    if month.texts is None:
        return [say("council.desk.hidden")]
    band = Phrase(f"writing.band.{month.band}.name")
    long = say("council.desk.long.hidden")
    if month.long is not None:
        long = say("council.desk.long", number=month.long)
    return [say("council.desk.month", number=month.texts, band=band), long]
