"""Read the words as a citizen meets them: invented cases, letters and notices, and on paper."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.files import FileState
from portal.core.say import say
from portal.letters.pages import open_templates
from portal.pages.audience import Audience, audience
from portal.pages.downloads import download
from portal.pages.limits import Limit, limited
from portal.pages.reader import choices
from portal.pages.rendering import page, speaker
from portal.settings import RESOURCES
from portal.web.council.blocks import Block
from portal.web.council.forms import NumberForm
from portal.web.council.invented import NOTICES, PAPER, Part, how_of, names, part_of, title_of
from portal.web.council.measures import of_page
from portal.web.council.minutes import PRINTING, press
from portal.web.council.reading import READINGS, place_or_404
from portal.web.editor import preview
from portal.web.portal import portal

bp = Blueprint("walk", __name__, url_prefix="/handicapraad/laes")


@bp.get("", strict_slashes=False)
@audience(Audience.COUNCIL)
def begin() -> ResponseReturnValue:
    """Show what there is to read as a citizen meets it."""
    chosen = _chosen(request.args.get("sprog", "da"))
    groups: dict[str, list[dict[str, str]]] = {}
    for number, name in enumerate(names(), 1):
        way = {
            "href": url_for("walk.one", sprog=chosen, name=name),
            "text": f"{number}. {title_of(name)}",
        }
        groups.setdefault(name.partition("-")[0], []).append(way)
    words = speaker().words
    return page(
        "council/walk.html",
        groups=[
            {"heading": words.text(f"council.walk.{kind}.heading"), "ways": ways}
            for kind, ways in groups.items()
        ],
        readings=[
            {"href": url_for("walk.begin", sprog=one), "text": _reading_label(one)}
            for one in READINGS
            if one != chosen
        ],
        reading=_reading_label(chosen),
        pdf=url_for("walk.paper", sprog=chosen),
        title=speaker().key("council.walk.heading"),
    )


@bp.get("/<sprog>/<name>")
@audience(Audience.COUNCIL)
def one(sprog: str, name: str) -> ResponseReturnValue:
    """Show a page's texts in the order they are read, each with a way to comment on it."""
    part = part_of(_chosen(sprog, strict=True), name)
    every = names()
    later = every[part.number] if part.number < len(every) else None
    return page(
        "council/walk_one.html",
        part=part,
        lines=_lines(part, sprog),
        measures=of_page(sprog, _measured(part, sprog)),
        as_citizen=url_for("walk.seen", sprog=sprog, name=name) if name != NOTICES else None,
        later={"href": url_for("walk.one", sprog=sprog, name=later), "text": title_of(later)}
        if later
        else None,
        reading=_reading_label(sprog),
        lang=READINGS[sprog][0],
        back=url_for("walk.begin", sprog=sprog),
        title=speaker().say(say("council.walk.one.name", title=part.title)),
    )


@bp.get("/<sprog>/<name>/som-borgeren")
@audience(Audience.COUNCIL)
def seen(sprog: str, name: str) -> ResponseReturnValue:
    """Show an invented page as a citizen meets it, with a text marked when one is asked for."""
    _chosen(sprog, strict=True)
    if name not in preview.names():
        abort(404)
    key, speak = request.args.get("tekst", ""), speaker()
    back, way = url_for("walk.one", sprog=sprog, name=name), "council.walk.seen.back.label"
    if key:
        place, text = place_or_404(sprog, key)
        back, way = url_for("council.text", sprog=sprog, text_key=key), "council.seen.back.label"
    note = preview.note_of(speak.key("council.walk.invented"), back, speak.key(way))
    words = portal().catalogue.edition.words
    if not key:
        return preview.with_note(preview.render(name, words, how_of(sprog)), note)
    with_mark = preview.drafted(words, place, text)
    html = preview.render(name, with_mark.words, how_of(sprog))
    return preview.shown_marked(html, with_mark, note)


@bp.get("/<sprog>/papir")
@audience(Audience.COUNCIL)
@limited(Limit.PAPER)
def paper(sprog: str) -> Response:
    """Give everything as one numbered document, as PDF that a screen reader can read."""
    content = _printed(_chosen(sprog, strict=True))
    day = portal().today()
    response = download(content, f"tekster-{sprog}-{day:%Y-%m-%d}.pdf", FileState.CLEAN)
    response.mimetype = "application/pdf"
    return response


@bp.route("/<sprog>/nummer", methods=["GET", "POST"])
@audience(Audience.COUNCIL)
def by_number(sprog: str) -> ResponseReturnValue:
    """Find a text by its number on paper, to write down what a member says of it."""
    _chosen(sprog, strict=True)
    form = NumberForm()
    if form.validate_on_submit():
        key = _numbered(sprog, form.number.data)
        if key is not None:
            to = url_for(
                "council.comment", sprog=sprog, text_key=key, papir="1", laes=f"{sprog}/{PAPER}"
            )
            return redirect(to, 303)
        form.number.refuse(say("council.number.unknown"))
    return page(
        "council/number.html",
        form=form,
        said="sagt" in request.args,
        action=request.path,
        reading=_reading_label(sprog),
        back=url_for("walk.begin", sprog=sprog),
        title=form.titled("council.number.heading"),
    ), form.status


# --- what is read -----------------------------------------------------------------------


def _numbered(sprog: str, number: str) -> str | None:
    """Return the key of a text by its number on paper, ``5.12``; None when there is none."""
    first, _, second = number.strip().replace(",", ".").partition(".")
    every = names()
    if not (first.isdecimal() and second.isdecimal() and 1 <= int(first[:6]) <= len(every)):
        return None
    blocks = part_of(sprog, every[int(first) - 1]).blocks
    at = int(second[:6])
    if not 1 <= at <= len(blocks) or _is_binding(sprog, blocks[at - 1]):
        return None
    return blocks[at - 1].key


def _lines(part: Part, sprog: str) -> list[dict[str, Any]]:
    """Return the texts of a page; a name or a date of the invented case stands at its text."""
    found: list[dict[str, Any]] = []
    before: list[dict[str, str]] = []
    for at, block in enumerate(part.blocks, 1):
        if block.key is None:
            before.append({"text": block.text, **_language(sprog, block)})
            continue
        found.append({**_line(part, sprog, at, block), "before": before, "after": []})
        before = []
    if found:
        found[-1]["after"] = before
    return found


def _measured(part: Part, sprog: str) -> list[tuple[str, str, str]]:
    """Return what the numbers of a page are about: its own language, and no name of its own."""
    return [
        (f"{part.number}.{at}", block.key, block.text)
        for at, block in enumerate(part.blocks, 1)
        if block.key and not _is_binding(sprog, block)
    ]


def _line(part: Part, sprog: str, at: int, block: Block) -> dict[str, Any]:
    # The Danish that a translated letter carries is commented on as what it is.
    whose = "da" if _is_binding(sprog, block) else sprog
    return {
        "number": f"{part.number}.{at}",
        "level": block.level,
        "text": block.text,
        **_language(sprog, block),
        "id": f"t-{at}",
        "said": request.args.get("sagt") == str(at),
        "href": url_for(
            "council.comment",
            sprog=whose,
            text_key=block.key,
            laes=f"{sprog}/{part.name}/{at}",
        )
        if block.key
        else None,
    }


def _language(sprog: str, block: Block) -> dict[str, str]:
    lang = "da" if _is_binding(sprog, block) else READINGS[sprog][0]
    return {"lang": lang, "dir": "rtl" if lang == "ar" else "ltr"}


def _is_binding(sprog: str, block: Block) -> bool:
    return block.lang == "da" and READINGS[sprog][0] != "da"


# --- paper ------------------------------------------------------------------------------


def _printed(sprog: str) -> bytes:
    here, speak = portal(), speaker()
    known: set[str] = set()
    parts = []
    for name in names():
        part = part_of(sprog, name)
        # The Danish that a translated letter carries is on the Danish paper, by its number there.
        every = [
            (at, one)
            for at, one in enumerate(part.blocks, 1)
            if one.key and not _is_binding(sprog, one)
        ]
        lines = [_line(part, sprog, at, one) for at, one in every]
        keys = [one.key or "" for _, one in every]
        # A text is printed where it is met first.
        new = [line for line, key in zip(lines, keys, strict=True) if _first(known, key)]
        if new:
            parts.append({"number": part.number, "title": part.title, "lines": new})
    html = (
        open_templates(RESOURCES / "templates")
        .get_template("council/paper.html")
        .render(
            title=speak.key("council.paper.heading"),
            lead=speak.key("council.paper.lead"),
            dated=speak.say(say("council.paper.dated", date=here.today())),
            reading=_reading_label(sprog),
            parts=parts,
            author=here.municipality.name,
            language=speak.language,
            dir=choices().dir,
            lang=READINGS[sprog][0],
            page=speak.key("letters.page.label"),
            of=speak.key("letters.of.label"),
        )
    )
    with PRINTING:
        return press().print(html)


def _first(known: set[str], key: str) -> bool:
    if key in known:
        return False
    known.add(key)
    return True


# --- names ------------------------------------------------------------------------------


def _chosen(sprog: str, *, strict: bool = False) -> str:
    if sprog in READINGS:
        return sprog
    if strict:
        abort(404)
    return "da"


def _reading_label(sprog: str) -> str:
    return speaker().words.text(f"council.reading.{sprog}.label")
