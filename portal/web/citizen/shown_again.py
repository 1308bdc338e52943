"""A case's page shown again as it stood at a moment, for the one it was shown to and for the desk.

The parts are the very ones of the page (`portal.web.citizen.case_page`), made of what was known
then and of the words of then. Nothing of it is kept: not with the pieces of today's pages either.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from markupsafe import Markup

from portal.core.access import is_concerned
from portal.core.parties import Party
from portal.core.relatives import principal
from portal.core.say import say
from portal.core.words_then import marks, unforged, without_marks
from portal.pages.editions import label_of
from portal.pages.fragments import Fragments
from portal.pages.reader import choices
from portal.pages.rendering import Page, speaker
from portal.services.shown_again import Then, words_then
from portal.store.cases import CaseLink, Concerned
from portal.store.then import made_by
from portal.web.citizen.acts_sent import disagreements
from portal.web.citizen.behalf import FOR_SOMEBODY, called
from portal.web.citizen.case_page import Instead, build
from portal.web.citizen.letters import letters_of, list_of
from portal.web.citizen.reading import read
from portal.web.portal import portal, reading
from portal.wording.catalogue import EASY, NORMAL
from portal.wording.dates import moment
from portal.wording.speaker import Speaker

READINGS: Mapping[str, tuple[str, str]] = {
    "da": ("da", NORMAL),
    "let": ("da", EASY),
    "en": ("en", NORMAL),
    "ar": ("ar", NORMAL),
}
"""Languages and registers, as a form names them."""

_ASIDE = re.compile(r"(</?)aside\b")
_NAMES = re.compile(r' (id|for|aria-labelledby|aria-describedby)="([^"]+)"')
_HEADING = re.compile(r"(</?h)([1-5])\b")
_WAY = re.compile(r'(<a\b[^>]*?) href="/sag/[^"]*"')
_NO_YEAR = 0
_THEN = "then-"


@dataclass(frozen=True, slots=True)
class About:
    """Which case is shown again: its number, the name in its address, and its case system."""

    case_id: int
    public_id: str
    source: str


@dataclass(frozen=True, slots=True)
class ShownAgain:
    """A page as it stood.

    Attributes:
        parts: Every part by its name, as HTML; none leads anywhere but to the letters.
        letters: The letters that stood on it, without their content.
        language: What it is in; ``dir`` is how that is written.
        gone: Keys of texts of today that did not exist.
        places: Names of what was put in a text then and is not any more.
        silence_known: Whether the case system had surely told something lately.
    """

    parts: Mapping[str, Markup]
    letters: list[Any]
    language: str
    dir: str
    gone: list[str]
    places: list[str]
    silence_known: bool


def show_again(
    about: About, then: Then, party: Party, kind: str, way: Callable[[Any], str]
) -> ShownAgain:
    """Return the page as a party saw it at a moment.

    Args:
        about: The case.
        then: It as it was known then.
        party: Whose page it is: their place in the case as it was known then.
        kind: In which language and register, one of `READINGS`.
        way: Where a letter is opened.

    Raises:
        NotRecordedError: The words of then were not written down.
    """
    here = portal()
    words = words_then(reading(), here.catalogue.shipped[READINGS[kind]], then.at)
    page = Page(
        speaker=Speaker(words, then.at.year),
        label=label_of(words),
        facts=here.facts[words.language],
        calm=choices().calm,
        fragments=Fragments(),
    )
    # Whether the case system was silent is not kept; where it surely was not, nothing is missing.
    link = CaseLink(about.case_id, about.public_id, about.source, party, then.at)
    # What a case system wrote may hold our marks, from before it was refused.
    events = [event._replace(data=unforged(event.data)) for event in then.events]
    seen = read(link, events, replace(here, clock=lambda: then.at))
    letters = made_by(letters_of(link, seen.state, seen.today), then.at)
    parts = build(
        seen,
        page,
        _concerned(then, party, page),
        disagreements(seen, party.person, page, then.at),
        Instead({"text": _now(kind, "again.fresh"), "silent": False}, list_of(letters, page, way)),
    )
    html = {name: _text(part) for name, part in parts.items()}
    gone, places = marks("".join(html.values()))
    says = _now(kind, "again.gone.label"), _now(kind, "again.place.label")
    return ShownAgain(
        parts={
            name: _quiet(without_marks(part, *says), ways=name == "letters")
            for name, part in html.items()
        },
        letters=letters,
        language=words.language,
        dir="rtl" if words.language == "ar" else "ltr",
        gone=gone,
        places=places,
        silence_known=then.surely_heard(_hours(about.source)),
    )


def told(shown: ShownAgain, then: Then, party: Party, kind: str) -> dict[str, Any]:
    """Return what is said about a page that is shown again, in the words of whoever looks."""
    speak = speaker()
    unknown = ["again.unknown.fresh"]
    if not shown.silence_known:
        unknown.append("again.unknown.silent")
    lines = speak.all(*(say(key) for key in (*unknown, "again.unknown.frame")))
    top = ["again.known", *(["again.removed"] if then.removed else [])]
    lines += speak.all(*(say(f"again.unknown.{name}") for name in ("facts", "reading")))
    if shown.gone:
        lines.append(speak.say(say("again.unknown.gone", words=", ".join(shown.gone))))
    if shown.places:
        lines.append(speak.say(say("again.unknown.places", words=", ".join(shown.places))))
    return {
        "heading": speak.say(say("again.stood.label", when=when(then.at))),
        "lines": speak.all(*(say(key) for key in (*top, "again.not_read", "again.no_ways"))),
        "how": [
            (speak.key("again.who.label"), speak.key(f"again.role.{party.role}.label")),
            (speak.key("again.reading.label"), speak.key(f"again.reading.{kind}.label")),
        ],
        "unknown": {"heading": speak.key("again.unknown.heading"), "lines": lines},
        "letters": None if shown.letters else speak.key("again.no_letters"),
    }


def when(at: Any) -> str:
    """Return a moment with its year, in the words of whoever looks."""
    return moment(at, speaker().language, _NO_YEAR)


def saw(then: Then, party: Party | None, rule: Callable[[Party, date], bool]) -> bool:
    """Tell whether somebody could see the case at that moment."""
    return party is not None and rule(party, then.at.date())


def _concerned(then: Then, party: Party, page: Page) -> str | None:
    """Return whose case it is where that is somebody else; a name that is protected stays so."""
    return None if is_concerned(party) else called(_about(then, party), page.label)


def _about(then: Then, party: Party) -> Concerned | None:
    """Return whom somebody read for; as today's page tells it (`portal.web.citizen.behalf`)."""
    found = [one for one in then.parties.values() if is_concerned(one) and not one.wrong]
    if not found:
        return None
    one = min(found, key=lambda other: (other.role, other.ref))
    several = any(other.person != one.person for other in found)
    if several and party.role in FOR_SOMEBODY:
        giver = principal(party, then.parties)
        if giver is None:
            return Concerned(one.person, None, several=True)
        one, several = giver, False
    name = None if one.protected or one.ref in then.hidden else one.name
    return Concerned(one.person, name, several)


def _hours(source: str) -> int:
    found = portal().municipality.source(source)
    return found.silent_after_hours if found else 24


def _now(kind: str, key: str) -> str:
    """Return a text of today in the language of the page that is shown."""
    return portal().catalogue[READINGS[kind]].text(key)


def _text(part: Markup | bytes) -> str:
    return part.decode() if isinstance(part, bytes) else str(part)


def _quiet(html: str, *, ways: bool) -> Markup:
    """Return a part one heading further down; without ``ways`` it leads nowhere in the case.

    Its names are its own, so that help from others as it is today can stand on the page too.
    """
    found = _ASIDE.sub(r"\1section", _down(html))
    found = _NAMES.sub(_renamed, found).replace('href="#', f'href="#{_THEN}')
    return Markup(found if ways else _WAY.sub(r"\1", found))  # noqa: S704 - our own templates wrote and escaped it


def further_down(html: str) -> Markup:
    """Return HTML of ours with its headings one step down, so that the page keeps its own."""
    return Markup(_down(html))  # noqa: S704 - our own templates wrote and escaped it


def _down(html: str) -> str:
    return _HEADING.sub(lambda match: f"{match[1]}{int(match[2]) + 1}", html)


def _renamed(match: re.Match[str]) -> str:
    return f' {match[1]}="{" ".join(_THEN + name for name in match[2].split())}"'
