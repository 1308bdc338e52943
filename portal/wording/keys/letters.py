"""The keys of letters and notices; see :mod:`portal.wording.keys`."""

from collections.abc import Iterator

from portal.core import vocabulary as v
from portal.core.sending import Unsent


def _letters() -> Iterator[tuple[str, ...]]:
    """What stands in letters; how they are put together is in `portal.core.letter_plans`."""
    for part in (
        *("todo", "next", "when", "always", "asked", "help_answering", "more_time", "no_answer"),
        *("why_we_ask", "choose", "same", "agreements", "not_again", "waiting", "why_later"),
        *("evidence", "may_mean", "how_answer", "reasons", "heard", "decider", "talk", "disagree"),
        *("enclosed", "ends", "instead", "own_say", "contact", "help", "words", "drawing"),
    ):
        yield (f"letters.part.{part}",)
    for key in (
        *("closing.label", "reference.label", "phone.label"),
        *("interpreter.label", "page.label", "of.label", "contact.unnamed"),
        *("in_danish", "translation.heading", "translation.first", "translation.not_reviewed"),
        *("translation.alone", "always", "when.or_write", "when.unknown", "document"),
        *("receipt.why", "request.heading", "request.how", "request.help", "request.more_time"),
        *("request.no_answer", "caseworker.heading", "caseworker.turn"),
        *("caseworker.read.unnamed", "caseworker.stand_in_any", "caseworker.not_again.unnamed"),
        *("delay.ahead.heading", "delay.passed.heading", "delay.again", "hearing.heading"),
        *("hearing.no_answer", "hearing.what", "hearing.evidence", "hearing.not_decided"),
        *("hearing.how", "hearing.next", "decision.turn", "decision.talk", "complaint.then"),
        *("complaint.help", "reassessment.turn", "reassessment.forwarding", "reassessment.board"),
        *("turning_18.young.heading", "turning_18.early.turn", "turning_18.soon.turn"),
        *("turning_18.instead", "turning_18.young.own_say"),
        *(f"update.{kind}.heading" for kind in v.UpdateKind),
        *(f"decider.{code}" for code in v.Decider),
    ):
        yield (f"letters.{key}",)
    for places, codes in _LETTERS_WITH.items():
        yield from ((f"letters.{code}", *places) for code in codes)
    yield from ((f"letters.receipt.{kind}", "date", "area") for kind in v.CaseKind)


_LETTERS_WITH: dict[tuple[str, ...], tuple[str, ...]] = {
    ("area",): (
        *("request.lead", "caseworker.about", "delay.about", "update.about", "hearing.lead"),
        *("decision.about", "reassessment.about"),
    ),
    ("date",): (
        *("agreement.by", "request.by", "caseworker.deadline", "delay.date", "hearing.by"),
        *("hearing.more_time", "hearing.silent", "decider.on", "reassessment.forwarded"),
        *("turning_18.ends", "turning_18.young.lead"),
    ),
    ("name",): (
        *("greeting.label", "about", "contact.named", "decider.named", "caseworker.read.named"),
        *("caseworker.not_again.named", "turning_18.parent.heading"),
        "turning_18.parent.own_say",
    ),
    ("name", "date"): ("turning_18.parent.lead",),
    ("name", "phone"): ("caseworker.stand_in",),
    ("old", "date"): ("delay.dates",),
    ("item",): ("waiting.you",),
}


def _notices() -> Iterator[tuple[str, ...]]:
    """What is sent: that there is news, and how to get in. Nothing else can be put into it."""
    yield ("notice.heading", "municipality")
    yield ("notice.body", "municipality", "site", "phone")
    yield ("notice.sms", "municipality", "site")
    yield ("notice.sms_short",)
    yield ("notice.letter.label", "municipality")
    yield ("reminder.heading",)
    yield ("reminder.due", "site")
    yield ("reminder.slipped", "site")
    for code in ("lead", "none", "letter"):
        yield (f"page.demo_sent.{code}",)
    yield ("desk.unsent.lead",)
    yield ("desk.unsent.none",)
    yield from ((f"desk.unsent.why.{why}",) for why in Unsent)


def _handover() -> Iterator[tuple[str, ...]]:
    """Letters on the page, and how a new caseworker is to begin."""
    yield ("handover.why",)
    yield ("handover.sent",)
    yield from ((f"handover.chosen.{code}",) for code in v.HandoverReading)
    yield from ((f"handover.chosen.{code}",) for code in v.HandoverWait)
    yield from ((f"own_document.{code}",) for code in ("what", "text", "no_text"))


GROUPS = (_letters, _notices, _handover)
