"""Reading on in a case system: from where it stopped, and never twice."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from portal.services import pull_source as service
from portal.services.pull_source import Pulled, pull_source
from portal.services.record_events import From, Origin
from portal.store import feed
from portal.store.models import EventRow
from tests.building import ANNA, IDENTIFIERS, SOURCE, Story, at, day
from tests.services.conftest import CaseSystem

NOW = at("2026-04-02 10:00")
GO_LIVE = day("2026-01-01")
assert GO_LIVE is not None


def pull(
    engine: Engine, system: CaseSystem, size: int = 3, now: Any = NOW, token: str = "t" * 40
) -> Pulled:
    sender = From(SOURCE, GO_LIVE, Origin.PULL)
    return pull_source(engine, system.url, token, sender, IDENTIFIERS, now, size)


def source(engine: Engine) -> Any:
    with engine.connect() as connection:
        return feed.find_source(connection, SOURCE)


def recorded(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(EventRow)) or 0


def eight() -> Story:
    story = Story().opened().party(ANNA).steps("received", "information", "casework")
    return story.steps("information", "casework", "decision", when="2026-03-2{}")


def test_page_after_page_until_nothing_is_new(engine: Engine, case_system: CaseSystem) -> None:
    case_system.write(eight())
    assert pull(engine, case_system) == Pulled(8, 0, answered=True)
    assert recorded(engine) == 8
    assert [status for _, status in case_system.asked] == [200, 200, 200]
    assert source(engine).heard_at == NOW


def test_nothing_new_is_not_sent_again(engine: Engine, case_system: CaseSystem) -> None:
    case_system.write(eight())
    pull(engine, case_system)
    for _ in range(3):
        assert pull(engine, case_system) == Pulled(0, 0, answered=True)
    assert [status for _, status in case_system.asked][3:] == [200, 304, 304]
    later = NOW + timedelta(hours=1)
    pull(engine, case_system, now=later)
    assert source(engine).heard_at == later, "no news is a sign of life"
    case_system.write(Story("S-2").opened())
    assert pull(engine, case_system).recorded == 1


def test_a_case_system_with_nothing_in_it(engine: Engine, case_system: CaseSystem) -> None:
    assert pull(engine, case_system) == Pulled(0, 0, answered=True)
    assert source(engine).heard_at == NOW


def test_it_goes_on_where_it_was_killed(
    engine: Engine, case_system: CaseSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_system.write(eight())
    real, pages = service.record_events, []

    def killed(*args: Any) -> Any:
        pages.append(args)
        if len(pages) == 2:
            raise KeyboardInterrupt
        return real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(service, "record_events", killed)
        with pytest.raises(KeyboardInterrupt):
            pull(engine, case_system)
    assert recorded(engine) == 3
    before = len(case_system.asked)
    assert pull(engine, case_system) == Pulled(5, 0, answered=True)
    assert recorded(engine) == 8
    assert len(case_system.asked) - before == 2


def test_a_cursor_that_is_lost_means_from_the_beginning_without_doubles(
    engine: Engine, case_system: CaseSystem
) -> None:
    case_system.write(eight())
    pull(engine, case_system)
    case_system.restore()
    case_system.write(eight().say("activity.noted", "2026-03-30"))
    # The new log is longer, so let the case system forget the cursor by itself.
    case_system.fault(404)
    assert pull(engine, case_system) == Pulled(1, 0, answered=True)
    assert recorded(engine) == 9


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b""),
        (503, b""),
        (429, b""),
        (200, b"not json"),
        (200, b"[]"),
        (200, b"{}"),
        (200, b'{"events": {}, "next": "x", "more": false}'),
        (200, b'{"events": [], "next": 7, "more": false}'),
        (302, b""),
    ],
)
def test_a_bad_answer_changes_nothing_and_is_asked_again_later(
    engine: Engine, case_system: CaseSystem, status: int, body: bytes
) -> None:
    case_system.write(eight())
    case_system.fault(status, body)
    assert pull(engine, case_system) == Pulled(0, 0, answered=False)
    row = source(engine)
    assert (row.cursor, row.failures, row.heard_at) == (None, 1, None)
    assert row.retry_at == NOW + timedelta(seconds=15)
    asked = len(case_system.asked)
    assert pull(engine, case_system, now=NOW + timedelta(seconds=14)).answered is False
    assert len(case_system.asked) == asked, "it was not asked before its time"
    assert pull(engine, case_system, now=NOW + timedelta(seconds=15)) == Pulled(8, 0, answered=True)
    row = source(engine)
    assert (row.failures, row.retry_at) == (0, None)


def test_a_page_that_fails_midway_keeps_what_came_before(
    engine: Engine, case_system: CaseSystem
) -> None:
    case_system.write(eight())
    real, asked = case_system.answer, []

    def every_second(target: str, headers: Any) -> Any:
        asked.append(target)
        if len(asked) == 2:
            case_system.fault(500)
        return real(target, headers)

    case_system.answer = every_second  # type: ignore[method-assign]
    assert pull(engine, case_system) == Pulled(3, 0, answered=False)
    assert recorded(engine) == 3
    assert pull(engine, case_system, now=NOW + timedelta(minutes=1)).recorded == 5


def test_it_waits_longer_and_longer_up_to_an_hour(engine: Engine, case_system: CaseSystem) -> None:
    now, waits = NOW, []
    for _ in range(12):
        case_system.fault(500)
        pull(engine, case_system, now=now)
        waits.append(int((source(engine).retry_at - now).total_seconds()))
        now = source(engine).retry_at
    assert waits[:4] == [15, 30, 60, 120]
    assert waits[-1] == 3600
    assert waits == sorted(waits)


def test_it_waits_as_long_as_the_case_system_says(engine: Engine, case_system: CaseSystem) -> None:
    case_system.fault(503, **{"Retry-After": "600"})
    pull(engine, case_system)
    assert source(engine).retry_at == NOW + timedelta(seconds=600)


def test_a_case_system_that_is_not_there(engine: Engine, case_system: CaseSystem) -> None:
    case_system.url = "http://127.0.0.1:1/sources/none"
    assert pull(engine, case_system).answered is False
    assert source(engine).failures == 1


def test_a_wrong_token_is_a_case_system_that_does_not_answer(
    engine: Engine, case_system: CaseSystem, caplog: pytest.LogCaptureFixture
) -> None:
    assert pull(engine, case_system, token="w" * 40).answered is False
    assert "w" * 40 not in caplog.text


def test_what_cannot_be_used_does_not_stop_the_reading(
    engine: Engine, case_system: CaseSystem
) -> None:
    case_system.log.append({"id": "bad"})
    case_system.write(eight())
    case_system.log.append({"id": "worse", "type": 3})
    assert pull(engine, case_system) == Pulled(8, 2, answered=True)
    assert pull(engine, case_system) == Pulled(0, 0, answered=True)


def test_a_case_system_that_points_elsewhere_is_not_followed(
    engine: Engine, case_system: CaseSystem
) -> None:
    """The token goes to the address in the file, and nowhere else."""
    case_system.write(Story().opened())
    case_system.fault(302, Location=f"{case_system.url}/elsewhere")
    assert not pull(engine, case_system).answered
    assert len(case_system.asked) == 1
