"""A file is received for what it is, never for what it is called."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.files import FileProblem, FileState, may_be_opened
from portal.files import Accepted, Refused, check
from portal.files.check import MEGABYTE
from portal.files.kinds import ENDINGS, Kind
from tests.files.samples import BAD, GOOD, JPEG, PDF, TEXT


@pytest.mark.parametrize("name", GOOD)
def test_what_citizens_have_is_received(name: str) -> None:
    content, media_type = GOOD[name]
    found = check(name, content)
    assert isinstance(found, Accepted), found
    assert (found.media_type, found.content) == (media_type, content)
    assert found.name == name.rpartition(".")[0] + "." + name.rpartition(".")[2].casefold()


@pytest.mark.parametrize("what", BAD)
def test_what_is_dangerous_or_not_what_it_says_is_not(what: str) -> None:
    name, content, problem = BAD[what]
    found = check(name, content)
    assert isinstance(found, Refused), what
    assert found.problem == problem


def test_a_file_may_be_as_big_as_it_may_be_and_no_bigger() -> None:
    whole = b"a" * MEGABYTE
    assert isinstance(check("x.txt", whole, MEGABYTE), Accepted)
    found = check("x.txt", whole + b"a", MEGABYTE)
    assert isinstance(found, Refused)
    assert found.problem is FileProblem.TOO_BIG


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("billede.png", "billede.jpg"),
        ("billede", "billede.jpg"),
        ("billede.jpg.exe", "billede.jpg.jpg"),
        (r"C:\Users\anna\Dokumenter\foto.jpg", "foto.jpg"),
        ("../../../etc/passwd", "passwd.jpg"),
        ("610190-1234 lægens brev.jpg", "lægens brev.jpg"),
        ("6101901234.jpg", "fil.jpg"),
        ("foto\u202egpj.exe", "fotogpj.jpg"),
        ("a\x00b\r\nc.jpg", "abc.jpg"),
        ("<img src=x>.jpg", "img src=x.jpg"),
        ("CON.jpg", "fil.jpg"),
        ("", "fil.jpg"),
        (".jpg", "jpg.jpg"),
        ("x" * 300 + ".jpg", "x" * 80 + ".jpg"),
        ("صورة.jpg", "صورة.jpg"),
        ("foto.", "foto.jpg"),
    ],
)
def test_a_name_is_only_shown_and_fit_to_be(name: str, shown: str) -> None:
    found = check(name, JPEG)
    assert isinstance(found, Accepted)
    assert found.name == shown


@given(st.text(max_size=60), st.sampled_from([PDF, JPEG, TEXT, b"\x00\x01"]))
def test_no_name_is_too_odd(name: str, content: bytes) -> None:
    shown = check(name, content).name
    assert shown
    assert not set(shown) & set('/\\<>:"|?*\n\r\x00')
    assert len(shown) < 100


@given(st.binary(max_size=400), st.sampled_from([good for good, _ in GOOD.values()]))
def test_whatever_comes_is_answered(noise: bytes, start: bytes) -> None:
    for content in (noise, start + noise, start[: len(start) // 2] + noise):
        assert isinstance(check("x.pdf", content), Accepted | Refused)


def test_a_word_file_broken_anywhere_is_answered() -> None:
    chance = random.Random(1)
    content = bytearray(GOOD["brev.docx"][0])
    for _ in range(300):
        broken = bytearray(content)
        for _ in range(3):
            broken[chance.randrange(4, len(broken))] = chance.randrange(256)
        assert isinstance(check("brev.docx", bytes(broken)), Accepted | Refused)


def test_every_kind_has_its_endings() -> None:
    assert set(ENDINGS) == set(Kind)


def test_only_what_was_looked_at_or_cannot_be_may_be_opened() -> None:
    assert {state for state in FileState if may_be_opened(state)} == {
        FileState.CLEAN,
        FileState.UNSCANNED,
    }
