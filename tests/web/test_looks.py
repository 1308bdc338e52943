"""Everybody who opens a case is written down, and the person it is about reads it."""

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import event, select

from portal.core.looks import What
from portal.identity import Identity, UserRole
from portal.municipality import Municipality
from portal.services.look import by_staff, seal_looks, write_looks
from portal.store.models import LookRow
from tests.building import ANNA, BO, CARL, DITTE, Story
from tests.conftest import Clock, Site
from tests.letters.asked_vera import broken_rules
from tests.page_rules import visible_text
from tests.web.desk import ADULTS, KAREN, desk_path, karens, told, write


def written(site: Site) -> list[Any]:
    """Return every look there is, oldest first."""
    with site.portal.reading.connect() as connection:
        return list(connection.execute(select(LookRow.__table__).order_by(LookRow.id)))


def whats(site: Site) -> list[tuple[str, str]]:
    return [(row.actor_kind, row.what) for row in written(site)]


def lines(page: BeautifulSoup) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in page.select(".dated > li")]


def family(**child: Any) -> Story:
    """Return a child's case with two parents, each with a protected address."""
    story = Story("S-9").opened(area="child_extra_costs")
    story.party(ANNA, role="child", name="Noah", **{"birth_date": "2011-05-01"} | child)
    story.party(BO, role="parent", custody="joint", name="Bodil", protected=True)
    story.party(CARL, role="parent", custody="joint", name="Carl", protected=True)
    story.say("unit.assigned", "2026-03-02", unit=ADULTS)
    story.say("caseworker.assigned", "2026-03-02", name=KAREN, phone="12 34 56 78")
    return story.steps("received", "information")


def shared(*scope: str) -> Story:
    """Return Anna's case, which Ditte may see."""
    story = karens()
    return story.party(
        DITTE,
        role="representative",
        name="Ditte Søster",
        scope=list(scope),
        valid_from="2026-03-02",
    )


def list_of(site: Site, person: str) -> str:
    return f"{site.paths_of(person)[0]}/hvem-har-set"


# --- what is written --------------------------------------------------------------------


def test_a_caseworkers_look_is_written_and_read_in_plain_words(site: Site, clock: Clock) -> None:
    (case,) = told(site, karens())
    site.visitor().work_as(KAREN, ADULTS).get(f"{case}/nyt")
    clock.set("2026-04-02 10:20")
    site.visitor().work_as(KAREN, ADULTS).get(case)
    (update, opened) = written(site)
    assert (update.what, update.purpose) == ("update", "writing")
    assert (opened.role, opened.unit, opened.actor) == ("staff", ADULTS, "test:karen")
    seal_looks(site.portal.engine, clock())

    page = site.visitor(ANNA).get(list_of(site, ANNA))
    assert lines(page) == [
        f"kl. 10.20 {KAREN} (sagsbehandler i {ADULTS}) åbnede sagen for at arbejde med den.",
        f"kl. 10.00 {KAREN} (sagsbehandler i {ADULTS}) åbnede sagen for at skrive nyt på siden.",
    ]
    text = visible_text(page)
    assert "Torsdag den 2. april 2026" in text
    assert "Vi har skrevet det op siden torsdag den 2. april 2026." in text
    assert site.portal.municipality.data_protection.name in text
    assert "Datatilsynet" in text


def test_the_name_of_an_employee_is_the_municipalitys_choice(
    open_site: Any, municipality: Municipality
) -> None:
    site = open_site(facts=municipality.model_copy(update={"show_caseworker_names": False}))
    (case,) = told(site, karens())
    site.visitor().work_as(KAREN, ADULTS).get(case)
    path = list_of(site, ANNA)
    visitor = site.visitor(ANNA)
    assert lines(visitor.get(path)) == [
        f"kl. 10.00 En sagsbehandler i {ADULTS} åbnede sagen for at arbejde med den."
    ]
    assert KAREN not in visitor.fetch(f"{path}/csv").get_data(as_text=True)


def test_ones_own_visits_are_not_written_at_all(site: Site) -> None:
    told(site, karens())
    anna = site.visitor(ANNA)
    path = site.paths_of(ANNA)[0]
    for page in ("/mine-sager", path, f"{path}/hvem-har-set", f"{path}/sendt", f"{path}/spoerg"):
        anna.fetch(page)
    assert written(site) == []
    assert "Der står ingen andre" in visible_text(anna.get(list_of(site, ANNA)))


def test_what_a_relative_opens_is_read_by_the_person_and_not_by_staff(site: Site) -> None:
    told(site, shared("see_status", "read_letters", "act"))
    ditte = site.visitor(DITTE)
    path = site.paths_of(DITTE)[0]
    ditte.get("/mine-sager")
    ditte.get(path)
    ditte.get(f"{path}/sendt")
    assert whats(site) == [("relative", "list"), ("relative", "case"), ("relative", "sent")]
    anna, ditte_hash = (site.portal.identifiers.person(one) for one in (ANNA, DITTE))
    assert {(row.actor, row.on_behalf) for row in written(site)} == {(ditte_hash, anna)}
    assert all(row.name is None for row in written(site)), "the case knows what she is called"

    assert lines(site.visitor(ANNA).get(list_of(site, ANNA))) == [
        "kl. 10.00 Ditte Søster (har adgang til sagen) så det, som personen selv har sendt."
        " På dine vegne.",
        "kl. 10.00 Ditte Søster (har adgang til sagen) så, hvor sagen er. På dine vegne.",
        "kl. 10.00 Ditte Søster (har adgang til sagen) så sagen på sin egen liste. På dine vegne.",
    ]
    ditte.get(list_of(site, DITTE), 404)
    for kind in ("csv", "pdf"):
        assert ditte.fetch(f"{list_of(site, DITTE)}/{kind}").status_code == 404
    assert "hvem-har-set" not in str(ditte.get(path))


def test_a_look_that_ends_in_nothing_is_none(site: Site) -> None:
    (case,) = told(site, shared("see_status"))
    path = site.paths_of(DITTE)[0]
    site.visitor(DITTE).get(f"{path}/spoerg", 403)
    site.visitor(DITTE).get(f"{path}/brev/nothing", 404)
    site.visitor(BO).get(path, 404)
    site.visitor().work_as("Ole Eksempel", "Another unit").get(case, 404)
    site.visitor().work_as(KAREN, ADULTS).get(f"{case}/fil/nothing", 404)
    assert written(site) == []


def test_parents_with_protected_addresses_never_see_each_others_looks(site: Site) -> None:
    (case,) = told(site, family())
    for one in (BO, CARL):
        site.visitor(one).get(site.paths_of(one)[0])
    site.visitor().work_as(KAREN, ADULTS).get(f"{case}/breve")
    assert whats(site) == [("relative", "case"), ("relative", "case"), ("staff", "letters")]
    only_staff = [
        f"kl. 10.00 {KAREN} (sagsbehandler i {ADULTS}) åbnede sagen for at arbejde med den."
    ]
    for parent, other in ((BO, "Carl"), (CARL, "Bodil")):
        visitor = site.visitor(parent)
        path = list_of(site, parent)
        page = visitor.get(path)
        assert lines(page) == only_staff
        said = visible_text(page) + visitor.fetch(f"{path}/csv").get_data(as_text=True)
        assert other not in said
        assert "forælder så" not in said
    both = lines(site.visitor(ANNA).get(list_of(site, ANNA)))
    assert sum("sagens breve" in line for line in both) == 1
    assert sum("En forælder så, hvor sagen er" in line for line in both) == 2, (
        "protected names are not shown"
    )


def test_the_case_page_shows_the_way(site: Site) -> None:
    told(site, family())
    for one in (ANNA, BO):
        page = site.visitor(one).get(site.paths_of(one)[0])
        assert page.select_one(f'a[href="{list_of(site, one)}"]') is not None


def test_an_update_that_is_written_is_one_line_with_how_many_times(site: Site) -> None:
    (case,) = told(site, karens())
    karen = site.visitor().work_as(KAREN, ADULTS)
    write(karen, case, do="preview", text="Vi har ringet til din læge.")
    assert [what for _kind, what in whats(site)] == ["update", "update"]
    (line,) = lines(site.visitor(ANNA).get(list_of(site, ANNA)))
    assert line.endswith("2 gange. Første gang kl. 10.00.")


def test_a_talk_before_a_decision_and_a_new_caseworker_are_only_a_case_that_was_opened(
    site: Site,
) -> None:
    (case,) = told(site, karens())
    karen = site.visitor().work_as(KAREN, ADULTS)
    karen.get(f"{case}/skift")
    karen.fetch(f"{case}/samtale")
    assert {what for _kind, what in whats(site)} == {"case"}


def test_a_draft_kept_by_the_page_and_a_list_of_ones_own_work_are_no_looks(site: Site) -> None:
    told(site, karens())
    karen = site.visitor().work_as(KAREN, ADULTS)
    karen.get("/medarbejder")
    assert written(site) == []
    karen.get("/medarbejder/overdragelse")
    assert whats(site) == [("staff", "list")]


def test_a_look_is_one_statement_before_what_was_sent_in_and_nothing_is_read_for_it(
    site: Site,
) -> None:
    (case,) = told(site, karens())
    said: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    engine = site.portal.reading
    event.listen(engine, "before_cursor_execute", note)
    site.visitor().work_as(KAREN, ADULTS).get(case)
    event.remove(engine, "before_cursor_execute", note)
    place = next(n for n, one in enumerate(said) if one.startswith("INSERT INTO look"))
    assert sum("look" in one for one in said) == 1
    assert not any("FROM message" in one for one in said[:place])


def test_who_is_stopped_has_tried_and_opened_nothing(site: Site) -> None:
    (case,) = told(site, karens(name=KAREN))
    site.visitor().work_as(KAREN, ADULTS).get(case, 403)
    assert whats(site) == [("staff", "tried")]
    (line,) = lines(site.visitor(ANNA).get(list_of(site, ANNA)))
    assert line == (f"kl. 10.00 En sagsbehandler i {ADULTS} prøvede at åbne sagen, men måtte ikke.")


def test_a_namesake_who_was_stopped_never_tells_a_parent_who_else_is_in_the_case(
    site: Site,
) -> None:
    story = family()
    secret = "Karen Hemmelig"
    story.party(DITTE, role="representative", name=secret, scope=["see_status"], protected=True)
    (case,) = told(site, story)
    site.visitor().work_as(KAREN, ADULTS).get(case)
    (row,) = written(site)
    namesake = Identity(UserRole.STAFF, None, secret, staff="test:namesake", unit="Team X")
    with site.portal.engine.begin() as connection:
        # As many as fill a page: nor may a page be short by them, or another be promised.
        tries = [by_staff(namesake, row.case_id, What.TRIED, row.at) for _ in range(101)]
        write_looks(connection, tries)
    visitor, path = site.visitor(BO), list_of(site, BO)
    page = visitor.get(path)
    assert lines(page) == [
        f"kl. 10.00 {KAREN} (sagsbehandler i {ADULTS}) åbnede sagen for at arbejde med den."
    ]
    assert not page.select("nav[aria-label=Sider]")
    told_too = visitor.fetch(f"{path}/csv").get_data(as_text=True)
    for word in (secret, "Team X", "måtte ikke"):
        assert word not in visible_text(page) + told_too
    child = site.visitor(ANNA)
    own = list_of(site, ANNA)
    said = visible_text(child.get(own)) + child.fetch(f"{own}/csv").get_data(as_text=True)
    assert "måtte ikke" in said
    assert "Team X" in said
    assert secret not in said


@pytest.mark.parametrize("who", ["staff", "relative"])
def test_what_cannot_be_written_is_not_shown(site: Site, who: str) -> None:
    (case,) = told(site, shared("see_status"))
    visitor = site.visitor().work_as(KAREN, ADULTS) if who == "staff" else site.visitor(DITTE)
    path = case if who == "staff" else site.paths_of(DITTE)[0]
    visitor.get(path)
    here = site.portal
    for connection in here.idle:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    with here.engine.begin():  # somebody else writes, and does not end
        answer = visitor.fetch(path)
    assert answer.status_code == 503
    body = answer.get_data(as_text=True)
    assert "Anna" not in body
    assert "lægen" not in body
    visitor.get(path)
    assert len(written(site)) == 2


# --- the list taken along ---------------------------------------------------------------


def test_the_spreadsheet_holds_every_line_and_no_formula(site: Site, clock: Clock) -> None:
    unit = '=HYPERLINK("x")'
    story = karens()
    told(site, story)
    staff = site.visitor().work_as(KAREN, ADULTS)
    staff.get(desk_path(site, story))
    (row,) = written(site)
    bad = Identity(UserRole.LEADER, None, "@SUM(A1)", staff="x", unit=unit)
    with site.portal.engine.begin() as connection:
        for number in range(3):
            at = clock() + timedelta(seconds=number)
            write_looks(connection, [by_staff(bad, row.case_id, What.CASE, at)])
    answer = site.visitor(ANNA).fetch(f"{list_of(site, ANNA)}/csv")
    raw = answer.get_data()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="hvem-har-set-')
    assert answer.headers["Cache-Control"] == "no-store"
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Dag", "Klokken", "Hvem", "Afdeling", "På vegne af", "Hvad", "Formål"]
    assert len(rows) == 5
    assert rows[1][:4] == ["2026-04-02", "10:00:02", f"'@SUM(A1) (leder i {unit})", f"'{unit}"]
    assert rows[4][4:] == [
        "Kommunen",
        f"{KAREN} (sagsbehandler i {ADULTS}) åbnede sagen for at arbejde med den.",
        "At arbejde med sagen",
    ]


def test_a_long_list_has_pages(site: Site, clock: Clock) -> None:
    (case,) = told(site, karens())
    site.visitor().work_as(KAREN, ADULTS).get(case)
    (row,) = written(site)
    karen = Identity(UserRole.STAFF, None, KAREN, staff="test:karen", unit=ADULTS)
    with site.portal.engine.begin() as connection:
        write_looks(
            connection,
            [
                by_staff(karen, row.case_id, What.CASE, clock() - timedelta(hours=number))
                for number in range(1, 206)
            ],
        )
    visitor, path = site.visitor(ANNA), list_of(site, ANNA)
    first = visitor.get(path)
    assert len(lines(first)) == 100
    assert [a["href"] for a in first.select("nav[aria-label=Sider] a")] == [f"{path}?side=2"]
    last = visitor.get(f"{path}?side=3")
    assert len(lines(last)) == 6
    assert [a["href"] for a in last.select("nav[aria-label=Sider] a")] == [f"{path}?side=2"]
    for wrong in ("4", "0", "-1", "x", "9" * 30):
        visitor.get(f"{path}?side={wrong}", 404)


@pytest.mark.parametrize("lang", ["da", "en", "ar"])
def test_the_paper_is_readable_by_a_screen_reader(site: Site, lang: str, tmp_path: Path) -> None:
    (case,) = told(site, shared("see_status"))
    site.visitor().work_as(KAREN, ADULTS).get(case)
    site.visitor(DITTE).get(site.paths_of(DITTE)[0])
    answer = site.visitor(ANNA, lang).fetch(f"{list_of(site, ANNA)}/pdf")
    assert answer.mimetype == "application/pdf"
    file = tmp_path / "looks.pdf"
    file.write_bytes(answer.get_data())
    assert broken_rules([file]) == {"looks.pdf": []}
