"""The header and footer around every page: kept by kind of reader and page, never by person."""

from collections.abc import Callable, Hashable
from typing import Any

from flask import render_template
from markupsafe import Markup, escape

from portal.pages.form_session import form_token
from portal.pages.fragments import Fragments, place
from portal.pages.security import SCRIPTED
from portal.pages.site import site
from portal.pages.unproxied import kept, this_request
from portal.wording.dates import hour

Context = Callable[[], dict[str, Any]]
"""Gives what every template may ask for; called only when a piece is not kept yet."""


def header(reader: Hashable, context: Context, language: str) -> Markup:
    """Return the header with this request's form token, the path to come back to, and the session.

    Whoever has signed in reads there when the session ends.
    """
    stay, request = site().stays(), this_request()
    key = ("header", reader, request.endpoint, stay is not None)
    path = request.path if request.method == "GET" else "/"
    places: dict[str, str] = {"token": escape(form_token()), "path": escape(path)}
    if stay is not None:
        setattr(request, SCRIPTED, True)
        places |= {"until": hour(stay.until, language), "seconds": str(stay.seconds)}

    def make() -> str:
        return _render("frame/header.html", lambda: context() | {"stays": stay is not None})

    return _kept().filled(key, make, places)


def asks(at: str) -> None:
    """Let this page's footer ask whether it was understood.

    Args:
        at: Where its texts are asked about.
    """
    kept().asks = at


def asked() -> str:
    """Return where this page's texts are asked about, "" when they are not."""
    return str(kept().get("asks") or "")


def footer(reader: Hashable, context: Context, *, open_place: bool = False) -> Markup:
    """Return the footer.

    Args:
        reader: The kind of reader.
        context: What its template may ask for.
        open_place: Leave where the page is asked about as a place, ``asks``.
    """
    at = asked()
    key = ("footer", reader, bool(at))

    def make() -> str:
        return _render(
            "frame/footer.html", lambda: context() | {"asks": place("asks") if at else ""}
        )

    return _kept().filled(key, make, {"asks": place("asks") if open_place else escape(at)})


def _kept() -> Fragments:
    return site().editions.of_request().fragments


def _render(template: str, context: Context) -> str:
    return render_template(
        template,
        **context(),
        csrf_token=lambda: place("token"),
        page_path=place("path"),
        until=place("until"),
        seconds=place("seconds"),
    )
