"""The worker as it is put together: what a case system tells ends at the citizen and the desk."""

import secrets
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, select

from portal.core.worklist import TaskKind
from portal.municipality import load
from portal.services.record_events import From, Origin, record_events
from portal.settings import ROOT, from_environment
from portal.store.models import LetterRow, OutboxRow, TaskRow
from portal.worker import rounds
from tests.building import ANNA, IDENTIFIERS, SECRET, SOURCE, Story, at

NOW = at("2026-04-02 10:00")


def test_a_new_case_gets_its_receipt_and_stands_on_the_list(engine: Engine, tmp_path: Path) -> None:
    settings = from_environment(
        {
            "SAGSVEJ_DEMO": "1",
            "SAGSVEJ_VAR": str(tmp_path),
            "SAGSVEJ_IDENTIFIER_KEY": SECRET,
            "SAGSVEJ_SECRET_KEY": secrets.token_urlsafe(48),
        }
    )
    worker = rounds(settings, load(ROOT / "municipality.toml", demo=True), engine, lambda: NOW)
    assert all(much >= 0 for much in worker.once().values()), "an empty house is quiet"

    story = (
        Story()
        .opened("2026-04-02")
        .party(ANNA, "2026-04-02", birth_date="1961-01-19", name="Anna Prøve")
    )
    story.say("step.entered", "2026-04-02", step="received")
    sender = From(SOURCE, date(2026, 1, 1), Origin.PUSH)
    record_events(engine, list(story), sender, IDENTIFIERS, NOW)
    done = rounds(settings, load(ROOT / "municipality.toml", demo=True), engine, lambda: NOW).once()
    assert all(much >= 0 for much in done.values()), done

    with engine.connect() as connection:
        letters = connection.execute(select(LetterRow.kind, LetterRow.state)).all()
        sent = connection.execute(select(OutboxRow.kind, OutboxRow.state)).all()
        tasks = set(connection.scalars(select(TaskRow.kind)))
    assert [tuple(row) for row in letters] == [("receipt", "made")]
    assert ("letter", "sent") in {tuple(row) for row in sent}
    assert TaskKind.FIRST_WORD in tasks
    written = [path.read_text(encoding="utf-8") for path in (tmp_path / "sent").glob("*.json")]
    assert len(written) == 2, "the letter, and the notice that there is one"
    assert ANNA not in "".join(written)
