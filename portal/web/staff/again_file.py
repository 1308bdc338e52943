"""A case's page as it stood on a day, in one file with the letters that stood on it."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from portal.core.parties import Party
from portal.pages.rendering import facts, speaker
from portal.services.shown_again import Then
from portal.store import documents, letters
from portal.store.cases import COPENHAGEN
from portal.store.documents import DOCUMENT_NAMES
from portal.web.citizen.shown_again import About, further_down, show_again, told
from portal.web.portal import portal, reading


def as_file(about: About, then: Then, party: Party, kind: str) -> tuple[str, dict[str, bytes]]:
    """Return a whole HTML document, and every letter as PDF by the name of a file.

    Must be called within a request: texts are in its language.

    Raises:
        NotRecordedError: The words of then were not written down.
    """
    shown = show_again(about, then, party, kind, lambda row: f"#brev-{row.public_id}")
    rows = [letters.letter(reading(), about.case_id, row.public_id) for row in shown.letters]
    html = render_template(
        "again/file.html",
        shown=shown,
        told=told(shown, then, party, kind),
        letters=[
            {"id": f"brev-{row.public_id}", "html": further_down(row.html), "lang": row.language}
            for row in rows
        ],
        css=Markup(portal().css.decode().replace("</", "<\\/")),  # noqa: S704 - our own style sheet
        language=speaker().language,
        dir="rtl" if speaker().language == "ar" else "ltr",
        sender=facts().name,
    )
    return html, {name: content for row in rows for name, content in _papers(row).items()}


def _papers(row: Any) -> dict[str, bytes]:
    """Return a letter and the authority's own document with it, as they were sent."""
    day = f"{row.made_at.astimezone(COPENHAGEN):%Y-%m-%d}"
    found = {f"brev-{day}-{row.kind}-{row.public_id[:6]}.pdf": row.pdf}
    document = documents.document(reading(), row.document_id) if row.document_id else None
    if document is not None:
        name = DOCUMENT_NAMES.get(document.kind, "Dokument.pdf")
        found[f"brev-{day}-{row.public_id[:6]}-{name}"] = document.content
    return found
