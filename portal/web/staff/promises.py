"""The promise record at the desk: what was agreed, moved and kept. Nothing is edited in silence."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from portal.core import next_contact
from portal.core.access import is_concerned, may_see
from portal.core.parties import Party, read_parties
from portal.core.promises import Promise, promises_of
from portal.core.vocabulary import Channel, EventType, Promised
from portal.pages.audience import Audience, audience
from portal.pages.forms import DanishDateField
from portal.pages.rendering import label, speaker
from portal.services.own_events import OwnEvent, new_reference
from portal.services.post_update import CaseChangedError, post_events
from portal.store.journal import JournalKind
from portal.web.citizen.panel import promise_text
from portal.web.portal import portal
from portal.web.staff import drafting
from portal.web.staff.blueprint import bp
from portal.web.staff.changes import since
from portal.web.staff.forms import (
    AgreementForm,
    DeskForm,
    KeptForm,
    MoveForm,
    likely_promise,
    marks,
    new_token,
)
from portal.web.staff.needs import needs
from portal.web.staff.opened import DeskCase, open_case, writer
from portal.web.staff.scripted import scripted_page
from portal.web.staff.tasks import promise_of


@bp.route("/sag/<public_id>/aftale", methods=["GET", "POST"])
@audience(Audience.STAFF)
def agreement(public_id: str) -> ResponseReturnValue:
    """Record an agreement from a talk or a meeting."""
    case, does = open_case(public_id), request.form.get("do", "post")
    draft = drafting.draft_of(case, "agreement") if request.method == "GET" else None
    form = _agreement_form(case, draft)
    if request.method == "GET":
        return _page(case, form, "agreement", draft=drafting.part(draft))
    if does in ("draft", "discard"):
        return drafting.keep_or_throw(case, "agreement", form, does) or _page(
            case, form, "agreement", kept=True
        )
    return _post(case, form, "agreement", form.by, lambda: _agreed(case, form))


@bp.route("/sag/<public_id>/flyt", methods=["GET", "POST"])
@audience(Audience.STAFF)
def move(public_id: str) -> ResponseReturnValue:
    """Move a promise to another day, with the reason."""
    case = open_case(public_id)
    promise = _promise(case)
    form = MoveForm(request.form) if request.method == "POST" else MoveForm(None, data=marks(case))
    if request.method == "GET":
        return _page(case, form, "move", promise=promise)
    return _post(case, form, "move", form.by, lambda: _moved(promise, form), promise)


@bp.route("/sag/<public_id>/holdt", methods=["GET", "POST"])
@audience(Audience.STAFF)
def kept(public_id: str) -> ResponseReturnValue:
    """Say that a promise was kept, and when the citizen hears again."""
    case = open_case(public_id)
    promise = _promise(case)
    form = KeptForm(request.form if request.method == "POST" else None, data=_kept_data(case))
    if request.method == "GET":
        return _page(case, form, "kept", promise=promise)
    return _post(
        case, form, "kept", form.next_contact, lambda: _kept_events(promise, form), promise
    )


def _agreement_form(case: DeskCase, draft: Any) -> AgreementForm:
    if request.method == "POST":
        form = AgreementForm(request.form)
    elif draft is not None:
        fields = [(name, one) for name, many in draft.fields.items() for one in many]
        form = AgreementForm(MultiDict(fields))
    else:
        known = {"channel": Channel.PHONE, "what": likely_promise(case), "talked": True}
        form = AgreementForm(None, data=marks(case) | known)
    form.offer(writer().unit, _people(case))
    return form


def _people(case: DeskCase) -> list[Party]:
    """Return whom something can be agreed with: the person the case is about first."""
    today = portal().today()
    found = [party for party in read_parties(case.events).values() if may_see(party, today)]
    return sorted(found, key=lambda party: (not is_concerned(party), party.ref))


def _kept_data(case: DeskCase) -> dict[str, object]:
    here = portal()
    day = next_contact.propose(
        case.state, case.agreement.every_days, here.today(), here.office.closed
    )
    return {**marks(case), "channel": Channel.PHONE, "next_contact": day}


def _promise(case: DeskCase) -> Promise:
    found = promise_of(case.state, request.args.get("loefte"))
    # What is sent twice has been kept by the first: posting says so, and 404 would frighten.
    if found is None or (found.kept_at is not None and request.method == "GET"):
        abort(404)
    return found


def _post(
    case: DeskCase,
    form: Any,
    name: str,
    day: DanishDateField,
    events: Callable[[], Sequence[OwnEvent]],
    promise: Promise | None = None,
) -> ResponseReturnValue:
    """Check a form and post what it says; a day that is odd is looked at once more."""
    form.validate()
    if form.wrong:
        return _page(case, form, name, promise=promise), 422
    if form.points_out(day):
        return _page(case, form, name, promise=promise), 422
    here, opened = portal(), form.opened(case, name)
    try:
        item = post_events(
            here.engine,
            here.office,
            opened,
            events(),
            JournalKind.AGREEMENT,
            writer(),
            here.now(),
        )
    except CaseChangedError as changed:
        form.seen.raw_data, form.seen.data = [str(changed.newest)], str(changed.newest)
        return _page(case, form, name, promise=promise, newer=since(case, opened.seen)), 409
    return redirect(url_for("staff.worklist", sendt=item), 303)


def _agreed(case: DeskCase, form: AgreementForm) -> list[OwnEvent]:
    """Return the promise in both sides' words; a talk of today is a contact too."""
    mine = writer()
    theirs = form.owner_unit.data or None
    said_by = [form.party.data] if "party" in form else [party.ref for party in _people(case)]
    promised = OwnEvent(
        EventType.CONTACT_PROMISED,
        {
            "promise": new_reference(),
            "what": str(form.what.data),
            "by": form.by.data.isoformat(),
            "owner": None if theirs else mine.name,
            "owner_unit": theirs or mine.unit,
            "channel": str(form.channel.data),
            "note": form.note.data,
            "citizen_words": form.citizen_words.data or None,
            "party": said_by[0] if said_by else None,
        },
    )
    if not form.talked.data:
        return [promised]
    contact = OwnEvent(EventType.CONTACT_MADE, {"channel": str(form.channel.data)})
    return [contact, promised]


def _moved(promise: Promise, form: MoveForm) -> list[OwnEvent]:
    """Return the promise as it was made, with its new day."""
    return [
        OwnEvent(
            EventType.CONTACT_PROMISED,
            {
                "promise": promise.ref,
                "what": str(promise.what),
                "by": form.by.data.isoformat(),
                "owner": promise.owner,
                "owner_unit": promise.owner_unit,
                "channel": promise.channel,
                "note": promise.note,
                "citizen_words": promise.citizen_words,
                "party": promise.party,
                "reason": str(form.reason.data),
            },
        )
    ]


def _kept_events(promise: Promise, form: KeptForm) -> list[OwnEvent]:
    mine = writer()
    made = {"channel": str(form.channel.data), "promise": promise.ref}
    events = [OwnEvent(EventType.CONTACT_MADE, made)]
    if form.next_contact.data:
        events.append(
            OwnEvent(
                EventType.CONTACT_PROMISED,
                {
                    "promise": new_reference(),
                    "what": str(Promised.CONTACT),
                    "by": form.next_contact.data.isoformat(),
                    "owner": mine.name,
                    "owner_unit": mine.unit,
                    "channel": str(form.channel.data),
                },
            )
        )
    return events


def _in_words(case: DeskCase, promise: Promise | None) -> str | None:
    """Return how a promise stands, as the citizen reads it."""
    today = portal().today()
    standing = (one for one in promises_of(case.state, today) if promise)
    found = next((one for one in standing if promise and one.ref == promise.ref), None)
    return speaker().say(promise_text(found)) if found else None


def _page(
    case: DeskCase,
    form: DeskForm,
    name: str,
    *,
    promise: Promise | None = None,
    draft: dict[str, Any] | None = None,
    **told: Any,
) -> str:
    """Return a form's page. ``told`` is what else to say: kept, newer."""
    if not form.token.data:
        form.token.data = new_token()
    query = {"loefte": promise.ref} if promise else {}
    drafted = name == "agreement"
    return scripted_page(
        "staff/promise.html",
        name=name,
        case=case,
        form=form,
        action=url_for(f"staff.{name}", public_id=case.public_id, **query),  # type: ignore[arg-type]
        draft_url=url_for("staff.keep", public_id=case.public_id, form=name) if drafted else None,
        needs=needs(case),
        promise=promise,
        promise_words=_in_words(case, promise),
        heading=label(f"desk.{name}.title"),
        draft=draft,
        title=form.titled(f"desk.{name}.title"),
        **told,
    )
