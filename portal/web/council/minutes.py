"""The minutes of a meeting, as PDF. They name no member."""

from functools import cache
from threading import Lock
from typing import Any

from sqlalchemy import Row

from portal.core.say import say
from portal.core.wording import AuditState
from portal.letters.pages import open_templates
from portal.letters.press import Press
from portal.pages.rendering import speaker
from portal.services.review import Meeting
from portal.settings import RESOURCES
from portal.web.council.reading import shown, state_label
from portal.web.portal import portal

PRINTING = Lock()
"""The press is for one at a time."""


@cache
def press() -> Press:
    """Return the council's press; its fonts are loaded once."""
    templates = RESOURCES / "templates"
    return Press(RESOURCES / "static" / "fonts", templates / "letters" / "paper.css")


def print_minutes(
    row: Row[Any], meeting: Meeting, texts: list[tuple[Row[Any], AuditState]]
) -> bytes:
    """Return what was recommended, text by text as it stood."""
    here, speak = portal(), speaker()
    pages = open_templates(RESOURCES / "templates")
    html = pages.get_template("council/minutes.html").render(
        title=speak.key("council.minutes.heading"),
        author=here.municipality.name,
        name=row.name,
        lines=[
            speak.say(say("council.round.meeting", date=meeting.on)),
            speak.say(say("council.round.period", old=row.opens_on, date=row.closes_on)),
        ],
        whole=speak.key("council.meeting.whole.label"),
        recommendation=state_label(meeting.whole),
        said_heading=speak.key("council.meeting.said.label"),
        said=meeting.said,
        dissent_heading=speak.key("council.meeting.dissent.label"),
        dissent=meeting.dissent,
        texts_heading=speak.key("council.minutes.texts.heading"),
        texts=[
            {
                "number": text.position,
                "text": shown(text.text),
                "state": state_label(state),
                "lang": text.language,
                "dir": "rtl" if text.language == "ar" else "ltr",
            }
            for text, state in texts
        ],
        language=speak.language,
        dir="rtl" if speak.language == "ar" else "ltr",
        page=speak.key("letters.page.label"),
        of=speak.key("letters.of.label"),
    )
    with PRINTING:
        return press().print(html)
