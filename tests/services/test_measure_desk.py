"""The desk's texts in numbers: a month that is over, of five texts or more, told once."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, update

from portal.core.desk_readability import Month, measure_month, months_to_measure
from portal.services.measure_desk import measure_desk, read_months
from portal.store.models import CaseRow, EventRow
from tests.building import at

EASY = "Lægen har svaret. Nu læser vi det."
HEAVY = (
    "Forvaltningsmyndighedens sagsbehandlingstidsfristberegningsprincipper tilsidesætter "
    "nødvendigvis forudgående forhåndsvurderinger vedrørende funktionsevnenedsættelsen og "
    "merudgiftsberegningsgrundlaget, hvorefter sagsoplysningen "
    "genoptages og fortsættes efter de regler, der i øvrigt gælder for den."
)


@pytest.fixture
def post(engine: Engine) -> Callable[..., None]:
    """Return what writes a text of a case, as the desk posts it."""
    with engine.begin() as connection:
        for number in range(1, 10):
            row = {"public_id": f"c{number}", "source": "s", "reference": f"r{number}"}
            connection.execute(insert(CaseRow), row | {"created_at": at("2026-01-01 10:00")})
    count = iter(range(10_000))

    def new(case: int, day: str, text: str, origin: str = "desk") -> None:
        moment, one = at(f"{day} 10:00"), next(count)
        row = {
            "case_id": case,
            "source": "sagsvej",
            "event_id": f"e{one}",
            "type": "sagsvej.update.posted",
            "sequence": one,
            "origin": origin,
            "history": False,
            "digest": b"",
            "data": json.dumps({"kind": "news", "note": text}),
        }
        times = dict.fromkeys(("occurred_at", "recorded_at", "received_at"), moment)
        with engine.begin() as connection:
            connection.execute(insert(EventRow), row | times)

    return new


def test_a_month_that_is_over_is_measured_once(
    engine: Engine, post: Callable[..., None], tmp_path: Path
) -> None:
    path = tmp_path / "desk" / "numbers.json"
    assert measure_desk(engine, path, at("2026-04-02 10:00")) == 0
    for case in range(1, 8):
        post(case, "2026-03-03", EASY if case < 5 else f"{HEAVY} {HEAVY}")
    post(1, "2026-03-03", HEAVY, "pull")
    assert measure_desk(engine, path, at("2026-03-31 21:00")) == 0, "March is not over"
    assert measure_desk(engine, path, at("2026-04-01 00:30")) == 1
    (march,) = read_months(path)
    assert (march.begins, march.texts, march.band) == (date(2026, 3, 1), 7, "very_easy")
    assert march.long == 43, "6 of 14 sentences"
    with engine.begin() as connection:
        connection.execute(update(EventRow).values(data=json.dumps({"note": HEAVY})))
    assert measure_desk(engine, path, at("2026-04-01 02:00")) == 0
    assert read_months(path) == [march], "what was told is not told otherwise"


def test_the_file_holds_months_and_nothing_else(
    engine: Engine, post: Callable[..., None], tmp_path: Path
) -> None:
    path = tmp_path / "numbers.json"
    for case in range(1, 8):
        post(case, "2026-03-03", f"{EASY} Hilsen Karen {case}.")
    measure_desk(engine, path, at("2026-04-02 10:00"))
    rows = json.loads(path.read_text())
    assert [set(row) for row in rows] == [{"month", "texts", "band", "long"}]
    assert "Karen" not in path.read_text()


@pytest.mark.parametrize("cases", [[1, 2, 3, 4], [1, 1, 1, 1, 1, 1], [1, 2, 3, 4, 4, 4], []])
def test_few_texts_or_few_cases_look_like_none(cases: list[int]) -> None:
    found = measure_month(date(2026, 3, 1), [(case, EASY) for case in cases])
    assert found == Month(date(2026, 3, 1))


def test_a_share_of_few_sentences_is_not_told() -> None:
    texts = [(case, f"{EASY} {EASY}") for case in range(1, 8)]
    found = measure_month(date(2026, 3, 1), [*texts, (8, HEAVY)])
    assert (found.texts, found.long) == (8, None), "one long sentence among 29"


def test_every_month_that_is_over_comes_once_and_the_oldest_go() -> None:
    begun, today = date(2026, 1, 15), date(2026, 4, 2)
    months = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    assert months_to_measure([], begun, today) == months
    assert months_to_measure([Month(months[1])], begun, today) == [months[0], months[2]]
    assert months_to_measure([], None, today) == []
    assert len(months_to_measure([], date(2020, 1, 1), today)) == 24


@pytest.mark.parametrize(
    "kept", ["{", "[]", "{}", '[{"month": "2026-13"}, 3, {"month": "x"}, null]', "\x00"]
)
def test_a_file_that_is_none_of_ours_holds_no_months(tmp_path: Path, kept: str) -> None:
    path = tmp_path / "numbers.json"
    path.write_text(kept)
    assert read_months(path) == []
