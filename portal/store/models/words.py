"""Every text that was shown, by version and release, and what a municipality made its own."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.models.base import ROW_ID, Row


class WordingTextRow(Row):
    """One version of one text. Written once, never changed."""

    __tablename__ = "wording_text"
    __table_args__ = (UniqueConstraint("key", "language", "register", "digest"),)

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    key: Mapped[str]
    language: Mapped[str] = mapped_column(String(3))
    register: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]


class WordingReleaseRow(Row):
    """All the words that stood together at one time, named by their digest."""

    __tablename__ = "wording_release"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    recorded_at: Mapped[datetime]


class WordingReleaseTextRow(Row):
    """Which version of each text a release holds."""

    __tablename__ = "wording_release_text"

    release: Mapped[str] = mapped_column(ForeignKey("wording_release.name"), primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("wording_text.id"), primary_key=True)


class ShippedWordingRow(Row):
    """From when this installation came with which words: one row each time they change.

    Without the municipality's own texts; those say themselves from when to when they stood.
    """

    __tablename__ = "wording_shipped"
    __table_args__ = (UniqueConstraint("language", "register", "from_at"),)

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    language: Mapped[str] = mapped_column(String(3))
    register: Mapped[str] = mapped_column(String(10))
    release: Mapped[str] = mapped_column(ForeignKey("wording_release.name"))
    from_at: Mapped[datetime]


class OwnTextRow(Row):
    """One version of a text the municipality has made its own.

    Attributes:
        number: 1, 2, 3 ... among the versions of this key, language and register.
        ground: Why it changed: it explains better, or law, a deadline, a contact fact, an error.
        original: The shipped text the writer had before them. When the shipped one is
            another now, the original has changed.
        origin: Who it was taken over from, None when it was written here.
        state: draft, waiting (for the council), published or taken_back.
        shown_from: From when it stands or stood on pages; set when it is published, and
            may lie ahead.
        shown_to: Until when it stood; set when another takes its place.
    """

    __tablename__ = "wording_own"
    __table_args__ = (
        UniqueConstraint("key", "language", "register", "number"),
        Index("ix_wording_own_state_shown_from", "state", "shown_from"),
    )

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    key: Mapped[str]
    language: Mapped[str] = mapped_column(String(3))
    register: Mapped[str] = mapped_column(String(10))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    ground: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(500))
    author: Mapped[str]
    origin: Mapped[str | None] = mapped_column(String(200))
    original: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime]
    shown_from: Mapped[datetime | None]
    shown_to: Mapped[datetime | None]


class WordingLogRow(Row):
    """What was done to the municipality's own texts: insert only.

    Its highest id is the number of the wording: every process reads the texts anew when it
    has grown.
    """

    __tablename__ = "wording_log"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    own_id: Mapped[int] = mapped_column(ForeignKey("wording_own.id"), index=True)
    what: Mapped[str] = mapped_column(String(20))
    by: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(500))
