"""What a citizen has sent, as it is shown back to the one who sent it and to nobody else."""

from datetime import datetime
from typing import Any

from markupsafe import Markup

from portal.core import law
from portal.core.case import Message
from portal.core.promises import Promise
from portal.core.say import Say, say
from portal.core.vocabulary import MessageKind
from portal.identity.identifiers import UnreadableError
from portal.pages.rendering import Page, label, speaker, this_page
from portal.store import messages
from portal.store.cases import COPENHAGEN
from portal.web.citizen.asked import Asked
from portal.web.citizen.panel import danish_note, promise_text
from portal.web.citizen.reading import Reading
from portal.web.portal import portal, reading


def sent(asked: Asked, most: int | None = None) -> list[Any]:
    """Return what the reader has sent in a case, newest first, as the templates take it."""
    rows = messages.sent_by(reading(), asked.case_id, asked.person)[:most]
    files = messages.files_of(reading(), [row.id for row in rows])
    promises = {promise.ref: promise for promise in asked.promises()}
    return [_one(asked, row, files[row.id], promises) for row in rows]


def _one(asked: Asked, row: Any, files: list[Any], promises: dict[str, Promise]) -> dict[str, Any]:
    state, told = asked.reading.state, speaker()
    message = state.messages.get(row.public_id)
    came = row.received_at.astimezone(COPENHAGEN)
    updates = [update for update in state.updates if update.answers == row.public_id]
    return {
        "kind": row.kind,
        "what": told.key(f"event.message.received.{row.kind}"),
        "heading": told.key(f"event.message.received.{row.kind}").rstrip("."),
        "at": told.say(say("act.sent.at", when=came)),
        "when": told.say(say("act.receipt.when", when=came)),
        "words": _unsealed(row.text),
        "files": [
            {
                "name": _unsealed(file.name),
                "state": told.key(f"file.told.{file.state}"),
            }
            for file in files
        ],
        "next": told.all(*_next(asked, row, message, promises)),
        "answered": _answered(message),
        "effect": message.effect if message else None,
        "answers": [update.note for update in updates],
        "danish": danish_note(told, label),
    }


def _unsealed(sealed: bytes) -> str:
    """Return what was encrypted; nothing when the key is another, which staff are told of."""
    try:
        return portal().identifiers.decrypt(sealed)
    except UnreadableError:
        return ""


def _answered(message: Message | None) -> str | None:
    if message is None or message.answered_at is None:
        return None
    return speaker().say(say("act.sent.answered", when=message.answered_at))


def _next(
    asked: Asked, row: Any, message: Message | None, promises: dict[str, Promise]
) -> list[Say]:
    """Return what was promised in return, and what happens; nothing that nobody promised."""
    promise = promises.get(message.promise or "") if message else None
    if promise is not None:
        return [promise_text(promise), say(f"act.{row.kind}.next")]
    if row.kind == MessageKind.COMPLAINT and message is not None:
        came = row.received_at.astimezone(COPENHAGEN).date()
        by = law.reassess_by(came, asked.reading.law)
        return [say("act.complaint.reassess", date=by), say("act.complaint.next")]
    return [say(f"act.{row.kind}.next")]


def disagreements(
    seen: Reading, person: str, page: Page | None = None, until: datetime | None = None
) -> Markup:
    """Return what the reader says is not right in a case, as a part of its page; mostly nothing.

    The store is asked only when the case knows of such words. ``page`` is what it is made with,
    and ``until`` leaves out what came later.
    """
    mine = seen.link.party.ref
    if not any(
        one.kind == MessageKind.DISAGREE and one.party in (None, mine)
        for one in seen.state.messages.values()
    ):
        return Markup("")
    rows = messages.sent_by(reading(), seen.link.case_id, person, MessageKind.DISAGREE)
    rows = [row for row in rows if until is None or row.received_at <= until]
    if not rows:
        return Markup("")
    page = page or this_page()
    told = page.speaker
    words = [
        {
            "at": told.say(say("act.case.yours.when", when=row.received_at.astimezone(COPENHAGEN))),
            "text": _unsealed(row.text),
        }
        for row in rows
    ]
    part = {"heading": told.key("act.case.yours.heading"), "words": words}
    return page.component("yours", part, "acts")
