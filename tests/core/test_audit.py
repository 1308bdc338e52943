"""The audit of a text: its sentences, its numbers, and by when an answer is owed."""

from datetime import date

from portal.core.audit import CommentState, due_on, is_overdue, measure, sentences_of

FORMS = {"partshøring": "word.partshoering"}


def texts(text: str, language: str = "da") -> list[str]:
    return [one.text for one in sentences_of(text, language)]


def test_sentences_stand_where_the_text_has_them() -> None:
    text = "Du får svar senest den 3. maj.\n\nRing kl. 9.00, hvis du er i tvivl."
    found = sentences_of(text, "da")
    assert [one.number for one in found] == [1, 2]
    for one in found:
        assert text[one.start : one.start + len(one.text)] == one.text
    assert found[0].text == "Du får svar senest den 3. maj."


def test_the_same_sentence_twice_is_two() -> None:
    found = sentences_of("Vi ringer. Vi ringer.", "da")
    assert [one.start for one in found] == [0, 11]


def test_english_and_arabic_have_sentences_too() -> None:
    assert texts("You can wait. We write.", "en") == ["You can wait.", "We write."]
    assert texts("هل تريد المساعدة؟ اتصل بنا.", "ar") == ["هل تريد المساعدة؟", "اتصل بنا."]


def test_a_text_that_is_one_place_can_be_commented_on() -> None:
    assert texts("{reason}") == ["{reason}"]
    assert texts("…") == ["…"]


def test_danish_is_measured() -> None:
    found = measure(
        "Pengene udbetales, hvis du ikke klager. Vi holder partshøring efter serviceloven.",
        "da",
        FORMS,
    )
    assert (found.words, found.sentences, found.longest_words) == (11, 2, 6)
    assert found.per_sentence == 5.5
    assert found.lix is not None
    assert found.band is not None
    assert found.is_short
    assert found.passive == 50
    assert found.explained == ("partshøring",)
    assert found.law == ("serviceloven",)
    assert found.negated == ("hvis du ikke",)


def test_a_place_is_a_word_and_no_place_is_split() -> None:
    found = measure("Du hører fra {owner} senest {date}.", "da", {})
    assert found.words == 6
    assert found.longest == "Du hører fra {owner} senest {date}."


def test_a_long_word_that_nobody_explains_is_pointed_out() -> None:
    text = "Du får en funktionsevnevurdering og en handleplan."
    assert measure(text, "da", {}).unexplained == ("funktionsevnevurdering",)
    known = {"funktionsevnevurdering": "word.x"}
    assert measure(text, "da", known).unexplained == ()


def test_other_languages_have_no_lix() -> None:
    found = measure("You can wait. We write to you.", "en", {})
    assert (found.lix, found.band, found.passive) == (None, None, None)
    assert (found.words, found.longest_words) == (7, 4)


def test_an_answer_is_owed_in_working_days() -> None:
    friday, closed = date(2026, 4, 24), frozenset({date(2026, 4, 27)})
    assert due_on(friday, 2, closed) == date(2026, 4, 29)


def test_only_an_open_comment_can_be_overdue() -> None:
    due = date(2026, 4, 29)
    assert not is_overdue(CommentState.OPEN, due, due)
    assert is_overdue(CommentState.OPEN, due, date(2026, 4, 30))
    assert not is_overdue(CommentState.ANSWERED, due, date(2026, 4, 30))
