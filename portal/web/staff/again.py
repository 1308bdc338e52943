"""A case's page at the desk, shown again as it stood on a day: for a complaint or an Ombudsman."""

import hashlib
from typing import Any

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from portal.core.access import may_see
from portal.core.files import FileState
from portal.core.looks import What
from portal.core.parties import Party, read_parties
from portal.core.say import say
from portal.core.vocabulary import LetterKind
from portal.letters.document_text import pages_of
from portal.pages.audience import Audience, audience
from portal.pages.downloads import download
from portal.pages.forms import Option, Own
from portal.pages.rendering import label, page, speaker
from portal.services.shown_again import NotThereError, known_then, words_since
from portal.services.shown_words import NotRecordedError
from portal.store import documents, letters
from portal.store.cases import COPENHAGEN
from portal.store.documents import DOCUMENT_NAMES
from portal.web.citizen.again_form import AgainForm, asked
from portal.web.citizen.shown_again import About, saw, show_again, told
from portal.web.looked import staff_looked
from portal.web.portal import reading
from portal.web.staff.opened import DeskCase, open_case

bp = Blueprint("staff_again", __name__, url_prefix="/medarbejder/sag/<public_id>/vist-igen")

_FIGURES = str.maketrans("0123456789", "ghijkmnpqr")


@bp.get("", strict_slashes=False)
@audience(Audience.STAFF)
def again(public_id: str) -> ResponseReturnValue:
    """Ask for a day and whose page, or show it as it stood then."""
    case = open_case(public_id, shown=False)
    people = {_name(party.ref): party for party in read_parties(case.events).values()}
    form = asked(som=_name(case.party.ref), laes=_usual(case))
    form.som.options = [Option(name, Own(_called(party))) for name, party in people.items()]
    at = form.moment() if request.args else None
    if at is None:
        return _ask(case, form)
    try:
        then = known_then(reading(), case.case_id, case.source, at)
    except NotThereError as error:
        form.refuse_case(error)
        return _ask(case, form)
    party = then.parties.get(people[form.som.data].ref)
    if party is None or not saw(then, party, may_see):
        form.som.refuse(say("again.error.not_theirs"))
        return _ask(case, form)

    def way(row: Any) -> str:
        return url_for("staff_again.letter", public_id=public_id, letter_id=row.public_id)

    about = About(case.case_id, case.public_id, case.source)
    try:
        shown = show_again(about, then, party, form.laes.data, way)
    except NotRecordedError:
        form.refuse_words(words_since(reading()))
        return _ask(case, form)
    staff_looked([case.case_id], What.SHOWN_AGAIN)
    return page(
        "again/shown.html",
        shown=shown,
        told=told(shown, then, party, form.laes.data),
        back=url_for("staff.case", public_id=public_id),
        other=url_for("staff_again.again", public_id=public_id),
        title=speaker().key("again.title.label"),
    )


@bp.get("/brev/<letter_id>")
@audience(Audience.STAFF)
def letter(public_id: str, letter_id: str) -> ResponseReturnValue:
    """Show a letter as it was sent."""
    case, row = _letter(public_id, letter_id)
    found = _document(row)
    document = None
    if found is not None:
        href = url_for("staff_again.document", public_id=public_id, letter_id=letter_id)
        document = {"href": href, "pages": pages_of(found.content)}
    return page(
        "citizen/letter.html",
        about=case.who,
        letter=Markup(row.html),  # noqa: S704 - our own template wrote it, and it never changed
        pdf=url_for("staff_again.pdf", public_id=public_id, letter_id=letter_id),
        document=document,
        case=url_for("staff.case", public_id=public_id),
        form=None,
        title=label("letter.title"),
    )


@bp.get("/brev/<letter_id>/pdf")
@audience(Audience.STAFF)
def pdf(public_id: str, letter_id: str) -> Response:
    """Give a letter as it would be on paper."""
    _, row = _letter(public_id, letter_id)
    return _as_pdf(row.pdf, f"brev-{row.made_at.astimezone(COPENHAGEN):%Y-%m-%d}.pdf")


@bp.get("/brev/<letter_id>/dokument")
@audience(Audience.STAFF)
def document(public_id: str, letter_id: str) -> Response:
    """Give the authority's own document that went with a letter."""
    _, row = _letter(public_id, letter_id)
    found = _document(row) or abort(404)
    return _as_pdf(found.content, DOCUMENT_NAMES.get(LetterKind(found.kind), "Dokument.pdf"))


def _letter(public_id: str, letter_id: str) -> tuple[DeskCase, Any]:
    """Return a case that is this person's work, and one of its letters; the look is written."""
    case = open_case(public_id, shown=False)
    row = letters.letter(reading(), case.case_id, letter_id) or abort(404)
    staff_looked([case.case_id], What.SHOWN_AGAIN)
    return case, row


def _document(row: Any) -> Any:
    return documents.document(reading(), row.document_id) if row.document_id else None


def _as_pdf(content: bytes, name: str) -> Response:
    response = download(content, name, FileState.CLEAN)
    response.mimetype = "application/pdf"
    return response


def _ask(case: DeskCase, form: AgainForm) -> ResponseReturnValue:
    staff_looked([case.case_id], What.CASE)
    return page(
        "again/ask.html",
        form=form,
        lead=speaker().key("again.lead.staff"),
        back=url_for("staff.case", public_id=case.public_id),
        action=url_for("staff_again.again", public_id=case.public_id),
        title=form.titled("again.title.label"),
    ), form.status


def _usual(case: DeskCase) -> str:
    """Return the language the case system gives for the person, Danish when it gives none."""
    language = case.party.language
    return language if language in ("en", "ar") else "da"


def _called(party: Party) -> str:
    """Return what somebody in a case is called here; a name that is protected is not shown."""
    role = speaker().key(f"again.role.{party.role}.label")
    return f"{role}: {party.name}" if party.name and not party.protected else role


def _name(ref: str) -> str:
    """Return what stands for a party in an address: it says nothing, and is no number."""
    return hashlib.sha256(ref.encode()).hexdigest()[:10].translate(_FIGURES)
