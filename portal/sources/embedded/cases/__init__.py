"""Every demo case, one module a subject."""

from portal.sources.embedded.cases import (
    complaints,
    dates,
    decisions,
    families,
    records,
    reviews,
    steps,
    waiting,
)
from portal.sources.embedded.cases.malformed import malformed
from portal.sources.embedded.cases.records import SILENT_SOURCE
from portal.sources.embedded.script import MAIN_SOURCE, CaseScript

CASES: tuple[CaseScript, ...] = (
    *steps.CASES,
    *waiting.CASES,
    *dates.CASES,
    *decisions.CASES,
    *complaints.CASES,
    *reviews.CASES,
    *families.CASES,
    *records.CASES,
)

SOURCES = (MAIN_SOURCE, SILENT_SOURCE)

__all__ = ["CASES", "MAIN_SOURCE", "SILENT_SOURCE", "SOURCES", "malformed"]
