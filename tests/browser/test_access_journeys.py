"""Who may see what, walked as each of them would: on a phone, with the keyboard alone."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from portal.sources.embedded import people as p
from tests.browser.hands import Hands
from tests.browser.paper import Paper
from tests.browser.running import Portal
from tests.browser.street import Street, button, everything_for, fits, heading, link

pytestmark = pytest.mark.browser


@pytest.fixture
def street(chromium: Browser, spare_portal: Portal) -> Iterator[Street]:
    with ExitStack() as windows:
        yield Street(chromium, spare_portal, windows)


# --- a sister, for two months --------------------------------------------------------------


def test_a_sister_gets_a_code_reads_a_letter_and_loses_it_while_her_page_is_open(street: Street):
    ingrid = street.of("ingrid", "/sag/{62-175}")
    code = gives_access(ingrid, "Min søster Lene")
    lene = street.signs_in(street.phone(), "lene")
    types_the_code(lene, code)
    reads_the_letter(lene)
    seen = street.of("ingrid", "/sag/{62-175}/hvem-har-set").tab.locator("main").inner_text()
    assert "Lene Kjærgaard (har adgang til sagen) åbnede et brev. På dine vegne." in seen
    takes_back(ingrid, "Min søster Lene")
    # The letter is still on her screen; whatever she presses next, nothing of the case comes.
    lene.go(link(lene.tab, "Tilbage til sagen"))
    is_over(lene, street)
    lene.tab.reload()
    is_over(lene, street)
    lene.tab.go_back()
    assert "Ingrid" not in lene.tab.content()
    assert "Min søster Lene" in ingrid.tab.locator("[aria-labelledby=past]").inner_text()


def gives_access(hands: Hands, name: str) -> str:
    """Give somebody two months with the letters. Returns the code."""
    tab = hands.tab
    hands.past_the_head()
    hands.go(link(tab, "Hvem kan se din sag"))
    hands.go(link(tab, "Giv en pårørende adgang"))
    hands.fill(tab.get_by_label("Hvad kalder du personen?"), name)
    hands.choose(tab.locator("input[type=radio][value=read_letters]"))
    assert tab.get_by_label("Til hvilken dag?").input_value(), "two months are proposed"
    hands.go(button(tab, "Lav koden"))
    code = " ".join(tab.locator(".code__signs").inner_text().split())
    assert re.fullmatch(r"[A-Z0-9]{4} [A-Z0-9]{4} [A-Z0-9]{4}", code), code
    assert fits(tab)
    assert "Ingrid" not in tab.locator("main").inner_text(), "it may lie on a table"
    hands.reach(button(tab, "Hent koden som brev (PDF)"))
    with tab.expect_download() as letter:
        hands.press("Enter")
    assert letter.value.suggested_filename == "kode.pdf"
    hands.go(link(tab, "Tilbage til"))
    invited = tab.locator("[aria-labelledby=invited]").inner_text()
    assert name in invited
    assert "".join(code.split()) not in "".join(tab.content().split()), "the code is shown once"
    return code


def types_the_code(hands: Hands, code: str) -> None:
    """Type it wrong, as one does, and then as it is; say yes."""
    tab = hands.tab
    hands.past_the_head()
    hands.go(link(tab, "Jeg har fået en kode"))
    field = tab.get_by_label("Hvad er koden?")
    wrong = code[:-1] + ("A" if code[-1] != "A" else "C")
    for typed, says in (("abc", "12"), (wrong, "")):
        hands.fill(field, typed)
        hands.go(button(tab, "Se, hvad koden giver"))
        alert = tab.get_by_role("alert")
        assert alert.evaluate("(one) => one === document.activeElement"), "it is heard at once"
        assert says in alert.inner_text()
        assert "Ingrid" not in tab.content()
    hands.fill(field, code.lower().replace(" ", ""))
    hands.go(button(tab, "Se, hvad koden giver"))
    offer = tab.locator("main").inner_text()
    for words in ("Ingrid Sørensen", "læse breve", "Adgangen slutter"):
        assert words in offer, offer
    hands.go(tab.locator("main button[name=ja]"))
    assert heading(tab) == "Din adgang til sagen"


def reads_the_letter(hands: Hands) -> None:
    """Go to the case and open the letter; it says whose it is."""
    tab = hands.tab
    hands.go(link(tab, "Gå til sagen"))
    assert "Ingrid Sørensen" in tab.locator(".panel__about").inner_text()
    hands.past_the_head()
    hands.go(link(tab, "Et brev om din sagsbehandler"))
    assert "Ingrid" in tab.locator("main").inner_text()
    assert fits(tab)


def takes_back(hands: Hands, name: str) -> None:
    """Take access back: one button, nothing to confirm, and it is said."""
    tab = hands.tab
    tab.reload()
    holder = tab.get_by_role("article", name=name)
    hands.go(holder.get_by_role("button", name="Tag adgangen tilbage"))
    assert name not in tab.locator("[aria-labelledby=now]").inner_text()
    assert tab.locator("main").get_by_role("status").inner_text()


def is_over(hands: Hands, street: Street) -> None:
    """The page says it plainly, says whom to call, and shows nothing of the case."""
    tab = hands.tab
    assert heading(tab) == "Du kan ikke se sagen her mere"
    assert tab.locator("main a[href^='tel:']").count()
    html = tab.content().replace(street.portal.cases["62-175"], "")
    for word in ("Ingrid", "BPA", "Borgerstyret", "Lise Holm", "12 34 11 01"):
        assert word not in html, word


# --- a mother and a father with protected addresses ----------------------------------------

SAYS = "Kvitteringen fra apoteket ligger hos os på Elmevej."
MAJA, JONAS = p.MAJA, p.JONAS


def test_parents_with_protected_addresses_never_meet(street: Street, tmp_path: Path):
    portal = street.portal
    before = everything_of("jonas", portal, tmp_path)
    maja = street.of("maja", "/sag/{62-190}/spoerg")
    maja.fill(maja.tab.get_by_label("Hvad vil du spørge om?"), SAYS)
    maja.go(button(maja.tab, "Send til os"))
    assert SAYS in maja.tab.locator("main").inner_text()
    chosen = street.of("maja", "/sag/{62-190}/kontakt")
    chosen.choose(chosen.tab.get_by_label("På papir"))
    chosen.choose(chosen.tab.get_by_label("Hver uge"))
    chosen.go(button(chosen.tab, "Gem det, jeg har valgt"))
    assert "Du har ikke valgt noget endnu" not in chosen.tab.locator("main").inner_text()
    after = everything_of("jonas", portal, tmp_path)
    mine = everything_of("maja", portal, tmp_path)
    for path, text in after.items():
        for theirs in (SAYS, "Elmevej", MAJA.name, "Maja", MAJA.identifier, "beskyttet"):
            assert theirs.casefold() not in text.casefold(), (theirs, path)
    for path, text in mine.items():
        for theirs in (JONAS.name, "Jonas", "Hjorth", JONAS.identifier):
            assert theirs.casefold() not in text.casefold(), (theirs, path)
    assert {path: plain(text) for path, text in after.items()} == {
        path: plain(text) for path, text in before.items()
    }, "that one has done something shows nowhere for the other"


def everything_of(person: str, portal: Portal, folder: Path) -> dict[str, str]:
    """Return what every page and file of somebody's cases says, by its path."""
    found = {}
    answers = everything_for(person, portal, "/mine-sager", lambda path: path.startswith("/sag/"))
    for path, answer in answers.items():
        assert answer.status_code == 200, (path, answer.status_code)
        paper = "pdf" in answer.headers["Content-Type"]
        found[path] = Paper(answer.content, folder).text if paper else answer.text
    assert len(found) > 10, sorted(found)
    return found


def plain(text: str) -> str:
    """Return a page without what is new in each answer: its tokens, and the time it was made."""
    text = re.sub(r'name="(csrf_token|form_token)"[^>]*', "", text)
    text = re.sub(r'(data-ends[-\w]*|nonce|content)="[^"]*"', "", text)
    return re.sub(r"kl\. \d\d?[.:]\d\d|\d\d:\d\d(:\d\d)?", "", text)


# --- the day somebody is 18 ------------------------------------------------------------------


def test_on_the_birthday_the_parent_reads_what_can_replace_it_and_the_young_one_the_case(
    street: Street,
):
    gry = street.of("gry", "/mine-sager")
    about = gry.tab.locator("main").inner_text()
    assert "18 år" in about
    assert "Digital Fuldmagt" in about
    assert "link" not in about
    nothing_of_the_case(gry.tab.content(), street)
    for place in ("", "/aftaler", "/adgang", "/hvem-har-set", "/spoerg", "/sendt", "/kontakt"):
        tab = gry.tab
        answer = tab.goto(street.portal.url + street.portal.named("/sag/{62-191}" + place))
        assert answer is not None
        assert answer.status == 403, place
        assert heading(tab) == "Barnet er fyldt 18 år"
        nothing_of_the_case(tab.content(), street)
    assert fits(gry.tab)
    villads = street.of("villads", "/mine-sager")
    villads.past_the_head()
    villads.go(link(villads.tab, "Ledsagelse"))
    assert "Trin 3 af 5" in villads.tab.locator("main").inner_text()
    villads.go(link(villads.tab, "Hvem kan se din sag"))
    now = villads.tab.locator("[aria-labelledby=now]").inner_text()
    assert "Gry" not in now
    assert "Ingen andre end dig" in now
    assert link(villads.tab, "Giv en pårørende adgang").is_visible(), "also to one's mother"


def nothing_of_the_case(html: str, street: Street) -> None:
    """Neither whose case it is, nor what it is about, nor how far it is."""
    html = html.replace(street.portal.cases["62-191"], "")
    for word in ("Villads", "Ledsagelse", "Pernille", "trin 3", "62-191", p.VILLADS.identifier):
        assert word.casefold() not in html.casefold(), word
