"""Drafts: kept on the server, found again by the same person and by nobody else."""

import pytest
from sqlalchemy import select

from portal.store.models import DraftRow
from tests.conftest import Site, Visitor
from tests.page_rules import visible_text
from tests.web.desk import ADULTS, KAREN, OLE, filled, karens, own_events, page_of, send, told

TEXT = "Halvt skrevet, og så ringede telefonen."


@pytest.fixture
def karen(site: Site) -> Visitor:
    return site.visitor().work_as(KAREN, ADULTS)


def typed(visitor: Visitor, case: str) -> str:
    field = visitor.get(f"{case}/nyt").select_one("textarea")
    assert field is not None
    return field.get_text().strip()


def test_a_draft_is_kept_by_its_button_and_found_again(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    form = karen.get(f"{case}/nyt")
    answer = send(karen, f"{case}/nyt", filled(form, do="draft", text=TEXT, kind="nothing_new"))
    assert "Kladden er gemt." in visible_text(page_of(answer))
    again = site.visitor().work_as(KAREN, ADULTS)
    page = again.get(f"{case}/nyt")
    assert filled(page)["text"].strip() == TEXT
    assert filled(page)["kind"] == ["nothing_new"]
    assert "Her er din kladde fra" in visible_text(page)
    assert "Dine kladder" in visible_text(again.get("/medarbejder"))
    assert own_events(site) == []


def test_a_draft_is_its_writers_alone_and_encrypted(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    form = karen.get(f"{case}/nyt")
    send(karen, f"{case}/nyt", filled(form, do="draft", text=TEXT))
    assert typed(site.visitor().work_as(OLE, ADULTS), case) == ""
    with site.portal.reading.connect() as connection:
        (content,) = connection.scalars(select(DraftRow.content)).all()
    assert b"telefonen" not in content


def test_a_draft_can_be_thrown_away_and_goes_when_it_is_posted(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    for does in ("discard", "post"):
        form = karen.get(f"{case}/nyt")
        page = page_of(send(karen, f"{case}/nyt", filled(form, do="draft", text=TEXT)))
        assert send(karen, f"{case}/nyt", filled(page, do=does)).status_code == 303
        assert typed(karen, case) == ""


def test_the_pages_script_keeps_what_is_typed(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    form = karen.get(f"{case}/nyt")
    data = filled(form, text=TEXT)
    answer = karen.client.post(f"{case}/kladde/update", data=data)
    assert answer.get_json() == {"kept": True, "at": "10.00"}
    assert typed(karen, case) == TEXT
    send(karen, f"{case}/nyt", data | {"do": "post"})
    late = karen.client.post(f"{case}/kladde/update", data=data)
    assert late.get_json()["kept"] is False, "what was under way comes too late"
    assert typed(karen, case) == ""
    assert karen.client.post(f"{case}/kladde/move", data=data).status_code == 404


@pytest.mark.parametrize("path", ["/nyt", "/kladde/update"])
def test_what_was_typed_survives_an_expired_sign_in(site: Site, karen: Visitor, path: str) -> None:
    (case,) = told(site, karens())
    data = filled(karen.get(f"{case}/nyt"), do="post", text=TEXT)
    site.clock.set("2026-04-02 19:30")
    answer = send(karen, case + path, data)
    assert answer.status_code == 401
    assert "er gemt som kladde" in visible_text(page_of(answer))
    assert own_events(site) == [], "nobody is signed in: nothing is posted"
    karen.get(f"{case}/nyt", status=401)
    assert typed(site.visitor().work_as(OLE, ADULTS), case) == ""
    assert typed(site.visitor().work_as(KAREN, ADULTS), case) == TEXT


def test_a_sign_in_that_ended_long_ago_keeps_nothing(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    data = filled(karen.get(f"{case}/nyt"), do="post", text=TEXT)
    site.clock.set("2026-04-04 19:30")
    assert send(karen, f"{case}/nyt", data).status_code == 401
    assert typed(site.visitor().work_as(KAREN, ADULTS), case) == ""


def test_an_ended_sign_in_keeps_no_draft_in_a_case_that_is_not_theirs(site: Site) -> None:
    (case,) = told(site, karens())
    ole = site.visitor().work_as(OLE, "Team Klager")
    token = ole.get("/medarbejder").find("input", attrs={"name": "csrf_token"})
    assert token is not None
    data = {"csrf_token": token["value"], "token": "t" * 20, "seen": "1", "text": TEXT}
    site.clock.set("2026-04-02 19:30")
    assert send(ole, f"{case}/nyt", data).status_code == 401
    with site.portal.reading.connect() as connection:
        assert connection.scalars(select(DraftRow.id)).all() == []
