"""Numbers of a text, a page and all texts; and where a text stands, with the place marked."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from portal.core.wording import Ground, Place
from portal.services import edit_wording
from portal.services.edit_wording import Change
from portal.web.council import measures
from portal.web.editor.preview import _unfolded
from portal.wording import spelling
from tests.conftest import Clock, Site
from tests.page_rules import visible_text
from tests.web.test_access import statements
from tests.web.test_council import HOME, KEY, TEXT, desk, editor, member

WALK = f"{HOME}/laes"


def publish(site: Site, clock: Clock, text: str, key: str = KEY) -> None:
    change = Change(Place(key, "da", "normal"), text, Ground.EXPLAINS, "Prøve.")
    made = edit_wording.write_draft(desk(site), change, "egon", clock())
    edit_wording.publish(desk(site), made, "egon", clock())


def measured(page: object, what: str) -> str:
    """Return what stands under a number's name, with what it rests on."""
    for term in page.select(".audit__measures dt"):  # type: ignore[attr-defined]
        if what in term.get_text():
            return str(term.find_next_sibling("dd").get_text(" ", strip=True))
    raise AssertionError(what)


def test_a_text_has_its_spelling_its_names_and_its_conditions(site: Site, clock: Clock) -> None:
    bad = "Får du ikke en mail om din afgøresle, så ring. Vi svarer ikke, før du klager."
    publish(site, clock, bad)
    page = member(site).get(TEXT)
    assert "Ordbogen kender ikke: afgøresle." in measured(page, "Stavning")
    assert "Stavekontrolden, udgave 2." in measured(page, "Stavning")
    assert "ikke, før" in measured(page, "Betingelser")
    assert "Antal sætninger med mere end 15 ord: 0." in measured(page, "Lange sætninger")
    assert "igennem mandag den 23. november 2026" in measured(page, "Én ting"), "dated"
    assert "De siger ikke, om den er god" in visible_text(page)


def test_one_text_with_two_names_and_one_that_differs_from_the_others(
    site: Site, clock: Clock
) -> None:
    publish(site, clock, "Din sagsbehandler ringer. Din rådgiver skriver.")
    page = member(site).get(TEXT)
    assert "Det samme hedder: sagsbehandler; rådgiver." in measured(page, "Én ting")
    publish(site, clock, "Din socialrådgiver skriver.")
    said = measured(member(site).get(TEXT), "Én ting")
    assert "Her står »socialrådgiver«." in said
    assert re.search(r"I \d+ andre tekster står der »sagsbehandler«", said)


@pytest.mark.parametrize(
    ("sprog", "said", "spelled"),
    [
        ("en", "Vi giver ikke et samlet tal for engelsk", "Vi ser kun efter stavning på dansk"),
        ("ar", "Vi måler ikke, hvor tung en tekst på arabisk er", "kun efter stavning på dansk"),
    ],
)
def test_english_and_arabic_say_what_is_not_measured_and_why(
    site: Site, sprog: str, said: str, spelled: str
) -> None:
    page = member(site).get(f"{HOME}/tekst/{sprog}/{KEY}")
    assert said in measured(page, "Hvor tung")
    assert spelled in measured(page, "Stavning")
    names = [term.get_text() for term in page.select(".audit__measures dt")]
    assert ("Lange sætninger" in names) == (sprog == "en")
    assert not any("lix" in name for name in names)


@pytest.mark.parametrize("name", ["sag-hearing", "brev-hearing", "side-help", "mail-og-sms"])
@pytest.mark.parametrize("sprog", ["da", "let", "en", "ar"])
def test_each_page_and_letter_has_numbers_of_its_own(site: Site, sprog: str, name: str) -> None:
    page = member(site).get(f"{WALK}/{sprog}/{name}")
    assert "Tal om hele siden" in visible_text(page)
    assert re.search(r"Der er \d\d+ ord", measured(page, "Hvor lang"))
    assert "Siden forklarer" in measured(page, "forklaret på siden")
    if sprog in ("da", "let"):
        assert re.search(r"Lix er \d+", measured(page, "lix"))
        assert "Ordbogen kender alle ord." in measured(page, "Stavning"), "invented names too"


def test_a_page_says_in_which_of_its_texts_something_stands(site: Site, clock: Clock) -> None:
    publish(site, clock, "Din rådgiver og din sagsbehandler ser på din afgøresle.")
    page = member(site).get(f"{WALK}/da/side-home")
    number = re.search(r"afgøresle \((\d+\.\d+)\)", measured(page, "Stavning"))
    assert number is not None
    assert f"rådgiver ({number[1]}" in measured(page, "Én ting")
    line = page.find(string=re.compile(rf"nummer {re.escape(number[1])}$"))
    assert line is not None, "the text with that number is on the page"


def test_over_all_texts_each_name_is_told_with_where_it_stands(site: Site, clock: Clock) -> None:
    publish(site, clock, "Din socialrådgiver har en afgøresle.")
    visitor = member(site)
    page = visitor.get(f"{HOME}/ordvalg")
    text = visible_text(page)
    assert "»socialrådgiver« står i 1 tekst." in text
    assert re.search(r"»sagsbehandler« står i \d+ tekster\.", text)
    assert "Og " in text
    assert page.find("h3", string="afgøresle") is not None
    link = page.find("a", string=re.compile("socialrådgiver"))
    assert link is not None
    visitor.get(str(link["href"]))
    for sprog in ("let", "en", "ar", "xx"):
        visitor.get(f"{HOME}/ordvalg?sprog={sprog}")


def test_all_texts_ask_no_question_of_the_database(site: Site) -> None:
    visitor = member(site)
    visitor.get(f"{HOME}/ordvalg")
    one = statements(site, lambda: visitor.get(f"{HOME}/ordvalg?sprog=ar"))
    assert statements(site, lambda: visitor.get(f"{HOME}/ordvalg")) == one


def test_only_the_council_sees_the_choice_of_words(site: Site) -> None:
    editor(site).get(f"{HOME}/ordvalg", 404)


def test_without_a_dictionary_pages_say_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    none = spelling.dictionary((Path("/nowhere"),))
    assert none is None
    monkeypatch.setattr(measures, "dictionary", lambda: none)
    assert "Ordbogen er ikke på den computer" in measured(member(site).get(TEXT), "Stavning")


# --- where a text stands ----------------------------------------------------------------------

HEARING = "turn.you.hearing"


def test_a_text_says_where_it_stands_and_shows_the_page_with_the_place_marked(site: Site) -> None:
    visitor = member(site)
    page = visitor.get(f"{HOME}/tekst/da/{HEARING}")
    text = visible_text(page)
    assert "Hvor teksten står" in text
    assert "når man læser siden tekst for tekst" in text
    way = page.find("a", string=re.compile("Se siden med teksten markeret"))
    assert way is not None
    assert str(way["href"]).endswith("#her")
    seen = visitor.get(str(way["href"]).removesuffix("#her"))
    mark = seen.select_one("mark#her")
    assert mark is not None
    assert visible_text(mark).startswith("Her er teksten:")
    note = seen.select_one(".preview-note")
    assert note is not None
    assert "Teksten er markeret på siden." in visible_text(note)
    assert note.select_one("a[href='#her']") is not None
    assert note.find("a", href=f"{HOME}/tekst/da/{HEARING}") is not None


@pytest.mark.parametrize("sprog", ["let", "en", "ar"])
def test_the_mark_is_said_in_the_language_of_the_one_who_looks(site: Site, sprog: str) -> None:
    # The page is in another language than its reader has chosen, so the page rules are not asked.
    path = f"{WALK}/{sprog}/sag-hearing/som-borgeren?tekst={HEARING}"
    seen = BeautifulSoup(member(site).client.get(path).get_data(as_text=True), "html.parser")
    told = seen.select_one("mark#her > b")
    assert told is not None
    assert told["lang"] == "da"
    note = seen.select_one(".preview-note")
    assert note is not None
    assert (note["lang"], note["dir"]) == ("da", "ltr")


def test_a_text_that_is_not_on_the_page_is_said_not_to_be(site: Site) -> None:
    visitor = member(site)
    seen = visitor.get(f"{WALK}/da/side-home/som-borgeren?tekst={HEARING}")
    assert "Teksten står ikke på siden, som den er lige nu." in visible_text(seen)
    assert seen.select_one("mark, a[href='#her']") is None
    visitor.get(f"{WALK}/da/side-home/som-borgeren?tekst=findes.ikke", 404)
    visitor.get(f"{WALK}/da/side-home/som-borgeren?tekst=desk.copy.when", 404)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("notice.heading", "får den som mail eller sms"),
        ("form.error.missing", "kommer frem, når noget bestemt sker"),
    ],
)
def test_a_text_on_no_page_says_when_it_is_met(site: Site, key: str, said: str) -> None:
    assert said in visible_text(member(site).get(f"{HOME}/tekst/da/{key}"))


def test_a_folding_around_the_marked_text_is_open() -> None:
    mark = '<mark id="her">x</mark>'
    html = f"<details>a</details><details class='w'><summary>b</summary>{mark}</details>"
    assert _unfolded(html) == (
        f"<details>a</details><details open class='w'><summary>b</summary>{mark}</details>"
    )
    assert _unfolded("<details>a</details>") == "<details>a</details>"


def test_what_is_quoted_keeps_its_own_direction_and_says_its_language(site: Site) -> None:
    page = member(site, lang="ar").get(f"{HOME}/tekst/da/{HEARING}")
    where = page.find(id="where")
    assert where is not None
    ways = where.find_next("ul")
    assert isinstance(ways, Tag)
    assert "Hvad skal du gøre?" in [one.get_text() for one in ways.select("bdi[lang=da]")]


def test_only_danish_is_looked_up_in_the_danish_dictionary(site: Site) -> None:
    for sprog in ("en", "ar"):
        links = member(site).get(f"{HOME}/ordvalg?sprog={sprog}").select("main a")
        assert len(links) < 200, sprog
