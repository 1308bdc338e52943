"""Write a letter: from facts to the words, the page and the paper, all saying the same."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from portal.core.letters import LetterFacts, is_binding, missing
from portal.core.say import say
from portal.letters.pages import open_templates
from portal.letters.press import Press
from portal.municipality import Municipality
from portal.services.spoken_letter import DANISH, LetterSpeaker, direction
from portal.wording.catalogue import NORMAL, Catalogue, Words, release_name


class LetterMissesError(Exception):
    """A letter lacks what it must hold; nothing was written.

    ``names`` are the facts that are missing, as `portal.core.letters.LetterFacts` names them.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@dataclass(frozen=True, slots=True)
class Reader:
    """How somebody reads: ``language`` and ``register`` of the catalogue, and letters of 18 pt."""

    language: str = DANISH
    register: str = NORMAL
    large_print: bool = False


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """A letter as it goes out. It is stored, and never written again.

    Attributes:
        html: The letter as a piece of a page, with one ``<h1>``.
        pdf: The same words as PDF/UA-1.
        title: Its heading, in the reader's language.
        language: The language of the letter that counts, which comes first.
        wording_release: Names of the words it was written with, as they are recorded; two of
            them, with a space between, when a translation stands below the Danish letter.
    """

    html: str
    pdf: bytes
    title: str
    language: str
    wording_release: str


@dataclass(frozen=True, slots=True)
class Pens:
    """What the words of letters are written with; enough to look at a letter on a page."""

    catalogue: Catalogue
    municipality: Municipality
    pages: Environment


@dataclass(frozen=True, slots=True)
class Workshop(Pens):
    """What letters are written and printed with, opened once by the process that makes them."""

    press: Press


def open_workshop(resources: Path, catalogue: Catalogue, municipality: Municipality) -> Workshop:
    """Return what letters are written with; loading the fonts takes a part of a second.

    Args:
        resources: The folder that holds ``templates`` and ``static``.
        catalogue: Every text by language and register.
        municipality: The municipality's facts.
    """
    templates = resources / "templates"
    press = Press(resources / "static" / "fonts", templates / "letters" / "paper.css")
    return Workshop(catalogue, municipality, open_templates(templates), press)


def write_letter(facts: LetterFacts, reader: Reader, workshop: Workshop) -> WrittenLetter:
    """Return the letter, for the page and for paper.

    A letter whose Danish text counts stands in Danish first. Read in another language, the
    translation follows it, marked as not reviewed.

    Raises:
        LetterMissesError: A fact is missing that the letter must hold.
    """
    if lacks := missing(facts):
        raise LetterMissesError(lacks)
    written = _written(facts, reader, workshop)
    return WrittenLetter(
        html=written.html,
        pdf=workshop.press.print(_paper(workshop, written, large=reader.large_print)),
        title=str(written.letters[-1]["heading"]),
        language=written.used[0].language,
        wording_release=" ".join(release_name(one) for one in written.used),
    )


def page_of(facts: LetterFacts, reader: Reader, pens: Pens) -> str:
    """Return the letter as a piece of a page, also while something is missing: for a look at it."""
    return _written(facts, reader, pens).html


@dataclass(frozen=True, slots=True)
class _Written:
    """A letter before it is printed: what was said, by whom, in which words."""

    html: str
    letters: list[dict[str, Any]]
    used: list[Words]
    speaker: LetterSpeaker


def _written(facts: LetterFacts, reader: Reader, pens: Pens) -> _Written:
    words, translation = _words(facts, reader, pens.catalogue)
    first = _speaker(facts, words, pens)
    notes: list[dict[str, str]] = []
    below = None
    if translation is not None:
        other = _speaker(facts, translation, pens)
        notes.append(other.note("letters.translation.first"))
        below = _translation(other)
    elif words.language != DANISH:
        notes.append(first.note("letters.translation.alone"))
    spoken = first.spoken(1, tuple(notes))
    letters = [spoken] if below is None else [spoken, below]
    used = [words] if translation is None else [words, translation]
    html = pens.pages.get_template("letters/fragment.html").render(letters=letters)
    return _Written(html, letters, used, first)


def _words(facts: LetterFacts, reader: Reader, catalogue: Catalogue) -> tuple[Words, Words | None]:
    """Return the words of the letter, and of the translation below it when there is one."""
    if is_binding(facts) and reader.language != DANISH:
        return catalogue[DANISH, NORMAL], catalogue[reader.language, NORMAL]
    # Only Danish has a second register.
    register = reader.register if reader.language == DANISH else NORMAL
    return catalogue[reader.language, register], None


def _speaker(facts: LetterFacts, words: Words, pens: Pens) -> LetterSpeaker:
    return LetterSpeaker(facts, words, pens.municipality, pens.pages)


def _translation(speaker: LetterSpeaker) -> dict[str, Any]:
    return speaker.spoken(2, (speaker.note("letters.translation.not_reviewed"),))


def _paper(workshop: Workshop, written: _Written, *, large: bool) -> str:
    spoken = written.letters[0]
    language = str(spoken["language"])
    return workshop.pages.get_template("letters/paper.html").render(
        letter=Markup(written.html),  # noqa: S704 - a template of ours wrote and escaped it
        language=language,
        dir=direction(language),
        title=spoken["heading"],
        author=workshop.municipality.name,
        large=large,
        page=written.speaker.text(say("letters.page.label")),
        of=written.speaker.text(say("letters.of.label")),
    )
