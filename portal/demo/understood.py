"""What the demo's citizens answered about texts: enough of some to be shown, too few of others."""

from datetime import date, datetime

from sqlalchemy import Engine, insert

from portal.core.occasions import months_before
from portal.core.understood import Answer, month_of
from portal.core.wording import Place, digest_of
from portal.core.zone import COPENHAGEN
from portal.identity.identifiers import Identifiers
from portal.settings import RESOURCES
from portal.store import understood
from portal.store.models import UnderstoodRow
from portal.wording.catalogue import Catalogue, load_catalogue

_COUNTS = (
    # Key, language, register: how many said yes, partly and no two months ago and last month.
    ("turn.you.hearing", "da", "normal", (21, 14, 18), (6, 9, 7)),
    ("turn.you.hearing", "da", "easy", (17, 5, 1), (8, 2, 0)),
    ("turn.you.hearing", "ar", "normal", (7, 3, 6), (2, 1, 1)),
    ("status.received.application", "da", "normal", (34, 3, 1), (12, 1, 0)),
    ("case.late", "da", "normal", (19, 8, 5), (7, 2, 3)),
    ("help.complain.application", "da", "normal", (9, 11, 16), (3, 4, 6)),
    ("note.why_we_ask", "da", "normal", (4, 2, 1), (3, 0, 2)),
    ("page.home.lead", "da", "normal", (40, 6, 2), (15, 1, 0)),
)
_PLACE = Place("turn.you.hearing", "da", "normal")
_WAITING = (
    (
        "demo-ord-1",
        _PLACE,
        "Jeg ved ikke, hvad en høring er. Min kone Ulla på Nørregade måtte læse det for mig.",
    ),
    ("demo-ord-2", Place("case.late", "da", "normal"), "Hvem skal jeg ringe til?"),
)
_PASSED = ("demo-ord-3", _PLACE, "Skriv, hvad jeg skal gøre, før I skriver hvorfor.")
_EDITOR = "Signe Dalgaard"


def show_answers(engine: Engine, identifiers: Identifiers, now: datetime) -> None:
    """Write answers, and words of a month that is over, unless somebody has answered already."""
    this_month = month_of(now.astimezone(COPENHAGEN).date())
    with engine.connect() as connection:
        if understood.counted(connection) or understood.waiting(connection, this_month):
            return
    words = load_catalogue(RESOURCES / "translations")
    months = months_before(this_month, 2), months_before(this_month, 1)
    with engine.begin() as connection:
        connection.execute(insert(UnderstoodRow), list(_rows(words, months)))
        for public_id, place, said in (*_WAITING, _PASSED):
            digest = digest_of(_text(words, place))
            understood.add_word(
                connection,
                place,
                public_id=public_id,
                digest=digest,
                month=months[1],
                text=identifiers.encrypt_untimed(said),
            )
        understood.pass_on(connection, _PASSED[0], passed_in=this_month, passed_by=_EDITOR)


def _rows(words: Catalogue, months: tuple[date, date]) -> list[dict[str, object]]:
    return [
        {**place._asdict(), "digest": digest, "month": month, "answer": answer, "number": number}
        for *where, before, last in _COUNTS
        for place in [Place(*(str(one) for one in where))]
        for digest in [digest_of(_text(words, place))]
        for month, numbers in zip(months, (before, last), strict=True)
        for answer, number in zip(Answer, numbers, strict=True)
        if number
    ]


def _text(words: Catalogue, place: Place) -> str:
    return words[place.language, place.register].all_texts()[place.key]
