"""Hand what was said at the portal to the case system, and keep that it has taken it over."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

from flask import Blueprint, Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from portal.core.events import OWN_SOURCE
from portal.core.files import FileState, may_be_opened
from portal.files import Vault
from portal.files.vault import FileMissingError
from portal.identity.identifiers import UnreadableError
from portal.pages.audience import Audience, audience
from portal.pages.problem import problem
from portal.sources.fields import Reference
from portal.sources.openapi_journal import MOST_ITEMS
from portal.store import attachments, journal
from portal.store.attachments import Attachment
from portal.store.cases import COPENHAGEN
from portal.store.journal import JournalKind
from portal.web.api.views import limited_api, source_of_token, unauthorized
from portal.web.looked import system_looked
from portal.web.plain_text import OF_THE_DESK, author, danish, events_of, post_text
from portal.web.portal import portal, reading

bp = Blueprint("journal", __name__, url_prefix="/api/v1/journal")

USUAL_ITEMS = 50
_LETTER = {"letter.pdf": "application/pdf", "letter.html": "text/html"}


class Acknowledgement(BaseModel):
    """That an item is journalised, and where."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$", strict=True)]
    reference: Reference


_ACKNOWLEDGEMENTS = TypeAdapter(
    Annotated[list[Acknowledgement], Field(min_length=1, max_length=MOST_ITEMS)]
)


@bp.get("")
@audience(Audience.MACHINE)
@limited_api
def waiting() -> ResponseReturnValue:
    """Return what the token's source has not taken over yet."""
    source = source_of_token()
    if source is None:
        return unauthorized()
    limit = request.args.get("limit", str(USUAL_ITEMS))
    if not (limit.isascii() and limit.isdigit() and 1 <= int(limit[:9]) <= MOST_ITEMS):
        return problem(400, "limit", f"limit must be a whole number from 1 to {MOST_ITEMS}.")
    rows = journal.open_items(reading(), source.name, int(limit) + 1)
    shown = rows[: int(limit)]
    system_looked(source.name, dict.fromkeys(row.case_id for row in shown))
    return jsonify(items=_items(shown), more=len(rows) > len(shown))


@bp.post("/acknowledgements")
@audience(Audience.MACHINE)
@limited_api
def acknowledge() -> ResponseReturnValue:
    """Keep under which reference each item is journalised."""
    source = source_of_token()
    if source is None:
        return unauthorized()
    if request.mimetype != "application/json":
        return problem(415, "media-type", "Send application/json.")
    try:
        told = _ACKNOWLEDGEMENTS.validate_json(request.get_data())
    except ValidationError:
        return problem(400, "acknowledgements", "Send a list of items with their references.")
    here = portal()
    references = {one.item: one.reference for one in told}
    with here.engine.begin() as connection:
        new, repeated, unknown = journal.acknowledge(
            connection, source.name, references, here.now()
        )
    return jsonify(acknowledged=new, repeated=repeated, unknown=unknown)


@bp.get("/<item>/files/<file>")
@audience(Audience.MACHINE)
@limited_api
def file(item: str, file: str) -> ResponseReturnValue:
    """Return a file of an item: a letter, or what came with a message and was scanned."""
    source = source_of_token()
    if source is None:
        return unauthorized()
    row = journal.item_of(reading(), source.name, item)
    found = _bytes_of(row, file) if row is not None else None
    if found is None:
        return problem(404, "file", "There is no such file, or it may not be opened.")
    content, media_type = found
    system_looked(source.name, [row.case_id])
    response = Response(content, mimetype="application/octet-stream")
    response.headers["Content-Disposition"] = "attachment"
    response.headers["X-Content-Media-Type"] = media_type
    return response


def _items(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Return items as the contract has them; each kind is read in one question."""
    things: dict[str, list[str]] = {}
    for row in rows:
        things.setdefault("post" if row.kind in OF_THE_DESK else row.kind, []).append(row.thing)
    posts = journal.events_of_post(reading(), OWN_SOURCE, things.get("post", []))
    messages = journal.messages(reading(), things.get("message", []))
    letters = journal.letters(reading(), things.get("letter", []))
    tell: dict[str, Callable[[Any], dict[str, Any]]] = {
        JournalKind.MESSAGE: lambda row: _message(row, messages),
        JournalKind.LETTER: lambda row: _letter(row, letters),
    }

    def post(row: Any) -> dict[str, Any]:
        return _post([one for one in posts if one.post == row.thing])

    return [
        {
            "item": row.public_id,
            "kind": row.kind,
            "subject": row.case_reference,
            "at": row.created_at.astimezone(COPENHAGEN).isoformat(timespec="seconds"),
            "title": danish().key(f"desk.journal.{row.kind}.label"),
            **tell.get(row.kind, post)(row),
        }
        for row in rows
    ]


def _post(rows: Sequence[Any]) -> dict[str, Any]:
    events = events_of(rows)
    by = ", ".join(filter(None, author(events)))
    return {"author": by or None, "text": post_text(events), "files": []}


def _message(row: Any, known: Mapping[str, Any]) -> dict[str, Any]:
    found = known.get(row.thing)
    if found is None:
        return {"author": None, "text": "", "files": []}
    files = attachments.of_messages(reading(), [found.id])
    return {
        "author": None,
        "text": _readable(found.text),
        "files": [_file(row, one) for one in files],
    }


def _file(row: Any, one: Attachment) -> dict[str, Any]:
    opened = may_be_opened(one.state)
    return {
        "file": one.public_id,
        "name": _readable(one.name),
        "media_type": one.media_type,
        "size": one.size,
        "state": str(one.state),
        "href": _href(row, one.public_id) if opened else None,
    }


def _letter(row: Any, known: Mapping[str, Any]) -> dict[str, Any]:
    found = known.get(row.thing)
    files = []
    for name, media_type in _LETTER.items():
        content = _letter_bytes(found, name) if found is not None else None
        if content is not None:
            files.append(
                {
                    "file": name,
                    "name": name,
                    "media_type": media_type,
                    "size": len(content),
                    "state": str(FileState.CLEAN),
                    "href": _href(row, name),
                }
            )
    by = found.ordered_by if found is not None else None
    return {"author": by, "text": "", "files": files}


def _href(row: Any, name: str) -> str:
    return url_for("journal.file", item=row.public_id, file=name)


def _bytes_of(row: Any, name: str) -> tuple[bytes, str] | None:
    """Return a file of an item with its type; None when there is none to hand out."""
    if row.kind == JournalKind.LETTER and name in _LETTER:
        letter = journal.letters(reading(), [row.thing]).get(row.thing)
        content = _letter_bytes(letter, name) if letter is not None else None
        return (content, _LETTER[name]) if content is not None else None
    if row.kind != JournalKind.MESSAGE:
        return None
    message = journal.messages(reading(), [row.thing]).get(row.thing)
    found = attachments.find(reading(), name)
    if message is None or found is None or found.message_id != message.id:
        return None
    if not may_be_opened(found.state):
        return None
    here = portal()
    try:
        return Vault(here.settings.files, here.identifiers).get(name), found.media_type
    except FileMissingError:
        return None


def _letter_bytes(letter: Any, name: str) -> bytes | None:
    if name == "letter.pdf":
        pdf: bytes | None = letter.pdf
        return pdf
    return letter.html.encode() if letter.html is not None else None


def _readable(hidden: bytes) -> str:
    try:
        return portal().identifiers.decrypt(hidden)
    except UnreadableError:
        return ""
