"""The script that sends the real event log, on a small log of our own."""

import csv
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scripts import receipt_log
from tests.api.running import SOURCE, Server

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
AREA = "adult_extra_costs"
_COLUMNS = (
    "case:concept:name",
    "case:deadline",
    "case:enddate",
    "case:responsible",
    "case:startdate",
    "concept:instance",
    "concept:name",
    "org:resource",
    "time:timestamp",
)


@pytest.fixture
def small_log(tmp_path: Path) -> Path:
    """Return a log of two invented cases, its rows out of order."""
    rows = [
        _row("a", 3, "T04 Something", "Two", "2011-01-05 10:00:00.500000+01:00"),
        _row("a", 1, "Confirmation of receipt", "One", "2011-01-03 10:00:00+01:00"),
        _row("a", 2, "T02 Something", "One", "2011-01-04 10:00:00+01:00"),
        _row("a", 4, "T05 Something", "One", "2011-07-06 10:00:00+02:00"),
        _row("b", 5, "Confirmation of receipt", "Two", "2011-01-03 10:00:00+01:00", end=""),
    ]
    path = tmp_path / "log.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def _row(
    case: str, number: int, name: str, who: str, at: str, end: str = "2011-07-07 00:00:00+02:00"
) -> dict[str, str]:
    values = (
        f"case-{case}",
        "2011-02-28 01:06:40+01:00",
        end,
        "Responsible",
        "2011-01-03 01:06:40+01:00",
        f"task-{number}",
        name,
        who,
        at,
    )
    return dict(zip(_COLUMNS, values, strict=True))


def test_only_another_name_than_the_one_before_is_a_change(small_log: Path) -> None:
    rows = receipt_log.read_log(small_log)
    found = receipt_log.events(rows, receipt_log.ASSIGNMENT, SOURCE, AREA, NOW)
    named = [
        (event["subject"], event["type"].rpartition(".")[2], event["data"]["name"])
        for event in found
        if event["type"].startswith("sagsvej.caseworker")
    ]
    assert named == [
        ("case-a", "assigned", "One"),
        ("case-a", "changed", "Two"),
        ("case-a", "changed", "One"),
        ("case-b", "assigned", "Two"),
    ]


def test_no_name_of_a_task_leaves_the_office(small_log: Path) -> None:
    rows = receipt_log.read_log(small_log)
    for reading in (receipt_log.HONEST, receipt_log.ASSIGNMENT):
        said = str(list(receipt_log.events(rows, reading, SOURCE, AREA, NOW)))
        assert "T02" not in said
        assert "Confirmation" not in said


def test_a_case_with_no_end_stays_open(server: Server, small_log: Path) -> None:
    rows = receipt_log.read_log(small_log)
    events = list(receipt_log.events(rows, receipt_log.HONEST, SOURCE, AREA, NOW))
    random.Random(1).shuffle(events)
    total = receipt_log.push(server.url, server.token, events, 3, quiet=True)
    assert total == {"recorded": len(events), "repeated": 0, "set_aside": 0}
    states = server.states()
    assert states["case-a"].closed_at is not None
    assert states["case-b"].closed_at is None
    assert states["case-b"].caseworker is not None
    assert states["case-b"].caseworker.name == "Responsible"


def test_the_script_writes_a_file_instead(small_log: Path, tmp_path: Path) -> None:
    target = tmp_path / "events.ndjson"
    assert receipt_log.main([str(small_log), "--ndjson", str(target), "--shuffle", "3"]) == 0
    assert len(target.read_text(encoding="utf-8").splitlines()) == 2 * 4 + 1 + 5


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["nowhere.csv", "--token", "x"], "nowhere.csv cannot be read: No such file or directory."),
        (["", "--token", "x"], "Give the path of the log, or set SAGSVEJ_RECEIPT_LOG."),
    ],
)
def test_the_script_says_in_a_sentence_what_is_wrong(
    options: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert receipt_log.main(options) == 1
    assert capsys.readouterr().err.strip() == sentence


def test_the_script_says_that_its_token_is_wrong(
    server: Server, small_log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [str(small_log), "--url", server.url, "--token", "wrong", "--source", SOURCE]
    assert receipt_log.main(options) == 1
    assert "401" in capsys.readouterr().err
