"""What a member reads as a citizen meets it: invented cases, letters, public pages and notices.

Each is made as citizens meet it and read back as numbered texts (`portal.web.council.blocks`).
"""

from dataclasses import dataclass

from flask import abort, current_app, request, url_for

from portal.pages.aside import aside
from portal.pages.reader import Choices
from portal.pages.rendering import label, speaker
from portal.web.council.blocks import Block, blocks_of
from portal.web.council.reading import READINGS, SUBJECTS, shown, texts_of
from portal.web.editor import preview
from portal.web.portal import portal
from portal.wording.catalogue import EASY
from portal.wording.marked import Marked, marked
from portal.wording.register import Reader, Subject, speaks_to, subject_of

NOTICES = "mail-og-sms"
PAPER = "papir"
_EXTENSION = "council_walk"


@dataclass(frozen=True, slots=True)
class Part:
    """A page, a letter or the notices: its number in the whole, its name and its texts."""

    number: int
    name: str
    title: str
    blocks: tuple[Block, ...]


def names() -> list[str]:
    """Return what one can read, in order: cases, letters, notices, pages for everybody."""
    return [*preview.names(), NOTICES]


def part_of(sprog: str, name: str) -> Part:
    """Return a page's texts; they are kept while the words and the day are the same."""
    if name not in names():
        abort(404)
    here = portal()
    words, today = here.catalogue.edition.words, here.today()
    kept = current_app.extensions.get(_EXTENSION)
    if kept is None or kept["words"] is not words or kept["day"] != today:
        kept = {"words": words, "day": today, "marked": marked(words), "parts": {}}
        current_app.extensions[_EXTENSION] = kept
    found = kept["parts"].get((sprog, name))
    if found is None:
        found = kept["parts"][sprog, name] = _read(sprog, name, kept["marked"])
    number = names().index(name) + 1
    return Part(number, name, title_of(name), found)


def _read(sprog: str, name: str, words: Marked) -> tuple[Block, ...]:
    if name == NOTICES:
        return tuple(
            Block(0, shown(text), key)
            for key, text in texts_of(sprog).items()
            if subject_of(key) is Subject.NOTICES
        )
    with aside():
        html = preview.render(name, words.words, how_of(sprog))
    return tuple(
        block for block in blocks_of(html, words) if block.key is None or _is_read(block.key)
    )


def _is_read(key: str) -> bool:
    return speaks_to(key) is Reader.CITIZEN and subject_of(key) in SUBJECTS


def way_back(*, said: bool = False) -> str | None:
    """Return the way back to where somebody was reading, None when they came another way.

    Whoever enters what others said on paper has the next number to find.

    Args:
        said: Whether something was said there.
    """
    sprog, _, rest = request.args.get("laes", "").partition("/")
    name, _, at = rest.partition("/")
    if sprog in READINGS and name == PAPER:
        return url_for("walk.by_number", sprog=sprog, sagt="1" if said else None)
    if sprog not in READINGS or name not in names() or not (at.isascii() and at.isdigit()):
        return None
    if said:
        # The thanks stand there with the focus, which a browser gives to no page it scrolls itself.
        return url_for("walk.one", sprog=sprog, name=name, sagt=at)
    return url_for("walk.one", sprog=sprog, name=name, _anchor=f"t-{at}")


def title_of(name: str) -> str:
    """Return what a page, a letter or the notices are called."""
    kind, _, which = name.partition("-")
    words = speaker().words
    if name == NOTICES:
        return words.text("council.subject.notices.label")
    return f"{words.text(f'council.walk.{kind}.label')}: {label(f'editor.example.{which}')}"


def how_of(sprog: str) -> Choices:
    """Return the choices of somebody who reads in a reading."""
    lang, register = READINGS[sprog]
    return Choices(lang, easy=register == EASY, chosen=True)
