"""Invented cases to measure with: the demo's stories, told many times over."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from portal.core.vocabulary import Step
from portal.sources.embedded import people as p
from portal.sources.embedded.cases import CASES, MAIN_SOURCE
from portal.sources.embedded.cases.records import LONG
from portal.sources.embedded.script import CaseScript, Event, case

SHORT_AT_MOST = 7
_YEAR = 330


def _three() -> CaseScript:
    story = case("3", "escort", shows="Lige begyndt").ago(9).opened().person(p.FREJA)
    return story.step(Step.RECEIVED)


def _six_hundred() -> CaseScript:
    story = case("600", "personal_assistance", shows="En meget lang sag").ago(_YEAR)
    story.starts(p.INGRID, p.ADULTS, p.OLE)
    for number in range(594):
        story.ago(_YEAR - 1 - number // 2).note("Vi har gennemgået en del af papirerne i sagen.")
    return story.ago(6).step(Step.CASEWORK)


THREE, SIXTY, SIX_HUNDRED = _three(), LONG, _six_hundred()
ORDINARY = tuple(story for story in CASES if story.source == MAIN_SOURCE)
SHORT = tuple(story for story in ORDINARY if len(story.events(date(2026, 6, 1))) <= SHORT_AT_MOST)


def told(story: CaseScript, number: int, anchor: date) -> list[Event]:
    """Return a story's events as another case, of other people, at other times of the day.

    Args:
        story: The story.
        number: Which telling it is: decides case reference, people and times.
        anchor: The day the story counts its days from.
    """
    reference = f"bench-{number}"
    events = replace(story, reference=reference).events(anchor)
    named = json.loads(json.dumps(events).replace(f'"{story.reference}', f'"{reference}'))
    people = [event["data"] for event in named if "identifier" in event["data"]]
    for place, data in enumerate(people):
        data["identifier"] = identifier(number, place)
    return list(named)


def identifier(number: int, place: int = 0) -> str:
    """Return the test number of somebody in a telling: nobody has it, 60 is added to the day.

    Args:
        number: Which telling, 0 or more.
        place: Which of its people, 0 for the first.
    """
    serial, rest = divmod(number * 20 + place, 28 * 12 * 100)
    year, rest = divmod(rest, 28 * 12)
    return f"{61 + rest % 28}{1 + rest // 28:02}{year:02}-{serial:04}"


def many(stories: tuple[CaseScript, ...], numbers: range, anchor: date) -> Iterator[Event]:
    """Yield stories in turn, each as often as it comes, begun on different days of a year."""
    for number in numbers:
        shift = random.Random(number).randrange(365)
        yield from told(stories[number % len(stories)], number, anchor - timedelta(days=shift))


def in_order(events: list[Event]) -> list[str]:
    """Return the lines of an import file: as the source wrote them, case among case."""
    written = sorted(events, key=lambda event: event["recordedtime"])
    return [
        json.dumps(event | {"sequence": str(place)}, ensure_ascii=False)
        for place, event in enumerate(written, 1)
    ]
