"""What was she shown: the page as it stood, in the words of then, with what was known then."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select, update

from portal.core.wording import Ground, Place
from portal.services.edit_wording import Change, Desk, publish, write_draft
from portal.services.record_wording import record_shipped
from portal.store.models import EventRow, LookRow
from portal.web.staff.again import _name
from tests.building import ANNA, BO, CARL, DITTE, Story
from tests.conftest import Clock, Site
from tests.page_rules import visible_text
from tests.web.desk import ADULTS, KAREN, karens, reread, told


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


# --- what today's page does not show --------------------------------------------------------

_SECRET = "Mor bor nu på Hemmelig Allé 7."
_PROMISED = "Vi ringer til mor i Hemmelig Allé 7."
_GONE = "Noget er fjernet eller rettet siden. Det står ikke her."


def _childs(*, several: bool = False) -> Story:
    story = Story("S-1").opened().party(CARL, role="child", name="Carl Prøve")
    if several:
        story.party(DITTE, role="child", name="Ditte Prøve")
    story.party(BO, role="parent", custody="sole", name="Bo Prøve")
    story.say("unit.assigned", "2026-03-02", unit=ADULTS)
    story.say("caseworker.assigned", "2026-03-02", name=KAREN)
    return story.steps("received", "information")


def _revised(site: Site, clock: Clock) -> None:
    """Let an address be told at 10.00 twice over, withdrawn at 10.10 and corrected."""
    recorded(site, clock)
    clock.set("2026-04-02 09:00")
    site.record(_childs())
    clock.set("2026-04-02 10:00")
    by = {"by": KAREN, "unit": ADULTS, "kind": "news"}
    promise = {"promise": "l-1", "what": "call", "by": "2026-04-20", "owner": KAREN}
    more = Story("S-1").say(
        "update.posted", "2026-04-02 10:00", id_="u", sequence=50, update="o-1", note=_SECRET, **by
    )
    more.say(
        "contact.promised", "2026-04-02 10:00", id_="p", sequence=51, note=_PROMISED, **promise
    )
    site.record(more)
    clock.set("2026-04-02 10:10")
    undone = Story("S-1").say(
        "event.withdrawn", "2026-04-02 10:10", id_="w", sequence=60, event="u"
    )
    undone.say(
        "event.corrected",
        "2026-04-02 10:10",
        id_="c",
        sequence=61,
        event="p",
        type="sagsvej.contact.promised",
        data={**promise, "note": "Vi ringer."},
    )
    site.record(undone)
    clock.set("2026-04-02 11:00")
    reread(site)


def test_what_was_withdrawn_is_not_read_again_by_the_other_parent(site: Site, clock: Clock) -> None:
    _revised(site, clock)
    bo, path = site.visitor(BO), site.paths_of(BO)[0]
    assert "Hemmelig" not in str(bo.get(path))
    for kind in ("da", "let", "en", "ar"):
        page = bo.get(path + again("2. april 2026", "10.05", laes=kind))
        assert "Hemmelig" not in str(page)
        assert "Her stod noget, som er rettet siden." in shown(page)
        assert _GONE in visible_text(page)
    early = bo.get(path + again("2. april 2026", "9.30"))
    assert _GONE not in visible_text(early)
    late = bo.get(path + again("2. april 2026", "10.30"))
    assert "Hemmelig" not in str(late)
    assert "Vi ringer." in shown(late)
    assert _GONE not in visible_text(late)


def test_at_the_desk_it_stands_exactly_as_evidence(site: Site, clock: Clock) -> None:
    _revised(site, clock)
    case = site.paths_of(BO)[0].replace("/sag/", "/medarbejder/sag/")
    path = case + again("2. april 2026", "10.05", som=_name(f"p-{BO[:2]}"))
    page = site.visitor().work_as(KAREN, ADULTS).get(path)
    assert _SECRET in shown(page)
    assert _PROMISED in shown(page)
    assert _GONE not in visible_text(page)
    listed = site.visitor(CARL).fetch(site.paths_of(CARL)[0] + "/hvem-har-set/csv")
    assert "også det, der er fjernet siden" in listed.get_data().decode("utf-8-sig")


def test_whoever_was_linked_by_mistake_is_not_named_again(site: Site, clock: Clock) -> None:
    (_case,) = yesterdays(site, clock, _childs().party(ANNA, role="child", name="Anna Andersen"))
    wrong = Story("S-1").say(
        "party.wrong_person", "2026-04-02 09:00", id_="x", sequence=70, party=f"p-{ANNA[:2]}"
    )
    site.record(wrong)
    page = site.visitor(BO).get(site.paths_of(BO)[0] + again("i går", "12"))
    assert "Carl Prøve" in shown(page)
    assert "Andersen" not in str(page)
    assert _GONE not in visible_text(page)


@pytest.mark.parametrize("several", [False, True])
def test_a_parents_look_is_on_behalf_of_the_child_or_of_nobody(
    site: Site, clock: Clock, several: bool
) -> None:
    yesterdays(site, clock, _childs(several=several))
    bo = site.visitor(BO)
    bo.get(site.paths_of(BO)[0] + again("i går", "12"))
    (look,) = looks(site)
    assert look.what == "shown_again"
    assert look.on_behalf == (None if several else site.portal.identifiers.person(CARL))


@pytest.mark.parametrize(
    ("given_by", "name"),
    [
        ("p-61", "Anna Prøve"),
        (f"p-{BO[:2]}", "Bo Prøve"),
        (None, "en af dem, sagen handler om"),
    ],
)
def test_in_a_case_of_several_the_one_who_gave_the_right_is_named(
    site: Site, clock: Clock, given_by: str | None, name: str
) -> None:
    story = karens().party(BO, name="Bo Prøve")
    story.party(
        CARL, party="p-c", role="representative", scope=["act"], name="Carl", given_by=given_by
    )
    (case,) = yesterdays(site, clock, story)
    live = visible_text(site.visitor(CARL).get(site.paths_of(CARL)[0]))
    karen = site.visitor().work_as(KAREN, ADULTS)
    then = shown(karen.get(case + again("i går", "12", som=_name("p-c"))))
    for text in (live, then):
        assert f"handler om {name}" in text
        for other in {"Anna Prøve", "Bo Prøve"} - {name}:
            assert other not in text


# --- marks that others wrote -----------------------------------------------------------------


@pytest.mark.parametrize(
    "note", ["\ue000Ax\ue001", "\ue000\U000fffffx\ue001", "\ue010law.text\ue012"]
)
def test_marks_in_what_was_stored_before_they_were_refused_do_nothing(
    site: Site, clock: Clock, note: str
) -> None:
    story = karens().say("activity.noted", "2026-03-21", id_="n", note="NOTE")
    (case,) = yesterdays(site, clock, story)
    with site.portal.engine.begin() as connection:
        row = connection.execute(select(EventRow.id, EventRow.data).where(EventRow.event_id == "n"))
        found = row.one()
        data = found.data.replace("NOTE", note)
        connection.execute(update(EventRow).where(EventRow.id == found.id).values(data=data))
    path = site.paths_of(ANNA)[0]
    site.visitor(ANNA).get(path)
    site.visitor(ANNA).get(f"{path}/forstod-du")
    page = desk(site, case, "i går", "12.00")
    assert "her var ingen tekst dengang" not in visible_text(page)
