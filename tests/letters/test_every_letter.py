"""What holds for every letter in every language and register: how it speaks and whom it names."""

import re
from dataclasses import replace
from itertools import pairwise, product

import pytest
from bs4 import BeautifulSoup

from portal.core.letters import LetterFacts, is_binding
from portal.services.write_letter import Reader, Workshop, write_letter
from portal.wording.catalogue import release_name
from tests.letters import samples
from tests.letters.conftest import Write
from tests.letters.reading import article, page_words, paper_words, plain

READERS = {
    "da": Reader(),
    "easy": Reader("da", "easy"),
    "en": Reader("en"),
    "ar": Reader("ar"),
}
FOREIGN = ("en", "ar")
EACH = list(product(samples.ALL, READERS))
IDS = [f"{n}-{facts.kind}-{name}" for n, facts in enumerate(samples.ALL) for name in READERS]
EMPTY_COMFORT = (
    r"§|!|desværre|arbejder på (?:din )?sag|højtryk|beklager|fælles beslutning|hurtigst muligt"
    r"|unfortunately|للأسف|نأسف"
)
INDEPENDENT = {"da": "uafhængig", "en": "independent", "ar": "مستقل"}

every_letter = pytest.mark.parametrize(("facts", "name"), EACH, ids=IDS)


@every_letter
def test_every_letter_names_the_phone_and_who_else_can_help(
    facts: LetterFacts, name: str, write: Write, workshop: Workshop
) -> None:
    html = write(facts, READERS[name]).html
    adviser, dukh = workshop.municipality.adviser.phone, workshop.municipality.dukh.phone
    assert adviser is not None
    for place in range(len(BeautifulSoup(html, "html.parser").find_all("article"))):
        text = plain(article(html, place).get_text(" "))
        assert facts.contact.phone in text
        assert adviser.number in text
        assert dukh.number in text
        assert "DUKH" in text
        assert facts.party in text


@every_letter
def test_no_letter_holds_empty_comfort_or_what_was_not_filled_in(
    facts: LetterFacts, name: str, write: Write
) -> None:
    text = " ".join(page_words(write(facts, READERS[name]).html))

    assert not re.search(EMPTY_COMFORT, text, re.IGNORECASE)
    assert not re.search(r"\{\w+\}|None|letters\.|status\.|<|>", text)


@every_letter
def test_the_paper_says_the_same_as_the_page_in_the_same_order(
    facts: LetterFacts, name: str, write: Write
) -> None:
    letter = write(facts, READERS[name])

    assert paper_words(letter.pdf) == page_words(letter.html)


@every_letter
def test_the_page_is_sound(facts: LetterFacts, name: str, write: Write) -> None:
    soup = BeautifulSoup(write(facts, READERS[name]).html, "html.parser")
    levels = [int(tag.name[1]) for tag in soup.find_all(re.compile(r"^h[1-6]$"))]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert soup.select("[style], style, script, [id], [onclick], a, img") == []
    assert all(picture.title.get_text() for picture in soup.find_all("svg"))


@every_letter
def test_a_letter_carries_the_versions_of_its_words(
    facts: LetterFacts, name: str, write: Write, workshop: Workshop
) -> None:
    letter, reader = write(facts, READERS[name]), READERS[name]
    used = [workshop.catalogue[reader.language, reader.register]]
    if is_binding(facts) and reader.language != "da":
        used.insert(0, workshop.catalogue["da", "normal"])

    assert letter.wording_release == " ".join(map(release_name, used))
    assert len(letter.wording_release) <= 32


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("facts", samples.ALL, ids=lambda facts: str(facts.kind))
def test_the_danish_counts_where_it_must_and_a_translation_says_nobody_reviewed_it(
    facts: LetterFacts, name: str, write: Write, workshop: Workshop
) -> None:
    letter = write(facts, READERS[name])
    articles = BeautifulSoup(letter.html, "html.parser").find_all("article")
    words = workshop.catalogue[name, "normal"]
    not_reviewed = {"en": "Nobody has reviewed this translation", "ar": "لم يراجع أحد هذه الترجمة"}

    assert not_reviewed[name] in articles[-1].get_text()
    if is_binding(facts):
        assert [article["lang"] for article in articles] == ["da", name]
        danish = write(facts, Reader()).html
        assert set(page_words(danish)) <= set(page_words(letter.html))
        assert words.text("letters.translation.first").split()[0] in articles[0].get_text()
        assert letter.language == "da"
    else:
        assert [article["lang"] for article in articles] == [name]
        assert letter.language == name


def test_easy_read_is_danish_and_counts_by_itself(write: Write) -> None:
    html = write(samples.HEARING, READERS["easy"]).html

    assert html.count("<article") == 1
    assert html != write(samples.HEARING).html


@pytest.mark.parametrize("name", READERS)
def test_only_an_adviser_outside_the_administration_is_called_independent(
    name: str, workshop: Workshop
) -> None:
    town = workshop.municipality
    inside = town.model_copy(
        update={"adviser": town.adviser.model_copy(update={"kind": "in_administration"})}
    )
    nobody = {"kind": "none", "phone": None, "name": None, "address": None}
    none = town.model_copy(update={"adviser": town.adviser.model_copy(update=nobody)})
    said = {}
    for kind, municipality in {"65e": town, "inside": inside, "none": none}.items():
        here = replace(workshop, municipality=municipality)
        said[kind] = " ".join(
            page_words(write_letter(samples.RECEIPT, READERS[name], here).html)
        ).casefold()
    independent = INDEPENDENT[READERS[name].language]

    assert independent in said["65e"]
    assert independent not in said["inside"]
    assert independent not in said["none"]
    assert "99 99 00 65" in said["inside"]
    assert "99 99 00 65" not in said["none"]
    assert "76 30 19 30" in said["none"]


@pytest.mark.parametrize("name", FOREIGN)
def test_what_somebody_wrote_is_marked_as_danish(name: str, write: Write) -> None:
    own = article(write(samples.UPDATE_TURN, READERS[name]).html).select_one(".letter__own")

    assert own is not None
    assert (own["lang"], own["dir"]) == ("da", "ltr")
    assert own.get_text() == samples.UPDATE_TURN.words


def test_what_somebody_wrote_is_text_and_never_markup(write: Write) -> None:
    sly = "<b>fed</b> & <img src=x onerror=alert(1)>"
    letter = write(replace(samples.UPDATE_TURN, words=sly, party=sly))

    assert "<img" not in letter.html
    assert plain(sly) in " ".join(page_words(letter.html))
    assert plain(sly) in " ".join(paper_words(letter.pdf))


def test_the_drawing_stands_where_it_helps(write: Write) -> None:
    drawn = {facts.kind for facts in samples.ALL if "<svg" in write(facts).html}

    assert drawn == {"receipt", "request", "caseworker", "delay", "update", "hearing"} | {
        "reassessment"
    }
    assert "<svg" not in write(replace(samples.RECEIPT, places=())).html


def test_the_drawing_runs_from_the_right_in_arabic(write: Write) -> None:
    assert "scale(-1 1)" in write(samples.RECEIPT, READERS["ar"]).html
    assert "scale(-1 1)" not in write(samples.RECEIPT).html


def test_every_state_of_the_drawing_is_said_in_words(write: Write, workshop: Workshop) -> None:
    steps = article(write(samples.UPDATE_LOOKING).html).select(".letter__steps li")
    words = workshop.catalogue["da", "normal"]
    states = ["done", "done", "returned", "not_needed", "ahead"]

    assert len(steps) == 5
    for step, state in zip(steps, states, strict=True):
        assert words.text(f"step.state.{state}") in step.get_text()


def test_the_road_goes_round_a_step_that_is_not_needed_in_one_bow(write: Write) -> None:
    roads = article(write(samples.UPDATE_LOOKING).html).select('svg path[class^="road"]')

    assert ["C" in str(road["d"]) for road in roads] == [False, False, True]
    assert [road["class"] for road in roads] == [["road--done"], ["road--done"], ["road--ahead"]]
