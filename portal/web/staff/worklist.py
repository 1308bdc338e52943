"""Work lists: what waits for one person, and what waits in a unit. Never a count per person."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core.case import CaseState, deputy_on
from portal.core.events import OWN_SOURCE
from portal.core.fold import read_case
from portal.core.worklist import TaskKind, days_before, harm
from portal.identity import UserRole
from portal.pages.audience import Audience, audience
from portal.pages.rendering import label, page, speaker
from portal.store import cases, desk, drafts, journal, letters
from portal.store.cases import COPENHAGEN
from portal.web.portal import portal, reading
from portal.web.staff.blueprint import bp
from portal.web.staff.opened import about, concerned, worker
from portal.web.staff.tasks import Waiting, action, is_late, waiting, why
from portal.wording.dates import moment

_WORKING_DAYS_TO_JOURNALISE = 1


@bp.get("", strict_slashes=False)
@audience(Audience.STAFF)
def worklist() -> ResponseReturnValue:
    """Show what waits for whoever asks, and what waits for nobody in particular in their unit."""
    identity, here = worker(), portal()
    today, connection = here.today(), reading()
    mine: list[Waiting] = []
    ours: list[Waiting] = []
    absent: list[Waiting] = []
    if identity.name is not None:
        rows = desk.waiting_for_absent(connection, identity.name, today)
        absent = [waiting(row) for row in rows]
        mine = [waiting(row) for row in desk.waiting_for(connection, identity.name, today)]
        mine += _not_journalised(identity.name, None)
        mine += _failed(identity.name, None)
    if identity.unit is not None:
        found = map(waiting, desk.waiting_in(connection, identity.unit, today))
        ours = [task for task in found if not task.mine]
    states = _states((*mine, *ours, *absent))
    absent = [task for task in absent if deputy_on(states[task.case_id][0], today)]
    return page(
        "staff/worklist.html",
        mine=_lines(mine, states, today),
        ours=_lines(ours, states, today),
        absent=_lines(absent, states, today, "a"),
        drafts=_drafts(identity.staff),
        sent=_sent(),
        leader=identity.role is UserRole.LEADER,
        title=label("desk.title"),
    )


@bp.get("/enhed")
@audience(Audience.LEADER)
def unit() -> ResponseReturnValue:
    """Show what waits in the unit, by reason and in order of harm; never by person."""
    identity, today = worker(), portal().today()
    tasks: list[Waiting] = []
    if identity.unit is not None:
        rows = desk.waiting_in(reading(), identity.unit, today)
        # Whoever reads the list did not promise it: the team did.
        tasks = [replace(waiting(row), mine=False) for row in rows]
        tasks += _not_journalised(None, identity.unit)
        tasks += _failed(None, identity.unit)
    states = _states(tasks)
    lines = _lines(tasks, states, today)
    groups = [
        {"heading": label(f"desk.group.{kind}"), "id": f"group-{kind}", "lines": list(found)}
        for kind, found in groupby(
            sorted(lines, key=lambda line: list(TaskKind).index(line["kind"])),
            key=lambda line: line["kind"],
        )
    ]
    return page(
        "staff/unit.html", groups=groups, unit=identity.unit, title=label("desk.unit.title")
    )


def _lines(
    tasks: Iterable[Waiting],
    states: dict[int, tuple[CaseState, str]],
    today: date,
    mark: str = "",
) -> list[dict[str, Any]]:
    """Return the lines of a list, what does most harm first; ``mark`` tells lists apart."""
    standing = [task for task in tasks if not _is_told_by_its_promise(task, states)]
    standing.sort(key=lambda task: (harm(task.kind, task.due_on, today), task.case_id))
    ordered = letters.on_their_way(reading(), sorted({task.case_id for task in standing}))
    return [
        _line(f"{number}{mark}", task, states, (today, ordered[task.case_id]))
        for number, task in enumerate(standing, 1)
    ]


def _line(
    number: str,
    task: Waiting,
    states: dict[int, tuple[CaseState, str]],
    now: tuple[date, frozenset[str]],
) -> dict[str, Any]:
    """Return a line. ``now`` is today, and the letters of the case that are on their way."""
    (state, who), (today, ordered) = states[task.case_id], now
    href, does = action(task, state, ordered)
    return {
        "id": f"{task.kind}-{number}-{'m' if task.mine else 'u'}",
        "kind": task.kind,
        "who": who,
        "about": about(state),
        "case": url_for("staff.case", public_id=task.public_id),
        "why": why(task, state, today),
        "late": is_late(task, today),
        "href": href,
        "does": does,
    }


def _states(tasks: Sequence[Waiting]) -> dict[int, tuple[CaseState, str]]:
    """Return each case and whose it is, once, however much waits in it."""
    found = cases.events_of(reading(), sorted({task.case_id for task in tasks}))
    known = {}
    for case_id, events in found.items():
        party = concerned(events)
        name = None if party.protected else party.name
        known[case_id] = (
            read_case(events, in_order=True, today=portal().today()),
            name or label("desk.protected"),
        )
    return known


def _is_told_by_its_promise(task: Waiting, states: dict[int, tuple[CaseState, str]]) -> bool:
    """Tell whether a message's reply was promised: then the promise stands on the list."""
    if task.kind is not TaskKind.MESSAGE:
        return False
    message = states[task.case_id][0].messages.get(task.ref or "")
    return message is not None and message.promise is not None


def _not_journalised(name: str | None, unit_name: str | None) -> list[Waiting]:
    """Return the cases with something the case system should have taken over."""
    here = portal()
    day = days_before(here.today(), _WORKING_DAYS_TO_JOURNALISE, here.office.closed)
    before = datetime.combine(day, time.min, COPENHAGEN)
    rows = journal.overdue(reading(), before, name, unit_name)
    return _counted(TaskKind.UNJOURNALISED, rows, mine=name is not None)


def _failed(name: str | None, unit_name: str | None) -> list[Waiting]:
    """Return the cases with something that could not be sent."""
    rows = journal.not_sent(reading(), name, unit_name)
    return _counted(TaskKind.POST_FAILED, rows, mine=name is not None)


def _counted(kind: TaskKind, rows: Sequence[Any], *, mine: bool) -> list[Waiting]:
    """Return a line for each case with so many of a kind."""
    return [
        Waiting(kind, row.case_id, row.public_id, None, mine=mine, number=row.number)
        for row in rows
    ]


def _drafts(staff: str | None) -> list[dict[str, str]]:
    """Return what this person has begun to write."""
    if staff is None:
        return []
    rows = drafts.of_writer(reading(), staff)
    found = cases.events_of(reading(), sorted({row.case_id for row in rows}))
    year, language = portal().today().year, speaker().language
    return [
        {
            "who": _name(found[row.case_id]),
            "when": moment(row.saved_at.astimezone(COPENHAGEN), language, year),
            "href": url_for(f"staff.{row.form}", public_id=row.public_id),
        }
        for row in rows
        if row.form in FORMS
    ]


FORMS = frozenset({"update", "agreement"})
"""The forms that keep drafts, by the name of their page."""


def _name(events: Any) -> str:
    party = concerned(events)
    return (None if party.protected else party.name) or label("desk.protected")


def _sent() -> dict[str, str] | None:
    """Return what was just posted and where it can be copied from, None when nothing was."""
    public_id = request.args.get("sendt", "")
    row = journal.post_of(reading(), OWN_SOURCE, public_id) if public_id else None
    identity = worker()
    if row is None or identity.name is None:
        return None
    if not desk.may_work_on(reading(), row.case_id, identity.name, identity.unit):
        return None
    # That a talk was noted leaves no trace on the citizen's page while a decision is held.
    talk = row.kind == journal.JournalKind.TALK
    return {
        "text": label("desk.sent.talk") if talk else label("desk.sent"),
        "href": url_for("staff.copy", public_id=row.case),
    }
