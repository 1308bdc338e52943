"""The keys of the page of a case and of its history; see :mod:`portal.wording.keys`."""

from collections.abc import Iterator

from portal.core import vocabulary as v


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


GROUPS = (_status, _turn, _codes, _promise, _steps, _notes, _people, _history)
