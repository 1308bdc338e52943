"""Note the talk that goes before a decision letter: held, declined or tried."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.status import round_decision
from portal.core.vocabulary import EventType
from portal.pages.audience import Audience, audience
from portal.pages.rendering import label, page
from portal.services.own_events import OwnEvent
from portal.services.post_update import CaseChangedError, post_events
from portal.store.journal import JournalKind
from portal.web.portal import portal
from portal.web.staff.blueprint import bp
from portal.web.staff.changes import since
from portal.web.staff.forms import TalkForm, marks, new_token
from portal.web.staff.needs import needs
from portal.web.staff.opened import DeskCase, open_case, writer


@bp.route("/sag/<public_id>/samtale", methods=["GET", "POST"])
@audience(Audience.STAFF)
def talk(public_id: str) -> ResponseReturnValue:
    """Note a talk, made quick: two choices, both filled in."""
    case = open_case(public_id)
    decision = round_decision(case.state)
    asked = request.args.get("afgoerelse")
    if decision is None or decision.shown_at is not None or asked not in (None, decision.ref):
        abort(404)
    here = portal()
    if request.method == "GET":
        form = TalkForm(None, data={**marks(case), "on": here.today()})
        return _page(case, form)
    form = TalkForm(request.form)
    form.validate()
    if form.wrong:
        return _page(case, form), 422
    noted = {"decision": decision.ref, "result": form.result.data, "on": form.on.data.isoformat()}
    opened = form.opened(case, "talk")
    try:
        item = post_events(
            here.engine,
            here.office,
            opened,
            [OwnEvent(EventType.TALK_NOTED, noted)],
            JournalKind.TALK,
            writer(),
            here.now(),
        )
    except CaseChangedError as changed:
        form.seen.raw_data, form.seen.data = [str(changed.newest)], str(changed.newest)
        return _page(case, form, since(case, opened.seen)), 409
    return redirect(url_for("staff.worklist", sendt=item), 303)


def _page(case: DeskCase, form: TalkForm, newer: list[dict[str, object]] | None = None) -> str:
    if not form.token.data:
        form.token.data = new_token()
    return page(
        "staff/promise.html",
        name="talk",
        case=case,
        form=form,
        action=url_for("staff.talk", public_id=case.public_id),
        draft_url=None,
        needs=needs(case),
        heading=label("desk.talk.title"),
        draft=None,
        newer=newer,
        title=form.titled("desk.talk.title"),
    )
