"""Where a citizen answers "Forstod du det her?": the texts of a page, and the question about one.

A page, a case or a letter leads to a second view of itself, text by text. The question about a
text is asked at an address of everybody's that names the text alone. What it is sent from goes
along in the form and not in the address; that somebody has answered stands in no address at all.
Nothing that is sent needs anybody to be signed in: what is kept could not say whose it is.
"""

from typing import Any

from flask import Blueprint, Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from portal.core.say import say
from portal.core.understood import MOST_SIGNS, Answer
from portal.core.wording import Place, digest_of
from portal.pages.audience import Audience, audience
from portal.pages.choosing import our_path
from portal.pages.forms import ChoiceField, KeptField, Option, ParagraphsField, PortalForm
from portal.pages.limits import Limit, address, limited
from portal.pages.rendering import label, page, speaker
from portal.services.understood import Said
from portal.services.understood import answer as keep_answer
from portal.web.citizen.letters import letter_as_sent
from portal.web.council.reading import place_or_404, reading_of, shown
from portal.web.editor import preview
from portal.web.portal import portal
from portal.web.understood.page_texts import Line, of_letter, of_page, of_public
from portal.web.understood.thanks import thanked, thanking

bp = Blueprint("understood", __name__)

_NEXT = "next"

PAGES = {
    "forside": ("home", "home.title"),
    "saadan-behandler-vi-sager": ("casework", "casework.title"),
    "ord": ("words", "words.title"),
    "hjaelp-fra-andre": ("help", "help.title"),
    "hjaelp-uden-ansoegning": ("offers", "offers.title"),
    "kontakt": ("contact", "contact.title"),
    "privatliv": ("privacy", "footer.privacy"),
    "indstillinger": ("settings", "settings.title"),
}
"""Public pages as an address names them: the name in `preview.PUBLIC`, and the title's key."""


class UnderstoodForm(PortalForm):
    """Answer about one text."""

    # The text as the reader had it before them: another may be published meanwhile.
    seen = KeptField()
    next = KeptField()
    answer = ChoiceField(
        "page.understood.answer.label",
        options=[Option(one, f"page.understood.{one}.label") for one in Answer],
    )
    words = ParagraphsField(
        "page.understood.hard",
        "page.understood.words.hint",
        most=MOST_SIGNS,
        rows=3,
        required=False,
    )


@bp.get("/forstod-du")
@audience(Audience.PUBLIC)
def begin() -> ResponseReturnValue:
    """Say what can be answered here, and show the pages for everybody."""
    ways = [
        {"href": url_for("understood.side", side=side), "text": label(title)}
        for side, (_, title) in PAGES.items()
    ]
    return thanking(
        "understood/begin.html",
        ways=ways,
        title=speaker().key("page.understood.page"),
    )


@bp.get("/forstod-du/<side>")
@audience(Audience.PUBLIC)
def side(side: str) -> ResponseReturnValue:
    """Show the texts of a public page."""
    if side not in PAGES:
        abort(404)
    name, _ = PAGES[side]
    return _texts(of_public(name), url_for(preview.PUBLIC[name]))


@bp.get("/sag/<public_id>/forstod-du")
@audience(Audience.CITIZEN)
def case(public_id: str) -> ResponseReturnValue:
    """Show the texts of a case's page. Who may see it, and who has, is as for the page itself."""
    lines = of_page(lambda: current_app.view_functions["citizen.case"](public_id=public_id))
    return _texts(lines, url_for("citizen.case", public_id=public_id))


@bp.get("/sag/<public_id>/brev/<letter_id>/forstod-du")
@audience(Audience.CITIZEN)
def letter(public_id: str, letter_id: str) -> ResponseReturnValue:
    """Show the texts of a letter. Who may read it is as for the letter itself."""
    row = letter_as_sent(public_id, letter_id)
    reading = reading_of(Place("", row.language, row.register)) if row.language else None
    back = url_for("letters.letter", public_id=public_id, letter_id=letter_id)
    return _texts(of_letter(row.html, reading), back)


def _counted_as() -> str:
    """Count by address and never by person, and apart from what else is sent."""
    return f"understood at {address()}"


@bp.route("/forstod-du/om/<sprog>/<text_key>", methods=["GET", "POST"])
@audience(Audience.PUBLIC)
@limited(Limit.SENDS, _counted_as)
def about(sprog: str, text_key: str) -> ResponseReturnValue:
    """Ask about one text, and take the answer."""
    place, text = place_or_404(sprog, text_key)
    begun = request.method == "GET" or "seen" not in request.form
    if begun:
        form = UnderstoodForm(None, data={"seen": digest_of(text), "next": _back()})
        return _question(form, place, text), 200
    return _answered(place, text)


def _answered(place: Place, text: str) -> ResponseReturnValue:
    """Keep an answer, or show what is wrong with it."""
    form = UnderstoodForm()
    if form.validate_on_submit() and form.seen.data != digest_of(text):
        form.refuse(say("page.understood.changed"))
        form.seen.data, form.seen.raw_data = digest_of(text), None
    if form.wrong:
        return _question(form, place, text), form.status
    here = portal()
    said = Said(place, text, Answer(form.answer.data), form.words.data)
    keep_answer(here.engine, here.identifiers, said, here.today())
    return thanked(_back())


def _question(form: UnderstoodForm, place: Place, text: str) -> str:
    return page(
        "understood/about.html",
        form=form,
        action=request.path,
        quote=shown(text),
        has_places=shown(text) != text,
        lang=place.language,
        dir=_direction(place.language),
        back=_back(),
        title=form.titled("page.understood.question"),
    )


def _texts(lines: list[Line], back: str) -> Response:
    """Show texts in order. A name or what somebody wrote stands beside the text it comes with."""
    found: list[dict[str, Any]] = []
    beside: list[dict[str, Any]] = []
    for line in lines:
        told = {
            "level": line.level,
            "text": line.text,
            "lang": line.lang,
            "dir": _direction(line.lang),
        }
        if line.key is None:
            beside.append(told)
            continue
        ask = url_for("understood.about", sprog=line.reading, text_key=line.key)
        found.append({**told, "before": beside, "ask": ask, "after": []})
        beside = []
    if found:
        found[-1]["after"] = beside
    return thanking(
        "understood/texts.html",
        lines=found,
        next=request.path,
        back=back,
        title=speaker().key("page.understood.page"),
    )


def _direction(lang: str) -> str:
    return "rtl" if lang == "ar" else "ltr"


def _back() -> str:
    """Return the view the reader came from: one of ours, or where all begin."""
    path = our_path(request.form.get(_NEXT))
    begin = url_for("understood.begin")
    if not path:
        return begin
    try:
        endpoint, values = _routes().match(path, "GET")
    except (HTTPException, RequestRedirect):
        return begin
    is_texts = endpoint in ("understood.side", "understood.case", "understood.letter")
    return path if is_texts and values.get("side", "ord") in PAGES else begin


def _routes() -> Any:
    return current_app.url_map.bind("")
