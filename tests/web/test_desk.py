"""The desk: what waits, a case, an update from the list to posted."""

import re

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from portal.core.fold import read_case
from portal.core.promises import promises_of
from portal.core.vocabulary import Step
from portal.identity import UserRole
from portal.store.models import JournalRow
from tests.building import ANNA, BO
from tests.conftest import Site, Visitor
from tests.page_rules import visible_text
from tests.web.desk import (
    ADULTS,
    FAMILIES,
    KAREN,
    OLE,
    errors_of,
    events,
    filled,
    karens,
    own_events,
    page_of,
    reread,
    send,
    told,
    write,
)

# What a key without words looks like.
KEY = re.compile(r"(?<![\w./:@-])[a-z]+(?:\.[a-z_0-9]+)+(?![\w/@])")


@pytest.fixture
def karen(site: Site) -> Visitor:
    return site.visitor().work_as(KAREN, ADULTS)


def lines(page: BeautifulSoup) -> list[str]:
    return [one.get_text(" ", strip=True) for one in page.select(".work__why")]


# --- the list --------------------------------------------------------------------------


def test_a_missed_promise_stands_first_and_says_why(site: Site, karen: Visitor) -> None:
    silent = karens("S-2", BO)
    silent.payloads = [one for one in silent.payloads if one["id"] != "S-2-8"]
    told(site, silent, karens())
    page = karen.get("/medarbejder")
    assert lines(page)[0] == "Du lovede at ringe senest i går."
    first = page.select(".work")[0]
    assert "Anna Prøve" in first.get_text()
    assert "Merudgifter" in first.get_text()
    assert len(first.select(".work__do a")) == 1


def test_a_case_with_a_complaint_is_called_one(site: Site, karen: Visitor) -> None:
    story = karens().say("decision.made", "2026-03-20", decision="d-1", outcome="refused")
    story.say("decision.released", "2026-03-21", decision="d-1")
    story.say("complaint.received", "2026-03-30", complaint="k-1", received_on="2026-03-30")
    (case,) = told(site, story)
    assert "Klage: Merudgifter" in visible_text(karen.get(case))
    assert {one.get_text() for one in karen.get("/medarbejder").select(".work__about")} == {
        "Klage: Merudgifter"
    }


def test_a_list_holds_only_what_waits_for_its_reader(site: Site) -> None:
    told(site, karens())
    ole = site.visitor().work_as(OLE, FAMILIES)
    assert "Der er ikke noget, der venter på dig i dag." in visible_text(ole.get("/medarbejder"))


def test_a_protected_name_stands_on_no_page_of_the_desk(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens(name="Hemmelig Person", protected=True))
    for path in ("/medarbejder", case, f"{case}/nyt", f"{case}/aftale", f"{case}/fagsystem"):
        text = visible_text(karen.get(path))
        assert "Hemmelig" not in text, path
    assert "Navnet er beskyttet" in visible_text(karen.get("/medarbejder"))


def test_a_units_list_is_for_those_who_see_to_a_unit_and_counts_nobody(site: Site) -> None:
    told(site, karens())
    karen = site.visitor().work_as(KAREN, ADULTS)
    karen.get("/medarbejder/enhed", status=404)
    leader = site.visitor().work_as("Hanne Leder", ADULTS, UserRole.LEADER)
    page = leader.get("/medarbejder/enhed")
    assert [one.get_text() for one in page.select("main section h2")] == ["Løfter"]
    assert lines(page) == ["Teamet lovede at ringe senest i går."]
    assert KAREN not in visible_text(page), "by unit, never by person"


@pytest.mark.parametrize("path", ["", "/nyt", "/aftale", "/fagsystem", "/som-borgeren"])
def test_a_case_is_closed_to_others(site: Site, path: str) -> None:
    (case,) = told(site, karens())
    site.visitor().work_as(OLE, FAMILIES).get(case + path, status=404)
    site.visitor(ANNA).get(case + path, status=404)
    site.visitor().get(case + path, status=401)
    site.visitor().work_as(OLE, ADULTS).get(case + path)


# --- a case ----------------------------------------------------------------------------


def test_needs_stand_at_the_top_of_a_case(site: Site, karen: Visitor) -> None:
    story = karens().say(
        "contact_agreement.set",
        "2026-03-21",
        way="phone",
        time_of_day="morning",
        interpreter="ar",
        large_print=True,
        note="Ring ikke om onsdagen.",
    )
    (case,) = told(site, story)
    page = karen.get(case)
    headings = [one.get_text() for one in page.select("main .desk h2")]
    assert headings[0] == "Det skal du vide, før du tager kontakt"
    needs = visible_text(page.select_one(".desk__needs") or page)
    for line in ("Vil ringes op.", "formiddagen", "stor skrift", "tolk: arabisk", "onsdagen"):
        assert line in needs


def test_a_case_tells_the_same_as_its_citizen_reads(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    citizens = site.visitor(ANNA).case(ANNA).select_one("h1")
    assert citizens is not None
    assert citizens.get_text(strip=True) in visible_text(karen.get(case))
    seen = karen.get(f"{case}/som-borgeren").select_one("h1")
    assert seen is not None
    assert seen.get_text(strip=True) == citizens.get_text(strip=True)


def test_where_the_two_differ_the_newest_by_time_of_happening_stands(
    site: Site, karen: Visitor
) -> None:
    (case,) = told(site, karens())
    write(karen, case, text="Vi er gået videre.", step="casework")
    late = karens("S-1")
    late.payloads = late.payloads[:1]
    late.say("step.returned", "2026-03-28", id_="x-1", step="received", reason="error_found")
    site.record(late.payloads[1:])
    page = karen.get(case)
    told_of = visible_text(page.select_one("[aria-labelledby=differs]") or page)
    assert "Sagsbehandling" in told_of
    assert "Ansøgning modtages" in told_of
    assert "Det, I skrev her, gælder. Det er sket sidst." in told_of
    assert read_case(events(site, case)).step is Step.CASEWORK


# --- an update -------------------------------------------------------------------------


def test_the_form_is_filled_in_and_one_text_posts_it(site: Site, karen: Visitor) -> None:
    story = karens()
    story.payloads[-1]["data"]["what"] = "contact"
    (case,) = told(site, story)
    link = karen.get("/medarbejder").select_one(".work__do a")
    assert link is not None
    assert link["href"] == f"{case}/nyt#text", "the field to write in has the focus"
    form = karen.get(str(link["href"]).split("#", maxsplit=1)[0])
    assert "lægeudtalelse" in visible_text(form).casefold() or "læge" in visible_text(form)
    answer = send(karen, f"{case}/nyt", filled(form, do="post", text="Lægen har svaret."))
    assert answer.status_code == 303
    assert own_events(site) == ["update.posted", "contact.promised"]
    state = read_case(events(site, case))
    assert [one.note for one in state.updates] == ["Lægen har svaret."]
    assert (state.updates[0].by, state.updates[0].unit) == (KAREN, ADULTS)
    old, new = promises_of(state, site.portal.today())
    assert old.kept_at is not None, "an update is a contact: it keeps the promise to be in touch"
    assert (new.by.isoformat(), new.owner) == ("2026-04-30", KAREN)
    page = karen.get(answer.headers["Location"])
    assert "Det er gemt, og borgeren kan se det." in visible_text(page)
    assert lines(page) == []
    assert "Lægen har svaret." in visible_text(site.visitor(ANNA).case(ANNA))


def test_nothing_new_is_a_whole_update_with_what_is_waited_for_and_a_date(
    site: Site, karen: Visitor
) -> None:
    (case,) = told(site, karens())
    assert write(karen, case, kind="nothing_new").status_code == 303
    (update,) = read_case(events(site, case)).updates
    assert "Der er ikke noget nyt i din sag." in update.note
    assert "din læge" in update.note
    assert "torsdag den 30. april 2026" in update.note


def test_the_form_says_what_it_asks_for(site: Site, karen: Visitor) -> None:
    bare = karens("S-2", BO)
    bare.payloads = [one for one in bare.payloads if one["type"] != "sagsvej.waiting.started"]
    bare.payloads = [one for one in bare.payloads if one["type"] != "sagsvej.contact.promised"]
    waiting, unknown = told(site, karens(), bare)
    page = karen.get(f"{waiting}/nyt")
    label = page.select_one("label[for=text]")
    assert label is not None
    assert "kan udelades" not in label.get_text(), "news needs its words"
    assert not page.select_one("details.desk__more").has_attr("open")  # type: ignore[union-attr]
    assert filled(page)["next_contact"] == "30.4.2026"
    page = karen.get(f"{unknown}/nyt")
    assert page.select_one("details.desk__more").has_attr("open")  # type: ignore[union-attr]
    assert "Borgeren har ikke fået lovet en dato." in visible_text(page)
    assert "lovet dig" not in visible_text(page)
    assert filled(page)["next_contact"] == "30.4.2026"


@pytest.mark.parametrize("kind", ["nothing_new", "looking_into_it"])
def test_without_anything_waited_for_it_is_refused_with_the_reason(
    site: Site, karen: Visitor, kind: str
) -> None:
    (case,) = told(site, karens())
    answer = write(karen, case, kind=kind, text="Intet nyt.", ended=["waiting:v-1"])
    assert answer.status_code == 422
    assert errors_of(answer) == ["Vælg, hvem og hvad I venter på. Ellers er beskeden uden indhold."]
    assert own_events(site) == []


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({}, "Skriv, hvad der er nyt. En besked uden indhold kan ikke sendes."),
        ({"next_contact": ""}, "Skriv, hvornår borgeren hører fra jer igen."),
        ({"next_contact": "1. april 2026"}, "1. april 2026"),
        ({"text": "Ring om 610190-1234."}, "CPR"),
        ({"text": "x" * 1001}, "1001"),
        ({"step": "received"}, "Vælg, hvorfor sagen går tilbage."),
        ({"wait_on": "hospital"}, "Vælg både, hvem I venter på"),
    ],
    ids=["no text", "no date", "past", "cpr", "long", "back", "half a wait"],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    site: Site, karen: Visitor, changes: dict[str, str], error: str
) -> None:
    (case,) = told(site, karens())
    sent = {"text": "Der er nyt."} | changes if changes else {"text": ""}
    answer = write(karen, case, **sent)
    assert answer.status_code == 422
    assert any(error in one for one in errors_of(answer)), errors_of(answer)
    kept = page_of(answer).select_one("textarea")
    assert kept is not None
    assert kept.get_text().strip() == sent["text"]
    assert own_events(site) == []


def test_a_holiday_is_pointed_out_and_then_meant(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    answer = write(karen, case, text="Vi ringer.", next_contact="6. april 2026")
    assert answer.status_code == 422
    page = page_of(answer)
    summary = page.select_one("[role=alert][autofocus]")
    assert summary is not None
    assert summary.get_text(" ", strip=True).startswith("Se på datoen en gang til")
    (told_of,) = errors_of(answer)
    assert "Det er 2. påskedag, og vi har lukket." in told_of
    assert "Den næste dag, vi har åbent, er tirsdag den 7. april 2026." in told_of
    assert "Send igen, hvis du mener den dag." in told_of
    link = summary.select_one("a")
    assert link is not None
    assert link["href"] == "#next_contact"
    assert page.title is not None
    assert page.title.get_text().startswith("Ret siden")
    assert own_events(site) == []
    again = send(karen, f"{case}/nyt", filled(page, do="post"))
    assert again.status_code == 303
    assert read_case(events(site, case)).promises[-1].by.isoformat() == "2026-04-06"


def test_text_never_moves_a_step_and_a_chosen_step_does(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    write(karen, case, text="Vi er nu i trin 5 og har truffet afgørelse.")
    assert read_case(events(site, case)).step is Step.INFORMATION
    write(karen, case, text="Vi går tilbage.", step="received", back_because="error_found")
    state = read_case(events(site, case))
    assert state.step is Step.RECEIVED
    assert state.visits[-1].returned_because == "error_found"


def test_a_wait_is_ended_and_another_begun(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    write(
        karen, case, text="Nu er det skolen.", ended=["waiting:v-1"], wait_on="school",
        wait_item="school_statement",
    )  # fmt: skip
    (wait,) = read_case(events(site, case)).waiting.values()
    assert (wait.on, wait.item) == ("school", "school_statement")


def test_a_deputy_has_what_waits_for_the_absent_one(site: Site, karen: Visitor) -> None:
    story = karens().say("deputy.assigned", "2026-03-30", name=OLE, valid_to="2026-04-09")
    told(site, story)
    ole = site.visitor().work_as(OLE, FAMILIES)
    heading = "Det venter, mens en kollega er væk"
    assert heading in visible_text(ole.get("/medarbejder"))
    assert heading not in visible_text(karen.get("/medarbejder"))
    site.clock.set("2026-04-10 09:00")
    ole.work_as(OLE, FAMILIES)
    assert heading not in visible_text(ole.get("/medarbejder"))


def test_what_was_asked_for_has_come(site: Site, karen: Visitor) -> None:
    story = karens()
    asked = {"from": "citizen", "item": "receipts", "request": "a-1"}
    story.say("information.requested", "2026-03-11", **asked)
    (case,) = told(site, story)
    write(karen, case, text="Dine kvitteringer er kommet.", ended=["request:a-1"])
    state = read_case(events(site, case))
    assert list(state.waiting) == ["waiting:v-1"]
    assert "information.received" in own_events(site)


def test_a_promise_for_another_unit_is_theirs_and_lands_on_their_list(
    site: Site, karen: Visitor
) -> None:
    (case,) = told(site, karens())
    write(karen, case, text="De ringer.", owner_unit=FAMILIES, next_contact="9. april 2026")
    promise = read_case(events(site, case)).promises[-1]
    assert (promise.owner, promise.owner_unit) == (None, FAMILIES)
    site.clock.set("2026-04-08 09:00")
    theirs = site.visitor().work_as(OLE, FAMILIES).get("/medarbejder")
    assert lines(theirs) == ["Teamet har lovet at skrive eller ringe senest i morgen."]
    site.visitor().work_as(OLE, FAMILIES).get(case)


def test_a_form_sent_twice_is_posted_once(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    data = filled(karen.get(f"{case}/nyt"), do="post", text="En gang.")
    first, second = (send(karen, f"{case}/nyt", data) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert own_events(site).count("update.posted") == 1


def test_the_second_of_two_is_shown_what_changed_and_loses_no_text(
    site: Site, karen: Visitor
) -> None:
    (case,) = told(site, karens())
    ole = site.visitor().work_as(OLE, ADULTS)
    karens_form, oles_form = karen.get(f"{case}/nyt"), ole.get(f"{case}/nyt")
    send(ole, f"{case}/nyt", filled(oles_form, do="post", text="Oles nyt."))
    answer = send(karen, f"{case}/nyt", filled(karens_form, do="post", text="Karens nyt."))
    assert answer.status_code == 409
    page = page_of(answer)
    newer = visible_text(page.select_one("[aria-labelledby=newer]") or page)
    assert "Oles nyt." in newer
    assert "Her ved skrivebordet" in newer
    text = page.select_one("textarea")
    assert text is not None
    assert text.get_text().strip() == "Karens nyt."
    site.clock.set("2026-04-02 10:01")
    assert send(karen, f"{case}/nyt", filled(page, do="post")).status_code == 303
    assert [one.note for one in read_case(events(site, case)).updates] == [
        "Oles nyt.",
        "Karens nyt.",
    ]


def test_the_feed_too_may_have_brought_something_newer(site: Site, karen: Visitor) -> None:
    story = karens()
    (case,) = told(site, story)
    form = karen.get(f"{case}/nyt")
    story.payloads = []
    story.say("waiting.ended", "2026-04-02", id_="x-1", sequence=99, waiting="v-1")
    site.record(story)
    answer = send(karen, f"{case}/nyt", filled(form, do="post", text="Karens nyt."))
    assert answer.status_code == 409
    assert "Fagsystemet" in visible_text(page_of(answer))


def test_a_preview_is_the_citizens_page_and_writes_nothing(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    form = karen.get(f"{case}/nyt")
    for does in ("preview", "preview_easy"):
        answer = send(karen, f"{case}/nyt", filled(form, do=does, text="Lægen har svaret."))
        assert answer.status_code == 200
        page = page_of(answer)
        assert "Lægen har svaret." in visible_text(page.select_one(".history") or page)
        assert "torsdag den 30. april 2026" in visible_text(page.select_one(".panel") or page)
        assert own_events(site) == []
    back = send(karen, f"{case}/nyt", filled(page, do="edit"))
    text = page_of(back).select_one("textarea")
    assert text is not None
    assert text.get_text().strip() == "Lægen har svaret."
    assert send(karen, f"{case}/nyt", filled(page, do="post")).status_code == 303


def test_a_post_is_to_be_journalised_and_can_be_copied(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    write(karen, case, text="Lægen har svaret.")
    with site.portal.reading.connect() as connection:
        assert connection.scalars(select(JournalRow.kind)).all() == ["update"]
    text = karen.get(f"{case}/fagsystem").select_one("textarea[readonly]")
    assert text is not None
    copied = text.get_text()
    for part in ("2. april kl. 10.00", KAREN, ADULTS, "Lægen har svaret.", "30. april 2026"):
        assert part in copied


def test_what_is_not_taken_over_within_a_working_day_is_on_the_list(
    site: Site, karen: Visitor
) -> None:
    (case,) = told(site, karens())
    write(karen, case, text="Lægen har svaret.")
    site.clock.set("2026-04-07 09:00")
    reread(site)
    karen.work_as(KAREN, ADULTS)
    assert not any("Fagsystemet" in line for line in lines(karen.get("/medarbejder")))
    site.clock.set("2026-04-08 09:00")
    karen.work_as(KAREN, ADULTS)
    assert "Fagsystemet mangler at tage imod. Antal: 1." in lines(karen.get("/medarbejder"))


@pytest.mark.parametrize(
    "reader",
    [{"lang": "da"}, {"lang": "da", "easy": True}, {"lang": "en"}, {"lang": "ar"}],
    ids=["da", "easy", "en", "ar"],
)
def test_every_page_of_the_desk_has_its_words(site: Site, reader: dict[str, bool]) -> None:
    story = karens().say("step.entered", "2026-03-25", step="decision")
    story.say("decision.made", "2026-03-30", decision="d-1", outcome="refused")
    (case,) = told(site, story)
    karen = site.visitor(**reader).work_as(KAREN, ADULTS)  # type: ignore[arg-type]
    write(karen, case, text="Lægen har svaret.", step="received", back_because="error_found")
    leader = site.visitor(**reader).work_as("Hanne", ADULTS, UserRole.LEADER)  # type: ignore[arg-type]
    places = ("", "/nyt", "/aftale", "/flyt?loefte=l-1", "/holdt?loefte=l-1", "/fagsystem")
    pages = [karen.get(case + place) for place in (*places, "/som-borgeren")]
    pages += [karen.get("/medarbejder"), leader.get("/medarbejder/enhed")]
    for page in pages:
        text = visible_text(page)
        bare = [key for key in KEY.findall(text) if not key.endswith(".dk")]
        assert bare == [], page.title
        assert "{" not in text, page.title


@pytest.mark.parametrize(
    "path", ["", "/nyt", "/aftale", "/fagsystem", "/som-borgeren", "/som-borgeren?let=1"]
)
def test_no_page_of_the_desk_shows_how_its_parts_are_kept(
    site: Site, karen: Visitor, path: str
) -> None:
    (case,) = told(site, karens())
    text = karen.get(case + path).get_text()
    assert "b'<" not in text
    assert "<section" not in text


def test_a_preview_is_the_drawing_and_not_its_source(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    for does in ("preview", "preview_easy"):
        page = page_of(write(karen, case, do=does, text="Vi har rykket lægen i dag."))
        assert "b'<" not in page.get_text()
        assert page.select_one(".phone-wide #drawing")


def test_the_desk_does_not_call_the_citizen_you(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    for path in (case, f"{case}/nyt", "/medarbejder/overdragelse"):
        assert "borgerens læge" in visible_text(karen.get(path)), path
    assert "din læge" not in visible_text(karen.get("/medarbejder/overdragelse"))
