"""What is delivered: the wheel holds all the portal reads, and the locks name no index."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory) -> Path:
    """Build the wheel and unpack it, as installing it would."""
    to = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(to)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(to.glob("*.whl"))) as wheel:
        wheel.extractall(to / "site")
    return to / "site"


@pytest.mark.parametrize("folder", ["templates", "static", "translations"])
def test_the_wheel_holds_the_folders_at_top_level(unpacked, folder):
    ours = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()}
    packed = unpacked / "portal" / "_resources"

    assert ours
    assert [path for path in sorted(ours) if not (packed / path).is_file()] == []


def test_the_installed_portal_reads_what_came_with_it(unpacked):
    found = subprocess.run(
        [sys.executable, "-c", "from portal.settings import RESOURCES; print(RESOURCES)"],
        cwd=unpacked,
        check=True,
        capture_output=True,
        text=True,
    )

    assert found.stdout.strip() == str(unpacked / "portal" / "_resources")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash_and_no_address(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    packages = re.findall(r"^[A-Za-z0-9].*?(?=^[A-Za-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)

    assert packages
    assert [one.split()[0] for one in packages if "--hash=sha256:" not in one] == []
    assert "://" not in text
    assert "index-url" not in text


def test_the_tests_run_with_the_packages_the_portal_runs_with():
    run, test = ({*_pinned(lock)} for lock in LOCKS)

    assert sorted(run - test) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_holds_what_the_project_asks_for(lock):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = list(project["dependencies"])
    if lock == "requirements-dev.txt":
        asked += project["optional-dependencies"]["dev"]
    names = {re.split(r"[\[<>=~!;]", one)[0] for one in asked}

    assert sorted(names - {pinned.split("==")[0] for pinned in _pinned(lock)}) == []


def test_the_browser_tools_lock_names_no_address():
    text = (ROOT / "tests" / "browser" / "package-lock.json").read_text(encoding="utf-8")

    assert '"resolved"' not in text


def _pinned(lock: str) -> list[str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return re.findall(
        r"^([a-z0-9-]+(?:\[\w+\])?==[^ \\]+)", text.replace("[binary]", ""), re.MULTILINE
    )
