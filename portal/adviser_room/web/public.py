"""What anybody can do here: read how it works, ask to be called, read the published numbers."""

from flask import Blueprint, Response, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from portal.adviser_room.room import room
from portal.adviser_room.services.talk import Question, ask
from portal.adviser_room.sign_in import current
from portal.adviser_room.store import reports
from portal.adviser_room.web.forms import CallBackForm
from portal.core.room import Way
from portal.core.say import say
from portal.identity import UserRole
from portal.pages.audience import Audience, audience
from portal.pages.choosing import keep_choice, settings_page
from portal.pages.limits import Limit, limited
from portal.pages.reader import choices
from portal.pages.rendering import label, page, speaker

bp = Blueprint("room", __name__)


@bp.get("/")
@audience(Audience.PUBLIC)
def home() -> ResponseReturnValue:
    """Say what can be asked here, who can read it, and how to begin."""
    identity = current()
    if identity is not None and identity.role is UserRole.ADVISER:
        return redirect(url_for("desk.conversations_list"), 303)
    title = speaker().key("room.home.heading")
    return page("adviser_room/home.html", title=title, kind=room().municipality.adviser.kind)


@bp.route("/ring-mig-op", methods=["GET", "POST"])
@audience(Audience.PUBLIC)
@limited(Limit.SENDS)
def call_back() -> ResponseReturnValue:
    """Take a number to call. Nobody has to sign in or say who they are."""
    form = CallBackForm()
    if form.validate_on_submit():
        _call_back(form)
        return redirect(url_for("room.will_call"), 303)
    if not form.is_submitted():
        form.begin()
    body = page(
        "adviser_room/form.html",
        title=form.titled("room.call.heading"),
        heading=speaker().key("room.call.heading"),
        paragraphs=[speaker().key("room.call.lead")],
        form=form,
        action=url_for("room.call_back"),
        send=speaker().key("room.call.send.label"),
    )
    return body, form.status


def _call_back(form: CallBackForm) -> None:
    here, identity = room(), current()
    known = identity if identity is not None and identity.person else None
    question = Question(
        way=Way.CALL_BACK,
        language=choices().lang,
        person=known.person if known else None,
        name=form.name.data or (known.name if known else None),
        text=form.text.data,
        phone=form.phone.data,
        when=form.when.data or None,
        form_token=form.token,
    )
    ask(here.engine, here.seals, question, here.now())


@bp.get("/ring-mig-op/modtaget")
@audience(Audience.PUBLIC)
def will_call() -> ResponseReturnValue:
    """Say that the adviser has the number. It does not say whose."""
    title = speaker().key("room.call.done.heading")
    return page("adviser_room/will_call.html", title=title)


@bp.get("/privatliv")
@audience(Audience.PUBLIC)
def privacy() -> ResponseReturnValue:
    """Tell what is kept here, and which cookies there are."""
    here = room()
    return page(
        "adviser_room/privacy.html",
        title=speaker().key("room.privacy.heading"),
        kind=here.municipality.adviser.kind,
        kept=speaker().say(say("room.talk.kept", number=here.settings.keep_months)),
    )


@bp.get("/healthz")
@audience(Audience.MACHINE)
def healthz() -> tuple[Response, int]:
    """Tell whether the room's database can be read."""
    try:
        with room().engine.connect() as connection:
            reports.first_opened_at(connection)
    except SQLAlchemyError:
        return jsonify(status="the database cannot be read"), 503
    return jsonify(status="ok"), 200


@bp.get("/hjaelp-fra-andre")
@audience(Audience.PUBLIC)
def help_from_others() -> ResponseReturnValue:
    """Tell who else can help."""
    return page("public/help.html", title=label("help.title"))


@bp.get("/indstillinger")
@audience(Audience.PUBLIC)
def settings() -> ResponseReturnValue:
    """Show the choices of language, easy-read and calm drawing."""
    return settings_page()


@bp.post("/indstillinger")
@audience(Audience.PUBLIC)
def change_settings() -> ResponseReturnValue:
    """Keep a choice and go back to where the reader was."""
    return keep_choice(url_for("room.settings"))
