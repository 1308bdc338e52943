"""The room's answers carry the headers too, and what can be sent there is counted."""

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest

from portal.adviser_room.settings import RoomSettings
from portal.pages.limits import limit_of
from tests.adviser_room.room_site import RoomSite
from tests.building import ANNA
from tests.security.test_headers import METHODS, addresses, break_app, check

# To sign out, to stay, to choose a language or a role, the demo: these must always work. The desk
# and its numbers are the adviser's own.
NOT_COUNTED = ("leave.", "enter.", "demo", "sign_in", "settings", "take_back", "desk.", "numbers.")


@pytest.mark.parametrize("tls", [False, True], ids=["plain", "TLS"])
@pytest.mark.parametrize("who", ["nobody", "citizen", "adviser"])
def test_every_address_of_the_room_by_every_method(
    open_room_site: Callable[..., RoomSite], room_settings: RoomSettings, who: str, tls: bool
) -> None:
    room = open_room_site(used=replace(room_settings, behind_tls=tls))
    break_app(room.app)
    room.app.testing = False
    visitor = room.visitor(ANNA if who == "citizen" else None, adviser=who == "adviser")
    # What ends the session comes last.
    paths = sorted(set(addresses(room.app)), key=lambda path: "log-" in path)
    seen = set()
    for path, method in itertools.product(paths, METHODS):
        answer = visitor.client.open(path, method=method, buffered=True)
        check(answer, tls=tls)
        seen.add(answer.status_code)
    assert {200, 404, 405, 500, 503} <= seen


def test_every_way_to_send_something_in_the_room_is_counted(room_site: RoomSite) -> None:
    silent = {
        rule.endpoint
        for rule in room_site.app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
        and limit_of(room_site.app.view_functions[rule.endpoint]) is None
        and not any(name in rule.endpoint for name in NOT_COUNTED)
    }
    assert silent == set(), sorted(silent)
