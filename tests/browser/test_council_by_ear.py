"""By ear and keyboard alone: a member who sees nothing audits the words of a letter."""

import pytest
from bs4 import BeautifulSoup

from tests.browser.office import today
from tests.browser.orca import Orca
from tests.browser.running import Portal
from tests.browser.test_access_by_ear import send, visit
from tests.browser.test_desk_screen_reader import follow, heard_by, tab_to
from tests.browser.test_screen_reader import gather

pytestmark = [pytest.mark.browser, pytest.mark.screen_reader]

LETTER = "/handicapraad/laes/da/brev-hearing"
KEY = "status.received.application"
OLD, NEW = "Vi har din", "ansøgning nu"
COMPARED = f"/handicapraad/tekst/da/{KEY}/sammenlign"
ROUND = "/handicapraad/runder/demo-runde/moede"


def test_a_letter_is_read_and_two_sentences_commented_on_by_ear(spare_portal: Portal) -> None:
    heard_by(spare_portal, "raadsmedlem", LETTER, reading_a_letter)


def reading_a_letter(orca: Orca) -> None:
    heard = gather(orca, "Down", 40, "Brevet er ikke et ja eller et nej")
    for words in ("fundet på", "Du kan svare, før vi beslutter noget"):
        assert words in heard, heard
    # From where one reads, the next link is about what was read.
    for words in ("Svaert ord.", "For lang."):
        tab_to(orca, "Sig noget om nummer")
        follow(orca, "Sig, hvad du mener")
        tab_to(orca, "Din kommentar")
        orca.write(words)
        tab_to(orca, "Send kommentaren")
        follow(orca, "Din kommentar er gemt")


def test_two_versions_are_compared_by_ear(spare_portal: Portal) -> None:
    rewrite(spare_portal)
    heard_by(spare_portal, "raadsmedlem", COMPARED, comparing)


def rewrite(portal: Portal) -> None:
    """Publish another sentence, as the editor does."""
    editor, write = visit(portal, "ordlyd"), f"{portal.url}/ordlyd/ret/da/{KEY}"
    filled = {"text": f"{OLD} {NEW}", "reason": "Det var ikke klart.", "ground": "law"}
    found = BeautifulSoup(send(editor, write, filled), "html.parser")
    form = next(one for one in found.select("main form") if "udgiv" in str(one["action"]))
    send(editor, write, {"do": "now"}, to=portal.url + str(form["action"]))


def comparing(orca: Orca) -> None:
    heard = gather(orca, "h", 8, "Det er ændret fra den ene til den anden")
    heard += gather(orca, "Down", 12, NEW)
    assert "tilføjet" in heard.casefold(), heard
    assert "fjernet" in heard.casefold(), heard


def test_a_recommendation_is_entered_by_ear(spare_portal: Portal) -> None:
    heard_by(spare_portal, "raad", ROUND, recommending)


def recommending(orca: Orca) -> None:
    tab_to(orca, "Hvilken dag var mødet")
    orca.write(f"{today():%d.%m.%Y}")
    tab_to(orca, "Det mener rådet om alle teksterne")
    orca.press("space")
    tab_to(orca, "Rådets begrundelse")
    orca.write("Teksterne er gode.")
    tab_to(orca, "Gem rådets ord")
    follow(orca, "Færdig med at indlæse")
    heard = gather(orca, "Down", 20, "Teksterne er gode")
    assert "Teksterne er gode" in heard, heard
