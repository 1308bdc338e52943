"""Every text of the portal: read it, change it, look at it where it will stand, publish it."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.say import say
from portal.core.wording import Place, TextState, is_unreviewed
from portal.core.zone import COPENHAGEN
from portal.identity import Identity
from portal.pages.audience import Audience, audience
from portal.pages.reader import Choices, choices
from portal.pages.rendering import label, page
from portal.services import edit_wording as edit
from portal.services.edit_wording import Change, Desk
from portal.store import wording
from portal.web import sign_in
from portal.web.editor import preview
from portal.web.editor.forms import ChangeForm, DayForm, ReasonForm
from portal.web.editor.listed import (
    READINGS,
    SHOWN,
    Asked,
    Register,
    filters,
    read_register,
    rows,
)
from portal.web.editor.shown import (
    LARGE,
    PHONE,
    advice_on,
    heavy,
    pieces,
    place_link,
    read_through,
    reading_of,
    side_of,
    version_of,
    versions_of,
)
from portal.web.portal import portal, reading
from portal.wording.register import speaks_to, subject_of

bp = Blueprint("editor", __name__, url_prefix="/ordlyd")


@bp.get("")
@audience(Audience.EDITOR)
def texts() -> ResponseReturnValue:
    """List every text, filtered and ordered as asked."""
    args = request.args
    number = args.get("side", "1")
    asked = Asked(
        args.get("emne", ""),
        args.get("sprog", "da"),
        args.get("tilstand", ""),
        args.get("orden", ""),
        args.get("ord", "")[:80],
        int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1,
    )
    found, total = rows(_register(), asked)
    query = {
        name: args[name] for name in ("emne", "sprog", "tilstand", "orden", "ord") if name in args
    }

    def to(number: int) -> str:
        return url_for("editor.texts", **query, side=number)  # type: ignore[arg-type]

    return page(
        "editor/texts.html",
        title=label("editor.title"),
        filters=filters(asked),
        rows=found,
        count=label("editor.count", number=total),
        newer=to(asked.page - 1) if asked.page > 1 else None,
        older=to(asked.page + 1) if asked.page * SHOWN < total else None,
    )


@bp.get("/tekst/<text_key>")
@audience(Audience.EDITOR)
def text(text_key: str) -> ResponseReturnValue:
    """Show one text in every language and register, side by side, with its versions."""
    key = text_key
    here, register = portal(), _register()
    sides = [side_of(register, reading_, Place(key, *READINGS[reading_])) for reading_ in READINGS]
    if not any(sides):
        abort(404)
    subject = subject_of(key)
    stands_on = preview.where(here.catalogue.shipped, here.municipality, here.today())
    versions = wording.versions_of(reading(), key)
    return page(
        "editor/text.html",
        title=label("editor.text.title", name=key),
        key=key,
        subject=label(f"editor.subject.{subject}") if subject else "",
        speaks_to=label(f"editor.reader.{speaks_to(key)}"),
        sides=[side for side in sides if side],
        places=[place_link(name) for name in stands_on.get(key, ())],
        versions=versions_of(versions),
        back=url_for("editor.texts"),
    )


@bp.route("/ret/<sprog>/<text_key>", methods=["GET", "POST"])
@audience(Audience.EDITOR)
def write(sprog: str, text_key: str) -> ResponseReturnValue:
    """Write a new version of a text, and keep it as a draft."""
    place = _place(sprog, text_key)
    stands = portal().catalogue[place.language, place.register].all_texts()[text_key]
    form = ChangeForm(data={"text": stands})
    back = url_for("editor.text", text_key=text_key)
    return _writing(
        place, form, back, lambda change: edit.write_draft(_desk(), change, _name(), portal().now())
    )


@bp.route("/udkast/<int:own_id>/ret", methods=["GET", "POST"])
@audience(Audience.EDITOR)
def rewrite(own_id: int) -> ResponseReturnValue:
    """Write a draft anew; what it said before stays among the versions."""
    row = wording.version(reading(), own_id)
    if row is None or row.state not in (TextState.DRAFT, TextState.WAITING):
        abort(404 if row is None else 409)
    place = _place(reading_of(Place(row.key, row.language, row.register)), row.key)
    form = ChangeForm(data={"text": row.text, "reason": row.reason, "ground": row.ground})
    back = url_for("editor.draft", own_id=own_id)
    return _writing(
        place,
        form,
        back,
        lambda change: edit.rewrite(_desk(), own_id, change, _name(), portal().now()),
    )


def _writing(
    place: Place, form: ChangeForm, back: str, keep: Callable[[Change], int]
) -> ResponseReturnValue:
    """Show the form of a text; keep what was written and go to it."""
    here, only_read = portal(), request.form.get("do") == "read"
    form.text.lang = place.language
    if not only_read and form.validate_on_submit():
        try:
            return redirect(url_for("editor.draft", own_id=keep(form.change(place))), 303)
        except (edit.MarkupRefusedError, edit.TextRefusedError) as error:
            form.refuse_text(error)
        except edit.TooLateError:
            abort(409)
    stands = here.catalogue[place.language, place.register].all_texts()[place.key]
    original = edit.shipped_text(here.catalogue.shipped, place) or ""
    return (
        page(
            "editor/write.html",
            title=form.titled("editor.write.title"),
            form=form,
            action=request.path,
            stands=stands,
            original=original if original != stands else None,
            read=read_through(form.text.data or "", place.language),
            language=place.language,
            reading=label(f"editor.reading.{reading_of(place)}"),
            back=back,
        ),
        form.status,
    )


@bp.get("/udkast/<int:own_id>")
@audience(Audience.EDITOR)
def draft(own_id: int) -> ResponseReturnValue:
    """Show a version: what it changes, how heavy it is, where it will stand, what can be done."""
    return _draft(own_id, DayForm(), ReasonForm())


@bp.post("/udkast/<int:own_id>/send")
@audience(Audience.EDITOR)
def send(own_id: int) -> ResponseReturnValue:
    """Send a draft to the council."""
    return _do(own_id, lambda: edit.send_to_council(_desk(), own_id, _name(), portal().now()))


@bp.post("/udkast/<int:own_id>/udgiv")
@audience(Audience.EDITOR)
def publish(own_id: int) -> ResponseReturnValue:
    """Publish a version now, or from the day that is given."""
    form, here = DayForm(), portal()
    begins = None
    if request.form.get("do") == "day":
        if not form.validate_on_submit():
            return _draft(own_id, form, ReasonForm())
        if form.day.data <= here.today():
            form.day.refuse(say("editor.problem.day"))
            return _draft(own_id, form, ReasonForm())
        begins = datetime.combine(form.day.data, time(), COPENHAGEN)
    return _do(own_id, lambda: edit.publish(_desk(), own_id, _name(), here.now(), begins))


@bp.post("/udkast/<int:own_id>/tilbage")
@audience(Audience.EDITOR)
def take_back(own_id: int) -> ResponseReturnValue:
    """Take a version back, saying why."""
    form = ReasonForm()
    if not form.validate_on_submit():
        return _draft(own_id, DayForm(formdata=None), form)
    why = str(form.reason.data)
    return _do(own_id, lambda: edit.take_back(_desk(), own_id, _name(), portal().now(), why))


@bp.post("/udkast/<int:own_id>/gennemset")
@audience(Audience.EDITOR)
def reviewed(own_id: int) -> ResponseReturnValue:
    """Write down that a translation was looked through."""
    return _do(own_id, lambda: edit.say_reviewed(_desk(), own_id, _name(), portal().now()))


@bp.post("/udkast/<int:own_id>/behold")
@audience(Audience.EDITOR)
def keep(own_id: int) -> ResponseReturnValue:
    """Keep the municipality's text although the original has changed."""
    why = label("editor.kept")
    return _do(own_id, lambda: edit.keep_own(_desk(), own_id, _name(), portal().now(), why))


@bp.get("/vis/<name>")
@audience(Audience.EDITOR)
def show(name: str) -> ResponseReturnValue:
    """Show a page or a letter as a citizen meets it, with a text or a draft marked in it."""
    if name not in preview.names():
        abort(404)
    here, args = portal(), request.args
    mine = choices()
    language, kind = READINGS.get(args.get("sprog", ""), (mine.lang, mine.register))
    own_id = args.get("udkast", "")
    row = wording.version(reading(), int(own_id)) if own_id.isdigit() and len(own_id) < 10 else None
    marked_key = args.get("tekst", "")
    place = Place(row.key, row.language, row.register) if row else None
    if place is None and marked_key in here.catalogue[language, kind].all_texts():
        place = Place(marked_key, language, kind)
    words = here.catalogue.edition.words
    said = row.text if row else words[language, kind].all_texts()[place.key] if place else ""
    back = url_for("editor.draft", own_id=row.id) if row else url_for("editor.texts")
    if place is not None and row is None:
        back = url_for("editor.text", text_key=place.key)
    with_draft = preview.drafted(words, place, said)
    note = preview.note_of(label("editor.preview.note"), back, label("editor.preview.back"))
    how = Choices(language, easy=kind == "easy", chosen=True)
    html = preview.render(name, with_draft.words, how, large=LARGE in args)
    if place is None:
        html = preview.with_note(html, note)
    else:
        html = preview.shown_marked(html, with_draft, note)
    return html.replace("<body>", '<body class="as-phone">', 1) if PHONE in args else html


def _draft(own_id: int, day: DayForm, why: ReasonForm) -> ResponseReturnValue:
    here = portal()
    row = wording.version(reading(), own_id)
    if row is None:
        abort(404)
    place = Place(row.key, row.language, row.register)
    words = here.catalogue.get((place.language, place.register))
    stands = words.all_texts().get(place.key, "") if words else ""
    names = preview.where(here.catalogue.shipped, here.municipality, here.today())
    sprog = reading_of(place)
    wrong = day.wrong or why.wrong
    return (
        page(
            "editor/draft.html",
            title=(day if day.wrong else why).titled("editor.draft.title"),
            form=day if day.wrong else why,
            day=day,
            why=why,
            row=version_of(row),
            text=row.text,
            language=row.language,
            reading=label(f"editor.reading.{sprog}"),
            pieces=pieces(stands, row.text) if stands != row.text else None,
            before=heavy(stands, row.language),
            after=heavy(row.text, row.language),
            advice=advice_on(row.text) if row.language == "da" else [],
            places=[place_link(name, own_id, sprog) for name in names.get(row.key, ())],
            to_review=is_unreviewed(one.what for one in wording.log_of(reading(), [own_id])),
            can_send=row.state == TextState.DRAFT,
            can_publish=row.state in (TextState.DRAFT, TextState.WAITING),
            can_take_back=row.state != TextState.TAKEN_BACK
            and (row.shown_to is None or row.shown_to > here.now()),
            refused=label("editor.waits") if "venter" in request.args else None,
            back=url_for("editor.text", text_key=row.key),
        ),
        422 if wrong else 200,
    )


def _do(own_id: int, call: Any) -> ResponseReturnValue:
    """Do something to a version and come back to it; what cannot be done is said there."""
    if wording.version(reading(), own_id) is None:
        abort(404)
    try:
        call()
    except edit.WaitsForCouncilError:
        return redirect(url_for("editor.draft", own_id=own_id, venter=1), 303)
    except (edit.TooLateError, edit.UnknownPlaceError):
        abort(409)
    return redirect(url_for("editor.draft", own_id=own_id), 303)


def _register() -> Register:
    here = portal()
    return read_register(reading(), here.catalogue.shipped, here.catalogue, here.now())


def _desk() -> Desk:
    here = portal()
    return Desk(here.engine, here.catalogue, here.municipality.council.explanations_wait)


def _name() -> str:
    identity: Identity | None = sign_in.current()
    return (identity.name if identity else None) or label("editor.title")


def _place(sprog: str, key: str) -> Place:
    """Return the place an address names, or answer that nothing is there."""
    if sprog not in READINGS:
        abort(404)
    place = Place(key, *READINGS[sprog])
    if edit.shipped_text(portal().catalogue.shipped, place) is None:
        abort(404)
    return place
