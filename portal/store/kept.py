"""What is decided of every table: whom it is about, what hides it, how it goes.

A table without a decision fails a test. ``docs/privacy.md`` says the same to people.
"""

from dataclasses import dataclass
from enum import StrEnum


class Goes(StrEnum):
    """How the rows of a table go."""

    WITH_CASE = "with_case"
    WITH_PERSON = "with_person"
    AFTER_ITS_TIME = "after_its_time"
    STAYS = "stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is decided of one table.

    Attributes:
        goes: How its rows go.
        people: Columns that hold a person's keyed hash.
        sealed: Columns that only the identifier key can read.
        digests: Columns with a keyed digest.
        plain: Columns with bytes that are neither.
        in_copy: It is in the copy a person may ask for. Otherwise ``because`` says why not.
        because: Why it is not in that copy.
    """

    goes: Goes
    people: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    in_copy: bool = False
    because: str = ""


_NOBODY = "It is about nobody."
_READ_THROUGH = "Staff read the copy through, and never see when a citizen signs in or is here."
_OURS = "It is about those who work here or sit in the council, never about a case."

TABLES: dict[str, Kept] = {
    "case_file": Kept(goes=Goes.WITH_CASE, in_copy=True),
    "case_event": Kept(goes=Goes.WITH_CASE, people=("data",), digests=("digest",), in_copy=True),
    "party": Kept(goes=Goes.WITH_CASE, people=("person",), in_copy=True),
    "person": Kept(
        goes=Goes.WITH_PERSON, people=("person",), sealed=("identifier", "email"), in_copy=True
    ),
    "set_aside": Kept(
        goes=Goes.AFTER_ITS_TIME, sealed=("payload",), digests=("digest",), in_copy=True
    ),
    "desk_case": Kept(goes=Goes.WITH_CASE, in_copy=True),
    "task": Kept(goes=Goes.WITH_CASE, in_copy=True),
    "draft": Kept(
        goes=Goes.AFTER_ITS_TIME,
        sealed=("content",),
        because="What staff have begun to write and told nobody is decided on by hand.",
    ),
    "journal_item": Kept(goes=Goes.WITH_CASE, in_copy=True),
    "message": Kept(goes=Goes.WITH_CASE, people=("sent_by",), sealed=("text",), in_copy=True),
    "attachment": Kept(goes=Goes.WITH_CASE, sealed=("name",), digests=("digest",), in_copy=True),
    "document": Kept(goes=Goes.WITH_CASE, digests=("digest",), plain=("content",), in_copy=True),
    "letter": Kept(
        goes=Goes.WITH_CASE,
        people=("person",),
        sealed=("wish",),
        digests=("digest",),
        plain=("pdf",),
        in_copy=True,
    ),
    "outbox": Kept(
        goes=Goes.WITH_CASE, people=("person",), sealed=("address", "payload"), in_copy=True
    ),
    "sign_in": Kept(
        goes=Goes.AFTER_ITS_TIME,
        people=("person", "mandates"),
        sealed=("identifier", "logout"),
        because=_READ_THROUGH,
    ),
    "sign_in_attempt": Kept(
        goes=Goes.AFTER_ITS_TIME,
        sealed=("data", "result"),
        because="It lasts for minutes: who came back and did not finish is gone a day later.",
    ),
    "kept_form": Kept(
        goes=Goes.AFTER_ITS_TIME,
        people=("person",),
        sealed=("content",),
        because=_READ_THROUGH,
    ),
    "invitation": Kept(
        goes=Goes.AFTER_ITS_TIME,
        people=("giver", "used_by"),
        sealed=("name",),
        digests=("proof",),
        in_copy=True,
    ),
    "look": Kept(
        goes=Goes.AFTER_ITS_TIME,
        people=("actor", "on_behalf"),
        plain=("salt", "digest"),
        in_copy=True,
    ),
    "look_seal": Kept(
        goes=Goes.STAYS,
        plain=("digest", "chain"),
        because="Digests of which nobody can tell what they were made of.",
    ),
    "look_explained": Kept(goes=Goes.AFTER_ITS_TIME, because=_OURS),
    "source": Kept(goes=Goes.STAYS, because=_NOBODY),
    "desk_read": Kept(goes=Goes.STAYS, because=_NOBODY),
    "staff_member": Kept(goes=Goes.STAYS, because=_OURS),
    "wording_text": Kept(goes=Goes.STAYS, because=_NOBODY),
    "wording_release": Kept(goes=Goes.STAYS, because=_NOBODY),
    "wording_release_text": Kept(goes=Goes.STAYS, because=_NOBODY),
    "wording_shipped": Kept(goes=Goes.STAYS, because=_NOBODY),
    "wording_own": Kept(goes=Goes.STAYS, because=_OURS),
    "wording_log": Kept(goes=Goes.STAYS, because=_OURS),
    "wording_audit": Kept(goes=Goes.STAYS, because=_OURS),
    "wording_comment": Kept(goes=Goes.STAYS, sealed=("text",), because=_OURS),
    "review_round": Kept(goes=Goes.STAYS, plain=("minutes",), because=_OURS),
    "review_round_text": Kept(goes=Goes.STAYS, because=_NOBODY),
    "review_round_read": Kept(goes=Goes.STAYS, because=_OURS),
    "understood": Kept(goes=Goes.STAYS, because=_NOBODY),
    "understood_word": Kept(
        goes=Goes.AFTER_ITS_TIME,
        sealed=("text",),
        because="Nobody can tell whose they are: what tells that is not kept.",
    ),
}
