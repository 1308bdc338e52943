"""A municipality changes its words: drafts, publication, taking back; and what stood on a day."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from portal.core.wording import AuditState, Ground, Place, Said, TextProblem, TextState, digest_of
from portal.services.edit_wording import (
    Change,
    Desk,
    MarkupRefusedError,
    TextRefusedError,
    TooLateError,
    UnknownPlaceError,
    WaitsForCouncilError,
    keep_own,
    publish,
    send_to_council,
    take_back,
    write_draft,
)
from portal.services.record_wording import record_shipped, release_name, texts_of
from portal.services.share_wording import FormError, export_wording, import_wording
from portal.services.shown_words import NotRecordedError, shown_at, words_at
from portal.services.spoken_words import SpokenWords
from portal.store import wording
from portal.store.models import OwnTextRow, WordingLogRow
from portal.wording.catalogue import Catalogue, Term, Words
from tests.building import at
from tests.conftest import Clock

BY = "Rita Redaktør"
STEP = Place("step", "da", "normal")


def shipped(step: str = "Vi læser din ansøgning.") -> Catalogue:
    texts = {"step": step, "due": "Du får svar senest {date}.", "long": "Et.\n\nTo. " + "x" * 70}
    words = Words(
        "da", "normal", texts, {"word.sag": Term("word.sag", "sag", "Det vi arbejder med.")},
        {"sag": "word.sag"}, {"send": "Send"},
    )  # fmt: skip
    english = Words("en", "normal", dict.fromkeys(texts, "x {date}"), {}, {}, {"send": "Send"})
    return {("da", "normal"): words, ("en", "normal"): english}


@pytest.fixture
def desk(engine: Engine, clock: Clock) -> Desk:
    """Return what editing is done with, the shipped words recorded the day before."""
    record_shipped(engine, shipped(), clock() - timedelta(days=1))
    return Desk(engine, SpokenWords(shipped(), clock))


@pytest.fixture
def write(desk: Desk, clock: Clock) -> Callable[..., int]:
    """Return what writes a draft."""

    def new(text: str, key: str = "step", **more: Ground) -> int:
        place = Place(key, "da", "normal")
        change = Change(place, text, more.get("ground", Ground.EXPLAINS), "Rådet bad om det.")
        return write_draft(desk, change, BY, clock())

    return new


def text(desk: Desk, key: str = "step") -> str:
    return desk.words["da", "normal"].all_texts()[key]


def test_a_draft_is_seen_by_nobody_and_what_is_published_by_all(
    desk: Desk, write: Callable[..., int], clock: Clock
) -> None:
    other = SpokenWords(shipped(), clock, every_seconds=0)
    made = write("Vi læser det, du har sendt.")
    with desk.engine.connect() as connection:
        assert other.follow(lambda: connection) is False
        assert (text(desk), other["da", "normal"].text("step")) == ("Vi læser din ansøgning.",) * 2
        before = other["da", "normal"]
    publish(desk, made, BY, clock())
    assert text(desk) == "Vi læser det, du har sendt."
    with desk.engine.connect() as connection:
        assert other.follow(lambda: connection) is True
        assert other["da", "normal"].text("step") == "Vi læser det, du har sendt."
        assert before.text("step") == "Vi læser din ansøgning.", "an edition never changes"
        assert other.follow(lambda: connection) is False
        name = release_name(desk.words["da", "normal"])
        assert ("step", "Vi læser det, du har sendt.") in [
            (row.key, row.text) for row in texts_of(connection, name)
        ]


@pytest.mark.parametrize(("key", "new"), [("send", "Send det"), ("word.sag", "Det vi har sammen.")])
def test_labels_and_explanations_are_texts_of_the_register_too(
    desk: Desk, write: Callable[..., int], clock: Clock, key: str, new: str
) -> None:
    publish(desk, write(new, key), BY, clock())
    assert text(desk, key) == new


def test_a_day_ahead_needs_nobody_to_be_awake(
    desk: Desk, write: Callable[..., int], clock: Clock
) -> None:
    begins = at("2026-04-06 00:00")
    publish(desk, write("Fra den 6."), BY, clock(), begins)
    assert text(desk) == "Vi læser din ansøgning."
    clock.set("2026-04-06 00:01")
    with desk.engine.connect() as connection:
        assert desk.words.follow(lambda: connection) is True
    assert text(desk) == "Fra den 6."


def test_what_was_published_is_never_changed_and_says_when_it_stood(
    desk: Desk, write: Callable[..., int], clock: Clock
) -> None:
    first = write("Første.")
    publish(desk, first, BY, clock())
    clock.set("2026-04-05 10:00")
    second = write("Anden.")
    with pytest.raises(TooLateError):
        send_to_council(desk, first, BY, clock())
    publish(desk, second, BY, clock())
    clock.set("2026-04-07 10:00")
    take_back(desk, second, BY, clock(), "Det var forkert.")
    assert text(desk) == "Vi læser din ansøgning."
    with desk.engine.connect() as connection:
        for day, said, own in (
            ("2026-04-01 12:00", "Vi læser din ansøgning.", None),
            ("2026-04-03 12:00", "Første.", 1),
            ("2026-04-05 09:59", "Første.", 1),
            ("2026-04-05 10:00", "Anden.", 2),
            ("2026-04-08 12:00", "Vi læser din ansøgning.", None),
        ):
            found = shown_at(connection, STEP, at(day))
            assert found is not None
            assert (found.text, found.own) == (said, own), day
            assert words_at(connection, "da", "normal", at(day))["step"] == said
        with pytest.raises(NotRecordedError):
            shown_at(connection, STEP, at("2026-03-01 12:00"))
    with pytest.raises(TooLateError):
        take_back(desk, first, BY, clock(), "For sent.")


def test_a_new_plan_takes_the_place_of_an_old_one(
    desk: Desk, write: Callable[..., int], clock: Clock
) -> None:
    publish(desk, write("Den 8."), BY, clock(), at("2026-04-08 00:00"))
    publish(desk, write("Den 7."), BY, clock(), at("2026-04-07 00:00"))
    clock.set("2026-04-09 00:00")
    with desk.engine.connect() as connection:
        desk.words.follow(lambda: connection)
        assert text(desk) == "Den 7."


@pytest.mark.parametrize(
    ("key", "new", "codes"),
    [
        ("due", "Du får svar snart.", [TextProblem.LOST_PLACE]),
        ("due", "Senest {dato}.", [TextProblem.UNKNOWN_PLACE, TextProblem.LOST_PLACE]),
        ("due", "Senest {date.", [TextProblem.BROKEN_PLACE]),
        ("due", "Senest {date.year}.", [TextProblem.BROKEN_PLACE]),
        ("due", "Senest {date!r}.", [TextProblem.BROKEN_PLACE]),
        ("due", "Senest {date:>9}.", [TextProblem.BROKEN_PLACE]),
        ("due", "Senest {}.", [TextProblem.BROKEN_PLACE]),
        ("due", "Senest {date} }.", [TextProblem.BROKEN_PLACE]),
        ("step", "  ", [TextProblem.EMPTY]),
        ("step", "To\n\nlinjer", [TextProblem.LINES]),
        ("step", "x" * 4001, [TextProblem.TOO_LONG]),
    ],
)
def test_a_place_cannot_be_broken_or_lost(
    write: Callable[..., int], key: str, new: str, codes: list[TextProblem]
) -> None:
    with pytest.raises(TextRefusedError) as refused:
        write(new, key)
    assert [problem.code for problem in refused.value.problems] == codes


@pytest.mark.parametrize(
    "new", ["<b>Vi læser</b>", "Klik <a href='javascript:x'>her</a>", "<script>x()</script>"]
)
def test_markup_is_refused(desk: Desk, write: Callable[..., int], new: str) -> None:
    with pytest.raises(MarkupRefusedError):
        write(new)
    with desk.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(OwnTextRow)) == 0


def test_a_text_that_is_not_there_cannot_be_written(write: Callable[..., int]) -> None:
    with pytest.raises(UnknownPlaceError):
        write("x", "no.such.key")


def test_only_explanations_wait_for_their_discussion(
    desk: Desk, write: Callable[..., int], clock: Clock
) -> None:
    waiting = Desk(desk.engine, desk.words, waits=True)
    made = write("Forklaret bedre.")
    send_to_council(waiting, made, BY, clock())
    with pytest.raises(WaitsForCouncilError):
        publish(waiting, made, BY, clock())
    for ground in (Ground.LAW, Ground.DEADLINE, Ground.CONTACT, Ground.ERROR):
        publish(waiting, write(f"Straks: {ground}.", ground=ground), BY, clock())
    said = Said(digest_of("Forklaret bedre."), AuditState.CHANGE_WANTED, date(2026, 4, 2), "Mødet")
    with desk.engine.begin() as connection:
        wording.note_said(connection, STEP, said, "Rådet", clock())
    publish(waiting, made, BY, clock())
    assert text(desk) == "Forklaret bedre.", "councils advise, they don't decide"


def test_an_update_of_the_software_never_overwrites(
    desk: Desk, write: Callable[..., int], clock: Clock
) -> None:
    made = write("Vores egen.")
    publish(desk, made, BY, clock())
    updated = shipped("Vi læser alt, du har sendt.")
    later = Desk(desk.engine, SpokenWords(updated, clock))
    record_shipped(desk.engine, updated, clock())
    with desk.engine.connect() as connection:
        later.words.follow(lambda: connection)
        assert text(later) == "Vores egen."
        (own,) = wording.all_texts(connection)
        assert own.original == "Vi læser din ansøgning." != updated["da", "normal"].text("step")
    keep_own(later, made, BY, clock(), "Vores er kortere.")
    with desk.engine.connect() as connection:
        (own,) = wording.all_texts(connection)
        assert own.original == "Vi læser alt, du har sendt."
        assert own.state is TextState.PUBLISHED


def test_a_database_that_does_not_answer_leaves_the_words(desk: Desk) -> None:
    from sqlalchemy.exc import OperationalError

    def gone() -> object:
        raise OperationalError("x", {}, Exception("gone"))

    assert desk.words.follow(gone) is False  # type: ignore[arg-type]
    assert text(desk) == "Vi læser din ansøgning."


# --- as files ---------------------------------------------------------------------------


def busy(desk: Desk, write: Callable[..., int], clock: Clock) -> None:
    publish(desk, write('Med "tegn" \\ og {date}.', "due"), BY, clock())
    publish(
        desk, write("Et afsnit.\n\nOg et til, der siger noget. " + "y" * 50, "long"), BY, clock()
    )
    publish(desk, write("Ældre."), BY, clock())
    clock.set("2026-04-03 09:30")
    publish(desk, write("Nyere."), BY, clock())
    send_to_council(desk, write("På vej."), BY, clock())
    said = Said(digest_of("Nyere."), AuditState.RECOMMENDED, date(2026, 4, 2), "Mødet 2. april")
    with desk.engine.begin() as connection:
        wording.note_said(connection, STEP, said, "Rådet", clock())


def test_files_come_back_without_loss(
    desk: Desk, write: Callable[..., int], clock: Clock, tmp_path: Path
) -> None:
    busy(desk, write, clock)
    with desk.engine.connect() as connection:
        assert export_wording(connection, tmp_path / "a", shipped(), clock()) == 5
    with desk.engine.begin() as connection:
        for table in ("wording_audit", "wording_log", "wording_own"):
            connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608
    read = import_wording(desk.engine, tmp_path / "a", shipped(), clock())
    assert (read.read, read.refused) == (5, ())
    with desk.engine.connect() as connection:
        export_wording(connection, tmp_path / "b", shipped(), clock())
        assert connection.scalar(select(func.count()).select_from(WordingLogRow)) == 10
    files = sorted(one.relative_to(tmp_path / "a") for one in (tmp_path / "a").rglob("*.*"))
    assert Path("da/own.toml") in files
    for name in files:
        if name.suffix == ".toml":
            assert (tmp_path / "a" / name).read_text() == (tmp_path / "b" / name).read_text(), name
    with pytest.raises(FormError):
        import_wording(desk.engine, tmp_path / "a", shipped(), clock())


def test_anothers_texts_come_as_drafts_with_their_origin(
    desk: Desk, write: Callable[..., int], clock: Clock, tmp_path: Path
) -> None:
    busy(desk, write, clock)
    with desk.engine.begin() as connection:
        export_wording(connection, tmp_path, shipped(), clock())
        for table in ("wording_audit", "wording_log", "wording_own"):
            connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608
    read = import_wording(desk.engine, tmp_path, shipped(), clock(), "Nabo Kommune")
    assert read.read == 3
    with desk.engine.connect() as connection:
        rows = wording.versions_of(connection, "step")
        assert [(row.state, row.origin, row.text) for row in rows] == [
            ("draft", "Nabo Kommune", "Nyere.")
        ]
        (said,) = wording.said(connection)[STEP]
        assert said.origin == "Nabo Kommune"
    with desk.engine.connect() as connection:
        desk.words.follow(lambda: connection)
    assert text(desk) == "Vi læser din ansøgning."
