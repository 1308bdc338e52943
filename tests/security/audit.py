"""Ask the public list of advisories whether a package we depend on has a known hole.

``python -m tests.security.audit`` asks and says; so does ``make test``, at its end. The package
pip-audit asks. Where nobody answers that is said, loudly: it is never taken for "no holes".
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from portal.settings import ROOT

LOCK, DEV_LOCK = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
ACCEPTED = Path(__file__).with_name("accepted.toml")
_SECONDS = 50
_ANSWER_WITHIN = "5"


@dataclass(frozen=True)
class Hole:
    """A known hole: in which package and version, its id, and what mends it."""

    package: str
    version: str
    id: str
    mended_in: tuple[str, ...]

    def __str__(self) -> str:
        mend = f"mended in {', '.join(self.mended_in)}" if self.mended_in else "not mended yet"
        return f"{self.package} {self.version}: {self.id} ({mend})"


@dataclass(frozen=True)
class Audit:
    """What an audit found. ``silence`` is why nobody answered at all, None when somebody did."""

    checked: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    holes: tuple[Hole, ...] = ()
    silence: str | None = None

    def holes_in(self, packages: set[str]) -> list[Hole]:
        """Return the holes in some packages."""
        return [hole for hole in self.holes if hole.package in packages]

    def __str__(self) -> str:
        """Return what to say, in a line or a few."""
        if self.silence is not None:
            return (
                f"NOT AUDITED: {self.silence}. Whether the packages of {DEV_LOCK.name} have known "
                "holes is not known from this run; run `make audit` where the internet is."
            )
        said = [f"Audited: {len(self.checked)} packages, {len(self.holes)} known holes."]
        if self.unchecked:
            said.append(f"NOT AUDITED: {', '.join(self.unchecked)}.")
        return "\n".join([*said, *map(str, self.holes)])


def audit(lock: Path = DEV_LOCK) -> Audit:
    """Ask about every package of a lock file."""
    command = [
        *(sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off"),
        *("--disable-pip", "--require-hashes", "--timeout", _ANSWER_WITHIN, "-r", str(lock)),
    ]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Audit(silence=f"the list of advisories did not answer within {_SECONDS} seconds")
    return read(done.stdout, done.stderr)


def read(answer: str, complaint: str = "") -> Audit:
    """Return what pip-audit's answer says."""
    try:
        told = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (complaint.strip().splitlines() or ["it said nothing"])[-1]
        return Audit(silence=f"the list of advisories could not be reached ({last[:160]})")
    checked = [one for one in told if "skip_reason" not in one]
    if not checked:
        return Audit(silence=f"the list of advisories knew none of {len(told)} packages")
    return Audit(
        checked=tuple(one["name"] for one in checked),
        unchecked=tuple(one["name"] for one in told if "skip_reason" in one),
        holes=tuple(
            Hole(one["name"], one["version"], hole["id"], tuple(hole["fix_versions"]))
            for one in checked
            for hole in one["vulns"]
        ),
    )


def packages_of(lock: Path) -> set[str]:
    """Return the names of a lock file's packages."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return {line.split("==")[0].strip() for line in lines if "==" in line and line[0].isalnum()}


def accepted(today: date, text: str | None = None) -> set[str]:
    """Return the ids of the holes somebody has looked at and can live with until a day."""
    written = ACCEPTED.read_text(encoding="utf-8") if text is None else text
    entries: list[Mapping[str, Any]] = tomllib.loads(written).get("advisory", [])
    return {str(one["id"]) for one in entries if one["why"] and one["until"] >= today}


def main() -> int:
    """Ask, say, and return 1 when what the portal runs on has a hole nobody has accepted."""
    done = audit()
    print(done)
    known = accepted(datetime.now(UTC).date())
    return int(any(hole.id not in known for hole in done.holes_in(packages_of(LOCK))))


if __name__ == "__main__":
    sys.exit(main())
