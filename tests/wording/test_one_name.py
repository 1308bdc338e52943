"""The lists of words for the same thing."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from portal.wording.catalogue import LANGUAGES
from portal.wording.one_name import listed


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_a_dated_list_and_no_word_means_two_things(language: str) -> None:
    found = listed(language)
    assert found is not None
    assert found.read_on >= date(2026, 11, 23)
    forms = Counter(
        form.casefold()
        for concept in found.finder.concepts
        for name in concept.names
        for form in name
    )
    assert [form for form, number in forms.items() if number > 1] == []
    assert all(len(concept.names) > 1 and concept.what for concept in found.finder.concepts)


def test_borgerraadgiver_is_never_taken_for_the_one_who_has_the_case() -> None:
    found = listed("da")
    assert found is not None
    assert found.finder.names_in("Borgerrådgiveren er ikke din sagsbehandler.") == {
        0: Counter({"sagsbehandler": 1})
    }


def test_a_language_without_a_list_has_none(tmp_path: Path) -> None:
    assert listed("da", tmp_path) is None
