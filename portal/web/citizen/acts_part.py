"""What a citizen can do in a case, as a part of its page: kept by what it is, never by whose."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from portal.core.vocabulary import MessageKind
from portal.pages.fragments import place
from portal.pages.rendering import Page

SLUGS: Mapping[MessageKind, str] = {
    MessageKind.HEARING_ANSWER: "svar",
    MessageKind.MORE_TIME: "mere-tid",
    MessageKind.BEFORE_ANSWER: "sig-noget",
    MessageKind.INFORMATION: "send",
    MessageKind.COMPLAINT: "klag",
    MessageKind.ACCESS: "se-min-sag",
    MessageKind.QUESTION: "spoerg",
    MessageKind.CALL_BACK: "ring-mig-op",
    MessageKind.URGENT: "det-haster",
    MessageKind.DISAGREE: "det-passer-ikke",
    MessageKind.EXPERT_VIEW: "fagperson",
}
"""The last part of each form's address."""

PROMISES = "aftaler"
LOOKS = "hvem-har-set"
PLACES: Mapping[str, str] = {
    "act.sent.heading": "sendt",
    "act.promises.heading": PROMISES,
    "act.contact.heading": "kontakt",
}
"""What can be read and changed whatever the state of the case, by the key of its name."""

ACCESS = "adgang"


def acts_part(
    page: Page,
    open_acts: Sequence[MessageKind],
    path: str,
    phone: Markup,
    yours: Markup,
    *,
    looks: bool = False,
    own: bool = True,
) -> Markup:
    """Return the part of a page that says what one can do, with the phone beside it.

    It is kept by what one can do; whose case it is stands in the places alone.

    Args:
        page: The reader's words.
        open_acts: What they can do; nothing for somebody who may only look.
        path: The address of the case's page.
        phone: The nearest phone, as HTML.
        yours: What the citizen says is not right here, as HTML.
        looks: Whether they may read who has opened the case.
        own: Whether the case is about the reader, and not about somebody they are here for.
    """
    return page.kept(
        "acts",
        tuple(open_acts),
        looks,
        own,
        make=lambda: _part(page, open_acts, looks=looks, own=own),
        case=str(escape(path)),
        phone=phone,
        yours=yours,
    )


def _part(page: Page, open_acts: Sequence[MessageKind], *, looks: bool, own: bool) -> Markup:
    case = place("case")
    slugs = {f"act.{kind}.heading": SLUGS[kind] for kind in open_acts}
    slugs |= PLACES if open_acts else {"act.promises.heading": PROMISES}
    slugs["access.heading" if own else "access.yours.heading"] = ACCESS
    links = [
        {"href": f"{case}/{slug}", "label": page.speaker.key(key)} for key, slug in slugs.items()
    ]
    if looks:
        links.append({"href": f"{case}/{LOOKS}", "label": page.label("looks.link")})
    part = {
        "heading": page.speaker.key("act.case.heading"),
        "lead": page.speaker.key("act.case.lead" if open_acts else "act.case.look_only"),
        "links": links,
        "phone": place("phone"),
        "yours": place("yours"),
    }
    return page.component("acts", part)
