"""Advice on a text for a citizen: beside the text, never in the way."""

from typing import Any


def of(text: str) -> dict[str, Any] | None:
    """Return what could be said more plainly, None when there is no text yet."""
    return {"text": text, "findings": []} if text.strip() else None
