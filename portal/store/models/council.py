"""The council's audit of the wording: what was discussed, asked for and answered. No case.

Nothing here may refer to a case, a letter or a person in one. ``digest`` is everywhere that
of the very text that was read, as `wording_text` and `wording_own` keep it: a text that has
changed since is not the one that was discussed.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.models.base import ROW_ID, Row


class AuditRow(Row):
    """What the council has said of one text: insert only, the latest counts.

    ``state`` is discussed, recommended or change_wanted; a text without a row was not
    discussed. ``place`` is where: a meeting, by post. ``origin`` names the council of another
    municipality when the text was taken over from there with its discussion.
    """

    __tablename__ = "wording_audit"
    __table_args__ = (Index("ix_wording_audit_text", "key", "language", "register"),)

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    key: Mapped[str]
    language: Mapped[str] = mapped_column(String(3))
    register: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    on_day: Mapped[date]
    place: Mapped[str] = mapped_column(String(200))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("review_round.id"), index=True)
    origin: Mapped[str | None] = mapped_column(String(200))
    noted_by: Mapped[str]
    noted_at: Mapped[datetime]


class CommentRow(Row):
    """A council member's comment on a text or a place in it, and what came of it.

    Attributes:
        quote: The words it is about, as they stood; empty for the text as a whole.
        start: Where they begin in the text, in characters.
        page: Where the member met it: a page of the walk, a letter, the list or paper.
        author: Key of the member it is from; ``entered_by`` who typed it, when it was on paper.
        text: What the member says, encrypted.
        state: open, answered, changed or not_changed.
        due_on: By when the municipality has promised an answer.
        answer: What the municipality says to it: shown to the council and in public.
        led_to: The version that was written because of it.
    """

    __tablename__ = "wording_comment"
    __table_args__ = (
        Index("ix_wording_comment_text", "key", "language", "register"),
        Index("ix_wording_comment_state_due_on", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    key: Mapped[str]
    language: Mapped[str] = mapped_column(String(3))
    register: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64))
    quote: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    page: Mapped[str | None]
    round_id: Mapped[int | None] = mapped_column(ForeignKey("review_round.id"), index=True)
    author: Mapped[str] = mapped_column(String(64))
    entered_by: Mapped[str | None] = mapped_column(String(64))
    text: Mapped[bytes]
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    due_on: Mapped[date]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    led_to: Mapped[int | None] = mapped_column(ForeignKey("wording_own.id"), index=True)


class RoundRow(Row):
    """A review round: a set of texts the council reads in a period, and what it recommends.

    ``recommendation`` is recommended, change_wanted or discussed, for the set as a whole;
    ``said`` why, ``dissent`` what a minority says. None of them names a member.
    ``minutes`` is the PDF of the meeting's minutes.
    """

    __tablename__ = "review_round"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    name: Mapped[str]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    meeting_on: Mapped[date | None]
    recommendation: Mapped[str | None] = mapped_column(String(16))
    said: Mapped[str | None] = mapped_column(Text)
    dissent: Mapped[str | None] = mapped_column(Text)
    minutes: Mapped[bytes | None]
    entered_by: Mapped[str | None]
    entered_at: Mapped[datetime | None]


class RoundTextRow(Row):
    """A text of a round, as it stood when the round began. ``own_id`` when it is a draft."""

    __tablename__ = "review_round_text"
    __table_args__ = (UniqueConstraint("round_id", "key", "language", "register"),)

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("review_round.id"))
    position: Mapped[int]
    key: Mapped[str]
    language: Mapped[str] = mapped_column(String(3))
    register: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    own_id: Mapped[int | None] = mapped_column(ForeignKey("wording_own.id"), index=True)


class RoundReadRow(Row):
    """That a member has read a text of a round: theirs to mark and to take away again."""

    __tablename__ = "review_round_read"

    text_id: Mapped[int] = mapped_column(ForeignKey("review_round_text.id"), primary_key=True)
    member: Mapped[str] = mapped_column(String(64), primary_key=True)
    read_at: Mapped[datetime]


class UnderstoodRow(Row):
    """How many gave one answer to "Forstod du det her?" about one wording in one month.

    A number and nothing else: no row is one person's. ``month`` is its first day.
    """

    __tablename__ = "understood"

    key: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(3), primary_key=True)
    register: Mapped[str] = mapped_column(String(10), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    answer: Mapped[str] = mapped_column(String(6), primary_key=True)
    number: Mapped[int]


class UnderstoodWordRow(Row):
    """A citizen's word on why a text is hard. Of nobody, and apart from what they answered.

    The key is drawn by lot and SQLite keeps no number of its own beside it, so that nothing
    tells in which order they came.

    Attributes:
        text: What was written, encrypted; once it is passed on, only what the editor left of it.
        month: The first day of the month it came in.
        passed_in: The first day of the month it was passed on to the council; None until then.
        passed_by: The editor who has removed what is personal.
    """

    __tablename__ = "understood_word"
    __table_args__ = ({"sqlite_with_rowid": False},)

    public_id: Mapped[str] = mapped_column(String(22), primary_key=True)
    key: Mapped[str]
    language: Mapped[str] = mapped_column(String(3))
    register: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64))
    month: Mapped[date]
    text: Mapped[bytes]
    passed_in: Mapped[date | None]
    passed_by: Mapped[str | None]
