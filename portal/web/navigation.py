"""Where the navigation of the portal's pages leads."""

from flask import request, url_for

from portal.pages.site import Way


def ways(signed_in: bool, at_work: bool) -> list[Way]:
    """Return the lines of the navigation for a kind of reader."""
    first = ("citizen.overview", "nav.my_cases") if signed_in else ("public.home", "nav.home")
    shown = [
        ("staff.worklist", "desk.title") if at_work else first,
        ("public.casework", "nav.casework"),
        ("public.offers", "nav.offers"),
        ("public.help_from_others", "nav.help"),
        ("public.contact", "nav.contact"),
    ]
    return [Way(url_for(to), key, request.endpoint == to) for to, key in shown]
