"""What was written and sent here, as plain text for the case system. Always in Danish."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import orjson

from portal.core.events import CaseEvent
from portal.core.say import Phrase, Say, say
from portal.core.vocabulary import EventType
from portal.store.journal import JournalKind
from portal.store.local_time import local
from portal.web import desk_words
from portal.web.portal import portal
from portal.wording.dates import moment
from portal.wording.speaker import Speaker

OF_THE_DESK = frozenset({JournalKind.UPDATE, JournalKind.AGREEMENT, JournalKind.TALK})


def danish() -> Speaker:
    """Return who says it: case systems are Danish, whoever reads the page."""
    here = portal()
    return Speaker(here.catalogue["da", "normal"], here.now().year)


def events_of(rows: Iterable[Any]) -> list[CaseEvent]:
    """Return the events of some rows, in their order."""
    found = list(rows)
    moments = local(row.occurred_at for row in found)
    return [
        CaseEvent(row.event_id, row.type, at, row.sequence, None, orjson.loads(row.data))
        for row, at in zip(found, moments, strict=True)
    ]


def post_text(events: Iterable[CaseEvent]) -> str:
    """Return what was posted at the desk, with its date and author first."""
    speak = danish()
    told = list(events)
    if not told:
        return ""
    year = portal().today().year
    head = [speak.say(say("desk.copy.when", when=moment(told[0].occurred_at, "da", year)))]
    by, unit = author(told)
    if by or unit:
        head.append(speak.say(say("desk.copy.by", name=", ".join(filter(None, (by, unit))))))
    body = [part for event in told for part in _paragraphs(event, speak)]
    return "\n\n".join(["\n".join(head), *body])


def author(events: Iterable[CaseEvent]) -> tuple[str | None, str | None]:
    """Return the name and unit of whoever wrote something, as far as the events say."""
    for event in events:
        if event.type == EventType.UPDATE_POSTED:
            return event.get("by"), event.get("unit")
        if event.type == EventType.CONTACT_PROMISED:
            return event.get("owner"), event.get("owner_unit")
    return None, None


def _paragraphs(event: CaseEvent, speak: Speaker) -> list[str]:
    if event.type == EventType.UPDATE_POSTED:
        return [str(event.get("note"))]
    if event.type == EventType.CONTACT_PROMISED:
        return _promise(event, speak)
    if event.type == EventType.PROMISE_DISPUTED:
        return [f"{speak.key('desk.copy.citizen_words')} {event.get('note')}"]
    said = _LINES.get(event.type)
    return [speak.say(said(event))] if said else []


def _promise(event: CaseEvent, speak: Speaker) -> list[str]:
    parts = [event.get("note")] if event.get("note") else []
    if event.get("citizen_words"):
        words = speak.key("desk.copy.citizen_words")
        parts.append(f"{words} {event.get('citizen_words')}")
    if event.get("reason"):
        reason = Phrase(f"extension_reason.{event.get('reason')}")
        parts.append(speak.say(say("desk.copy.moved", reason=reason)))
    what = Phrase(f"desk.promised.{event.get('what')}.label")
    promised = say("desk.copy.promised", item=what, date=_day(event.get("by")))
    parts.append(speak.say(promised))
    if event.get("owner_unit") and not event.get("owner"):
        parts.append(speak.say(say("desk.copy.owner", unit=str(event.get("owner_unit")))))
    return parts


def _day(value: Any) -> date:
    return date.fromisoformat(str(value))


def _wait(event: CaseEvent) -> Say:
    item, who = desk_words.item(str(event.get("item"))), desk_words.who(str(event.get("on")))
    return say("desk.copy.wait", item=item, who=who)


def _wait_over(_event: CaseEvent) -> Say:
    return say("desk.copy.wait_over")


def _step(event: CaseEvent) -> Say:
    return say("desk.copy.step", step=Phrase(f"step.application.{event.get('step')}.label"))


def _talk(event: CaseEvent) -> Say:
    return say(f"desk.copy.talk.{event.get('result')}", date=_day(event.get("on")))


def _contact(event: CaseEvent) -> Say:
    return say("desk.copy.contact", channel=Phrase(f"desk.how.{event.get('channel')}.label"))


_LINES: dict[str, Callable[[CaseEvent], Say]] = {
    EventType.WAITING_STARTED: _wait,
    EventType.WAITING_ENDED: _wait_over,
    EventType.STEP_ENTERED: _step,
    EventType.STEP_RETURNED: _step,
    EventType.TALK_NOTED: _talk,
    EventType.CONTACT_MADE: _contact,
}
