"""What editors and the council see of citizens' answers: numbers that name nobody, and words."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, Row

from portal.core.say import say
from portal.core.understood import Answer, hardness, shown_numbers
from portal.core.wording import Place, digest_of
from portal.pages.audience import Audience, audience
from portal.pages.rendering import page, speaker
from portal.store import understood
from portal.web.council.reading import READINGS, shown, texts_of, told
from portal.web.portal import portal, reading
from portal.wording.dates import month_and_year

bp = Blueprint("understood_numbers", __name__)

Numbers = Mapping[Answer, int | None]


def shown_of_all(connection: Connection) -> dict[tuple[Place, str], Numbers]:
    """Return the numbers of every wording that has one to show, by its text and digest."""
    today = portal().today()
    found = {
        which: shown_numbers(counted, today)
        for which, counted in understood.counted(connection).items()
    }
    return {which: numbers for which, numbers in found.items() if hardness(numbers) is not None}


def hardness_of(found: Mapping[tuple[Place, str], Numbers], place: Place, text: str) -> float:
    """Return how little a text was understood as it stands; -1 when nothing is shown of it."""
    numbers = found.get((place, digest_of(text)))
    hard = hardness(numbers) if numbers else None
    return -1.0 if hard is None else hard


def told_numbers(numbers: Numbers | None) -> list[dict[str, str]]:
    """Return a line for each answer; none when there is nothing to show."""
    if numbers is None:
        return []
    words, few = speaker().words, speaker().words.text("council.understood.few.label")
    return [
        {
            "what": words.text(f"council.understood.{answer}.label"),
            "says": str(numbers[answer] or few),
        }
        for answer in Answer
    ]


def told_of_text(connection: Connection, place: Place, text: str) -> dict[str, Any]:
    """Return what is told of one text as it stands: the numbers, and the words passed on."""
    counted = understood.counted(connection, place.key).get((place, digest_of(text)), ())
    numbers = shown_numbers(counted, portal().today())
    return {
        "numbers": told_numbers(numbers if hardness(numbers) is not None else None),
        "words": [told_word(row, text) for row in understood.passed(connection, place)],
    }


def told_word(row: Row[Any], text: str | None) -> dict[str, Any]:
    """Return a word as pages show it. ``text`` is what it is about as it stands now."""
    speak = speaker()
    passed = None
    if row.passed_in is not None:
        month = month_and_year(row.passed_in, speak.language)
        passed = speak.say(say("council.understood.words.passed", name=row.passed_by, date=month))
    return {
        "id": row.public_id,
        "said": portal().identifiers.decrypt(row.text),
        "came": speak.say(
            say("council.citizens.came", date=month_and_year(row.month, speak.language))
        ),
        "passed": passed,
        "quote": shown(text) if text is not None else None,
        "earlier": text is None or digest_of(text) != row.digest,
        "lang": row.language,
        "dir": "rtl" if row.language == "ar" else "ltr",
    }


@bp.get("/ordlyd/forstod-borgerne")
@audience(Audience.EDITOR)
def listed() -> ResponseReturnValue:
    """List the texts that have numbers to show, the least understood first."""
    asked = request.args.get("sprog", "")
    name = asked if asked in READINGS else "da"
    found = shown_of_all(reading())
    texts = {Place(key, *READINGS[name]): text for key, text in texts_of(name).items()}
    known = [place for place, text in texts.items() if hardness_of(found, place, text) >= 0]
    known.sort(key=lambda place: hardness_of(found, place, texts[place]), reverse=True)
    rows = [
        {
            **told(place),
            "href": url_for("editor.text", text_key=place.key),
            "text": shown(texts[place]),
            "numbers": told_numbers(found[place, digest_of(texts[place])]),
        }
        for place in known
    ]
    return page(
        "understood/numbers.html",
        rows=rows,
        readings=[
            {
                "href": url_for("understood_numbers.listed", sprog=one),
                "text": speaker().key(f"council.reading.{one}.label"),
            }
            for one in READINGS
            if one != name
        ],
        reading=speaker().key(f"council.reading.{name}.label"),
        title=speaker().key("council.understood.heading"),
    )
