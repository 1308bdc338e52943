"""What the page on security points at is there."""

import re

import pytest

from portal.settings import ROOT

SECURITY = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:tests|portal|docs)/[\w/.]+)`", SECURITY)))
)
def test_what_it_names_is_there(path: str) -> None:
    assert (ROOT / path).exists(), path


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([\w./-]+)\)", SECURITY))))
def test_what_it_links_to_is_there(link: str) -> None:
    assert (ROOT / "docs" / link).exists(), link


def test_every_chapter_is_there() -> None:
    chapters = re.findall(r"^### (V\d+) ", SECURITY, re.MULTILINE)
    assert chapters == [f"V{number}" for number in range(1, 18)]
