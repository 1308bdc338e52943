"""My case's page, shown again as it stood on a day."""

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import is_concerned, may_see
from portal.core.looks import may_read_looks
from portal.core.say import say
from portal.pages.audience import Audience, audience
from portal.pages.reader import choices
from portal.pages.rendering import page, speaker
from portal.services.shown_again import NotThereError, for_the_reader, known_then, words_since
from portal.services.shown_words import NotRecordedError
from portal.store.cases import CaseLink
from portal.web.citizen.again_form import AgainForm, asked
from portal.web.citizen.behalf import concerned
from portal.web.citizen.shown_again import READINGS, About, saw, show_again, told
from portal.web.citizen.standing import link_to
from portal.web.looked import relative_looked
from portal.web.portal import portal, reading
from portal.wording.catalogue import NORMAL

bp = Blueprint("again", __name__)


@bp.get("/sag/<public_id>/vist-igen")
@audience(Audience.CITIZEN)
def again(public_id: str) -> ResponseReturnValue:
    """Ask for a day, or show the reader's own page as it stood then.

    For whoever has the case in their own right: they have seen nothing by it that was not theirs.
    What has been withdrawn or corrected since is not read again, as it is not on today's page.
    """
    link, form = link_to(public_id, may_read_looks), asked(laes=_mine())
    del form.som
    at = form.moment() if request.args else None
    if at is None:
        return _ask(link, form)
    try:
        then = known_then(reading(), link.case_id, link.source, at)
    except NotThereError as error:
        form.refuse_case(error)
        return _ask(link, form)
    then = for_the_reader(then, portal().catalogue["da", NORMAL].text("again.instead"))
    me = then.parties.get(link.party.ref)
    if me is None or me.person != link.party.person or not saw(then, me, may_see):
        form.dag.refuse(say("again.error.not_yours"))
        return _ask(link, form)

    def way(row: Any) -> str:
        return url_for("letters.letter", public_id=public_id, letter_id=row.public_id)

    about = About(link.case_id, link.public_id, link.source)
    try:
        shown = show_again(about, then, me, form.laes.data, way)
    except NotRecordedError:
        form.refuse_words(words_since(reading()))
        return _ask(link, form)
    _looked(link)
    return page(
        "again/shown.html",
        shown=shown,
        told=told(shown, then, me, form.laes.data),
        back=url_for("citizen.case", public_id=public_id),
        other=url_for("again.again", public_id=public_id),
        title=speaker().key("again.title.label"),
    )


def _ask(link: CaseLink, form: AgainForm) -> ResponseReturnValue:
    return page(
        "again/ask.html",
        form=form,
        lead=speaker().key("again.lead.own"),
        back=url_for("citizen.case", public_id=link.public_id),
        action=url_for("again.again", public_id=link.public_id),
        title=form.titled("again.title.label"),
    ), form.status


def _mine() -> str:
    """Return in which language and register the reader reads now."""
    mine = (choices().lang, choices().register)
    return next(kind for kind, one in READINGS.items() if one == mine)


def _looked(link: CaseLink) -> None:
    """Write that a parent has the page before them; nobody's own look at their case is written."""
    if not is_concerned(link.party):
        about = concerned(link)
        behalf = about.person if about and not about.several else None
        relative_looked(link.party, link.case_id, behalf)
