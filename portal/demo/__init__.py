"""Demo mode: invented people to sign in as, over the embedded case system's cases."""

from portal.demo.people import DEMO_PEOPLE, DemoPerson
from portal.demo.refresh import prepare
from portal.sources.embedded.cases import SOURCES

demo_source_names: tuple[str, ...] = SOURCES
"""The case systems whose cases may be thrown away and told again on a later day."""

__all__ = ["DEMO_PEOPLE", "DemoPerson", "demo_source_names", "prepare"]
