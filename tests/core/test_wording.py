"""Which text stands, what the council said of exactly these words, and what differs in two."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.wording import (
    Audit,
    AuditState,
    BrokenPlaceError,
    Ground,
    OwnText,
    Place,
    Said,
    TextState,
    audit_of,
    digest_of,
    is_behind,
    may_publish,
    next_change,
    own_texts,
    places_of,
    standing,
)
from portal.core.wording_compare import Kind, changes, compare
from tests.building import at

HERE = Place("step", "da", "normal")
EASY = Place("step", "da", "easy")


def own(number: int, begins: str | None, ends: str | None = None) -> OwnText:
    return OwnText(
        HERE, number, f"Nr. {number}", TextState.PUBLISHED,
        at(begins) if begins else None, at(ends) if ends else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        ("2026-04-01 09:59", None),
        ("2026-04-01 10:00", 1),
        ("2026-04-02 09:59", 1),
        ("2026-04-02 10:00", 2),
        ("2026-04-03 10:00", None),
    ],
)
def test_a_text_stands_from_its_moment_until_the_next_one_does(
    moment: str, number: int | None
) -> None:
    versions = [
        own(1, "2026-04-01 10:00", "2026-04-02 10:00"),
        own(2, "2026-04-02 10:00", "2026-04-03 10:00"),
        own(3, None),
    ]
    found = standing(versions, at(moment))
    assert (found.number if found else None) == number
    assert own_texts(versions, at(moment)) == ({HERE: f"Nr. {number}"} if number else {})


def test_the_next_change_is_the_first_moment_ahead() -> None:
    versions = [own(1, "2026-04-01 10:00", "2026-04-05 10:00"), own(2, "2026-04-07 10:00")]
    assert next_change(versions, at("2026-04-02 10:00")) == at("2026-04-05 10:00")
    assert next_change(versions, at("2026-04-05 10:00")) == at("2026-04-07 10:00")
    assert next_change(versions, at("2026-04-07 10:00")) is None


def said(text: str, state: AuditState, origin: str | None = None) -> Said:
    return Said(digest_of(text), state, date(2026, 4, 1), "Mødet", origin)


def test_a_text_that_has_changed_is_not_the_one_that_was_discussed() -> None:
    first = said("Vi læser.", AuditState.CHANGE_WANTED)
    second = said("Vi læser.", AuditState.RECOMMENDED)
    assert audit_of([first, second], "Vi læser.") == Audit(AuditState.RECOMMENDED, said=second)
    changed = audit_of([first, second], "Vi læser nu.")
    assert (changed.state, changed.said, changed.before) == (
        AuditState.NOT_DISCUSSED, None, second,
    )  # fmt: skip


def test_what_another_council_said_is_shown_as_that() -> None:
    elsewhere = said("Vi læser.", AuditState.RECOMMENDED, "Nabo Kommune")
    assert audit_of([elsewhere], "Vi læser.") == Audit(
        AuditState.NOT_DISCUSSED, elsewhere=(elsewhere,)
    )


@pytest.mark.parametrize("ground", Ground)
@pytest.mark.parametrize("state", AuditState)
def test_only_an_explanation_nobody_has_discussed_waits(ground: Ground, state: AuditState) -> None:
    waits = ground is Ground.EXPLAINS and state is AuditState.NOT_DISCUSSED
    assert may_publish(ground, state, waits=True) is not waits
    assert may_publish(ground, state, waits=False)


def test_a_language_is_behind_when_the_danish_has_changed_since() -> None:
    early, late = at("2026-04-01 10:00"), at("2026-04-02 10:00")
    assert is_behind({HERE: late, EASY: None}, EASY)
    assert is_behind({HERE: late, EASY: early}, EASY)
    assert not is_behind({HERE: early, EASY: late}, EASY)
    assert not is_behind({HERE: None, EASY: None}, EASY)
    # Whoever changes the Danish and then the easy Danish leaves nothing behind.
    assert not is_behind({HERE: early, EASY: late}, HERE)
    assert not is_behind({HERE: None, EASY: late}, Place(HERE.key, "ar", "normal"))


@given(st.text(max_size=60))
def test_a_place_is_a_plain_name_or_refused(text: str) -> None:
    try:
        names = places_of(text)
    except BrokenPlaceError:
        return
    # Whatever is let through can be filled, and only by what is meant to be put there.
    text.format_map(dict.fromkeys(names, "x"))
    assert all(name.isidentifier() for name in names)


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_comparison_holds_every_word_of_both(old: str, new: str) -> None:
    def words(text: str) -> list[str]:
        return [word for word in text.split() if any(sign.isalnum() for sign in word)]

    pieces = compare(old, new)
    before = "".join(piece.text for piece in pieces if piece.kind is not Kind.ADDED)
    after = "".join(piece.text for piece in pieces if piece.kind is not Kind.REMOVED)
    for whole, text in ((before, old), (after, new)):
        squeezed = "".join(whole.split())
        assert all("".join(word.split())[:1] in squeezed for word in words(text))
    assert (changes(old, old), changes(old, new) >= 0) == (0, True)
