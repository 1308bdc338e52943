"""What a payload's field is, read out of its text."""

from datetime import date

from portal.core.events import CaseEvent


def day(event: CaseEvent, name: str) -> date | None:
    """Return a local date, None when the source left it out."""
    value = event.get(name)
    return date.fromisoformat(value) if value else None
