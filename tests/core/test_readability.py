"""LIX as it is counted in Danish, and the traps of telling where a sentence ends."""

import pytest

from portal.core.readability import (
    band,
    lix,
    longest_sentence,
    sentences,
    words,
    words_per_sentence,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi fik din ansøgning den 3. maj. Du hører fra os.", 2),
        ("Det var den 20. november 2026 kl. 14.05.", 1),
        ("Ring kl. 9.00 til 15.00. Du kan også skrive.", 2),
        ("Se § 100, stk. 1. Spørg os.", 2),
        ("Det er bl.a. en kørestol.", 1),
        ("Det kan fx. være sko, f.eks. særlige sko.", 1),
        ("Læs brev nr. 4 fra os.", 1),
        ("Det tager ca. 2,5 time pr. uge.", 1),
        ("Læs mere på www.eksempel.dk/hjaelp.html. Eller ring.", 2),
        ("Læs mere på borger.dk.", 1),
        ("Ring på 12 34 56 78. Vi svarer.", 2),
        ("Vi har papir, penge osv. Det er nok.", 2),
        ("Vi har papir, penge osv. og mere endnu.", 1),
        ("Sagen er i trin 3. Vi læser.", 2),
        ("Dette er det 1. trin i sagen.", 1),
        ("Er du uenig? Så kan du klage.", 2),
        ("Han sagde »ja.« Det var alt.", 2),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_one_ends(text: str, expected: int) -> None:
    assert len(sentences(text)) == expected


def test_a_heading_and_a_list_item_without_a_full_stop_are_sentences() -> None:
    text = "Hvad skal du gøre?\n\nHvad gør vi\n- Vi læser\n- Vi skriver"

    assert sentences(text) == ["Hvad skal du gøre?", "Hvad gør vi", "- Vi læser", "- Vi skriver"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CPR-nummer", ["CPR-nummer"]),
        ("børne- og ungesager", ["børne-", "og", "ungesager"]),
        ("og/eller", ["og", "eller"]),
        ("Ring 12 34 56 78", ["Ring", "12345678"]),
        ("2,5 og 1.000", ["25", "og", "1000"]),
        ("kl. 14.05", ["kl", "1405"]),
        ("æble øl ål", ["æble", "øl", "ål"]),
        ("»du«", ["du"]),
        ("– og –", ["og"]),
    ],
)
def test_words_are_what_a_reader_would_call_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_long_words_have_seven_letters_and_digits_are_not_letters() -> None:
    assert lix("kommune") == 101
    assert lix("kommun") == 1
    assert lix("12345678") == 1
    assert lix("a1234567") == 1
    assert lix("værgeåø") == 101


def test_an_address_on_the_net_is_one_short_word() -> None:
    assert words("Se https://www.eksempel.dk/en/lang/sti nu") == ["Se", "0", "nu"]


def test_a_text_without_words_has_no_lix() -> None:
    assert lix("") == lix(" \n ") == lix("– ...") == 0
    assert longest_sentence("") == ""
    assert words_per_sentence("") == []


def test_lix_is_words_per_sentence_plus_the_share_of_long_words() -> None:
    # 20 words in 4 sentences, 1 of them (samler) has 6 letters, none 7 or more.
    text = "Vi samler det, vi skal vide. Du kan se det her. Vi ringer til dig. Du kan ringe selv."

    assert words_per_sentence(text) == [6, 5, 4, 4]
    assert lix(text) == round(19 / 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Vi har fået din ansøgning. Du skal ikke gøre noget nu. "
            "Vi skriver til dig, hvis vi mangler noget.",
            22,
        ),
        (
            "Vi læser din sag. Vi ser på, hvad du har brug for, og hvad loven siger. "
            "Du skal ikke gøre noget nu.",
            7,
        ),
        ("Ankestyrelsen er enig med os. Så gælder vores svar stadig.", 15),
    ],
)
def test_lix_agrees_with_values_measured_elsewhere(text: str, expected: int) -> None:
    assert lix(text) == expected


def test_the_bands_are_the_danish_ones() -> None:
    scores = (0, 24, 25, 34, 35, 44, 45, 54, 55, 90)

    assert [band(score) for score in scores] == [
        *("meget let", "meget let", "let", "let", "middel", "middel"),
        *("svær", "svær", "meget svær", "meget svær"),
    ]
