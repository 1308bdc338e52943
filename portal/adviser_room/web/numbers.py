"""The published numbers, as page, PDF and CSV. The adviser counts a half-year; all may read."""

import csv
import io
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.adviser_room.room import room
from portal.adviser_room.services import report
from portal.adviser_room.services.report import Report
from portal.adviser_room.sign_in import current
from portal.adviser_room.web.chart import chart_of
from portal.core.files import FileState
from portal.core.say import say
from portal.core.small_counts import HalfYear, read_half_year
from portal.core.zone import COPENHAGEN
from portal.identity import UserRole
from portal.pages.audience import Audience, audience
from portal.pages.downloads import disposition, download
from portal.pages.reader import choices
from portal.pages.rendering import facts, page, speaker

bp = Blueprint("numbers", __name__, url_prefix="/tal")


@bp.get("")
@audience(Audience.PUBLIC)
def every() -> ResponseReturnValue:
    """Show the published half-years, and conversations over time."""
    found = _published()
    rows = [(_name(one.period), _shown(one.total)) for one in report.over_time(found)]
    listed = [
        {"href": url_for("numbers.one", period=one.period.code), "name": _name(one.period)}
        for one in found
    ]
    identity, here = current(), room()
    waiting: list[HalfYear] = []
    if identity is not None and identity.role is UserRole.ADVISER:
        with here.engine.connect() as connection:
            waiting = report.waiting(connection, here.today())
    return page(
        "adviser_room/reports.html",
        title=speaker().key("room.report.heading"),
        reports=listed,
        over_time=_table("room.report.over_time.heading", rows, "room.report.period.label"),
        waiting=[
            {
                "period": one.code,
                "label": speaker().say(say("room.desk.publish.do.label", title=_name(one))),
            }
            for one in waiting
        ],
    )


@bp.post("/<period>")
@audience(Audience.ADVISER)
def publish(period: str) -> ResponseReturnValue:
    """Count a half-year that is over, once."""
    here, wanted = room(), read_half_year(period)
    if wanted is None:
        abort(404)
    themes = [theme.key for theme in here.municipality.adviser.themes]
    try:
        report.publish(here.engine, wanted, themes, here.today(), here.now())
    except report.NotOverError:
        abort(404)
    return redirect(url_for("numbers.one", period=period), 303)


@bp.get("/<period>")
@audience(Audience.PUBLIC)
def one(period: str) -> ResponseReturnValue:
    """Show the numbers of a half-year, with a chart and its table."""
    found = _found(period)
    return page(
        "adviser_room/report.html",
        title=_name(found.period),
        lead=_lead(found),
        parts=_parts(found),
        csv=url_for("numbers.as_csv", period=period),
        pdf=url_for("numbers.as_pdf", period=period),
    )


@bp.get("/<period>/pdf")
@audience(Audience.PUBLIC)
def as_pdf(period: str) -> Response:
    """Give the numbers on paper."""
    found = _found(period)
    values: dict[str, Any] = {
        "language": choices().lang,
        "dir": choices().dir,
        "title": f"{speaker().key('room.report.heading')}: {_name(found.period)}",
        "author": facts().adviser.name,
        "page": speaker().key("letters.page.label"),
        "of": speaker().key("letters.of.label"),
        "lead": _lead(found),
        "parts": _parts(found),
    }
    made = room().paper.print("adviser_room/report_paper.html", values)
    response = download(made, f"tal-{period}.pdf", FileState.CLEAN)
    response.mimetype = "application/pdf"
    return response


@bp.get("/<period>/csv")
@audience(Audience.PUBLIC)
def as_csv(period: str) -> Response:
    """Give the numbers for a spreadsheet: in UTF-8, with semicolons as Excel here has it."""
    found = _found(period)
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";", lineterminator="\r\n")
    columns = ("room.report.period.label", "room.report.what.label", "room.report.number.label")
    rows.writerow([speaker().key(key) for key in columns])
    for part in _parts(found):
        for what, shown in part["rows"]:
            rows.writerow([found.period.code, what, shown])
    response = Response("\ufeff" + written.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = disposition(f"tal-{period}.csv")
    return response


def _published() -> list[Report]:
    with room().engine.connect() as connection:
        return report.published(connection)


def _found(period: str) -> Report:
    wanted = read_half_year(period)
    found = next((one for one in _published() if one.period == wanted), None)
    if found is None:
        abort(404)
    return found


def _lead(found: Report) -> list[str]:
    counted = found.published_at.astimezone(COPENHAGEN).date()
    return [
        speaker().key("room.report.lead"),
        speaker().key("room.report.small"),
        _counted(counted),
    ]


def _counted(day: date) -> str:
    return speaker().say(say("room.report.published", date=day))


def _parts(found: Report) -> list[dict[str, Any]]:
    """Return the tables of a report, and the chart beside the themes."""
    said, lang = speaker(), choices().lang
    names = {theme.key: theme.name for theme in room().municipality.adviser.themes}
    ways = [(said.key(f"room.report.way.{way}.label"), n) for way, n in found.ways.items()]
    themes = [
        (names[key].in_language(lang) if key in names else key, number)
        for key, number in found.themes.items()
    ]
    done = [(said.key(f"room.report.done.{what}.label"), n) for what, n in found.done.items()]
    total = [(said.key("room.report.total.label"), found.total)]
    parts = [
        _table("room.report.ways.heading", _rows([*total, *ways])),
        _table("room.report.themes.heading", _rows(themes)),
        _table("room.report.done.heading", _rows(done)),
    ]
    if themes:
        parts[1]["lines"] = [said.key("room.report.themes.lead")]
        parts[1]["chart"] = chart_of(themes)
    return [part for part in parts if part["rows"]]


def _table(
    heading: str, rows: list[tuple[str, str]], first: str = "room.report.what.label"
) -> dict[str, Any]:
    said = speaker().key
    return {
        "heading": said(heading),
        "columns": (said(first), said("room.report.number.label")),
        "rows": rows,
        "lines": [],
        "chart": None,
    }


def _rows(numbers: list[tuple[str, int | None]]) -> list[tuple[str, str]]:
    return [(what, _shown(number)) for what, number in numbers]


def _shown(number: int | None) -> str:
    return speaker().key("room.report.hidden.label") if number is None else str(number)


def _name(period: HalfYear) -> str:
    return speaker().say(say(f"room.report.period.{period.half}.label", number=period.year))
