"""Who has opened a case, in words: the same lines on the page, on paper and in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from portal.core.looks import READ_BY_CITIZENS, ActorKind, FoldedLook, Look, What, folded
from portal.core.say import say
from portal.wording.dates import clock, long_date
from portal.wording.keys.looks import AT_WORK, RELATIVES
from portal.wording.speaker import Speaker

# What stands around a name and a unit until the sentence is cut into its parts: both are words
# of their own, in a language of their own.
_NAME, _UNIT, _END = "\ue000", "\ue001", "\ue002"
_PIECE = re.compile(f"([{_NAME}{_UNIT}][^{_END}]*{_END})")


@dataclass(frozen=True, slots=True)
class Told:
    """What looks are told with. ``names`` are those of relatives, by their hash.

    ``staff_named`` is the municipality's setting.
    """

    speaker: Speaker
    names: Mapping[str, str]
    staff_named: bool


def days(looks: Iterable[Look], told: Told) -> list[dict[str, Any]]:
    """Return looks, newest first, as days with their lines, as the templates take them."""
    language = told.speaker.language
    return [
        {"heading": capital(long_date(day, language)), "lines": [_line(one, told) for one in lines]}
        for day, lines in groupby(folded(looks), key=lambda one: one.look.at.date())
    ]


def capital(text: str) -> str:
    """Return a text that begins a line.

    >>> capital("lørdag den 21. november 2026")
    'Lørdag den 21. november 2026'
    """
    return text[:1].upper() + text[1:]


def _line(one: FoldedLook, told: Told) -> dict[str, Any]:
    look, speaker = one.look, told.speaker
    times = None
    if one.number > 1:
        first = _hour(one.first_at, speaker.language)
        times = speaker.say(say("looks.times", number=one.number, when=first))
    return {
        "at": look.at.isoformat(timespec="minutes"),
        "time": _hour(look.at, speaker.language),
        "parts": _parts(_sentence(look, told)),
        "behalf": look.actor_kind is ActorKind.RELATIVE,
        "times": times,
    }


def _hour(at: datetime, language: str) -> str:
    return clock(language)[at.hour * 60 + at.minute][1].lstrip(" ،")


def _sentence(look: Look, told: Told) -> str:
    return told.speaker.say(say(_did(look), who=_who(look, told)))


def _did(look: Look) -> str:
    known = look.what in READ_BY_CITIZENS[look.actor_kind]
    usual = What.JOURNAL if look.actor_kind is ActorKind.SYSTEM else What.CASE
    return f"looks.{look.actor_kind}.{look.what if known else usual}"


def _who(look: Look, told: Told) -> str:
    if look.actor_kind is ActorKind.SYSTEM:
        return told.speaker.key("looks.who.system.label")
    name, unit, roles = None, None, RELATIVES
    if look.actor_kind is ActorKind.RELATIVE:
        name = told.names.get(look.actor or "") or look.name
    else:
        name, unit, roles = look.name if told.staff_named else None, look.unit, AT_WORK
    role = look.role if look.role in roles else roles[-1]
    values = {}
    key = f"looks.who.{role}"
    if name:
        key, values["name"] = f"{key}.named", f"{_NAME}{name}{_END}"
    if unit:
        key, values["unit"] = f"{key}.unit", f"{_UNIT}{unit}{_END}"
    return told.speaker.say(say(f"{key}.label", **values))


def _parts(text: str) -> list[dict[str, str | None]]:
    """Cut a sentence into what is ours and what is a name or a unit."""
    found: list[dict[str, str | None]] = []
    for piece in _PIECE.split(text):
        if piece[:1] in (_NAME, _UNIT):
            kind = "name" if piece[0] == _NAME else "unit"
            found.append({"text": piece[1:-1], "kind": kind})
        elif piece:
            found.append({"text": piece, "kind": None})
    return found


def _plain(text: str) -> str:
    return "".join(str(part["text"]) for part in _parts(text))


# --- a spreadsheet ----------------------------------------------------------------------

COLUMNS = ("day", "time", "who", "unit", "behalf", "what", "purpose")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(looks: Iterable[Look], told: Told, headings: Sequence[str]) -> bytes:
    """Return every look as a line of a spreadsheet: UTF-8 with a mark, semicolons between.

    A mark at the beginning makes spreadsheets read the letters right; a text that one would take
    for a formula is made a text.
    """
    written = io.StringIO()
    lines = csv.writer(written, delimiter=";", lineterminator="\r\n")
    lines.writerow(map(harmless, headings))
    for look in looks:
        lines.writerow(map(harmless, _cells(look, told)))
    return written.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> harmless("=HYPERLINK(1)"), harmless("Team Voksne")
    ("'=HYPERLINK(1)", 'Team Voksne')
    """
    return f"'{text}" if text.lstrip(" ").startswith(_BEGINS_A_FORMULA) else text


def _cells(look: Look, told: Told) -> list[str]:
    speaker = told.speaker
    behalf = "concerned" if look.actor_kind is ActorKind.RELATIVE else "municipality"
    return [
        f"{look.at:%Y-%m-%d}",
        f"{look.at:%H:%M:%S}",
        _plain(_who(look, told)),
        look.unit or "",
        speaker.key(f"looks.behalf.{behalf}.label"),
        _plain(_sentence(look, told)),
        speaker.key(f"looks.purpose.{look.purpose}.label"),
    ]
