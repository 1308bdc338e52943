"""Every text that was shown, by version and release."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
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
