"""Where the navigation of the portal's pages leads, and where each role begins."""

from flask import current_app, request, url_for

from portal.identity import AT_WORK, UserRole
from portal.pages.site import Way
from portal.web import sign_in

_BEGINS = {
    UserRole.CITIZEN: ("citizen.overview", "nav.my_cases"),
    UserRole.EDITOR: ("editor.texts", "editor.title"),
    UserRole.COUNCIL: ("council.home", "council.title"),
    UserRole.DATA_PROTECTION: ("data_protection.things", "unusual.nav"),
    **dict.fromkeys(AT_WORK, ("staff.worklist", "desk.title")),
}
"""The page somebody comes to when they have signed in, and what it is called."""

_ANYBODY = ("public.home", "nav.home")


def begins_at(role: UserRole) -> tuple[str, str]:
    """Return the endpoint a role begins at, and the key of its label."""
    found = _BEGINS.get(role, _ANYBODY)
    return found if found[0] in current_app.view_functions else _ANYBODY


def ways(signed_in: bool, at_work: bool) -> list[Way]:
    """Return the lines of the navigation for a kind of reader.

    The header is kept by kind of reader, and whoever has a role of their own is one.
    """
    identity = sign_in.current() if signed_in else None
    shown = [
        begins_at(identity.role) if identity else _ANYBODY,
        ("public.casework", "nav.casework"),
        ("public.offers", "nav.offers"),
        ("public.help_from_others", "nav.help"),
        ("public.contact", "nav.contact"),
    ]
    return [Way(url_for(to), key, request.endpoint == to) for to, key in shown]
