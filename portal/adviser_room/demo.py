"""The demo's people, as the room meets them: the same citizens, and an adviser of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.demo.sign_in import demo_identities

ADVISER_KEY = "borgerraadgiver"
ADVISER_NAME = "Johanne Riis"


@dataclass(frozen=True, slots=True)
class DemoVisitor:
    """One button: the citizen's test number, None for the adviser."""

    key: str
    name: str
    about: str
    identifier: str | None


def demo_visitors() -> Sequence[DemoVisitor]:
    """Return the adviser first, then everybody of the demo who is a citizen."""
    adviser = DemoVisitor(
        ADVISER_KEY, ADVISER_NAME, "Er borgerrådgiver. Ser det, borgere skriver her.", None
    )
    citizens = [
        DemoVisitor(one.key, one.name, one.about, one.identifier)
        for one in demo_identities()
        if one.identifier
    ]
    return [adviser, *citizens]
