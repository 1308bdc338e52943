"""The list of a reader's cases: several people are never mixed."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for

from portal.core import status, turns
from portal.core.access import is_concerned
from portal.core.adviser import is_late
from portal.core.promises import PromiseState
from portal.core.say import say
from portal.web.citizen.panel import case_title, freshness, promise_text, step_line
from portal.web.citizen.reading import Reading
from portal.web.help_part import Label
from portal.wording.speaker import Speaker


def cards(
    readings: Sequence[Reading],
    names: Mapping[int, str | None],
    speaker: Speaker,
    label: Label,
) -> list[dict[str, Any]]:
    """Return the cases in groups: the reader's own first, then one group a person.

    A person whose name is protected is named by their place in the case only.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for reading in readings:
        if is_concerned(reading.link.party):
            heading = label("cases.own")
        else:
            name = names.get(reading.link.case_id) or label("cases.protected")
            heading = speaker.say(say("case.on_behalf", name=name))
        groups.setdefault(heading, []).append(_card(reading, speaker, label))
    return [{"heading": heading, "cards": found} for heading, found in groups.items()]


def _card(reading: Reading, speaker: Speaker, label: Label) -> dict[str, Any]:
    state = reading.state
    yours = turns.your_turn(state, reading.today, reading.law, reading.holidays)
    late = is_late(state, reading.deadline)
    promise = reading.promise
    missed = promise is not None and promise.state is PromiseState.MISSED
    promised = None
    if promise is not None:
        promised = speaker.say(promise_text(promise))
    return {
        "href": url_for("citizen.case", public_id=reading.link.public_id),
        "title": case_title(reading, speaker, label),
        "about": None,
        "now": speaker.say(status.heading(state)),
        "step_line": step_line(reading, label),
        "yours": " ".join(speaker.say(turn.what) for turn in yours),
        "promise": promised,
        "late": late or missed,
        "fresh": freshness(reading, speaker)["text"],
    }
