"""Every page about a case says whose it is to whoever reads it for another.

The pages are those of the table of who may see what, so that a new one is asked as well.
"""

import pytest

from tests.access_table import portal_rows
from tests.page_rules import visible_text
from tests.web.test_matrix import PEOPLE, World, site, world

__all__ = ["site", "world"]

ASKS_FOR_A_DAY = "/sag/<public_id>/vist-igen"
"""Shows nothing of the case until a day is chosen; what it shows then is the case's own page."""
NAMES = {"acts": "Anna Prøve", "looks": "Anna Prøve", "parent": "Ida Prøve"}


@pytest.mark.parametrize("column", sorted(NAMES))
def test_every_page_names_the_person_the_case_is_about(world: World, column: str) -> None:
    silent, asked = [], 0
    for row in portal_rows():
        case = row.method == "GET" and row.rule.startswith("/sag/<public_id>")
        if not case or row.cells[column] != "in" or row.rule == ASKS_FOR_A_DAY:
            continue
        visitor, path = world.visitors[column], world.path(row, PEOPLE[column][1])
        answer = visitor.client.get(path)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            main = visitor.get(path).find("main")
            asked += 1
            if NAMES[column] not in main.get_text(" ", strip=True):
                silent.append(row.rule)
    assert not silent, "\n".join(silent)
    assert asked >= (4 if column == "looks" else 15)


def test_the_page_on_ones_own_access_says_who_you_is(world: World) -> None:
    rows = {str(row): row for row in portal_rows()}
    path = world.path(rows["GET /sag/<public_id>/adgang"], PEOPLE["acts"][1])
    text = visible_text(world.visitors["acts"].get(path))
    assert "Sagen handler om Anna Prøve. På denne side er »du« dig, der læser." in text
    assert "mener vi Anna" not in text
