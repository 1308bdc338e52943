"""What has had its time goes, and nothing that the case system has not taken over."""

from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, func, insert, select, update

from portal.commands import cli
from portal.core.retention import Lengths, Why
from portal.files import Vault
from portal.municipality import Municipality, Retention
from portal.services.forget import Forgotten, forget_daily, forget_now, lengths_on
from portal.services.office import open_office
from portal.services.record_events import From, Origin, record_events
from portal.services.reread_desk import read_what_came
from portal.store import forget
from portal.store.engine import open_engine
from portal.store.models import (
    AttachmentRow,
    CaseRow,
    DraftRow,
    EventRow,
    JournalRow,
    LetterRow,
    LookRow,
    LookSealRow,
    MessageRow,
    OutboxRow,
    PersonRow,
    Row,
    SignInRow,
    WordingReleaseRow,
    WordingTextRow,
)
from tests.building import ANNA, BO, CARL, IDENTIFIERS, SOURCE, Story, at
from tests.full import case_id, closed_story, fill, fill_beside, newer, own_event, take_over, tell

NOW = at("2026-04-02 03:00")
KEPT_FOR_GOOD = {"wording_text", "wording_release", "wording_release_text", "look_seal"}


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "files", IDENTIFIERS)


@pytest.fixture
def full(engine: Engine, vault: Vault, municipality: Municipality) -> str:
    """Fill a store with an old closed case and a new one; return the old one's file."""
    tell(engine, closed_story())
    public_id = fill(engine, vault)
    fill_beside(engine)
    newer(engine)
    read_what_came(engine, open_office(municipality), NOW)
    return public_id


def go(engine: Engine, vault: Vault, **more: Any) -> Forgotten:
    return forget_now(engine, vault, Lengths(), NOW, **more)


def rows(engine: Engine, table: type[Row]) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(select(*table.__table__.columns)))


def count(engine: Engine, table: type[Row]) -> int:
    return len(rows(engine, table))


def everything(engine: Engine) -> dict[str, list[Any]]:
    with engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in Row.metadata.sorted_tables
        }


def test_a_closed_case_goes_with_all_that_belongs_to_it(
    engine: Engine, vault: Vault, full: str, tmp_path: Path
) -> None:
    take_over(engine)
    old = case_id(engine)
    done = go(engine, vault)
    assert done.gone["cases"] == done.gone["files"] == 1
    assert done.stay == []
    for name, table in Row.metadata.tables.items():
        if "case_id" in table.c and name != "look":
            with engine.connect() as connection:
                left = connection.scalar(
                    select(func.count()).select_from(table).where(table.c.case_id == old)
                )
            assert left == 0, name
    assert count(engine, AttachmentRow) == 0
    assert [path for path in (tmp_path / "files").glob("*/*") if path.is_file()] == []
    # Nothing that says who it was, and nothing of the other case.
    told = repr(everything(engine) | {"look": []})
    assert IDENTIFIERS.person(ANNA) not in told
    assert "Anna" not in told
    assert "'S-1'" not in told
    assert len({row.case_id for row in rows(engine, EventRow)}) == 1


def test_nothing_goes_before_the_case_system_has_taken_it_over(
    engine: Engine, vault: Vault, full: str
) -> None:
    before = everything(engine)["case_event"]
    done = go(engine, vault)
    assert done.gone["cases"] == 0
    (stays,) = done.stay
    assert (stays.reference, stays.why) == ("S-1", (Why.NOT_TAKEN_OVER,))
    assert stays.not_taken_over == {"message": 1, "letter": 1}
    assert everything(engine)["case_event"] == before
    assert vault.get(full) == b"the file's content"


def test_what_nobody_ever_asked_to_be_taken_over_is_not_taken_over(
    engine: Engine, vault: Vault, full: str
) -> None:
    take_over(engine)
    with engine.begin() as connection:
        connection.execute(JournalRow.__table__.delete().where(JournalRow.thing == "l-S-1"))
    (stays,) = go(engine, vault).stay
    assert stays.not_taken_over == {"letter": 1}


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (LetterRow, {"state": "ordered"}),
        (OutboxRow, {"state": "waiting"}),
        (OutboxRow, {"state": "failed"}),
        (AttachmentRow, {"state": "waiting"}),
    ],
    ids=["a letter is not made", "something is not sent", "a task for a person", "not scanned"],
)
def test_a_case_stays_while_something_is_on_its_way(
    engine: Engine, vault: Vault, full: str, table: type[Row], values: dict[str, str]
) -> None:
    take_over(engine)
    old = case_id(engine)
    with engine.begin() as connection:
        where = table.id > 0 if table is AttachmentRow else table.case_id == old
        connection.execute(update(table).where(where).values(values))
    (stays,) = go(engine, vault).stay
    assert stays.why == (Why.ON_ITS_WAY,)


def test_an_open_case_stays_however_old(
    engine: Engine, vault: Vault, municipality: Municipality
) -> None:
    story = Story("S-1").opened("2020-01-02").party(ANNA, "2020-01-02")
    tell(engine, story, now="2023-02-02")
    newer(engine)
    read_what_came(engine, open_office(municipality), NOW)
    done = go(engine, vault)
    assert [(one.reference, one.why) for one in done.stay] == [("S-1", (Why.OPEN,))]
    assert done.gone["cases"] == 0


@pytest.mark.parametrize(
    ("last", "stays"), [("2025-04-01 23:59", False), ("2025-04-02 00:00", True)]
)
def test_the_time_counts_from_the_last_thing_that_happened(
    engine: Engine, vault: Vault, municipality: Municipality, last: str, stays: bool
) -> None:
    tell(engine, closed_story())
    fill(engine, vault)
    own_event(engine, "S-1", "sagsvej.activity.noted", '{"note":"Tak"}', at(last))
    take_over(engine)
    newer(engine)
    read_what_came(engine, open_office(municipality), NOW)
    assert (go(engine, vault).gone["cases"] == 0) is stays


def test_done_again_it_does_nothing(engine: Engine, vault: Vault, full: str) -> None:
    take_over(engine)
    assert go(engine, vault).gone
    before = everything(engine)
    assert not go(engine, vault).gone
    assert everything(engine) == before


def test_to_only_look_changes_nothing_and_tells_the_same(
    engine: Engine, vault: Vault, full: str
) -> None:
    take_over(engine)
    before = everything(engine)
    would = go(engine, vault, only_look=True).gone
    assert everything(engine) == before
    assert vault.get(full)
    did = go(engine, vault).gone
    # Some go with their cases, people and looks only once the cases have gone.
    with_cases = ("files", "drafts", "invitations", "sent, emptied")
    for left_out in (*with_cases, "people", "looks"):
        would.pop(left_out, 0)
        did.pop(left_out, 0)
    assert would == did


def test_the_newest_of_its_kind_stays_until_something_newer_has_come(
    engine: Engine, vault: Vault, municipality: Municipality
) -> None:
    """Or its number would be given anew, and who reads on from it would pass something over."""
    tell(engine, closed_story())
    fill(engine, vault)
    take_over(engine)
    read_what_came(engine, open_office(municipality), NOW)
    (stays,) = go(engine, vault).stay
    assert stays.why == (Why.NEWEST,)
    newer(engine)
    assert go(engine, vault).gone["cases"] == 1


def test_old_events_told_again_bring_nothing_back(engine: Engine, vault: Vault, full: str) -> None:
    """A source that tells everything again must not send anybody last year's letters."""
    take_over(engine)
    go(engine, vault)
    sender = From(SOURCE, at("2023-01-01").date(), Origin.PULL)
    receipt = record_events(engine, list(closed_story()), sender, IDENTIFIERS, NOW)
    assert (receipt.recorded, receipt.repeated) == (0, 6)
    assert len({row.case_id for row in rows(engine, EventRow)}) == 1
    # The same reference at another source is another case; and a life after that is a new one.
    reopened = Story("S-1").opened("2026-05-02").party(ANNA, "2026-05-02")
    for payload in reopened:
        payload["id"] += "-new"
    later = at("2026-05-03")
    receipt = record_events(engine, list(reopened), sender, IDENTIFIERS, later)
    assert receipt.recorded == 2
    again = record_events(engine, list(closed_story()), sender, IDENTIFIERS, later)
    assert again.recorded == 0


def test_what_stays_of_a_case_says_of_nobody(engine: Engine, vault: Vault, full: str) -> None:
    take_over(engine)
    old = {row.id: row for row in rows(engine, CaseRow)}[case_id(engine)]
    go(engine, vault)
    new = {row.id: row for row in rows(engine, CaseRow)}[old.id]
    assert new.reference.startswith("*")
    assert "S-1" not in new.reference
    assert new.public_id != old.public_id
    with engine.connect() as connection:
        assert forget.forgotten(connection, SOURCE, ["S-1", "S-2"]) == {"S-1": NOW.astimezone(UTC)}


def test_people_in_no_case_go_and_the_others_stay(engine: Engine, vault: Vault, full: str) -> None:
    tell(engine, Story("S-5").opened("2026-03-02").party(CARL), now="2026-03-03")
    take_over(engine)
    go(engine, vault)
    known = {row.person for row in rows(engine, PersonRow)}
    # Bo was in the case that went and is in another one.
    assert known == {IDENTIFIERS.person(BO), IDENTIFIERS.person(CARL)}


def test_looks_go_after_their_own_time_and_their_seals_never(
    engine: Engine, vault: Vault, full: str
) -> None:
    take_over(engine)
    with engine.begin() as connection:
        connection.execute(
            insert(LookRow),
            {"at": NOW, "actor_kind": "staff", "role": "staff", "what": "case",
             "purpose": "casework", "salt": b"s", "digest": b"d"},
        )  # fmt: skip
    sealed = count(engine, LookSealRow)
    go(engine, vault)
    assert count(engine, LookRow) == 1
    assert count(engine, LookSealRow) == sealed == 2


def test_what_belongs_to_no_case_goes_after_its_time(
    engine: Engine, vault: Vault, full: str
) -> None:
    gone = go(engine, vault).gone
    for name in ("sessions", "sign-ins begun", "drafts", "forms kept", "invitations", "set aside"):
        assert gone[name] == 1, name
    row = next(row for row in rows(engine, OutboxRow) if row.state == "sent")
    assert (row.payload, row.address) == (b"", None)
    assert row.dedupe_key.startswith("letter:")


def test_what_is_new_stays(engine: Engine, vault: Vault, municipality: Municipality) -> None:
    tell(engine, Story("S-1").opened("2026-03-30").party(ANNA, "2026-03-30"), now="2026-03-30")
    fill(engine, vault, when="2026-04-02 02:50")
    fill_beside(engine, when="2026-04-02 02:50")
    read_what_came(engine, open_office(municipality), NOW)
    assert not go(engine, vault).gone


def test_words_that_were_shown_are_never_forgotten(engine: Engine, vault: Vault, full: str) -> None:
    long_ago = at("2001-01-01")
    with engine.begin() as connection:
        connection.execute(
            insert(WordingTextRow),
            {"key": "k", "language": "da", "register": "normal", "version": 1, "digest": "d",
             "text": "t", "recorded_at": long_ago},
        )  # fmt: skip
        connection.execute(insert(WordingReleaseRow), {"name": "r", "recorded_at": long_ago})
    go(engine, vault)
    assert count(engine, WordingTextRow) == count(engine, WordingReleaseRow) == 1


def test_the_worker_does_it_once_a_day(
    engine: Engine, vault: Vault, full: str, municipality: Municipality
) -> None:
    take_over(engine)
    assert forget_daily(engine, vault, municipality, NOW) > 0
    old, new_case = NOW - timedelta(days=400), case_id(engine, "S-9")
    with engine.begin() as connection:
        connection.execute(
            insert(DraftRow),
            {"writer": "w", "case_id": new_case, "form": "f", "content": b"x",
             "saved_at": old},
        )  # fmt: skip
    assert forget_daily(engine, vault, municipality, NOW + timedelta(hours=20)) == 0
    assert forget_daily(engine, vault, municipality, NOW + timedelta(hours=22)) == 1


def test_many_cases_go_some_each_round(
    engine: Engine, vault: Vault, municipality: Municipality
) -> None:
    """Those that stay do not stop those behind them, and the day ends when all were looked at."""
    for number in range(5):
        tell(engine, closed_story(f"S-{number}"))
        fill(engine, vault, f"S-{number}")
    take_over(engine)
    with engine.begin() as connection:
        connection.execute(
            update(JournalRow).where(JournalRow.thing == "l-S-1").values(acknowledged_at=None)
        )
    newer(engine)
    read_what_came(engine, open_office(municipality), NOW)
    for _ in range(3):
        forget_daily(engine, vault, municipality, NOW, most=2)
    left = {row.reference for row in rows(engine, CaseRow) if not row.reference.startswith("*")}
    assert left == {"S-1", "S-9"}
    before = everything(engine)
    assert forget_daily(engine, vault, municipality, NOW, most=2) == 0
    assert everything(engine) == before


def test_how_long_is_what_the_municipality_decided_for_the_day(municipality: Municipality) -> None:
    decided = [
        Retention(valid_from=at("2026-01-01").date(), case_months=6),
        Retention(valid_from=at("2026-05-01").date(), case_months=24, look_months=60),
    ]
    facts = municipality.model_copy(update={"retention": tuple(decided)})
    assert lengths_on(facts, at("2025-12-31").date()) == Lengths()
    assert lengths_on(facts, at("2026-04-30").date()) == replace(Lengths(), case_months=6)
    later = lengths_on(facts, at("2026-05-01").date())
    assert (later.case_months, later.look_months) == (24, 60)


def test_it_stops_in_the_middle_and_goes_on(
    engine: Engine, vault: Vault, full: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_over(engine)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "remove", killed)
        with pytest.raises(KeyboardInterrupt):
            go(engine, vault)
    assert count(engine, MessageRow) == 1
    # The bytes that were left are nobody's, and go as every file that no message claims.
    go(engine, vault)
    assert vault.remove_unclaimed(set(), NOW + timedelta(days=400)) == 1


def test_the_command_tells_which_cases_stay_and_why(
    lite: str, tmp_path: Path, municipality: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(lite)
    tell(engine, closed_story())
    fill(engine, Vault(tmp_path / "files", IDENTIFIERS))
    newer(engine)
    read_what_came(engine, open_office(municipality), NOW)
    engine.dispose()
    for name, value in {
        "SAGSVEJ_DATABASE_URL": lite, "SAGSVEJ_VAR": str(tmp_path), "SAGSVEJ_DEMO": "1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    told = CliRunner().invoke(cli, ["retention", "--dry-run"], catch_exceptions=False)
    assert told.exit_code == 0
    stays = f"{SOURCE} S-1 stays: the case system has not taken over "
    assert f"{stays}1 letter, 1 message." in told.output
    assert told.output.startswith("Would go: ")


def test_everybody_can_be_signed_out_at_once(
    lite: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(lite)
    fill_beside(engine, when="2026-04-02")
    for name, value in {
        "SAGSVEJ_DATABASE_URL": lite, "SAGSVEJ_VAR": str(tmp_path), "SAGSVEJ_DEMO": "1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    told = CliRunner().invoke(cli, ["sign-out-all"], catch_exceptions=False)
    assert told.output == "1 sessions have ended.\n"
    assert rows(engine, SignInRow) == []
    engine.dispose()
