"""What a citizen can do in a case: one form and one page for each, with the phone beside it."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue

from portal.core.acts import open_requests
from portal.core.vocabulary import MessageKind
from portal.files import Vault
from portal.pages.audience import Audience, audience
from portal.pages.limits import Limit, limited
from portal.pages.rendering import page, speaker
from portal.pages.uploads import receives_files
from portal.services.send_message import Keeping, Submission, send_message
from portal.web.citizen.acts_forms import FORMS, ActForm, InformationForm
from portal.web.citizen.acts_page import lead, open_part
from portal.web.citizen.acts_part import SLUGS
from portal.web.citizen.acts_sent import sent
from portal.web.citizen.asked import Asked, ask, ask_to_act
from portal.web.portal import portal

bp = Blueprint("acts", __name__)


def _view(kind: MessageKind) -> Callable[[str], ResponseReturnValue]:
    """Return the view of one kind of message."""

    @audience(Audience.CITIZEN)
    @limited(Limit.SENDS)
    def view(public_id: str) -> ResponseReturnValue:
        return _act(kind, ask_to_act(public_id))

    return receives_files(view) if hasattr(FORMS[kind], "files") else view


def _act(kind: MessageKind, asked: Asked) -> ResponseReturnValue:
    """Show a form, or receive what it brings.

    What comes is received whatever the case is at by then: the page may have stood open.
    """
    form = FORMS[kind]()
    if isinstance(form, InformationForm):
        form.offer(open_requests(asked.reading.state, asked.party))
    if form.validate_on_submit():
        _send(kind, asked, form)
        return redirect(f"{asked.path}/kvittering", 303)
    if not form.is_submitted():
        if kind not in asked.open_acts():
            return _closed(kind, asked)
        form.begin()
    title = f"act.{kind}.heading"
    body = page(
        "citizen/acts/form.html",
        title=form.titled(title),
        heading=speaker().key(title),
        **lead(asked, kind),
        form=form,
        send=speaker().key("act.send.label"),
        action=f"{asked.path}/{SLUGS[kind]}",
        asked=asked,
    )
    return body, form.status


def _send(kind: MessageKind, asked: Asked, form: ActForm) -> None:
    here = portal()
    keeping = Keeping(here.engine, Vault(here.settings.files, here.identifiers), here.identifiers)
    submission = Submission(
        case_id=asked.case_id,
        party=asked.party.ref,
        person=asked.person,
        kind=kind,
        text=form.words(),
        files=form.attached,
        form_token=form.form_token.data or "",
        request=form.request,
        with_phone=form.with_phone,
    )
    send_message(keeping, submission, here.office, here.now())


def _closed(kind: MessageKind, asked: Asked) -> ResponseReturnValue:
    """Say why there is no form here now, and what can be done instead."""
    title = speaker().key(f"act.{kind}.heading")
    return page(
        "citizen/acts/closed.html",
        title=title,
        why=speaker().key(f"act.{kind}.closed"),
        acts=open_part(asked),
        asked=asked,
    )


@bp.get("/sag/<public_id>/kvittering")
@audience(Audience.CITIZEN)
def receipt(public_id: str) -> ResponseReturnValue:
    """Confirm what was sent last: what, when, by when we answer, and the phone."""
    asked = ask(public_id)
    found = sent(asked, most=1)
    if not found:
        abort(404)
    title = speaker().key("act.receipt.heading")
    return page("citizen/acts/receipt.html", title=title, message=found[0], asked=asked)


@bp.get("/sag/<public_id>/sendt")
@audience(Audience.CITIZEN)
def everything_sent(public_id: str) -> ResponseReturnValue:
    """Show what the reader has sent, and what became of it."""
    asked = ask(public_id)
    title = speaker().key("act.sent.heading")
    return page("citizen/acts/sent.html", title=title, messages=sent(asked), asked=asked)


for _kind, _slug in SLUGS.items():
    bp.add_url_rule(f"/sag/<public_id>/{_slug}", str(_kind), _view(_kind), methods=["GET", "POST"])
