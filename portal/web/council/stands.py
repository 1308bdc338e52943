"""Where a text stands: on which invented pages, under which heading and after which words.

The picture is the page itself, with the text marked: it can be read aloud, enlarged and followed
by keyboard, which a picture cannot.
"""

from dataclasses import dataclass

from flask import url_for

from portal.core.say import say
from portal.core.wording import Place
from portal.pages.rendering import speaker
from portal.web.council.invented import NOTICES, Part, part_of, title_of
from portal.web.council.reading import quoted, reading_of
from portal.web.editor import preview
from portal.web.portal import portal
from portal.wording.register import Subject, subject_of

_TOLD = 3
"""How many pages are told of in words; the others are named."""
_SHORT = 80


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a page with the text marked, and in words where on it the text stands."""

    href: str
    text: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a text stands.

    Attributes:
        belongs: What it is for.
        told: The first pages it stands on, each with where.
        more: How many others there are, in a sentence.
        others: Those.
        elsewhere: Where it comes up when it is on none of the pages.
        notices: The way to the notices when it is one.
    """

    belongs: str
    told: tuple[Way, ...]
    more: str | None
    others: tuple[Way, ...]
    elsewhere: str | None
    notices: str | None


def stands(place: Place) -> Stands:
    """Return where a text stands, as pages of this day show it."""
    here, speak = portal(), speaker()
    found = preview.where(here.catalogue.shipped, here.municipality, here.today())
    names = found.get(place.key, [])
    subject = subject_of(place.key)
    is_notice = subject is Subject.NOTICES
    more = len(names) - _TOLD
    return Stands(
        belongs=speak.say(
            say("council.where.for", title=speak.key(f"council.subject.{subject}.label"))
        ),
        told=tuple(_told(place, name) for name in names[:_TOLD]),
        more=speak.say(say("council.where.more", number=more)) if more > 0 else None,
        others=tuple(_way(place, name) for name in names[_TOLD:]),
        elsewhere=None
        if names
        else speak.key("council.where.notice" if is_notice else "council.where.none"),
        notices=url_for("walk.one", sprog=reading_of(place), name=NOTICES) if is_notice else None,
    )


def _way(place: Place, name: str, lines: tuple[str, ...] = ()) -> Way:
    to = url_for(
        "walk.seen", sprog=reading_of(place), name=name, tekst=place.key, _anchor=preview.SPOT
    )
    return Way(to, title_of(name), lines)


def _told(place: Place, name: str) -> Way:
    part = part_of(reading_of(place), name)
    at = next((at for at, one in enumerate(part.blocks) if one.key == place.key), None)
    return _way(place, name, () if at is None else tuple(_lines(part, at)))


def _lines(part: Part, at: int) -> list[str]:
    speak, block = speaker(), part.blocks[at]
    before = part.blocks[:at]
    above = next((one.text for one in reversed(before) if one.level), None)
    lines = []
    if block.level:
        lines.append(speak.key("council.where.heading_itself"))
    elif above is not None:
        lines.append(speak.say(say("council.where.under", title=_short(above))))
    if before and before[-1].text != above:
        lines.append(speak.say(say("council.where.after", words=_short(before[-1].text))))
    number = f"{part.number}.{at + 1}"
    return [*lines, speak.say(say("council.where.number", number=number))]


def _short(text: str) -> str:
    text = text.removesuffix(".")
    return quoted(text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …")
