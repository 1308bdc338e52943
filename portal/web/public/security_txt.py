"""Where to report a hole: ``/.well-known/security.txt``, as RFC 9116 has it."""

from datetime import UTC, datetime, time, timedelta

from flask import Blueprint, Response

from portal.municipality import Municipality
from portal.pages.audience import Audience, audience
from portal.web.portal import portal

bp = Blueprint("security_txt", __name__)
PATH = "/.well-known/security.txt"
_HOLDS = timedelta(days=180)
_PLEASE = (
    "# Send aldrig personoplysninger, heller ikke som bevis. Vi svarer inden for fem hverdage.",
    "# Never send personal data, not as proof either. We answer within five working days.",
)


@bp.get(PATH)
@audience(Audience.PUBLIC)
def security_txt() -> Response:
    """Say whom to tell, in which languages, and until when this holds."""
    here = portal()
    text = write(here.municipality, here.settings.address, here.clock())
    return Response(text, content_type="text/plain; charset=utf-8")


def write(municipality: Municipality, address: str | None, now: datetime) -> str:
    """Return the file.

    Args:
        municipality: Its ``[security]`` names the contact; else it is the data protection officer.
        address: Where the portal is reached. Without it no canonical address is given: the one a
            request names may be anybody's.
        now: The time, aware. The file holds for half a year from that day on.
    """
    expires = datetime.combine((now.astimezone(UTC) + _HOLDS).date(), time(), UTC)
    lines = [
        *_PLEASE,
        f"Contact: {_contact(municipality)}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: da, en",
    ]
    if address is not None:
        lines.append(f"Canonical: {address}{PATH}")
    if municipality.security is not None and municipality.security.policy is not None:
        lines.append(f"Policy: {municipality.security.policy}")
    return "\n".join(lines) + "\n"


def _contact(municipality: Municipality) -> str:
    own = municipality.security
    found = municipality.data_protection.email if own is None else own.contact
    return found if found.startswith("https://") else f"mailto:{found}"
