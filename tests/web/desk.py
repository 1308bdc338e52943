"""What tests of the desk share: a case of Karen's with a promise to call, and its forms."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.services.reread_desk import read_what_came
from portal.store.cases import events_of_case
from portal.store.desk import case_by_public_id
from portal.store.models import EventRow
from tests.building import ANNA, Story
from tests.conftest import Site, Visitor

KAREN, OLE = "Karen Eksempel", "Ole Eksempel"
ADULTS, FAMILIES = "Team Voksne med handicap", "Team Børn og Familie"


def karens(case: str = "S-1", who: str = ANNA, **party: Any) -> Story:
    """Return a case that waits for the doctor, where a call was promised for 1 April."""
    story = Story(case).opened().party(who, **({"name": "Anna Prøve"} | party))
    story.say("unit.assigned", "2026-03-02", unit=ADULTS)
    story.say("caseworker.assigned", "2026-03-02", name=KAREN, phone="12 34 56 78")
    story.steps("received", "information")
    story.say(
        "waiting.started",
        "2026-03-10",
        waiting="v-1",
        on="doctor",
        item="medical_statement",
        since="2026-03-10",
    )
    return story.say(
        "contact.promised",
        "2026-03-20",
        promise="l-1",
        what="call",
        by="2026-04-01",
        owner=KAREN,
        owner_unit=ADULTS,
    )


def told(site: Site, *stories: Story) -> list[str]:
    """Record cases, let the desk read them, and return their addresses at the desk."""
    site.record(*stories)
    reread(site)
    return [desk_path(site, story) for story in stories]


def reread(site: Site) -> None:
    """Let the desk read what came, as the worker does."""
    read_what_came(site.portal.engine, site.portal.office, site.clock())


def desk_path(site: Site, story: Story) -> str:
    from portal.store.models import CaseRow

    with site.portal.reading.connect() as connection:
        found = connection.scalar(select(CaseRow.public_id).where(CaseRow.reference == story.case))
    return f"/medarbejder/sag/{found}"


def filled(page: BeautifulSoup, **changes: str | list[str]) -> dict[str, Any]:
    """Return what the page's form would send, with some fields changed."""
    form = page.select_one("form[action^='/medarbejder/sag/']")
    assert isinstance(form, Tag)
    data: dict[str, Any] = {}
    for field in form.select("input, textarea, select"):
        name, kind = str(field.get("name")), field.get("type")
        if kind in ("radio", "checkbox"):
            if field.has_attr("checked"):
                data.setdefault(name, []).append(field["value"])
        elif field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            data[name] = chosen["value"] if chosen else ""
        elif field.name == "textarea":
            data[name] = field.get_text().removeprefix("\n")
        else:
            data[name] = field.get("value", "")
    return data | changes


def send(visitor: Visitor, path: str, data: dict[str, Any]) -> TestResponse:
    """Send a form as it stands."""
    return visitor._checked(visitor.client.post(path, data=data))


def write(visitor: Visitor, case: str, **changes: Any) -> TestResponse:
    """Open the form for an update, change some fields and post it."""
    page = visitor.get(f"{case}/nyt")
    return send(visitor, f"{case}/nyt", filled(page, **({"do": "post"} | changes)))


def page_of(response: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(response.get_data(as_text=True), "html.parser")


def errors_of(response: TestResponse) -> list[str]:
    """Return what the error summary says."""
    return [
        one.get_text(strip=True) for one in page_of(response).select("[aria-labelledby=errors] li")
    ]


def own_events(site: Site) -> list[str]:
    """Return the types of what was written at the portal, in order."""
    with site.portal.reading.connect() as connection:
        statement = select(EventRow.type).where(EventRow.source == "sagsvej").order_by(EventRow.id)
        return [kind.removeprefix("sagsvej.") for kind in connection.scalars(statement)]


def events(site: Site, case: str) -> list[Any]:
    """Return the events of the case at an address of the desk."""
    with site.portal.reading.connect() as connection:
        row = case_by_public_id(connection, case.rsplit("/", 1)[1])
        return events_of_case(connection, row.id)
