"""The copy of a case that a citizen may give on: plain text as their page says it, and letters."""

import base64
from collections.abc import Iterator
from datetime import date
from typing import Any

from portal.core.access import is_concerned
from portal.core.acts import may_act
from portal.core.history import history
from portal.core.room import Shared
from portal.core.vocabulary import Role
from portal.pages.reader import choices
from portal.pages.rendering import facts, label, speaker
from portal.store import letters
from portal.store.cases import COPENHAGEN
from portal.web.citizen.asked import Asked
from portal.web.citizen.letters import letters_of
from portal.web.citizen.panel import panel
from portal.web.citizen.people import people
from portal.web.portal import reading
from portal.wording.dates import moment

Section = dict[str, Any]


def may_give_on(asked: Asked) -> bool:
    """Tell whether the reader may give a copy: whose case it is, and a parent who may act.

    Nobody whom they let in: the copy would stay with the adviser and with them when the access is
    taken back, and the person would not know of it.
    """
    if asked.party.role is Role.PARENT:
        return may_act(asked.party, asked.reading.today)
    return is_concerned(asked.party)


def copy_of(asked: Asked, what: Shared, until: date) -> dict[str, Any]:
    """Return the copy as the room reads it."""
    language = speaker().language
    return {
        "what": str(what),
        "until": until.isoformat(),
        "title": asked.about(),
        "language": language,
        "direction": choices().dir,
        "sections": [*_top(asked), _people(asked), _history(asked)],
        "letters": _letters(asked) if what is Shared.LETTERS else [],
    }


def _top(asked: Asked) -> Iterator[Section]:
    """Yield what the page says first: where the case is, whose turn it is, what was promised."""
    top = panel(asked.reading, speaker(), label, facts())
    yield _section(top["heading"], top["step_line"], top["late"], top["fresh"]["text"])
    for part in (top["yours"], top["ours"]):
        yield _section(part["heading"], *(line for one in part["items"] for line in _turn(one)))
    promise = top["promise"]
    yield _section(promise["heading"], promise["text"], *promise["lines"])


def _turn(item: dict[str, Any]) -> list[str | None]:
    return [item["text"], item["da_text"], *item["lines"]]


def _people(asked: Asked) -> Section:
    who = people(asked.reading, speaker(), label, facts())
    phone = who["phone"]
    return _section(who["heading"], who["name"], who["role"], who["unit"], phone["number"])


def _history(asked: Asked) -> Section:
    """Return every line of the history, the newest first, with its day."""
    seen, said = asked.reading, speaker()
    lines = []
    for entry in history(seen.state, seen.names, asked.party.ref):
        at = moment(entry.at.astimezone(COPENHAGEN), said.language, seen.today.year)
        lines.append(f"{at}: {said.say(entry.what)}{_quoted(entry.note)}")
    return _section(label("case.history"), *lines)


def _quoted(note: str | None) -> str:
    return f" “{note}”" if note else ""


def _letters(asked: Asked) -> list[dict[str, str]]:
    found = []
    for row in letters_of(asked.reading.link, asked.reading.state, asked.reading.today):
        whole = letters.letter(reading(), asked.case_id, row.public_id)
        found.append(
            {
                "title": speaker().key(f"letter.{row.kind}"),
                "made": f"{row.made_at.astimezone(COPENHAGEN):%Y-%m-%d}",
                "pdf": base64.b64encode(whole.pdf).decode(),
            }
        )
    return found


def _section(heading: str, *lines: str | None) -> Section:
    return {"heading": heading, "lines": [line for line in lines if line]}
