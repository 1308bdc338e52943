"""The demo is told anew each day, and what was done with it yesterday is gone."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.core.vocabulary import EventType
from portal.demo import refresh
from portal.municipality import Municipality, load
from portal.services.office import open_office
from portal.services.own_events import By, OwnEvent, add_events
from portal.settings import ROOT, Settings, from_environment
from portal.sources.embedded.cases import SILENT_SOURCE
from portal.store.engine import open_engine
from portal.store.migrate import upgrade
from portal.store.models import CaseRow, DraftRow, EventRow, MessageRow, TaskRow


@pytest.fixture
def municipality() -> Municipality:
    return load(ROOT / "municipality.toml", demo=True)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = from_environment({"SAGSVEJ_DEMO": "1", "SAGSVEJ_VAR": str(tmp_path)})
    upgrade(found.database_url)
    return found


def test_a_new_day_begins_without_yesterdays_acts(
    settings: Settings, municipality: Municipality
) -> None:
    # Without the demo's case system only the silent source, which comes from a file, is told.
    refresh.prepare(settings, municipality)
    engine = open_engine(settings.database_url)
    now = datetime.now(UTC)
    with engine.begin() as connection:
        case_id, public_id = connection.execute(
            select(CaseRow.id, CaseRow.public_id).where(CaseRow.source == SILENT_SOURCE)
        ).first()  # type: ignore[misc]
        told = connection.scalar(select(func.count()).select_from(EventRow))
        post = {"update": "o", "kind": "news", "note": "Vi har læst dit brev."}
        event = OwnEvent(EventType.UPDATE_POSTED, post)
        add_events(connection, case_id, [event], By.DESK, open_office(municipality), now)
        message = {
            "public_id": "m" * 22, "case_id": case_id, "kind": "question", "sent_by": "p" * 64,
            "party": "p-1", "text": b"x", "received_at": now,
        }  # fmt: skip
        connection.execute(MessageRow.__table__.insert().values(message))
        draft = {
            "writer": "demo:medarbejder", "case_id": case_id, "form": "update", "content": b"x",
            "saved_at": now,
        }  # fmt: skip
        connection.execute(DraftRow.__table__.insert().values(draft))

    refresh.prepare(settings, municipality)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(EventRow)) == (told or 0) + 1

    (settings.var / "demo-day").write_text(date(2026, 1, 1).isoformat(), encoding="utf-8")
    refresh.prepare(settings, municipality)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(EventRow)) == told
        for row in (MessageRow, DraftRow):
            assert connection.scalar(select(func.count()).select_from(row)) == 0
        still = select(CaseRow.public_id).where(CaseRow.id == case_id)
        assert connection.scalar(still) == public_id
        assert connection.scalar(select(func.count()).select_from(TaskRow)), "the desk is read"
    engine.dispose()
