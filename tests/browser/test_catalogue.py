"""Nothing can be left out of the catalogue: no route, no demo case, no demo person."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.routing import Rule

from portal.app import create_app
from portal.demo import DEMO_PEOPLE
from portal.settings import ROOT, Settings
from portal.sources.embedded.cases import CASES
from tests.browser.matrix import EVERYWHERE, FULL
from tests.pages import CASE_PAGES, JOURNEYS, NOT_PAGES, PAGES, Page


@pytest.fixture(scope="module")
def app(tmp_path_factory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("catalogue")
    settings = Settings(
        database_url=f"sqlite:///{folder / 'portal.sqlite'}",
        municipality=ROOT / "municipality.toml",
        var=folder,
        secret_key="a secret of the tests for signing cookies",
        identifier_key="a secret of the tests for hiding identifiers",
        demo=True,
    )
    app = create_app(settings)
    yield app
    app.extensions["portal"].engine.dispose()


CHANGING = {"style_sheet", "session_script"}
"""What stands at an address that changes with its content."""


def shape(app: Flask, page: Page) -> str:
    """Return the page's path as its route is written."""
    path = re.sub(r"\{.*?\}", "x", page.path.partition("?")[0])
    try:
        rule, _ = app.url_map.bind("localhost").match(path, return_rule=True)
    except NotFound:
        return path
    return str(rule.rule)


def routes(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]


def test_every_route_that_answers_get_is_in_the_catalogue(app):
    listed = {shape(app, page) for page in PAGES} | set(NOT_PAGES)
    unlisted = {rule.rule for rule in routes(app) if rule.endpoint not in CHANGING} - listed
    assert not unlisted, f"add these to tests/pages.py: {sorted(unlisted)}"


def test_what_is_said_to_be_no_page_is_a_route(app):
    assert set(NOT_PAGES) <= {rule.rule for rule in routes(app)}


def test_every_demo_case_is_in_the_catalogue():
    listed = {page.path for page in CASE_PAGES}
    assert {f"/sag/{{{case.reference}}}" for case in CASES} <= listed


def test_every_demo_person_opens_a_page():
    opened = {page.person for page in PAGES}
    assert {person.key for person in DEMO_PEOPLE} <= opened


def test_names_are_unique():
    assert len({page.name for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_journey_leads_over_pages(journey):
    assert any(journey in page.journeys for page in PAGES)


def test_the_key_page_is_tried_in_every_combination():
    # At a peer, the tests went round the page that mattered most.
    full = {combination for name, combination in FULL if name == "case-62-102-mads"}
    assert len(full) == 3 * 4 * 3


def test_every_page_is_tried_in_every_reading():
    tried = {(name, one.reading) for name, one in (*FULL, *EVERYWHERE)}
    assert tried == {(page.name, one) for page in PAGES for one in ("da", "easy", "en", "ar")}
