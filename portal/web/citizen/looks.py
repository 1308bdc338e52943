"""Who has opened my case: a page, a spreadsheet and paper. The reader's own visits are in none."""

from dataclasses import dataclass
from functools import cache
from threading import Lock

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from portal.core.access import is_concerned
from portal.core.files import FileState
from portal.core.looks import Look, hidden_from, may_read_looks, visible_kinds, visible_to
from portal.core.say import say
from portal.letters.pages import open_templates
from portal.letters.press import Press
from portal.pages.audience import Audience, audience
from portal.pages.downloads import download
from portal.pages.limits import Limit, limited
from portal.pages.reader import choices
from portal.pages.rendering import facts, label, page, speaker
from portal.settings import RESOURCES
from portal.store import looks
from portal.store.cases import COPENHAGEN
from portal.web.citizen.asked import Asked, ask
from portal.web.citizen.look_lines import COLUMNS, Told, as_csv, days
from portal.web.looked import relative_looked
from portal.web.portal import portal, reading

bp = Blueprint("looks", __name__, url_prefix="/sag/<public_id>/hvem-har-set")

PER_PAGE = 100
"""How many looks a page shows, before those alike are put together."""
MOST_ON_PAPER = 1000
MOST_LINES = 100_000
_PRINTING = Lock()


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whoever asks, and what they are told with."""

    asked: Asked
    told: Told

    def looks(self, most: int, after: int = 0) -> list[Look]:
        """Return looks this reader may read, newest first."""
        party, case = self.asked.party, self.asked.case_id
        kinds, hidden = visible_kinds(party, True), hidden_from(party)
        found = looks.looks_at(reading(), case, kinds, most, after, hidden)
        shown = (visible_to(look, party, today_may_see=True) for look in found)
        return [look for look in shown if look is not None]


@bp.get("", strict_slashes=False)
@audience(Audience.CITIZEN)
def page_of_looks(public_id: str) -> ResponseReturnValue:
    """Show who has opened the case, day by day."""
    mine, number = _ask(public_id), _page_number()
    found = mine.looks(PER_PAGE + 1, (number - 1) * PER_PAGE)
    if number > 1 and not found:
        abort(404)
    asked = mine.asked
    return page(
        "citizen/looks.html",
        asked=asked,
        own=is_concerned(asked.party),
        days=days(found[:PER_PAGE], mine.told),
        since=_since(),
        pages=_pages(public_id, number, len(found) > PER_PAGE),
        csv=url_for("looks.as_csv_file", public_id=public_id),
        pdf=url_for("looks.as_pdf", public_id=public_id),
        again=url_for("again.again", public_id=public_id),
        protection=facts().data_protection,
        title=label("looks.title"),
    )


@bp.get("/csv")
@audience(Audience.CITIZEN)
def as_csv_file(public_id: str) -> Response:
    """Give every line as a spreadsheet."""
    mine = _ask(public_id)
    headings = [label(f"looks.column.{name}") for name in COLUMNS]
    content = as_csv(mine.looks(MOST_LINES), mine.told, headings)
    response = download(content, f"{_file_name()}.csv", FileState.CLEAN)
    response.mimetype = "text/csv"
    return response


@bp.get("/pdf")
@audience(Audience.CITIZEN)
@limited(Limit.PAPER)
def as_pdf(public_id: str) -> Response:
    """Give the list on paper, as PDF that a screen reader can read."""
    mine = _ask(public_id)
    found = mine.looks(MOST_ON_PAPER + 1)
    content = _printed(mine, found[:MOST_ON_PAPER], len(found) > MOST_ON_PAPER)
    response = download(content, f"{_file_name()}.pdf", FileState.CLEAN)
    response.mimetype = "application/pdf"
    return response


def _ask(public_id: str) -> _Asked:
    """Return the case for whoever may read who opened it; for everybody else it is not there."""
    asked = ask(public_id, shown=False)
    if not may_read_looks(asked.party, asked.reading.today):
        abort(404)
    own = is_concerned(asked.party)
    if not own:
        relative_looked(asked.party, asked.case_id, asked.on_behalf)
    names = looks.names_of(reading(), asked.case_id) if own else {}
    named = portal().municipality.show_caseworker_names
    return _Asked(asked, Told(speaker(), names, named))


def _page_number() -> int:
    given = request.args.get("side", "1")
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:6]) <= MOST_LINES):
        abort(404)
    return int(given)


def _pages(public_id: str, number: int, more: bool) -> list[dict[str, str]]:
    """Return the ways to newer and older lines."""

    def way(name: str, to: int) -> dict[str, str]:
        href = url_for("looks.page_of_looks", public_id=public_id, side=to if to > 1 else None)
        return {
            "href": href,
            "text": label(f"looks.{name}"),
            "page": label("looks.page", number=to),
        }

    newer = [way("newer", number - 1)] if number > 1 else []
    return newer + ([way("older", number + 1)] if more else [])


def _since() -> str | None:
    since = looks.written_since(reading())
    if since is None:
        return None
    return speaker().say(say("looks.since", date=since.astimezone(COPENHAGEN).date()))


def _file_name() -> str:
    return f"hvem-har-set-{portal().today():%Y-%m-%d}"


# --- paper ------------------------------------------------------------------------------


@cache
def _press() -> Press:
    templates = RESOURCES / "templates"
    return Press(RESOURCES / "static" / "fonts", templates / "letters" / "paper.css")


def _printed(mine: _Asked, found: list[Look], more: bool) -> bytes:
    here, speak, mine_own = portal(), speaker(), is_concerned(mine.asked.party)
    pages = open_templates(RESOURCES / "templates")
    title = label("looks.title")
    language, direction = speak.language, choices().dir
    body = pages.get_template("letters/looks.html").render(
        title=title,
        about=mine.asked.about(),
        sender=here.municipality.name,
        lead=speak.key("looks.lead.own" if mine_own else "looks.lead.parent"),
        more=[speak.key("looks.only_here"), *filter(None, [_since()])],
        short=speak.key("looks.short") if more else None,
        nothing=speak.key("looks.none"),
        behalf=label("looks.on_your_behalf"),
        days=days(found, mine.told),
        language=language,
        dir=direction,
    )
    html = pages.get_template("letters/paper.html").render(
        letter=Markup(body),  # noqa: S704 - a template of ours wrote and escaped it
        language=language,
        dir=direction,
        title=title,
        author=here.municipality.name,
        large=False,
        page=speak.key("letters.page.label"),
        of=speak.key("letters.of.label"),
    )
    with _PRINTING:  # the press is for one at a time
        return _press().print(html)
