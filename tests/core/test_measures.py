"""What is counted in a text, in each language, and which of its words are pointed out."""

import pytest

from portal.core.filled import filled
from portal.core.measures import find, measure
from portal.core.negated import negated
from portal.core.one_name import Concept, NameFinder, mixed
from portal.core.readability import lix

FORMS = {"partshøring": "word.partshoering"}


def test_danish_is_measured() -> None:
    text = "Pengene udbetales, hvis du ikke klager. Vi holder partshøring efter serviceloven."
    found = measure(text, "da")
    assert (found.words, found.sentences, found.longest_words) == (11, 2, 6)
    assert found.per_sentence == 5.5
    assert found.lix == lix(text)
    assert (found.band, found.is_short, found.passive, found.over) == ("medium", True, 50, 0)
    words = find(text, "da", FORMS)
    assert words.explained == ("partshøring",)
    assert words.law == ("serviceloven",)
    assert words.negated == ("hvis du ikke",)


def test_a_text_without_a_word_is_measured_too() -> None:
    found = measure("…", "da")
    assert (found.words, found.lix, found.passive) == (0, None, None)


def test_a_place_counts_as_the_longest_that_is_likely_and_is_shown_as_a_place() -> None:
    found = measure("Du hører fra {owner} senest {date}.", "da")
    assert found.words == 4 + 3 + 5, "three words for a name, five for a day"
    assert found.sentences == 1
    assert found.longest == "Du hører fra {owner} senest {date}."
    assert measure("Du hører fra {owner}.", "da").lix > lix("Du hører fra xx.")  # type: ignore[operator]


@pytest.mark.parametrize("name", ["date", "name", "reason", "site", "phone", "whatever"])
@pytest.mark.parametrize("language", ["da", "en", "ar"])
def test_what_is_put_in_a_place_ends_no_sentence(name: str, language: str) -> None:
    assert measure(f"Du hører {{{name}}} fra os.", language).sentences == 1
    assert "{" not in filled(f"{{{name}}}")


def test_a_sentence_is_long_by_the_rule_of_its_language() -> None:
    sixteen, twenty_six = " ".join(["ord"] * 16) + ".", " ".join(["word"] * 26) + "."
    assert measure(sixteen, "da").over == 1
    assert measure(sixteen, "en").over == 0
    assert measure(twenty_six, "en").over == 1
    assert measure(twenty_six, "ar").over is None


def test_other_languages_have_no_lix() -> None:
    found = measure("You can wait. We write to you.", "en")
    assert (found.lix, found.band, found.passive) == (None, None, None)
    assert (found.words, found.longest_words) == (7, 4)


def test_a_long_word_that_nobody_explains_is_pointed_out() -> None:
    text = "Du får en funktionsevnevurdering og en handleplan."
    assert find(text, "da", {}).unexplained == ("funktionsevnevurdering",)
    assert find(text, "da", {"funktionsevnevurdering": "word.x"}).unexplained == ()
    assert find("responsibilities-and-more", "en", {}).unexplained == ()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("da", "Efter § 100, stk. 1, i serviceloven", ("§ 100, stk. 1", "serviceloven")),
        ("da", "Du kan klage.", ()),
        ("en", "See section 14 of the Social Services Act.", ("section 14", "Social Services Act")),
        ("en", "See § 3", ("§ 3",)),
        ("en", "We act at once. This section is short.", ()),
        ("ar", "انظر المادة 19", ("المادة 19",)),
        ("ar", "يمكنك الشكوى.", ()),
    ],
)
def test_the_law_by_its_name_is_found(language: str, text: str, expected: tuple[str, ...]) -> None:
    assert find(text, language, {}).law == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hvis du ikke svarer, ringer vi.", ["Hvis du ikke"]),
        ("Når der ikke er penge, siger vi det.", ["Når der ikke"]),
        ("Du får det, medmindre du siger nej.", ["medmindre"]),
        ("Vi ændrer ikke din hjælp, før vi har talt med dig.", ["ikke din hjælp, før"]),
        ("Vi kan ikke sige, hvad der sker, før mødet.", ["ikke sige, hvad der sker, før"]),
        ("Det er ikke umuligt.", ["ikke umuligt"]),
        ("Ingen får det uden tilladelse.", ["Ingen får det uden"]),
        # No condition, and nothing denied twice:
        ("Hvis du vil, kan du ringe. Vi ringer ikke.", []),
        ("Det vidste vi ikke før.", []),
        ("Du kan ikke læse breve og ikke skrive.", []),
        ("Du kan søge uden at logge ind.", []),
        ("Kan vi ikke nå det, skriver vi til dig før den dag.", []),
    ],
)
def test_a_denied_condition_in_danish(text: str, expected: list[str]) -> None:
    assert list(negated(text, "da")) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "If you do not answer, we call.", ["If you do not"]),
        ("en", "If we can’t do it, we write.", ["If we can’t"]),
        ("en", "We do not change it until you have answered.", ["not change it until"]),
        ("en", "You get it unless you say no.", ["unless"]),
        ("en", "If you want, you can call.", []),
        ("ar", "إذا لم تجب نتصل بك.", ["إذا لم"]),
        ("ar", "لن نغيّر مساعدتك قبل أن نتحدث معك.", ["لن نغيّر مساعدتك قبل"]),
        ("ar", "إذا أردت يمكنك الاتصال.", []),
        ("ar", "لم نره من قبل.", []),
        ("xx", "Hvis du ikke svarer", []),
    ],
)
def test_a_denied_condition_elsewhere(language: str, text: str, expected: list[str]) -> None:
    assert list(negated(text, language)) == expected


# --- one thing under two names ---------------------------------------------------------------

FINDER = NameFinder(
    [
        Concept("At klage", (("klage", "klagen", "klager"), ("anke", "anken"))),
        Concept("Brev på nettet", (("e-mail", "e-mailen"), ("mail", "mailen"))),
    ]
)


def test_each_form_of_a_name_is_that_name() -> None:
    found = FINDER.names_in("Klagen er her. Du klager. Anken venter.")
    assert {at: dict(names) for at, names in found.items()} == {0: {"klage": 2, "anke": 1}}
    assert mixed(found) == [(0, ["klage", "anke"])]


def test_a_name_within_a_word_is_another_word() -> None:
    assert FINDER.names_in("Ankestyrelsen og klagefristen") == {}
    assert mixed(FINDER.names_in("Skriv en e-mail.")) == []


def test_over_all_texts_the_commonest_name_stands_first() -> None:
    texts = {"a": "Send en mail.", "b": "Skriv en e-mail.", "c": "Åbn e-mailen.", "d": "Du klager."}
    assert FINDER.everywhere(texts) == {1: {"e-mail": ["b", "c"], "mail": ["a"]}}
    assert list(FINDER.everywhere(texts)[1]) == ["e-mail", "mail"]


def test_no_concepts_find_nothing() -> None:
    assert NameFinder([]).names_in("Du klager.") == {}
