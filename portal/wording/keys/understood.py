"""The keys of Forstod du det her; see :mod:`portal.wording.keys`."""

from collections.abc import Iterator

_PLAIN = {
    "page.understood": (
        "page lead begin promise question answer.label yes.label partly.label no.label "
        "hard words.hint places send.label undo.label back.label thanks changed"
    ),
    "council.understood": (
        "heading lead rests none asked yes.label partly.label no.label few.label "
        "words.heading words.earlier editor.label editor.words.label"
    ),
    "council.order": "understood.label",
    "council.citizens": (
        "heading lead waiting.heading none about.label decide.label passed.heading "
        "word.heading written.label left.label left.hint clean pass.label "
        "discard.what discard.label back.label problem.phone problem.email "
        "problem.decided"
    ),
}
"""Texts without places, by where they stand."""
_PLACED: tuple[tuple[str, ...], ...] = (
    ("council.understood.words.passed", "date", "name"),
    ("council.citizens.kept", "high", "length"),
    ("council.citizens.came", "date"),
)


def understood() -> Iterator[tuple[str, ...]]:
    """What a citizen is asked about a text, and what editors and the council read of it."""
    for part, names in _PLAIN.items():
        for name in names.split():
            yield (f"{part}.{name}",)
    yield from _PLACED
