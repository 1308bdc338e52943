"""The register of all wording: what each text is for and who it speaks to, by its key.

A text is there because the catalogue holds it; nothing else has to be kept up. What it is for
comes from the first part of its key, so a new family of keys without a subject fails a test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from portal.core.filled import filled
from portal.core.readability import band, lix, longest_sentence, words
from portal.core.wording import Ground
from portal.core.writing import BAND_CODES


class Subject(StrEnum):
    """What a text is for."""

    CASE = "case"
    STEPS = "steps"
    NOTES = "notes"
    PEOPLE = "people"
    HISTORY = "history"
    ACTS = "acts"
    ACCESS = "access"
    LETTERS = "letters"
    NOTICES = "notices"
    PUBLIC = "public"
    HELP = "help"
    WORDS = "words"
    FRAME = "frame"
    FORMS = "forms"
    ERRORS = "errors"
    DESK = "desk"
    ROOM = "room"
    EDITOR = "editor"
    PHRASES = "phrases"


class Reader(StrEnum):
    """Who a text speaks to."""

    CITIZEN = "citizen"
    STAFF = "staff"
    ADVISER = "adviser"
    EDITOR = "editor"


_SUBJECTS: Mapping[Subject, str] = {
    Subject.CASE: (
        "status turn promise case freshness panel who item why return_reason extension_reason "
        "pause_reason hearing_not_needed close_reason channel letter kind cases call_hint "
        "agreements messages own yours ended holiday list"
    ),
    Subject.STEPS: "step drawing appeal",
    Subject.NOTES: "note notes",
    Subject.PEOPLE: "people handover phone",
    Subject.HISTORY: "event history looks look again",
    Subject.ACTS: "act acts contact agreed sent answer upload file files receipt remember",
    Subject.ACCESS: "access relative relatives invitation code codes give give_on mandate",
    Subject.LETTERS: "letters own_document",
    Subject.NOTICES: "notice reminder demo_sent",
    Subject.PUBLIC: "page home casework offers privacy was demo contact_page security",
    Subject.HELP: "help",
    Subject.WORDS: "word words",
    Subject.FRAME: "nav footer settings skip title reader theme lang language sign_out sign_in "
    "signed_out enter leave site frame session cookie",
    Subject.FORMS: "form field day date",
    Subject.ERRORS: "error errors",
    Subject.DESK: "desk staff writing passive unusual",
    Subject.ROOM: "room",
    Subject.EDITOR: "editor council compare",
    Subject.PHRASES: "phrase",
}
_SUBJECT_OF = {name: subject for subject, names in _SUBJECTS.items() for name in names.split()}
_READERS = {
    Subject.DESK: Reader.STAFF,
    Subject.EDITOR: Reader.EDITOR,
}
_NEVER_WAIT: tuple[tuple[str, Ground], ...] = (
    ("note.fixed.", Ground.LAW),
    ("note.deadline.", Ground.DEADLINE),
    ("turn.due", Ground.DEADLINE),
    ("turn.you.complain_by", Ground.DEADLINE),
    ("help.complain.", Ground.LAW),
    ("error.", Ground.ERROR),
    ("letters.rights", Ground.LAW),
)
"""Texts that are law, deadlines or errors by their place: a change to one never waits."""


@dataclass(frozen=True, slots=True)
class Heaviness:
    """How heavy a text is. Numbers about a text never say that it is good.

    Attributes:
        words: How many words it has.
        longest: Words in its longest sentence.
        lix: LIX, for Danish alone; None elsewhere: the measure is made for languages that build
            long words as Danish does.
        band: Code of its band, one of `portal.core.writing.BANDS`.
    """

    words: int
    longest: int
    lix: int | None
    band: str | None


def subject_of(key: str) -> Subject | None:
    """Return what a text is for, None when its family of keys has no subject."""
    return _SUBJECT_OF.get(key.split(".", 1)[0])


def speaks_to(key: str) -> Reader:
    """Return who a text speaks to."""
    if key.startswith("room.desk"):
        return Reader.ADVISER
    subject = subject_of(key)
    return _READERS.get(subject, Reader.CITIZEN) if subject else Reader.CITIZEN


@lru_cache(maxsize=20000)
def heaviness(text: str, language: str) -> Heaviness:
    """Return how heavy a text is. Kept by its words, which are the program's or published.

    A date or a name counts as a long one, where a text has a place for it.
    """
    plain = filled(text)
    count = len(words(plain))
    longest = len(words(longest_sentence(plain)))
    if language != "da" or not count:
        return Heaviness(count, longest, None, None)
    score = lix(plain)
    return Heaviness(count, longest, score, BAND_CODES[band(score)])
