"""Rounds: read together, recommend with dissent noted, minutes; and what a text then says of it."""

import re
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import Engine

from portal.core.wording import AuditState, Ground, Place, audit_of
from portal.identity import UserRole
from portal.services import edit_wording, review
from portal.services.edit_wording import Change
from portal.store import rounds, wording
from tests.building import at
from tests.conftest import Clock, Site, Visitor
from tests.page_rules import visible_text
from tests.web.both import settings  # noqa: F401 - on both databases
from tests.web.test_council import HOME, desk, member, visible_text_of

ROUNDS = f"{HOME}/runder"
NEW = {
    "name": "Breve",
    "subject": "errors",
    "reading": "da",
    "opens": "1. april 2026",
    "closes": "30. april 2026",
}


def chair(site: Site, **more: Any) -> Visitor:
    return site.visitor(**more).work_as("Bodil Formand", "Formandskab", UserRole.COUNCIL)


def begun(site: Site, **more: str) -> str:
    answer = chair(site).post(ROUNDS, ROUNDS, **NEW | more)
    assert answer.status_code == 303, visible_text_of(answer)
    return str(answer.headers["Location"])


def test_a_member_reads_and_only_the_chair_begins_and_enters(site: Site) -> None:
    path = begun(site)
    visitor = member(site)
    assert visitor.get(ROUNDS).select_one("main form") is None
    visitor.get(f"{path}/moede", 404)
    token = {"form": "/indstillinger"}
    assert visitor.post(ROUNDS, **token, **NEW).status_code == 404
    assert "Den er i gang" in visible_text(visitor.get(path))
    visitor.get(f"{ROUNDS}/findes-ikke", 404)


def test_a_round_that_cannot_be_is_refused_in_words(site: Site) -> None:
    visitor = chair(site)
    for more, said in (
        ({"closes": "1. marts 2026"}, "slutter, før den begynder"),
        ({"subject": "waits"}, "ingen tekster"),
        ({"name": ""}, "Skriv noget"),
        ({"opens": "x"}, "hvilken dag"),
    ):
        answer = visitor.post(ROUNDS, ROUNDS, **NEW | more)
        assert answer.status_code == 422
        assert said in visible_text_of(answer)


def test_what_one_has_read_is_ones_own(site: Site) -> None:
    path = begun(site)
    visitor, other = member(site), member(site, "Kaj Medlem")
    page = visitor.get(path)
    text = str(page.select_one("main input[name=text]")["value"])  # type: ignore[index]
    assert visitor.post(f"{path}/laest", path, text=text, read="1").status_code == 303
    assert "Du har læst 1 af" in visible_text(visitor.get(path))
    theirs = visible_text(other.get(path))
    assert "Du har læst 0 af" in theirs
    assert "Antal, der har læst den: 1." in theirs
    visitor.post(f"{path}/laest", path, text=text, read="0")
    assert "Du har læst 0 af" in visible_text(visitor.get(path))
    visitor.post(f"{path}/laest", path, text="999", read="1")
    visitor.post(f"{path}/laest", path, text="x", read="1")
    assert "Du har læst 0 af" in visible_text(visitor.get(path))


def test_a_recommendation_is_of_each_text_as_it_stood_with_dissent_and_minutes(
    site: Site, clock: Clock
) -> None:
    path = begun(site)
    visitor = chair(site)
    form = visitor.get(f"{path}/moede")
    first = str(form.select("main select[name^=text-]")[0]["name"])
    met = {
        "on": "2. april 2026",
        "whole": "recommended",
        "said": "De er lette at læse.",
        "dissent": "En mener, at de er for korte.",
        first: "change_wanted",
    }
    late = visitor.post(f"{path}/moede", f"{path}/moede", **met | {"on": "1. marts 2026"})
    assert late.status_code == 422
    assert "kan ikke være før runden" in visible_text_of(late)
    assert visitor.post(f"{path}/moede", f"{path}/moede", **met).status_code == 303
    again = visitor.post(f"{path}/moede", "/indstillinger", **met)
    assert again.status_code == 422

    page = member(site).get(path)
    shown = visible_text(page)
    for words in ("Anbefalet", "Ændring ønsket", "En mener, at de er for korte.", "2. april 2026"):
        assert words in shown
    pdf = member(site).client.get(f"{path}/referat")
    assert pdf.mimetype == "application/pdf"
    read = PdfReader(BytesIO(pdf.data))
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    text = " ".join(" ".join(one.extract_text().split()) for one in read.pages)
    assert "De er lette at læse." in text
    assert "Bodil" not in text

    link = str(page.select("main ol a")[1]["href"])
    assert "anbefalede teksten torsdag den 2. april 2026" in visible_text(member(site).get(link))
    found = re.search(r"/da/(.+)$", link)
    assert found is not None
    place = Place(found[1], "da", "normal")
    old = site.portal.catalogue["da", "normal"].all_texts()[place.key]
    change = Change(place, old.replace(" ", "  ", 1).strip() + " Ring.", Ground.ERROR, "x")
    made = edit_wording.write_draft(desk(site), change, "egon", clock())
    edit_wording.publish(desk(site), made, "egon", clock())
    after = visible_text(member(site).get(link))
    assert "har ikke drøftet teksten, som den står nu" in after
    assert "Om den tidligere tekst stod der: Anbefalet" in after


def test_a_new_text_that_waits_can_be_a_round_and_be_published_afterwards(
    site: Site, clock: Clock
) -> None:
    place = Place("page.home.lead", "da", "normal")
    waits = edit_wording.Desk(site.portal.engine, site.portal.catalogue, waits=True)
    change = Change(place, "En ny tekst.", Ground.EXPLAINS, "Lettere.")
    made = edit_wording.write_draft(waits, change, "egon", clock())
    edit_wording.send_to_council(waits, made, "egon", clock())
    path = begun(site, subject="waits")
    assert "En ny tekst." in visible_text(member(site).get(path))
    met = {"on": "2. april 2026", "whole": "discussed", "said": "Fint."}
    assert chair(site).post(f"{path}/moede", f"{path}/moede", **met).status_code == 303
    edit_wording.publish(waits, made, "egon", clock())
    assert site.portal.catalogue["da", "normal"].texts[place.key] == "En ny tekst."


def test_on_both_databases_a_meeting_is_entered_once(engine: Engine) -> None:
    now = at("2026-04-02 10:00")
    place = Place("case.late", "da", "normal")
    period = (now.date(), now.date())
    made = review.begin_round(engine, "Breve", period, [(place, "Senere.")], "rita", now)
    with engine.connect() as connection:
        row = rounds.one(connection, made)
        assert row is not None
        (text,) = rounds.texts_of(connection, row.id)
    with engine.begin() as connection:
        for _ in range(2):
            rounds.mark(connection, text.id, "rita", now, read=True)
    with engine.connect() as connection:
        assert rounds.readers(connection, [text.id]) == {text.id: 1}
    met = review.Meeting(now.date(), AuditState.RECOMMENDED, {}, "Fint.", "")
    review.enter_meeting(engine, made, met, lambda _: b"%PDF", "rita", now)
    with engine.connect() as connection:
        said = wording.said(connection)[place]
        assert audit_of(said, "Senere.").state is AuditState.RECOMMENDED
        assert audit_of(said, "Senest.").state is AuditState.NOT_DISCUSSED
    with pytest.raises(review.MetError):
        review.enter_meeting(engine, made, met, lambda _: b"%PDF", "rita", now)
