"""Any two versions compared, and a comment that leads to what it was about and what came of it."""

import re
from typing import Any

from bs4 import BeautifulSoup

from portal.core.wording import Ground, Place
from portal.services import edit_wording
from portal.services.record_wording import record_shipped
from tests.conftest import Clock, Site, Visitor
from tests.page_rules import visible_text
from tests.web.test_council import (
    ANSWERS,
    HOME,
    KEY,
    TEXT,
    desk,
    editor,
    first_comment,
    member,
    say_something,
)

COMPARE = f"{TEXT}/sammenlign"
AT_WORK = f"/ordlyd/tekst/{KEY}/sammenlign/da"


def write(site: Site, clock: Clock, text: str, *, publish: bool = True) -> int:
    change = edit_wording.Change(Place(KEY, "da", "normal"), text, Ground.EXPLAINS, "Kortere ord.")
    made = edit_wording.write_draft(desk(site), change, "egon", clock())
    if publish:
        edit_wording.publish(desk(site), made, "egon", clock())
    return made


def options(page: BeautifulSoup) -> dict[str, str]:
    return {one.get_text(): str(one["value"]) for one in page.select("select[name=fra] option")}


def compared(visitor: Visitor, path: str, old: str, new: str) -> str:
    part = visitor.get(f"{path}?fra={old}&til={new}").select_one("#udgaver")
    assert part is not None
    return " ".join(part.get_text().split())


def test_any_two_versions_are_compared_in_words(site: Site, clock: Clock) -> None:
    record_shipped(site.portal.engine, site.portal.catalogue.shipped, clock())
    first = write(site, clock, "Vi læser din gamle sag.")
    clock.set("2026-04-03 10:00")
    write(site, clock, "Vi læser din sag.")
    clock.set("2026-04-04 10:00")
    third = write(site, clock, "Vi læser din nye sag i dag.")
    visitor = member(site)
    found = options(visitor.get(COMPARE))
    assert [label.split()[0] for label in found] == ["Programmets", "Udgave", "Udgave", "Udgave"]
    assert compared(visitor, COMPARE, f"egen-{first}", f"egen-{third}") == (
        "Det er ændret fra den ene til den anden "
        "Efter »Vi læser din«: fjernet: »gamle«, tilføjet: »nye«. Efter »sag«: tilføjet: »i dag«."
    )
    assert "De to" not in compared(visitor, COMPARE, "portal-1", "egen-999")
    assert "Her står én udgave" in compared(visitor, COMPARE, f"egen-{first}", f"egen-{first}")
    assert visitor.get(TEXT).select_one(f"a[href='{COMPARE}']")


def test_a_draft_is_compared_by_editors_alone(site: Site, clock: Clock) -> None:
    write(site, clock, "Minsandten en kladde.", publish=False)
    assert "Minsandten" not in visible_text(member(site).get(COMPARE))
    assert "Der er kun én udgave" in visible_text(member(site).get(COMPARE))
    page = editor(site).get(AT_WORK)
    assert "Udgave 1 er en kladde." in options(page)
    assert "Minsandten en kladde" in visible_text(page)
    assert editor(site).get(f"/ordlyd/tekst/{KEY}").select_one(f"a[href='{AT_WORK}']")
    editor(site).get(f"/ordlyd/tekst/{KEY}/sammenlign/xx", 404)
    editor(site).get("/ordlyd/tekst/no.such/sammenlign/da", 404)


def ways(page: BeautifulSoup) -> dict[str, Any]:
    found = page.select(".audit__said a")
    return {one.get_text(): str(one["href"]) for one in found}


def test_a_comment_leads_to_the_very_version_and_to_what_came_of_it(
    site: Site, clock: Clock
) -> None:
    record_shipped(site.portal.engine, site.portal.catalogue.shipped, clock())
    visitor = member(site)
    was = write(site, clock, "Vi læser din gamle sag.")
    say_something(visitor, "Ordet er svært.")
    clock.set("2026-04-03 10:00")
    now = write(site, clock, "Vi læser din nye sag.")
    visitor, at_work = member(site), editor(site)
    path = first_comment(at_work)
    form = at_work.get(path)
    chosen = {str(one["value"]) for one in form.select("select[name=version] option")}
    assert chosen == {"", str(was), str(now)}
    wrong = at_work.post(path, path, state="not_changed", text="Nej.", version=str(now))
    assert wrong.status_code == 422
    assert "Vælg kun en udgave" in wrong.get_data(as_text=True)
    sent = at_work.post(path, path, state="changed", text="Ja.", version=str(now))
    assert sent.status_code == 303
    for page in (visitor.get(f"{HOME}/kommentarer"), visitor.get(TEXT), at_work.get(ANSWERS)):
        led = ways(page)
        about, came = list(led.values())[:2]
        assert re.search(rf"fra=egen-{was}&til=egen-{was}#udgaver", about)
        assert re.search(rf"fra=egen-{was}&til=egen-{now}#udgaver", came)
        assert list(led)[1] == "Ændret på grund af kommentaren. Se den nye udgave"
    part = visitor.get(came.split("#")[0].replace(AT_WORK, COMPARE)).select_one("#udgaver")
    assert part is not None
    assert "fjernet: »gamle«, tilføjet: »nye«" in part.get_text()


def test_a_comment_on_the_portals_own_text_leads_there(site: Site, clock: Clock) -> None:
    record_shipped(site.portal.engine, site.portal.catalogue.shipped, clock())
    visitor = member(site)
    say_something(visitor, "Ordet er svært.")
    (way,) = ways(visitor.get(TEXT)).values()
    page = visitor.get(way.split("#")[0])
    assert "Programmets egen tekst" in visible_text(page)
    assert "Her står én udgave" in visible_text(page)
