"""The reader's choices: language, easy-read, calm drawing. Each application has this page."""

import re

from flask import make_response, request
from flask.typing import ResponseReturnValue

from portal.pages.reader import changed, choices, keep
from portal.pages.rendering import label, page

_OUR_PATH = re.compile(r"/(?:[\w.~-]+(?:/[\w.~-]+)*/?)?", re.ASCII)


def our_path(path: str | None) -> str:
    """Return a path of this application, "" when it is none: a form must not lead elsewhere.

    Browsers leave out tabs and line ends and take a backslash for a slash, so only what our own
    paths are made of is let through.
    """
    return path if path and _OUR_PATH.fullmatch(path) else ""


def settings_page() -> str:
    """Return the page of choices."""
    return page("public/settings.html", title=label("settings.title"), saved=False)


def keep_choice(settings: str) -> ResponseReturnValue:
    """Keep a choice and go back to where the reader was; without that, to the page of choices."""
    response = make_response("", 303)
    response.headers["Location"] = our_path(request.form.get("next")) or settings
    keep(response, changed(choices(), request.form.to_dict()))
    return response
