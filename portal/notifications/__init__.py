"""How something leaves the portal: one seam, one module a channel.

There are two kinds of message, and a channel says by its type which it takes. A `Letter` is a
document; Digital Post and print take it. A `Notice` says that there is news and how to get in;
e-mail and NemSMS take nothing else. To send a letter by e-mail is an error of types.

A message carries an ``id`` that stays the same each time it is sent, so that whoever receives it
can tell a repeat: a process that is killed between sending and noting it down sends again.
"""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from portal.core.contact import LetterWay, NoticeWay

SMS_LIMIT = 150
"""Characters. Source: the type ``memoNotificationType`` of MeMo 1.2."""


@dataclass(frozen=True, slots=True)
class Notice:
    """That there is news, and how to get in.

    ``to`` is an e-mail address, or for Digital Post and NemSMS a CPR number of ten digits.
    ``language`` is an ISO 639-1 code, ``made_at`` is aware. Nothing here tells which case or
    what it is about.
    """

    id: str
    to: str = field(repr=False)
    heading: str
    text: str
    made_at: datetime
    language: str = "da"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it was stored.

    ``to`` is the CPR number, ten digits; ``title`` is what a list of letters shows, without
    anything sensitive. ``made_at`` is aware. ``protected``: the address is kept from others.
    ``enclosed`` are the documents that go with it and never without it, as names of files
    with their PDF: the decision itself.
    """

    id: str
    to: str = field(repr=False)
    name: str | None = field(repr=False)
    title: str
    pdf: bytes = field(repr=False)
    made_at: datetime
    language: str = "da"
    large_print: bool = False
    protected: bool = False
    enclosed: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)


Message = Notice | Letter
M_contra = TypeVar("M_contra", bound=Message, contravariant=True)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The other side has it. ``reference`` is what it calls it, or what we called it."""

    reference: str


class RetryError(Exception):
    """It was not taken now and may be later. ``code`` names why, without anybody's data."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class RefusedError(Exception):
    """It will never be taken in this way: a person must look. ``code`` names why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


NOT_REGISTERED = "not_registered"
"""The code of a refusal that says: this person has no Digital Post."""


class Channel(Protocol[M_contra]):
    """A way out of the portal, for one kind of message or both."""

    def send(self, message: M_contra, now: datetime) -> Receipt:
        """Hand a message over; the same id again must not make a second one.

        Args:
            message: What is sent.
            now: The moment of sending, aware.

        Raises:
            RetryError: Not now; the message is unchanged and may be sent again.
            RefusedError: Never; somebody must find another way.
        """
        ...


@dataclass(frozen=True, slots=True)
class Channels:
    """Every way out this installation has. What is missing is not set up."""

    notices: Mapping[NoticeWay, Channel[Notice]] = field(default_factory=dict)
    letters: Mapping[LetterWay, Channel[Letter]] = field(default_factory=dict)


def uuid_of(message_id: str) -> str:
    """Return the UUID of a message, the same each time; MeMo wants version 4.

    >>> uuid_of("a") == uuid_of("a") != uuid_of("b")
    True
    >>> uuid.UUID(uuid_of("a")).version
    4
    """
    return str(uuid.UUID(bytes=hashlib.sha256(message_id.encode()).digest()[:16], version=4))


def file_stem(message_id: str) -> str:
    """Return a name for a file that says nothing of the message, the same each time."""
    return hashlib.sha256(message_id.encode()).hexdigest()[:24]
