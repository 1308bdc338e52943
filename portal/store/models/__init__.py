"""The rows. Data and constraints, nothing else."""

from portal.store.models.base import ROW_ID, Row, UTCDateTime
from portal.store.models.cases import CaseRow, EventRow, PartyRow, PersonRow, SetAsideRow, SourceRow
from portal.store.models.desk import DeskReadRow, DeskRow, DraftRow, JournalRow, TaskRow
from portal.store.models.looks import InvitationRow, LookRow, LookSealRow
from portal.store.models.people import KeptFormRow, SignInAttemptRow, SignInRow, StaffRow
from portal.store.models.post import AttachmentRow, DocumentRow, LetterRow, MessageRow, OutboxRow
from portal.store.models.words import WordingReleaseRow, WordingReleaseTextRow, WordingTextRow

__all__ = [
    "ROW_ID",
    "AttachmentRow",
    "CaseRow",
    "DeskReadRow",
    "DeskRow",
    "DocumentRow",
    "DraftRow",
    "EventRow",
    "InvitationRow",
    "JournalRow",
    "KeptFormRow",
    "LetterRow",
    "LookRow",
    "LookSealRow",
    "MessageRow",
    "OutboxRow",
    "PartyRow",
    "PersonRow",
    "Row",
    "SetAsideRow",
    "SignInAttemptRow",
    "SignInRow",
    "SourceRow",
    "StaffRow",
    "TaskRow",
    "UTCDateTime",
    "WordingReleaseRow",
    "WordingReleaseTextRow",
    "WordingTextRow",
]
