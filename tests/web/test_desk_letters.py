"""Letters at the desk: what is missing, how the reader meets it, what waits and why."""

from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from portal.identity import UserRole
from tests.building import ANNA, BO, Story
from tests.conftest import Site, Visitor
from tests.page_rules import visible_text
from tests.web.desk import (
    ADULTS,
    FAMILIES,
    KAREN,
    OLE,
    desk_path,
    errors_of,
    filled,
    karens,
    own_events,
    page_of,
    send,
    told,
)
from tests.web.test_letters import paths, the_document, work


@pytest.fixture
def karen(site: Site) -> Visitor:
    return site.visitor().work_as(KAREN, ADULTS)


def decided(outcome: str = "refused", **party: Any) -> Story:
    story = karens(**party)
    return story.say("decision.made", "2026-04-01", decision="d-1", outcome=outcome)


def a_form(page: BeautifulSoup, path: str, **changes: Any) -> dict[str, Any]:
    """Return what the form of a page would send."""
    form = page.find("form", action=path)
    assert isinstance(form, Tag)
    soup = BeautifulSoup(str(form).replace(path, "/medarbejder/sag/x"), "html.parser")
    return filled(soup, **changes)


def read(site: Site, words: str) -> str:
    """Return the letter that says some words, as the citizen reads it."""
    visitor = site.visitor(ANNA)
    found = [visitor.get(path) for path in paths(visitor)]
    (text,) = [text for page in found if words in (text := page.get_text(" "))]
    return text


# --- writing ----------------------------------------------------------------------------


def test_you_are_not_forgotten_in_three_interactions(site: Site, karen: Visitor) -> None:
    """The list of letters, the form with everything filled in, sent."""
    (case,) = told(site, karens())
    page = karen.get(f"{case}/breve/update")
    data = filled(page)
    assert data["update"] == ["nothing_new"]
    assert data["next_contact"]
    answer = send(karen, f"{case}/breve/update", data)
    assert (answer.status_code, answer.location) == (303, f"{case}/breve?bestilt=update")
    work(site)
    assert read(site, "men du er ikke glemt")


def test_the_letter_is_seen_as_its_reader_meets_it_before_it_goes(
    site: Site, karen: Visitor
) -> None:
    (case,) = told(site, karens(language="ar"))
    page = karen.get(f"{case}/breve/update")
    seen = send(karen, f"{case}/breve/update", filled(page, do="preview", words="Vi har rykket."))
    article = page_of(seen).find("article", class_="letter")
    assert isinstance(article, Tag)
    assert (article["lang"], article["dir"]) == ("ar", "rtl")
    assert "Vi har rykket." in article.get_text()
    assert "update.posted" not in own_events(site)
    again = send(karen, f"{case}/breve/update", filled(page_of(seen)))
    assert again.status_code == 303


def test_what_is_missing_stands_at_its_field_and_what_was_typed_is_kept(
    site: Site, karen: Visitor
) -> None:
    (case,) = told(site, decided("granted"))
    path = f"{case}/breve/decision"
    answer = send(
        karen,
        path,
        filled(karen.get(path), outcome_words="Du får stolen.", reasons="- Den hjælper dig."),
    )
    assert answer.status_code == 422
    assert errors_of(answer) == ["Vælg afgørelsen som PDF. Brevet går aldrig uden den."]
    assert "Du får stolen." in answer.get_data(as_text=True)
    data = filled(page_of(answer)) | {"document": (BytesIO(the_document()), "afg.pdf")}
    assert send(karen, path, data).status_code == 303
    work(site)
    assert "Den hjælper dig." in read(site, "Begrundelse for afslaget.")


def test_a_document_is_asked_for_with_all_else_that_is_missing(site: Site, karen: Visitor) -> None:
    (case,) = told(site, decided("granted"))
    path = f"{case}/breve/decision"
    page = karen.get(path)
    label = page.select_one("label[for=document]")
    assert label is not None
    assert "kan udelades" not in label.get_text()
    answer = send(karen, path, filled(page))
    assert len(errors_of(answer)) == 3
    assert "Vælg afgørelsen som PDF. Brevet går aldrig uden den." in errors_of(answer)


def test_a_letter_on_its_way_is_told_and_not_offered_again(site: Site, karen: Visitor) -> None:
    (case,) = told(site, decided("granted"))
    path = f"{case}/breve/decision"
    data = filled(karen.get(path), outcome_words="Du får den.", reasons="Fordi.")
    answer = send(karen, path, data | {"document": (BytesIO(the_document()), "afg.pdf")})
    page = karen.get(str(answer.location))
    status = page.select_one("[role=status][autofocus][tabindex='-1']")
    assert status is not None
    assert status.get_text(strip=True) == "Brevet er bestilt. Det bliver sendt om lidt."
    for place in (f"{case}/breve", case, "/medarbejder"):
        assert karen.get(place).select(f"a[href='{path}']") == [], place
    assert karen.get(f"{case}/breve").select("[autofocus]:not([data-session-stay])") == []


def test_a_delay_has_a_reason_that_is_one(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    page = karen.get(f"{case}/breve/delay")
    reasons = [one["value"] for one in page.select("select[name=reason] option")]
    assert "busy" in reasons
    assert "other" not in reasons
    late = send(karen, f"{case}/breve/delay", filled(page, deadline="1. marts", reason="other"))
    assert len(errors_of(late)) == 2
    assert "Mener du mandag den 1. marts 2027? Skriv årstallet." in errors_of(late)[0]


def test_a_preview_keeps_the_document_that_was_chosen(site: Site, karen: Visitor) -> None:
    (case,) = told(site, decided("granted"))
    path = f"{case}/breve/decision"
    data = filled(karen.get(path), outcome_words="Du får den.", reasons="Fordi.", do="preview")
    seen = send(karen, path, data | {"document": (BytesIO(the_document()), "afg.pdf")})
    assert seen.status_code == 200
    assert send(karen, path, filled(page_of(seen))).status_code == 303


def test_what_is_no_pdf_is_refused_in_words(site: Site, karen: Visitor) -> None:
    (case,) = told(site, decided("granted"))
    path = f"{case}/breve/decision"
    data = filled(karen.get(path), outcome_words="Du får den.", reasons="Fordi.")
    answer = send(karen, path, data | {"document": (BytesIO(b"Kun tekst."), "afg.txt")})
    assert answer.status_code == 422
    expected = "Det er ikke en PDF. Gem afgørelsen som PDF, og vælg den igen."
    assert errors_of(answer) == [expected]


def test_a_refusal_waits_and_the_desk_says_until_when(site: Site, karen: Visitor) -> None:
    (case,) = told(site, decided())
    path = f"{case}/breve/decision"
    page = karen.get(path)
    assert "Det går senest mandag den 13. april 2026" in visible_text(page)
    data = filled(page, outcome_words="Du får ikke stolen.", reasons="Fordi.")
    send(karen, path, data | {"document": (BytesIO(the_document()), "afg.pdf")})
    work(site)
    every = visible_text(karen.get(f"{case}/breve"))
    assert "Brevet venter på en samtale." in every
    held = site.visitor(ANNA).case(ANNA)
    assert held.find("h1").get_text(strip=True) == site.portal.catalogue["da", "normal"].text(
        "status.held"
    )
    talk = karen.get(f"{case}/samtale")
    assert send(karen, f"{case}/samtale", filled(talk, result="tried")).status_code == 303
    work(site)
    assert read(site, "Du får ikke stolen.")
    assert karen.fetch(path).status_code == 404, "there is no second letter about it"


def test_a_hearing_is_sent_with_one_form(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    path = f"{case}/breve/hearing"
    data = filled(
        karen.get(path),
        evidence="Lægen skriver, at du kan gå 200 meter.\nDu har søgt om en elscooter.",
        may_mean="Det kan betyde, at du ikke får en elscooter.",
        answer_by="24. april",
    )
    assert send(karen, path, data).status_code == 303
    work(site)
    text = read(site, "Lægen skriver, at du kan gå 200 meter.")
    assert "Du har søgt om en elscooter." in text
    assert "fredag den 24. april 2026" in text


def test_a_delay_moves_the_deadline_and_says_so(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    path = f"{case}/breve/delay"
    refused = send(karen, path, filled(karen.get(path), deadline="1. april 2026", reason="busy"))
    assert refused.status_code == 422
    data = filled(karen.get(path), deadline="1. juli", reason="busy", words="Vi mangler hænder.")
    assert send(karen, path, data).status_code == 303
    assert own_events(site) == ["deadline.extended"]
    work(site)
    assert "contact.promised" in own_events(site), "the letter promises it when it is made"
    assert "onsdag den 1. juli 2026" in read(site, "Vi mangler hænder.")


def test_who_has_not_seen_what_came_since_is_shown_it_and_loses_no_words(
    site: Site, karen: Visitor
) -> None:
    (case,) = told(site, karens())
    path = f"{case}/breve/update"
    data = filled(karen.get(path), words="Mine egne ord.")
    told(site, karens().say("activity.noted", "2026-04-02 09:00", note="Lægen har svaret."))
    answer = send(karen, path, data)
    assert answer.status_code == 409
    assert "Lægen har svaret." in answer.get_data(as_text=True)
    assert "Mine egne ord." in answer.get_data(as_text=True)
    assert send(karen, path, filled(page_of(answer))).status_code == 303


def test_nobody_else_writes_in_a_case(site: Site) -> None:
    (case,) = told(site, karens())
    ole = site.visitor().work_as(OLE, FAMILIES)
    for page in ("breve", "breve/update", "skift", "overdragelse"):
        assert ole.fetch(f"{case}/{page}").status_code == 404
    assert site.visitor(ANNA).fetch(f"{case}/breve").status_code == 404


def test_there_is_nothing_to_write_about_what_is_not(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    for kind in ("decision", "reassessment", "receipt", "nonsense"):
        assert karen.fetch(f"{case}/breve/{kind}").status_code == 404


# --- a new caseworker -------------------------------------------------------------------


def a_change(page: BeautifulSoup, path: str, **changes: Any) -> dict[str, Any]:
    given = {"new": "-", "name": "Pia Eksempel", "phone": "12 34 56 99"}
    return a_form(page, path, **given | changes)


def test_one_case_changes_hands_with_its_letter(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    path = f"{case}/skift"
    page = karen.get(path)
    text = visible_text(page)
    assert "hvorfor I skifter" in text
    seen = send(karen, path, a_change(page, path, do="preview"))
    letter = page_of(seen).find("article", class_="letter")
    assert isinstance(letter, Tag)
    assert "Pia Eksempel" in letter.get_text()
    assert "Karen" not in letter.get_text()
    assert own_events(site) == []
    done = send(karen, path, a_change(page_of(seen), path))
    assert "1 sag går til Pia Eksempel fra " in done.get_data(as_text=True)
    work(site)
    assert "Pia Eksempel" in read(site, "Du får en ny sagsbehandler")
    pia = site.visitor().work_as("Pia Eksempel", ADULTS)
    assert "Pia Eksempel" in visible_text(pia.get(f"{case}/overdragelse"))


def test_a_portfolio_of_forty_changes_hands_at_once(site: Site, karen: Visitor) -> None:
    told(site, *(karens(f"S-{number:02}") for number in range(40)))
    path = "/medarbejder/skift"
    page = karen.get(path)
    assert len(page.select("input[name=cases]")) == 40
    done = send(karen, path, a_change(page, path))
    assert "40 sager går til Pia Eksempel fra " in done.get_data(as_text=True)
    # Until that day they are Karen's, and so they stand on the list the two go through.
    assert len(karen.get("/medarbejder/skift").select("input[name=cases]")) == 40
    work(site)
    assert own_events(site).count("caseworker.changed") == 40
    again = send(karen, path, a_change(page, path))
    assert own_events(site).count("caseworker.changed") == 40
    assert again.status_code == 200


def test_a_change_says_what_is_wrong_and_keeps_what_was_typed(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    path = f"{case}/skift"
    wrong = {"name": "", "first_contact_by": "3. april", "valid_from": "10. april"}
    answer = send(karen, path, a_change(karen.get(path), path, stand_in="Ib", **wrong))
    assert answer.status_code == 422
    assert errors_of(answer) == [
        "Vælg, hvem der får sagen, eller skriv navnet.",
        "Den nye kan ikke tage kontakt, før den nye er begyndt. Skriv en senere dag.",
        "Skriv både vikarens navn og telefon, eller ingen af dem.",
    ]
    assert 'value="Ib"' in answer.get_data(as_text=True)


def test_the_handover_list_holds_what_must_not_be_forgotten(site: Site, karen: Visitor) -> None:
    story = karens().say(
        "contact_agreement.set", "2026-03-04", way="phone", note="Ring om morgenen."
    )
    told(site, story, karens("S-2", BO, name="Bo Prøve"))
    page = visible_text(karen.get("/medarbejder/overdragelse"))
    for words in ("Anna Prøve", "Bo Prøve", "Ring om morgenen.", "en udtalelse om helbredet"):
        assert words in page, words
    assert desk_path(site, story)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_pages_speak_other_languages_too(site: Site, lang: str) -> None:
    (case,) = told(site, decided())
    visitor = site.visitor(lang=lang).work_as(KAREN, ADULTS)
    for page in ("breve", "breve/delay", "breve/decision", "skift", "overdragelse"):
        visitor.get(f"{case}/{page}")


def test_a_leader_gives_away_the_cases_of_somebody_who_cannot(site: Site) -> None:
    told(site, karens(), karens("S-2", BO, name="Bo Prøve"))
    leader = site.visitor().work_as("Hanne Eksempel", ADULTS, UserRole.LEADER)
    page = leader.get("/medarbejder/skift")
    (link,) = [one for one in page.select("main a.button") if one.get_text() == KAREN]
    path = link["href"]
    assert KAREN.split()[0] not in path
    page = leader.get(path)
    assert len(page.select("input[name=cases]")) == 2
    done = send(leader, path, a_change(page, path))
    assert "2 sager går til Pia Eksempel fra " in done.get_data(as_text=True)
    other = site.visitor().work_as("En Anden", FAMILIES, UserRole.LEADER)
    assert other.fetch(path).status_code == 404
    assert site.visitor().work_as(OLE, ADULTS).fetch(path).status_code == 404


def test_the_handover_list_is_made_for_paper_and_says_the_complaints_day(
    site: Site, karen: Visitor
) -> None:
    """Full days, since "tomorrow" is wrong on a list of yesterday."""
    story = karens().say("deadline.set", "2026-03-21", kind="own", due_on="2026-04-03")
    told(site, story)
    page = visible_text(karen.get("/medarbejder/overdragelse"))
    assert "Svaret skal være der senest fredag den 3. april" in page
    story.say("step.entered", "2026-03-22", step="decision")
    story.say("decision.made", "2026-03-22", decision="d", outcome="refused")
    story.say("decision.released", "2026-03-23", decision="d")
    story.say("complaint.received", "2026-03-24", complaint="k", received_on="2026-03-24")
    told(site, story)
    page = visible_text(karen.get("/medarbejder/overdragelse"))
    assert "Svaret skal være der" not in page
    assert "Klagen skal være set igennem igen senest tirsdag den 21. april" in page
    for word in ("i morgen", "i dag", "i går"):
        assert word not in page


def test_the_handover_list_still_has_what_was_given_away_today(site: Site, karen: Visitor) -> None:
    """The receipt leads to it: a list that is empty the moment one needs it helps nobody."""
    told(site, karens())
    leader = site.visitor().work_as("Leder", ADULTS, UserRole.LEADER)
    other = site.visitor().work_as("En Anden", FAMILIES, UserRole.LEADER)
    for visitor in (leader, other):
        assert "Anna" not in visible_text(visitor.get("/medarbejder/overdragelse"))
    path = "/medarbejder/skift"
    today = f"{site.portal.today():%d.%m.%Y}"
    data = a_change(karen.get(path), path) | {"valid_from": today}
    assert send(karen, path, data).status_code == 200
    assert "Anna" in visible_text(karen.get("/medarbejder/overdragelse"))
    assert "Anna" in visible_text(leader.get("/medarbejder/overdragelse"))
    assert "Anna" not in visible_text(other.get("/medarbejder/overdragelse"))
