"""A half-year is counted once it is over, once, and what is small is not kept at all."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select, text

from portal.adviser_room.seals import Seals
from portal.adviser_room.services import report
from portal.adviser_room.services.complain import Complaint, write_complaint
from portal.adviser_room.services.talk import Question, ask
from portal.adviser_room.store import conversations, reports
from portal.adviser_room.store.models import ConversationRow
from portal.core.room import ToWhom, Way
from portal.core.small_counts import HalfYear
from tests.building import at

FIRST, SECOND = HalfYear(2026, 1), HalfYear(2026, 2)
THEMES = ("late", "letter", "other")
AFTER = date(2026, 7, 1)
NOW = at("2026-07-01 09:00")


def asked(  # one conversation
    engine: Engine, seals: Seals, when: str, *themes: str, way: Way = Way.WRITING
) -> int:
    question = Question(way, "da", None, None, "Hej", phone="40506070")
    public_id = ask(engine, seals, question, at(when)) or ""
    with engine.begin() as connection:
        number = int(conversations.find(connection, public_id).id)  # type: ignore[union-attr]
        reports.mark(connection, number, themes)
    return number


def a_half_year(engine: Engine, seals: Seals) -> list[int]:
    """Twenty in writing: twelve about what is late, seven about letters, one about other things."""
    made = [asked(engine, seals, f"2026-02-{day:02} 12:00", "late") for day in range(1, 13)]
    made += [asked(engine, seals, f"2026-03-{day:02} 12:00", "letter") for day in range(1, 8)]
    made.append(asked(engine, seals, "2026-06-30 23:30", "other"))
    return made


def the_report(engine: Engine) -> report.Report:
    with engine.connect() as connection:
        return report.published(connection)[0]


def test_small_numbers_are_left_out_before_they_are_kept(room_engine: Engine, seals: Seals) -> None:
    a_half_year(room_engine, seals)
    report.publish(room_engine, FIRST, THEMES, AFTER, NOW)

    found = the_report(room_engine)
    assert found.total == 20
    assert found.themes == {"late": 12, "letter": None, "other": None}
    assert found.ways == {"writing": None, "call_back": None}
    assert found.done == {"complaint": None, "handed_over": None}
    with room_engine.connect() as connection:
        kept = connection.execute(text("SELECT content FROM room_report")).scalar_one()
    assert "7" not in kept


@pytest.mark.parametrize(
    ("opened", "counted"),
    [("2026-01-01 00:00", True), ("2025-12-31 23:59", False), ("2026-07-01 00:00", False)],
)
def test_the_edges_of_a_half_year_are_copenhagens(
    room_engine: Engine, seals: Seals, opened: str, counted: bool
) -> None:
    for _ in range(6):
        asked(room_engine, seals, opened)
    report.publish(room_engine, FIRST, THEMES, AFTER, NOW)
    assert the_report(room_engine).total == (6 if counted else None)


def test_a_half_year_that_is_not_over_has_no_report(room_engine: Engine, seals: Seals) -> None:
    a_half_year(room_engine, seals)
    with pytest.raises(report.NotOverError):
        report.publish(room_engine, FIRST, THEMES, date(2026, 6, 30), NOW)


def test_what_is_published_is_not_counted_again(room_engine: Engine, seals: Seals) -> None:
    made = a_half_year(room_engine, seals)
    report.publish(room_engine, FIRST, THEMES, AFTER, NOW)
    before = the_report(room_engine)
    with room_engine.begin() as connection:
        reports.mark(connection, made[0], ["letter"])
    asked(room_engine, seals, "2026-05-01 12:00", "late")
    with pytest.raises(report.NotOverError):
        report.publish(room_engine, FIRST, THEMES, AFTER, NOW)
    assert the_report(room_engine) == before


def test_half_years_that_wait_are_those_that_are_over(room_engine: Engine, seals: Seals) -> None:
    asked(room_engine, seals, "2025-08-01 12:00")
    with room_engine.connect() as connection:
        assert report.waiting(connection, AFTER) == [HalfYear(2025, 2), FIRST]
    report.publish(room_engine, HalfYear(2025, 2), THEMES, AFTER, NOW)
    with room_engine.connect() as connection:
        assert report.waiting(connection, AFTER) == [FIRST]
        assert report.waiting(connection, date(2026, 6, 30)) == []


def test_help_with_complaints_is_counted(room_engine: Engine, seals: Seals) -> None:
    made = a_half_year(room_engine, seals)
    for number in made[:8]:
        complaint = Complaint("For længe", "Et svar", ToWhom.TREATMENT)
        write_complaint(room_engine, seals, number, complaint, at("2026-03-30"))
    report.publish(room_engine, FIRST, THEMES, AFTER, NOW)
    # Nobody was handed over, so that number is too small, and one is never left out alone.
    assert the_report(room_engine).done == {"complaint": None, "handed_over": None}


def test_what_is_old_is_removed_once_its_half_year_is_counted(
    room_engine: Engine, seals: Seals
) -> None:
    asked(room_engine, seals, "2026-02-01 12:00", "late")
    asked(room_engine, seals, "2026-08-01 12:00", "late")
    later = date(2026, 10, 2)
    then = at("2026-10-02") + timedelta(hours=1)
    assert report.forget_old(room_engine, 6, THEMES, date(2026, 7, 20), then) == 0
    assert report.forget_old(room_engine, 6, THEMES, later, then) == 1
    with room_engine.connect() as connection:
        left = connection.scalars(select(ConversationRow.opened_at)).all()
        assert [one.month for one in left] == [8]
        assert [one.period for one in report.published(connection)] == [FIRST]
