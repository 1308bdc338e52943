"""The keys of the sentences offered at the desk; see :mod:`portal.wording.keys`."""

from collections.abc import Iterator

from portal.core.phrases import Situation
from portal.core.wording import AuditState


def phrases() -> Iterator[tuple[str, ...]]:
    """Sentences for situations that come again, and what the council has said of one."""
    yield from ((f"phrase.{situation}",) for situation in Situation)
    yield ("desk.phrases.lead",)
    yield ("desk.phrases.put_in",)
    yield from ((f"desk.phrases.{state}",) for state in AuditState)
