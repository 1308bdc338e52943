"""The municipality's openness about its words: for everybody, without members' names or votes."""

from typing import Any

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue

from portal.core.audit import CommentState, is_overdue
from portal.core.say import say
from portal.core.zone import COPENHAGEN
from portal.pages.audience import Audience, audience
from portal.pages.rendering import page, speaker
from portal.pages.security import INDEXABLE
from portal.services.readability_over_time import OverTime, Point
from portal.store import comments, rounds
from portal.web.council.reading import shown, state_label
from portal.web.portal import portal, reading
from portal.wording.dates import long_date

bp = Blueprint("openness", __name__, url_prefix="/ordlyd-og-raad")

_EXTENSION = "readability_over_time"
_WIDTH, _HEIGHT, _LEFT, _TOP, _FOOT, _HARDEST = 640, 240, 16, 16, 16, 60
_MOST_ANSWERS = 100


@bp.before_request
def _may_be_found() -> None:
    """Let search engines find the page."""
    setattr(request, INDEXABLE, True)


@bp.get("", strict_slashes=False)
@audience(Audience.PUBLIC)
def openness() -> ResponseReturnValue:
    """Show what was discussed and recommended, what was asked for, and how heavy the texts are."""
    here, connection = portal(), reading()
    over_time: OverTime = current_app.extensions.setdefault(_EXTENSION, OverTime())
    points = over_time.points(connection, here.now())
    said = comments.every(connection)
    return page(
        "council/openness.html",
        meetings=[_meeting(row) for row in rounds.every(connection) if row.meeting_on],
        numbers=_numbers(said),
        answers=[_answer(row) for row in said if row.state != CommentState.OPEN][:_MOST_ANSWERS],
        points=[_told(point) for point in points],
        chart=_chart(points) if points else None,
        title=speaker().key("council.open.heading"),
    )


def _meeting(row: Any) -> dict[str, Any]:
    return {
        "name": row.name,
        "when": speaker().say(say("council.round.meeting", date=row.meeting_on)),
        "recommendation": state_label(row.recommendation),
        "said": row.said,
    }


def _numbers(said: list[Any]) -> list[str]:
    """Return how many comments there were, and what came of them."""
    speak, today = speaker(), portal().today()
    late = sum(is_overdue(CommentState(row.state), row.due_on, today) for row in said)
    counted = {state: sum(row.state == state for row in said) for state in CommentState}
    return [
        speak.say(say("council.open.comments", number=len(said))),
        *(
            speak.say(say(f"council.open.{state}", number=counted[state]))
            for state in (
                CommentState.CHANGED,
                CommentState.NOT_CHANGED,
                CommentState.ANSWERED,
                CommentState.OPEN,
            )
        ),
        speak.say(say("council.open.late", number=late)),
    ]


def _answer(row: Any) -> dict[str, Any]:
    day = row.answered_at.astimezone(COPENHAGEN).date()
    return {
        "quote": shown(row.quote),
        "lang": row.language,
        "dir": "rtl" if row.language == "ar" else "ltr",
        "line": speaker().say(say(f"council.comment.{row.state}", date=day)),
        "answer": row.answer,
    }


# --- how heavy the texts are ------------------------------------------------------------


def _told(point: Point) -> dict[str, str]:
    return {
        "day": long_date(point.on, speaker().language),
        "normal": _decimal(point.normal),
        "easy": _decimal(point.easy),
    }


def _decimal(number: float) -> str:
    text = f"{number:.1f}"
    return text.replace(".", ",") if speaker().language == "da" else text


def _chart(points: list[Point]) -> dict[str, Any]:
    """Return two lines as ``council/openness.html`` draws them; the table says the same."""
    wide = _WIDTH - _LEFT - 16
    step = wide / max(len(points) - 1, 1)

    def line(name: str) -> dict[str, Any]:
        spots = [
            (round(_LEFT + at * step, 1), _level(getattr(point, name)))
            for at, point in enumerate(points)
        ]
        return {"name": name, "spots": spots, "path": " ".join(f"{x},{y}" for x, y in spots)}

    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "left": _LEFT,
        "right": _WIDTH - 16,
        "levels": [_level(lix) for lix in range(0, _HARDEST + 1, 15)],
        "lines": [line("normal"), line("easy")],
        "several": len(points) > 1,
    }


def _level(lix: float) -> float:
    """Return how far down a LIX lies."""
    return round(_HEIGHT - _FOOT - (_HEIGHT - _FOOT - _TOP) * min(lix, _HARDEST) / _HARDEST, 1)
