"""Read ``law.toml``: the dated law behind the dates a citizen is shown."""

import tomllib
from functools import cache
from pathlib import Path

from portal.core.law import Law

_FILE = Path(__file__).with_name("law.toml")


@cache
def law_versions() -> tuple[Law, ...]:
    """Return every version of the law in the file."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["version"]
    return tuple(
        Law(
            valid_from=row["valid_from"],
            complaint_weeks=row["complaint_weeks"],
            reassessment_weeks=row["reassessment_weeks"],
            access_working_days=row["access_working_days"],
            sources=tuple(row["sources"]),
            checked_by=row.get("checked_by"),
            checked_on=row.get("checked_on"),
        )
        for row in rows
    )
