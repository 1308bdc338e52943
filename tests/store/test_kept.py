"""Every table has a decision: whom it is about, what hides it, how it goes, who gets a copy."""

import re
from typing import Any

import pytest
from sqlalchemy import LargeBinary, String
from sqlalchemy.types import TypeDecorator

from portal.settings import ROOT
from portal.store.kept import TABLES, Goes, Kept
from portal.store.models import Row

EVERY = Row.metadata.tables
# How a column is called that holds somebody's keyed hash.
HASHES = {"person", "sent_by", "giver", "used_by", "actor", "on_behalf", "mandates"}

# Staff read a person's copy through, and never see when somebody signs in or reads.
WHEN_THEY_ARE_HERE = {"sign_in", "kept_form"}


def test_every_table_has_a_decision() -> None:
    assert set(TABLES) == set(EVERY)


@pytest.mark.parametrize(("name", "kept"), TABLES.items(), ids=list(TABLES))
def test_a_decision_fits_its_table(name: str, kept: Kept) -> None:
    table = EVERY[name]
    columns = set(table.c.keys())
    named = [*kept.people, *kept.sealed, *kept.digests, *kept.plain]
    assert set(named) <= columns
    assert len(named) == len(set(named))
    assert HASHES & columns == set(kept.people) & HASHES, "a column with somebody's hash"
    # Bytes are encrypted, a digest or plain: which of them is said for every column.
    hidden = {*kept.sealed, *kept.digests, *kept.plain}
    assert {column.name for column in table.c if is_bytes(column.type)} <= hidden
    assert kept.in_copy is not bool(kept.because), "a table that is left out says why"
    if kept.people:
        assert kept.in_copy is (name not in WHEN_THEY_ARE_HERE), (
            "what is about a person is in their copy, but for when they were here"
        )


def is_bytes(type_: Any) -> bool:
    return isinstance(type_.impl if isinstance(type_, TypeDecorator) else type_, LargeBinary)


def test_what_belongs_to_a_case_goes_with_it_or_before() -> None:
    for name, table in EVERY.items():
        if "case_id" in table.c:
            assert TABLES[name].goes in (Goes.WITH_CASE, Goes.AFTER_ITS_TIME), name


def test_a_hash_has_a_columns_length() -> None:
    for name, kept in TABLES.items():
        for column in kept.people:
            found = EVERY[name].c[column].type
            assert isinstance(found, String), (name, column)
            assert found.length in (64, None), (name, column)


def test_the_page_on_privacy_tells_of_every_table() -> None:
    text = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
    assert told == set(EVERY)
