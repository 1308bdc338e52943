"""The rows. Data and constraints, nothing else."""

from portal.store.models.base import ROW_ID, Row, UTCDateTime
from portal.store.models.cases import CaseRow, EventRow, PartyRow, PersonRow, SetAsideRow, SourceRow
from portal.store.models.council import (
    AuditRow,
    CommentRow,
    RoundReadRow,
    RoundRow,
    RoundTextRow,
    UnderstoodRow,
    UnderstoodWordRow,
)
from portal.store.models.desk import DeskReadRow, DeskRow, DraftRow, JournalRow, TaskRow
from portal.store.models.looks import InvitationRow, LookExplainedRow, LookRow, LookSealRow
from portal.store.models.people import KeptFormRow, SignInAttemptRow, SignInRow, StaffRow
from portal.store.models.post import AttachmentRow, DocumentRow, LetterRow, MessageRow, OutboxRow
from portal.store.models.words import (
    OwnTextRow,
    ShippedWordingRow,
    WordingLogRow,
    WordingReleaseRow,
    WordingReleaseTextRow,
    WordingTextRow,
)

__all__ = [
    "ROW_ID",
    "AttachmentRow",
    "AuditRow",
    "CaseRow",
    "CommentRow",
    "DeskReadRow",
    "DeskRow",
    "DocumentRow",
    "DraftRow",
    "EventRow",
    "InvitationRow",
    "JournalRow",
    "KeptFormRow",
    "LetterRow",
    "LookExplainedRow",
    "LookRow",
    "LookSealRow",
    "MessageRow",
    "OutboxRow",
    "OwnTextRow",
    "PartyRow",
    "PersonRow",
    "RoundReadRow",
    "RoundRow",
    "RoundTextRow",
    "Row",
    "SetAsideRow",
    "ShippedWordingRow",
    "SignInAttemptRow",
    "SignInRow",
    "SourceRow",
    "StaffRow",
    "TaskRow",
    "UTCDateTime",
    "UnderstoodRow",
    "UnderstoodWordRow",
    "WordingLogRow",
    "WordingReleaseRow",
    "WordingReleaseTextRow",
    "WordingTextRow",
]
