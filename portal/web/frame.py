"""The header and footer around every page: kept by kind of reader and page, never by person."""

from typing import Any

from flask import render_template, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from portal.web.portal import portal

# Control characters cannot stand in any of our texts.
_TOKEN = "\x02form\x03"  # noqa: S105 - a place to fill in, not a secret
_PATH = "\x02path\x03"


def header(context: dict[str, Any]) -> Markup:
    """Return the header with this request's form token and the path to come back to."""
    reader = context["reader"]
    key = ("header", reader, request.endpoint)
    kept = portal().fragments.get(key, lambda: _render("frame/header.html", context))
    filled = kept.replace(_TOKEN, escape(generate_csrf())).replace(_PATH, escape(_path()))
    return Markup(filled)  # noqa: S704 - both were escaped


def footer(context: dict[str, Any]) -> Markup:
    """Return the footer."""
    key = ("footer", context["reader"])
    return portal().fragments.get(key, lambda: _render("frame/footer.html", context))


def _render(template: str, context: dict[str, Any]) -> str:
    return render_template(template, **context, csrf_token=lambda: _TOKEN, page_path=_PATH)


def _path() -> str:
    return request.path if request.method == "GET" else "/"
