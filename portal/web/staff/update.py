"""Write to the citizen: from the list to posted with one short text."""

from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from portal.core.say import Phrase, say
from portal.core.updates import Update, problems, waits_after
from portal.core.vocabulary import UpdateKind
from portal.pages.audience import Audience, audience
from portal.services.own_events import By, preview
from portal.services.post_update import (
    CaseChangedError,
    UpdateRefusedError,
    post_update,
    update_events,
)
from portal.web.portal import portal
from portal.web.staff import advice, drafting, phrases
from portal.web.staff.blueprint import bp
from portal.web.staff.changes import since
from portal.web.staff.forms import UpdateForm, new_token, update_form
from portal.web.staff.needs import needs
from portal.web.staff.opened import DeskCase, open_case, writer
from portal.web.staff.scripted import scripted_page
from portal.web.staff.seen import seen_page
from portal.web.staff.sent_in import message_part
from portal.web.staff.stands import stands
from portal.wording.speaker import Speaker

FORM = "update"
_PREVIEWS = {"preview": False, "preview_easy": True}


@bp.route("/sag/<public_id>/nyt", methods=["GET", "POST"])
@audience(Audience.STAFF)
def update(public_id: str) -> ResponseReturnValue:
    """Show the form, put a sentence in, give advice and a preview, keep a draft, or post."""
    case, does = open_case(public_id), request.form.get("do", "post")
    writer()
    if request.method == "GET":
        return _opened(case)
    form = update_form(case)
    if does in ("draft", "discard"):
        return drafting.keep_or_throw(case, FORM, form, does) or _page(case, form, kept=True)
    if does == "edit":
        return _page(case, form, advised=True)
    if does.startswith("phrase."):
        return _page(case, form, put_in=phrases.put_in_form(form, does) or abort(404))
    wanted = _checked(case, form)
    if wanted is None:
        return _page(case, form), 422
    if does in _PREVIEWS:
        return _preview(case, form, wanted, easy=_PREVIEWS[does])
    if form.points_out(form.next_contact):
        return _page(case, form), 422
    return _posted(case, form, wanted)


def _opened(case: DeskCase) -> ResponseReturnValue:
    """Return the form with its draft, or filled in from the feed."""
    draft = drafting.draft_of(case, FORM)
    if draft is None:
        return _page(case, update_form(case))
    fields = MultiDict([(name, one) for name, many in draft.fields.items() for one in many])
    form = update_form(case, fields)
    return _page(case, form, draft_from=draft)


def _checked(case: DeskCase, form: UpdateForm) -> Update | None:
    """Return what is to be posted, None when the form says what is wrong."""
    form.validate()
    if form.wrong:
        return None
    bare = form.update("-")
    text = str(form.text.data or "") or _standard_text(case, bare)
    wanted = form.update(text)
    for field, rule in problems(wanted, case.state, portal().today()):
        form[field].refuse(say(f"desk.rule.{rule}"))
    return None if form.wrong else wanted


def _standard_text(case: DeskCase, bare: Update) -> str:
    """Return the words for an update that needs none of one's own; empty where it does.

    They say what is waited for and when the citizen hears again, so they are never the same
    empty comfort twice. In Danish, as everything a caseworker writes.
    """
    if bare.kind is UpdateKind.NEWS or bare.next_contact is None:
        return ""
    here = portal()
    danish = Speaker(here.catalogue["da", "normal"], here.now().year)
    waits = [case.state.waiting[ref] for ref in waits_after(bare, case.state)]
    on, item = (waits[0].on, waits[0].item) if waits else (bare.wait_on, bare.wait_item)
    if on is None or item is None:
        return ""
    return danish.say(
        say(
            f"desk.text.{bare.kind}",
            item=Phrase(f"item.{item}"),
            who=Phrase(f"who.{on}"),
            date=bare.next_contact,
        )
    )


def _posted(case: DeskCase, form: UpdateForm, wanted: Update) -> ResponseReturnValue:
    here = portal()
    opened = form.opened(case, FORM)
    try:
        item = post_update(here.engine, here.office, opened, wanted, writer(), here.now())
    except CaseChangedError as changed:
        form.seen.raw_data = [str(changed.newest)]
        form.seen.data = str(changed.newest)
        return _page(case, form, newer=since(case, opened.seen)), 409
    except UpdateRefusedError as refusal:
        for field, rule in refusal.problems:
            form[field].refuse(say(f"desk.rule.{rule}"))
        return _page(case, form), 422
    return redirect(url_for("staff.worklist", sendt=item), 303)


def _preview(
    case: DeskCase, form: UpdateForm, wanted: Update, *, easy: bool
) -> ResponseReturnValue:
    """Show the page exactly as the citizen will meet it, and advice on the words."""
    here = portal()
    events = update_events(wanted, case.state, writer(), here.today())
    drawn = preview(events, By.DESK, here.now())
    bar = {
        "easy": easy,
        "advice": advice.of(wanted.text),
        "action": url_for("staff.update", public_id=case.public_id),
        "fields": [
            (name, value)
            for name, many in request.form.lists()
            for value in many
            if name not in ("do", "csrf_token")
        ],
    }
    return seen_page(case, drawn, easy=easy, bar=bar)


def _page(
    case: DeskCase,
    form: UpdateForm,
    *,
    draft_from: Any = None,
    kept: bool = False,
    advised: bool = False,
    put_in: bool = False,
    newer: list[dict[str, Any]] | None = None,
) -> str:
    if not form.token.data:
        form.token.data = new_token()
    answers = case.state.messages.get(str(form.answers.data or ""))
    return scripted_page(
        "staff/update.html",
        case=case,
        form=form,
        action=url_for("staff.update", public_id=case.public_id),
        draft_url=url_for("staff.keep", public_id=case.public_id, form=FORM),
        needs=needs(case),
        message=message_part(answers.ref) if answers else None,
        stands=stands(case),
        draft=drafting.part(draft_from),
        kept=kept,
        phrases=phrases.offered(),
        put_in=put_in,
        advice=advice.of(form.text.typed or str(form.text.data or "")) if advised else None,
        newer=newer,
        title=form.titled("desk.update.title"),
    )
