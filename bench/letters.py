"""Letters a second of the portal, against WeasyPrint alone on the same HTML, turn by turn.

Each side is a process of its own that has loaded its fonts once, as the worker has. The portal
goes the whole way: facts, words, page, paper. The other side is handed the finished documents
and puts in no tags of ours: those go in only where a press was opened.
"""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.connection import Connection
from statistics import median
from time import perf_counter, process_time
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from bench.report import Figure
from portal.core.letters import LetterFacts
from portal.letters.press import PDF_VARIANT, font_faces
from portal.municipality import load
from portal.services.write_letter import Reader, Workshop, open_workshop, write_letter
from portal.settings import RESOURCES, ROOT
from portal.wording.catalogue import load_catalogue
from tests.letters.samples import OF_EACH_KIND

TARGET = 0.9
_PROCESSES = multiprocessing.get_context("spawn")


def measure(quick: bool) -> Iterator[Figure]:
    """Yield the ratio of letters a second and core."""
    rounds = 5 if quick else 15
    documents, style = _documents()
    with _side(_portal, ()) as portal, _side(_bare, (documents, style)) as bare:
        _ = _turn(portal), _turn(bare)  # fonts and caches are warm
        turns = [(_turn(portal), _turn(bare)) for _ in range(rounds)]
    ratios = sorted(bare_seconds / seconds for seconds, bare_seconds in turns)
    ours = len(documents) / median(seconds for seconds, _ in turns)
    theirs = len(documents) / median(seconds for _, seconds in turns)
    of = f"{ours:.1f} of {theirs:.1f} a second and core; {ratios[0]:.3f} to {ratios[-1]:.3f}"
    yield Figure("letters / WeasyPrint alone", median(ratios), at_least=TARGET, of=of)
    yield from _side_by_side(len(documents), rounds)


def _side_by_side(letters: int, rounds: int) -> Iterator[Figure]:
    """Yield letters a second by the clock, of two processes that work at the same time."""
    with _side(_portal, ()) as one, _side(_portal, ()) as other:
        seconds = []
        for _ in range(rounds):
            before = perf_counter()
            one.send(True)
            other.send(True)
            _ = one.recv(), other.recv()
            seconds.append(perf_counter() - before)
    yield Figure("  letters a second, two processes", 2 * letters / median(seconds))


@contextmanager
def _side(work: Callable[..., None], what: tuple[Any, ...]) -> Iterator[Connection]:
    """Give the line to a process that does one round of letters each time it is asked."""
    here, there = _PROCESSES.Pipe()
    process = _PROCESSES.Process(target=work, args=(there, *what))
    process.start()
    try:
        yield here
    finally:
        here.send(False)
        process.join()


def _turn(side: Connection) -> float:
    """Return the processor seconds of one round."""
    side.send(True)
    seconds: float = side.recv()
    return seconds


def _rounds(line: Connection, one_round: Callable[[], None]) -> None:
    while line.recv():
        before = process_time()
        one_round()
        line.send(process_time() - before)


def _workshop() -> Workshop:

    catalogue = load_catalogue(RESOURCES / "translations")
    return open_workshop(RESOURCES, catalogue, load(ROOT / "municipality.toml"))


def _letters() -> list[tuple[LetterFacts, Reader]]:
    """Return a letter of each kind, in Danish and in Arabic."""
    return [(facts, Reader(language)) for facts in OF_EACH_KIND for language in ("da", "ar")]


def _documents() -> tuple[list[str], str]:
    """Return the HTML of the letters as the press gets it, and the style sheet with the fonts."""
    found: list[str] = []

    class Collecting:
        @staticmethod
        def print(html: str) -> bytes:
            found.append(html)
            return b""

    workshop = replace(_workshop(), press=Collecting())
    for facts, reader in _letters():
        write_letter(facts, reader, workshop)
    style = (RESOURCES / "templates" / "letters" / "paper.css").read_text(encoding="utf-8")
    return found, font_faces(RESOURCES / "static" / "fonts") + style


def _portal(line: Connection) -> None:

    workshop, letters = _workshop(), _letters()

    def one_round() -> None:
        for facts, reader in letters:
            write_letter(facts, reader, workshop)

    _rounds(line, one_round)


def _bare(line: Connection, documents: list[str], style: str) -> None:

    fonts = FontConfiguration()
    sheet = weasyprint.CSS(string=style, font_config=fonts)

    def one_round() -> None:
        for html in documents:
            weasyprint.HTML(string=html).write_pdf(
                pdf_variant=PDF_VARIANT, stylesheets=[sheet], font_config=fonts
            )

    _rounds(line, one_round)
