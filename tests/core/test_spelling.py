"""Which words are looked up, and what is known without a dictionary."""

import pytest

from portal.core.spelling import unknown_words, words_to_look_up

DICTIONARY = {"vi", "ringer", "kl.", "bl.a.", "børne-", "og", "unge", "ordning", "sagen", "årig"}


def unknown(text: str, *own: str) -> tuple[str, ...]:
    return unknown_words(text, lambda word: word.casefold() in DICTIONARY, frozenset(own))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ring til {name} senest {date}.", ["Ring", "til", "senest"]),
        ("Se https://www.eksempel.dk/en/sti eller borger.dk.", ["Se", "eller"]),
        ("Skriv til post@eksempel.dk nu", ["Skriv", "til", "nu"]),
        ("Den 3. maj kl. 9.00", ["Den", "maj", "kl."]),
        ("og/eller", ["og", "eller"]),
        ("børne- og ungesager", ["børne-", "og", "ungesager"]),
        ("en 15-årig", ["en", "årig"]),
        ("»Hej.« Farvel.", ["Hej.", "Farvel."]),
        ("", []),
    ],
)
def test_names_figures_and_addresses_are_not_looked_up(text: str, expected: list[str]) -> None:
    assert list(words_to_look_up(text)) == expected


def test_a_shortened_word_is_known_with_its_full_stop() -> None:
    assert unknown("Vi ringer kl. 9, bl.a. og") == ()


def test_a_word_is_told_once_and_as_it_was_written() -> None:
    assert unknown("Vi rinqer. Vi rinqer.") == ("rinqer",)


def test_a_missing_space_after_a_full_stop_is_seen() -> None:
    assert unknown("sagen.Vi ringer") == ("sagen.Vi",)


@pytest.mark.parametrize("word", ["DUKH", "DUKHs", "DUKH's", "DUKH’s", "DUKH-ordning"])
def test_an_own_word_is_known_in_the_genitive_and_in_a_compound(word: str) -> None:
    assert unknown(f"Vi ringer og {word}", "dukh") == ()
    assert unknown(f"Vi ringer og {word}") == (word,)
