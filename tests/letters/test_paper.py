"""The paper: PDF/UA by veraPDF, the same bytes each time, own fonts, nothing fetched."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pypdf
import pypdfium2
import pytest

from portal.letters.press import OutsideError
from portal.services.write_letter import Reader, Workshop, write_letter
from portal.settings import ROOT
from tests.letters import samples
from tests.letters.asked_vera import broken_rules
from tests.letters.conftest import Write

MM = 72 / 25.4
REGISTERS = {
    "da": Reader(),
    "easy": Reader("da", "easy"),
    "en": Reader("en"),
    "ar": Reader("ar"),
}
LARGE = {f"{name}-large": replace(reader, large_print=True) for name, reader in REGISTERS.items()}


def test_verapdf_finds_nothing_in_any_kind_language_register_and_size(
    write: Write, tmp_path: Path
) -> None:
    letters = {
        f"{n}-{facts.kind}-{name}.pdf": write(facts, reader)
        for n, facts in enumerate(samples.OF_EACH_KIND)
        for name, reader in (REGISTERS | LARGE).items()
    } | {
        f"more-{n}-{facts.kind}-{name}.pdf": write(facts, REGISTERS[name])
        for n, facts in enumerate(samples.MORE)
        for name in ("da", "ar")
    }
    spoilt = "spoilt.pdf"
    (tmp_path / spoilt).write_bytes(_without_title(write(samples.RECEIPT).pdf))
    for name, letter in letters.items():
        (tmp_path / name).write_bytes(letter.pdf)

    found = broken_rules([tmp_path / name for name in (*letters, spoilt)])

    assert any("title" in rule.casefold() for rule in found.pop(spoilt))
    assert found.keys() == letters.keys()
    assert {name: rules for name, rules in found.items() if rules} == {}


def _without_title(pdf: bytes) -> bytes:
    """Return a letter whose window would show the file's name: the check must see it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    del writer.root_object["/ViewerPreferences"]
    spoilt = io.BytesIO()
    writer.write(spoilt)
    return spoilt.getvalue()


def test_the_same_letter_has_the_same_bytes(write: Write, workshop: Workshop) -> None:
    for reader in (Reader(), Reader("ar")):
        once, again = (
            write(samples.HEARING, reader),
            write_letter(samples.HEARING, reader, workshop),
        )
        assert once.pdf == again.pdf
        assert once.html == again.html


def test_another_process_makes_the_same_bytes(write: Write) -> None:
    program = (
        "import hashlib, sys; from tests.letters import samples, conftest;"
        "from portal.services.write_letter import Reader, write_letter;"
        "workshop = conftest.opened();"
        "letter = write_letter(samples.HEARING, Reader('ar'), workshop);"
        "print(hashlib.sha256(letter.pdf).hexdigest())"
    )
    made = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "17"},
        capture_output=True,
        text=True,
        check=True,
    )

    here = hashlib.sha256(write(samples.HEARING, Reader("ar")).pdf).hexdigest()
    assert made.stdout.strip() == here


@pytest.mark.parametrize("reader", (REGISTERS | LARGE).values(), ids=REGISTERS | LARGE)
def test_every_letter_is_set_in_its_own_fonts(reader: Reader, write: Write) -> None:
    for facts in samples.OF_EACH_KIND:
        pages = pypdf.PdfReader(io.BytesIO(write(facts, reader).pdf)).pages
        fonts = {
            str(font.get_object()["/BaseFont"])
            for page in pages
            for font in page["/Resources"].get_object()["/Font"].get_object().values()
        }
        assert fonts
        assert {font for font in fonts if "+Letter" not in font} == set()


def test_a_name_with_letters_from_elsewhere_is_printed_whole(write: Write) -> None:
    name = "Łucja Şahin-Nguyễn Đorđević"
    letter = write(replace(samples.RECEIPT, party=name))

    document = pypdfium2.PdfDocument(letter.pdf)
    assert name in document[0].get_textpage().get_text_range()
    document.close()


def test_large_print_is_18_points_and_its_page_numbers_large(write: Write) -> None:
    for reader in LARGE.values():
        document = pypdfium2.PdfDocument(write(samples.DECISION, reader).pdf)
        sizes = set()
        for page in document:
            for thing in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
                size = pypdfium2.raw.c_float()
                pypdfium2.raw.FPDFTextObj_GetFontSize(thing, size)
                sizes.add(round(size.value * abs(thing.get_matrix().d), 1))
        document.close()
        assert min(sizes) >= 14
        assert sorted(sizes)[1] >= 18


def test_the_address_lies_in_the_window(write: Write) -> None:
    """A window of a C5 or M65 envelope: 20 to 110 mm from the left, 45 to 80 mm from the top."""
    for reader in (REGISTERS["da"], REGISTERS["ar"], LARGE["da-large"]):
        document = pypdfium2.PdfDocument(write(samples.RECEIPT, reader).pdf)
        page = document[0]
        text = page.get_textpage()
        for line in (samples.RECEIPT.party, *samples.ADDRESS):
            index, count = text.search(line).get_next()
            boxes = [text.get_charbox(n) for n in range(index, index + count)]
            assert min(box[0] for box in boxes) >= 20 * MM
            assert max(box[2] for box in boxes) <= 110 * MM
            assert min(page.get_height() - box[3] for box in boxes) >= 45 * MM
            assert max(page.get_height() - box[1] for box in boxes) <= 80 * MM
        document.close()


def test_long_texts_make_long_letters_and_nothing_is_cut(write: Write) -> None:
    word = "x" * 180
    evidence = tuple(f"{n}. {'Nogen har skrevet dette. ' * 12}" for n in range(30))
    letter = write(replace(samples.HEARING, evidence=evidence, may_mean=word))

    document = pypdfium2.PdfDocument(letter.pdf)
    assert len(document) > 4
    for page in document:
        text = page.get_textpage()
        rights = [text.get_charbox(n)[2] for n in range(text.count_chars())]
        assert max(rights) <= page.get_width() - 20 * MM
    document.close()


def test_without_an_address_there_is_no_window(write: Write) -> None:
    letter = write(replace(samples.RECEIPT, address=()))

    assert "letter__head--window" not in letter.html


def test_the_pages_are_numbered(write: Write) -> None:
    for name, said in (("da", "Side 1 af 2"), ("en", "Page 1 of 2")):
        document = pypdfium2.PdfDocument(write(samples.RECEIPT, REGISTERS[name]).pdf)
        assert said in document[0].get_textpage().get_text_range()
        document.close()


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a server, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_letter_fetches_nothing(workshop: Workshop, elsewhere: tuple[str, list[str]]) -> None:
    address, asked = elsewhere
    page = '<!doctype html><html lang="da"><head><title>x</title>{}</head><body>{}</body></html>'
    for outside in (f"{address}/a.png", Path("/etc/hostname").as_uri()):
        for html in (
            page.format("", f'<img src="{outside}" alt="x">'),
            page.format(f'<link rel="stylesheet" href="{outside}">', "x"),
            page.format(f"<style>p {{ background: url({outside}) }}</style>", "<p>x</p>"),
        ):
            with pytest.raises(OutsideError):
                workshop.press.print(html)
    assert asked == []
