"""The shape of the code, as a test: who may know whom, and what stands where."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portal.settings import ROOT

PORTAL = ROOT / "portal"
LONGEST_MODULE = 350
# The contract is one list of payloads, read from top to bottom; so is its document.
LONG_BY_NATURE = {
    "portal/sources/openapi.py",
    "portal/sources/embedded/script.py",
    "portal/core/vocabulary.py",
    "portal/core/letter_plans.py",
}


def modules(folder: Path = PORTAL) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.py")) if "__pycache__" not in path.parts)


def imports(path: Path) -> set[str]:
    """Return the top names of what a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found.add(node.module or "")
    return found


def test_imports_point_inwards() -> None:
    answer = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_core_knows_only_the_standard_library_and_itself() -> None:
    for path in modules(PORTAL / "core"):
        for name in imports(path):
            top = name.partition(".")[0]
            assert top in sys.stdlib_module_names or name.startswith("portal.core"), (path, name)


def test_the_core_has_no_clock_and_touches_nothing() -> None:
    """What day it is, is said to it."""
    for path in modules(PORTAL / "core"):
        text = path.read_text(encoding="utf-8")
        for forbidden in (".now(", ".today(", ".utcnow(", " open(", "import os", "import random"):
            assert forbidden not in text, (path, forbidden)


def _importers(package: str) -> list[str]:
    return [
        str(path.relative_to(ROOT))
        for path in modules()
        if any(name == package or name.startswith(f"{package}.") for name in imports(path))
    ]


def test_html_is_cleaned_in_one_module() -> None:
    assert _importers("bleach") == ["portal/wording/markup.py"]


def test_only_the_letters_know_what_makes_a_pdf() -> None:
    assert all(name.startswith("portal/letters/") for name in _importers("weasyprint"))


# Where HTML is put together by hand, for speed; tests/web/test_escaping.py looks through it.
MAKE_HTML = {
    "portal/pages/fragments.py",
    "portal/web/citizen/lines.py",
    # Puts colours on the classes of a drawing that a template has made.
    "portal/letters/drawing.py",
    # Show a letter as it was written once, by templates that escaped every word.
    "portal/services/write_letter.py",
    "portal/web/staff/letters.py",
    # The parts of the citizen's own page, shown to those who work here.
    "portal/web/staff/seen.py",
    # The same as they stood on a day, and the letters that stood there.
    "portal/web/citizen/shown_again.py",
    "portal/web/staff/again.py",
    "portal/web/staff/again_file.py",
    "portal/web/citizen/letters.py",
    # A letter with a draft in it, and a list on paper, by templates that escaped every word.
    "portal/web/editor/preview.py",
    "portal/web/citizen/looks.py",
}


def test_html_is_put_together_by_hand_in_few_places() -> None:
    for path in modules():
        makes = re.search(r'\bMarkup\((?!\)|""\))', path.read_text(encoding="utf-8"))
        assert not makes or str(path.relative_to(ROOT)) in MAKE_HTML, path
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape\s+false", text), path


def test_modules_are_short() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
        and str(path.relative_to(ROOT)) not in LONG_BY_NATURE
    }
    assert not long


def _facts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _facts(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from _facts(part, key)
    elif isinstance(value, str):
        yield key, value


def _known_elsewhere(key: str, value: str) -> bool:
    """Tell whether a value is a code, or DUKH's: a word the portal itself must know."""
    codes = {"kind", "unit", "counts_from", "counts_to", "key", "role", "logo", "link", "tint"}
    return key in codes or len(value) < 6 or value == "https://www.dukh.dk"


# The demo's people and case systems live in the demo municipality: its names are theirs.
DEMO = ("portal/demo/", "portal/sources/embedded/", "portal/sources/payloads/")


def test_no_fact_of_the_municipality_stands_in_code_templates_or_words() -> None:
    facts = tomllib.loads((ROOT / "municipality.toml").read_text(encoding="utf-8"))
    values = {value for key, value in _facts(facts) if not _known_elsewhere(key, value)}
    texts = {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for pattern in ("portal/**/*.py", "templates/**/*.html", "translations/**/*.[tp]o*")
        for path in ROOT.glob(pattern)
        if not str(path.relative_to(ROOT)).startswith(DEMO)
    }
    assert len(texts) > 80
    assert len(values) > 60
    # An area's name may be a word that is explained; a source's name an example in a docstring.
    allowed = {area["name"][lang] for area in facts["area"] for lang in ("da", "en", "ar")}
    allowed |= {source["name"] for source in facts["source"]}
    allowed |= set(facts["title"].values())
    found = {
        (path, value)
        for path, text in texts.items()
        for value in values - allowed
        if re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text)
    }
    assert not found


@pytest.mark.parametrize(
    "folder", ["portal", "templates", "static", "translations", "tests", "docs"]
)
def test_no_real_number_and_no_path_of_a_machine(folder: str) -> None:
    """Numbers in the shape of a CPR number have a day that does not exist."""
    cpr = re.compile(r"(?<![\d+\w-])(\d{2})(\d{2})\d{2}-\d{4}(?![\d-])")
    machine = re.compile(r"/(?:home|root|Users|work)/\w")
    for path in sorted((ROOT / folder).rglob("*")):
        if path.suffix not in {".py", ".html", ".css", ".toml", ".po", ".md", ".json", ".svg"}:
            continue
        if {"node_modules", "output", "simplesamlphp"} & set(path.parts):
            continue
        text = path.read_text(encoding="utf-8")
        for match in cpr.finditer(text):
            with pytest.raises(ValueError, match=r"month|day"):
                date(2000, int(match[2]), int(match[1]))
        assert not machine.search(text), (path, machine.search(text))
