"""What the room prints as PDF/UA: a complaint, a paper for DUKH, a report."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.letters.pages import open_templates

if TYPE_CHECKING:
    from portal.letters.press import Press


class Paper:
    """The room's press: its fonts are loaded when the first document is printed."""

    def __init__(self, resources: Path) -> None:
        """Say where ``templates`` and ``static`` lie."""
        self._fonts = resources / "static" / "fonts"
        self._style = resources / "templates" / "adviser_room" / "paper.css"
        self._pages = open_templates(resources / "templates")

    @cached_property
    def _press(self) -> "Press":
        # Slow to import, and most of the room's processes never print.
        from portal.letters.press import Press  # noqa: PLC0415

        return Press(self._fonts, self._style)

    def print(self, template: str, values: dict[str, Any]) -> bytes:
        """Return a template of the room's as PDF. The same values give the same bytes."""
        return self._press.print(self._pages.get_template(template).render(**values))
