"""What the room's templates take: conversations, copies and complaints, in the reader's words."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from portal.adviser_room.services.lend import Lent, Letter
from portal.adviser_room.services.talk import Conversation, Message
from portal.core.room import Way, Writer
from portal.core.say import Say, say
from portal.core.zone import COPENHAGEN
from portal.letters.document_text import pages_of
from portal.pages.rendering import speaker


def at(key: str, moment: datetime) -> Say:
    """Return a text with a time of day in Copenhagen."""
    return say(key, when=moment.astimezone(COPENHAGEN))


def messages(found: Iterable[Message], *, desk: bool = False) -> list[dict[str, str]]:
    """Return the messages of a conversation: who wrote when, and the words as they are."""
    names = {
        Writer.CITIZEN: "room.desk.they.label" if desk else "room.talk.from.citizen.label",
        Writer.ADVISER: "room.desk.you.label" if desk else "room.talk.from.adviser.label",
    }
    return [
        {
            "heading": speaker().say(at(names[one.writer], one.at)),
            "text": one.text,
            "writer": str(one.writer),
        }
        for one in found
    ]


def state(found: Conversation) -> list[str]:
    """Return how a conversation stands, for its citizen."""
    if found.closed_at is not None:
        return [speaker().key("room.talk.over")]
    if not found.waits:
        return [speaker().key("room.talk.answered")]
    if found.way is Way.CALL_BACK:
        return [speaker().key("room.talk.calls")]
    return [speaker().key("room.talk.waits"), speaker().key("room.talk.no_notice")]


def lent(found: Iterable[Lent]) -> list[dict[str, str]]:
    """Return what is lent, without its content."""
    return [
        {
            "id": one.public_id,
            "title": one.copy.title,
            "language": one.copy.language,
            "dir": one.copy.direction,
            "what": speaker().key(f"room.share.what.{one.copy.what}"),
            "until": speaker().say(say("room.share.until", date=one.copy.until)),
        }
        for one in found
    ]


def copy(found: Lent) -> dict[str, Any]:
    """Return a copy to be read."""
    return {
        "id": found.public_id,
        "title": found.copy.title,
        "language": found.copy.language,
        "dir": found.copy.direction,
        "as_of": speaker().say(at("room.copy.as_of", found.received_at)),
        "until": speaker().say(say("room.share.until", date=found.copy.until)),
        "sections": [{"heading": one.heading, "lines": one.lines} for one in found.copy.sections],
        "letters": [
            {"number": number, "name": _name(one), "pages": pages_of(one.pdf)}
            for number, one in enumerate(found.copy.letters, 1)
        ],
    }


def _name(letter: Letter) -> str:
    title = letter.title[:1].upper() + letter.title[1:]
    made = date.fromisoformat(letter.made)
    return speaker().say(say("room.copy.letter.label", title=title, date=made))
