"""The list of all texts: filtered and ordered, with what was said of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import Connection

from portal.core.wording import AuditState, Place, Said, TextState, audit_of, digest_of
from portal.pages.rendering import speaker
from portal.store import comments, wording
from portal.store.comments import Counted
from portal.web.council.reading import READINGS, SUBJECTS, shown, state_label, texts_of, told
from portal.web.understood.numbers import Numbers, hardness_of, shown_of_all, told_numbers
from portal.wording.register import heaviness, subject_of

SHOWN = 50
_SHORT = 160
_FEW = 8
WAITS, COMMENTED = "waits", "commented"
STATES = (WAITS, COMMENTED, *AuditState)
HARDEST, LEAST_UNDERSTOOD = "hardest", "understood"
ORDERS = ("", HARDEST, LEAST_UNDERSTOOD)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader wants to see. A value that is unknown is as none."""

    subject: str = ""
    reading: str = "da"
    state: str = ""
    order: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of all texts, read with four statements however many there are."""

    said: Mapping[Place, Sequence[Said]]
    comments: Mapping[Place, Counted]
    waiting: frozenset[Place]
    understood: Mapping[tuple[Place, str], Numbers]


def known(connection: Connection) -> Known:
    """Return what was said of texts, how many comments there are, and which wait."""
    waiting = (one.place for one in wording.all_texts(connection) if one.state is TextState.WAITING)
    return Known(
        wording.said(connection),
        comments.numbers(connection),
        frozenset(waiting),
        shown_of_all(connection),
    )


def rows(found: Known, asked: Asked) -> tuple[list[dict[str, Any]], int]:
    """Return the lines of a page of the list, and how many there are in all."""
    language, register = READINGS[asked.reading]
    wanted: list[tuple[Place, str]] = []
    for key, text in texts_of(asked.reading).items():
        place = Place(key, language, register)
        if asked.subject and subject_of(key) != asked.subject:
            continue
        if asked.state and asked.state not in _states(found, place, text):
            continue
        wanted.append((place, text))
    if asked.order == HARDEST:
        wanted.sort(key=lambda one: _weight(one[1], language), reverse=True)
    if asked.order == LEAST_UNDERSTOOD:
        wanted.sort(key=lambda one: hardness_of(found.understood, *one), reverse=True)
    first = (asked.page - 1) * SHOWN
    return [_row(found, *one) for one in wanted[first : first + SHOWN]], len(wanted)


def options(asked: Asked) -> list[dict[str, Any]]:
    """Return the choices of the filter, each with its options."""
    return [
        _choice("sprog", "reading", tuple(READINGS), asked.reading),
        _choice("sted", "subject", ("", *SUBJECTS), asked.subject),
        _choice("stand", "state", ("", *STATES), asked.state),
        _choice("orden", "order", ORDERS, asked.order),
    ]


def _choice(name: str, kind: str, codes: Sequence[str], chosen: str) -> dict[str, Any]:
    words = speaker().words
    return {
        "name": name,
        "label": words.text(f"council.filter.{kind}.label"),
        "options": [
            {
                "value": code,
                "label": words.text(f"council.{kind}.{code or 'all'}.label"),
                "on": code == chosen,
            }
            for code in codes
        ],
    }


def _states(found: Known, place: Place, text: str) -> set[str]:
    states: set[str] = {audit_of(found.said.get(place, ()), text).state}
    if place in found.waiting:
        states.add(WAITS)
    if place in found.comments:
        states.add(COMMENTED)
    return states


def _weight(text: str, language: str) -> tuple[int, int]:
    """Order by LIX where it means something, and by the longest sentence elsewhere."""
    heavy = heaviness(text, language)
    return (heavy.lix or 0 if heavy.words > _FEW else 0, heavy.longest)


def _row(found: Known, place: Place, text: str) -> dict[str, Any]:
    heavy = heaviness(text, place.language)
    short = text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …"
    number = found.comments.get(place)
    states = [state_label(audit_of(found.said.get(place, ()), text).state)]
    if place in found.waiting:
        states.append(state_label(WAITS))
    return {
        **told(place),
        "href": url_for("council.text", sprog=_name(place), text_key=place.key),
        "text": shown(short),
        "states": states,
        "lix": heavy.lix if heavy.words > _FEW else None,
        "longest": heavy.longest,
        "comments": number.number if number else 0,
        "numbers": told_numbers(found.understood.get((place, digest_of(text)))),
    }


def _name(place: Place) -> str:
    return next(name for name, pair in READINGS.items() if pair == place[1:])
