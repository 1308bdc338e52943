"""How heavy the caseworkers' texts are, as the council is told: months of a file, and no text."""

import json
from typing import Any

from portal.core.desk_readability import Month, from_plain
from portal.core.say import say
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
    speak = speaker()
    hidden = speak.key("council.desk.hidden.label")
    return {
        "month": month_and_year(month.begins, speak.language),
        "texts": hidden if month.texts is None else month.texts,
        "band": speak.key(f"writing.band.{month.band}.name") if month.band else hidden,
        "long": hidden
        if month.long is None
        else speak.say(say("council.desk.share.label", number=month.long)),
    }
