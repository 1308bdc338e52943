"""Every wording key the portal may ask for, with the placeholders its text must hold.

Derived from the vocabulary, so that a new code without words fails a test and not a
citizen's page. The interface's short labels are gettext messages and not listed here.
"""

from collections.abc import Iterator

from portal.core import vocabulary as v
from portal.core.danish_dates import DayProblem
from portal.core.files import FileProblem, FileState
from portal.core.gate import Lifted
from portal.core.holidays import HOLIDAYS
from portal.core.sending import Unsent
from portal.core.updates import UpdateRule
from portal.core.wording import TextProblem
from portal.core.writing import BANDS, Advice
from portal.wording.access_keys import access
from portal.wording.council_keys import council
from portal.wording.enter_keys import enter_keys
from portal.wording.look_keys import looks
from portal.wording.pasted import PastedProblem

Keys = dict[str, frozenset[str]]


def required_keys() -> Keys:
    """Return each key with the names of its placeholders."""
    keys: Keys = {}
    for group in _GROUPS:
        for key, *places in group():
            keys[key] = frozenset(places)
    return keys


def _status() -> Iterator[tuple[str, ...]]:
    """Headings: one sentence that says where the case is."""
    for kind in v.CaseKind:
        yield (f"status.received.{kind}",)
    for reason in v.ReviewReason:
        yield (f"status.review.{reason}",)
    for step in ("information", "casework", "hearing", "decision"):
        yield (f"status.{step}",)
    for code in (
        "hearing_open",
        "hearing_answered",
        "held",
        "paused",
        "unknown",
        "closed",
        "waiting_citizen",
        "returned",
        "complaint_received",
        "complaint_answered",
        "complaint_board",
        "complaint_board_answered",
        "sent_back",
    ):
        yield (f"status.{code}",)
    yield ("status.waiting_other", "who")
    yield from ((f"status.decided.{outcome}",) for outcome in v.Outcome)
    yield ("status.decided.review",)
    yield from ((f"status.reassessed.{outcome}",) for outcome in v.Reassessment)
    yield from ((f"status.appeal.{outcome}",) for outcome in v.AppealOutcome)
    yield ("freshness.fresh", "when")
    yield ("freshness.silent", "when")
    yield ("freshness.never",)
    yield ("case.on_behalf", "name")
    yield ("case.late", "date")


def _turn() -> Iterator[tuple[str, ...]]:
    """The two lists: what you do, what we do."""
    yield ("turn.you.nothing",)
    yield ("turn.you.nothing_known",)
    yield from ((f"turn.you.send.{item}",) for item in v.Item)
    yield ("turn.you.hearing",)
    yield ("turn.you.hearing_over", "date")
    yield ("turn.you.hearing_no_date",)
    yield ("turn.you.hearing_answered", "date")
    yield ("turn.you.complain_by", "date")
    yield ("turn.you.complain_over", "date")
    yield ("turn.you.complain",)
    yield ("turn.you.read_letter",)
    yield ("turn.you.read_appeal",)
    yield ("turn.due", "date")
    yield ("turn.since", "date")
    yield ("turn.since_own", "date")
    yield ("turn.waited", "length")
    yield ("turn.overdue", "date")
    yield ("turn.overdue_own", "date")
    yield ("turn.us.waiting", "item", "who")
    yield ("turn.us.own", "item")
    yield from ((f"turn.us.review.{reason}",) for reason in v.ReviewReason)
    yield ("turn.you.review",)
    yield from ((f"turn.us.step.{step}",) for step in v.Step)
    for code in (
        "held",
        "paused",
        "unknown",
        "closed",
        "decided",
        "hearing_answered",
        "complaint",
        "complaint_answered",
        "complaint_forwarding",
        "sent_back",
        "board",
        "board_answered",
        "board_decided",
    ):
        yield (f"turn.us.{code}",)
    yield ("turn.us.reassess_by", "date")
    yield ("turn.us.meets_on", "date")
    yield ("turn.paused_until", "date")
    yield ("turn.effective_from", "date")


def _codes() -> Iterator[tuple[str, ...]]:
    """Coded things: noun phrases for who and what, whole sentences for reasons."""
    yield from ((f"who.{code}",) for code in v.Awaited)
    yield from ((f"item.{code}",) for code in v.Item)
    yield from ((f"why.{code}",) for code in v.Why)
    yield from ((f"return_reason.{code}",) for code in v.ReturnReason)
    yield from ((f"extension_reason.{code}",) for code in v.ExtensionReason)
    yield from ((f"pause_reason.{code}",) for code in v.PauseReason)
    yield from ((f"hearing_not_needed.{code}",) for code in v.HearingNotNeeded)
    yield from ((f"close_reason.{code}",) for code in v.CloseReason)
    yield from ((f"channel.{code}",) for code in v.Channel)
    yield from ((f"letter.{code}",) for code in v.LetterKind)
    yield from ((f"kind.{code}", "area") for code in v.CaseKind)


def _promise() -> Iterator[tuple[str, ...]]:
    """The promise and its honest state."""
    for what in v.Promised:
        for state in ("ahead", "today", "missed", "kept"):
            yield (f"promise.{state}.{what}", "date")
        yield (f"promise.kept_late.{what}", "date", "kept")
    yield ("promise.owner", "owner")
    yield ("promise.changed", "old", "reason")
    yield ("promise.missed_now",)
    yield ("promise.missed_adviser",)
    yield ("promise.unclear", "date")
    yield ("promise.kept_no_new",)
    yield ("promise.none",)
    yield ("promise.closed",)


def _steps() -> Iterator[tuple[str, ...]]:
    """The five steps of the drawing, for each kind of case."""
    for kind in v.CaseKind:
        yield (f"drawing.title.{kind}",)
        for step in v.Step:
            yield (f"step.{kind}.{step}.label",)
            yield (f"step.{kind}.{step}.what",)
    yield ("step.information.sublabel",)
    for step in v.Step:
        yield (f"step.{step}.usual",)
        yield (f"step.{step}.back",)
    for state in ("done", "now", "ahead", "again", "not_needed", "returned", "paused", "unknown"):
        yield (f"step.state.{state}",)
    yield ("step.may_repeat",)
    yield ("drawing.alt.current", "number", "label")
    yield ("drawing.alt.none",)
    yield ("drawing.alt.appeal",)
    yield ("drawing.alt.public",)
    yield ("appeal.label",)
    yield ("appeal.what",)
    for state in ("now", "done", "ahead"):
        yield (f"appeal.state.{state}",)


def _notes() -> Iterator[tuple[str, ...]]:
    """Expectation notes: what the law fixes, what it leaves open, time, why we ask."""
    for kind in v.CaseKind:
        yield (f"note.fixed.{kind}",)
        yield (f"note.open.{kind}",)
        yield (f"note.uncertain.{kind}",)
    yield from ((f"note.review.{reason}",) for reason in v.ReviewReason)
    yield ("note.why_we_ask",)
    yield ("note.deadline.length", "length")
    yield from ((f"note.counts_from.{code}",) for code in v.CountsFrom)
    yield from ((f"note.counts_to.{code}",) for code in v.CountsTo)
    yield ("note.deadline.ahead", "date")
    yield ("note.deadline.today", "date")
    yield ("note.deadline.passed", "date")
    yield ("note.deadline.unclear", "date")
    yield ("note.deadline.extended", "old", "date", "reason")
    yield ("note.deadline.not_begun",)
    yield ("note.deadline.met", "date")
    yield ("note.deadline.met_late", "date")
    yield ("note.deadline.unknown",)
    yield ("note.deadline.own", "date")
    yield ("note.usual", "low", "high", "basis")
    yield ("note.paused_deadline",)


def _people() -> Iterator[tuple[str, ...]]:
    """Who has the case."""
    for code in (
        "caseworker.role",
        "caseworker.unknown",
        "caseworker.hidden",
        "deputy.role",
        "coordinator.role",
        "change.same",
        "call_hint",
    ):
        yield (f"people.{code}",)
    yield ("people.change.intro", "name", "date")
    yield ("people.change.intro_hidden", "date")
    yield ("people.change.first_contact", "date")
    yield from ((f"people.decider.{code}",) for code in v.Decider)
    yield ("people.decider.named", "name")
    yield ("people.decider.meets_on", "date")
    yield ("people.valid_to", "date")


def _history() -> Iterator[tuple[str, ...]]:
    """One line for each event."""
    yield from ((f"event.case.opened.{kind}",) for kind in v.CaseKind)
    yield ("event.case.complete",)
    yield ("event.case.incomplete",)
    yield ("event.case.paused", "reason")
    yield ("event.case.resumed",)
    yield ("event.case.closed", "reason")
    for code in ("added", "changed", "ended"):
        yield (f"event.party.{code}",)
    yield from ((f"event.step.entered.{step}",) for step in v.Step)
    yield ("event.step.returned", "step", "reason")
    yield ("event.waiting.started", "item", "who")
    yield ("event.waiting.ended", "item", "who")
    yield ("event.waiting.started_own", "item")
    yield ("event.waiting.ended_own", "item")
    yield ("event.information.requested_you", "item")
    yield ("event.information.requested", "item", "who")
    yield ("event.information.received_you", "item")
    yield ("event.information.received", "item", "who")
    yield ("event.unit.assigned", "unit")
    yield ("event.caseworker.assigned", "name")
    yield ("event.caseworker.assigned_hidden",)
    yield ("event.caseworker.changed", "name")
    yield ("event.caseworker.changed_hidden",)
    for code in ("deputy.assigned", "coordinator.assigned", "decider.named"):
        yield (f"event.{code}",)
    yield ("event.contact.promised", "date")
    yield ("event.contact.moved", "old", "date", "reason")
    yield from ((f"event.contact.made.{code}",) for code in v.Channel)
    yield ("event.deadline.set", "date")
    yield ("event.deadline.extended", "date", "reason")
    yield ("event.hearing.opened",)
    yield ("event.hearing.opened_due", "date")
    yield ("event.hearing.extended", "date")
    yield ("event.hearing.answered",)
    yield ("event.hearing.not_needed", "reason")
    yield ("event.decision.held",)
    yield from ((f"event.decision.made.{outcome}",) for outcome in v.Outcome)
    yield ("event.decision.made.review",)
    yield ("event.decision.released",)
    yield ("event.letter.sent", "letter", "channel")
    yield ("event.letter.available", "letter", "channel")
    yield ("event.complaint.received",)
    yield ("event.complaint.answer_held",)
    yield from ((f"event.complaint.reassessed.{code}",) for code in v.Reassessment)
    yield ("event.complaint.forwarded",)
    yield from ((f"event.complaint.decided.{code}",) for code in v.AppealOutcome)
    yield ("event.activity.noted",)
    yield ("event.unknown",)
    yield ("event.corrected",)
    yield ("event.withdrawn",)


def _acts() -> Iterator[tuple[str, ...]]:
    """One line for each thing said or done at the portal itself."""
    yield from ((f"event.update.posted.{kind}",) for kind in v.UpdateKind)
    yield from ((f"event.message.received.{kind}",) for kind in v.MessageKind)
    yield from ((f"event.talk.noted.{result}",) for result in v.TalkResult)
    for code in ("promise.disputed", "message.answered", "contact_agreement.set"):
        yield (f"event.{code}",)
    yield ("event.handover.chosen",)


def _help() -> Iterator[tuple[str, ...]]:
    """Help from others than your caseworker. The words follow the kind of adviser."""
    for kind in ("65e", "in_administration"):
        for part in ("name", "what", "limit"):
            yield (f"help.adviser.{kind}.{part}",)
    for part in ("name", "what"):
        yield (f"help.dukh.{part}",)
        yield (f"help.companion.{part}",)
    for kind in v.CaseKind:
        yield (f"help.complain.{kind}",)
    yield ("help.complain.public",)
    yield ("help.complain.appealed",)
    yield ("help.deadline_runs",)
    yield ("help.free_text_interpreter",)
    for code in ("ordinary", "late", "hearing", "change"):
        yield (f"help.lead.{code}",)


def _pages() -> Iterator[tuple[str, ...]]:
    """The pages around the case, and the error pages."""
    for key in (
        "home.lead",
        "home.what_you_see",
        "home.without_sign_in",
        "home.phone_instead",
        "cases.none",
        "cases.lead",
        "casework.lead",
        "casework.may_differ",
        "casework.complaint",
        "words.lead",
        "help_page.lead",
        "offers.lead",
        "offers.none",
        "contact.lead",
        "contact.interpreter",
        "was.demo",
        "was.missing",
        "privacy.lead",
        "privacy.what",
        "privacy.where_from",
        "privacy.who_sees",
        "privacy.your_reading",
        "privacy.rights",
        "privacy.cookies",
        "settings.lead",
        "settings.language",
        "settings.easy",
        "settings.calm",
        "settings.saved",
        "demo.lead",
        "demo.not_real",
        "translation.not_reviewed",
        "signed_out.lead",
        "staff.set_aside.lead",
        "staff.set_aside.none",
    ):
        yield (f"page.{key}",)
    yield ("page.privacy.how_long", "months", "looks")
    for code in ("400", "401", "403", "404", "405", "413", "429", "500", "503"):
        yield (f"error.{code}.heading",)
        yield (f"error.{code}.what",)
    yield ("error.phone",)
    yield ("error.form_expired",)
    yield ("error.sign_in_first",)


def _writing() -> Iterator[tuple[str, ...]]:
    """Forms, pasted text, days and files: what is wrong with what somebody wrote or sent."""
    yield ("form.error.heading",)
    yield ("form.title_with_errors.label", "title")
    for code in ("missing", "missing_choice", "missing_yes", "missing_file", "not_offered"):
        yield (f"form.error.{code}", "field")
    for code in ("cpr", "phone", "email"):
        yield (f"form.error.{code}",)
    yield ("form.error.too_long", "length", "number")
    yield from ((f"form.error.pasted.{code}",) for code in PastedProblem)
    asks = {DayProblem.YEAR_MISSING: ("words", "date")}
    yield from ((f"form.error.day.{code}", *asks.get(code, ())) for code in DayProblem)
    yield ("form.error.day.past", "date")
    yield ("form.note.day.today",)
    yield ("form.note.day.far", "date")
    for code in ("weekend", "closed"):
        yield (f"form.note.day.{code}", "date", "next")
    yield ("form.note.day.holiday", "date", "holiday", "next")
    yield from ((f"holiday.{code}.name",) for code in HOLIDAYS)
    for problem in FileProblem:
        places = {FileProblem.TOO_BIG: ("name", "number"), FileProblem.TOO_MANY: ("number",)}
        yield (f"form.error.file.{problem}", *places.get(problem, ("name",)))
    yield ("form.error.file.choose_again",)
    yield ("form.error.no_phone_and_phone",)
    for state in FileState:
        yield (f"file.state.{state}",)
        yield (f"file.told.{state}",)
    yield ("writing.lix.text", "number", "band")
    yield ("writing.lix.short", "number", "band")
    yield ("writing.lix.none",)
    yield from ((f"writing.band.{band}.name",) for band in BANDS)
    yield ("writing.nothing",)
    yield ("writing.advice.cpr",)
    for advice in Advice:
        if advice is not Advice.CPR:
            more = ("number",) if advice is Advice.LONG_SENTENCE else ()
            yield (f"writing.advice.{advice}", "words", *more)


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


def _desk() -> Iterator[tuple[str, ...]]:
    """What those who work here read: why something waits, and the text for the case system."""
    for whose in ("mine", "unit"):
        for when in ("ahead", "passed"):
            yield (f"desk.why.promise.{whose}.{when}", "item", "date")
    for kind in ("deadline", "silent", "first_word", "complaint", "talk", "change"):
        yield (f"desk.why.{kind}.undated",)
        yield from ((f"desk.why.{kind}.{when}", "date") for when in ("ahead", "passed"))
    yield ("desk.why.arrived", "item")
    yield from ((f"desk.why.message.{when}", "item", "date") for when in ("ahead", "passed"))
    yield from ((f"desk.why.{kind}", "number") for kind in ("unjournalised", "post_failed"))
    yield from ((f"desk.promised.{code}.label",) for code in v.Promised)
    yield from ((f"desk.message.{code}.label",) for code in v.MessageKind)
    for code in ("nothing", "ours.what", "unit.lead", "unit.nothing", "newer.what", "pointed_out"):
        yield (f"desk.{code}",)
    yield ("desk.pointed_out.heading",)
    yield ("desk.stands.no_promise",)
    for code in ("draft.kept_late", "promises.none", "sent_in.none", "copy.lead", "copy.none"):
        yield (f"desk.{code}",)
    yield from ((f"desk.rule.{rule}",) for rule in UpdateRule)
    for kind in (v.UpdateKind.NOTHING_NEW, v.UpdateKind.LOOKING_INTO_IT):
        yield (f"desk.text.{kind}", "item", "who", "date")
    yield ("desk.wait.label", "item", "who")
    yield from ((f"desk.who.{code}.label",) for code in v.Awaited)
    yield from ((f"desk.item.{code}.label",) for code in ("own_description", "home_visit"))
    yield from ((f"desk.step.{way}.label", "number", "label") for way in ("on", "back"))
    yield ("desk.needs.every", "number")
    yield ("desk.promise.made", "when", "date")
    yield ("desk.promise.how", "channel")
    yield ("desk.promise.moved", "when", "old", "date", "reason")
    yield from ((f"desk.promise.{code}", "when") for code in ("kept", "late"))
    yield ("desk.promise.missed", "date")
    yield from ((f"desk.how.{code}.label",) for code in v.Channel)
    yield from _differs()
    yield from _copied()


def _differs() -> Iterator[tuple[str, ...]]:
    """Where the desk and the case system say different things."""
    for who in ("us", "them"):
        yield (f"desk.differs.{who}.step", "when", "step")
        yield (f"desk.differs.{who}.promise", "when", "date")
        yield from ((f"desk.differs.{who}.waiting_{code}", "when") for code in ("on", "over"))
        yield (f"desk.differs.{who}_stands",)


def _copied() -> Iterator[tuple[str, ...]]:
    """The plain text for the case system."""
    yield ("desk.copy.when", "when")
    yield ("desk.copy.by", "name")
    yield ("desk.copy.citizen_words",)
    yield ("desk.copy.moved", "reason")
    yield ("desk.copy.promised", "item", "date")
    yield ("desk.copy.owner", "unit")
    yield ("desk.copy.wait", "item", "who")
    yield ("desk.copy.wait_over",)
    yield ("desk.copy.step", "step")
    yield from ((f"desk.copy.talk.{code}", "date") for code in v.TalkResult)
    yield ("desk.copy.contact", "channel")
    for code in ("update", "agreement", "talk", "message", "letter"):
        yield (f"desk.journal.{code}.label",)


def _handover() -> Iterator[tuple[str, ...]]:
    """Letters on the page, and how a new caseworker is to begin."""
    yield ("handover.why",)
    yield ("handover.sent",)
    yield from ((f"handover.chosen.{code}",) for code in v.HandoverReading)
    yield from ((f"handover.chosen.{code}",) for code in v.HandoverWait)
    yield from ((f"own_document.{code}",) for code in ("what", "text", "no_text"))


def _desk_letters() -> Iterator[tuple[str, ...]]:
    """Letters and changes of caseworker at the desk."""
    for code in ("was_ordered", "none", "nobody"):
        yield (f"desk.letters.{code}",)
    for code in ("party", "phone", "document", "content", "deadline", "answer_by", "other"):
        yield (f"desk.lacks.{code}",)
    for code in ("empty", "not_a_pdf", "cut_short", "locked", "too_big"):
        yield (f"desk.document.{code}",)
    yield from ((f"desk.gate.{code}",) for code in Lifted)
    yield ("desk.gate.waits", "date")
    for code in ("no_party", "died", "wrong_person", "no_access", "not_so_any_more"):
        yield (f"desk.dropped.{code}",)
    for code in ("sent_elsewhere", "decided_otherwise", "lacks"):
        yield (f"desk.dropped.{code}",)
    for code in ("lead", "none", "who", "reversed", "stand_in_half"):
        yield (f"desk.change.{code}",)
    yield ("desk.change.done", "number", "name", "date")
    yield ("desk.change.done.one", "name", "date")
    yield ("desk.handover.lead",)
    yield ("desk.handover.wait", "item", "who", "date")
    for code in ("deadline", "hearing", "complaint"):
        yield (f"desk.handover.{code}", "date")
    yield ("desk.handover.messages", "number")
    yield ("desk.handover.decision",)


_ROOM = {
    "room.home": "heading lead ways.heading write call_back phone",
    "room.limit": "heading 65e in_administration operator duty answer",
    "room.to_portal": "label",
    "room.demo": "lead",
    "room.sign_in": "heading lead none",
    "room.write": "heading lead text.asks text.hint send.label",
    "room.call": (
        "heading lead phone.asks name.asks when.asks text.asks send.label done.heading done.what"
    ),
    "room.mine": "heading none",
    "room.talk": ("heading waits calls answered no_notice over reply.asks more.heading back.label"),
    "room.share": (
        "heading lead how make.label ready go.label none now.heading what.summary "
        "what.letters see.label take_back.label taken closed"
    ),
    "room.copy": "heading letters.heading pdf.label unreadable",
    "room.complain": (
        "heading lead first whom.asks whom.decision.label whom.treatment.label what.asks "
        "wish.asks deadline.asks deadline.hint save.label saved suggestion.heading "
        "suggestion.lead use.label leave.label used left paper.heading to.decision "
        "to.treatment what.heading wish.heading send.heading send pdf.label text.label "
        "change.label sign.label"
    ),
    "room.dukh": (
        "heading lead how along.asks along.question.label along.answers.label "
        "along.complaint.label make.label paper.heading pdf.label ready"
    ),
    "room.report": (
        "heading lead small none total.label hidden.label number.label what.label "
        "period.label ways.heading way.writing.label way.call_back.label themes.heading "
        "themes.lead done.heading done.complaint.label done.handed_over.label chart.name "
        "chart.what over_time.heading csv.label pdf.label"
    ),
    "room.desk": (
        "heading none waits.heading rest.heading over.heading unnamed.label call.label "
        "language.da.label language.en.label language.ar.label phone.label when.label "
        "reply.asks reply.hint reply.send.label reply.sent called.label close.label "
        "close.what themes.asks themes.save.label themes.saved lent.heading lent.none "
        "complaint.heading complaint.none suggest.label suggest.lead suggest.what.asks "
        "suggest.wish.asks suggest.send.label publish.heading publish.what"
    ),
    "room.privacy": "heading what copies rights cookies",
    "give_on": (
        "heading lead not_kept case.asks what.asks what.nothing.label what.summary.label "
        "what.letters.label until.asks send.label done.heading done.what nothing.heading "
        "nothing.what back.label failed gone too_big none no_ticket"
    ),
}
"""Texts of the adviser's room without places, by the part of it they stand in."""


def _room() -> Iterator[tuple[str, ...]]:
    """The adviser's room, and giving a copy of a case on to it."""
    for part, names in _ROOM.items():
        yield from ((f"{part}.{name}",) for name in names.split())
    yield ("help.room.what",)
    yield ("help.room.label",)
    for key in (
        "room.mine.opened.label",
        "room.talk.from.citizen.label",
        "room.talk.from.adviser.label",
        "room.copy.as_of",
        "room.desk.since",
        "room.desk.last",
        "room.desk.they.label",
        "room.desk.you.label",
    ):
        yield (key, "when")
    for key in (
        "room.talk.kept",
        "room.report.period.1.label",
        "room.report.period.2.label",
    ):
        yield (key, "number")
    for key in (
        "room.share.until",
        "room.complain.by",
        "room.report.published",
        "give_on.until.14.label",
        "give_on.until.31.label",
        "give_on.until.92.label",
    ):
        yield (key, "date")
    yield ("room.copy.letter.label", "title", "date")
    yield ("room.desk.publish.do.label", "title")


def _editor() -> Iterator[tuple[str, ...]]:
    """What is wrong with a text an editor has written."""
    for problem in TextProblem:
        place = {"lost_place": "place", "unknown_place": "place", "too_long": "number"}.get(problem)
        yield (f"editor.problem.{problem}", *([place] if place else []))
    yield ("editor.problem.markup",)
    yield ("editor.problem.day",)


_GROUPS = (
    _status,
    _turn,
    _codes,
    _promise,
    _steps,
    _notes,
    _people,
    _history,
    _acts,
    _help,
    _letters,
    _pages,
    _writing,
    _what_you_can_do,
    _desk,
    _notices,
    _room,
    _handover,
    _desk_letters,
    _editor,
    enter_keys,
    access,
    looks,
    council,
)
