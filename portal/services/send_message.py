"""Receive what a citizen sends: first of all it is kept, then the case is told."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from portal.calendar_days import public_holidays
from portal.core import acts, law
from portal.core.acts import Times
from portal.core.case import CaseState
from portal.core.fold import read_case
from portal.core.status import complaint_track
from portal.core.vocabulary import EventType, MessageKind, Promised
from portal.files import Accepted, Vault
from portal.identity.identifiers import Identifiers
from portal.services.keep_files import keep_file
from portal.services.office import Office
from portal.services.own_events import By, OwnEvent, add_events, new_reference
from portal.store import cases, messages
from portal.store.cases import COPENHAGEN

_LOG = logging.getLogger(__name__)
_LOOK_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody sends.

    ``party`` is their reference in the case, ``person`` the hash of who they are. ``request``
    is what they say it answers, as :func:`portal.core.acts.open_requests` names it;
    ``with_phone`` that they left a number. ``form_token`` is the form's own.
    """

    case_id: int
    party: str
    person: str
    kind: MessageKind
    text: str
    files: Sequence[Accepted] = ()
    form_token: str = ""
    request: str | None = None
    with_phone: bool = False


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where things are kept: the database, the files, and what hides both."""

    engine: Engine
    vault: Vault
    identifiers: Identifiers


def send_message(keeping: Keeping, submission: Submission, office: Office, now: datetime) -> str:
    """Keep what somebody sends, tell the case, and return its reference.

    The message, its files and that the case system must take it over are one transaction
    with what it means in the case. Should the latter fail, the former stands all the same:
    what has arrived has arrived, and :func:`tell_cases` makes up for the rest.

    The same form with the same content sent again is one message.
    """
    token = _token(submission)
    with keeping.engine.connect() as connection:
        before = messages.sent_before(connection, token)
    if before is not None:
        return before
    ref = new_reference()
    files = [keep_file(keeping.vault, keeping.identifiers, file) for file in submission.files]
    try:
        with keeping.engine.begin() as connection:
            messages.add(connection, _row(keeping.identifiers, submission, ref, token, now), files)
            _try_to_tell(connection, ref, submission, len(files), office, now)
    except IntegrityError:
        return _sent_meanwhile(keeping, token, files)
    return ref


def tell_cases(engine: Engine, office: Office, now: datetime) -> int:
    """Tell the cases of messages they were not told of when they came; return how many."""
    told = 0
    with engine.connect() as connection:
        left = messages.untold(connection, now - _LOOK_BACK)
        files = messages.files_of(connection, [row.id for row in left])
    for row in left:
        came = row.received_at.astimezone(COPENHAGEN)
        submission = Submission(row.case_id, row.party, "", MessageKind(row.kind), "")
        with engine.begin() as connection:
            told += _try_to_tell(
                connection, row.public_id, submission, len(files[row.id]), office, came
            )
    return told


def times_of(office: Office, on: date) -> Times:
    """Return how soon this municipality answers what comes on a day."""
    desk = office.municipality.desk
    return Times(
        reply=desk.reply_within,
        call=desk.call_back_within,
        urgent=desk.urgent_within,
        word=desk.first_word_within,
        closed=office.closed,
        holidays=public_holidays(),
        law=law.in_force(office.laws, on),
    )


def _token(submission: Submission) -> str:
    """Return what is the same only for the same form with the same content.

    Somebody who goes back, writes more and sends again has sent two things.
    """
    digest = hashlib.sha256()
    said = (
        submission.person,
        submission.case_id,
        submission.kind,
        submission.form_token,
        submission.text,
    )
    digest.update("\0".join(map(str, said)).encode())
    for file in submission.files:
        digest.update(hashlib.sha256(file.content).digest())
    # Without the form's own token nobody can tell twice from twice meant.
    return digest.hexdigest() if submission.form_token else new_reference()


def _row(
    identifiers: Identifiers, submission: Submission, ref: str, token: str, now: datetime
) -> dict[str, Any]:
    return {
        "public_id": ref,
        "case_id": submission.case_id,
        "kind": str(submission.kind),
        "sent_by": submission.person,
        "party": submission.party,
        "text": identifiers.encrypt(submission.text),
        "received_at": now,
        "form_token": token,
    }


def _sent_meanwhile(keeping: Keeping, token: str, files: Sequence[dict[str, Any]]) -> str:
    """Return what the same form has sent in the same moment; its files are there already."""
    with keeping.engine.connect() as connection:
        before = messages.sent_before(connection, token)
    if before is None:
        raise LookupError("a message could not be kept")
    for file in files:
        keeping.vault.remove(file["public_id"])
    return before


def _try_to_tell(
    connection: Connection,
    ref: str,
    submission: Submission,
    files: int,
    office: Office,
    now: datetime,
) -> bool:
    """Tell the case; what goes wrong there takes nothing of what was kept with it."""
    try:
        with connection.begin_nested():
            _tell(connection, ref, submission, files, office, now)
    except Exception as error:
        # Only its kind: its words may hold something personal.
        _LOG.error("a message was kept, but its case not told: %s", type(error).__name__)
        return False
    return True


def _tell(
    connection: Connection,
    ref: str,
    submission: Submission,
    files: int,
    office: Office,
    now: datetime,
) -> None:
    """Tell the case what came, what it means there, and what is promised in return."""
    today = now.astimezone(COPENHAGEN).date()
    events = cases.events_of_case(connection, submission.case_id)
    state = read_case(events, in_order=True, today=today)
    meaning = _meaning(state, submission, today)
    promise = None
    complained = any(event.type is EventType.COMPLAINT_RECEIVED for event in meaning)
    promised = acts.promised_back(
        # A complaint that starts nothing new is answered as a question is.
        MessageKind.QUESTION if submission.kind is MessageKind.COMPLAINT else submission.kind,
        today,
        times_of(office, today),
        submission.with_phone,
    )
    if promised is not None and not complained:
        promise = _promise(state, *promised)
    received = {
        "message": ref,
        "kind": str(submission.kind),
        "files": files,
        "promise": promise.data["promise"] if promise else None,
        "party": submission.party,
    }
    told = [OwnEvent(EventType.MESSAGE_RECEIVED, received), *meaning]
    if promise is not None:
        told.append(promise)
    add_events(connection, submission.case_id, told, By.CITIZEN, office, now)


def _promise(state: CaseState, what: Promised, by: date) -> OwnEvent:
    """Return the promise of a reply. The caseworker keeps it, or else the unit."""
    return OwnEvent(
        EventType.CONTACT_PROMISED,
        {
            "promise": new_reference(),
            "what": str(what),
            "by": by.isoformat(),
            "owner": state.caseworker.name if state.caseworker else None,
            "owner_unit": state.unit.name if state.unit else None,
            "channel": "portal",
        },
    )


def _meaning(state: CaseState, submission: Submission, today: date) -> list[OwnEvent]:
    """Return what it means in the case that this came, besides that it came."""
    if submission.kind is MessageKind.HEARING_ANSWER:
        return _hearing_answer(state, submission.party, today)
    if submission.kind is MessageKind.COMPLAINT:
        return _complaint(state, today)
    if submission.kind is MessageKind.INFORMATION:
        return _information(state, submission.request)
    return []


def _hearing_answer(state: CaseState, party: str, today: date) -> list[OwnEvent]:
    if state.hearing is None or not acts.may_answer_hearing(state, party, today):
        return []
    answer = {"hearing": state.hearing.ref, "on": today.isoformat()}
    return [OwnEvent(EventType.HEARING_ANSWERED, answer)]


def _complaint(state: CaseState, today: date) -> list[OwnEvent]:
    """Begin the complaint track, unless one is past the point where this can join it."""
    decision, track = acts.decision_to_complain_over(state), complaint_track(state)
    if decision is None or (track and (track.reassessment or track.forwarded_on)):
        return []
    complaint = {
        "complaint": new_reference(),
        "received_on": today.isoformat(),
        "decision": decision.ref,
    }
    return [OwnEvent(EventType.COMPLAINT_RECEIVED, complaint)]


def _information(state: CaseState, request: str | None) -> list[OwnEvent]:
    asked = state.waiting.get(request or "")
    if asked is None or not asked.ref.startswith("request:"):
        return []
    came = {
        "from": str(asked.on),
        "item": str(asked.item),
        "request": asked.ref.removeprefix("request:"),
    }
    return [OwnEvent(EventType.INFORMATION_RECEIVED, came)]
