"""A case at the desk: needs first, then where it stands, what was promised and what came in."""

from datetime import date
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.core import status
from portal.core.case import CaseState
from portal.core.disagreement import About, Disagreement, disagreements
from portal.core.events import CaseEvent
from portal.core.gate import needs_talk
from portal.core.promises import Promise, PromiseState, promises_of, responsible
from portal.core.say import Phrase, Say, Value, say
from portal.core.vocabulary import EventType
from portal.core.worklist import harm
from portal.pages.audience import Audience, audience
from portal.pages.rendering import label, page, speaker
from portal.store import desk, letters
from portal.web.citizen.panel import promise_text
from portal.web.portal import portal, reading
from portal.web.staff.blueprint import bp
from portal.web.staff.needs import needs, rhythm
from portal.web.staff.opened import DeskCase, open_case
from portal.web.staff.sent_in import messages_of
from portal.web.staff.stands import stands
from portal.web.staff.tasks import action, is_late, waiting, why
from portal.wording.dates import moment

_OPEN = frozenset({PromiseState.AHEAD, PromiseState.TODAY, PromiseState.MISSED})


@bp.get("/sag/<public_id>")
@audience(Audience.STAFF)
def case(public_id: str) -> ResponseReturnValue:
    """Show a case. Whether its citizen has signed in or read anything stands nowhere."""
    found = open_case(public_id)
    return page(
        "staff/case.html",
        case=found,
        needs=needs(found),
        rhythm=rhythm(found.agreement),
        stands=stands(found),
        tasks=_tasks(found),
        promises=_promises(found),
        messages=messages_of(found),
        differences=[_difference(one, found) for one in disagreements(found.events, found.ours)],
        links=_links(found),
        title=label("desk.case.title"),
    )


def _links(found: DeskCase) -> dict[str, str | None]:
    held = status.round_decision(found.state)
    talk = held is not None and held.shown_at is None and needs_talk(found.state, held)
    names = ("update", "agreement", "copy", "seen")
    links: dict[str, str | None] = {
        name: url_for(f"staff.{name}", public_id=found.public_id) for name in names
    }
    links["access"] = url_for("staff.representatives", public_id=found.public_id)
    links["again"] = url_for("staff_again.again", public_id=found.public_id)
    links["letters"] = url_for("staff_letters.every", public_id=found.public_id)
    links["talk"] = (
        url_for("staff.talk", public_id=found.public_id, afgoerelse=held.ref)
        if talk and held is not None
        else None
    )
    return links


def _tasks(found: DeskCase) -> list[dict[str, Any]]:
    today = portal().today()
    rows = [row for row in desk.waiting_in_case(reading(), found.case_id) if row.from_day <= today]
    tasks = sorted(map(waiting, rows), key=lambda one: harm(one.kind, one.due_on, today))
    parts, ordered = [], letters.on_their_way(reading(), [found.case_id])
    for one in tasks:
        href, does = action(one, found.state, ordered[found.case_id])
        parts.append(
            {
                "why": why(one, found.state, today),
                "late": is_late(one, today),
                "href": href,
                "does": does,
            }
        )
    return parts


def _promises(found: DeskCase) -> list[dict[str, Any]]:
    """Return every promise with its owner and history: open ones first, newest first after."""
    today = portal().today()
    all_of_them = promises_of(found.state, today)
    ordered = [one for one in all_of_them if one.state in _OPEN]
    ordered += [one for one in reversed(all_of_them) if one.state not in _OPEN]
    return [_promise(one, found) for one in ordered]


def _promise(one: Promise, found: DeskCase) -> dict[str, Any]:
    speak = speaker()
    owner, unit = responsible(found.state, one)
    disputes = [told for told in found.state.disputes if told.promise == one.ref]
    is_open = one.state in _OPEN
    return {
        "ref": one.ref,
        "what": speak.say(promise_text(one)),
        "state": str(one.state),
        "owner": ", ".join(filter(None, (owner, unit))),
        "note": one.note,
        "citizen_words": one.citizen_words,
        "disputes": [{"words": told.words, "when": _when(told.at)} for told in disputes],
        "history": _rounds(one),
        "move": _form("move", found, one, "by") if is_open else None,
        "keep": _form("kept", found, one, "channel") if is_open else None,
    }


def _rounds(one: Promise) -> list[str]:
    """Return how a promise was made and moved, and whether it was kept; nothing is left out."""
    lines, before = [], None
    for told in one.rounds:
        if before is None:
            lines.append(say("desk.promise.made", when=_when(told.at), date=told.by))
            if told.channel:
                how = Phrase(f"desk.how.{told.channel}.label")
                lines.append(say("desk.promise.how", channel=how))
        else:
            lines.append(
                say(
                    "desk.promise.moved",
                    when=_when(told.at),
                    old=before,
                    date=told.by,
                    reason=Phrase(f"extension_reason.{told.reason or 'other'}"),
                )
            )
        before = told.by
    if one.kept_at is not None:
        late = "late" if one.state is PromiseState.KEPT_LATE else "kept"
        lines.append(say(f"desk.promise.{late}", when=_when(one.kept_at)))
    elif one.state is PromiseState.MISSED:
        lines.append(say("desk.promise.missed", date=one.by))
    return speaker().all(*lines)


def _form(name: str, found: DeskCase, one: Promise, field: str) -> str:
    return url_for(f"staff.{name}", public_id=found.public_id, loefte=one.ref, _anchor=field)


def _when(at: Any) -> str:
    return moment(at, speaker().language, portal().today().year)


def _difference(one: Disagreement, found: DeskCase) -> dict[str, str]:
    """Return what the two say, which stands, and why."""
    ours, theirs = (one.stands, one.other) if one.ours else (one.other, one.stands)
    speak = speaker()
    return {
        "ours": speak.say(_told("us", one.about, ours, found.state)),
        "theirs": speak.say(_told("them", one.about, theirs, found.state)),
        "stands": speak.key("desk.differs.us_stands" if one.ours else "desk.differs.them_stands"),
    }


def _told(who: str, about: About, event: CaseEvent, state: CaseState) -> Say:
    values: dict[str, Value] = {"when": _when(event.occurred_at)}
    if about is About.STEP:
        kind = state.kind or "application"
        values["step"] = Phrase(f"step.{kind}.{event.get('step')}.label")
        return say(f"desk.differs.{who}.step", **values)
    if about is About.PROMISE:
        return say(
            f"desk.differs.{who}.promise", date=date.fromisoformat(str(event.get("by"))), **values
        )
    over = "over" if event.type == EventType.WAITING_ENDED else "on"
    return say(f"desk.differs.{who}.waiting_{over}", **values)
