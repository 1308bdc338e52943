"""No way to a case goes unwritten, and nothing of what citizens do here reaches staff.

The ways are the application's own, from the table of who may see what: a new route that shows a
case without writing it down fails here.
"""

import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from portal.core.looks import What
from portal.core.parties import Party
from portal.core.vocabulary import Role
from portal.identity import UserRole
from portal.services.look import by_relative, seal_looks, write_looks
from portal.settings import ROOT
from portal.store.models import CaseRow, LookRow, SignInRow
from tests.access_table import ADMITTED, Row, portal_rows
from tests.building import ANNA, SECRET
from tests.conftest import TOKEN, Site
from tests.web.test_matrix import AT_WORK, World, _whose, world

__all__ = ["world"]

BY_STAFF, BY_RELATIVE, BY_SYSTEM = (
    ("worker", "leader"),
    ("acts", "looks", "parent"),
    ("case system",),
)
NO_LOOK = {
    # A list of one's own work or of the unit's: a line for each thing to do, opening it counts.
    "GET /medarbejder": "lines on a list of one's own work",
    "GET /medarbejder/enhed": "lines on a list of a unit's work",
    "GET /medarbejder/lagt-til-side": "ids of events, no case",
    "GET /medarbejder/skift": "names of one's own cases to choose from",
    "POST /medarbejder/skift": "the same; with a letter looked at it is written",
    "GET /medarbejder/skift/<key>": "names of a colleague's cases to choose from",
    "POST /medarbejder/skift/<key>": "the same",
    "POST /medarbejder/sag/<public_id>/kladde/<form>": "kept while writing; answers with a time",
    "GET /kode": "a code is asked for, before there is a case",
    "POST /kode": "a wrong code; with the right one the case's page is opened next",
    "GET /sag/<public_id>/vist-igen": "a day is asked for; what is shown of it is written",
    "POST /api/v1/events": "told by the case system, nothing is shown",
    "POST /api/v1/documents": "told by the case system, nothing is shown",
    "POST /api/v1/journal/acknowledgements": "told by the case system, nothing is shown",
}
"""Ways that write no look, and why."""
EMPTY = {("GET /medarbejder/overdragelse", "leader")}
"""Who is shown an empty list: a leader has no cases of their own here."""


def number(site: Site) -> int:
    with site.portal.reading.connect() as connection:
        return connection.scalar(select(func.count()).select_from(LookRow)) or 0


def is_everybodys(row: Row) -> bool:
    return row.cells["signed out"] == ADMITTED and not row.rule.startswith("/api/")


@pytest.mark.parametrize("part", range(3))
def test_every_way_to_a_case_is_written_or_says_why_not(world: World, part: int) -> None:
    unwritten, needless = [], []
    for row in [one for one in portal_rows() if not is_everybodys(one)][part::3]:
        for column in (*BY_STAFF, *BY_RELATIVE, *BY_SYSTEM):
            if row.cells.get(column) != ADMITTED:
                continue
            before = number(world.site)
            answer = world.ask(row, column, world.path(row, _whose(column)))
            wrote = number(world.site) - before
            if answer.status_code == 200 and not wrote and str(row) not in NO_LOOK:
                if (str(row), column) in EMPTY:
                    continue
                unwritten.append(f"{row}, {column}")
            if wrote and str(row) in NO_LOOK:
                needless.append(f"{row}, {column}")
    assert unwritten == []
    assert needless == []


def test_the_list_of_ways_without_a_look_names_only_ways_there_are() -> None:
    assert NO_LOOK.keys() <= {str(row) for row in portal_rows()}


def test_the_persons_own_ways_write_nothing_at_all(world: World) -> None:
    before = number(world.site)
    for row in portal_rows():
        if row.cells["person"] == ADMITTED and not is_everybodys(row):
            world.ask(row, "person", world.path(row, ANNA))
    assert number(world.site) == before


# --- staff never see what citizens and relatives do here ------------------------------------

MARK = "zq7marker"
PERSON = f"{MARK}-person-hash"
RELATIVE = f"{MARK}-relative-hash"
# A time nothing else happens at, in each of the ways a page or a machine would say it.
ENDS_THE_SESSION = ("/log-af", "/demo", "/indstillinger")
TIMES = ("03.47", "03:47", "01:47", "3.47")


def seeded(site: Site) -> None:
    """Let the person and a relative have been here last night, in ways that can be found again."""
    now = site.clock()
    night = now.replace(hour=3, minute=47, second=13) - timedelta(days=1)
    with site.portal.engine.begin() as connection:
        person = site.portal.identifiers.person(ANNA)
        for count, who in enumerate((person, PERSON)):
            connection.execute(
                insert(SignInRow).values(
                    token_hash=f"{MARK}{count}",
                    person=who,
                    role=UserRole.CITIZEN,
                    name=f"{MARK} signed in",
                    created_at=night,
                    seen_at=night,
                    expires_at=now + timedelta(hours=8),
                )
            )
        relative = Party("p", Role.REPRESENTATIVE, RELATIVE)
        cases = list(connection.scalars(select(CaseRow.id)))
        write_looks(
            connection, [by_relative(relative, person, one, What.CASE, night) for one in cases]
        )
    seal_looks(site.portal.engine, now)


def found_in(text: str) -> list[str]:
    return [one for one in (MARK, PERSON, RELATIVE) if one in text]


def test_no_page_list_file_or_api_of_staff_tells_that_a_citizen_was_here(
    world: World,
) -> None:
    site = world.site
    seeded(site)
    hashes = [site.portal.identifiers.person(who) for who in (ANNA,)]
    told = []
    columns = (*AT_WORK, *BY_SYSTEM)
    for row in portal_rows():
        if row.rule in ENDS_THE_SESSION:
            continue
        for column in columns:
            if row.cells.get(column) != ADMITTED:
                continue
            answer = world.ask(row, column, world.path(row, _whose(column)))
            text = answer.get_data().decode("utf-8", "replace") + str(answer.headers)
            wrong = [*found_in(text), *(one for one in hashes if one in text)]
            wrong += [time for time in TIMES[:2] if time in text and row.method == "GET"]
            if wrong:
                told.append(f"{row}, {column}: {wrong}")
    assert told == []


def test_neither_does_any_command(world: World, tmp_path: Any) -> None:
    site = world.site
    seeded(site)
    environment = {
        "SAGSVEJ_DEMO": "1",
        "SAGSVEJ_DATABASE_URL": site.portal.settings.database_url,
        "SAGSVEJ_VAR": str(tmp_path),
        "SAGSVEJ_IDENTIFIER_KEY": SECRET,
        "SAGSVEJ_SECRET_KEY": "s" * 48,
        "SAGSVEJ_SOURCE_TOKEN_DEMO_SAGER": TOKEN,
        "PATH": "/usr/bin:/bin",
    }
    for command in (["set-aside"], ["looks", "verify"], ["looks", "head"], ["check"], ["work"]):
        done = subprocess.run(
            [sys.executable, "-m", "portal.commands", *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (command, done.stderr)
        assert found_in(done.stdout + done.stderr) == [], command
        assert site.portal.identifiers.person(ANNA) not in done.stdout + done.stderr


def test_the_person_does_read_it(world: World) -> None:
    """The marker is there to be found: who may read it finds it."""
    site = world.site
    seeded(site)
    page = site.visitor(ANNA).get(f"{site.paths_of(ANNA)[0]}/hvem-har-set")
    assert "kl. 3.47" in page.get_text()
