"""Danish on a page in another language says that it is Danish, so that it is read aloud as Danish.

Names of people and teams, and a Danish word in brackets after its translation, are as they are;
whole Danish phrases are looked for by words that every phrase of some length has.
"""

import re

import pytest
from bs4 import BeautifulSoup

from portal.sources.embedded import people
from tests.browser.reader import report
from tests.browser.running import Portal
from tests.pages import PAGES

pytestmark = pytest.mark.browser

DANISH = re.compile(
    r"\b(mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|ikke|eller|hvis|skal|sagen|kommunen|"
    r"som|har|med|vi|du|din|dit|vores|søger)\b",
    re.IGNORECASE,
)

TEAMS = [one.name for one in vars(people).values() if isinstance(one, people.Team)]
NAMES = re.compile("|".join([r"\(.*?\)", *map(re.escape, TEAMS)]))


@pytest.mark.parametrize("reading", ["en", "ar"])
def test_danish_is_marked_as_danish(portal: Portal, reading: str):
    faults = []
    for page in PAGES:
        body = BeautifulSoup(portal.get(page, reading).text, "html.parser").body
        assert body is not None
        for text in body.find_all(string=DANISH):
            marked = text.find_parent(lang=True)
            phrase = DANISH.search(NAMES.sub("", text))
            if phrase and (marked is None or marked["lang"] != "da"):
                faults.append(f"{text.strip()[:80]} ({page.name})")
    assert not faults, report(faults)


@pytest.mark.parametrize("reading", ["en", "ar"])
def test_danish_stands_from_left_to_right(portal: Portal, reading: str):
    for page in PAGES:
        found = BeautifulSoup(portal.get(page, reading).text, "html.parser")
        for quote in found.select("blockquote[lang=da]"):
            assert quote["dir"] == "ltr", page.name
            # Those who work on the Danish, or answer about it, need not be told that it is Danish.
            of_words = ("/medarbejder", "/ordlyd/", "/handicapraad", "/forstod-du/om/")
            at_work = page.path.startswith(of_words)
            # What is shown again in Danish says it of itself as a whole.
            again = quote.find_parent(class_="again", lang="da")
            assert at_work or again or quote.find_previous(class_="own-words__note"), page.name
