"""The audit of a text: its sentences, and by when an answer is owed."""

from datetime import date

from portal.core.audit import CommentState, due_on, is_overdue, sentences_of


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


def test_an_answer_is_owed_in_working_days() -> None:
    friday, closed = date(2026, 4, 24), frozenset({date(2026, 4, 27)})
    assert due_on(friday, 2, closed) == date(2026, 4, 29)


def test_only_an_open_comment_can_be_overdue() -> None:
    due = date(2026, 4, 29)
    assert not is_overdue(CommentState.OPEN, due, due)
    assert is_overdue(CommentState.OPEN, due, date(2026, 4, 30))
    assert not is_overdue(CommentState.ANSWERED, due, date(2026, 4, 30))
