"""Every row about one person, table by table, for the copy they may ask for."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, or_, select

from portal.store.models import (
    AttachmentRow,
    CaseRow,
    DeskRow,
    DocumentRow,
    DraftRow,
    InvitationRow,
    JournalRow,
    LetterRow,
    MessageRow,
    OutboxRow,
    PartyRow,
    PersonRow,
    SetAsideRow,
    TaskRow,
)

Found = dict[str, list[Any]]


def rows_of(connection: Connection, person: str) -> Found:
    """Return a person's own rows, by the name of the table. Events and looks are told apart.

    When they sign in, what was kept when a session ran out and which cases of others they opened
    are not among them: staff read the copy through, and never see when a citizen was here.
    """
    found: Found = {}

    def take(row: Any, *where: Any) -> list[Any]:
        table: Table = row.__table__
        found[table.name] = list(connection.execute(select(*table.c).where(*where)))
        return found[table.name]

    take(PersonRow, PersonRow.person == person)
    parties = take(PartyRow, PartyRow.person == person)
    messages = take(MessageRow, MessageRow.sent_by == person)
    letters = take(LetterRow, LetterRow.person == person)
    take(OutboxRow, OutboxRow.person == person)
    take(InvitationRow, or_(InvitationRow.giver == person, InvitationRow.used_by == person))
    take(AttachmentRow, AttachmentRow.message_id.in_([row.id for row in messages]))
    take(DocumentRow, DocumentRow.id.in_([row.document_id for row in letters if row.document_id]))
    things = [row.public_id for row in (*messages, *letters)]
    take(JournalRow, JournalRow.thing.in_(things))
    cases = {row.case_id for row in (*parties, *messages, *letters)}
    take(CaseRow, CaseRow.id.in_(cases))
    concerned = [
        row.case_id for row in parties if row.role in ("person", "child") and not row.wrong
    ]
    take(DeskRow, DeskRow.case_id.in_(concerned))
    take(TaskRow, TaskRow.case_id.in_(concerned))
    return found


def set_aside(connection: Connection) -> Sequence[Any]:
    """Return all that could not be used: only its content says whom it is about."""
    return connection.execute(select(*SetAsideRow.__table__.c)).all()


def drafts_in(connection: Connection, cases: Collection[int]) -> int:
    """Return how many drafts of staff there are in some cases."""
    statement = select(func.count()).where(DraftRow.case_id.in_(cases))
    return connection.scalar(statement) or 0
