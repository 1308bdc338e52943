"""Where the navigation of the room's pages leads."""

from flask import request, url_for

from portal.pages.site import Way


def ways(_signed_in: bool, _at_work: bool) -> list[Way]:
    """Return the lines of the navigation: the same for everybody. The first leads each home."""
    shown = (
        ("room.home", "room.nav.home"),
        ("numbers.every", "room.nav.numbers"),
        ("room.help_from_others", "nav.help"),
        ("room.privacy", "room.nav.privacy"),
    )
    return [Way(url_for(to), key, request.endpoint == to) for to, key in shown]
