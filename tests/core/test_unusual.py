"""What is worth asking about, and what is not."""

from datetime import date, timedelta

from portal.core.unusual import Opening, ToAsk, Unusual, candidates, things_to_ask

DAY = date(2026, 4, 1)


def opened(
    case: int, days_ago: int = 0, name: str = "Lise Kjærgaard", actor: str = "lise"
) -> Opening:
    return Opening(actor, name, "Team Voksne", DAY - timedelta(days=days_ago), case)


def kinds(found: list[ToAsk]) -> list[str]:
    return [str(one.kind) for one in found]


def test_a_usual_week_gives_nothing_to_ask() -> None:
    week = [opened(case, day) for day in range(10) for case in range(5)]
    named = {case: {"Lise Kjærgaard"} for case in range(5)}
    assert things_to_ask(week, {1: ["Anna Prøve"]}, named) == []


def test_many_cases_are_many_for_this_person() -> None:
    usual = [opened(case, day) for day in range(1, 8) for case in range(3)]
    busy = [opened(case) for case in range(100, 112)]
    (asked,) = things_to_ask(usual + busy, {}, {})
    assert (asked.kind, asked.number, asked.usual, asked.day) == (Unusual.MANY, 12, 3, DAY)
    assert asked.cases == tuple(range(100, 112))
    always = [opened(case, day) for day in range(8) for case in range(12)]
    assert things_to_ask(always, {}, {}) == []
    assert things_to_ask(busy, {}, {}) == [], "nobody knows yet what is usual"
    assert kinds(things_to_ask([opened(case) for case in range(31)], {}, {})) == ["many"]


def test_the_same_case_opened_often_in_a_day_counts_once() -> None:
    assert things_to_ask([opened(1)] * 100, {}, {}) == []


def test_ones_own_name_and_ones_family_name() -> None:
    people = {1: ["lise  KJÆRGAARD"], 2: ["Bo Kjærgaard", "Anna Prøve"], 3: ["Anna Prøve"]}
    found = things_to_ask([opened(1), opened(2), opened(3)], people, {})
    assert [(one.kind, one.cases) for one in found] == [
        (Unusual.FAMILY_NAME, (2,)),
        (Unusual.OWN_NAME, (1,)),
    ]


def test_a_family_name_half_of_denmark_has_says_nothing() -> None:
    people = {1: ["Bo Jensen"], 2: ["Ida Jensen"]}
    found = things_to_ask([opened(1, name="Ida Jensen"), opened(2, name="Ida Jensen")], people, {})
    assert [(one.kind, one.cases) for one in found] == [(Unusual.OWN_NAME, (2,))]


def test_a_case_opened_again_and_again_by_somebody_who_is_not_named_in_it() -> None:
    often = [opened(1, day) for day in range(3)]
    twice = [opened(2, day) for day in range(2)]
    assert candidates(often + twice) == {1}
    (asked,) = things_to_ask(often + twice, {}, {1: {"Ole Eksempel"}, 2: {"Ole Eksempel"}})
    assert (asked.kind, asked.cases, asked.number, asked.day) == (
        Unusual.NOT_ASSIGNED,
        (1,),
        3,
        DAY,
    )
    assert things_to_ask(often, {}, {1: {"Ole Eksempel", "Lise Kjærgaard"}}) == []


def test_each_thing_has_a_name_of_its_own_that_stays() -> None:
    people = {1: ["Lise Kjærgaard"]}
    first, second = things_to_ask([opened(1), opened(1, 1)], people, {})
    assert first.key != second.key
    assert things_to_ask([opened(1)], people, {})[0].key == first.key
    assert (first.day, second.day) == (DAY, DAY - timedelta(days=1))
