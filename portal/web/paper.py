"""What the portal prints while somebody waits: one document at a time, with fonts loaded once."""

from functools import cache
from threading import Lock
from typing import Any

from portal.letters.pages import open_templates
from portal.letters.press import Press
from portal.pages.reader import choices
from portal.pages.rendering import speaker
from portal.settings import RESOURCES
from portal.web.portal import portal

_PRINTING = Lock()


@cache
def _press() -> Press:
    templates = RESOURCES / "templates"
    return Press(RESOURCES / "static" / "fonts", templates / "letters" / "paper.css")


def printed(template: str, title: str, **values: Any) -> bytes:
    """Return a template that is a document of its own as PDF/UA, in the reader's language."""
    html = open_templates(RESOURCES / "templates").get_template(template)
    text = html.render(
        title=title,
        author=portal().municipality.name,
        language=speaker().language,
        dir=choices().dir,
        page=speaker().key("letters.page.label"),
        of=speaker().key("letters.of.label"),
        **values,
    )
    with _PRINTING:  # the press is for one at a time
        return _press().print(text)
