"""The public page on our words: what was recommended, what came of it, and how heavy they are."""

from datetime import date

from portal.core.audit import lix_together, month_starts, weight_of
from portal.core.readability import lix
from portal.core.wording import Ground, Place
from portal.services import edit_wording
from portal.services.edit_wording import Change
from portal.services.record_wording import record_shipped
from tests.conftest import Clock, Site
from tests.page_rules import visible_text
from tests.web.both import settings  # noqa: F401 - on both databases
from tests.web.test_council import desk, editor, first_comment, member, say_something
from tests.web.test_council_rounds import begun, chair

OPEN = "/ordlyd-og-raad"


def test_nothing_is_said_before_there_is_something(site: Site) -> None:
    for lang, easy in (("da", False), ("da", True), ("en", False), ("ar", False)):
        page = site.visitor(lang=lang, easy=easy).get(OPEN)
        assert page.select_one("svg.lix") is None
    text = visible_text(site.visitor().get(OPEN))
    assert "ikke haft et møde" in text
    assert "Vi har ikke målt endnu." in text


def test_everybody_reads_what_was_recommended_and_nobody_is_named(site: Site) -> None:
    path = begun(site)
    met = {
        "on": "2. april 2026",
        "whole": "recommended",
        "said": "De er lette at læse.",
        "dissent": "En er uenig.",
    }
    chair(site).post(f"{path}/moede", f"{path}/moede", **met)
    visitor = member(site)
    say_something(visitor, "Mine egne ord som medlem.")
    say_something(visitor, "Et ord til.")
    at_work = editor(site)
    answer = first_comment(at_work)
    at_work.post(answer, answer, state="not_changed", text="Loven bruger det ord.")
    text = visible_text(site.visitor().get(OPEN))
    for said in (
        "De er lette at læse.",
        "Anbefalet",
        "Mødet var torsdag den 2. april 2026",
        "Loven bruger det ord.",
        "Rådet har sendt kommentarer: 2.",
        "Teksten blev ikke ændret: 1.",
        "Venter på svar fra os: 1.",
    ):
        assert said in text
    for hidden in ("Mine egne ord", "Et ord til", "En er uenig", "Bodil", "Rita", "Egon"):
        assert hidden not in text


def test_a_late_answer_is_said_to_be_late_in_public(site: Site, clock: Clock) -> None:
    say_something(member(site), "Svært.")
    assert "skulle have givet nu: 0" in visible_text(site.visitor().get(OPEN))
    clock.set("2026-05-05 10:00")
    assert "skulle have givet nu: 1" in visible_text(site.visitor().get(OPEN))


def test_the_chart_says_what_its_table_says_and_follows_a_new_text(
    site: Site, clock: Clock
) -> None:
    shipped = site.portal.catalogue.shipped
    record_shipped(site.portal.engine, shipped, clock())
    first = site.visitor().get(OPEN)
    (row,) = first.select("table.lix__table tbody tr")
    before = row.find_all("td")
    assert 8 < float(before[1].get_text().replace(",", ".")) < 35
    heavy = "Forvaltningsmyndighedens sagsbehandlingstidsfristberegningsprincipper " * 50
    change = Change(Place("page.home.lead", "da", "normal"), heavy, Ground.ERROR, "x")
    clock.set("2026-05-03 10:00")
    made = edit_wording.write_draft(desk(site), change, "egon", clock())
    edit_wording.publish(desk(site), made, "egon", clock())
    page = site.visitor().get(OPEN)
    rows = page.select("table.lix__table tbody tr")
    days = [str(one.select_one("th").get_text()) for one in rows]  # type: ignore[union-attr]
    assert [" ".join(day.split()[2:]) for day in days] == [
        "2. april 2026",
        "1. maj 2026",
        "3. maj 2026",
    ]
    normal = [one.find_all("td")[0].get_text() for one in rows]
    assert normal[0] == normal[1] == before[0].get_text()
    assert float(normal[2].replace(",", ".")) > float(normal[1].replace(",", "."))
    assert len(page.select("svg.lix circle")) == len(page.select("svg.lix rect")) == 3


def test_texts_together_are_measured_as_one() -> None:
    one = "Vi læser din sag i dag og skriver til dig."
    two = "Du kan ringe til os, hvis du har spørgsmål til afgørelsen."
    together = lix_together([one, two, "Knap"])
    assert together is not None
    assert round(together) == lix(f"{one} {two}")
    assert lix_together(["Knap"]) is None
    assert weight_of("Send").words == 0


def test_points_are_the_months_and_today() -> None:
    assert month_starts(date(2026, 4, 2), date(2026, 4, 2), 12) == [date(2026, 4, 2)]
    found = month_starts(date(2024, 1, 1), date(2026, 3, 1), 12)
    assert len(found) == 12
    assert found[-1] == date(2026, 3, 1)
    assert found[-2] == date(2026, 2, 1)
