"""A professional word is a text of the register itself, beside what it means."""

from portal.core.wording import Place
from portal.settings import ROOT
from portal.wording.catalogue import load_catalogue, name_of
from portal.wording.marked import marked
from portal.wording.own_file import with_own_texts
from portal.wording.register import Reader, Subject, speaks_to, subject_of

SHIPPED = load_catalogue(ROOT / "translations")
KEY = "word.partshoering"
NAME = name_of(KEY)


def test_every_word_and_every_explanation_is_a_text() -> None:
    for words in SHIPPED.values():
        texts = words.all_texts()
        for key, term in words.terms.items():
            assert (texts[key], texts[name_of(key)]) == (term.means, term.word)
            assert (words.find(key), words.find(name_of(key))) == (term.means, term.word)
    danish = SHIPPED["da", "normal"]
    assert danish.find("nothing.name") is danish.find("word.nothing.name") is None
    assert danish.find("nav.menu") == danish.labels["nav.menu"]
    assert (subject_of(NAME), speaks_to(NAME)) == (Subject.WORDS, Reader.CITIZEN)


def test_a_word_with_another_name_is_explained_where_either_stands() -> None:
    own = with_own_texts(SHIPPED, {Place(NAME, "da", "normal"): "hørerunde"})["da", "normal"]
    assert own.terms[KEY].word == "hørerunde"
    assert own.find_terms("Vi er i en Hørerunde.") == (KEY,)
    assert own.find_terms("Vi holder partshøring.") == (KEY,)
    assert own.terms[KEY].means == SHIPPED["da", "normal"].terms[KEY].means
    assert own.release != SHIPPED["da", "normal"].release


def test_a_name_that_is_another_words_form_does_not_take_it() -> None:
    other = next(key for key, term in SHIPPED["da", "normal"].terms.items() if key != KEY)
    taken = SHIPPED["da", "normal"].terms[other].word
    own = with_own_texts(SHIPPED, {Place(NAME, "da", "normal"): taken})["da", "normal"]
    if taken.casefold() in SHIPPED["da", "normal"].forms:
        assert own.forms[taken.casefold()] == other


def test_the_word_is_marked_by_its_own_key() -> None:
    found = marked(SHIPPED)
    assert found.keys_in(found.words["da", "normal"].terms[KEY].word) == {NAME}
    assert found.keys_in(found.words["da", "normal"].terms[KEY].means) == {KEY}
