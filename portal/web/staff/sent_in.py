"""What citizens sent, as the desk reads it: the words, and the files that may be opened."""

from collections.abc import Collection
from typing import Any

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import is_concerned
from portal.core.files import may_be_opened
from portal.core.parties import read_parties
from portal.core.relatives import MANDATE_REF
from portal.core.say import say
from portal.files import Vault
from portal.files.vault import FileMissingError
from portal.identity.identifiers import UnreadableError
from portal.pages.audience import Audience, audience
from portal.pages.downloads import download
from portal.pages.rendering import label, speaker
from portal.store import attachments, journal
from portal.store.attachments import Attachment
from portal.store.cases import COPENHAGEN
from portal.web.looked import staff_looked
from portal.web.portal import portal, reading
from portal.web.staff.blueprint import bp
from portal.web.staff.opened import DeskCase, open_case
from portal.wording.dates import moment


def messages_of(case: DeskCase) -> list[dict[str, Any]]:
    """Return everything that was sent in a case, newest first."""
    return _parts(case.public_id, journal.messages_of_case(reading(), case.case_id), case)


def message_part(ref: str) -> dict[str, Any] | None:
    """Return one message by its reference, without its files."""
    row = journal.messages(reading(), [ref]).get(ref)
    return _words(row) if row is not None else None


@bp.get("/sag/<public_id>/fil/<file_id>")
@audience(Audience.STAFF)
def file(public_id: str, file_id: str) -> ResponseReturnValue:
    """Hand out a file of this case once it has been scanned; to be saved, never shown."""
    case, found = open_case(public_id, shown=False), attachments.find(reading(), file_id)
    own = {row.id for row in journal.messages_of_case(reading(), case.case_id)}
    if found is None or found.message_id not in own or not may_be_opened(found.state):
        abort(404)
    staff_looked([case.case_id])
    here = portal()
    try:
        content = Vault(here.settings.files, here.identifiers).get(file_id)
    except FileMissingError:
        abort(404)
    return download(content, _file_name(found), found.state)


def _parts(public_id: str, rows: Collection[Any], case: DeskCase) -> list[dict[str, Any]]:
    files: dict[int, list[Attachment]] = {row.id: [] for row in rows}
    for one in attachments.of_messages(reading(), list(files)) if files else ():
        files[one.message_id].append(one)
    parts = []
    for row in rows:
        told = case.state.messages.get(row.public_id)
        parts.append(
            {
                **_words(row),
                "from": _from(row, case),
                "files": [_file(public_id, one) for one in files[row.id]],
                "answered": told is not None and told.answered_at is not None,
                "answer": url_for(
                    "staff.update", public_id=public_id, svar=row.public_id, _anchor="text"
                ),
            }
        )
    return parts


def _from(row: Any, case: DeskCase) -> str | None:
    """Return on whose behalf something was sent, and by whom; None for the citizen's own."""
    party = read_parties(case.events).get(row.party)
    if row.party == case.party.ref or (party is not None and is_concerned(party)):
        return None
    told = speaker()
    if row.party.startswith(MANDATE_REF):
        name = told.key("access.desk.mandate.label")
    elif party is None or not party.name or party.protected:
        name = told.key(f"access.role.{party.role if party else 'representative'}.label")
    else:
        name = party.name
    return told.say(say("access.desk.from_relative", name=name))


def _words(row: Any) -> dict[str, Any]:
    here = portal()
    at = row.received_at.astimezone(COPENHAGEN)
    try:
        text = here.identifiers.decrypt(row.text)
    except UnreadableError:
        text = label("desk.message.unreadable")
    return {
        "ref": row.public_id,
        "kind": speaker().key(f"desk.message.{row.kind}.label"),
        "when": moment(at, speaker().language, here.today().year),
        "text": text,
    }


def _file(public_id: str, one: Attachment) -> dict[str, Any]:
    opened = may_be_opened(one.state)
    return {
        "name": _file_name(one),
        "size": max(1, round(one.size / 1024)),
        "told": speaker().key(f"file.state.{one.state}"),
        "href": url_for("staff.file", public_id=public_id, file_id=one.public_id)
        if opened
        else None,
    }


def _file_name(one: Attachment) -> str:
    try:
        return portal().identifiers.decrypt(one.name)
    except UnreadableError:
        return one.public_id
