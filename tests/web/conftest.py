"""The addresses of the portal, taken from its own map."""

import pytest

from portal.pages.audience import Audience, audience_of
from tests.conftest import Site

NO_PAGES = {"/healthz", "/openapi.json", "/was", "/.well-known/security.txt"}


@pytest.fixture
def public_paths(site: Site) -> list[str]:
    """Return the addresses of every page that everybody may read."""
    rules = site.app.url_map.iter_rules()
    paths = {
        rule.rule
        for rule in rules
        if "GET" in (rule.methods or ())
        and not rule.arguments
        and audience_of(site.app, rule.endpoint) is Audience.PUBLIC
        and not rule.rule.startswith("/static")
    }
    return [*sorted(paths - NO_PAGES), "/was"]
