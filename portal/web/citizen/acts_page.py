"""What stands on the page of each thing a citizen can do in a case."""

from datetime import date
from typing import Any

from markupsafe import Markup

from portal.core import acts, deadlines, law
from portal.core.say import Say, say
from portal.core.vocabulary import MessageKind
from portal.pages.rendering import this_page
from portal.services.send_message import times_of
from portal.web.citizen.acts_part import acts_part
from portal.web.citizen.asked import Asked
from portal.web.portal import portal


def phone_part(asked: Asked) -> Markup:
    """Return the nearest phone as HTML."""
    return this_page().component("phone", asked.phone())


def open_part(asked: Asked) -> Markup:
    """Return what can be done in a case, for a page of its own."""
    phone, own = phone_part(asked), asked.concerned is None
    return acts_part(this_page(), asked.open_acts(), asked.path, phone, Markup(""), own=own)


def lead(asked: Asked, kind: MessageKind) -> dict[str, Any]:
    """Return what stands above a form: what it is for, by when, and the words it explains."""
    speaker = this_page().speaker
    speaker.explain()
    paragraphs = speaker.all(*_lead(asked, kind))
    return {"paragraphs": paragraphs, "words": this_page().words(speaker.explain())}


def _lead(asked: Asked, kind: MessageKind) -> list[Say]:
    day = _answered_by(asked, kind)
    texts = [say(f"act.{kind}.lead", date=day) if day else say(f"act.{kind}.lead")]
    if kind in (MessageKind.HEARING_ANSWER, MessageKind.MORE_TIME):
        texts += _hearing_day(asked)
    if kind is MessageKind.COMPLAINT:
        texts += _complaint_day(asked)
    has_adviser = portal().municipality.adviser.kind != "none"
    if kind is MessageKind.EXPERT_VIEW and has_adviser:
        texts.append(say("act.expert_view.not_adviser"))
    return [*texts, say("act.phone")]


_SAYS_WHEN = frozenset(
    {MessageKind.ACCESS, MessageKind.QUESTION, MessageKind.CALL_BACK, MessageKind.URGENT}
)


def _answered_by(asked: Asked, kind: MessageKind) -> date | None:
    today = asked.reading.today
    if kind is MessageKind.COMPLAINT:
        return law.reassess_by(today, asked.reading.law)
    promised = acts.promised_back(kind, today, times_of(portal().office, today))
    return promised[1] if promised and kind in _SAYS_WHEN else None


def _hearing_day(asked: Asked) -> list[Say]:
    hearing = asked.reading.state.hearing
    if hearing is None:
        return []
    answered = acts.hearing_answered_by(asked.reading.state, asked.party.ref) is not None
    if hearing.due_on is None:
        return [say("act.hearing_answer.more_undated")] if answered else []
    if answered and hearing.due_on >= asked.reading.today:
        return [say("act.hearing_answer.more", date=hearing.due_on)]
    code = "due" if hearing.due_on >= asked.reading.today else "over"
    return [say(f"act.hearing_answer.{code}", date=hearing.due_on)]


def _complaint_day(asked: Asked) -> list[Say]:
    """Return the last day to complain, as the letter says it or else as the law does."""
    decision = acts.decision_to_complain_over(asked.reading.state)
    if decision is None or decision.available_at is None:
        return []
    last = decision.complain_by or deadlines.complain_by(
        decision.available_at.date(), asked.reading.law.complaint_weeks, asked.reading.holidays
    )
    code = "until" if last >= asked.reading.today else "late"
    return [say(f"act.complaint.{code}", date=last)]
