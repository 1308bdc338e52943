"""The desk's forms: little to fill in, everything else stands there already."""

import re
import secrets
from collections.abc import Sequence
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from portal.core import next_contact
from portal.core.case import CaseState, Waiting
from portal.core.parties import Party
from portal.core.promise_day import DayCode
from portal.core.say import Phrase, Say, say
from portal.core.status import is_answered
from portal.core.updates import Update
from portal.core.vocabulary import (
    Awaited,
    Channel,
    ContactWay,
    ExtensionReason,
    Item,
    Promised,
    ReturnReason,
    Step,
    TalkResult,
    UpdateKind,
)
from portal.pages.forms import (
    ChoiceField,
    ChoicesField,
    DanishDateField,
    KeptField,
    Option,
    Own,
    ParagraphsField,
    PortalForm,
    Text,
    YesField,
    told,
)
from portal.services.post_update import Opened
from portal.web import desk_words
from portal.web.portal import portal
from portal.web.staff.opened import DeskCase, worker

MOST_LETTERS = 1000
"""What the contract lets a text to the citizen be."""

_TOKEN = re.compile(r"[\w-]{16,40}", re.ASCII)
_CHOOSE = "desk.choose"
_POINTED_OUT = frozenset({DayCode.HOLIDAY, DayCode.CLOSED, DayCode.WEEKEND, DayCode.FAR})


class DeskForm(PortalForm):
    """What every form of the desk carries: what its writer has seen, and a token of its own."""

    seen = KeptField()
    token = KeptField()
    sure = KeptField()
    looked_at: DanishDateField | None = None

    @property
    def summary(self) -> dict[str, Any]:
        """Return what stops the form, or the day that must be looked at once more."""
        if self.wrong or self.looked_at is None:
            return super().summary
        once_more = told("desk.pointed_out")
        errors = [
            {"id": self.looked_at.id, "text": f"{told(note)} {once_more}"}
            for note in self.looked_at.notes
        ]
        return {"heading": told("desk.pointed_out.heading"), "errors": errors}

    def titled(self, title: Text) -> str:
        """Return the page's title; a day to look at once more is said first, as an error is."""
        if self.wrong or self.looked_at is None:
            return super().titled(title)
        return told(say("form.title_with_errors.label", title=told(title)))

    def opened(self, case: DeskCase, name: str) -> Opened:
        """Return the form as it was opened; one without its marks counts as opened now."""
        token, seen = str(self.token.data or ""), str(self.seen.data or "")
        return Opened(
            case.case_id,
            name,
            token if _TOKEN.fullmatch(token) else new_token(),
            int(seen) if seen.isdigit() else case.seen,
        )

    def points_out(self, field: DanishDateField) -> bool:
        """Tell whether a day must be looked at once more before it is promised.

        A holiday is pointed out, not refused: the same day sent again is meant.
        """
        odd = any(found.code in _POINTED_OUT for found in field.findings)
        day = field.data.isoformat() if odd and field.data else ""
        if day and self.sure.data != day:
            self.sure.raw_data, self.sure.data = [day], day
            self.looked_at = field
            return True
        return False


class _Words(ParagraphsField):
    """Words that news needs and the other kinds do not: neither required nor optional."""

    def part(self) -> dict[str, Any]:
        """Return the field, which says neither."""
        return {**super().part(), "either": True}


class UpdateForm(DeskForm):
    """Tell the citizen how things stand."""

    knows_the_wait = False
    text = _Words(
        "desk.form.text", "desk.form.text.hint", most=MOST_LETTERS, rows=5, required=False
    )
    kind = ChoiceField(
        "desk.form.kind",
        options=[Option(one, f"desk.kind.{one}", f"desk.kind.{one}.hint") for one in UpdateKind],
    )
    next_contact = DanishDateField(
        "desk.form.next", "desk.form.next.hint", missing="desk.rule.no_date"
    )
    owner_unit = ChoiceField("desk.form.owner", select=True, required=False)
    ended = ChoicesField("desk.form.ended", required=False)
    wait_on = ChoiceField("desk.form.wait_on", select=True, required=False)
    wait_item = ChoiceField("desk.form.wait_item", select=True, required=False)
    step = ChoiceField("desk.form.step", select=True, required=False)
    back_because = ChoiceField("desk.form.back_because", select=True, required=False)
    answers = KeptField()

    def offer(self, state: CaseState, own_unit: str | None) -> None:
        """Set what can be chosen in this case."""
        self.knows_the_wait = bool(state.waiting)
        self.next_contact.required = not is_answered(state)
        self.owner_unit.options = _owners(own_unit)
        self.ended.options = [Option(one.ref, wait_text(one)) for one in state.waiting.values()]
        self.wait_on.options = [_none(), *(Option(one, desk_words.who(one).key) for one in Awaited)]
        self.wait_item.options = [_none(), *(Option(one, desk_words.item(one).key) for one in Item)]
        self.step.options = [
            Option("", "desk.form.step.stays"),
            *(Option(one, _step_name(state, one)) for one in Step if one is not state.step),
        ]
        self.back_because.options = [
            _none(),
            *(Option(one, f"return_reason.{one}") for one in ReturnReason),
        ]

    def update(self, text: str) -> Update:
        """Return what was asked for, with the text as it is to be posted."""
        return Update(
            kind=UpdateKind(self.kind.data),
            text=text,
            next_contact=self.next_contact.data,
            owner_unit=self.owner_unit.data or None,
            wait_on=Awaited(self.wait_on.data) if self.wait_on.data else None,
            wait_item=Item(self.wait_item.data) if self.wait_item.data else None,
            ended=tuple(self.ended.data or ()),
            step=Step(self.step.data) if self.step.data else None,
            back_because=ReturnReason(self.back_because.data) if self.back_because.data else None,
            answers=self.answers.data or None,
        )

    @property
    def says_more(self) -> bool:
        """Whether what is folded away is needed: it holds something, or no wait is known."""
        if not self.knows_the_wait:
            return True
        more = (self.owner_unit, self.ended, self.wait_on, self.wait_item)
        return any(one.data or one.errors for one in (*more, self.step, self.back_because))


class AgreementForm(DeskForm):
    """Record what was agreed on the phone or at a meeting, in both sides' own words."""

    note = ParagraphsField(
        "desk.agreement.note", "desk.agreement.note.hint", most=MOST_LETTERS, rows=4
    )
    citizen_words = ParagraphsField(
        "desk.agreement.words",
        "desk.agreement.words.hint",
        most=MOST_LETTERS,
        rows=3,
        required=False,
    )
    party = ChoiceField("desk.agreement.party", select=True)
    what = ChoiceField(
        "desk.agreement.what",
        select=True,
        options=[
            Option(one, f"desk.promised.{one}.label")
            for one in (Promised.OTHER, Promised.CALL, Promised.CONTACT, Promised.MEETING)
        ]
        + [Option(Promised.LETTER, f"desk.promised.{Promised.LETTER}.label")],
    )
    by = DanishDateField("desk.agreement.by", "desk.form.next.hint")
    channel = ChoiceField(
        "desk.agreement.channel",
        options=[
            Option(one, f"channel.{one}") for one in (Channel.PHONE, Channel.MEETING, Channel.PAPER)
        ],
    )
    owner_unit = ChoiceField("desk.form.owner", select=True, required=False)
    talked = YesField("desk.agreement.talked", "desk.agreement.talked.hint", required=False)

    def offer(self, own_unit: str | None, parties: Sequence[Party]) -> None:
        """Set who can keep it, and whom it was agreed with, when there is more than one."""
        self.owner_unit.options = _owners(own_unit)
        self.party.options = [_person(party) for party in parties]
        if len(self.party.options) <= 1:
            del self.party


def _person(party: Party) -> Option:
    shown = party.name and not party.protected
    return Option(party.ref, Own(str(party.name)) if shown else "desk.protected")


class MoveForm(DeskForm):
    """Move a promise: a new day, and why. The old one stays in its history."""

    by = DanishDateField("desk.move.by", "desk.form.next.hint")
    reason = ChoiceField(
        "desk.move.reason",
        select=True,
        options=[
            Option("", _CHOOSE),
            *(
                Option(one, f"extension_reason.{one}")
                for one in ExtensionReason
                if one is not ExtensionReason.OTHER
            ),
        ],
    )


class KeptForm(DeskForm):
    """Say that a promise was kept, and when the citizen hears again."""

    channel = ChoiceField(
        "desk.kept.channel",
        options=[
            Option(one, f"channel.{one}")
            for one in (Channel.PHONE, Channel.MEETING, Channel.PAPER, Channel.HANDED_OVER)
        ],
    )
    next_contact = DanishDateField("desk.form.next", "desk.kept.next.hint", required=False)


class TalkForm(DeskForm):
    """Note the talk that goes before a decision letter."""

    result = ChoiceField(
        "desk.talk.result",
        options=[Option(one, f"desk.talk.{one}", f"desk.talk.{one}.hint") for one in TalkResult],
    )
    on = DanishDateField("desk.talk.on", "desk.talk.on.hint", back=True)


def new_token() -> str:
    """Return a token for a form that is opened."""
    return secrets.token_urlsafe(15)


def marks(case: DeskCase) -> dict[str, str]:
    """Return what a newly opened form carries unseen."""
    return {"seen": str(case.seen), "token": new_token()}


def update_form(case: DeskCase, fields: MultiDict[str, str] | None = None) -> UpdateForm:
    """Return the form: as it was sent, as its draft was kept, or filled in from the feed."""
    if request.method == "POST" or fields is not None:
        form = UpdateForm(fields if fields is not None else request.form)
    else:
        form = UpdateForm(None, data=prefilled(case))
    form.offer(case.state, worker().unit)
    return form


def prefilled(case: DeskCase) -> dict[str, object]:
    """Return what the form holds when it is opened: everything but the words."""
    here = portal()
    every = case.agreement.every_days
    answers = request.args.get("svar", "")
    return {
        **marks(case),
        "kind": UpdateKind.NEWS,
        "next_contact": next_contact.propose(case.state, every, here.today(), here.office.closed),
        "answers": answers if answers in case.state.messages else "",
    }


def likely_promise(case: DeskCase) -> Promised:
    """Return what one most likely promises somebody: a call to whoever wants to be called."""
    by_phone = case.agreement.way is ContactWay.PHONE or case.agreement.phone_first
    return Promised.CALL if by_phone else Promised.OTHER


def wait_text(wait: Waiting) -> Say:
    """Return what is waited for, from whom and since when."""
    return say(
        "desk.wait.label",
        item=desk_words.item(wait.item),
        who=desk_words.who(wait.on),
    )


def _owners(own_unit: str | None) -> tuple[Option, ...]:
    teams = portal().municipality.teams
    others = [Option(team.name, Own(team.name)) for team in teams if team.name != own_unit]
    return (Option("", "desk.form.owner.me"), *others)


def _none() -> Option:
    return Option("", _CHOOSE)


def _step_name(state: CaseState, step: Step) -> Say:
    way = "back" if state.step is not None and step.number < state.step.number else "on"
    name = Phrase(f"step.{state.kind or 'application'}.{step}.label")
    return say(f"desk.step.{way}.label", number=step.number, label=name)
