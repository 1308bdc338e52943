"""What the editor's pages show of a text, its versions and how heavy it is."""

from datetime import datetime
from typing import Any

from flask import request, url_for

from portal.core.wording import Place, digest_of
from portal.core.wording_compare import compare
from portal.core.writing import TextReader, advice
from portal.core.zone import COPENHAGEN
from portal.pages.rendering import label, speaker
from portal.services import edit_wording as edit
from portal.store import wording
from portal.web.editor.listed import READINGS, Register, shown_since, states_of
from portal.web.editor.spelled import spelled
from portal.web.portal import portal, reading
from portal.wording.dates import moment
from portal.wording.register import heaviness

PHONE, LARGE = "telefon", "stor"


def reading_of(place: Place) -> str:
    """Return what an address calls a language and register."""
    return next(name for name, pair in READINGS.items() if pair == (place.language, place.register))


def side_of(register: Register, sprog: str, place: Place) -> dict[str, Any] | None:
    """Return one language of a text: its words, how it stands, and the original if it changed."""
    texts = register.words[place.language, place.register].all_texts()
    if place.key not in texts:
        return None
    now = texts[place.key]
    original = register.shipped[place.language, place.register].all_texts()[place.key]
    states = states_of(register, place, now, original)
    own = next(
        (
            one
            for one in register.own.get(place, ())
            if one.text == now and one.stands(register.now)
        ),
        None,
    )
    changed = own is not None and own.original != original
    since = shown_since(register, place.key).get(place)
    return {
        "reading": label(f"editor.reading.{sprog}"),
        "language": place.language,
        "dir": "rtl" if place.language == "ar" else "ltr",
        "text": now,
        "states": [label(f"editor.state.{state}") for state in states],
        "whose": label("editor.own", number=own.number) if own else label("editor.shipped"),
        "since": _moment(since) if since else None,
        "heavy": heavy(now, place.language),
        "write": url_for("editor.write", sprog=sprog, text_key=place.key),
        "compare": url_for("compare.editor", sprog=sprog, text_key=place.key),
        "changed": pieces(own.original, original) if own and changed else None,
        "original": original if changed else None,
    }


def versions_of(found: list[Any]) -> list[dict[str, Any]]:
    """Return versions, each with what was done to it."""
    log: dict[int, list[Any]] = {}
    for entry in wording.log_of(reading(), [row.id for row in found]) if found else ():
        log.setdefault(entry.own_id, []).append(entry)
    return [
        version_of(row) | {"log": [_entry(one) for one in log.get(row.id, ())]} for row in found
    ]


def version_of(row: Any) -> dict[str, Any]:
    """Return a version: who wrote it, why, and from when to when it was shown."""
    here = portal()
    shipped = edit.shipped_text(here.catalogue.shipped, Place(row.key, row.language, row.register))
    stands = row.shown_from is not None and (row.shown_to is None or row.shown_to > here.now())
    state = "planned" if row.shown_from and row.shown_from > here.now() else row.state
    return {
        "id": row.id,
        "key": row.key,
        "href": url_for("editor.draft", own_id=row.id),
        "number": row.number,
        "reading": label(
            f"editor.reading.{reading_of(Place(row.key, row.language, row.register))}"
        ),
        "language": row.language,
        "text": row.text,
        "state": label(f"editor.version.{state}"),
        "author": row.author,
        "origin": row.origin,
        "reason": row.reason,
        "ground": label(f"editor.ground.{row.ground}"),
        "written": _moment(row.created_at),
        "from": _moment(row.shown_from) if row.shown_from else None,
        "to": _moment(row.shown_to) if row.shown_to else None,
        "changed": stands and shipped is not None and shipped != row.original,
        "digest": digest_of(row.text)[:8],
    }


def _entry(entry: Any) -> str:
    done = label(f"editor.done.{entry.what}", name=entry.by, when=_moment(entry.at))
    return f"{done} {entry.reason}".strip()


def _moment(at: datetime) -> str:
    return moment(at.astimezone(COPENHAGEN), speaker().language, portal().now().year)


def pieces(old: str, new: str) -> list[dict[str, str]]:
    """Return a comparison as it is read aloud: every change says in words what it is."""
    return [
        {"kind": piece.kind, "text": piece.text, "said": label(f"editor.piece.{piece.kind}")}
        for piece in compare(old, new)
    ]


def heavy(text: str, language: str) -> list[str]:
    """Return what is measured of a text, in words."""
    found = heaviness(text, language)
    said = [label("editor.heavy.words", number=found.words, longest=found.longest)]
    if found.lix is not None:
        said.append(label("editor.heavy.lix", number=found.lix, band=_band(found.band)))
    else:
        said.append(label("editor.heavy.none"))
    return [*said, *spelled(text, language)]


def _band(code: str | None) -> str:
    return speaker().key(f"writing.band.{code}.name")


def advice_on(text: str) -> list[str]:
    """Return what there is to say about a Danish text."""
    danish = portal().catalogue["da", "normal"]
    found = TextReader(danish.forms).read(text)
    return [speaker().say(advice(one)) for one in found.findings]


def read_through(text: str, language: str) -> list[str]:
    """Return everything there is to say about a text as it is written just now."""
    return [*heavy(text, language), *(advice_on(text) if language == "da" else ())]


def place_link(name: str, own_id: int | None = None, sprog: str | None = None) -> dict[str, Any]:
    """Return the ways to look at a page or a letter: each language, a phone, large print."""
    kind, _, which = name.partition("-")
    values: dict[str, Any] = {"udkast": own_id} if own_id else {}
    if own_id is None and request.view_args:
        values["tekst"] = request.view_args.get("text_key")
    more = [(reading_, {"sprog": reading_}) for reading_ in ([sprog] if sprog else READINGS)]
    more.append(("phone", {"sprog": sprog or "da", PHONE: "1"}))
    if kind == "brev":
        more.append(("large", {"sprog": sprog or "da", LARGE: "1"}))
    return {
        "name": label(f"editor.kind.{kind}") + " " + label(f"editor.example.{which}"),
        "links": [
            {
                "href": url_for("editor.show", _anchor="her", **{"name": name, **values, **how}),
                "text": label(f"editor.reading.{code}"),
            }
            for code, how in more
        ],
    }
