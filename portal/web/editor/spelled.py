"""What an editor is told of the spelling of a Danish text, and of what it may have meant."""

from portal.pages.rendering import label
from portal.web.portal import portal
from portal.wording.catalogue import NORMAL
from portal.wording.spelling import dictionary, own_words, unknown

_SUGGESTED = 5
"""Suggestions take a fifth of a second each: for that many words."""


def spelled(text: str, language: str) -> list[str]:
    """Return what there is to say of the spelling of a text, a sentence for each word."""
    if language != "da":
        return [label("editor.spelling.elsewhere")]
    here, read = portal(), dictionary()
    found = unknown(text, own_words(here.municipality, here.catalogue["da", NORMAL]))
    if read is None or found is None:
        return [label("editor.spelling.off")]
    if not found:
        return [label("editor.spelling.none")]
    lines = []
    for number, word in enumerate(found):
        meant = read.suggest(word) if number < _SUGGESTED else ()
        if meant:
            lines.append(label("editor.spelling.meant", word=word, words=", ".join(meant)))
        else:
            lines.append(label("editor.spelling.unknown", word=word))
    return lines
