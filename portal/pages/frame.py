"""The header and footer around every page: kept by kind of reader and page, never by person."""

from collections.abc import Callable, Hashable
from typing import Any

from flask import render_template, request
from markupsafe import Markup, escape

from portal.pages.form_session import form_token
from portal.pages.fragments import Fragments, place
from portal.pages.site import site

Context = Callable[[], dict[str, Any]]
"""Gives what every template may ask for; called only when a piece is not kept yet."""


def header(reader: Hashable, context: Context) -> Markup:
    """Return the header with this request's form token and the path to come back to."""
    key = ("header", reader, request.endpoint)
    places = {"token": escape(form_token()), "path": escape(_path())}
    return _kept().filled(key, lambda: _render("frame/header.html", context), places)


def footer(reader: Hashable, context: Context) -> Markup:
    """Return the footer."""
    key = ("footer", reader)
    return _kept().get(key, lambda: _render("frame/footer.html", context))


def _kept() -> Fragments:
    return site().editions.of_request().fragments


def _render(template: str, context: Context) -> str:
    return render_template(
        template, **context(), csrf_token=lambda: place("token"), page_path=place("path")
    )


def _path() -> str:
    return request.path if request.method == "GET" else "/"
