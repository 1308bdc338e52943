"""Sentences of the register beside the text field: put in with one button, without a script too."""

from portal.core.phrases import Situation, put_in
from portal.core.wording import Place, audit_of
from portal.pages.rendering import speaker
from portal.store import wording
from portal.web.portal import portal, reading
from portal.web.staff.forms import UpdateForm
from portal.wording.catalogue import NORMAL

_DANISH = ("da", NORMAL)
"""What a caseworker writes is Danish, whatever language her own pages have."""


def offered() -> list[dict[str, str]]:
    """Return each sentence as it stands now, with what the council has said of these words."""
    texts = portal().catalogue[_DANISH].texts
    said = wording.said_of(reading(), tuple(map(_key, Situation)), *_DANISH)
    return [
        {
            "value": key,
            "text": texts[key],
            "audit": speaker().key(
                f"desk.phrases.{audit_of(said.get(Place(key, *_DANISH), ()), texts[key]).state}"
            ),
        }
        for key in map(_key, Situation)
    ]


def put_in_form(form: UpdateForm, key: str) -> bool:
    """Put a sentence after what was typed; return False when there is none of that name."""
    if key not in map(_key, Situation):
        return False
    text = put_in(form.text.typed, portal().catalogue[_DANISH].texts[key])
    form.text.raw_data, form.text.data = [text], text
    return True


def _key(situation: Situation) -> str:
    return f"phrase.{situation}"
