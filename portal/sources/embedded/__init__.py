"""The embedded case system: a real HTTP server with demo cases, speaking the contract.

``python -m portal.sources.embedded`` starts it. It knows nothing of the portal's store;
the portal pulls from it as from any other case system.
"""

from portal.sources.embedded.cases import CASES, MAIN_SOURCE, SILENT_SOURCE, SOURCES
from portal.sources.embedded.log import EventLog, build_logs

__all__ = [
    "CASES",
    "MAIN_SOURCE",
    "SILENT_SOURCE",
    "SOURCES",
    "EventLog",
    "build_logs",
]
