"""The demo's conversations: invented, told relative to today, and only where there are none."""

from datetime import datetime, timedelta

from sqlalchemy import Engine

from portal.adviser_room.demo import demo_visitors
from portal.adviser_room.seals import Seals
from portal.adviser_room.services import report
from portal.adviser_room.services.complain import Complaint, Suggestion, suggest, write_complaint
from portal.adviser_room.services.talk import Question, ask, have_called, write
from portal.adviser_room.settings import RoomSettings
from portal.adviser_room.store import conversations, reports
from portal.adviser_room.store.engine import open_room
from portal.core.room import ToWhom, Way, Writer
from portal.core.small_counts import half_year_of
from portal.core.zone import COPENHAGEN
from portal.identity.identifiers import Identifiers

_BATH = (
    "Jeg har søgt om at få lavet mit badeværelse om. Jeg forstår ikke, om jeg skal gøre noget "
    "selv, og jeg er træt af at ringe. Hvad kan jeg bede om?"
)
_BATH_ANSWER = (
    "Tak for dit spørgsmål. Du kan bede om en dato for, hvornår du hører fra dem igen. Du må også "
    "bede om at få det på skrift. Vil du vise mig siden om din sag, kan jeg se, hvad der står."
)
_REFUSED = (
    "Jeg har fået nej til støtte til bil. Jeg vil gerne klage, men jeg kan ikke finde ordene."
)
_COUNTED = (
    ("answer_disputed", 9),
    ("waiting_long", 14),
    ("letter_hard", 7),
    ("contact_hard", 6),
    ("treated_badly", 3),
    ("access_needs", 2),
)
"""What the invented half-year was about; the two small ones show what is left out."""


def fill(settings: RoomSettings, now: datetime) -> None:
    """Put a few conversations into an empty room, and a counted half-year."""
    engine = open_room(settings.database_url)
    seals = Seals(Identifiers(settings.identifier_key))
    with engine.connect() as connection:
        if reports.first_opened_at(connection) is not None:
            return
    _count_a_half_year(engine, seals, now)
    _talk(engine, seals, now)
    engine.dispose()


def _talk(engine: Engine, seals: Seals, now: datetime) -> None:
    known = {one.key: one for one in demo_visitors()}

    def asked(key: str, text: str, days: int) -> int:
        person = known[key]
        then = now - timedelta(days=days)
        question = Question(
            Way.WRITING, "da", seals.person(person.identifier or ""), person.name, text
        )
        return _number(engine, ask(engine, seals, question, then))

    mads = asked("mads", _BATH, 6)
    answered = now - timedelta(days=5)
    write(engine, seals, mads, Writer.ADVISER, _BATH_ANSWER, None, answered)
    soren = asked("soren", _REFUSED, 3)
    complaint = Complaint(
        "Jeg kan ikke komme på arbejde uden en bil.", "At I ser på det igen.", ToWhom.DECISION
    )
    write_complaint(engine, seals, soren, complaint, now - timedelta(days=2))
    words = Suggestion(
        "I afslaget står der ikke, hvordan jeg ellers kan komme på arbejde. Bus er umulig.",
        "Jeg beder jer se på sagen igen og skrive, hvad I har lagt vægt på.",
    )
    suggest(engine, seals, soren, words, now - timedelta(days=1))
    write(engine, seals, soren, Writer.CITIZEN, "Må jeg sige det i telefonen?", None, now)
    called = Question(
        Way.CALL_BACK, "da", None, None, "Et brev er svært at forstå.", "99 99 44 21", "Formiddag"
    )
    ask(engine, seals, called, now - timedelta(hours=20))
    asked("layla", "Kan jeg tale med dig på arabisk?", 1)


def _count_a_half_year(engine: Engine, seals: Seals, now: datetime) -> None:
    """Invent last half-year's conversations, without words or people, and count them."""
    today = now.astimezone(COPENHAGEN).date()
    period = half_year_of(half_year_of(today).begins - timedelta(days=1))
    then = datetime.combine(period.begins, now.timetz()) + timedelta(days=40)
    themes = [theme for theme, many in _COUNTED for _ in range(many)]
    for place, theme in enumerate(themes):
        way = Way.CALL_BACK if place % 3 == 0 else Way.WRITING
        opened = then + timedelta(days=place % 90)
        number = _number(engine, ask(engine, seals, Question(way, "da", None, None, ""), opened))
        have_called(engine, number, opened)
        with engine.begin() as connection:
            reports.mark(connection, number, [theme])
            values = {"complaint_helped": place % 4 == 0, "handed_over": place % 5 == 0}
            conversations.change(connection, number, closed_at=opened, **values)
    report.publish(engine, period, [theme for theme, _ in _COUNTED], today, now)


def _number(engine: Engine, public_id: str | None) -> int:
    with engine.connect() as connection:
        return int(conversations.find(connection, public_id or "").id)  # type: ignore[union-attr]
