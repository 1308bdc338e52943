"""Send what waits in the outbox."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from portal.core.access import is_concerned
from portal.core.contact import BY_A_PERSON, LetterWay, NoticeWay, may_be_told
from portal.core.occasions import nobody_may_be_written_to
from portal.core.sending import is_given_up
from portal.core.vocabulary import LetterKind
from portal.identity.identifiers import UnreadableError
from portal.notifications import (
    NOT_REGISTERED,
    Letter,
    Notice,
    Receipt,
    RefusedError,
    RetryError,
)
from portal.services.sending import Sending, notice_heading, notice_text, sms_text
from portal.store import addresses, documents, outbox
from portal.store.cases import COPENHAGEN

MOST = 200
"""How many things one round sends at most, so that the worker's other steps get their turn."""

_FILES = {LetterKind.DECISION: "afgoerelse.pdf", LetterKind.REASSESSMENT: "genvurdering.pdf"}
"""What the authority's own documents are called where only plain letters may stand."""

_UNMAKEABLE = (UnreadableError, LookupError, ValueError)


def deliver(engine: Engine, sending: Sending, now: datetime, most: int = MOST) -> int:
    """Send what is due; return how many were handed over.

    Each row is taken in a transaction of its own and sent outside of it, so that no page
    waits for a mail server. Between sending and noting it down the process may be killed:
    then the row is sent again after a pause, under the same id. What was left to a person is
    stopped too, once nobody in its case may be written to.
    """
    sent = 0
    _stop_what_was_left(engine)
    for _ in range(most):
        with engine.begin() as connection:
            row = outbox.take(connection, now)
            if row is None:
                return sent
            message = _prepared(connection, row, sending, now)
        if message is None:
            continue
        try:
            _hand_over(message, row.channel, sending, now)
        except RetryError as error:
            _later(engine, row, error.code)
        except RefusedError as error:
            _never(engine, row, error.code, now)
        except Exception as error:
            # A fault of ours must not hold up what others wait for.
            _later(engine, row, type(error).__name__)
        else:
            with engine.begin() as connection:
                outbox.mark_sent(connection, row.id, now)
            sent += 1
    return sent


def _stop_what_was_left(engine: Engine) -> None:
    with engine.begin() as connection:
        for row_id, why in outbox.left_in_stopped_cases(connection):
            outbox.mark_stopped(connection, row_id, why)


def _prepared(
    connection: Connection, row: Any, sending: Sending, now: datetime
) -> Notice | Letter | None:
    """Return what to send; None when nothing may be, or only a person can."""
    why = _stopped_because(connection, row, now)
    if why is not None:
        outbox.mark_stopped(connection, row.id, why)
        return None
    if is_given_up(row.attempts):
        # It was killed each time, or never came to an end.
        outbox.mark_failed(connection, row.id, row.last_error or "no_answer")
        return None
    try:
        return _message(connection, row, sending)
    except _UNMAKEABLE as error:
        outbox.mark_failed(connection, row.id, _code(error))
        return None


def _stopped_because(connection: Connection, row: Any, now: datetime) -> str | None:
    """Return why nothing may be sent to somebody any more, asked at the moment of sending.

    Whoever died in one case is dead in all of them; and when it is who the case is about, or
    that was somebody else, nobody else in it is written to either.
    """
    if row.case_id is not None:
        parties = outbox.parties_of(connection, row.case_id).values()
        if nobody_may_be_written_to(parties):
            died = any(is_concerned(party) and party.died for party in parties)
            return "died" if died else "wrong_person"
    if row.person is None:
        return None
    places = outbox.places_of(connection, row.person)
    if any(party.died for _, party in places):
        return "died"
    here = [party for case_id, party in places if case_id == row.case_id]
    if here and all(party.wrong for party in here):
        return "wrong_person"
    today = now.astimezone(COPENHAGEN).date()
    if not any(may_be_told(party, today) for party in here):
        return "no_access"
    return None


def _message(connection: Connection, row: Any, sending: Sending) -> Notice | Letter:
    """Return the message of a row.

    Raises:
        LookupError: Something it needs is not there; the text is the code.
        UnreadableError: It was written with another key.
    """
    payload = sending.open(row.payload)
    words = sending.words(payload["language"], payload.get("register", "normal"))
    municipality = sending.office.municipality
    if row.kind == outbox.LETTER:
        title = words.text("notice.letter.label").format(municipality=municipality.name)
        return _letter(connection, row, sending, title)
    if row.kind == outbox.REMINDER:
        return Notice(
            id=row.dedupe_key,
            to=sending.identifiers.decrypt(_there(row.address, "no_address")),
            heading=words.text("reminder.heading"),
            text=words.text(f"reminder.{payload['text']}").format(site=sending.site),
            made_at=row.created_at,
            language=words.language,
        )
    text = notice_text(words, municipality.name, sending.site, municipality.phone.number)
    if row.channel == NoticeWay.NEMSMS:
        text = sms_text(words, municipality.name, sending.site)
    return Notice(
        id=row.dedupe_key,
        to=_address(connection, row, sending),
        heading=notice_heading(words, municipality.name),
        text=text,
        made_at=row.created_at,
        language=words.language,
    )


def _letter(connection: Connection, row: Any, sending: Sending, title: str) -> Letter:
    letter = outbox.letter_of(connection, row.letter_id)
    if letter is None or letter.pdf is None or letter.made_at is None:
        raise LookupError("no_letter")
    party = outbox.parties_of(connection, letter.case_id).get(letter.party)
    return Letter(
        id=row.dedupe_key,
        to=_number(connection, row.person, sending),
        name=party.name if party else None,
        title=title,
        pdf=letter.pdf,
        made_at=letter.made_at,
        language=letter.language or "da",
        large_print=letter.large_print,
        protected=party.protected if party else True,
        enclosed=_enclosed(connection, letter.document_id),
    )


def _enclosed(connection: Connection, document_id: int | None) -> tuple[tuple[str, bytes], ...]:
    """Return the authority's own document that goes with a letter; never the one without it."""
    if document_id is None:
        return ()
    found = documents.document(connection, document_id)
    if found is None:
        raise LookupError("no_document")
    return ((_FILES.get(found.kind, "dokument.pdf"), found.content),)


def _address(connection: Connection, row: Any, sending: Sending) -> str:
    """Return where a notice goes, as it stands now and not when it was written."""
    if row.channel != NoticeWay.EMAIL:
        return _number(connection, row.person, sending)
    sealed = addresses.email_of(connection, row.person)
    return sending.identifiers.decrypt(_there(sealed, "no_address"))


def _number(connection: Connection, person: str, sending: Sending) -> str:
    sealed = addresses.identifier_of(connection, person)
    number = sending.identifiers.decrypt(_there(sealed, "no_identifier"))
    return number.replace("-", "").replace(" ", "")


def _there(sealed: bytes | None, code: str) -> bytes:
    if sealed is None:
        raise LookupError(code)
    return sealed


def _code(error: Exception) -> str:
    if isinstance(error, UnreadableError):
        return "unreadable"
    return str(error.args[0])[:40] if isinstance(error, LookupError) else "not_understood"


def _hand_over(message: Notice | Letter, channel: str, sending: Sending, now: datetime) -> Receipt:
    """Hand a message to its channel. A letter is only ever looked up among the letters' ways.

    Raises:
        RetryError: Not now.
        RefusedError: Never, or this installation has no such way.
    """
    ways = sending.channels
    if isinstance(message, Letter):
        for letter_way, letters in ways.letters.items():
            if letter_way == channel:
                return letters.send(message, now)
    else:
        for notice_way, notices in ways.notices.items():
            if notice_way == channel:
                return notices.send(message, now)
    raise RefusedError("no_such_way")


def _later(engine: Engine, row: Any, code: str) -> None:
    with engine.begin() as connection:
        if is_given_up(row.attempts + 1):
            outbox.mark_failed(connection, row.id, code)
        else:
            outbox.note_error(connection, row.id, code)


def _never(engine: Engine, row: Any, code: str, now: datetime) -> None:
    """Leave it to a person; but a letter Digital Post cannot deliver is printed."""
    is_letter = row.kind == outbox.LETTER and row.channel == LetterWay.DIGITAL_POST
    with engine.begin() as connection:
        if is_letter and code == NOT_REGISTERED:
            outbox.another_way(connection, row.id, LetterWay.PRINT, now)
        else:
            outbox.mark_failed(connection, row.id, code)


def done_by_hand(connection: Connection, row_id: int, now: datetime) -> None:
    """Note that a person has told somebody what no machine could: the task is gone."""
    row = outbox.find(connection, row_id)
    if row is not None and row.state == outbox.FAILED:
        outbox.mark_sent(connection, row_id, now)


def send_again(connection: Connection, row_id: int, now: datetime) -> None:
    """Let something that failed be tried again: a person has mended what was wrong."""
    row = outbox.find(connection, row_id)
    if row is not None and row.state == outbox.FAILED and row.channel not in BY_A_PERSON:
        outbox.try_again(connection, row_id, now)
