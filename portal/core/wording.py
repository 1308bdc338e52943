"""Which wording stands, what may be published when, and what a text must keep.

A text has a place: its key, its language and its register. The shipped text stands until the
municipality has published one of its own. The council advises (retssikkerhedsloven § 37 a): its
word is shown beside a text and stops nothing but what the municipality itself lets wait.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from string import Formatter
from typing import NamedTuple


class Place(NamedTuple):
    """Where a text stands in the register."""

    key: str
    language: str
    register: str


class Ground(StrEnum):
    """Why a text is changed."""

    EXPLAINS = "explains"
    LAW = "law"
    DEADLINE = "deadline"
    CONTACT = "contact"
    ERROR = "error"


class TextState(StrEnum):
    """How far a text of the municipality's own has come."""

    DRAFT = "draft"
    WAITING = "waiting"
    PUBLISHED = "published"
    TAKEN_BACK = "taken_back"


class AuditState(StrEnum):
    """What the council has said of a text as it stands."""

    NOT_DISCUSSED = "not_discussed"
    DISCUSSED = "discussed"
    RECOMMENDED = "recommended"
    CHANGE_WANTED = "change_wanted"


@dataclass(frozen=True, slots=True)
class OwnText:
    """A version of a text that is the municipality's own.

    Attributes:
        place: Where it stands.
        number: 1, 2, 3 ... among the versions of this place.
        text: The words.
        state: How far it has come.
        shown_from: From when it stands on pages, once it is published; may lie ahead.
        shown_to: Until when it stood, None while nothing has taken its place.
        original: The shipped text its writer had before them.
    """

    place: Place
    number: int
    text: str
    state: TextState
    shown_from: datetime | None = None
    shown_to: datetime | None = None
    original: str = ""

    def stands(self, at: datetime) -> bool:
        """Tell whether it is what a page said at ``at``."""
        if self.shown_from is None or at < self.shown_from:
            return False
        return self.shown_to is None or at < self.shown_to


@dataclass(frozen=True, slots=True)
class Said:
    """What the council once said of a text: of the very words with this digest."""

    digest: str
    state: AuditState
    on: date
    where: str
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """What the council says of a text as it stands.

    Attributes:
        state: Of these very words.
        said: What was said of them last; None when they were never discussed.
        before: What was said of an earlier wording, when these words were not discussed.
        elsewhere: What councils of other municipalities have said of these very words.
    """

    state: AuditState
    said: Said | None = None
    before: Said | None = None
    elsewhere: tuple[Said, ...] = ()


def digest_of(text: str) -> str:
    """Return what names a text to the letter."""
    return sha256(text.encode()).hexdigest()


def standing(versions: Iterable[OwnText], at: datetime) -> OwnText | None:
    """Return the own version that stood at a moment, None when the shipped text did."""
    found = [version for version in versions if version.stands(at)]
    return max(found, key=lambda one: (one.shown_from, one.number), default=None)


def own_texts(versions: Iterable[OwnText], at: datetime) -> dict[Place, str]:
    """Return the own texts that stand at a moment, by their place."""
    places: dict[Place, list[OwnText]] = {}
    for version in versions:
        places.setdefault(version.place, []).append(version)
    found = {place: standing(here, at) for place, here in places.items()}
    return {place: one.text for place, one in found.items() if one is not None}


def next_change(versions: Iterable[OwnText], after: datetime) -> datetime | None:
    """Return when the next text begins or ends to stand, None when nothing is planned."""
    moments = (moment for one in versions for moment in (one.shown_from, one.shown_to))
    return min((moment for moment in moments if moment and moment > after), default=None)


def audit_of(said: Sequence[Said], text: str) -> Audit:
    """Return what the council says of a text.

    Args:
        said: Everything said of its place, the oldest first.
        text: The words as they stand.
    """
    digest = digest_of(text)
    here = [one for one in said if one.origin is None]
    elsewhere = tuple(one for one in said if one.origin is not None and one.digest == digest)
    of_these = [one for one in here if one.digest == digest]
    if of_these:
        return Audit(of_these[-1].state, said=of_these[-1], elsewhere=elsewhere)
    before = here[-1] if here else None
    return Audit(AuditState.NOT_DISCUSSED, before=before, elsewhere=elsewhere)


def never_waits(ground: Ground) -> bool:
    """Tell whether a change must be shown at once, whoever has discussed it.

    Only what explains may wait: somebody could miss a deadline by a text that is wrong.
    """
    return ground is not Ground.EXPLAINS


def may_publish(ground: Ground, audit: AuditState, *, waits: bool) -> bool:
    """Tell whether a text may be published now.

    Args:
        ground: Why it is changed.
        audit: What the council says of these words. Any discussion is enough: councils advise.
        waits: Whether the municipality lets explanations wait for their discussion.
    """
    return not waits or never_waits(ground) or audit is not AuditState.NOT_DISCUSSED


def is_unreviewed(done: Iterable[str]) -> bool:
    """Tell whether a version is a translator's and nobody has said that they looked it through.

    Args:
        done: What was done to it, in order.
    """
    last = [what for what in done if what in ("translated", "reviewed")]
    return last[-1:] == ["translated"]


# --- what a text must keep ---------------------------------------------------------------

MOST_SIGNS = 4000
_FORMATTER = Formatter()


class TextProblem(StrEnum):
    """What is wrong with a text somebody has written."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    BROKEN_PLACE = "broken_place"
    UNKNOWN_PLACE = "unknown_place"
    LOST_PLACE = "lost_place"
    LINES = "lines"
    NO_REASON = "no_reason"


class Problem(NamedTuple):
    """What is wrong, and the name of the place in the text it is about, "" for none."""

    code: TextProblem
    place: str = ""


class BrokenPlaceError(Exception):
    """A text holds a brace that opens or closes nothing, or asks for more than a name."""


def places_of(text: str) -> frozenset[str]:
    """Return the names of the places of a text, where a date or a name is put.

    A place is a name between braces and nothing else: no format, no attribute, no index. What
    is put there is made by the portal, and a text must not reach into it.

    Raises:
        BrokenPlaceError: A brace stands alone, or holds anything but a name.

    >>> sorted(places_of("Du hører fra {owner} senest {date}."))
    ['date', 'owner']
    """
    found = set()
    try:
        for _, name, form, conversion in _FORMATTER.parse(text):
            if name is None:
                continue
            if form or conversion or not name.isidentifier():
                raise BrokenPlaceError(name)
            found.add(name)
    except ValueError as broken:
        raise BrokenPlaceError(str(broken)) from broken
    return frozenset(found)


def problems_of(text: str, original: str, *, most: int = MOST_SIGNS) -> list[Problem]:
    """Return what is wrong with a text that is to stand where ``original`` does.

    It must hold exactly the places of the shipped text, and only a text of several
    paragraphs may have several lines.
    """
    if not text.strip():
        return [Problem(TextProblem.EMPTY)]
    found = [Problem(TextProblem.TOO_LONG, str(most))] if len(text) > most else []
    if "\n" in text and "\n" not in original and len(original) < _A_LABEL:
        found.append(Problem(TextProblem.LINES))
    try:
        places = places_of(text)
    except BrokenPlaceError:
        return [*found, Problem(TextProblem.BROKEN_PLACE)]
    wanted = places_of(original)
    found += [Problem(TextProblem.UNKNOWN_PLACE, name) for name in sorted(places - wanted)]
    found += [Problem(TextProblem.LOST_PLACE, name) for name in sorted(wanted - places)]
    return found


_A_LABEL = 60
"""Signs: a shorter text is a heading, a button or a line, which cannot be two."""


def is_behind(shown: Mapping[Place, datetime | None], place: Place) -> bool:
    """Tell whether the Danish text, which the others follow, has changed since.

    Args:
        shown: From when each place of one key has stood as it does; None for a shipped text.
        place: The one asked about. The Danish itself is behind nothing.
    """
    leads, mine = shown.get(Place(place.key, "da", "normal")), shown.get(place)
    if leads is None or (place.language, place.register) == ("da", "normal"):
        return False
    return mine is None or mine < leads
