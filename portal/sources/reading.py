"""Turn what a source sends into something the store can keep, or say why it can't be used.

Identifiers are taken out here: behind this line a person is a keyed hash.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from pydantic import ValidationError

from portal.core.vocabulary import EventType
from portal.identity.identifiers import Identifiers
from portal.sources.contract import Data, Envelope, read_event
from portal.sources.fields import may_be_repeated
from portal.sources.problems import Problem, problems

# Made once: json.dumps with arguments makes an encoder for every call.
_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_READ = ("id", "source", "type", "subject", "time", "recordedtime", "sequence", "data")


@dataclass(frozen=True, slots=True)
class Usable:
    """An event that follows the contract.

    ``data`` is JSON text without identifiers; ``people`` maps the hash of each person
    named to their identifier; ``digest`` tells a repeat from another content.
    """

    envelope: Envelope
    data: str
    digest: bytes
    people: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unusable:
    """Something that can't be used: kept whole, with what is wrong with it."""

    event_id: str | None
    problems: tuple[Problem, ...]
    digest: bytes
    payload: str


def read(
    payload: object, source: str, identifiers: Identifiers, now: datetime
) -> Usable | Unusable:
    """Return the event as it can be kept, or what is wrong with it."""
    try:
        envelope, data = read_event(payload, now)
    except ValidationError as error:
        return _unusable(payload, _id_of(payload), problems(error), identifiers)
    if envelope.source != source:
        wrong = Problem("/source", "other_source", "Must be the source the token belongs to.")
        return _unusable(payload, envelope.id, [wrong], identifiers)
    # Only what is read counts: a resend may carry another trace or schema attribute.
    content = _canonical({name: payload.get(name) for name in _READ})  # type: ignore[attr-defined]
    digest = identifiers.digest(content.encode())
    people: dict[str, str] = {}
    kept = _kept(envelope, data)
    _hide(kept, envelope.type, identifiers, people)
    return Usable(envelope, _canonical(kept), digest, people)


def changed_content(event: Usable, payload: object, identifiers: Identifiers) -> Unusable:
    """Return why an id that came before with another content is set aside."""
    wrong = Problem("/id", "changed_content", "This id came before with another content.")
    return _unusable(payload, event.envelope.id, [wrong], identifiers)


def _unusable(
    payload: object,
    event_id: str | None,
    found: Sequence[Problem],
    identifiers: Identifiers,
) -> Unusable:
    # Escaped throughout: what is wrong may be the very characters.
    raw = json.dumps(payload, sort_keys=True, separators=(",", ":"))
    return Unusable(event_id, tuple(found), identifiers.digest(raw.encode()), raw)


def _kept(envelope: Envelope, data: Data | None) -> dict[str, Any]:
    if data is None:
        # From the future: kept as it came, shown neutrally, read when it is known.
        return dict(envelope.data)
    return data.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _hide(
    data: dict[str, Any], event_type: str, identifiers: Identifiers, people: dict[str, str]
) -> None:
    """Replace the identifier in a payload by the person's hash, in place."""
    if event_type == EventType.EVENT_CORRECTED:
        _hide(data["data"], str(data["type"]), identifiers, people)
    elif event_type == EventType.PARTY_ADDED:
        identifier = data.pop("identifier")
        person = identifiers.person(identifier)
        data["person"] = person
        people[person] = identifier


def _canonical(value: object) -> str:
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError:
        # Whole numbers of more than 64 bits and halves of characters: the slower one takes them.
        return _ENCODE(value)


def _id_of(payload: object) -> str | None:
    found = payload.get("id") if isinstance(payload, Mapping) else None
    return found[:120] if isinstance(found, str) and may_be_repeated(found) else None
