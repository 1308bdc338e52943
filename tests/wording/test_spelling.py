"""Danish spelling with the real dictionary: every text we ship, and words that are wrong."""

from pathlib import Path

import pytest

from portal.municipality import load
from portal.settings import ROOT
from portal.wording.catalogue import Words, load_catalogue
from portal.wording.spelling import dictionary, own_words, unknown

CATALOGUE = load_catalogue(ROOT / "translations")
MUNICIPALITY = load(ROOT / "municipality.toml")
OWN = own_words(MUNICIPALITY, CATALOGUE["da", "normal"])


def danish() -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for (language, register), words in CATALOGUE.items():
        if language == "da":
            found += [(key, register, text) for key, text in words.all_texts().items()]
    return found


def test_the_dictionary_is_installed_and_says_its_version() -> None:
    found = dictionary()
    assert found is not None, "scripts/setup.sh installs it"
    assert found.version.startswith("2.")


def test_no_shipped_danish_text_has_a_word_that_nobody_knows() -> None:
    """Every text, normal and easy: some 42,000 words. The rate of false alarms is none."""
    wrong = {
        (key, register): found for key, register, text in danish() if (found := unknown(text, OWN))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "text",
    [
        "Sagsbehandlingstiden er otte uger.",
        "Merudgiftsydelsen og handicaprådsformanden",
        "Børne- og ungeafdelingen, herunder tegnsprogstolkene",
        "Din BPA-ordning og DUKHs råd",
        "Ring bl.a. kl. 9.00 til tlf. 99 99 00 65, jf. brev nr. 4, m.m.",
        "Skriv til {name} på post@eksempel.dk eller www.eksempel.dk/hjaelp.",
        "Brug MitID, Digital Post, NemSMS eller e-mail.",
    ],
)
def test_compounds_shortened_words_and_own_words_are_no_false_alarm(text: str) -> None:
    own = OWN | {"nemsms"}
    assert unknown(text, frozenset(own)) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Du får en afgøresle.", ("afgøresle",)),
        ("Din sagsbehanlder ringer.", ("sagsbehanlder",)),
        ("Alle trinene er der.", ("trinene",)),
        ("Du får svar.Vi ringer.", ("svar.Vi",)),
        ("Ansøgnignen er modtaget", ("Ansøgnignen",)),
    ],
)
def test_a_word_that_is_wrong_is_found(text: str, expected: tuple[str, ...]) -> None:
    assert unknown(text, OWN) == expected


def test_what_may_have_been_meant_is_suggested() -> None:
    found = dictionary()
    assert found is not None
    assert "trinnene" in found.suggest("trinene")


def test_without_a_dictionary_there_is_none_and_nothing_fails(tmp_path: Path) -> None:
    assert dictionary((tmp_path,)) is None


def test_a_municipality_adds_its_own_words(tmp_path: Path) -> None:
    text = (ROOT / "municipality.toml").read_text(encoding="utf-8")
    file = tmp_path / "municipality.toml"
    file.write_text(text.replace("known_words = []", 'known_words = ["Trygvejen"]'), "utf-8")
    words = Words("da", "normal", {}, {}, {})
    assert "trygvejen" in own_words(load(file), words)
    assert "trygvejen" not in own_words(MUNICIPALITY, words)


def test_english_facts_and_plain_words_of_the_file_are_not_known() -> None:
    words = Words("da", "normal", {}, {}, {})
    own = own_words(MUNICIPALITY, words)
    assert {"eksempelvej", "borgerrådgiveren"} <= own
    assert not {"monday", "the", "torsdag"} & own
