"""Any two versions of a text, word by word: for the council, and for editors who see drafts too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from portal.core.say import say
from portal.core.wording import Place, TextState
from portal.core.zone import COPENHAGEN
from portal.identity import UserRole
from portal.pages.audience import Audience, audience
from portal.pages.rendering import label, page, speaker
from portal.services.edit_wording import shipped_text
from portal.store import wording
from portal.store.wording_versions import Came, shipped_versions
from portal.web import sign_in
from portal.web.council.one_text import changes, version_said
from portal.web.council.reading import READINGS, place_or_404, reading_of, shown, told
from portal.web.portal import portal, reading
from portal.wording.register import subject_of

bp = Blueprint("compare", __name__)

_SHIPPED, _OWN = "portal", "egen"
_NOW = f"{_SHIPPED}-nu"
_SEEN = frozenset({TextState.WAITING, TextState.PUBLISHED})


@dataclass(frozen=True, slots=True)
class Version:
    """A version: what an address calls it, what it is called, its words, why it was written.

    ``own`` is its id where it is the municipality's.
    """

    name: str
    label: str
    text: str
    reason: str | None = None
    own: int | None = None


@bp.get("/handicapraad/tekst/<sprog>/<text_key>/sammenlign")
@audience(Audience.COUNCIL)
def council(sprog: str, text_key: str) -> ResponseReturnValue:
    """Compare two versions the council may read: a draft that is not sent is no text yet."""
    place, _ = place_or_404(sprog, text_key)
    back = url_for("council.text", sprog=sprog, text_key=text_key)
    return _page(place, versions(place, drafts=False), back, {})


@bp.get("/ordlyd/tekst/<text_key>/sammenlign/<sprog>")
@audience(Audience.EDITOR)
def editor(text_key: str, sprog: str) -> ResponseReturnValue:
    """Compare any two versions, drafts too."""
    if sprog not in READINGS:
        abort(404)
    place = Place(text_key, *READINGS[sprog])
    if shipped_text(portal().catalogue.shipped, place) is None:
        abort(404)
    back = url_for("editor.text", text_key=text_key)
    subject = label(f"editor.subject.{subject_of(text_key)}")
    return _page(place, versions(place, drafts=True), back, {"subject": subject})


def versions(place: Place, *, drafts: bool) -> list[Version]:
    """Return the versions of a text, those that came with the portal first, the oldest first."""
    rows = sorted(wording.versions_of(reading(), place.key), key=lambda row: row.number)
    own = [
        row
        for row in rows
        if (row.language, row.register) == place[1:] and (drafts or _may_be_read(row))
    ]
    return [*_shipped(place), *map(_own, own)]


def about(row: Row[Any], came: Came, role: UserRole | None) -> dict[str, str | None]:
    """Return the ways from a comment: to the version it was about, and to what came of it."""
    first = _named(came)
    if first is None and came.led_to is None:
        return {"about": None, "led_to": None}
    name = reading_of(Place(row.key, row.language, row.register))
    last = f"{_OWN}-{came.led_to}" if came.led_to else None
    endpoint = "compare.editor" if role is UserRole.EDITOR else "compare.council"

    def way(old: str | None, new: str | None) -> str:
        return url_for(endpoint, sprog=name, text_key=row.key, fra=old, til=new, _anchor="udgaver")

    return {
        "about": way(first, first) if first else None,
        "led_to": way(first, last) if last else None,
    }


def ways(rows: Sequence[Row[Any]], came: Any) -> dict[int, dict[str, str | None]]:
    """Return the ways from each of some comments, by its id, for whoever has signed in."""
    identity = sign_in.current()
    role = identity.role if identity else None
    return {row.id: about(row, came[row.id], role) for row in rows}


def _named(came: Came) -> str | None:
    if came.own is not None:
        return f"{_OWN}-{came.own}"
    return f"{_SHIPPED}-{came.shipped}" if came.shipped is not None else None


def _may_be_read(row: Row[Any]) -> bool:
    return row.state in _SEEN or row.shown_from is not None


def _shipped(place: Place) -> list[Version]:
    speak = speaker()
    kept = shipped_versions(reading(), place)
    if not kept:
        text = shipped_text(portal().catalogue.shipped, place) or ""
        return [Version(_NOW, speak.key("council.version.shipped"), text)]
    return [
        Version(
            f"{_SHIPPED}-{row.id}",
            speak.say(say("compare.shipped", date=row.since.astimezone(COPENHAGEN).date())),
            row.text,
        )
        for row in kept
    ]


def _own(row: Row[Any]) -> Version:
    said = version_said(row)
    if row.shown_from is None and row.state in (TextState.DRAFT, TextState.TAKEN_BACK):
        said = say(f"compare.{row.state}", number=row.number)
    return Version(f"{_OWN}-{row.id}", speaker().say(said), row.text, row.reason, row.id)


def _page(
    place: Place, found: list[Version], back: str, more: Mapping[str, str]
) -> ResponseReturnValue:
    """Show two of them; without being asked, the last and the one before it."""
    by_name = {one.name: one for one in found}
    last, before = found[-1], found[-2] if len(found) > 1 else found[-1]
    old = by_name.get(request.args.get("fra", ""), before)
    new = by_name.get(request.args.get("til", ""), last)
    return page(
        "council/compare.html",
        **{**told(place), **more},
        versions=found,
        old=_shown(old),
        new=_shown(new),
        changes=changes(old.text, new.text),
        action=request.path,
        back=back,
        title=speaker().key("compare.heading"),
    )


def _shown(one: Version) -> dict[str, str | None]:
    return {"name": one.name, "label": one.label, "text": shown(one.text), "reason": one.reason}
