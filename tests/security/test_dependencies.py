"""What the portal runs on has no known hole; and whether anybody could be asked is always said."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

from tests.security.audit import LOCK, Audit, Hole, accepted, audit, packages_of, read


def test_what_we_run_on_has_no_known_hole(record_property: Callable[[str, object], None]) -> None:
    """Fails on a known hole in a package the portal runs on.

    A hole in what only the tests use is said and fails nothing. When the list of advisories
    cannot be reached nothing fails either, and the summary says that nothing was audited.
    """
    done = audit()
    record_property("said at the end", str(done))
    known = accepted(datetime.now(UTC).date())
    holes = [str(hole) for hole in done.holes_in(packages_of(LOCK)) if hole.id not in known]
    assert holes == []


def answer(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


FLASK = {"name": "flask", "version": "3.1.3", "vulns": []}
HOLE = {"id": "PYSEC-1", "fix_versions": ["2.0"], "aliases": [], "description": ""}
TORN = {"name": "torn", "version": "1.0", "vulns": [HOLE]}
UNKNOWN = {"name": "hidden", "skip_reason": "Dependency not found"}


def test_a_hole_is_told_with_what_mends_it() -> None:
    done = read(answer(FLASK, TORN))
    assert done.holes_in({"torn"}) == [Hole("torn", "1.0", "PYSEC-1", ("2.0",))]
    assert done.holes_in({"flask"}) == []
    assert "torn 1.0: PYSEC-1 (mended in 2.0)" in str(done)


def test_what_could_not_be_checked_is_named() -> None:
    done = read(answer(FLASK, UNKNOWN))
    assert (done.checked, done.unchecked) == (("flask",), ("hidden",))
    assert "NOT AUDITED: hidden" in str(done)


def test_silence_is_never_taken_for_no_holes() -> None:
    for silent in (read(answer(UNKNOWN)), read("", "ConnectionError: no route"), read("null")):
        assert silent.silence is not None
        assert str(silent).startswith("NOT AUDITED")
        assert "0 known holes" not in str(silent)
    assert "no route" in str(read("", "first\nConnectionError: no route"))
    assert str(Audit(checked=("a",))).startswith("Audited: 1 packages, 0 known holes")


def test_what_is_accepted_is_accepted_until_a_day_and_with_a_reason() -> None:
    text = '[[advisory]]\nid = "A"\nwhy = "not used"\nuntil = 2026-04-02\n'
    assert accepted(date(2026, 4, 2), text) == {"A"}
    assert accepted(date(2026, 4, 3), text) == set()
    assert accepted(date(2026, 4, 2), text.replace("not used", "")) == set()
    accepted(date(2026, 4, 2))  # the file itself can be read


def test_every_package_is_asked_about() -> None:
    assert {"flask", "sqlalchemy", "cryptography", "limits"} <= packages_of(LOCK)
