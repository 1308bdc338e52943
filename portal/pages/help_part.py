"""Help from others than the caseworker: the words follow the kind of adviser."""

from collections.abc import Callable
from typing import Any

from portal.core.adviser import AdviserKind, Lead
from portal.core.say import say
from portal.core.vocabulary import CaseKind
from portal.wording.speaker import Speaker

Label = Callable[..., str]


def help_part(
    speaker: Speaker,
    label: Label,
    facts: Any,
    lead: Lead,
    kind: CaseKind | None = None,
    appealed: bool = False,
) -> dict[str, Any]:
    """Return help from others as the component takes it.

    ``appealed`` says that Ankestyrelsen has answered: then there is nobody to complain to.
    With a borgerrådgiver they stand first; without one DUKH does, and none is named.
    """
    adviser = AdviserKind(facts.adviser.kind)
    entries = [] if adviser is AdviserKind.NONE else [_adviser(speaker, label, facts, adviser)]
    entries += [
        {
            "name": speaker.key("help.dukh.name"),
            "text": speaker.key("help.dukh.what"),
            "phone": _phone(facts.dukh.phone, label),
            "link": {"href": facts.dukh.website, "label": label("help.dukh_website")},
        },
        {"name": speaker.key("help.companion.name"), "text": speaker.key("help.companion.what")},
    ]
    closing = [f"help.complain.{kind or 'public'}", "help.deadline_runs"]
    if appealed:
        closing = ["help.complain.appealed"]
    prominent = lead is not Lead.ORDINARY
    return {
        "heading": label("case.help"),
        "id": "help",
        "prominent": prominent,
        "reason": speaker.say(say(f"help.lead.{lead}")) if prominent else None,
        "intro": [] if prominent else [speaker.key("help.lead.ordinary")],
        "entries": entries,
        "closing": [part for key in closing for part in speaker.paragraphs(say(key))],
        "more": None,
    }


def _adviser(speaker: Speaker, label: Label, facts: Any, kind: AdviserKind) -> dict[str, Any]:
    room = facts.adviser.room
    texts = [f"help.adviser.{kind}.what", f"help.adviser.{kind}.limit"]
    link = None
    if room is not None:
        texts.append("help.room.what")
        link = {"href": f"{room}/", "label": speaker.key("help.room.label")}
    return {
        "name": speaker.key(f"help.adviser.{kind}.name"),
        "text": " ".join(map(speaker.key, texts)),
        "phone": _phone(facts.adviser.phone, label) if facts.adviser.phone else None,
        "link": link,
    }


def _phone(phone: Any, label: Label) -> dict[str, Any]:
    return {"number": phone.number, "hours": phone.hours, "label": label("phone.them")}
