"""Advice on a text for a citizen: beside the text, never in the way."""

from typing import Any

from portal.core.writing import Finding, TextReader, advice, measure
from portal.pages.rendering import speaker
from portal.web.portal import portal
from portal.wording.catalogue import Words


def of(text: str) -> dict[str, Any] | None:
    """Return what could be said more plainly, None when there is no text yet.

    The text is Danish, so it is read with the Danish glossary whatever language the page has.
    """
    if not text.strip():
        return None
    danish = portal().catalogue["da", "normal"]
    read = _reader(id(danish), danish).read(text)
    return {
        "text": text,
        "measure": speaker().say(measure(read)),
        "findings": [_finding(one, danish) for one in read.findings],
    }


def _finding(found: Finding, danish: Words) -> dict[str, str | None]:
    term = danish.terms.get(found.term or "")
    return {"what": speaker().say(advice(found)), "means": term.means if term else None}


_readers: dict[int, TextReader] = {}


def _reader(key: int, danish: Words) -> TextReader:
    """Return the reader for a glossary: made once, its pattern is long."""
    if key not in _readers:
        _readers[key] = TextReader(danish.forms)
    return _readers[key]
