"""Where the time of a case page and of an import goes: ``python -m bench.profile page|import``."""

import cProfile
import pstats
import sys
from datetime import UTC, datetime
from itertools import cycle

from bench.databases import FEW, empty, filled, sender
from bench.stories import ORDINARY, in_order, many
from portal.app import create_app
from portal.identity.identifiers import Identifiers
from portal.services.import_file import import_file
from portal.store.engine import open_engine

PAGES, EVENTS = 500, 20_000


def page() -> cProfile.Profile:
    """Return the profile of many case pages of 60 events."""
    database = filled(FEW)
    client = create_app(database.settings).test_client(use_cookies=False)
    profile = cProfile.Profile()
    for number, visit in zip(range(PAGES + 50), cycle(database.sixty)):
        if number == 50:
            profile.enable()
        assert client.get(visit.path, headers={"Cookie": visit.cookie}).status_code == 200
    profile.disable()
    return profile


def load() -> cProfile.Profile:
    """Return the profile of an import."""
    settings = empty("profile")
    engine = open_engine(settings.database_url)
    lines = in_order(list(many(ORDINARY, range(EVENTS // 12), datetime.now(UTC).date())))
    hide = Identifiers(settings.identifier_key)
    profile = cProfile.Profile()
    profile.enable()
    import_file(engine, lines, sender(settings), hide, datetime.now(UTC))
    profile.disable()
    return profile


if __name__ == "__main__":
    profile = {"page": page, "import": load}[sys.argv[1]]()
    stats = pstats.Stats(profile)
    for order in ("cumulative", "tottime"):
        stats.sort_stats(order).print_stats(70)
