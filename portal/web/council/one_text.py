"""One text as the council reads it: its sentences, what was said of it, and its versions."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from flask import url_for
from sqlalchemy import Row

from portal.core.audit import CommentState, is_overdue, sentences_of
from portal.core.say import Phrase, Say, say
from portal.core.wording import Audit, Place, Said, TextState
from portal.core.wording_compare import Kind, compare
from portal.core.zone import COPENHAGEN
from portal.identity.identifiers import Identifiers
from portal.pages.rendering import speaker
from portal.web.council.reading import reading_of, shown, state_label
from portal.web.portal import portal

_NEAR = 5
"""Words shown of what stands before a change."""


def sentences(place: Place, text: str, said: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each sentence with the comments on it, and where to say something about it."""
    comments = list(said)
    found = []
    for one in sentences_of(text, place.language):
        found.append(
            {
                "number": one.number,
                "text": shown(one.text),
                "comment": url_for(
                    "council.comment",
                    sprog=reading_of(place),
                    text_key=place.key,
                    saetning=one.number,
                ),
                "said": [each for each in comments if each["raw"] == one.text],
            }
        )
    return found


def told_comment(row: Row[Any], identifiers: Identifiers) -> dict[str, Any]:
    """Return a comment as pages show it. It says nothing of whose it is."""
    speak, today = speaker(), portal().today()
    state = CommentState(row.state)
    late = is_overdue(state, row.due_on, today)
    due = say("council.comment.late" if late else "council.comment.due", date=row.due_on)
    return {
        "id": row.public_id,
        "raw": row.quote,
        "quote": shown(row.quote),
        "said": identifiers.decrypt(row.text),
        "state": state_label(state),
        "late": late,
        "line": speak.say(due)
        if state is CommentState.OPEN
        else speak.say(
            say(
                f"council.comment.{state}",
                date=row.answered_at.astimezone(COPENHAGEN).date(),
            )
        ),
        "answer": row.answer,
    }


def told_audit(audit: Audit) -> list[str]:
    """Return what the council has said of a text, in sentences."""
    speak = speaker()
    lines = [speak.key(f"council.audit.{audit.state}")]
    if audit.said is not None:
        lines[0] = speak.say(_said(f"council.audit.{audit.state}.on", audit.said))
    if audit.before is not None:
        lines.append(
            speak.say(
                say(
                    "council.audit.before",
                    label=Phrase(f"council.state.{audit.before.state}.label"),
                    date=audit.before.on,
                )
            )
        )
    return lines


def _said(key: str, said: Said) -> Say:
    return say(key, date=said.on)


# --- versions ---------------------------------------------------------------------------

_SEEN = frozenset({TextState.WAITING, TextState.PUBLISHED})


def versions(place: Place, shipped: str, rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    """Return the versions the council may read, the newest first, each compared with the last.

    A draft that an editor has not sent is no text yet.
    """
    own = [
        row
        for row in sorted(rows, key=lambda row: row.number)
        if (row.language, row.register) == place[1:]
        and (row.state in _SEEN or row.shown_from is not None)
    ]
    first = own[0].original if own else shipped
    texts = [first, *(row.text for row in own)]
    found = [{"label": speaker().key("council.version.shipped"), "text": first, "changes": None}]
    for row, (before, after) in zip(own, pairwise(texts), strict=True):
        found.append(
            {
                "label": speaker().say(version_said(row)),
                "text": after,
                "reason": row.reason,
                "changes": changes(before, after),
            }
        )
    for one in found:
        one["text"] = shown(str(one["text"]))
    return found[::-1]


def version_said(row: Row[Any]) -> Say:
    """Return what an own version is called: its number, and from when to when it stood."""
    if row.state == TextState.WAITING or row.shown_from is None:
        return say("council.version.waiting", number=row.number)
    begins = row.shown_from.astimezone(COPENHAGEN).date()
    if row.shown_to is None:
        return say("council.version.stands", number=row.number, date=begins)
    ends = row.shown_to.astimezone(COPENHAGEN).date()
    return say("council.version.stood", number=row.number, old=begins, date=ends)


def changes(before: str, after: str) -> list[dict[str, str]]:
    """Return what differs as lines to be read aloud: after which words, what went, what came."""
    found: list[dict[str, str]] = []
    near = ""
    line: dict[str, str] | None = None
    for piece in compare(before, after):
        text = shown(piece.text).strip()
        if piece.kind is Kind.SAME:
            near, line = " ".join(text.split()[-_NEAR:]), None
            continue
        if line is None:
            line = {"after": near, "removed": "", "added": ""}
            found.append(line)
        line["removed" if piece.kind is Kind.REMOVED else "added"] = text
    return found
