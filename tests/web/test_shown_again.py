"""What was she shown: the page as it stood, in the words of then, with what was known then."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from portal.core.wording import Ground, Place
from portal.services.edit_wording import Change, Desk, publish, write_draft
from portal.services.record_wording import record_shipped
from portal.store.models import LookRow
from portal.web.staff.again import _name
from tests.building import ANNA, BO, Story
from tests.conftest import Clock, Site
from tests.page_rules import visible_text
from tests.web.desk import ADULTS, KAREN, karens, told


def recorded(site: Site, clock: Clock, when: str = "2026-01-02") -> None:
    """Let this installation have written down its words on a day."""
    before = clock.now
    clock.set(when)
    record_shipped(site.portal.engine, site.portal.catalogue.shipped, clock())
    clock.now = before


def yesterdays(site: Site, clock: Clock, *stories: Story) -> list[str]:
    """Let cases have come yesterday, and their page be looked at today."""
    recorded(site, clock)
    clock.set("2026-04-01 08:00")
    found = told(site, *stories)
    clock.set("2026-04-02 10:00")
    return found


def again(day: str, clock: str = "", **more: str) -> str:
    asked = {"dag": day, "kl": clock, "laes": "da", **more}
    return "/vist-igen?" + "&".join(f"{name}={value}" for name, value in asked.items())


def shown(page: BeautifulSoup) -> str:
    """Return what is read on the page that is shown again, without what stands above it."""
    return " ".join(part.get_text(" ", strip=True) for part in page.select(".again"))


def desk(site: Site, case: str, day: str, clock: str = "", **more: str) -> BeautifulSoup:
    path = case + again(day, clock, som=_name("p-61"), **more)
    return site.visitor().work_as(KAREN, ADULTS).get(path)


def own_text(site: Site, place: Place, text: str) -> int:
    """Publish a text of the municipality's own now."""
    here = site.portal
    editor = Desk(here.engine, here.catalogue, False)
    change = Change(place, text, Ground.EXPLAINS, "Det siger det klarere.")
    made = write_draft(editor, change, "Signe Dalgaard", here.now())
    publish(editor, made, "Signe Dalgaard", here.now())
    here.catalogue.follow(here.reading.connect)
    return made


def looks(site: Site) -> list[Any]:
    with site.portal.reading.connect() as connection:
        return list(connection.execute(select(LookRow.__table__).order_by(LookRow.id)))


# --- words of then, events of then --------------------------------------------------------


def test_an_own_text_of_today_is_not_on_yesterdays_page(site: Site, clock: Clock) -> None:
    (case,) = yesterdays(site, clock, karens())
    place = Place("note.why_we_ask", "da", "normal")
    old = site.portal.catalogue["da", "normal"].text(place.key)
    own_text(site, place, "Vi spørger, fordi loven siger det. Sådan.")

    now = visible_text(site.visitor(ANNA).get(site.paths_of(ANNA)[0]))
    assert "fordi loven siger det. Sådan." in now
    then = shown(desk(site, case, "1. april 2026", "12.00"))
    assert "Sådan." not in then
    assert old.split("\n\n")[0] in then
    today = shown(desk(site, case, "i dag"))
    assert "fordi loven siger det. Sådan." in today


def test_what_came_today_about_yesterday_is_not_on_yesterdays_page(
    site: Site, clock: Clock
) -> None:
    (case,) = yesterdays(site, clock, karens())
    late = Story("S-1").say(
        "contact.promised",
        "2026-03-31",
        id_="S-1-late",
        sequence=90,
        promise="l-9",
        what="meeting",
        by="2026-04-20",
        owner=KAREN,
        owner_unit=ADULTS,
    )
    site.record(late)
    now = visible_text(site.visitor(ANNA).get(site.paths_of(ANNA)[0]))
    assert "20. april" in now
    assert "20. april" not in shown(desk(site, case, "1/4-26", "20"))
    assert "20. april" in shown(desk(site, case, "2/4-26"))


def test_a_correction_and_a_withdrawal_of_today_change_nothing_yesterday(
    site: Site, clock: Clock
) -> None:
    (case,) = yesterdays(site, clock, karens())
    number = next(
        one["id"] for one in karens().payloads if one["type"] == "sagsvej.contact.promised"
    )
    corrected = {"promise": "l-1", "what": "call", "by": "2026-04-27", "owner": KAREN}
    fix = Story("S-1").say(
        "event.corrected",
        "2026-03-25",
        id_="S-1-fix",
        sequence=91,
        event=number,
        type="sagsvej.contact.promised",
        data=corrected,
    )
    site.record(fix)
    assert "27. april" in visible_text(site.visitor(ANNA).get(site.paths_of(ANNA)[0]))
    then = shown(desk(site, case, "i går", "23.30"))
    assert "27. april" not in then
    assert "1. april" in then


def test_a_promise_stands_as_it_did_that_day(site: Site, clock: Clock) -> None:
    (case,) = yesterdays(site, clock, karens())
    clock.set("2026-04-02 10:00")
    missed = site.portal.catalogue["da", "normal"].text("promise.missed_now")
    assert missed in shown(desk(site, case, "2/4-2026"))
    assert missed not in shown(desk(site, case, "1/4-2026"))


# --- who, and that it is written ----------------------------------------------------------


def test_it_is_told_at_the_top_and_written_in_plain_words(site: Site, clock: Clock) -> None:
    (case,) = yesterdays(site, clock, karens())
    page = desk(site, case, "1. april 2026", "14.30")
    heading = page.select_one("h1")
    assert heading is not None
    assert heading.get_text() == ("Vist igen: sådan stod siden onsdag den 1. april 2026 kl. 14.30")
    assert len(page.select("h1")) == 1
    (look,) = looks(site)
    assert (look.what, look.purpose, look.actor_kind) == ("shown_again", "shown_again", "staff")
    listed = visible_text(site.visitor(ANNA).get(site.paths_of(ANNA)[0] + "/hvem-har-set"))
    assert f"{KAREN} (sagsbehandler i {ADULTS}) så siden igen, som den stod" in listed


def test_the_form_alone_is_a_look_at_the_case(site: Site, clock: Clock) -> None:
    (case,) = yesterdays(site, clock, karens())
    karen = site.visitor().work_as(KAREN, ADULTS)
    page = karen.get(f"{case}/vist-igen")
    assert [one["checked"] for one in page.select("[name=som]")] == [""]
    assert [look.what for look in looks(site)] == ["case"]
    assert karen.get(case).select(f"a[href='{case}/vist-igen']")


def test_a_person_sees_her_own_page_again_and_nobody_writes_it_down(
    site: Site, clock: Clock
) -> None:
    yesterdays(site, clock, karens())
    path = site.paths_of(ANNA)[0]
    anna = site.visitor(ANNA)
    assert anna.get(f"{path}/hvem-har-set").select(f"a[href='{path}/vist-igen']")
    page = anna.get(path + again("i går", "12"))
    assert "Vi venter på" in shown(page)
    assert looks(site) == []
    ways = [str(way.get("href")) for way in page.select(".again a[href]")]
    assert not [way for way in ways if way.startswith("/sag/")]
    assert "<" not in shown(page)


@pytest.mark.parametrize("who", [BO, None])
def test_nobody_else_finds_it(site: Site, clock: Clock, who: str | None) -> None:
    yesterdays(site, clock, karens())
    path = site.paths_of(ANNA)[0] + "/vist-igen"
    assert site.visitor(who).fetch(path).status_code == (404 if who else 401)


def test_in_her_language_and_register(site: Site, clock: Clock) -> None:
    yesterdays(site, clock, karens())
    path, catalogue = site.paths_of(ANNA)[0], site.portal.catalogue
    for kind, reader in (
        ("let", ("da", "easy")),
        ("en", ("en", "normal")),
        ("ar", ("ar", "normal")),
    ):
        page = site.visitor(ANNA).get(path + again("i går", laes=kind))
        expected = catalogue[reader].text("note.why_we_ask").split("\n\n")[0]
        assert expected in shown(page), kind
        part = page.select_one(".again")
        assert part is not None
        assert part["lang"] == reader[0]


# --- what cannot be shown is said ---------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "time", "says"),
    [
        ("", "", "Svar på"),
        ("om lidt", "", "dag"),
        ("1/4-2026", "halv ni", "Skriv klokken med tal"),
        ("2/4-2026", "23.00", "ikke kommet endnu"),
        ("1/3-2026", "", "Sagen var ikke på portalen dengang. Den kom onsdag den 1. april 2026"),
        ("1/4-2026", "7.00", "Sagen var ikke på portalen dengang"),
    ],
)
def test_what_is_asked_wrongly_is_said_and_kept(
    site: Site, clock: Clock, day: str, time: str, says: str
) -> None:
    (case,) = yesterdays(site, clock, karens())
    karen = site.visitor().work_as(KAREN, ADULTS)
    page = karen.get(case + again(day, time, som=_name("p-61")), 422)
    summary = page.select_one("[role=alert]")
    assert summary is not None
    assert says in summary.get_text(" ", strip=True) or says == "Svar på"
    field = page.select_one("[name=dag]")
    assert field is not None
    assert field["value"] == day
    assert {look.what for look in looks(site)} == {"case"}


def test_before_the_words_were_written_down_nothing_is_guessed(site: Site, clock: Clock) -> None:
    clock.set("2026-03-20 08:00")
    (case,) = told(site, karens())
    recorded(site, clock, "2026-03-25 09:00")
    clock.set("2026-04-02 10:00")
    karen = site.visitor().work_as(KAREN, ADULTS)
    page = karen.get(case + again("21/3", som=_name("p-61")), 422)
    assert "fra før onsdag den 25. marts 2026 kl. 9.00" in visible_text(page)
    assert "shown_again" not in {look.what for look in looks(site)}


def test_who_could_not_see_the_case_then_is_said(site: Site, clock: Clock) -> None:
    (case,) = yesterdays(site, clock, karens())
    more = Story("S-1").say(
        "party.added",
        "2026-03-02",
        id_="S-1-more",
        sequence=95,
        party="p-62",
        role="person",
        identifier=BO,
        name="Bo Prøve",
    )
    site.record(more)
    karen = site.visitor().work_as(KAREN, ADULTS)
    page = karen.get(case + again("i går", som=_name("p-62")), 422)
    assert "Den person kunne ikke se sagen her dengang" in visible_text(page)
    bo = site.visitor(BO).get(site.paths_of(BO)[0] + again("i går"), 422)
    assert "Du kunne ikke se sagen her dengang" in visible_text(bo)


def test_a_text_that_did_not_exist_is_marked_on_the_page(site: Site, clock: Clock) -> None:
    words = site.portal.catalogue.shipped["da", "normal"]
    texts = {key: text for key, text in words.texts.items() if key != "note.why_we_ask"}
    before = dict(site.portal.catalogue.shipped)
    from dataclasses import replace

    older = replace(words, texts=texts, _html={}, _terms_in={}, sentences={})
    clock.set("2026-01-02")
    record_shipped(site.portal.engine, {**before, ("da", "normal"): older}, clock())
    clock.set("2026-04-01 08:00")
    (case,) = told(site, karens())
    clock.set("2026-04-02 10:00")
    page = desk(site, case, "i går", "12.00")
    assert "(her var ingen tekst dengang: note.why_we_ask)" in shown(page)
    assert "Disse tekster fandtes ikke dengang" in visible_text(page)


def test_that_the_case_system_may_have_been_silent_is_said(site: Site, clock: Clock) -> None:
    (case,) = yesterdays(site, clock, karens())
    clock.set("2026-04-09 10:00")
    silent = "Om sagssystemet havde været tavst længe"
    assert silent not in desk(site, case, "1. april 2026").get_text()
    assert silent in desk(site, case, "8. april 2026").get_text()
