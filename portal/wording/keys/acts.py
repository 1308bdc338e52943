"""The keys of what a citizen can do on a case; see :mod:`portal.wording.keys`."""

from collections.abc import Iterator

from portal.core import vocabulary as v


def _acts() -> Iterator[tuple[str, ...]]:
    """One line for each thing said or done at the portal itself."""
    yield from ((f"event.update.posted.{kind}",) for kind in v.UpdateKind)
    yield from ((f"event.message.received.{kind}",) for kind in v.MessageKind)
    yield from ((f"event.talk.noted.{result}",) for result in v.TalkResult)
    for code in ("promise.disputed", "message.answered", "contact_agreement.set"):
        yield (f"event.{code}",)
    yield ("event.handover.chosen",)


_ACT_TEXTS = (
    "case.heading",
    "case.lead",
    "case.look_only",
    "case.yours.heading",
    "back.label",
    "send.label",
    "save.label",
    "phone",
    "files.asks",
    "error.nothing",
    "closed.lead",
    "before_answer.how.asks",
    "information.what.asks",
    "information.what.other.label",
    "complaint.text.hint",
    "access.text.hint",
    "access.help.asks",
    "call_back.phone.asks",
    "call_back.time.asks",
    "urgent.phone.asks",
    "disagree.where.asks",
    "expert_view.not_adviser",
    "receipt.heading",
    "receipt.then.heading",
    "receipt.phone",
    "sent.heading",
    "sent.lead",
    "sent.none",
    "sent.yours.heading",
    "sent.files.heading",
    "sent.no_words",
    "sent.answer.heading",
    "sent.effect.heading",
    "sent.not_yet",
    "promises.heading",
    "promises.lead",
    "promises.none",
    "promises.ours.heading",
    "promises.yours.heading",
    "promises.disputed.heading",
    "dispute.heading",
    "dispute.lead",
    "dispute.which.asks",
    "dispute.text.asks",
    "dispute.saved",
    "contact.heading",
    "contact.lead",
    "contact.saved",
    "contact.way.asks",
    "contact.every.asks",
    "contact.time.asks",
    "contact.needs.asks",
    "contact.needs.less_contact.hint",
    "contact.copy.none.label",
    "contact.interpreter.asks",
    "contact.interpreter.none.label",
    "contact.interpreter.dsl.label",
)


def _what_you_can_do() -> Iterator[tuple[str, ...]]:
    """What a citizen can send, agree and answer: the pages, their questions and receipts."""
    dated = {v.MessageKind(code) for code in ("complaint", "access", "question", "call_back")}
    dated.add(v.MessageKind.URGENT)
    always = dated - {v.MessageKind.COMPLAINT, v.MessageKind.URGENT} | {v.MessageKind.DISAGREE}
    for kind in v.MessageKind:
        yield (f"act.{kind}.heading",)
        yield (f"act.{kind}.lead", *(("date",) if kind in dated else ()))
        yield (f"act.{kind}.next",)
        yield (f"act.{kind}.text.asks",)
        if kind not in always:
            yield (f"act.{kind}.closed",)
    for code in ("hearing_answer.due", "hearing_answer.over", "complaint.until", "complaint.late"):
        yield (f"act.{code}", "date")
    yield ("act.hearing_answer.more", "date")
    yield ("act.hearing_answer.more_undated",)
    yield ("act.complaint.reassess", "date")
    yield ("act.files.hint", "number")
    yield from ((f"act.before_answer.how.{code}.label",) for code in ("now", "talk", "later"))
    yield from (
        (f"act.access.help.{code}.label",) for code in ("together", "explain", "parts", "paper")
    )
    yield from (
        (f"act.disagree.where.{code}.label",)
        for code in ("now", "agreement", "history", "letter", "other")
    )
    for code in ("more_time.until", "contact.copy", "contact.text", "contact.email"):
        yield (f"act.{code}.asks",)
        yield (f"act.{code}.hint",)
    for code in _ACT_TEXTS:
        yield (f"act.{code}",)
    for page in ("sent.at", "sent.answered", "receipt.when", "promises.disputed.at"):
        yield (f"act.{page}", "when")
    yield ("act.case.yours.when", "when")
    yield ("act.contact.since", "when")
    yield ("act.contact.none", "number")
    yield ("act.promises.name.heading", "number")
    yield ("act.promises.made", "date")
    yield ("act.promises.made_how", "date", "channel")
    yield ("act.promises.moved", "old", "date")
    yield from ((f"act.contact.way.{way}.label",) for way in v.ContactWay)
    yield from ((f"act.contact.way.{way}.hint",) for way in ("portal", "email", "sms"))
    yield from ((f"act.contact.every.{days}.label",) for days in ("usual", 7, 14, 28, 56))
    yield from ((f"act.contact.time.{time}.label",) for time in v.TimeOfDay)
    yield from (
        (f"act.contact.needs.{code}.label",)
        for code in ("no_phone", "less_contact", "phone_first", "large_print", "easy_read")
    )


GROUPS = (_acts, _what_you_can_do)
