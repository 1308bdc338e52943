"""What veraPDF says of files, asked in a process of its own (`tests.letters.vera`)."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from portal.settings import ROOT


def broken_rules(files: Iterable[Path]) -> dict[str, list[str]]:
    """Return the rules of PDF/UA-1 that each file breaks, by the file's name; none when none."""
    command = [sys.executable, "-m", "tests.letters.vera", *map(str, files)]
    asked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr
    found: dict[str, list[str]] = json.loads(asked.stdout.splitlines()[-1])
    return found
