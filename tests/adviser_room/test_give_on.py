"""A citizen gives the adviser a copy: what arrives is what they chose, and nothing stays behind."""

import io
import logging
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from portal.core.room import ticket_for
from portal.services.make_letters import make_ordered
from portal.services.order_letters import order_due
from tests.adviser_room.both import Both, door, everything, give, ticket
from tests.building import ANNA, BO, Story
from tests.conftest import Municipality, Settings, Site, with_adviser
from tests.page_rules import visible_text
from tests.services.letters import begun, office, sending, workshop


def asked(both: Both, person: str = ANNA) -> tuple[object, str]:
    visitor = both.room.visitor(person)
    return visitor, visitor.follow("/skriv", text="Hvad kan jeg gøre?")


def with_letters(site: Site) -> None:
    site.record(begun())
    order_due(site.portal.engine, office(), site.clock())
    make_ordered(site.portal.engine, workshop(), sending(), site.clock())


@pytest.mark.parametrize("reading", [("da", False), ("da", True), ("en", False), ("ar", False)])
def test_the_form_keeps_the_rules_in_every_language(both: Both, reading: tuple[str, bool]) -> None:
    lang, easy = reading
    both.site.record(Story().opened().party())
    visitor = both.site.visitor(ANNA, lang, easy=easy)
    visitor.get("/giv-videre/some-ticket")
    for place in ("/giv-videre", "/giv-videre?svar=givet", "/giv-videre?svar=intet"):
        visitor.get(place)
    both.site.visitor(lang=lang, easy=easy).get("/giv-videre/some-ticket", 401)


def test_the_adviser_reads_what_the_citizen_sees_now(both: Both) -> None:
    both.site.record(Story().opened().party().steps("received", "information"))
    anna, path = asked(both)
    citizen = both.site.visitor(ANNA)
    heading = citizen.case(ANNA).h1.get_text(strip=True)  # type: ignore[union-attr]

    assert give(both, citizen, ticket(anna, path)) == "/giv-videre?svar=givet"

    adviser = both.room.visitor(adviser=True)
    desk = path.replace("/samtale/", "/raadgiver/samtale/")
    link = adviser.get(desk).select_one("ul.cards a")
    assert link is not None
    copy = visible_text(adviser.get(str(link["href"])))
    assert heading in copy
    assert "Søger" in copy or "Ansøgning" in copy
    assert "16. april 2026" in copy
    assert "Breve i sagen" not in copy


def test_letters_go_along_only_when_they_are_chosen(both: Both) -> None:
    with_letters(both.site)
    anna, path = asked(both)
    citizen = both.site.visitor(ANNA)
    give(both, citizen, ticket(anna, path), what="letters", until="31")
    adviser = both.room.visitor(adviser=True)
    desk = path.replace("/samtale/", "/raadgiver/samtale/")
    link = adviser.get(desk).select_one("ul.cards a")
    assert link is not None
    page = adviser.get(str(link["href"]))
    pdf = adviser.fetch(f"{link['href']}/brev/1")
    assert pdf.mimetype == "application/pdf"
    words = PdfReader(io.BytesIO(pdf.data)).pages[0].extract_text()
    assert "Anna" in words
    assert words.split()[0] in visible_text(page)


def test_with_nothing_nothing_goes(both: Both) -> None:
    both.site.record(Story().opened().party())
    anna, path = asked(both)
    left = give(both, both.site.visitor(ANNA), ticket(anna, path), what="nothing")
    assert left == "/giv-videre?svar=intet"
    assert "ikke vist dig noget" in visible_text(
        both.room.visitor(adviser=True).get(path.replace("/samtale/", "/raadgiver/samtale/"))
    )


def test_the_portal_keeps_nothing_of_it(both: Both, caplog: pytest.LogCaptureFixture) -> None:
    """Every row of every table is what it was; no log line tells of a case or a ticket."""
    with_letters(both.site)
    anna, path = asked(both)
    citizen, link = both.site.visitor(ANNA), ticket(anna, path)
    citizen.get(f"/giv-videre/{link}")
    engine = both.site.portal.engine
    before = everything(engine)
    with caplog.at_level(logging.DEBUG):
        assert give(both, citizen, link, what="letters") == "/giv-videre?svar=givet"
    assert everything(engine) == before
    case = both.site.paths_of(ANNA)[0].rsplit("/", 1)[1]
    told = "\n".join(record.getMessage() for record in caplog.records)
    assert case not in told
    assert link not in told


@pytest.mark.parametrize("what", ["letters", "summary"])
def test_a_link_works_once(both: Both, what: str) -> None:
    both.site.record(Story().opened().party())
    anna, path = asked(both)
    link, citizen = ticket(anna, path), both.site.visitor(ANNA)
    give(both, citizen, link)
    again = give(both, citizen, link, what=what)
    assert "Linket er brugt" in again
    assert len(anna.get(path).select("ul.cards a")) == 1


def test_a_room_that_does_not_answer_is_said_and_the_choices_stay(
    both: Both, open_site: object, settings: Settings
) -> None:
    closed = replace(settings, room=door("http://127.0.0.1:9", "t" * 40))
    site = open_site(used=closed)  # type: ignore[operator]
    site.record(Story().opened().party())
    link = ticket_for("t" * 40, "x" * 32, ANNA)
    page = give(Both(site, both.room, ""), site.visitor(ANNA), link, what="letters")
    assert "system svarer ikke" in page
    assert re.search(r'value="letters" checked', page)
    assert re.search(r'value="14" checked', page)


def test_a_link_from_another_person_takes_nothing_to_them(both: Both) -> None:
    """Who is sent a link to somebody else's conversation must not fill it with their own case."""
    both.site.record(Story("S-1").opened().party(ANNA), Story("S-2").opened().party(BO))
    anna, path = asked(both)
    assert "Linket er brugt" in give(both, both.site.visitor(BO), ticket(anna, path))
    assert anna.get(path).select("ul.cards a") == []


def test_another_persons_case_cannot_be_given(both: Both) -> None:
    both.site.record(Story("S-1").opened().party(ANNA), Story("S-2").opened().party(BO))
    bo_case = both.site.paths_of(BO)[0].rsplit("/", 1)[1]
    anna, path = asked(both)
    citizen, link = both.site.visitor(ANNA), ticket(anna, path)
    assert bo_case not in str(citizen.get(f"/giv-videre/{link}"))
    page = give(both, citizen, link, case=bo_case)
    assert not page.startswith("/giv-videre")
    assert "ikke vist" in visible_text(
        both.room.visitor(adviser=True).get(path.replace("/samtale/", "/raadgiver/samtale/"))
    )


def test_who_may_only_look_cannot_give_it_away(both: Both) -> None:
    looks = {"role": "representative", "scope": ["see_status"], "valid_from": "2026-01-01"}
    both.site.record(Story().opened().party(ANNA).party(BO, **looks))
    page = both.site.visitor(BO).get("/giv-videre/some-ticket")
    assert "ingen sag her, som du kan vise" in visible_text(page)


def test_without_a_room_there_is_no_page_and_no_link(
    open_site: object, municipality: Municipality, settings: Settings
) -> None:
    none = with_adviser(municipality, "none")
    for site in (
        open_site(),  # type: ignore[operator]
        open_site(none, replace(settings, room=door("http://127.0.0.1:9", "t" * 40))),  # type: ignore[operator]
    ):
        site.record(Story().opened().party())
        site.visitor(ANNA).get("/giv-videre/some-ticket", 404)
        assert "127.0.0.1:9" not in str(site.visitor().get("/"))


@pytest.mark.parametrize("path", ["/", "/kontakt", "/mine-sager", "/findes-ikke", "case"])
def test_from_every_page_the_room_is_one_step_away(both: Both, path: str) -> None:
    both.site.record(Story().opened().party())
    visitor = both.site.visitor(ANNA)
    place = both.site.paths_of(ANNA)[0] if path == "case" else path
    if path == "/":
        visitor = both.site.visitor()
    page = visitor.get(place, 404 if path == "/findes-ikke" else 200)
    link = page.select_one("aside.help li:first-child p.go a")
    assert link is not None
    assert link["href"] == f"{both.address}/"
    assert link.get_text() == "Spørg borgerrådgiveren"
