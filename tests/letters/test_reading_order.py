"""What a screen reader is told of a letter on paper: languages, pictures, and Arabic as read."""

import pytest
import weasyprint

from portal.letters import tagging
from portal.services.write_letter import Reader
from tests.letters import samples
from tests.letters.conftest import Write
from tests.letters.reading import article, copied_words, elements, page_words, pieces, plain

ARABIC = Reader("ar")


def test_arabic_is_spelt_out_in_the_order_it_is_read(write: Write) -> None:
    letter = write(samples.CASEWORKER, ARABIC)
    told = [(text, spelt) for text, spelt in pieces(letter.pdf) if tagging.reads_from_right(text)]
    arabic = [word for word in page_words(letter.html) if tagging.reads_from_right(word)]
    read = plain(" ".join(text for text, _ in told)).split()

    assert all(spelt for _, spelt in told)
    assert [word for word in read if tagging.reads_from_right(word)] == arabic
    assert len(arabic) > 100


def test_copying_arabic_gives_it_as_it_is_read(write: Write) -> None:
    letter = write(samples.HEARING, ARABIC)
    # Lam-alef is one sign with two letters: the place where order goes wrong.
    tricky = {word for word in page_words(letter.html) if "لا" in word or "في" in word}

    assert len(tricky) > 10
    assert tricky - set(copied_words(letter.pdf)) == set()


def test_each_part_names_its_language(write: Write) -> None:
    told = [
        (str(element["/S"]), str(element["/Lang"]))
        for element in elements(write(samples.HEARING, ARABIC).pdf)
        if "/Lang" in element
    ]

    assert ("/Art", "da") in told
    assert ("/Art", "ar") in told
    assert ("/P", "da") in told, "what somebody wrote, within the Arabic letter"


@pytest.mark.parametrize("reader", [Reader(), ARABIC], ids=["da", "ar"])
def test_the_drawing_is_one_picture_with_a_sentence(reader: Reader, write: Write) -> None:
    letter = write(samples.RECEIPT, reader)
    pictures = [element for element in elements(letter.pdf) if element["/S"] == "/Figure"]
    title = article(letter.html).select_one("svg title")

    assert title is not None
    assert [plain(str(picture["/Alt"])) for picture in pictures] == [plain(title.get_text())]


def test_the_structure_is_headings_paragraphs_and_lists(write: Write) -> None:
    kinds = [str(element["/S"]) for element in elements(write(samples.CASEWORKER).pdf)]

    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") >= 8
    assert {"/P", "/L", "/LI", "/LBody", "/Sect", "/Art"} <= set(kinds)


def test_another_weasyprint_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.0")

    with pytest.raises(tagging.WrongWeasyPrintError, match=r"70\.0 is needed, not 71\.0"):
        tagging.install()
