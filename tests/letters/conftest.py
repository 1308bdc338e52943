"""Letters, each written once and kept for the tests that look at it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from portal.core.letters import LetterFacts
from portal.municipality import load
from portal.services.write_letter import (
    Reader,
    Workshop,
    WrittenLetter,
    open_workshop,
    write_letter,
)
from portal.settings import RESOURCES, ROOT
from portal.wording.catalogue import load_catalogue

Write = Callable[..., WrittenLetter]


def opened() -> Workshop:
    """Return a workshop with the demo's municipality."""
    catalogue = load_catalogue(RESOURCES / "translations")
    return open_workshop(RESOURCES, catalogue, load(Path(ROOT / "municipality.toml")))


@pytest.fixture(scope="session")
def workshop() -> Workshop:
    return opened()


@pytest.fixture(scope="session")
def write(workshop: Workshop) -> Write:
    @cache
    def written(facts: LetterFacts, reader: Reader = Reader()) -> WrittenLetter:  # noqa: B008
        return write_letter(facts, reader, workshop)

    return written
