"""The keys of the adviser's room; see :mod:`portal.wording.keys`."""

from collections.abc import Iterator

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


GROUPS = (_room,)
