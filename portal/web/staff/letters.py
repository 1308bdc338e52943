"""A case's letters at the desk: which went, which wait and why, and those somebody writes."""

from typing import Any

from flask import Blueprint, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from portal.core.say import say
from portal.core.vocabulary import LetterKind
from portal.letters.pages import open_templates
from portal.pages.audience import Audience, audience
from portal.pages.rendering import label, page, speaker
from portal.pages.uploads import receives_files
from portal.services.keep_document import DocumentProblem, DocumentRefusedError
from portal.services.make_letters import gate_of, reader_of
from portal.services.order_letters import known_from
from portal.services.post_update import CaseChangedError
from portal.services.write_by_hand import (
    BY_HAND,
    Draft,
    LetterRefusedError,
    Written,
    can_be_written,
    draft_of,
    write_by_hand,
)
from portal.services.write_letter import Pens, page_of
from portal.settings import RESOURCES
from portal.store import documents, letters
from portal.store.cases import COPENHAGEN
from portal.store.letters import LetterState
from portal.web.portal import portal, reading
from portal.web.staff.changes import since
from portal.web.staff.forms import marks, new_token
from portal.web.staff.letter_forms import FORMS, LetterForm, prefilled
from portal.web.staff.needs import needs
from portal.web.staff.opened import DeskCase, open_case, writer
from portal.wording.dates import long_date

bp = Blueprint("staff_letters", __name__, url_prefix="/medarbejder/sag/<public_id>/breve")

_FIELD_OF = {"content": "words", "decider": "decider", "complain_by": "document"}


@bp.get("", strict_slashes=False)
@audience(Audience.STAFF)
def every(public_id: str) -> ResponseReturnValue:
    """Show the case's letters: which went, which wait and why, and what can be written."""
    case = open_case(public_id)
    rows = letters.of_case(reading(), case.case_id)
    on_their_way = {row.kind for row in rows if row.state == LetterState.ORDERED}
    return page(
        "staff/letters/every.html",
        case=case,
        needs=needs(case),
        rows=[_row(case, row) for row in rows],
        writable=[
            {
                "href": url_for("staff_letters.write", public_id=public_id, kind=kind),
                "label": label(f"desk.letter.write.{kind}"),
            }
            for kind in BY_HAND
            if can_be_written(case.state, kind) and kind not in on_their_way
        ],
        ordered=_just_ordered(case, request.args.get("bestilt")),
        title=label("desk.letters.title"),
    )


@bp.route("/<kind>", methods=["GET", "POST"])
@audience(Audience.STAFF)
@receives_files
def write(public_id: str, kind: str) -> ResponseReturnValue:
    """Show the form, the letter as its reader will meet it, or order it."""
    case = open_case(public_id)
    writer()
    if kind not in BY_HAND or not can_be_written(case.state, LetterKind(kind)):
        abort(404)
    made = FORMS[LetterKind(kind)]
    if request.method == "GET":
        form = made(None, data={**marks(case), **prefilled(case, LetterKind(kind))})
        return _form_page(case, form)
    form, looks = made(), request.form.get("do") == "preview"
    if "document" in form:
        form["document"].required = not (looks or _documents(case, form.kind))
    form.validate()
    if form.wrong:
        return _form_page(case, form), 422
    if looks:
        return _form_page(case, form, preview=True)
    return _ordered(case, form)


def _ordered(case: DeskCase, form: LetterForm) -> ResponseReturnValue:
    here = portal()
    opened = form.opened(case, "letter")
    try:
        write_by_hand(
            here.engine, here.office, here.identifiers, opened, form.written(), writer(), here.now()
        )
    except CaseChangedError as changed:
        form.seen.raw_data, form.seen.data = [str(changed.newest)], str(changed.newest)
        return _form_page(case, form, newer=since(case, opened.seen)), 409
    except LetterRefusedError as refused:
        _refuse(form, refused.names)
        return _form_page(case, form), 422
    except DocumentRefusedError as refused:
        form["document"].refuse(say(f"desk.document.{DocumentProblem(refused.problem)}"))
        return _form_page(case, form), 422
    every_letter = url_for("staff_letters.every", public_id=case.public_id, bestilt=form.kind)
    return redirect(every_letter, 303)


def _refuse(form: LetterForm, names: tuple[str, ...]) -> None:
    """Say what the letter lacks, at the field that can mend it where there is one."""
    fields = {field.short_name for field in form.asked}
    for name in names:
        field = _FIELD_OF.get(name, name)
        error = say(f"desk.lacks.{name}" if name in _SAID else "desk.lacks.other")
        if field in fields:
            form[field].refuse(error)
        else:
            form.refuse(error)


_SAID = frozenset({"party", "phone", "document", "content", "deadline", "answer_by"})


def _form_page(
    case: DeskCase,
    form: LetterForm,
    *,
    preview: bool = False,
    newer: list[dict[str, Any]] | None = None,
) -> str:
    if not form.token.data:
        form.token.data = new_token()
    draft = _draft(case, form.written()) if preview else None
    known = _documents(case, form.kind)
    if "document" in form:
        form["document"].required = not known
    return page(
        "staff/letters/write.html",
        case=case,
        needs=needs(case),
        form=form,
        action=url_for("staff_letters.write", public_id=case.public_id, kind=form.kind),
        back=url_for("staff_letters.every", public_id=case.public_id),
        newer=newer,
        heading=label(f"desk.letter.write.{form.kind}"),
        documents=known,
        gate=_gate(case, form.kind),
        preview=_preview(draft) if draft else None,
        lacks=[_lack(name) for name in draft.lacks] if draft else [],
        nobody=preview and draft is None,
        title=form.titled(f"desk.letter.write.{form.kind}"),
    )


def _draft(case: DeskCase, written: Written) -> Draft | None:
    """Return the letter as it would be now."""
    here, connection = portal(), reading()
    known = _about(case, written.kind)
    return draft_of(
        letters.events_of(connection, [case.case_id])[case.case_id],
        letters.of_cases(connection, [case.case_id])[case.case_id],
        written,
        here.office,
        here.now(),
        has_document=bool(known and documents.documents_about(connection, case.case_id, known)),
    )


def _preview(draft: Draft) -> Markup:
    """Return the letter as its reader meets it: in their language, from their agreement."""
    how = reader_of(draft.known, draft.party, portal().office)
    return preview_of(page_of(draft.facts, how, pens()))


def preview_of(html: str) -> Markup:
    """Return a letter one step down, so that the page keeps its own heading."""
    for level in (3, 2, 1):
        html = html.replace(f"<h{level}", f"<h{level + 1}")
        html = html.replace(f"</h{level}>", f"</h{level + 1}>")
    return Markup(html)  # noqa: S704 - our own template wrote and escaped it


def pens() -> Pens:
    """Return what letters are written with, opened once by this process."""
    here = portal()
    kept = current_app.extensions
    if "letter_pens" not in kept:
        pages = open_templates(RESOURCES / "templates")
        kept["letter_pens"] = Pens(here.catalogue, here.municipality, pages)
    found: Pens = kept["letter_pens"]
    return found


def _lack(name: str) -> str:
    return speaker().key(f"desk.lacks.{name}" if name in _SAID else "desk.lacks.other")


def _about(case: DeskCase, kind: LetterKind) -> str | None:
    """Return the reference of the decision or complaint a letter would be about."""
    if kind is LetterKind.DECISION:
        return case.state.decision.ref if case.state.decision else None
    if kind is LetterKind.REASSESSMENT:
        return case.state.complaint.ref if case.state.complaint else None
    return None


def _documents(case: DeskCase, kind: LetterKind) -> list[str]:
    about = _about(case, kind)
    found = documents.documents_about(reading(), case.case_id, about) if about else []
    return [_day(row.received_at) for row in found[:1]]


def _gate(case: DeskCase, kind: LetterKind) -> str | None:
    """Return how it stands with the talk before a decision letter, in a sentence."""
    about = _about(case, kind)
    if kind is not LetterKind.DECISION or about is None:
        return None
    found = gate_of(case.state, about, portal().office, portal().today())
    if found.lifted is not None:
        return speaker().key(f"desk.gate.{found.lifted}")
    if found.until is None:
        return None
    return speaker().say(say("desk.gate.waits", date=found.until))


def _just_ordered(case: DeskCase, kind: str | None) -> str | None:
    """Return what is said of a letter that was just ordered: it goes soon, or it waits."""
    if kind not in BY_HAND:
        return None
    about = _about(case, LetterKind(kind))
    if kind == LetterKind.DECISION and about is not None:
        found = gate_of(case.state, about, portal().office, portal().today())
        if found.lifted is None and found.until is not None:
            return speaker().say(say("desk.gate.waits", date=found.until))
    return speaker().key("desk.letters.was_ordered")


def _row(case: DeskCase, row: Any) -> dict[str, Any]:
    """Return one letter: to whom, about what, and how it stands."""
    known = known_from(case.events, ())
    party = known.parties.get(row.party)
    protected = party is None or party.protected
    return {
        "what": _capital(speaker().key(f"letter.{row.kind}")),
        "to": label("desk.protected") if protected or party is None else party.name,
        "stands": _stands(case, row),
        "waits": row.state == LetterState.ORDERED,
    }


def _stands(case: DeskCase, row: Any) -> str:
    if row.state == LetterState.MADE:
        return label("letters.made", date=_day(row.made_at))
    if row.state == LetterState.DROPPED:
        reason = (row.dropped_because or "").partition(":")[0]
        return speaker().key(f"desk.dropped.{reason if reason in DROPPED else 'not_so_any_more'}")
    held = _gate(case, LetterKind.DECISION) if row.kind == LetterKind.DECISION else None
    return held or label("desk.letters.ordered")


DROPPED = (
    "no_party",
    "died",
    "wrong_person",
    "no_access",
    "not_so_any_more",
    "sent_elsewhere",
    "decided_otherwise",
    "lacks",
)
"""Why a letter that was ordered did not go."""


def _day(at: Any) -> str:
    return long_date(at.astimezone(COPENHAGEN).date(), speaker().language)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
