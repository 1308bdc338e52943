"""Imports point inwards; the rest of the style is ``make check``'s."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_imports_point_inwards():
    checked = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout


def test_the_core_alone_loads_no_framework():
    loaded = subprocess.run(
        [sys.executable, "-c", "import portal.core.case, sys; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert not {"flask", "sqlalchemy", "pydantic"} & set(loaded.stdout.split())
