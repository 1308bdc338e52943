"""How a case is handled, words explained, help from others, contact and the like."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.adviser import AdviserKind
from portal.core.say import say
from portal.core.vocabulary import CaseKind
from portal.pages.audience import Audience, audience
from portal.pages.choosing import keep_choice, settings_page
from portal.pages.frame import asks
from portal.pages.reader import choices
from portal.pages.rendering import facts, label, page, speaker
from portal.pages.security import INDEXABLE
from portal.web import sign_in
from portal.web.citizen.drawing import public_drawing
from portal.web.navigation import begins_at
from portal.web.portal import portal

bp = Blueprint("public", __name__)

_ASKED = {
    "public.home": "forside",
    "public.casework": "saadan-behandler-vi-sager",
    "public.words": "ord",
    "public.help_from_others": "hjaelp-fra-andre",
    "public.offers": "hjaelp-uden-ansoegning",
    "public.contact": "kontakt",
    "public.privacy": "privatliv",
    "public.settings": "indstillinger",
}
"""Pages whose texts can be asked about, and how `portal.web.understood` names them."""


@bp.before_request
def _may_be_found() -> None:
    """Let search engines find public pages, and readers say whether they understood them."""
    setattr(request, INDEXABLE, True)
    side = _ASKED.get(request.endpoint or "")
    if side and request.method == "GET":
        asks(f"/forstod-du/{side}")


@bp.get("/")
@audience(Audience.PUBLIC)
def home() -> ResponseReturnValue:
    """Say what the portal is and how to get in."""
    identity = sign_in.current()
    if identity is not None:
        begin = begins_at(identity.role)[0]
        if begin != "public.home":
            return redirect(url_for(begin), 303)
    return page("public/home.html", title=label("home.title"))


@bp.get("/saadan-behandler-vi-sager")
@audience(Audience.PUBLIC)
def casework() -> ResponseReturnValue:
    """Show the drawing with every step open."""
    application, complaint = (
        public_drawing(kind, speaker(), label, choices().calm)
        for kind in (CaseKind.APPLICATION, CaseKind.COMPLAINT)
    )
    return page(
        "public/casework.html",
        application=application,
        complaint=complaint,
        title=label("casework.title"),
    )


@bp.get("/ord")
@audience(Audience.PUBLIC)
def words() -> ResponseReturnValue:
    """Explain every professional word."""
    known = list(speaker().words.terms.values())
    if facts().adviser.kind == AdviserKind.NONE:
        # Where there is none, none is named.
        known = [term for term in known if term.key != "word.borgerraadgiver"]
    terms = sorted(known, key=lambda term: term.word.casefold())
    return page("public/words.html", terms=terms, title=label("words.title"))


@bp.get("/hjaelp-fra-andre")
@audience(Audience.PUBLIC)
def help_from_others() -> ResponseReturnValue:
    """Tell who can help besides the municipality's caseworkers."""
    return page("public/help.html", title=label("help.title"))


@bp.get("/hjaelp-uden-ansoegning")
@audience(Audience.PUBLIC)
def offers() -> ResponseReturnValue:
    """Show help one can get without applying; what was not reviewed in time is left out."""
    today = portal().today()
    standing = [offer for offer in facts().offers if offer.review_by >= today]
    return page("public/offers.html", offers=standing, title=label("offers.title"))


@bp.get("/kontakt")
@audience(Audience.PUBLIC)
def contact() -> ResponseReturnValue:
    """Show every way to reach the municipality; the phone first."""
    return page("public/contact.html", title=label("contact.title"))


@bp.get("/was")
@audience(Audience.PUBLIC)
def accessibility() -> ResponseReturnValue:
    """Lead to the municipality's own accessibility statement; never invent one."""
    url = portal().municipality.accessibility_statement_url
    if url:
        return redirect(url, 302)
    demo = portal().settings.demo
    return page("public/was.html", is_demo=demo, title=label("footer.accessibility"))


@bp.get("/privatliv")
@audience(Audience.PUBLIC)
def privacy() -> ResponseReturnValue:
    """Tell what the portal knows, for how long, and which cookies it sets."""
    here = portal()
    kept = here.municipality.retention_on(here.today())
    how_long = say("page.privacy.how_long", months=kept.case_months, looks=kept.look_months)
    return page(
        "public/privacy.html",
        title=label("footer.privacy"),
        how_long=speaker().say(how_long),
    )


@bp.get("/indstillinger")
@audience(Audience.PUBLIC)
def settings() -> ResponseReturnValue:
    """Show the choices of language, easy-read and calm drawing."""
    return settings_page()


@bp.post("/indstillinger")
@audience(Audience.PUBLIC)
def change_settings() -> ResponseReturnValue:
    """Keep a choice and go back to where the reader was."""
    return keep_choice(url_for("public.settings"))
