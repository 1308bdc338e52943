"""Pages of the desk with our one small script. Everything on them works without it."""

from typing import Any

from flask import request

from portal.pages.rendering import page
from portal.pages.security import SCRIPTED


def scripted_page(template: str, **values: Any) -> str:
    """Render a page that may run scripts of our own and speak to this portal."""
    setattr(request, SCRIPTED, True)
    return page(template, script="/static/js/desk.js", **values)
