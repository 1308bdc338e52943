"""Codes are forgiving to type, and hard to mistake or guess."""

import pytest

from portal.identity.codes import LENGTH, SIGNS, Code, new_code, read_code


def test_a_code_is_made_of_signs_that_look_like_nothing_else() -> None:
    assert len(set(SIGNS)) == len(SIGNS) == 20
    assert not set(SIGNS) & set("01258AEIOUYBLSZ")
    made = {new_code() for _ in range(200)}
    assert len(made) == 200
    assert all(len(code.finder + code.proof) == LENGTH == 12 for code in made)


def test_a_code_is_written_in_groups_of_four() -> None:
    assert Code("CDFG", "HJKMNPQ3").groups == ("CDFG", "HJKM", "NPQ3")


@pytest.mark.parametrize(
    "typed",
    [
        "CDFGHJKMNPQ3",
        "cdfg hjkm npq3",
        " CDFG-HJKM–NPQ3. ",
        "c d f g h j k m n p q ٣",
        "ＣＤＦＧhjkmnpq3",
    ],
)
def test_it_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == Code("CDFG", "HJKMNPQ3")


@pytest.mark.parametrize(
    "typed", ["", "CDFG", "CDFGHJKMNPQ33", "ADFGHJKMNPQ3", "CDFGHJKMNPQ0", "ß" * 12]
)
def test_what_has_not_the_shape_of_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


def test_the_code_of_a_code_is_itself() -> None:
    code = new_code()
    assert read_code(" ".join(code.groups).lower()) == code
