"""What a case was known as at a moment, and the words of then, on both kinds of database."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from portal.core.clock_time import NotAClockError, parse_clock
from portal.core.events import true_record
from portal.core.fold import read_case
from portal.core.vocabulary import EventType
from portal.core.wording import Ground, Place
from portal.core.words_then import fitted, marks, without_marks
from portal.services.edit_wording import Change, Desk, publish, take_back, write_draft
from portal.services.own_events import By, OwnEvent, add_events
from portal.services.record_events import From, Origin, record_events
from portal.services.record_wording import record_shipped
from portal.services.shown_again import NotThereError, for_the_reader, known_then, words_then
from portal.services.shown_words import NotRecordedError
from portal.services.spoken_words import SpokenWords
from portal.settings import ROOT
from portal.store.cases import events_of_case
from portal.store.engine import open_engine
from portal.store.models import CaseRow, LookRow
from portal.wording.catalogue import Catalogue, load_catalogue
from tests.building import ANNA, BO, IDENTIFIERS, SECRET, SOURCE, Story, at
from tests.services.letters import office

SHIPPED = load_catalogue(ROOT / "translations")
PLACE = Place("note.why_we_ask", "da", "normal")


def tell(engine: Engine, story: Story | Sequence[Any], when: str) -> None:
    sender = From(SOURCE, at("2020-01-01").date(), Origin.PUSH)
    done = record_events(engine, list(story), sender, IDENTIFIERS, at(when))
    assert done.set_aside == ()


def case_id(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(CaseRow.id)).scalar_one()


def first(engine: Engine) -> int:
    """Let a case come on 1 March, with a call promised for the 20th."""
    tell(engine, _first_story(), "2026-03-01 10:00")
    return case_id(engine)


# --- events -------------------------------------------------------------------------------


def test_what_came_later_about_earlier_is_not_known_then(engine: Engine) -> None:
    case = first(engine)
    late = Story().say("step.entered", "2026-03-02", id_="late", sequence=50, step="hearing")
    tell(engine, late, "2026-03-09 10:00")
    with engine.connect() as connection:
        before = known_then(connection, case, SOURCE, at("2026-03-09 09:59"))
        after = known_then(connection, case, SOURCE, at("2026-03-09 10:00"))
        now = events_of_case(connection, case)
    assert read_case(before.events).step == "information"
    assert read_case(after.events).step == "hearing"
    assert after.events == now


def test_a_correction_and_a_withdrawal_count_from_when_they_came(engine: Engine) -> None:
    case = first(engine)
    (promised,) = [one["id"] for one in _first_story() if one["type"].endswith("promised")]
    fix = Story().say(
        "event.corrected",
        "2026-03-02",
        id_="fix",
        sequence=60,
        event=promised,
        type="sagsvej.contact.promised",
        data={"promise": "l-1", "what": "call", "by": "2026-03-27"},
    )
    tell(engine, fix, "2026-03-05 10:00")
    gone = Story().say("event.withdrawn", "2026-03-02", id_="gone", sequence=61, event=promised)
    tell(engine, gone, "2026-03-07 10:00")
    told = {}
    with engine.connect() as connection:
        for day in ("2026-03-04", "2026-03-06", "2026-03-08"):
            then = known_then(connection, case, SOURCE, at(day))
            told[day] = [one.by.isoformat() for one in read_case(then.events).promises]
    assert told == {
        "2026-03-04": ["2026-03-20"],
        "2026-03-06": ["2026-03-27"],
        "2026-03-08": [],
    }


def _noted(engine: Engine, *corrected: tuple[str, str, str]) -> int:
    """Let a note with a slip come, then a correction at each time: id, day, and its words."""
    case = first(engine)
    note = Story().say("activity.noted", "2026-03-02", id_="n", sequence=40, note="Første")
    tell(engine, note, "2026-03-02 10:00")
    for number, (name, day, words) in enumerate(corrected, 50):
        about: dict[str, Any] = {"event": "n", "type": "sagsvej.activity.noted"}
        fix = Story().say(
            "event.corrected", day, id_=name, sequence=number, data={"note": words}, **about
        )
        tell(engine, fix, f"{day} 10:00")
    return case


def _read_again(engine: Engine, case: int, day: str) -> tuple[list[str], bool]:
    """Return the notes a reader finds on the page of a day, and whether something is missing."""
    with engine.connect() as connection:
        then = for_the_reader(known_then(connection, case, SOURCE, at(day)), "(rettet)")
    record = true_record(then.events).events
    return [one.get("note") for one in record if one.get("note")], then.removed


def test_a_reader_reads_no_words_again_that_have_been_corrected_or_withdrawn_since(
    engine: Engine,
) -> None:
    case = _noted(engine, ("c1", "2026-03-05", "Anden"), ("c2", "2026-03-07", "Tredje"))
    read = [_read_again(engine, case, f"2026-03-0{day} 12:00") for day in (3, 6, 8)]
    assert read == [(["(rettet)"], True), (["(rettet)"], True), (["Tredje"], False)]
    undo = Story().say("event.withdrawn", "2026-03-09", id_="w2", sequence=60, event="c2")
    tell(engine, undo, "2026-03-09 10:00")
    read = [_read_again(engine, case, f"2026-03-0{day} 12:00") for day in (3, 6, 8, 9)]
    assert read == [
        (["(rettet)"], True),
        (["Anden"], False),
        (["Anden"], True),
        (["Anden"], False),
    ]
    gone = Story().say("event.withdrawn", "2026-03-10", id_="w", sequence=61, event="n")
    tell(engine, gone, "2026-03-10 10:00")
    read = [_read_again(engine, case, f"2026-03-{day} 12:00") for day in ("03", "06", "11")]
    assert read == [([], True), ([], True), ([], False)]
    with engine.connect() as connection:
        exact = known_then(connection, case, SOURCE, at("2026-03-06"))
    assert "Anden" in [one.get("note") for one in true_record(exact.events).events]


def test_of_people_taken_out_since_a_reader_learns_nothing(engine: Engine) -> None:
    case = first(engine)
    more = Story().party(BO, "2026-03-02", name="Bo Prøve", role="representative", scope=["act"])
    for payload in more:
        payload |= {"id": "b", "sequence": "40"}
    tell(engine, more, "2026-03-02 10:00")
    gone = Story().say("event.withdrawn", "2026-03-05", id_="w", sequence=60, event="b")
    tell(engine, gone, "2026-03-05 10:00")
    with engine.connect() as connection:
        exact = known_then(connection, case, SOURCE, at("2026-03-03"))
    left = for_the_reader(exact, "(rettet)")
    assert len(exact.parties) == 2
    assert [one.name for one in left.parties.values()] == ["Anna Prøve"]
    assert not left.removed


def _first_story() -> Story:
    story = Story().opened("2026-03-01").party(name="Anna Prøve", when="2026-03-01")
    story.say("step.entered", "2026-03-01", step="information")
    return story.say("contact.promised", "2026-03-01", promise="l-1", what="call", by="2026-03-20")


def test_what_was_written_here_and_who_was_let_in_count_from_then_too(engine: Engine) -> None:
    case = first(engine)
    added = OwnEvent(
        EventType.PARTY_ADDED,
        {"party": "portal-x", "role": "representative", "scope": ["see_status"]},
        person="a" * 64,
    )
    with engine.begin() as connection:
        add_events(connection, case, [added], By.CITIZEN, office(), at("2026-03-06 12:00"))
    with engine.connect() as connection:
        before = known_then(connection, case, SOURCE, at("2026-03-06 11:00"))
        after = known_then(connection, case, SOURCE, at("2026-03-06 13:00"))
    assert "portal-x" not in before.parties
    assert "portal-x" in after.parties


def test_before_anything_came_there_is_no_case(engine: Engine) -> None:
    case = first(engine)
    with engine.connect() as connection, pytest.raises(NotThereError) as error:
        known_then(connection, case, SOURCE, at("2026-03-01 09:59"))
    assert error.value.since == at("2026-03-01 10:00")


def test_whether_a_case_system_was_silent_is_known_only_where_it_told_something(
    engine: Engine,
) -> None:
    case = first(engine)
    with engine.connect() as connection:
        soon = known_then(connection, case, SOURCE, at("2026-03-02 09:00"))
        later = known_then(connection, case, SOURCE, at("2026-03-05 09:00"))
    assert soon.surely_heard(24)
    assert not later.surely_heard(24)


# --- words --------------------------------------------------------------------------------


def published(engine: Engine, text: str, when: str) -> int:
    desk = Desk(engine, SpokenWords(SHIPPED))
    made = write_draft(desk, Change(PLACE, text, Ground.ERROR, "Fejl."), "Signe", at(when))
    publish(desk, made, "Signe", at(when))
    return made


def stood(engine: Engine, when: str) -> str:
    with engine.connect() as connection:
        return words_then(connection, SHIPPED["da", "normal"], at(when)).text(PLACE.key)


def test_an_own_text_stands_from_when_it_was_published_until_it_was_taken_back(
    engine: Engine,
) -> None:
    record_shipped(engine, SHIPPED, at("2026-01-01"))
    shipped = SHIPPED["da", "normal"].text(PLACE.key)
    made = published(engine, "Vi spørger for at vide nok.", "2026-03-05 12:00")
    desk = Desk(engine, SpokenWords(SHIPPED))
    take_back(desk, made, "Signe", at("2026-03-08 12:00"), "Den anden var bedre.")
    assert stood(engine, "2026-03-05 11:59") == shipped
    assert stood(engine, "2026-03-05 12:00") == "Vi spørger for at vide nok."
    assert stood(engine, "2026-03-08 11:59") == "Vi spørger for at vide nok."
    assert stood(engine, "2026-03-08 12:00") == shipped


def _older(change: dict[str, str | None]) -> Catalogue:
    words = SHIPPED["da", "normal"]
    texts: dict[str, str] = {}
    for key, text in words.texts.items():
        told = change.get(key, text)
        if told is not None:
            texts[key] = told
    older = replace(words, texts=texts, _html={}, _terms_in={}, sentences={})
    return {**SHIPPED, ("da", "normal"): older}


def test_an_older_release_speaks_with_its_own_words_and_guesses_none(engine: Engine) -> None:
    changed: dict[str, str | None] = {"case.late": "Vi er bagud. {since}", PLACE.key: None}
    record_shipped(engine, _older(changed), at("2026-01-01"))
    record_shipped(engine, SHIPPED, at("2026-03-01"))
    with engine.connect() as connection:
        words = words_then(connection, SHIPPED["da", "normal"], at("2026-02-01"))
    assert marks(words.text(PLACE.key)) == ([PLACE.key], [])
    assert marks(words.text("case.late")) == ([], ["since"])
    said = without_marks(words.text("case.late").format_map({"date": "x"}), "intet", "noget")
    assert said == "Vi er bagud. (noget: since)"
    assert stood(engine, "2026-03-02") == SHIPPED["da", "normal"].text(PLACE.key)


def test_before_the_words_were_written_down_they_are_not_known(engine: Engine) -> None:
    record_shipped(engine, SHIPPED, at("2026-03-01"))
    with pytest.raises(NotRecordedError):
        stood(engine, "2026-02-28")


def test_words_that_fit_are_left_to_the_letter() -> None:
    now = {"a": "Ny {date}", "b": "Ny"}
    assert fitted({"a": "Gammel {date}. 100 {{%}}", "b": "B", "c": "C"}, now) == {
        "a": "Gammel {date}. 100 {{%}}",
        "b": "B",
    }


@pytest.mark.parametrize("text", ["", "25", "12.60", "halv ni", "12.5.1", "-1"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(NotAClockError):
        parse_clock(text)


# --- the command ---------------------------------------------------------------------------


def run(folder: Path, database: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "portal.commands", "shown-again", *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        env={
            **os.environ,
            "SAGSVEJ_DATABASE_URL": database,
            "SAGSVEJ_VAR": str(folder),
            "SAGSVEJ_SECRET_KEY": "s" * 40,
            "SAGSVEJ_IDENTIFIER_KEY": SECRET,
            "SAGSVEJ_DEMO": "1",
        },
    )


def test_the_command_writes_a_file_and_that_it_did(database: str, tmp_path: Path) -> None:
    engine = open_engine(database)
    record_shipped(engine, SHIPPED, at("2026-01-01"))
    first(engine)
    file, papers = tmp_path / "side.html", tmp_path / "breve"
    done = run(
        tmp_path, database, SOURCE, "S-1", "2026-03-04T12:00", str(file), "--letters", str(papers)
    )
    assert done.returncode == 0, done.stderr
    assert ANNA not in done.stdout + done.stderr
    html = file.read_text(encoding="utf-8")
    assert "Vist igen: sådan stod siden onsdag den 4. marts 2026 kl. 12.00" in html
    assert SHIPPED["da", "normal"].text(PLACE.key).split("\n\n")[0] in html
    assert "<script" not in html
    assert "src=" not in html
    with engine.connect() as connection:
        (look,) = connection.execute(select(LookRow.__table__))
    assert (look.actor_kind, look.what) == ("system", "shown_again")
    for typed, sentence in (
        ((SOURCE, "S-1", "2026-03-04", str(file)), "is there already"),
        ((SOURCE, "S-2", "2026-03-04", str(tmp_path / "x")), "has told of no case"),
        ((SOURCE, "S-1", "2026-02-04", str(tmp_path / "x")), "was not in the portal then"),
        (
            (SOURCE, "S-1", "2026-03-04", str(tmp_path / "x"), "--party", "nobody"),
            "could not see the case then",
        ),
    ):
        refused = run(tmp_path, database, *typed)
        assert refused.returncode != 0
        assert sentence in refused.stderr
        assert "Traceback" not in refused.stderr
        assert not (tmp_path / "x").exists()
    engine.dispose()
