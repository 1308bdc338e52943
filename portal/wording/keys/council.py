"""The keys of the words of the council's audit; see :mod:`portal.wording.keys`."""

from collections.abc import Iterator

_PLAIN = {
    "home": (
        "heading lead advise to_waiting.label to_texts.label to_hardest.label "
        "to_said.label to_walk.label to_rounds.label"
    ),
    "walk": (
        "heading lead invented language.label sag.heading brev.heading side.heading "
        "mail.heading sag.label brev.label side.label paper pdf.label number.label "
        "one.lead seen.label seen.back.label say.label said later.label back.label"
    ),
    "paper": "heading lead",
    "number": "heading lead label hint unknown find.label",
    "rounds": "heading lead none",
    "round": (
        "heading ahead open over met said.heading texts.heading only_you readers.label "
        "to_text.label read mark.label unread.label enter.label back.label begin.heading "
        "begin.label name.label name.hint opens.label closes.label problem.backwards "
        "problem.no_texts problem.too_many problem.early problem.ahead"
    ),
    "meeting": (
        "heading lead on.label whole.label said.label said.hint dissent.label "
        "dissent.hint apart.heading apart as_whole.label final save.label entered "
        "back.label"
    ),
    "minutes": "heading texts.heading pdf.label",
    "open": (
        "heading link.label lead no_names meetings.heading no_meetings answers.heading "
        "lix.heading lix.rests lix.chart lix.marks lix.caption.label lix.day.label "
        "lix.none"
    ),
    "back": "label",
    "to_list": "label",
    "list": "heading show.label lix.label longest.label comments.label",
    "filter": "reading.label subject.label state.label order.label",
    "reading": "da.label let.label en.label ar.label",
    "order": "all.label hardest.label",
    "subject": (
        "all.label case.label steps.label notes.label people.label history.label "
        "acts.label access.label letters.label notices.label public.label help.label "
        "words.label frame.label forms.label errors.label room.label phrases.label"
    ),
    "state": (
        "all.label not_discussed.label discussed.label recommended.label "
        "change_wanted.label waits.label commented.label open.label answered.label "
        "changed.label not_changed.label"
    ),
    "audit": "not_discussed discussed recommended change_wanted",
    "text": (
        "heading words.heading places say.label say_whole.label rest.heading "
        "readings.heading key.label"
    ),
    "version": "heading shipped why.label changes.label",
    "change": "after.label removed.label added.label",
    "say": (
        "heading sentence.label whole.label which.label which.whole.label label hint changed "
        "send.label back.label"
    ),
    "said": (
        "heading lead none about.label answered.label to_text.label editor.label answer.label"
    ),
    "answer": (
        "heading public state.label changed.label not_changed.label answered.label "
        "text.label text.hint already send.label back.label"
    ),
    "place": (
        "date.label old.label when.label name.label owner.label who.label number.label "
        "item.label reason.label phone.label unit.label letter.label channel.label "
        "length.label area.label title.label words.label other.label"
    ),
}
"""Texts without places, by the part of the audit they stand in."""
_PLACED: tuple[tuple[str, ...], ...] = (
    ("council.home.waiting", "number"),
    ("council.home.owed", "number"),
    ("council.home.late", "number"),
    ("council.walk.one.name", "title"),
    ("council.paper.dated", "date"),
    ("council.round.period", "date", "old"),
    ("council.round.meeting", "date"),
    ("council.round.progress", "high", "number"),
    ("council.open.comments", "number"),
    ("council.open.changed", "number"),
    ("council.open.not_changed", "number"),
    ("council.open.answered", "number"),
    ("council.open.open", "number"),
    ("council.open.late", "number"),
    ("council.list.number", "number"),
    ("council.list.before.label", "number"),
    ("council.list.after.label", "number"),
    ("council.audit.discussed.on", "date"),
    ("council.audit.recommended.on", "date"),
    ("council.audit.change_wanted.on", "date"),
    ("council.audit.before", "date", "label"),
    ("council.version.waiting", "number"),
    ("council.version.stands", "date", "number"),
    ("council.version.stood", "date", "number", "old"),
    ("council.say.promise", "number"),
    ("council.comment.due", "date"),
    ("council.comment.late", "date"),
    ("council.comment.answered", "date"),
    ("council.comment.changed", "date"),
    ("council.comment.not_changed", "date"),
)


def council() -> Iterator[tuple[str, ...]]:
    """The council's reading, its comments and what came of them."""
    for part, names in _PLAIN.items():
        for name in names.split():
            yield (f"council.{part}" if name == "-" else f"council.{part}.{name}",)
    yield from _PLACED
