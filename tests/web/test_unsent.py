"""What could not be sent stands at the desk, and goes away when a person has seen to it."""

from typing import Any

import pytest
from sqlalchemy import insert, select

from portal.store.models import OutboxRow
from tests.building import ANNA, BO, IDENTIFIERS
from tests.conftest import Site, Visitor
from tests.web.desk import ADULTS, KAREN, karens, told


def fail(site: Site, path: str, key: str = "n-1", **more: Any) -> int:
    """Let something fail in a case; return its id."""
    from portal.store.desk import case_by_public_id

    with site.portal.engine.begin() as connection:
        case = case_by_public_id(connection, path.rpartition("/")[2])
        values = {
            "dedupe_key": key,
            "case_id": case.id,
            "person": IDENTIFIERS.person(ANNA),
            "kind": "notice",
            "channel": "email",
            "payload": b"",
            "state": "failed",
            "attempts": 10,
            "created_at": site.clock(),
            "next_at": site.clock(),
            "last_error": "address_refused",
        }
        made = insert(OutboxRow).values(**values | more).returning(OutboxRow.id)
        return int(connection.execute(made).scalar_one())


def states(site: Site) -> list[str]:
    with site.portal.reading.connect() as connection:
        return list(connection.scalars(select(OutboxRow.state).order_by(OutboxRow.id)))


@pytest.fixture
def karen(site: Site) -> Visitor:
    return site.visitor().work_as(KAREN, ADULTS)


def test_it_stands_on_the_list_with_one_thing_to_do(site: Site, karen: Visitor) -> None:
    (path,) = told(site, karens())
    fail(site, path)

    page = karen.get("/medarbejder")
    assert "Antal: 1." in page.get_text()
    assert page.find("a", href=f"{path}/ikke-sendt") is not None


@pytest.mark.parametrize(
    ("how", "says", "again"),
    [
        ({}, "Vi har ikke en adresse, der virker.", True),
        ({"channel": "call"}, "Borgeren vil gerne ringes op, når der er nyt.", False),
        ({"channel": "paper"}, "Borgeren vil gerne have nyt på papir.", False),
        ({"last_error": "no_such_way"}, "Kommunen har ikke denne måde at sende på.", True),
        ({"last_error": "http_503"}, "Den anden ende har ikke svaret i 3 dage.", True),
        ({"last_error": "answered_X"}, "Den anden ende sagde nej.", True),
        ({"kind": "letter", "channel": "print", "last_error": "folder"}, "ikke svaret", True),
    ],
    ids=["address", "call", "paper", "setup", "no answer", "refused", "print"],
)
def test_it_says_why_and_offers_what_helps(
    site: Site, karen: Visitor, how: dict[str, Any], says: str, again: bool
) -> None:
    (path,) = told(site, karens())
    fail(site, path, **how)

    page = karen.get(f"{path}/ikke-sendt")
    assert says in page.get_text()
    assert "Anna Prøve" in page.h2.get_text()
    buttons = [button.get_text() for button in page.select("form[action$=ikke-sendt] button")]
    assert buttons == ["Det er gjort", *(["Prøv at sende igen"] if again else [])]


@pytest.mark.parametrize(("do", "state"), [("done", "sent"), ("again", "waiting")])
def test_what_was_seen_to_is_gone(site: Site, karen: Visitor, do: str, state: str) -> None:
    (path,) = told(site, karens())
    row = fail(site, path)

    answer = karen.post(f"{path}/ikke-sendt", f"{path}/ikke-sendt", item=str(row), do=do)
    assert answer.status_code == 303
    assert states(site) == [state]
    assert "Alt er sendt." in karen.get(f"{path}/ikke-sendt").get_text()
    # Pressed twice, or by somebody else meanwhile: not there any more, and nothing changes.
    fail(site, path, "n-2")
    again = karen.post(f"{path}/ikke-sendt", f"{path}/ikke-sendt", item=str(row), do=do)
    assert again.status_code == 404


@pytest.mark.parametrize("item", ["", "x", "99999", "1 OR 1"])
def test_nonsense_is_refused(site: Site, karen: Visitor, item: str) -> None:
    (path,) = told(site, karens())
    row = fail(site, path)
    form = f"{path}/ikke-sendt"

    assert karen.post(form, form, item=item, do="done").status_code == 404
    assert karen.post(form, form, item=str(row), do="more").status_code == 400
    assert states(site) == ["failed"]


def test_another_case_s_cannot_be_seen_to_from_here(site: Site, karen: Visitor) -> None:
    mine, other = told(site, karens(), karens("S-2", BO, name="Bo Prøve"))
    row = fail(site, other)
    fail(site, mine, "n-2")
    form = f"{mine}/ikke-sendt"

    assert karen.post(form, form, item=str(row), do="done").status_code == 404


def test_nobody_else_sees_it(site: Site) -> None:
    (path,) = told(site, karens())
    fail(site, path)

    site.visitor().work_as("Ole Eksempel", "Team Klager").get(f"{path}/ikke-sendt", 404)
    site.visitor(ANNA).get(f"{path}/ikke-sendt", 404)
