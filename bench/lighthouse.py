"""Lighthouse's verdict on the pages of the catalogue, as on a phone."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.databases import VAR
from bench.report import Figure
from portal.settings import ROOT
from tests.browser.running import Portal, running
from tests.pages import PAGES, Page, case_of, named

_TOOL = ROOT / "tests" / "browser" / "node_modules" / ".bin" / "lighthouse"
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
_WITHIN = 120
_TRIES = 3


def measure(quick: bool) -> Iterator[Figure]:
    """Yield each page's scores, 0 to 100, and how far things move while it loads.

    Pages that answer with an error are left out: Lighthouse refuses to look at them. How
    well a page is found counts only where it wants to be: not a case, not the demo's sign-in.
    """
    sample = (named("home"), named("casework"), named("cases-two"), case_of("mads"))
    pages = sample if quick else tuple(page for page in PAGES if page.status == 200)
    with tempfile.TemporaryDirectory(dir=VAR) as folder, running(Path(folder)) as portal:
        for page in pages:
            hidden = "X-Robots-Tag" in portal.get(page).headers
            yield from _figures(page, _look(portal, page), not hidden)


def _figures(page: Page, found: dict[str, Any], wants_to_be_found: bool) -> Iterator[Figure]:
    scores = {name: found["categories"][name]["score"] for name in _CATEGORIES}
    for name in ("accessibility", "best-practices", *(["seo"] if wants_to_be_found else [])):
        of = "" if scores[name] == 1 else _faults(found, name)
        yield Figure(f"lighthouse {page.name}: {name}", scores[name] * 100, at_least=100, of=of)
    moved = found["audits"]["cumulative-layout-shift"]["numericValue"]
    yield Figure(f"lighthouse {page.name}: layout shift", round(moved, 3), at_most=0)
    yield Figure(f"lighthouse {page.name}: performance", round(scores["performance"] * 100))


def _faults(found: dict[str, Any], category: str) -> str:
    """Return the audits that cost something in a category."""
    weighed = [one["id"] for one in found["categories"][category]["auditRefs"] if one["weight"]]
    audits = found["audits"]
    return ", ".join(name for name in weighed if (audits[name]["score"] or 0) < 1)


def _look(portal: Portal, page: Page) -> dict[str, Any]:
    cookies = portal.cookies(page.person)
    header = "; ".join(f"{one['name']}={one['value']}" for one in cookies)
    command = [
        *(str(_TOOL), portal.address(page), "--quiet", "--output=json", "--output-path=stdout"),
        *(f"--chrome-flags={_FLAGS}", f"--only-categories={','.join(_CATEGORIES)}"),
        f"--extra-headers={json.dumps({'Cookie': header, 'Accept-Language': 'da'})}",
    ]
    environment = {**os.environ, "CHROME_PATH": "/usr/bin/chromium"}
    for left in reversed(range(_TRIES)):
        try:
            said = subprocess.run(
                command, env=environment, capture_output=True, check=True, timeout=_WITHIN
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            # A busy machine keeps Chromium from starting in time.
            if not left:
                raise
        else:
            break
    found: dict[str, Any] = json.loads(said.stdout)
    return found
