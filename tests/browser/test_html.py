"""Every page and the style sheet are valid, by the validator the W3C uses, in one call."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import requests

from tests.browser.reader import HERE
from tests.browser.running import Portal
from tests.pages import PAGES, READINGS

pytestmark = pytest.mark.browser

VALIDATOR = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

# Each page in Danish; those that differ most in every reading.
IN_EVERY_READING = ("home", "settings", "words", "case-62-102-mads", "case-62-143-mikkel")

# Mostly words of another language: the validator guesses a page's language by what stands most.
OF_ANOTHER = {"council-words-ar": "ar"}

MEANT = (
    # Safari takes a list without markers for no list unless it says that it is one.
    "The “list” role is unnecessary for element",
    # Its part for CSS is older than these.
    "Property “vector-effect” doesn't exist",
    "Property “container-type” doesn't exist",
    "Unrecognized at-rule “@container”",
)
"""What the validator warns of and we do on purpose."""


def test_html_and_css_are_valid(portal: Portal, tmp_path: Path):
    for page in PAGES:
        usual = (OF_ANOTHER.get(page.name, "da"),)
        for reading in READINGS if page.name in IN_EVERY_READING else usual:
            answer = portal.get(page, reading)
            assert answer.status_code == page.status, page.name
            (tmp_path / f"{page.name}.{reading}.html").write_bytes(answer.content)
    style = _style_sheet(portal)
    (tmp_path / "site.css").write_text(style, encoding="utf-8")
    faults = validate(sorted(tmp_path.iterdir()))
    assert not faults, "\n".join(faults[:40])


def test_the_validator_finds_what_is_wrong(tmp_path: Path):
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text("<!doctype html><title>a</title><p><div id=a></div></p><i id=a>", "utf-8")
    assert validate([spoilt])


def _style_sheet(portal: Portal) -> str:
    home = portal.get(PAGES[0]).text
    address = home.split('<link rel="stylesheet" href="')[1].split('"')[0]
    return requests.get(portal.url + address, timeout=60).text


def validate(files: list[Path]) -> list[str]:
    """Return a line for each thing the validator objects to."""
    java = shutil.which("java")
    assert java, "Java is missing. Run: sudo apt-get install default-jre-headless"
    assert VALIDATOR.exists(), f"{VALIDATOR} is missing. Run: make setup"
    done = subprocess.run(
        [java, "-jar", str(VALIDATOR), "--format", "json", "--also-check-css", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    return [
        f"{Path(one['url']).name}:{one.get('lastLine')}: {one['message']}"
        for one in json.loads(done.stderr)["messages"]
        if one["type"] == "error" or one.get("subType") == "warning"
        if not any(known in one["message"] for known in MEANT)
    ]
