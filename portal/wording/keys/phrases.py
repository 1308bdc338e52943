"""The keys of the sentences offered at the desk, and of its numbers; see `portal.wording.keys`."""

from collections.abc import Iterator

from portal.core.phrases import Situation
from portal.core.wording import AuditState


def phrases() -> Iterator[tuple[str, ...]]:
    """Sentences for situations that come again, and what the council has said of one."""
    yield from ((f"phrase.{situation}",) for situation in Situation)
    yield ("desk.phrases.lead",)
    yield ("desk.phrases.put_in",)
    yield from ((f"desk.phrases.{state}",) for state in AuditState)


def desk_numbers() -> Iterator[tuple[str, ...]]:
    """What the council is told of how heavy the desk's texts are."""
    yield ("council.home.to_desk.label",)
    for name in (
        *("heading", "lead", "whose", "few", "none", "lix.rests", "long.rests"),
        *("months.heading", "long.hidden", "hidden"),
    ):
        yield (f"council.desk.{name}",)
    yield ("council.desk.month", "number", "band")
    yield ("council.desk.long", "number")
