"""The demo sign-in: invented people one can be."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.demo.people import DEMO_PEOPLE
from portal.identity import UserRole


@dataclass(frozen=True, slots=True)
class DemoIdentity:
    """One of the demo's people: ``key`` is the button's value, ``about`` what one will see.

    ``acts_for`` are the numbers of whom a Digital Fuldmagt is from.
    """

    key: str
    name: str
    about: str
    role: UserRole
    identifier: str | None
    unit: str | None = None
    acts_for: tuple[str, ...] = ()


def demo_identities() -> Sequence[DemoIdentity]:
    """Return everybody one can be in the demo."""
    return [
        DemoIdentity(
            one.key,
            one.name,
            one.shows,
            UserRole(one.role),
            one.identifier,
            one.unit,
            one.acts_for,
        )
        for one in DEMO_PEOPLE
    ]
