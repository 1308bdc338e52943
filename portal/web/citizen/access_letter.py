"""The code as a letter, which the citizen hands over or posts.

The portal knows no address of a relative, and asks for none. The letter is made while the code
stands on the page, and is kept nowhere: only a digest of the code is.
"""

from urllib.parse import urlsplit

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from portal.core.files import FileState
from portal.core.say import say
from portal.identity.codes import Code, read_code
from portal.pages.audience import Audience, audience
from portal.pages.downloads import download
from portal.pages.limits import Limit, limited
from portal.pages.rendering import facts, speaker
from portal.services import give_access
from portal.web.citizen.access import code_page, may_give
from portal.web.citizen.asked import ask
from portal.web.paper import printed
from portal.web.portal import portal

bp = Blueprint("access_letter", __name__, url_prefix="/sag/<public_id>/adgang/giv")


@bp.post("/brev")
@audience(Audience.CITIZEN)
@limited(Limit.PAPER)
def letter(public_id: str) -> ResponseReturnValue:
    """Give the code as PDF to whoever made it and has it before them; else say that it is gone."""
    asked, here = ask(public_id), portal()
    if not may_give(asked):
        abort(404)
    code = read_code(request.form.get("code", ""))
    whose = (asked.case_id, asked.person)
    until = None
    if code is not None:
        until = give_access.last_day(here.engine, here.identifiers, code, whose, here.now())
    if code is None or until is None:
        return code_page(asked, None, here.today()), 410
    told = speaker()
    steps = [
        say("access.letter.go", site=_site()),
        say("access.letter.choose", label=told.key("access.enter.heading")),
        say("access.letter.answer"),
    ]
    more = [
        say("access.code.how.tries", number=give_access.TRIES),
        say("access.invited.until", date=until),
        say("access.yours.mitid"),
        say("access.letter.unknown"),
        say("access.letter.phone", phone=facts().phone.number),
    ]
    content = printed(
        "letters/code.html",
        told.key("access.letter.heading"),
        lead=told.key("access.letter.from"),
        code=_spaced(code),
        spell=told.key("access.code.spell.label"),
        spelled=code.spelled,
        how=told.key("access.letter.how.heading"),
        steps=told.all(*steps),
        more=told.all(*more),
    )
    response = download(content, "kode.pdf", FileState.CLEAN)
    response.mimetype = "application/pdf"
    return response


def _spaced(code: Code) -> str:
    return " ".join(code.groups)


def _site() -> str:
    """Return where one gets in, as one types it."""
    here = portal()
    return urlsplit(here.settings.address or here.municipality.website).netloc
