"""A day, in every way people write one."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.calendar_days import public_holidays
from portal.core.danish_dates import DayProblem, NotADayError, parse_day
from portal.core.holidays import HOLIDAYS, holiday_on
from portal.core.promise_day import DayCode, DayFinding, check_promise_day

SUNDAY = date(2026, 11, 22)
THIRD = date(2026, 12, 3)

WAYS = [
    # As the third of December is written.
    *("3/12", "03/12", "3/12-26", "3/12 26", "3/12/26", "3/12-2026", "3/12 2026", "3 / 12 - 26"),
    *("3.12", "3.12.", "03.12.26", "3.12.2026", "3. 12. 2026", "3-12-2026", "3-12-26", "3 12 2026"),
    *("3–12–2026", "03122026", "2026-12-03", "2026-12-3", "2026/12/03", "2026.12.03", "20261203"),
    *(
        "3. december",
        "3 december",
        "3.december",
        "3. dec",
        "3. dec.",
        "3.dec",
        "3 dec",
        "3-dec-2026",
    ),
    *("d. 3. dec.", "d.3/12", "d. 3/12", "den 3. december", "den 3.12", "Den 3. December 2026"),
    *("3. december 2026", "3. dec 26", "3. dec. '26", "3. DEC. 2026.", " 3.\u00a0december "),
    *("torsdag den 3. december 2026", "Torsdag, den 3. december", "tors. d. 3/12", "tor 3.12"),
    *("på torsdag den 3. december", "den tredje december", "tredje december 2026"),
    *("senest den 3. december", "senest d. 3/12", "3 December 2026"),
    *("\u0663/\u0661\u0662/\u0662\u0660\u0662\u0666", "３／１２"),
    *("torsdag i uge 49", "på torsdag uge 49"),
    *("om 11 dage", "om elleve dage"),
]


@pytest.mark.parametrize("text", WAYS)
def test_one_day_written_in_many_ways(text: str) -> None:
    assert parse_day(text, SUNDAY) == THIRD


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("i dag", "2026-11-22"),
        ("I dag", "2026-11-22"),
        ("idag", "2026-11-22"),
        ("i morgen", "2026-11-23"),
        ("i overmorgen", "2026-11-24"),
        ("mandag", "2026-11-23"),
        ("på mandag", "2026-11-23"),
        ("fredag", "2026-11-27"),
        ("på fredag", "2026-11-27"),
        ("nu på fredag", "2026-11-27"),
        ("på søndag", "2026-11-29"),
        ("lør.", "2026-11-28"),
        ("fredag i næste uge", "2026-11-27"),
        ("om 14 dage", "2026-12-06"),
        ("om to uger", "2026-12-06"),
        ("om en uge", "2026-11-29"),
        ("om 1 måned", "2026-12-22"),
        ("om tre måneder", "2027-02-22"),
        ("om et år", "2027-11-22"),
        ("om 5 arbejdsdage", "2026-11-27"),
        ("om 8 hverdage", "2026-12-02"),
        ("22/11", "2026-11-22"),
        ("21/11-27", "2027-11-21"),
        ("1. januar", "2027-01-01"),
        ("31/12", "2026-12-31"),
        ("31/12 26", "2026-12-31"),
        ("1/1-27", "2027-01-01"),
        ("29/2-28", "2028-02-29"),
        ("1. maj", "2027-05-01"),
        ("24. dec", "2026-12-24"),
        ("enogtredivte december", "2026-12-31"),
        ("20012027", "2027-01-20"),
        ("20270120", "2027-01-20"),
    ],
)
def test_the_next_such_day(text: str, day: str) -> None:
    assert parse_day(text, SUNDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/12-25", "2025-12-03"),
        ("22/5", "2026-05-22"),
        ("22/11", "2026-11-22"),
        ("21. november", "2026-11-21"),
        ("i går", "2026-11-21"),
        ("fredag", "2026-11-20"),
        ("på søndag", "2026-11-15"),
        ("mandag i uge 47", "2026-11-16"),
        ("3/12-26", "2026-12-03"),
    ],
)
def test_the_last_such_day_for_what_has_been(text: str, day: str) -> None:
    assert parse_day(text, SUNDAY, back=True) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "back", "day"),
    [
        ("1. november", False, "2027-11-01"),
        ("21/11", False, "2027-11-21"),
        ("mandag den 1. november", False, "2027-11-01"),
        ("mandag i uge 46", False, "2027-11-15"),
        ("3/12", True, "2025-12-03"),
    ],
)
def test_a_day_that_has_just_been_is_not_taken_for_next_years(
    text: str, back: bool, day: str
) -> None:
    with pytest.raises(NotADayError) as refused:
        parse_day(text, SUNDAY, back=back)
    assert refused.value.problem is DayProblem.YEAR_MISSING
    assert refused.value.day == date.fromisoformat(day)


def test_half_a_year_ahead_needs_no_year() -> None:
    assert parse_day("22. maj", SUNDAY) == date(2027, 5, 22)
    with pytest.raises(NotADayError):
        parse_day("23. maj", SUNDAY)


def test_working_days_are_counted_as_the_office_counts_them() -> None:
    closed = frozenset({date(2026, 11, 24)})
    assert parse_day("om 2 arbejdsdage", SUNDAY, closed) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        (" . ", "empty"),
        ("snart", "not_a_day"),
        ("hurtigst muligt", "not_a_day"),
        ("når lægen har svaret", "not_a_day"),
        ("i aften", "not_a_day"),
        ("d. 24. ds.", "not_a_day"),
        ("3/12 kl. 10", "not_a_day"),
        ("mellem 3/12 og 5/12", "not_a_day"),
        ("3/12, 4/12", "not_a_day"),
        ("12345678", "not_a_day"),
        ("123", "not_a_day"),
        ("x" * 10_000, "not_a_day"),
        ("31/2", "no_such_day"),
        ("30. februar", "no_such_day"),
        ("31. april", "no_such_day"),
        ("29/2", "no_such_day"),
        ("29. februar 2027", "no_such_day"),
        ("32/1", "no_such_day"),
        ("0/1", "no_such_day"),
        ("3/12-1826", "no_such_day"),
        ("2026-02-30", "no_such_day"),
        ("om 9999 år", "no_such_day"),
        ("13/13", "no_such_month"),
        ("12/31/2026", "no_such_month"),
        ("3/0", "no_such_month"),
        ("2026-13-01", "no_such_month"),
        ("mandag i uge 54", "no_such_week"),
        ("den 3.", "month_missing"),
        ("3", "month_missing"),
        ("torsdag den 3.", "month_missing"),
        ("uge 49", "day_missing"),
        ("i næste uge", "day_missing"),
        ("december", "day_missing"),
        ("medio december 2026", "day_missing"),
        ("fredag den 3. december", "weekday_differs"),
        ("mandag 3/12-26", "weekday_differs"),
        ("søndag", "ambiguous"),
        ("næste fredag", "ambiguous"),
        ("26-12-03", "ambiguous"),
    ],
)
def test_what_is_no_one_day_is_refused_and_why(text: str, problem: str) -> None:
    with pytest.raises(NotADayError) as refused:
        parse_day(text, SUNDAY)
    assert refused.value.problem == problem


# --- written and read again -----------------------------------------------------------------

MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september"),
    *("oktober", "november", "december"),
)
WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
WITH_YEAR = [
    "{d}.{m}.{y}",
    "{d:02}.{m:02}.{y}",
    "{d}/{m} {y}",
    "{d}/{m}-{y}",
    "{d}-{m}-{y}",
    "{y}-{m:02}-{d:02}",
    "{d:02}{m:02}{y}",
    "{d}. {month} {y}",
    "d. {d}. {month:.3} {y}",
    "{weekday} den {d}. {month} {y}",
    "{weekday:.3}. {d}/{m} {y}",
]
WITHOUT_YEAR = [
    "{d}/{m}",
    "{d}.{m}",
    "{d}. {month}",
    "den {d}. {month:.3}.",
    "{weekday} d. {d}/{m}",
]
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


def written(day: date, form: str) -> str:
    return form.format(
        d=day.day,
        m=day.month,
        y=day.year,
        month=MONTHS[day.month - 1],
        weekday=WEEKDAYS[day.weekday()],
    )


@given(DAYS, DAYS, st.sampled_from(WITH_YEAR), st.booleans())
def test_a_day_with_its_year_is_read_as_written(
    day: date, today: date, form: str, back: bool
) -> None:
    assert parse_day(written(day, form), today, back=back) == day


@given(DAYS, st.integers(0, 181), st.sampled_from(WITHOUT_YEAR))
def test_a_day_without_its_year_is_the_next_one(today: date, ahead: int, form: str) -> None:
    day = today + timedelta(days=ahead)
    if (day.month, day.day) != (2, 29):
        assert parse_day(written(day, form), today) == day


@given(DAYS, st.integers(0, 181), st.sampled_from(WITHOUT_YEAR))
def test_looking_back_it_is_the_last_one(today: date, ago: int, form: str) -> None:
    day = today - timedelta(days=ago)
    if (day.month, day.day) != (2, 29):
        assert parse_day(written(day, form), today, back=True) == day


@given(st.text(max_size=40) | st.text("0123456789/.- dmonstårigueæ'", max_size=20), DAYS)
def test_anything_is_a_day_or_is_refused(text: str, today: date) -> None:
    try:
        assert 1900 <= parse_day(text, today).year < 2100
    except NotADayError as refused:
        assert isinstance(refused.problem, DayProblem)  # noqa: PT017 - both ways are right


# --- holidays, and days to promise ----------------------------------------------------------


def test_holidays_are_those_of_the_calendar() -> None:
    named = {HOLIDAY_NAMES[code] for code in HOLIDAYS}
    official = holidays.country_holidays("DK", years=range(2010, 2041), language="da")
    day = date(2010, 1, 1)
    while day.year < 2041:
        code = holiday_on(day)
        assert (code is not None) == (day in public_holidays()), day
        if code:
            assert HOLIDAY_NAMES[code] in official[day], day
        day += timedelta(days=1)
    assert len(named) == len(HOLIDAYS)


HOLIDAY_NAMES = {
    "nytaarsdag": "Nytårsdag",
    "skaertorsdag": "Skærtorsdag",
    "langfredag": "Langfredag",
    "paaskedag": "Påskedag",
    "anden_paaskedag": "Anden påskedag",
    "store_bededag": "Store bededag",
    "kristi_himmelfartsdag": "Kristi himmelfartsdag",
    "pinsedag": "Pinsedag",
    "anden_pinsedag": "Anden pinsedag",
    "juledag": "Juledag",
    "anden_juledag": "Anden juledag",
}

CLOSED = public_holidays() | {date(2026, 12, 24), date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-11-21", [DayFinding(DayCode.PAST)]),
        ("2025-12-25", [DayFinding(DayCode.PAST)]),
        ("2026-11-23", []),
        ("2026-11-28", [DayFinding(DayCode.WEEKEND, None, date(2026, 11, 30))]),
        ("2026-12-24", [DayFinding(DayCode.CLOSED, None, date(2026, 12, 28))]),
        ("2026-12-25", [DayFinding(DayCode.HOLIDAY, "juledag", date(2026, 12, 28))]),
        ("2026-12-26", [DayFinding(DayCode.HOLIDAY, "anden_juledag", date(2026, 12, 28))]),
        ("2027-01-01", [DayFinding(DayCode.HOLIDAY, "nytaarsdag", date(2027, 1, 4))]),
        ("2027-11-22", []),
        ("2027-11-23", [DayFinding(DayCode.FAR)]),
        (
            "2027-12-25",
            [
                DayFinding(DayCode.HOLIDAY, "juledag", date(2027, 12, 27)),
                DayFinding(DayCode.FAR),
            ],
        ),
    ],
)
def test_what_is_pointed_out_about_a_day(day: str, found: list[DayFinding]) -> None:
    assert list(check_promise_day(date.fromisoformat(day), SUNDAY, CLOSED)) == found


def test_today_may_be_promised_and_is_pointed_out() -> None:
    codes = [one.code for one in check_promise_day(SUNDAY, SUNDAY, CLOSED)]
    assert codes == [DayCode.TODAY, DayCode.WEEKEND]


@given(DAYS, DAYS)
def test_only_the_past_is_refused_and_a_closed_day_names_an_open_one(
    day: date, today: date
) -> None:
    found = check_promise_day(day, today, CLOSED)
    assert any(one.refused for one in found) == (day < today)
    for one in found:
        if one.next_open:
            assert day < one.next_open
            assert one.next_open.weekday() < 5
            assert one.next_open not in CLOSED
            assert not holiday_on(one.next_open)
