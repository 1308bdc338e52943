"""The list of a reader's cases: several people are never mixed."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for

from portal.core import status, turns
from portal.core.access import is_concerned
from portal.core.adviser import is_late
from portal.core.promises import PromiseState
from portal.pages.help_part import Label
from portal.store.cases import Concerned
from portal.web.citizen.behalf import called
from portal.web.citizen.panel import case_title, freshness, promise_text, step_line
from portal.web.citizen.reading import Reading
from portal.wording.speaker import Speaker


def cards(
    readings: Sequence[Reading],
    concerned: Mapping[int, Concerned],
    speaker: Speaker,
    label: Label,
) -> list[dict[str, Any]]:
    """Return the cases in groups: the reader's own first, then one group a person.

    People are told apart by who they are, not by what they are called: two children may
    share a name, and a protected name is not shown.
    """
    groups: dict[str, dict[str, Any]] = {}
    for reading in readings:
        about = concerned.get(reading.link.case_id)
        if is_concerned(reading.link.party):
            who, heading = "", label("cases.own")
        else:
            # Whom of several nobody has told stands in a group of its own.
            known = about is not None and (about.name is not None or not about.several)
            who = about.person if about and known else reading.link.public_id
            heading = label("cases.about", name=called(about, label))
        group = groups.setdefault(who, {"heading": heading, "cards": []})
        group["cards"].append(_card(reading, speaker, label))
    return list(groups.values())


def _card(reading: Reading, speaker: Speaker, label: Label) -> dict[str, Any]:
    state = reading.state
    yours = turns.your_turn(
        state, reading.today, reading.law, reading.holidays, reading.represents, reading.silent
    )
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
        "now": speaker.say(status.heading(state, reading.represents)),
        "step_line": step_line(reading, label),
        "yours": " ".join(speaker.say(turn.what) for turn in yours),
        "promise": promised,
        "late": late or missed,
        "fresh": freshness(reading, speaker)["text"],
    }
