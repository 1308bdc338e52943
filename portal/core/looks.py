"""Who has looked at a case: what is written down of a look, and who gets to read it.

A look is when somebody else than the person a case is about has it opened. What they saw is never
kept. A person's own looks at their own case are not written down at all: nobody watches them.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from portal.core.access import is_concerned, is_limited, may_see
from portal.core.parties import Party
from portal.core.vocabulary import Role


class ActorKind(StrEnum):
    """Who looked."""

    STAFF = "staff"
    RELATIVE = "relative"
    SYSTEM = "system"


SYSTEM_ROLE = "system"
"""The role of a machine; staff have a role of :class:`portal.identity.UserRole`, others of Role."""


class What(StrEnum):
    """What was opened: as much as the person concerned may know without learning more by it.

    A talk before a decision, a decision being written and a change of caseworker that is only
    thought of are all CASE or LETTERS: a look must not tell what the page itself holds back.
    TRIED is of somebody who works here and was stopped: they bear the name of a person in it.
    """

    CASE = "case"
    UPDATE = "update"
    CONTACT = "contact"
    LETTERS = "letters"
    FILE = "file"
    COPY = "copy"
    AS_CITIZEN = "as_citizen"
    LIST = "list"
    TRIED = "tried"
    LETTER = "letter"
    WRITING = "writing"
    SENT = "sent"
    LOOKS = "looks"
    ACCESS = "access"
    JOURNAL = "journal"
    EXPORT = "export"
    UNUSUAL = "unusual"
    SHOWN_AGAIN = "shown_again"


class Purpose(StrEnum):
    """Why, as far as it is known from what was opened."""

    CASEWORK = "casework"
    WRITING = "writing"
    KEEPING = "keeping"
    CHECKING = "checking"
    OVERVIEW = "overview"
    GIVEN = "given"
    COPY_FOR_PERSON = "copy_for_person"
    CONTROL = "control"
    SHOWN_AGAIN = "shown_again"


READ_BY_CITIZENS: dict[ActorKind, tuple[What, ...]] = {
    ActorKind.STAFF: (
        What.CASE,
        What.UPDATE,
        What.CONTACT,
        What.ACCESS,
        What.LETTERS,
        What.FILE,
        What.COPY,
        What.AS_CITIZEN,
        What.LIST,
        What.TRIED,
        What.SHOWN_AGAIN,
    ),
    ActorKind.RELATIVE: (
        What.CASE,
        What.LIST,
        What.LETTER,
        What.WRITING,
        What.SENT,
        What.LOOKS,
        What.ACCESS,
        What.SHOWN_AGAIN,
    ),
    ActorKind.SYSTEM: (What.JOURNAL, What.EXPORT, What.SHOWN_AGAIN),
}
"""What each kind of looker opens in a case: a sentence of its own for each."""

_PURPOSES = {
    What.UPDATE: Purpose.WRITING,
    What.CONTACT: Purpose.WRITING,
    What.COPY: Purpose.KEEPING,
    What.JOURNAL: Purpose.KEEPING,
    What.AS_CITIZEN: Purpose.CHECKING,
    What.LIST: Purpose.OVERVIEW,
    What.EXPORT: Purpose.COPY_FOR_PERSON,
    What.UNUSUAL: Purpose.CONTROL,
    What.SHOWN_AGAIN: Purpose.SHOWN_AGAIN,
}


def purpose_of(kind: ActorKind, what: What) -> Purpose:
    """Return what a look was for. A relative used the access they have: no more is known."""
    if kind is ActorKind.RELATIVE:
        return Purpose.GIVEN
    return _PURPOSES.get(what, Purpose.CASEWORK)


@dataclass(frozen=True, slots=True)
class Look:
    """One look.

    ``case_id`` is None for a look at a list over many cases. ``actor`` is the key of staff, the
    hash of a relative or the name of a system. ``name`` and ``unit`` are an employee's at the
    time. ``on_behalf`` is the hash of the person a relative stands in for.
    """

    case_id: int | None
    at: datetime
    actor_kind: ActorKind
    actor: str | None
    role: str
    what: What
    name: str | None = None
    unit: str | None = None
    on_behalf: str | None = None

    @property
    def purpose(self) -> Purpose:
        """What it was for."""
        return purpose_of(self.actor_kind, self.what)


def digest(look: Look, salt: bytes, purpose: str | None = None) -> bytes:
    """Return the digest of a look: 32 bytes over its salt and all that is written of it.

    With the salt gone, nobody can tell from the digest which look it was. ``purpose`` is what was
    written of a look from before, where the rules have changed since.
    """
    content = [
        look.case_id,
        look.at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(look.actor_kind),
        look.actor,
        look.name,
        look.role,
        look.unit,
        look.on_behalf,
        str(look.what),
        str(purpose or look.purpose),
    ]
    written = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(salt + written.encode()).digest()


FIRST_CHAIN = bytes(32)
"""What stands before the first seal."""


def chain(before: bytes, position: int, look_id: int, sealed: bytes) -> bytes:
    """Return the chain's next value: it holds the one before, and so every look until here."""
    numbers = position.to_bytes(8, "big") + look_id.to_bytes(8, "big")
    return hashlib.sha256(before + numbers + sealed).digest()


def visible_kinds(reader: Party, reader_may_look: bool) -> frozenset[ActorKind]:
    """Return whose looks a party of a case gets to read; nobody's when it is not for them.

    The person concerned reads them all. A parent with all of custody reads those of staff and
    systems, never the other parent's and never the child's. A parent who has only a part, a
    relative and a guardian read none: who has opened somebody's case tells whom they have
    confided in, and that is theirs to tell.

    Args:
        reader: Who asks, and their place in the case.
        reader_may_look: Whether they may see the case now.
    """
    if not reader_may_look:
        return frozenset()
    if is_concerned(reader):
        return frozenset(ActorKind)
    if reader.role is Role.PARENT and not is_limited(reader):
        return frozenset({ActorKind.STAFF, ActorKind.SYSTEM})
    return frozenset()


def hidden_from(reader: Party) -> frozenset[What]:
    """Return what a party never reads of, whoever did it.

    Who was stopped bears the name of somebody in the case: that it happened at all tells a parent
    that somebody of that unit's people has a namesake here, who may be protected or unknown.
    """
    return frozenset() if is_concerned(reader) else frozenset({What.TRIED})


def visible_to(look: Look, reader: Party, today_may_see: bool) -> Look | None:
    """Return a look as a party of its case may read it, None when it is not for them.

    To a parent every look of staff is only that the case was opened: which of its things were
    opened could tell what the other parent or the child has sent. Who was stopped has no name,
    to the person concerned neither: it is also the name of somebody in the case.
    """
    if look.case_id is None or look.actor_kind not in visible_kinds(reader, today_may_see):
        return None
    if look.what in hidden_from(reader):
        return None
    if look.what is What.TRIED:
        look = replace(look, name=None)
    if is_concerned(reader):
        own = look.actor_kind is ActorKind.RELATIVE and look.actor == reader.person
        return None if own else look
    if look.actor_kind is ActorKind.SYSTEM:
        return look
    return replace(look, what=What.CASE)


def may_read_looks(party: Party, today: date) -> bool:
    """Tell whether there is a page about who has opened the case for this party."""
    return bool(visible_kinds(party, may_see(party, today)))


# --- folded -----------------------------------------------------------------------------

NEAR = timedelta(minutes=15)
"""Looks of the same kind by the same one that lie no further apart stand as one line."""


@dataclass(frozen=True, slots=True)
class FoldedLook:
    """Some looks that stand as one: the newest of them, when the first was, and how many."""

    look: Look
    first_at: datetime
    number: int = 1


def folded(looks: Iterable[Look]) -> list[FoldedLook]:
    """Return looks, newest first, those alike within a few minutes and the same day as one."""
    lines: list[FoldedLook] = []
    newest: dict[tuple[object, ...], int] = {}
    for look in looks:
        alike = (look.actor_kind, look.actor, look.what, look.role, look.unit, look.at.date())
        place = newest.get(alike)
        if place is not None and lines[place].first_at - look.at <= NEAR:
            before = lines[place]
            lines[place] = FoldedLook(before.look, look.at, before.number + 1)
        else:
            newest[alike] = len(lines)
            lines.append(FoldedLook(look, look.at))
    return lines
