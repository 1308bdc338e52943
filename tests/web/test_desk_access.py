"""At the desk: who may see a case for its citizen, on what paper; the citizen sees it at once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.store.models import EventRow, PersonRow
from tests.building import ANNA, BO, CARL
from tests.conftest import Clock, Site, Visitor
from tests.page_rules import CPR
from tests.web.desk import ADULTS, KAREN, errors_of, filled, karens, own_events, page_of, send, told
from tests.web.test_acts import main_text, words

GUARDIAN = {
    "basis": "guardianship",
    "cpr": BO,
    "name": "Bo Bertelsen",
    "what": "act",
    "since": "1/3 2026",
    "until": "",
    "proof": "Beskikkelse fra Familieretshuset, 20. februar 2026",
}


def karen(site: Site) -> Visitor:
    return site.visitor().work_as(KAREN, ADULTS)


def enter(visitor: Visitor, case: str, **changes: Any) -> Any:
    """Fill in the form of the page and send it, a second later."""
    visitor.site.clock.now += timedelta(seconds=1)
    page = visitor.get(f"{case}/adgang")
    for form in page.select("form[action$='/stop']"):
        form.decompose()
    return send(visitor, f"{case}/adgang", filled(page, **(GUARDIAN | changes)))


def test_a_guardian_is_written_in_and_sees_the_case(site: Site) -> None:
    (case,) = told(site, karens())
    answer = enter(karen(site), case)
    assert answer.status_code == 303, errors_of(answer)
    page = karen(site).get(answer.headers["Location"])
    assert words(site, "access.desk.entered") in page.get_text()
    assert "Bo Bertelsen" in page.get_text()
    (path,) = site.paths_of(ANNA)
    site.visitor(BO).get(path)
    site.visitor(BO).get(f"{path}/spoerg")
    with site.portal.reading.connect() as connection:
        assert len(connection.execute(select(PersonRow.person)).all()) == 2


def test_the_citizen_sees_it_at_once_with_its_source_date_and_paper(site: Site) -> None:
    (case,) = told(site, karens())
    enter(karen(site), case)
    (path,) = site.paths_of(ANNA)
    page = site.visitor(ANNA).get(f"{path}/adgang")
    text = main_text(page)
    assert "Bo Bertelsen" in text
    assert "Kommunen skrev det ind torsdag den 2. april" in text
    assert "Beskikkelse fra Familieretshuset" in text
    assert words(site, "access.basis.guardianship") in text
    assert words(site, "access.not_here.guardian") in text
    assert "/tag-tilbage" not in str(page)


def test_that_the_desk_opened_who_can_see_the_case_stands_among_the_looks(site: Site) -> None:
    (case,) = told(site, karens())
    enter(karen(site), case)
    (path,) = site.paths_of(ANNA)
    text = main_text(site.visitor(ANNA).get(f"{path}/hvem-har-set"))
    assert "åbnede siden om, hvem der kan se sagen." in text


def test_whoever_signed_a_power_of_attorney_takes_it_back_on_the_page(site: Site) -> None:
    (case,) = told(site, karens())
    enter(karen(site), case, basis="power_of_attorney")
    (path,) = site.paths_of(ANNA)
    bo = site.visitor(BO)
    bo.get(path)
    site.clock.set("2026-04-02 10:05")
    anna = site.visitor(ANNA)
    page = anna.get(f"{path}/adgang")
    assert words(site, "access.not_here.on_paper") in main_text(page)
    (button,) = page.select("form[action$='/tag-tilbage']")
    assert anna.post(str(button["action"]), f"{path}/adgang").status_code == 303
    bo.get(path, 403)
    assert "/tag-tilbage" not in str(anna.get(f"{path}/adgang"))


@pytest.mark.parametrize("basis", ["power_of_attorney", "party_representative"])
def test_a_paper_gives_what_it_says_and_ends_on_its_day(
    site: Site, clock: Clock, basis: str
) -> None:
    (case,) = told(site, karens())
    enter(karen(site), case, basis=basis, what="see_status", until="1/5 2026")
    (path,) = site.paths_of(ANNA)
    site.visitor(BO).get(path)
    site.visitor(BO).get(f"{path}/spoerg", 403)
    clock.set("2026-05-02 10:00")
    site.visitor(BO).get(path, 403)


def test_it_is_stopped_with_one_button_and_the_next_request_is_refused(site: Site) -> None:
    (case,) = told(site, karens())
    enter(karen(site), case)
    (path,) = site.paths_of(ANNA)
    bo, worker = site.visitor(BO), karen(site)
    bo.get(path)
    page = worker.get(f"{case}/adgang")
    form = page.select_one("form[action$='/stop']")
    assert form is not None
    site.clock.now += timedelta(seconds=1)
    data = {"csrf_token": form.find("input")["value"]}
    answer = worker._checked(worker.client.post(str(form["action"]), data=data))
    assert answer.status_code == 303
    bo.get(path, 403)
    assert words(site, "access.past.heading") in main_text(site.visitor(ANNA).get(f"{path}/adgang"))


def test_a_number_is_never_shown_again_and_stands_nowhere(site: Site) -> None:
    (case,) = told(site, karens())
    worker = karen(site)
    answer = enter(worker, case, proof="")
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert BO not in text
    assert not CPR.search(text)
    assert words(site, "access.desk.error.cpr_again") in text
    enter(worker, case)
    with site.portal.reading.connect() as connection:
        every = " ".join(connection.scalars(select(EventRow.data)))
    assert BO not in every
    assert BO.replace("-", "") not in every


@pytest.mark.parametrize(
    "changes",
    [
        {"cpr": "12345"},
        {"cpr": ""},
        {"cpr": ANNA},
        {"name": ""},
        {"name": f"Bo {CARL}"},
        {"proof": f"Fuldmagt fra {CARL}"},
        {"until": "1/2 2026"},
        {"until": "1/4 2026"},
        {"basis": "given_here"},
        {"what": "everything"},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused(site: Site, changes: dict[str, str]) -> None:
    (case,) = told(site, karens())
    assert enter(karen(site), case, **changes).status_code == 422
    assert own_events(site) == []


def test_the_same_form_sent_twice_is_one(site: Site) -> None:
    (case,) = told(site, karens())
    worker = karen(site)
    data = filled(worker.get(f"{case}/adgang"), **GUARDIAN)
    for _ in range(2):
        assert send(worker, f"{case}/adgang", data).status_code == 303
    assert own_events(site) == ["party.added"]


def test_the_desk_does_not_end_what_the_citizen_gave_or_the_case_system_told(site: Site) -> None:
    story = karens().party(CARL, role="guardian", scope=["act"], name="Carl Carlsen")
    (case,) = told(site, story)
    worker = karen(site)
    page = worker.get(f"{case}/adgang")
    assert "Carl Carlsen" in page.get_text()
    assert page.select_one("form[action$='/stop']") is None
    token = page.find("input", attrs={"name": "csrf_token"})["value"]
    answer = worker.client.post(f"{case}/adgang/p-63/stop", data={"csrf_token": token})
    assert answer.status_code == 404


def test_a_protected_name_is_not_shown_at_the_desk(site: Site) -> None:
    story = karens().party(CARL, role="guardian", scope=["act"], name="Carl C", protected=True)
    (case,) = told(site, story)
    assert "Carl C" not in karen(site).get(f"{case}/adgang").get_text()


def test_the_case_page_leads_here(site: Site) -> None:
    (case,) = told(site, karens())
    assert karen(site).get(case).select_one(f"a[href='{case}/adgang']")


def test_the_page_is_said_in_every_language(site: Site) -> None:
    (case,) = told(site, karens())
    enter(karen(site), case)
    for lang in ("en", "ar"):
        worker = site.visitor(None, lang).work_as(KAREN, ADULTS)
        assert page_of(worker.fetch(f"{case}/adgang")).find("h1")
