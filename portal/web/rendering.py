"""Render a page in the reader's language, with what every page carries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import get_translations

from portal.core.adviser import Lead
from portal.municipality import in_language
from portal.services.record_wording import release_name
from portal.web import sign_in
from portal.web.help_part import help_part
from portal.web.portal import portal
from portal.web.reader import NAMES, Choices, choices
from portal.wording.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader as templates see them."""

    lang: str
    dir: str
    easy: bool
    calm: bool
    signed_in: bool


def speaker() -> Speaker:
    """Return the speaker of this request: its language, register, and what it has said."""
    if "speaker" not in g:
        mine = choices()
        words = portal().catalogue[mine.lang, mine.register]
        g.speaker = Speaker(words, portal().now().year)
    found: Speaker = g.speaker
    return found


def label(key: str, **values: object) -> str:
    """Return a short text of the interface by its stable key."""
    text: str = _labels()(key)
    return text.format_map(values) if values else text


def facts() -> Any:
    """Return the municipality's facts in the reader's language."""
    return portal().facts[choices().lang]


def facts_by_language(municipality: Any) -> dict[str, Any]:
    """Return the facts as templates read them, once for each language."""
    return {lang: _with_logo(in_language(municipality, lang)) for lang in NAMES}


def page(template: str, **values: Any) -> str:
    """Render a page. ``help`` may be given; otherwise help from others stands as it always does."""
    mine = choices()
    values.setdefault("help", help_part(speaker(), label, facts(), Lead.ORDINARY))
    return render_template(template, **_every_page(mine), **values)


def _every_page(mine: Choices) -> dict[str, Any]:
    here = portal()
    identity = sign_in.current()
    register = here.catalogue[mine.lang, mine.register]
    return {
        "t": _labels(),
        "reader": Reader(
            mine.lang, mine.dir, mine.register == "easy", mine.calm, identity is not None
        ),
        "municipality": facts(),
        "nav": _navigation(identity is not None),
        "languages": [{"code": code, "name": name} for code, name in NAMES.items()],
        "css_url": here.css_url,
        "page_path": request.path if request.method == "GET" else "/",
        "demo": here.settings.demo,
        "wording_version": release_name(register),
        "say": speaker().key,
        "unreviewed": speaker().key("page.translation.not_reviewed") if mine.lang != "da" else None,
    }


def _labels() -> Callable[..., str]:
    if "labels" not in g:
        g.labels = get_translations().gettext
    found: Callable[..., str] = g.labels
    return found


def _navigation(signed_in: bool) -> list[dict[str, Any]]:
    shown = [("citizen.overview", "nav.my_cases")] if signed_in else [("public.home", "nav.home")]
    shown += [
        ("public.casework", "nav.casework"),
        ("public.offers", "nav.offers"),
        ("public.help_from_others", "nav.help"),
        ("public.contact", "nav.contact"),
    ]
    return [
        {"href": url_for(endpoint), "label": label(key), "current": request.endpoint == endpoint}
        for endpoint, key in shown
    ]


def _with_logo(facts_in_language: Any) -> Any:
    logo = facts_in_language.look.logo
    facts_in_language.logo = f"/static/{logo}" if logo else None
    return facts_in_language
