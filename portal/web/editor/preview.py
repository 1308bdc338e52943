"""Pages and letters with a draft in them, as a citizen would meet it. The cases are invented."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from flask import current_app, g
from markupsafe import Markup, escape

from portal.core.access import is_concerned
from portal.core.wording import Place
from portal.identity import Identity, UserRole
from portal.municipality import Municipality
from portal.pages.aside import aside
from portal.pages.editions import PageEdition
from portal.pages.reader import Choices
from portal.pages.rendering import label, page, page_of_parts, speaker, this_page
from portal.services.examples import CASES, example_cases, example_letters
from portal.services.spoken_words import spoken
from portal.services.write_letter import Pens, Reader, page_of
from portal.web.citizen.case_page import build
from portal.web.citizen.reading import read
from portal.web.portal import portal
from portal.web.staff.letters import pens, preview_of
from portal.wording.catalogue import Catalogue
from portal.wording.marked import Marked, marked

PUBLIC: Mapping[str, str] = {
    "home": "public.home",
    "casework": "public.casework",
    "words": "public.words",
    "help": "public.help_from_others",
    "offers": "public.offers",
    "contact": "public.contact",
    "privacy": "public.privacy",
    "settings": "public.settings",
}
"""Public pages by name, and the views that make them."""


def names() -> list[str]:
    """Return the name of every page and letter that can be looked at."""
    letters = (f"brev-{name}" for name in example_letters(date.min.replace(year=2020)))
    return [*(f"sag-{name}" for name in CASES), *letters, *(f"side-{name}" for name in PUBLIC)]


def render(name: str, words: Catalogue, how: Choices, *, large: bool = False) -> str:
    """Return a whole page with these words; KeyError when there is none of that name.

    It speaks for the rest of this request: whoever calls it has nothing else to say.

    Args:
        name: One of `names`.
        words: The catalogue to speak with.
        how: The reader's language and register.
        large: A letter in large print.
    """
    g.edition, g.choices = PageEdition(words), how
    g.pop("page", None)
    # As a citizen's page: what an editor's own has more of is not part of it.
    g.identity = Identity(UserRole.CITIZEN, None, None)
    kind, _, which = name.partition("-")
    return _MAKERS[kind](which, words, how, large)


def where(catalogue: Catalogue, municipality: Municipality, today: date) -> Mapping[str, list[str]]:
    """Return the names of the pages and letters each text stands on, by key.

    They are made once for each edition of the shipped words and each day.
    """
    return _where(_Same(catalogue), municipality, today)


class _Same:
    """A catalogue to keep something by: two are the same when they are one."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.catalogue is self.catalogue


@lru_cache(maxsize=2)
def _where(same: _Same, _municipality: Municipality, _today: date) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    all_marked = marked(same.catalogue)
    with aside():
        for name in names():
            html = render(name, all_marked.words, Choices("da", chosen=True))
            for key in all_marked.keys_in(html):
                found.setdefault(key, []).append(name)
    return found


def drafted(catalogue: Catalogue, place: Place | None, text: str) -> Marked:
    """Return the words with a draft in its place, that text alone marked."""
    words = spoken(catalogue, {place: text}) if place else catalogue
    return marked(words, frozenset({place.key}) if place else frozenset())


def shown_marked(html: str, words: Marked, note: "Note") -> str:
    """Return a page with the marked text as ``<mark>``, the first one with an id to go to.

    A colour says nothing to many: words stand at the mark too, and at the top. What is folded
    away is unfolded where the text stands in it.

    Args:
        html: A page rendered with ``words``.
        words: The words it was rendered with, the text alone marked.
        note: What is said at the top.
    """
    first = iter((SPOT,))

    def piece(_key: str, inner: str) -> str:
        spot = next(first, None)
        if spot is None:
            return f"<mark>{inner}</mark>"
        told = f'<b lang="{escape(note.lang)}">{escape(note.here)}</b>'
        return f'<mark id="{spot}" tabindex="-1">{told} {inner}</mark>'

    html = _unfolded(words.show(html, piece))
    if _SPOT_IN_HTML not in html:
        return with_note(html, replace(note, said=f"{note.said} {note.not_here}"))
    return with_note(html, replace(note, said=f"{note.said} {note.marked}"), to_it=True)


def _unfolded(html: str) -> str:
    """Return a page with the foldings open that the marked text stands in."""
    spot = html.find(_SPOT_IN_HTML)
    around: list[int] = []
    for match in _FOLDING.finditer(html, 0, max(spot, 0)):
        if match.group().startswith("</"):
            around.pop()
        else:
            around.append(match.start() + len("<details"))
    for at in reversed(around):
        if not html[at : html.index(">", at)].endswith(" open"):
            html = f"{html[:at]} open{html[at:]}"
    return html


SPOT = "her"
_SPOT_IN_HTML = f'<mark id="{SPOT}"'
_FOLDING = re.compile(r"<details\b|</details>")


def _case(name: str, _words: Catalogue, _how: Choices, _large: bool) -> str:
    here = portal()
    example = example_cases(here.municipality, here.today())[name]
    concerned = None if is_concerned(example.link.party) else example.concerned
    parts = build(read(example.link, example.events, here), this_page(), concerned)
    return page_of_parts("citizen/case.html", "case.title", parts).decode()


def _letter(name: str, words: Catalogue, how: Choices, large: bool) -> str:
    here = portal()
    facts = example_letters(here.today())[name]
    with_words = Pens(words, here.municipality, pens().pages)
    letter = page_of(facts, Reader(how.lang, how.register, large), with_words)
    return page(
        "editor/letter.html", letter=preview_of(letter), large=large, title=label("editor.title")
    )


def _public(name: str, _words: Catalogue, _how: Choices, _large: bool) -> str:
    if name == "home":
        return page("public/home.html", title=label("home.title"))
    made: Any = current_app.view_functions[PUBLIC[name]]()
    return made.decode() if isinstance(made, bytes) else str(made)


_MAKERS: Mapping[str, Callable[[str, Catalogue, Choices, bool], str]] = {
    "sag": _case,
    "brev": _letter,
    "side": _public,
}

NOTE = Markup(
    '<div class="note preview-note" lang="{lang}" dir="{dir}"><p>{said}</p>{to}'
    '<p><a href="{back}">{way}</a></p></div>'
)
TO_IT = Markup('<p><a href="#{spot}">{text}</a></p>')


@dataclass(frozen=True, slots=True)
class Note:
    """What is said at the top of a page that is no real one, in the words of the one who looks.

    They are asked for before the page is made: it speaks to somebody else.

    Attributes:
        lang: Their language, not that of the page.
        said: That it is invented.
        back: Where the way back goes.
        way: What the way back is called.
        marked: That the text is marked on the page.
        not_here: That it is not on the page.
        to: What the way to the text is called.
        here: What stands at the text.
    """

    lang: str
    said: str
    back: str
    way: str
    marked: str
    not_here: str
    to: str
    here: str


def note_of(said: str, back: str, way: str) -> Note:
    """Return the note of a page for this request's reader. Before `render`."""
    speak = speaker()
    return Note(
        speak.language,
        said,
        back,
        way,
        marked=speak.key("council.seen.marked"),
        not_here=speak.key("council.seen.not_here"),
        to=speak.key("council.seen.to_it.label"),
        here=speak.key("council.seen.begins.label"),
    )


def with_note(html: str, note: Note, *, to_it: bool = False) -> str:
    """Return a page with a note at the top of its content, and maybe a way to the text."""
    at = html.index(">", html.index("<main")) + 1
    told = NOTE.format(
        lang=note.lang,
        dir="rtl" if note.lang == "ar" else "ltr",
        said=note.said,
        to=TO_IT.format(spot=SPOT, text=note.to) if to_it else "",
        back=note.back,
        way=note.way,
    )
    return f"{html[:at]}{told}{html[at:]}"
