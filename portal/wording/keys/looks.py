"""The keys of the words about who has opened a case; see :mod:`portal.wording.keys`."""

from collections.abc import Iterator

from portal.core.looks import READ_BY_CITIZENS, Purpose

_PLAIN = """
heading lead.own lead.parent only_here none short wrong.heading wrong.what wrong.authority
take.heading who.system.label behalf.municipality.label behalf.concerned.label
"""
AT_WORK = ("staff", "leader", "other")
"""Roles of those who work here; one there is no word for is an employee."""
RELATIVES = ("parent", "guardian", "representative")


def looks() -> Iterator[tuple[str, ...]]:
    """Who has opened a case, what they opened, and the list of things to ask about."""
    yield from ((f"looks.{name}",) for name in _PLAIN.split())
    yield ("looks.since", "date")
    yield ("looks.times", "number", "when")
    for role in (*AT_WORK, *RELATIVES):
        yield (f"looks.who.{role}.label",)
        yield (f"looks.who.{role}.named.label", "name")
    for role in AT_WORK:
        yield (f"looks.who.{role}.unit.label", "unit")
        yield (f"looks.who.{role}.named.unit.label", "name", "unit")
    for kind, opened in READ_BY_CITIZENS.items():
        yield from ((f"looks.{kind}.{what}", "who") for what in opened)
    yield from ((f"looks.purpose.{purpose}.label",) for purpose in Purpose)
    for name in ("heading", "lead", "written", "own_name", "family_name"):
        yield (f"unusual.{name}",)
    yield ("unusual.none", "number")
    yield ("unusual.not_assigned", "number")
    yield ("unusual.many", "number", "old")
    yield ("unusual.asked", "when")
