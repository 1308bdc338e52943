"""The council's reading: where it begins, the list of texts, one text, and what is said of it."""

from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.audit import Sentence, sentences_of
from portal.core.say import say
from portal.core.wording import audit_of, digest_of
from portal.identity import Identity
from portal.pages.audience import Audience, audience
from portal.pages.rendering import page, speaker
from portal.services.comment import Comment, Promise
from portal.services.comment import comment as keep_comment
from portal.services.edit_wording import shipped_text
from portal.store import comments, wording
from portal.store.wording_versions import came_of
from portal.web import sign_in
from portal.web.council.compare import ways
from portal.web.council.desk_numbers import told_months
from portal.web.council.forms import CommentForm
from portal.web.council.invented import way_back
from portal.web.council.listed import ORDERS, SHOWN, STATES, WAITS, Asked, known, options, rows
from portal.web.council.measures import names_rest, of_text, spelling_rests
from portal.web.council.one_text import sentences, told_audit, told_comment, versions
from portal.web.council.reading import READINGS, SUBJECTS, place_or_404, shown, told
from portal.web.council.stands import stands
from portal.web.council.word_choice import misspelt, things
from portal.web.portal import portal, reading
from portal.web.understood.numbers import told_of_text

bp = Blueprint("council", __name__, url_prefix="/handicapraad")

_MOST_PAGES = 1000
_PAPER = "papir"
"""In an address: what is written was said by a member who reads on paper."""


@bp.get("", strict_slashes=False)
@audience(Audience.COUNCIL)
def home() -> ResponseReturnValue:
    """Show where a member can begin, and what waits."""
    speak = speaker()
    waiting = len(known(reading()).waiting)
    owed, late = comments.waiting(reading(), portal().today())
    counts = [speak.say(say("council.home.waiting", number=waiting))] if waiting else []
    if owed:
        counts.append(speak.say(say("council.home.owed", number=owed)))
    if late:
        counts.append(speak.say(say("council.home.late", number=late)))
    return page(
        "council/home.html",
        counts=counts,
        waiting=url_for("council.texts", stand=WAITS) if waiting else None,
        title=speak.key("council.home.heading"),
    )


@bp.get("/tekster")
@audience(Audience.COUNCIL)
def texts() -> ResponseReturnValue:
    """Show all texts, filtered and ordered."""
    asked = _asked()
    found, number = rows(known(reading()), asked)
    if asked.page > 1 and not found:
        abort(404)
    return page(
        "council/texts.html",
        filters=options(asked),
        number=speaker().say(say("council.list.number", number=number)),
        rows=found,
        ways=_ways(asked, number),
        title=speaker().key("council.list.heading"),
    )


@bp.get("/ordvalg")
@audience(Audience.COUNCIL)
def words() -> ResponseReturnValue:
    """Show where one thing goes by several names, and the words no dictionary knows."""
    chosen = request.args.get("sprog", "da")
    chosen = chosen if chosen in READINGS else "da"
    language = READINGS[chosen][0]
    return page(
        "council/words.html",
        things=things(chosen),
        misspelt=misspelt(chosen),
        rests=names_rest(chosen),
        spelling=spelling_rests(language),
        lang=language,
        dir="rtl" if language == "ar" else "ltr",
        reading=speaker().key(f"council.reading.{chosen}.label"),
        readings=[
            {
                "href": url_for("council.words", sprog=one),
                "text": speaker().key(f"council.reading.{one}.label"),
            }
            for one in READINGS
            if one != chosen
        ],
        title=speaker().key("council.words.heading"),
    )


@bp.get("/tekst/<sprog>/<text_key>", endpoint="text")
@audience(Audience.COUNCIL)
def one_text(sprog: str, text_key: str) -> ResponseReturnValue:
    """Show a text: its sentences, what can be measured, its versions, what was said of it."""
    place, now = place_or_404(sprog, text_key)
    connection, here = reading(), portal()
    said = wording.said(connection, place.key).get(place, [])
    said_here = comments.on_text(connection, place)
    led = ways(said_here, came_of(connection, said_here))
    told_comments = [told_comment(row, here.identifiers) | led[row.id] for row in said_here]
    each = sentences(place, now, told_comments)
    on_sentences = {one["id"] for sentence in each for one in sentence["said"]}
    shipped = shipped_text(here.catalogue.shipped, place) or now
    return page(
        "council/text.html",
        **told(place),
        key=place.key,
        audit=told_audit(audit_of(said, now)),
        sentences=each,
        rest=[one for one in told_comments if one["id"] not in on_sentences],
        whole=url_for("council.comment", sprog=sprog, text_key=text_key),
        understood=told_of_text(connection, place, now),
        where=stands(place),
        measures=of_text(place, now),
        versions=versions(place, shipped, wording.versions_of(connection, place.key)),
        compare=url_for("compare.council", sprog=sprog, text_key=text_key),
        readings=_readings(sprog, text_key),
        title=speaker().key("council.text.heading"),
    )


@bp.route("/tekst/<sprog>/<text_key>/sig-noget", methods=["GET", "POST"])
@audience(Audience.COUNCIL)
def comment(sprog: str, text_key: str) -> ResponseReturnValue:
    """Take what a member says about a sentence, or about the text as a whole."""
    place, now = place_or_404(sprog, text_key)
    sentence, each = _sentence(now, place.language), sentences_of(now, place.language)
    form = CommentForm(data={"seen": digest_of(now)})
    form.of(each if sentence is None else [], place.language)
    if form.validate_on_submit() and form.seen.data != digest_of(now):
        form.refuse(say("council.say.changed"))
        form.seen.data, form.seen.raw_data = digest_of(now), None
    if not form.is_submitted() or form.wrong:
        return page(
            "council/comment.html",
            **told(place),
            form=form,
            quote=shown(sentence.text if sentence else now),
            whole=sentence is None,
            action=request.full_path if request.args else request.path,
            promise=_promised(),
            back=way_back() or url_for("council.text", sprog=sprog, text_key=text_key),
            title=form.titled("council.say.heading"),
        ), form.status
    chosen = form.sentence.data if form.sentence else None
    sentence = sentence or next((one for one in each if str(one.number) == chosen), None)
    what = Comment(
        place,
        now,
        quote=sentence.text if sentence else "",
        start=sentence.start if sentence else 0,
        said=form.said.data,
        page="paper" if _PAPER in request.args else "list",
        author="paper" if _PAPER in request.args else _member(),
        entered_by=_member() if _PAPER in request.args else None,
    )
    here = portal()
    keep_comment(here.engine, here.identifiers, what, promise(), here.now())
    anchor = f"s-{sentence.number}" if sentence else "sagt"
    to = url_for("council.text", sprog=sprog, text_key=text_key, _anchor=anchor)
    return redirect(way_back(said=True) or to, 303)


@bp.get("/kommentarer")
@audience(Audience.COUNCIL)
def said() -> ResponseReturnValue:
    """Show everything that was said, and what came of it."""
    return page(
        "council/said.html",
        comments=listed_comments(comments.every(reading())),
        answer=None,
        title=speaker().key("council.said.heading"),
    )


@bp.get("/sagsbehandlernes-tekster")
@audience(Audience.COUNCIL)
def desk() -> ResponseReturnValue:
    """Show how heavy the texts of the desk are: numbers of a month, and never a text."""
    return page(
        "council/desk.html",
        months=told_months(),
        title=speaker().key("council.desk.heading"),
    )


def listed_comments(rows: list[Any]) -> list[dict[str, Any]]:
    """Return comments for a list, with ways to what each was about and what came of it."""
    led = ways(rows, came_of(reading(), rows))
    return [listed_comment(row) | led[row.id] for row in rows]


def listed_comment(row: Any) -> dict[str, Any]:
    """Return a comment for a list, with a way to its text when that is still one."""
    found = told_comment(row, portal().identifiers)
    pair = (row.language, row.register)
    name = next((name for name, one in READINGS.items() if one == pair), "da")
    return {
        **found,
        "href": url_for("council.text", sprog=name, text_key=row.key),
        "lang": row.language,
        "dir": "rtl" if row.language == "ar" else "ltr",
    }


def promise() -> Promise:
    """Return within how long the council's comments are answered here."""
    here = portal()
    return Promise(here.municipality.council.answer_within, here.office.closed)


def _promised() -> str:
    days = portal().municipality.council.answer_within
    return speaker().say(say("council.say.promise", number=days))


def _member() -> str:
    identity: Identity | None = sign_in.current()
    if identity is None or identity.staff is None:
        abort(404)
    return identity.staff


def _sentence(text: str, language: str) -> Sentence | None:
    """Return the sentence an address names, None for the text as a whole."""
    wanted = request.args.get("saetning", "")
    if not wanted:
        return None
    found = (one for one in sentences_of(text, language) if str(one.number) == wanted)
    return next(found, None) or abort(404)


def _asked() -> Asked:
    given = request.args
    which, subject = given.get("sprog", "da"), given.get("sted", "")
    number, state = given.get("side", "1"), given.get("stand", "")
    order = given.get("orden", "")
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= _MOST_PAGES):
        abort(404)
    return Asked(
        subject=subject if subject in SUBJECTS else "",
        reading=which if which in READINGS else "da",
        state=state if state in STATES else "",
        order=order if order in ORDERS else "",
        page=int(number),
    )


def _ways(asked: Asked, number: int) -> list[dict[str, str]]:
    """Return the ways to the pages before and after."""
    given: dict[str, Any] = {
        "sted": asked.subject or None,
        "sprog": asked.reading,
        "stand": asked.state or None,
        "orden": asked.order or None,
    }

    def way(name: str, to: int) -> dict[str, str]:
        href = url_for("council.texts", **given, side=to)
        return {"href": href, "text": speaker().say(say(f"council.list.{name}", number=to))}

    found = [way("before.label", asked.page - 1)] if asked.page > 1 else []
    return found + ([way("after.label", asked.page + 1)] if number > asked.page * SHOWN else [])


def _readings(current: str, text_key: str) -> list[dict[str, str]]:
    """Return the ways to the same text in other languages and in easy Danish."""
    return [
        {
            "href": url_for("council.text", sprog=name, text_key=text_key),
            "text": speaker().key(f"council.reading.{name}.label"),
        }
        for name in READINGS
        if name != current
    ]
