"""A real screen reader reads the case page aloud in Danish. What is heard is checked.

One walk in one test: by reading everything, by headings, by lists, and into a step. Speech comes
when it comes, so the test asks what has been heard, never when. ``make setup`` installs Orca; where
it is missing the test fails and says how to install it.
"""

import re

import pytest

from tests.browser.orca import Orca, OrcaError, listening
from tests.browser.running import Portal

pytestmark = [pytest.mark.browser, pytest.mark.screen_reader]

MOST_PRESSES = 20
LAG = 1.0
WAIT = 10.0
LAST_OF_THE_PAGE = "har ansvaret for denne side"

MUST_BE_HEARD = (
    "Vi venter på svar fra din læge",
    "Trin 2 af 5",
    "Hvad skal du gøre?",
    "Du skal ikke gøre noget nu",
    "Du hører fra os senest",
    "2. Rådgiver indhenter nødvendige oplysninger",
    "Du er her.",
    "Færdig med dette trin.",
    "Ikke begyndt endnu.",
    "Din sagsbehandler",
    "Yusuf Demir",
    "12 34 11 02",
    "Uafhængig borgerrådgiver",
    "99 99 00 65",
)


def test_the_case_is_understood_by_ear(portal: Portal):
    try:
        visit(portal)
    except OrcaError:
        # The set-up is many programs that wait for each other: it gets a second chance.
        visit(portal)


def visit(portal: Portal) -> None:
    with listening(portal.url + "/demo") as orca:
        arrive(orca)
        walk(orca)


def arrive(orca: Orca) -> None:
    """Sign in and go to the case as somebody does who sees nothing: with Tab, Enter and ears."""
    orca.come_to("Din sag, Eksempel Kommune")
    loaded(orca, 0)
    for words in ("Mads Østergaard", "Ansøgning: Hjælpemidler"):
        go_to(orca, "Tab", "shift+Tab", words)
        before = len(orca.heard)
        orca.press("Return")
        loaded(orca, before)


def loaded(orca: Orca, before: int) -> None:
    """Wait until a page has been said to be there, and what is on it."""
    if not orca.says("Færdig med at indlæse", within=30, since=before):
        raise OrcaError(f"no page was loaded:\n{orca.transcript}")
    orca.settle(LAG)


def walk(orca: Orca) -> None:
    """Read everything, then go by headings and lists, then into a step."""
    everything = read_all(orca)
    missing = [words for words in MUST_BE_HEARD if words.casefold() not in everything.casefold()]
    assert not missing, f"not heard: {missing}\n{everything}"
    assert re.search(r"Liste med 5 elementer\s+1\. ?Ansøgning modtages", everything), everything
    for sentence in sentences_with_finished(everything):
        assert "dette trin" in sentence, f"heard as the whole case being finished: {sentence}"
    by_headings(orca)
    by_lists(orca)
    into_a_step(orca)


def read_all(orca: Orca) -> str:
    """Let the whole page be read from the top. Returns what was said, a line for each breath."""
    orca.press("ctrl+Home")
    before = len(orca.heard)
    orca.press("KP_Add")
    assert orca.says(LAST_OF_THE_PAGE, within=90), orca.transcript
    orca.wait_until_quiet(5)
    return "\n".join(orca.heard[before:])


def sentences_with_finished(text: str) -> list[str]:
    """Return every sentence that says "færdig", the steps' own state among them."""
    found = [one for one in re.split(r"(?<=[.?])\s+|\n", text) if "færdig" in one.casefold()]
    return [one for one in found if not re.search(r"før vi er færdige", one)]


def by_headings(orca: Orca) -> None:
    orca.press("ctrl+Home")
    heard = gather(orca, "h", 14, "Din sagsbehandler overskrift")
    for heading, level in (
        ("Vi venter på svar fra din læge", 1),
        ("Hvad skal du gøre?", 2),
        ("Hvad gør vi?", 2),
        ("Sådan behandler vi din ansøgning", 2),
        ("Partshøring", 3),
    ):
        assert f"{heading} overskrift niveau {level}" in heard, heard


def by_lists(orca: Orca) -> None:
    orca.press("ctrl+Home")
    go_to(orca, "h", "shift+h", "Sådan behandler vi din ansøgning overskrift")
    heard = gather(orca, "l", 3, "Liste med 5 elementer")
    assert "Liste med 5 elementer" in heard, f"the drawing is not heard as a list of five:\n{heard}"
    heard = gather(orca, "i", 3, "Rådgiver indhenter")
    assert "Rådgiver indhenter" in heard, f"the list's items are not its steps:\n{heard}"


def into_a_step(orca: Orca) -> None:
    """Open the current step, and read what is in it."""
    orca.press("ctrl+Home")
    go_to(orca, "h", "shift+h", "2. Rådgiver indhenter nødvendige oplysninger")
    go_to(orca, "Down", "Up", "Mere om trin 2: Rådgiver indhenter nødvendige oplysninger")
    opened = False
    for _ in range(3):  # A key that is pressed while Orca still works is lost now and then.
        before = len(orca.heard)
        orca.press("Return", wait=WAIT)
        if "udvidet" not in " ".join(orca.heard[before:]):
            go_to(orca, "Up", "Down", "Du er her")
            go_to(orca, "Down", "Up", "Mere om trin 2")
        opened = "udvidet" in " ".join(orca.heard[before:])
        if opened:
            break
    assert opened, f"that the step is open is not heard:\n{orca.transcript}"
    heard = gather(orca, "Down", 6, "Din sagsbehandler samler")
    assert "Din sagsbehandler samler det, vi skal vide" in heard, heard


def go_to(orca: Orca, key: str, back: str, words: str) -> None:
    """Press a key until the words are the last thing heard. Speech that lags is let come first."""
    for _ in range(MOST_PRESSES):
        orca.press(key)
        if any(words in said for said in orca.heard[-4:]):
            break
    for _ in range(4):
        orca.settle(LAG)
        if words in orca.heard[-1]:
            return
        orca.press(back)
    raise OrcaError(f"never came to “{words}”:\n{orca.transcript}")


def gather(orca: Orca, key: str, most: int, until: str) -> str:
    """Press a key until something has been heard. Returns all that was said meanwhile."""
    before = len(orca.heard)
    for _ in range(most):
        orca.press(key)
        if until.casefold() in " ".join(orca.heard[before:]).casefold():
            break
    orca.wait_until_quiet(2)
    return " ".join(orca.heard[before:])
