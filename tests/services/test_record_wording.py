"""What a page said can be shown again: each release is recorded, each text by version."""

from dataclasses import replace

from sqlalchemy import Engine, func, select

from portal.services.record_wording import record_wording
from portal.settings import ROOT
from portal.store.models import WordingReleaseRow, WordingReleaseTextRow, WordingTextRow
from portal.wording.catalogue import Catalogue, Words, load_catalogue, release_name
from tests.building import at

NOW = at("2026-04-02 10:00")
REGISTERS = {("da", "normal"), ("da", "easy"), ("en", "normal"), ("ar", "normal")}


def small(text: str = "Vi læser din ansøgning.") -> Catalogue:
    words = Words("da", "normal", {"a": text, "b": "Det samme."}, {}, {})
    return {("da", "normal"): words}


def versions(engine: Engine) -> list[tuple[str, int, str]]:
    statement = select(WordingTextRow.key, WordingTextRow.version, WordingTextRow.text)
    with engine.connect() as connection:
        return sorted(tuple(row) for row in connection.execute(statement))


def releases(engine: Engine) -> dict[str, set[str]]:
    statement = select(WordingReleaseTextRow.release, WordingTextRow.text).join(
        WordingTextRow, WordingTextRow.id == WordingReleaseTextRow.text_id
    )
    found: dict[str, set[str]] = {}
    with engine.connect() as connection:
        for release, text in connection.execute(statement):
            found.setdefault(release, set()).add(text)
    return found


def test_the_whole_catalogue_is_recorded_once(engine: Engine) -> None:
    catalogue = load_catalogue(ROOT / "translations")
    assert set(catalogue) == REGISTERS
    new = record_wording(engine, catalogue, NOW)
    assert new == sum(len(words.all_texts()) for words in catalogue.values())
    assert record_wording(engine, catalogue, NOW) == 0
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(WordingReleaseRow)) == 4
        assert connection.scalar(select(func.count()).select_from(WordingTextRow)) == new
    for words in catalogue.values():
        assert releases(engine)[release_name(words)] == set(words.all_texts().values())


def test_a_text_that_changes_gets_a_version_and_the_others_keep_theirs(engine: Engine) -> None:
    record_wording(engine, small(), NOW)
    assert record_wording(engine, small("Vi har læst din ansøgning."), NOW) == 1
    assert versions(engine) == [
        ("a", 1, "Vi læser din ansøgning."),
        ("a", 2, "Vi har læst din ansøgning."),
        ("b", 1, "Det samme."),
    ]
    assert len(releases(engine)) == 2


def test_a_text_that_changes_back_is_the_version_it_was(engine: Engine) -> None:
    for text in ("Et.", "To.", "Et."):
        record_wording(engine, small(text), NOW)
    assert [row[:2] for row in versions(engine)] == [("a", 1), ("a", 2), ("b", 1)]
    assert len(releases(engine)) == 2


def test_a_text_that_goes_away_is_still_there_in_what_was_said(engine: Engine) -> None:
    record_wording(engine, small(), NOW)
    (words,) = small().values()
    fewer = replace(words, texts={"b": "Det samme."})
    record_wording(engine, {("da", "normal"): fewer}, NOW)
    assert releases(engine)[release_name(words)] == {"Vi læser din ansøgning.", "Det samme."}
    assert releases(engine)[release_name(fewer)] == {"Det samme."}


def test_a_release_is_named_by_its_words_alone() -> None:
    (first,), (again,), (other,) = small().values(), small().values(), small("Andet.").values()
    assert release_name(first) == release_name(again) != release_name(other)
    assert len(release_name(first)) <= 16
