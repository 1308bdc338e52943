"""The keys of comparing two versions of a text; see :mod:`portal.wording.keys`."""

from collections.abc import Iterator

_PLAIN = """
heading fra.label til.label show.label only_one changes.heading same one back.label link.label
about.label led_to.label answer.label answer.hint answer.none.label answer.only_changed
"""


def compare() -> Iterator[tuple[str, ...]]:
    """Two versions of a text, and the ways from a comment to the versions it is about."""
    yield from ((f"compare.{name}",) for name in _PLAIN.split())
    yield ("compare.shipped", "date")
    yield from ((f"compare.{state}", "number") for state in ("draft", "taken_back"))
