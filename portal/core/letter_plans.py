"""How a letter of each kind is put together: wording keys with their values, in reading order.

The words are chosen, and the language, where it is written. What a person wrote stays theirs.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from portal.core.letters import ONE_MONTH, Awaiting, LetterFacts
from portal.core.say import Phrase, Say, say
from portal.core.vocabulary import (
    Awaited,
    CaseKind,
    ExtensionReason,
    LetterKind,
    Promised,
    Reassessment,
    UpdateKind,
)

NameOf = Callable[[str], str]
"""Gives an area's name, in the reader's language, from its key."""


class Own(NamedTuple):
    """What a person wrote, in Danish."""

    text: str


class Name(NamedTuple):
    """A name that is already in the reader's language."""

    text: str


Line = Say | Own | Name


class Bullets(NamedTuple):
    """A list; the lines of one item stand together."""

    items: tuple[tuple[Line, ...], ...]


class Each(NamedTuple):
    """A text whose paragraphs are the items of a list."""

    text: Say


Block = Say | Own | Name | Bullets | Each


class Section(NamedTuple):
    """A heading and what stands under it."""

    heading: Say
    blocks: tuple[Block, ...]


class LetterPlan(NamedTuple):
    """A letter before it has words.

    Attributes:
        heading: One sentence that says what it is about.
        lead: What the reader must know first.
        turn: What the reader is to do, also when that is nothing.
        sections: The rest.
        draws: The drawing of the case helps here.
        help_lead: Key of the sentence that begins help from others.
    """

    heading: Say
    lead: tuple[Block, ...]
    turn: tuple[Block, ...]
    sections: tuple[Section, ...]
    draws: bool
    help_lead: str


_NOTHING = say("turn.you.nothing")


def plan(facts: LetterFacts, name_of: NameOf) -> LetterPlan:
    """Return how the letter is put together. Ask `portal.core.letters.missing` first.

    Raises:
        KeyError: The portal does not write letters of this kind.
    """
    return _PLANS[facts.kind](facts, name_of)


def _section(key: str, *blocks: Block | None) -> Section | None:
    """Return a section, None when there is nothing to say in it."""
    said = tuple(block for block in blocks if block is not None and block != Bullets(()))
    return Section(say(key), said) if said else None


def _plan(
    heading: Say,
    lead: tuple[Block | None, ...],
    turn: tuple[Block | None, ...],
    *sections: Section | None,
    draws: bool = True,
    help_lead: str = "help.lead.ordinary",
) -> LetterPlan:
    return LetterPlan(
        heading,
        tuple(block for block in lead if block is not None),
        tuple(block for block in turn if block is not None),
        tuple(section for section in sections if section is not None),
        draws,
        help_lead,
    )


def _receipt(facts: LetterFacts, name_of: NameOf) -> LetterPlan:
    kind = facts.case_kind
    came = say(
        f"letters.receipt.{kind}", date=facts.received_on or facts.dated, area=name_of(facts.area)
    )
    review = f"turn.us.review.{facts.review_reason}" if facts.review_reason else None
    step = "turn.us.complaint" if kind is CaseKind.COMPLAINT else "turn.us.step.received"
    return _plan(
        say(f"status.received.{kind}"),
        (came, say("letters.receipt.why")),
        (_NOTHING,),
        _section("letters.part.next", say(review or step)),
        _when(facts),
        _section("letters.part.always", say("letters.always")),
    )


def _request(facts: LetterFacts, name_of: NameOf) -> LetterPlan:
    asked = tuple(
        (Own(one.words) if one.words else say(f"turn.you.send.{one.item}"), say(f"why.{one.why}"))
        for one in facts.asked
    )
    return _plan(
        say("letters.request.heading"),
        (say("letters.request.lead", area=name_of(facts.area)), _own(facts.words)),
        (_by("letters.request.by", facts.answer_by), say("letters.request.how")),
        _section("letters.part.asked", Bullets(asked)),
        _section("letters.part.help_answering", say("letters.request.help")),
        _section("letters.part.more_time", say("letters.request.more_time")),
        _section("letters.part.no_answer", say("letters.request.no_answer")),
        _section("letters.part.why_we_ask", say("note.why_we_ask")),
        _when(facts),
    )


def _caseworker(facts: LetterFacts, name_of: NameOf) -> LetterPlan:
    name, day = facts.contact.name, facts.changed_on or facts.dated
    who = "named" if name else "unnamed"
    names = {"name": name} if name else {}
    if name:
        intro = say("people.change.intro", name=name, date=day)
    else:
        intro = say("people.change.intro_hidden", date=day)
    first = say("people.change.first_contact", date=facts.next_contact or facts.dated)
    deadline = _by("turn.us.reassess_by", facts.reassess_by)
    deadline = deadline or _by("letters.caseworker.deadline", facts.deadline)
    stand_in = facts.stand_in and facts.stand_in.name
    interim: Say = (
        say("letters.caseworker.stand_in", name=stand_in, phone=facts.stand_in.phone)
        if facts.stand_in and stand_in
        else say("letters.caseworker.stand_in_any")
    )
    return _plan(
        say("letters.caseworker.heading"),
        (intro, first, say("letters.caseworker.about", area=name_of(facts.area))),
        (say("letters.caseworker.turn"),),
        _section("letters.part.choose", say(f"letters.caseworker.read.{who}", **names), interim),
        _section("letters.part.same", Each(say("people.change.same")), deadline),
        _section("letters.part.agreements", _agreements(facts)),
        _waiting(facts),
        _section(
            "letters.part.not_again",
            say(f"letters.caseworker.not_again.{who}", **names),
            _bullets(facts.told),
        ),
        help_lead="help.lead.change",
    )


def _delay(facts: LetterFacts, name_of: NameOf) -> LetterPlan:
    old = facts.old_deadline
    asked_for = facts.reason == ExtensionReason.CITIZEN_ASKED
    passed = old is not None and old < facts.dated and not asked_for
    dates = (
        say("letters.delay.dates", old=old, date=facts.deadline or facts.dated)
        if old
        else say("letters.delay.date", date=facts.deadline or facts.dated)
    )
    return _plan(
        say(f"letters.delay.{'passed' if passed else 'ahead'}.heading"),
        (
            dates,
            say(f"letters.{'update' if asked_for else 'delay'}.about", area=name_of(facts.area)),
        ),
        (_turn(facts),),
        _section(
            "letters.part.why_later",
            say(f"extension_reason.{facts.reason}"),
            _own(facts.words),
        ),
        _waiting(facts),
        _section(
            "letters.part.when",
            _by("promise.ahead.contact", facts.next_contact),
            say("letters.delay.again"),
        ),
        _section("letters.part.always", say("letters.always")),
        help_lead="help.lead.ordinary" if asked_for else "help.lead.late",
    )


def _update(facts: LetterFacts, name_of: NameOf) -> LetterPlan:
    kind = facts.update or UpdateKind.NOTHING_NEW
    return _plan(
        say(f"letters.update.{kind}.heading"),
        (say("letters.update.about", area=name_of(facts.area)), _own(facts.words)),
        (_turn(facts),),
        _waiting(facts),
        _when(facts),
    )


def _hearing(facts: LetterFacts, name_of: NameOf) -> LetterPlan:
    day = facts.answer_by or facts.dated
    return _plan(
        say("letters.hearing.heading"),
        (say("letters.hearing.lead", area=name_of(facts.area)), say("letters.hearing.no_answer")),
        (say("letters.hearing.by", date=day), say("letters.hearing.what")),
        _section(
            "letters.part.evidence", say("letters.hearing.evidence"), _bullets(facts.evidence)
        ),
        _section("letters.part.may_mean", _own(facts.may_mean), say("letters.hearing.not_decided")),
        _section("letters.part.how_answer", say("letters.hearing.how")),
        _section("letters.part.more_time", say("letters.hearing.more_time", date=day)),
        _section("letters.part.no_answer", say("letters.hearing.silent", date=day)),
        _section(
            "letters.part.next",
            say("letters.hearing.next"),
            _by("promise.ahead.contact", facts.next_contact),
        ),
        _enclosed(facts),
        help_lead="help.lead.hearing",
    )


def _decision(facts: LetterFacts, name_of: NameOf) -> LetterPlan:
    review = facts.case_kind is CaseKind.REVIEW
    return _plan(
        say("status.decided.review" if review else f"status.decided.{facts.outcome}"),
        (
            say("letters.decision.about", area=name_of(facts.area)),
            _own(facts.outcome_words),
            _by("turn.effective_from", facts.effective_from),
        ),
        (say("letters.decision.turn"),),
        _section("letters.part.reasons", _bullets(facts.reasons)),
        _section("letters.part.heard", _own(facts.heard)),
        _decided_by(facts),
        _section("letters.part.talk", say("letters.decision.talk")),
        _section(
            "letters.part.disagree",
            _by("turn.you.complain_by", facts.complain_by),
            say("letters.complaint.then"),
            say("letters.complaint.help"),
        ),
        _enclosed(facts),
        draws=False,
    )


def _reassessment(facts: LetterFacts, name_of: NameOf) -> LetterPlan:
    goes_on = facts.reassessment is not Reassessment.CHANGED
    forwarded = (
        say("letters.reassessment.forwarded", date=facts.forwarded_on)
        if facts.forwarded_on
        else say("letters.reassessment.forwarding")
    )
    return _plan(
        say(f"status.reassessed.{facts.reassessment}"),
        (
            say("letters.reassessment.about", area=name_of(facts.area)),
            _own(facts.outcome_words),
            _by("turn.effective_from", facts.effective_from),
        ),
        (say("letters.reassessment.turn") if goes_on else say("turn.you.read_letter"),),
        _section("letters.part.reasons", _bullets(facts.reasons)),
        _decided_by(facts),
        _section(
            "letters.part.next",
            *((forwarded, say("letters.reassessment.board")) if goes_on else ()),
            _by("turn.you.complain_by", facts.complain_by),
        ),
        _section("letters.part.talk", say("letters.decision.talk")),
        _enclosed(facts),
        draws=goes_on,
    )


def _turning_18(facts: LetterFacts, name_of: NameOf) -> LetterPlan:
    who = "parent" if facts.to_parent else "young"
    names = {"name": facts.about} if facts.to_parent and facts.about else {}
    occasion = "soon" if facts.months_before == ONE_MONTH else "early"
    ends = tuple((Name(name_of(key)),) for key in facts.ends)
    instead = tuple((Name(name_of(key)),) for key in facts.instead)
    birthday = facts.turns_18_on or facts.dated
    return _plan(
        say(f"letters.turning_18.{who}.heading", **names),
        (say(f"letters.turning_18.{who}.lead", date=birthday, **names),),
        (say(f"letters.turning_18.{occasion}.turn"),),
        _section("letters.part.ends", say("letters.turning_18.ends", date=birthday), Bullets(ends)),
        _section("letters.part.instead", say("letters.turning_18.instead"), Bullets(instead)),
        _section("letters.part.own_say", say(f"letters.turning_18.{who}.own_say", **names)),
        _section("letters.part.next", _by("promise.ahead.contact", facts.next_contact)),
        draws=False,
    )


_PLANS: Mapping[LetterKind, Callable[[LetterFacts, NameOf], LetterPlan]] = {
    LetterKind.RECEIPT: _receipt,
    LetterKind.REQUEST: _request,
    LetterKind.CASEWORKER: _caseworker,
    LetterKind.DELAY: _delay,
    LetterKind.UPDATE: _update,
    LetterKind.HEARING: _hearing,
    LetterKind.DECISION: _decision,
    LetterKind.REASSESSMENT: _reassessment,
    LetterKind.TURNING_18: _turning_18,
}


def _own(text: str | None) -> Own | None:
    return Own(text) if text else None


def _by(key: str, day: date | None) -> Say | None:
    return say(key, date=day) if day else None


def _bullets(texts: tuple[str, ...]) -> Bullets:
    return Bullets(tuple((Own(text),) for text in texts))


def _when(facts: LetterFacts) -> Section | None:
    """Return when the reader hears from us, and says so when nobody knows."""
    due = None if facts.case_kind is CaseKind.COMPLAINT else facts.deadline
    answer: tuple[Say, ...] = (say("letters.when.unknown"),)
    if facts.reassess_by:
        answer = (say("turn.us.reassess_by", date=facts.reassess_by),)
    elif due:
        answer = (say("promise.ahead.answer", date=due), say("letters.when.or_write"))
    return _section("letters.part.when", _by("promise.ahead.contact", facts.next_contact), *answer)


def _waiting(facts: LetterFacts) -> Section | None:
    return _section(
        "letters.part.waiting", Bullets(tuple(tuple(_awaited(one)) for one in facts.waiting))
    )


def _awaited(one: Awaiting) -> Iterator[Line]:
    if one.on is Awaited.CITIZEN:
        yield say("letters.waiting.you", item=Phrase(f"item.{one.item}"))
    elif one.on is Awaited.MUNICIPALITY:
        yield say("turn.us.own", item=Phrase(f"item.{one.item}"))
    else:
        yield say("turn.us.waiting", item=Phrase(f"item.{one.item}"), who=Phrase(f"who.{one.on}"))
    if one.since:
        ours = one.on is Awaited.MUNICIPALITY
        yield say("turn.since_own" if ours else "turn.since", date=one.since)
    if one.due_on:
        yield say("turn.due", date=one.due_on)


def _turn(facts: LetterFacts) -> Bullets | Say:
    """Return what the reader is to do: send what is waited for, or nothing."""
    yours = tuple(
        (say(f"turn.you.send.{one.item}"),) for one in facts.waiting if one.on is Awaited.CITIZEN
    )
    if len(yours) == 1:
        return yours[0][0]
    return Bullets(yours) if yours else _NOTHING


def _agreements(facts: LetterFacts) -> Bullets:
    return Bullets(
        tuple(
            (Own(one.words), say("letters.agreement.by", date=one.by))
            if one.words
            else (say(f"promise.ahead.{Promised(one.what)}", date=one.by),)
            for one in facts.agreements
        )
    )


def _decided_by(facts: LetterFacts) -> Section | None:
    name = facts.decider_name
    return _section(
        "letters.part.decider",
        say(f"letters.decider.{facts.decider}") if facts.decider else None,
        say("letters.decider.named", name=name) if name else None,
        _by("letters.decider.on", facts.decided_on),
    )


def _enclosed(facts: LetterFacts) -> Section | None:
    papers = ((facts.document,) if facts.document else ()) + facts.enclosed
    return _section(
        "letters.part.enclosed",
        say("letters.document") if facts.document else None,
        _bullets(papers),
    )
