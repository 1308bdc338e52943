"""Who gets to see what: with the next request, and nobody learns that there is more."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from portal.identity import UserRole
from tests.building import ANNA, BO, CARL, DITTE, Story
from tests.conftest import Clock, Site, Visitor
from tests.page_rules import visible_text

_TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')


def body(visitor: Visitor, path: str, status: int) -> str:
    response = visitor.fetch(path)
    assert response.status_code == status
    return _TOKEN.sub("", response.get_data(as_text=True)).replace(path, "/PATH")


def anna(case: str = "S-1") -> Story:
    return Story(case).opened().party(ANNA, name="Anna Andersen").steps("received", "information")


# --- not yours and not there -----------------------------------------------------------


@pytest.mark.parametrize("lang", ["da", "en", "ar"])
def test_somebody_elses_case_and_one_that_is_not_there_are_the_same_answer(
    site: Site, lang: str
) -> None:
    site.record(anna(), Story("S-2").opened().party(BO))
    (theirs,) = site.paths_of(ANNA)
    visitor = site.visitor(BO, lang)
    assert body(visitor, theirs, 404) == body(visitor, "/sag/" + "x" * 16, 404)
    first, second = visitor.fetch(theirs), visitor.fetch("/sag/" + "x" * 16)
    for name in ("Content-Type", "Cache-Control", "Referrer-Policy", "X-Robots-Tag"):
        assert first.headers[name] == second.headers[name]


def test_they_ask_the_store_the_same(site: Site) -> None:
    site.record(anna(), Story("S-2").opened().party(BO))
    visitor = site.visitor(BO)
    asked = [
        statements(site, lambda path=path: visitor.get(path, 404))
        for path in (site.paths_of(ANNA)[0], "/sag/" + "x" * 16)
    ]
    assert asked[0] == asked[1]


@pytest.mark.parametrize("path", ["/mine-sager", "/sag/whatever", "/medarbejder/lagt-til-side"])
def test_nothing_opens_without_signing_in(site: Site, path: str) -> None:
    site.record(anna())
    visitor = site.visitor()
    assert "Anna" not in visible_text(visitor.get(path, 401))
    visitor.get(site.paths_of(ANNA)[0], 401)


def test_a_citizen_is_no_staff_and_staff_is_no_citizen(site: Site) -> None:
    site.record(anna())
    site.visitor(ANNA).get("/medarbejder/lagt-til-side", 404)
    staff = site.visitor()
    staff.sign_in(UserRole.STAFF)
    staff.get("/medarbejder/lagt-til-side")
    staff.get("/mine-sager", 404)
    staff.get(site.paths_of(ANNA)[0], 404)


def test_staff_who_go_to_the_front_page_come_to_a_page_of_theirs(site: Site) -> None:
    staff = site.visitor()
    staff.sign_in(UserRole.STAFF)
    answer = staff.fetch("/")
    staff.get(answer.headers["Location"] if answer.status_code == 303 else "/")
    for link in staff.get("/medarbejder/lagt-til-side").find("nav").find_all("a"):
        assert staff.fetch(link["href"]).status_code in (200, 303), link["href"]


# --- with the next request -------------------------------------------------------------


@pytest.mark.parametrize(
    "what",
    [
        ("party.died", {}, 404),
        ("party.wrong_person", {}, 404),
        ("party.ended", {"on": "2026-04-01"}, 403),
        ("party.changed", {"valid_to": "2026-04-01"}, 403),
        ("event.withdrawn", {"event": "S-1-2"}, 404),
    ],
    ids=lambda what: what[0],
)
def test_access_closes_with_the_next_request(
    site: Site, what: tuple[str, dict[str, Any], int]
) -> None:
    story = anna()
    site.record(story)
    visitor = site.visitor(ANNA)
    (path,) = site.paths_of(ANNA)
    assert "Anna" not in visitor.get(path).find("title").get_text()
    kind, data, status = what
    if kind.startswith("party"):
        data = {"party": "p-61", **data}
    story.say(kind, "2026-04-02 09:59", **data)
    site.record(story)
    visitor.get(path, status)
    assert path not in str(visitor.get("/mine-sager"))


def test_custody_that_is_lost_closes_the_childs_case(site: Site) -> None:
    story = Story().opened().party(CARL, role="child").party(ANNA, role="parent", custody="joint")
    site.record(story)
    visitor = site.visitor(ANNA)
    (path,) = site.paths_of(ANNA)
    visitor.get(path)
    story.say("party.changed", "2026-04-02 09:59", party="p-61", custody="none")
    site.record(story)
    visitor.get(path, 403)


def test_a_representation_begins_and_ends_on_its_days(site: Site, clock: Clock) -> None:
    story = anna().party(
        BO, role="representative", scope=["see_status"], valid_from="2026-04-10",
        valid_to="2026-04-20",
    )  # fmt: skip
    site.record(story)
    visitor = site.visitor(BO)
    (path,) = site.paths_of(BO)
    for now, status in (
        ("2026-04-09 15:00", 404),
        ("2026-04-10 00:01", 200),
        ("2026-04-20 23:59", 200),
        ("2026-04-21 00:01", 403),
    ):
        clock.set(now)
        visitor = site.visitor(BO)
        visitor.get(path, status)


def test_a_session_ends_after_eight_hours(site: Site, clock: Clock) -> None:
    site.record(anna())
    visitor = site.visitor(ANNA)
    clock.set("2026-04-02 17:59")
    visitor.get("/mine-sager")
    clock.set("2026-04-02 18:01")
    visitor.get("/mine-sager", 401)


# --- several people are never mixed ----------------------------------------------------


def test_protected_parents_never_see_each_other(site: Site) -> None:
    story = Story().opened().party(CARL, role="child", name="Carl Carlsen")
    story.party(ANNA, role="parent", custody="joint", name="Anna Andersen", protected=True)
    story.party(BO, role="parent", custody="joint", name="Bo Bertelsen", protected=True)
    site.record(story)
    for reader, own, other in ((ANNA, "Anna", "Bo Bertelsen"), (BO, "Bo", "Anna Andersen")):
        for lang in ("da", "en", "ar"):
            visitor = site.visitor(reader, lang)
            for path in (site.paths_of(reader)[0], "/mine-sager"):
                text = str(visitor.get(path))
                for part in other.split():
                    assert not re.search(rf"\b{part}\b", text), (own, path, part)


def test_a_child_whose_name_is_protected_is_not_named_and_nobody_stands_in(site: Site) -> None:
    story = Story().opened().party(CARL, role="child", name="Carl Carlsen", protected=True)
    story.party(ANNA, role="person", name="Anna Andersen")
    story.party(BO, role="parent", custody="joint", name="Bo Bertelsen")
    site.record(story)
    visitor = site.visitor(BO)
    for path in (site.paths_of(BO)[0], "/mine-sager"):
        text = str(visitor.get(path))
        assert "Carl" not in text
        assert "Anna" not in text


def test_events_about_others_are_not_told(site: Site) -> None:
    story = anna().party(BO, role="representative", scope=["act"], name="Bo Bertelsen")
    site.record(story)
    words = site.portal.catalogue["da", "normal"].text("event.party.added")
    assert str(site.visitor(ANNA).case(ANNA)).count(words) == str(site.visitor(BO).case(BO)).count(
        words
    )
    assert "Bertelsen" not in str(site.visitor(ANNA).case(ANNA))


def test_two_children_with_the_same_name_are_two_groups(site: Site) -> None:
    for case, child in (("S-1", CARL), ("S-2", DITTE)):
        story = Story(case).opened().party(child, role="child", name="Noa Noasen")
        site.record(story.party(ANNA, role="parent", custody="sole"))
    page = site.visitor(ANNA).get("/mine-sager")
    groups = page.find("main").find_all("section")
    assert [len(group.find_all("h3")) for group in groups] == [1, 1]


def test_a_case_one_is_in_twice_is_one_case(site: Site) -> None:
    story = anna().party(ANNA, party="p-2", role="representative", scope=["act"])
    site.record(story)
    page = site.visitor(ANNA).get("/mine-sager")
    assert len(page.find("main").find_all("a", href=re.compile("^/sag/"))) == 1


def test_own_cases_stand_before_those_on_behalf_of_others(site: Site) -> None:
    child = Story("S-1").opened().party(CARL, role="child", name="Carl Carlsen")
    site.record(child.party(ANNA, role="parent", custody="sole"), anna("S-2"))
    headings = [h.get_text() for h in site.visitor(ANNA).get("/mine-sager").find_all("h2")]
    assert headings[0] == site.portal.labels["da"]("cases.own")
    assert "Carl Carlsen" in headings[1]


def test_no_cases_is_said(site: Site) -> None:
    page = site.visitor(ANNA).get("/mine-sager")
    assert site.portal.catalogue["da", "normal"].text("page.cases.none") in page.get_text()


# --- what it costs ---------------------------------------------------------------------


def statements(site: Site, act: Callable[[], Any]) -> list[str]:
    """Return the statements something sends to the database."""
    found: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        # Asked every few seconds by whichever request comes then: no page's own question.
        if (
            "FROM wording_log" not in statement
            and "wording_own.shown_from IS NOT NULL" not in statement
        ):
            found.append(statement)

    for engine in (site.portal.engine, site.portal.reading):
        event.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        for engine in (site.portal.engine, site.portal.reading):
            event.remove(engine, "before_cursor_execute", note)
    return found


def long_story() -> Story:
    story = anna().party(BO, role="parent").party(CARL, role="child")
    for number in range(120):
        story.say("activity.noted", f"2026-03-{number % 28 + 1:02}", note=f"Nummer {number}")
        story.say("caseworker.assigned", f"2026-03-{number % 28 + 1:02}", name=f"Nr. {number}")
    return story


@pytest.mark.parametrize("tell", [anna, long_story])
@pytest.mark.parametrize("reader", [ANNA, BO])
def test_a_page_asks_at_most_six_times_whatever_the_case_holds(
    site: Site, tell: Callable[[], Story], reader: str
) -> None:
    story = tell()
    if reader == BO and tell is anna:
        story.party(BO, role="parent")
    site.record(story)
    visitor = site.visitor(reader)
    (path,) = site.paths_of(reader)
    assert len(statements(site, lambda: visitor.get(path))) <= 6
    assert len(statements(site, lambda: visitor.get("/mine-sager"))) <= 6


def test_the_list_asks_no_more_for_many_cases(site: Site) -> None:
    visitor = site.visitor(ANNA)
    site.record(anna())
    one = statements(site, lambda: visitor.get("/mine-sager"))
    site.record(*(anna(f"T-{number}") for number in range(20)))
    many = statements(site, lambda: visitor.get("/mine-sager"))
    shape = [[re.sub(r"(\?, )+", "", one) for one in asked] for asked in (one, many)]
    assert shape[0] == shape[1]
