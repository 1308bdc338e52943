"""A citizen's letters: each as a page, as PDF, and the authority's own document with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from portal.core.access import is_concerned, may_read_letters
from portal.core.acts import may_act
from portal.core.adviser import recently_changed
from portal.core.case import CaseState
from portal.core.events import CaseEvent
from portal.core.files import FileState
from portal.core.fold import read_case
from portal.core.parties import Party
from portal.core.say import say
from portal.core.vocabulary import (
    EventType,
    HandoverReading,
    HandoverWait,
    LetterKind,
)
from portal.letters.document_text import pages_of
from portal.pages.audience import Audience, audience
from portal.pages.downloads import download
from portal.pages.forms import ChoiceField, Option, PortalForm
from portal.pages.frame import asks
from portal.pages.limits import Limit, limited
from portal.pages.rendering import Page, label, page, speaker
from portal.services.own_events import By, OwnEvent, add_events
from portal.store import cases, documents, feed, letters
from portal.store.cases import COPENHAGEN, CaseLink
from portal.store.documents import DOCUMENT_NAMES
from portal.web.citizen.behalf import FOR_SOMEBODY, called, concerned
from portal.web.citizen.standing import link_to
from portal.web.looked import relative_looked
from portal.web.portal import portal, reading
from portal.wording.dates import long_date

bp = Blueprint("letters", __name__, url_prefix="/sag/<public_id>")

_OWN_LETTER = "portal-"


class HandoverForm(PortalForm):
    """How a new caseworker is to begin: two choices, none of them asks for a reason."""

    reading = ChoiceField(
        "handover.reading",
        options=[Option(one, f"handover.reading.{one}") for one in HandoverReading],
    )
    wait = ChoiceField(
        "handover.wait", options=[Option(one, f"handover.wait.{one}") for one in HandoverWait]
    )


def can_choose(party: Party, state: CaseState, today: date) -> bool:
    """Tell whether there is a new caseworker to say it to, and this reader may act."""
    return recently_changed(state, today) and state.closed_at is None and may_act(party, today)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Somebody who reads a case's letters: as which party, and whose letters besides.

    ``about`` is the person the case is about, when that is somebody else and is known.
    """

    link: CaseLink
    people: tuple[str, ...]
    about: cases.Concerned | None = None

    def on_behalf(self) -> str | None:
        """Return whom the page is about, None when it is the reader's own case."""
        if is_concerned(self.link.party):
            return None
        return speaker().say(say("case.on_behalf", name=called(self.about, label)))


@bp.get("/brev/<letter_id>")
@audience(Audience.CITIZEN)
def letter(public_id: str, letter_id: str) -> ResponseReturnValue:
    """Show a letter as it was sent. Not yours and not there are the same answer."""
    reader = _reader(public_id)
    row = _letter(reader, letter_id)
    state = _state(reader)
    form = None
    if row.kind == LetterKind.CASEWORKER and can_choose(reader.link.party, state, portal().today()):
        form = _form(state, reader.link.party)
    asks(f"/sag/{public_id}/brev/{letter_id}/forstod-du")
    return page(
        "citizen/letter.html",
        about=reader.on_behalf(),
        letter=Markup(row.html),  # noqa: S704 - our own template wrote it, and it never changed
        pdf=url_for("letters.pdf", public_id=public_id, letter_id=letter_id),
        document=_document_part(row, public_id, letter_id),
        case=url_for("citizen.case", public_id=public_id),
        form=form,
        action=url_for("letters.handover", public_id=public_id),
        title=label("letter.title"),
    )


def letter_as_sent(public_id: str, letter_id: str) -> Any:
    """Return a letter's row for whoever may read it; write that somebody else has it before them.

    Not yours and not there are the same answer.
    """
    return _letter(_reader(public_id), letter_id)


@bp.get("/brev/<letter_id>/pdf")
@audience(Audience.CITIZEN)
def pdf(public_id: str, letter_id: str) -> Response:
    """Give the letter as it would be on paper."""
    row = _letter(_reader(public_id), letter_id)
    return _as_pdf(row.pdf, f"brev-{row.made_at.astimezone(COPENHAGEN):%Y-%m-%d}.pdf")


@bp.get("/brev/<letter_id>/dokument")
@audience(Audience.CITIZEN)
def document(public_id: str, letter_id: str) -> Response:
    """Give the authority's own document that went with a letter."""
    row = _letter(_reader(public_id), letter_id)
    found = documents.document(reading(), row.document_id) if row.document_id else None
    if found is None:
        abort(404)
    return _as_pdf(found.content, DOCUMENT_NAMES.get(LetterKind(found.kind), "Dokument.pdf"))


@bp.route("/ny-sagsbehandler", methods=["GET", "POST"])
@audience(Audience.CITIZEN)
@limited(Limit.SENDS)
def handover(public_id: str) -> ResponseReturnValue:
    """Let the citizen say how a new caseworker is to begin; it may be said again."""
    reader = _reader(public_id)
    state = _state(reader)
    if not can_choose(reader.link.party, state, portal().today()):
        abort(404)
    _looked(reader)
    form = HandoverForm() if request.method == "POST" else _form(state, reader.link.party)
    if request.method == "POST" and form.validate_on_submit():
        _choose(reader, form)
        return redirect(url_for("letters.handover", public_id=public_id), 303)
    chosen = _chosen(state, reader.link.party) if request.method == "GET" else None
    return _handover_page(reader, form, chosen), form.status


def letters_part(page: Page, link: CaseLink, state: CaseState) -> Markup:
    """Return the part of the case's page that lists its letters; nothing when there are none."""
    public_id = link.public_id

    def way(row: Any) -> str:
        return url_for("letters.letter", public_id=public_id, letter_id=row.public_id)

    return list_of(letters_of(link, state, portal().today()), page, way)


def list_of(rows: list[Any], page: Page, way: Callable[[Any], str]) -> Markup:
    """Return letters as a part of a page; ``way`` gives where one is opened."""
    if not rows:
        return Markup()
    language = page.speaker.language
    part = {
        "heading": page.label("letters.title"),
        "id": "letters",
        "letters": [
            {
                "href": way(row),
                "text": _capital(page.speaker.key(f"letter.{row.kind}")),
                "when": page.label(
                    "letters.made",
                    date=long_date(row.made_at.astimezone(COPENHAGEN).date(), language),
                ),
            }
            for row in rows
        ],
    }
    return page.shaped("letters", part)


def letters_of(link: CaseLink, state: CaseState, today: date) -> list[Any]:
    """Return the letters of a case that somebody may read; one statement, none without letters.

    That there are any the events tell, which the page has read already.
    """
    named = [event.get("letter") for event in state.record.events]
    if not any(ref.startswith(_OWN_LETTER) for ref in filter(None, named)):
        return []
    if not may_read_letters(link.party, today):
        return []
    about = None
    if link.party.role in FOR_SOMEBODY:
        about = concerned(link, state.record.events)
    people = _people(link.party, about)
    found = letters.read_by(reading(), link.case_id, people)
    return _each_once(found, link.party.person)


def _each_once(rows: list[Any], person: str) -> list[Any]:
    """Return each letter once: who reads for somebody else reads their own where there is one."""
    kept: dict[tuple[str, str], Any] = {}
    for row in rows:
        about = (row.kind, row.occasion)
        if about not in kept or row.person == person:
            kept[about] = row
    return list(kept.values())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _reader(public_id: str) -> _Reader:
    """Return who reads; stops whoever may not read letters as if there were none."""
    link = link_to(public_id, may_read_letters)
    if is_concerned(link.party):
        return _Reader(link, (link.party.person,))
    about = concerned(link)
    return _Reader(link, _people(link.party, about), about)


def _people(party: Party, about: cases.Concerned | None) -> tuple[str, ...]:
    """Return whose letters somebody reads: their own, and those of whom they represent.

    In a case about several people that is whoever gave the right. Where nobody has told who did,
    one's letters must not be read by whoever was let in by the other.
    """
    if about is None or about.several or party.role not in FOR_SOMEBODY:
        return (party.person,)
    return (party.person, about.person)


def _letter(reader: _Reader, letter_id: str) -> Any:
    row = letters.letter(reading(), reader.link.case_id, letter_id)
    if row is None or row.person not in reader.people:
        abort(404)
    _looked(reader)
    return row


def _looked(reader: _Reader) -> None:
    """Write that somebody else than the person concerned has this before them."""
    link = reader.link
    if not is_concerned(link.party):
        about = reader.about
        person = about.person if about and not about.several else None
        relative_looked(link.party, link.case_id, person)


def _document_part(row: Any, public_id: str, letter_id: str) -> dict[str, Any] | None:
    """Return the authority's own document, in full: its text on the page, and the PDF."""
    found = documents.document(reading(), row.document_id) if row.document_id else None
    if found is None:
        return None
    return {
        "href": url_for("letters.document", public_id=public_id, letter_id=letter_id),
        "pages": pages_of(found.content),
    }


def _as_pdf(content: bytes, name: str) -> Response:
    response = download(content, name, FileState.CLEAN)
    response.mimetype = "application/pdf"
    return response


def _state(reader: _Reader) -> CaseState:
    return read_case(
        cases.events_of_case(reading(), reader.link.case_id), in_order=True, today=portal().today()
    )


def _chosen(state: CaseState, party: Party) -> CaseEvent | None:
    """Return what the reader chose last; what others in the case chose is theirs."""
    mine = (
        event
        for event in reversed(state.record.events)
        if event.type == EventType.HANDOVER_CHOSEN and event.get("party") == party.ref
    )
    return next(mine, None)


def _form(state: CaseState, party: Party) -> HandoverForm:
    chosen = _chosen(state, party)
    known = {} if chosen is None else {name: chosen.get(name) for name in ("reading", "wait")}
    return HandoverForm(None, data=known)


def _choose(reader: _Reader, form: HandoverForm) -> None:
    here = portal()
    said = {
        "reading": form.reading.data,
        "wait": form.wait.data,
        "party": reader.link.party.ref,
    }
    with here.engine.begin() as connection:
        feed.wait_for_turn(connection)
        event = OwnEvent(EventType.HANDOVER_CHOSEN, said)
        add_events(connection, reader.link.case_id, [event], By.CITIZEN, here.office, here.now())


def _handover_page(reader: _Reader, form: HandoverForm, choice: CaseEvent | None) -> str:
    public_id, chosen = reader.link.public_id, []
    if choice is not None:
        said = speaker()
        chosen = [said.key("handover.sent")]
        chosen += [said.key(f"handover.chosen.{choice.get(name)}") for name in ("reading", "wait")]
    return page(
        "citizen/handover.html",
        about=reader.on_behalf(),
        form=form,
        chosen=chosen,
        action=url_for("letters.handover", public_id=public_id),
        case=url_for("citizen.case", public_id=public_id),
        title=form.titled("handover.title"),
    )
