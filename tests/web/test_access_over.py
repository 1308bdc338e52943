"""What is over is said without case data; a mandate opens what it covers; parents apart."""

import re
from typing import Any

import pytest

from portal.identity import Identity, Mandate, UserRole
from tests.building import ANNA, BO, CARL, DITTE, Story
from tests.conftest import Clock, Site, Visitor
from tests.page_rules import visible_text
from tests.web.desk import ADULTS, KAREN, karens, told
from tests.web.test_access import statements
from tests.web.test_acts import begun, main_text, words
from tests.web.test_acts import send as send_act

READERS: list[dict[str, Any]] = [{"lang": "da"}, {"easy": True}, {"lang": "en"}, {"lang": "ar"}]
BORN = "2008-04-02"
"""Of age on the day the tests' clock stands on."""


def young(born: str = BORN, **parent: Any) -> Story:
    story = Story().opened().party(CARL, role="child", name="Carl Carlsen", birth_date=born)
    story.party(ANNA, role="parent", custody="joint", name="Anna Andersen", **parent)
    story.party(BO, role="parent", custody="joint", name="Bo Bertelsen", **parent)
    return story.steps("received", "information")


def over(**more: Any) -> Story:
    return begun().party(BO, role="guardian", scope=["act"], **more)


# --- of age --------------------------------------------------------------------------------


@pytest.mark.parametrize("reader", READERS, ids=str)
def test_on_the_birthday_a_parent_is_told_what_is_over_and_what_can_replace_it(
    site: Site, reader: dict[str, Any]
) -> None:
    site.record(young())
    (path,) = site.paths_of(ANNA)
    anna = site.visitor(ANNA, **reader)
    page = main_text(anna.get(path, 403))
    if reader == {"lang": "da"}:
        assert "fyldt 18 år" in page
        assert "Digital Fuldmagt" in page
    for text in (page, visible_text(anna.get("/mine-sager"))):
        assert "Carl" not in text
        assert "Merudgifter" not in text
    assert path not in str(anna.get("/mine-sager"))


def test_the_day_before_a_parent_sees_the_case_and_the_day_after_not(
    site: Site, clock: Clock
) -> None:
    site.record(young())
    (path,) = site.paths_of(ANNA)
    for now, status in (("2026-04-01 23:59", 200), ("2026-04-02 00:01", 403)):
        clock.set(now)
        site.visitor(ANNA).get(path, status)
    clock.set("2026-04-03 10:00")
    anna = site.visitor(ANNA)
    for one in ("", "/spoerg", "/aftaler", "/adgang", "/kontakt", "/sendt"):
        anna.get(path + one, 403)
    site.visitor(CARL).get(path)


def test_the_young_person_gives_a_parent_access_again(site: Site) -> None:
    from tests.web.test_relatives import enter, page_of, send

    site.record(young())
    (path,) = site.paths_of(CARL)
    carl, anna = site.visitor(CARL), site.visitor(ANNA)
    answer = send(carl, f"{path}/adgang/giv", name="Mor", what="act")
    code = page_of(answer).select_one(".code__signs").get_text(" ", strip=True)
    form = page_of(enter(anna, code)).find("main").find("form")
    data = {one["name"]: one["value"] for one in form.find_all("input")} | {"ja": "1"}
    anna._checked(anna.client.post("/kode", data=data))
    anna.get(path)
    assert "Carl Carlsen" in visible_text(anna.get("/mine-sager"))


def test_a_small_child_has_no_access_and_one_of_ten_sees_their_case(
    site: Site, clock: Clock
) -> None:
    site.record(young("2016-04-02"))
    (path,) = site.paths_of(CARL)
    clock.set("2026-04-01 10:00")
    site.visitor(CARL).get(path, 404)
    clock.set("2026-04-02 10:00")
    site.visitor(CARL).get(path)


def test_the_list_tells_of_it_for_a_while_only(site: Site, clock: Clock) -> None:
    site.record(young())
    assert words(site, "access.over.heading") in visible_text(site.visitor(ANNA).get("/mine-sager"))
    clock.set("2026-08-02 10:00")
    later = visible_text(site.visitor(ANNA).get("/mine-sager"))
    assert words(site, "access.over.heading") not in later


# --- over, and taken back: the same -------------------------------------------------------


@pytest.mark.parametrize("reader", READERS, ids=str)
def test_a_time_that_ran_out_and_a_withdrawal_are_the_same_page(
    site: Site, reader: dict[str, Any]
) -> None:
    ended = over(valid_to="2026-04-01")
    site.record(ended)
    withdrawn = Story("S-2").opened().party(DITTE, name="Ditte").party(
        CARL, role="representative", scope=["act"]
    )  # fmt: skip
    withdrawn.say(
        "party.ended", "2026-04-02 09:00", party="p-63", on="2026-04-02", reason="withdrawn"
    )
    site.record(withdrawn)
    pages = [site.visitor(who, **reader).get(site.paths_of(who)[0], 403) for who in (BO, CARL)]
    assert main_text(pages[0]) == main_text(pages[1])
    assert "Anna" not in main_text(pages[0])
    assert pages[0].find("main").find("a", href=re.compile("^tel:"))


def test_what_is_over_and_what_is_not_there_take_the_same_statements(site: Site) -> None:
    site.record(over(valid_to="2026-04-01"))
    (path,) = site.paths_of(BO)
    visitor, stranger = site.visitor(BO), site.visitor(DITTE)
    asked = [
        statements(site, lambda who=who, to=to, status=status: who.get(to, status))
        for who, to, status in (
            (visitor, path, 403),
            (visitor, "/sag/" + "x" * 16, 404),
            (stranger, path, 404),
        )
    ]
    assert asked[0] == asked[1] == asked[2]


def test_who_was_linked_by_mistake_is_told_nothing(site: Site) -> None:
    story = over(valid_to="2026-04-01")
    site.record(story.say("party.wrong_person", "2026-04-02 09:00", party="p-62"))
    (path,) = site.paths_of(BO)
    site.visitor(BO).get(path, 404)
    text = visible_text(site.visitor(BO).get("/mine-sager"))
    assert words(site, "access.over.heading") not in text


def test_what_was_being_written_is_said_not_to_be_sent(site: Site) -> None:
    story = over()
    site.record(story)
    (path,) = site.paths_of(BO)
    bo = site.visitor(BO)
    form = bo.get(f"{path}/spoerg").find("main").find("form")
    data = {one["name"]: one.get("value", "") for one in form.find_all(type="hidden")}
    site.record(story.say("party.ended", "2026-04-02 09:00", party="p-62", on="2026-04-01"))
    answer = bo._checked(bo.client.post(f"{path}/spoerg", data=data | {"text": "Hej"}))
    assert answer.status_code == 403
    assert words(site, "access.ended.typed") in answer.get_data(as_text=True)


# --- a Digital Fuldmagt ---------------------------------------------------------------------


def mandated(site: Site, *scope: str, who: str = BO, principal: str = ANNA) -> Visitor:
    visitor = site.visitor()
    person = site.portal.identifiers.person
    given = Mandate(person(principal), tuple(scope))
    visitor._begin(Identity(UserRole.CITIZEN, person(who), None, mandates=(given,)), "m" * 30)
    return visitor


@pytest.mark.parametrize(
    ("scope", "acts"), [(("see_status",), 403), (("see_status", "read_letters", "act"), 200)]
)
def test_a_mandate_opens_the_principals_cases_as_far_as_it_goes(
    site: Site, scope: tuple[str, ...], acts: int
) -> None:
    site.record(begun())
    (path,) = site.paths_of(ANNA)
    bo = mandated(site, *scope)
    assert "Anna Andersen" in visible_text(bo.get(path))
    assert path in str(bo.get("/mine-sager"))
    bo.get(f"{path}/spoerg", acts)
    said = main_text(bo.get(f"{path}/adgang"))
    assert words(site, f"access.you_may.{scope[-1]}") in said
    assert words(site, "access.yours.mandate") in said
    bo.get(f"{path}/adgang/giv", 404)


def test_a_mandate_without_scope_opens_nothing(site: Site) -> None:
    site.record(begun())
    (path,) = site.paths_of(ANNA)
    mandated(site).get(path, 404)


def test_a_mandate_covers_ones_own_cases_alone(site: Site) -> None:
    """Not what the principal sees for a child, nor what they represent somebody in."""
    site.record(young("2016-01-01"))
    (path,) = site.paths_of(ANNA)
    mandated(site, "act", who=DITTE).get(path, 404)


def test_a_mandate_opens_nothing_that_the_principal_may_not_see(site: Site) -> None:
    story = begun()
    site.record(story.say("party.wrong_person", "2026-04-02 09:00", party="p-61"))
    (path,) = site.paths_of(ANNA)
    mandated(site, "act").get(path, 404)


def test_no_event_tells_of_a_mandate_until_it_is_used_to_act(site: Site) -> None:
    from tests.web.desk import own_events

    site.record(begun())
    (path,) = site.paths_of(ANNA)
    bo = mandated(site, "act")
    for one in ("", "/adgang", "/spoerg", "/aftaler"):
        bo.get(path + one)
    assert own_events(site) == []
    send_act(bo, f"{path}/spoerg", text="Hvornår?")
    own = main_text(site.visitor(ANNA).get(f"{path}/adgang"))
    assert words(site, "act.question.heading") in own
    assert "Hvornår?" not in own


def test_without_mandates_there_is_no_statement_more(site: Site) -> None:
    site.record(begun())
    (path,) = site.paths_of(ANNA)
    anna, bo = site.visitor(ANNA), mandated(site, "act")
    plain = statements(site, lambda: anna.get("/sag/" + "x" * 16, 404))
    with_one = statements(site, lambda: bo.get("/sag/" + "x" * 16, 404))
    assert len(plain) == len(with_one)
    assert path


# --- parents who must not learn of each other ----------------------------------------------


def told_of(visitor: Visitor, path: str) -> str:
    """Return everything a reader is given about a case."""
    found = [str(visitor.get("/mine-sager"))]
    for one in ("", "/aftaler", "/sendt", "/kontakt", "/adgang", "/spoerg", "/send"):
        found.append(str(visitor.get(path + one)))
    return "\n".join(found)


@pytest.mark.parametrize("reader", READERS, ids=str)
def test_what_one_protected_parent_does_the_other_never_learns(
    site: Site, reader: dict[str, Any]
) -> None:
    story = young("2016-01-01", protected=True)
    story.say(
        "information.requested", "2026-03-10", request="a-1", from_="citizen", item="receipts",
        due_on="2026-04-20",
    )  # fmt: skip
    site.record(story)
    (path,) = site.paths_of(ANNA)
    bo = site.visitor(BO, **reader)
    before = told_of(bo, path)
    anna = site.visitor(ANNA)
    send_act(anna, f"{path}/spoerg", text="Må han se det her?")
    send_act(anna, f"{path}/det-passer-ikke", where="now", text="Vi bor ikke der.")
    send_act(anna, f"{path}/ring-mig-op", phone="12 34 56 78", time="morning")
    send_act(anna, f"{path}/kontakt", way="portal", every="usual", time="any")
    plain = re.compile(r'name="(?:csrf_token|form_token)"[^>]*')
    assert plain.sub("", told_of(bo, path)) == plain.sub("", before)


def test_what_one_parent_sends_is_not_said_to_come_from_the_other(site: Site) -> None:
    story = young("2016-01-01", protected=True)
    story.say(
        "information.requested", "2026-03-10", request="a-1", from_="citizen", item="receipts",
        due_on="2026-04-20",
    )  # fmt: skip
    site.record(story)
    (path,) = site.paths_of(ANNA)
    answer = send_act(site.visitor(ANNA), f"{path}/send", what="request:a-1", text="Her er de.")
    assert answer.status_code == 303
    text = visible_text(site.visitor(BO).get(path))
    assert "Vi fik det her fra dig" not in text
    assert "Vi fik det her til sagen" in text
    assert "Vi fik det her fra dig" in visible_text(site.visitor(ANNA).get(path))


def test_what_was_agreed_with_one_parent_is_not_told_the_other(site: Site) -> None:
    story = young("2016-01-01", protected=True)
    story.say(
        "contact.promised", "2026-03-20", promise="l-1", what="call", by="2026-04-09",
        party="p-61", note="Vi ringer til Anna på det nye nummer.",
    )  # fmt: skip
    story.say("contact.made", "2026-03-21", channel="phone", promise="l-1")
    site.record(story)
    (path,) = site.paths_of(ANNA)
    assert "det nye nummer" in told_of(site.visitor(ANNA), path)
    text = told_of(site.visitor(BO), path)
    assert "det nye nummer" not in text
    assert "9. april" not in text


def test_the_desk_reads_who_sent_something_on_whose_behalf(site: Site) -> None:
    story = karens().party(BO, role="guardian", scope=["act"], name="Bo Bertelsen")
    (case,) = told(site, story)
    (path,) = site.paths_of(BO)
    send_act(site.visitor(BO), f"{path}/spoerg", text="Hvornår?")
    send_act(mandated(site, "act", who=DITTE), f"{path}/spoerg", text="Og hvorfor?")
    text = visible_text(site.visitor().work_as(KAREN, ADULTS).get(case))
    assert "på vegne af borgeren af Bo Bertelsen" in text
    assert words(site, "access.desk.mandate.label") in text


# --- who works here and is a relative too ---------------------------------------------------


def test_who_bears_the_name_of_somebody_in_the_case_cannot_work_on_it(site: Site) -> None:
    mine, other = karens(), karens("S-2", DITTE)
    mine.party(BO, role="guardian", scope=["act"], name="karen  EKSEMPEL")
    case, theirs = told(site, mine, other)
    worker = site.visitor().work_as(KAREN, ADULTS)
    for one in ("", "/nyt", "/breve", "/som-borgeren", "/adgang"):
        page = worker.get(case + one, 403)
        assert words(site, "access.desk.own.what") in visible_text(page)
        assert "Anna" not in main_text(page)
    worker.get(theirs)
    site.visitor().work_as("Lis Leder", ADULTS, UserRole.LEADER).get(case)
    site.visitor(BO).get(site.paths_of(BO)[0])
