"""The keys of a page that is shown again as it stood; see :mod:`portal.wording.keys`."""

from collections.abc import Iterator

from portal.core.vocabulary import Role

_PLAIN = """
title.label lead.own lead.staff link.label back.label show.label other.label known removed
instead not_read no_ways no_letters fresh gone.label place.label
unknown.heading unknown.fresh unknown.silent unknown.frame
unknown.facts unknown.reading day.label day.hint clock.label clock.hint who.label reading.label
error.clock error.ahead error.no_words error.not_yours error.not_theirs
"""


def again() -> Iterator[tuple[str, ...]]:
    """A page as it stood on a day: the question, what is said above it, and what is not known."""
    yield from ((f"again.{name}",) for name in _PLAIN.split())
    yield ("again.stood.label", "when")
    yield from ((f"again.unknown.{name}", "words") for name in ("gone", "places"))
    yield from ((f"again.error.{name}", "when") for name in ("words", "no_case"))
    yield from ((f"again.role.{role}.label",) for role in Role)
    yield from ((f"again.reading.{kind}.label",) for kind in ("da", "let", "en", "ar"))
