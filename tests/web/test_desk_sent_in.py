"""What a citizen sent, read and answered at the desk; files only when they may be opened."""

import pytest
from sqlalchemy import update

from portal.core.files import FileState
from portal.core.fold import read_case
from portal.core.promises import promises_of
from portal.core.vocabulary import MessageKind
from portal.files import Accepted, Vault
from portal.services.send_message import Keeping, Submission, send_message
from portal.store.desk import case_by_public_id
from portal.store.models import AttachmentRow
from tests.building import ANNA, BO
from tests.conftest import Site, Visitor
from tests.page_rules import visible_text
from tests.web.desk import (
    ADULTS,
    FAMILIES,
    KAREN,
    OLE,
    events,
    filled,
    karens,
    page_of,
    send,
    told,
    write,
)

WORDS = "Hvornår får jeg svar om min bil?"


@pytest.fixture
def karen(site: Site) -> Visitor:
    return site.visitor().work_as(KAREN, ADULTS)


def asked(site: Site, case: str, kind: MessageKind = MessageKind.QUESTION, *files: Accepted) -> str:
    """Send something as the citizen does; return its reference."""
    here = site.portal
    with here.reading.connect() as connection:
        row = case_by_public_id(connection, case.rsplit("/", 1)[1])
    keeping = Keeping(here.engine, Vault(here.settings.files, here.identifiers), here.identifiers)
    person = here.identifiers.person(ANNA)
    submission = Submission(row.id, f"p-{ANNA[:2]}", person, kind, WORDS, files)
    return send_message(keeping, submission, here.office, here.now())


def test_a_question_is_answered_from_the_list_and_its_promise_kept(
    site: Site, karen: Visitor
) -> None:
    story = karens()
    story.payloads = story.payloads[:-1]
    (case,) = told(site, story)
    ref = asked(site, case)
    site.clock.set("2026-04-09 10:00")
    karen.work_as(KAREN, ADULTS)
    found = [one for one in karen.get("/medarbejder").select(".work") if "Svar" in one.get_text()]
    assert len(found) == 1, "the reply that was promised and the question are one line"
    link = found[0].select_one(".work__do a")
    assert link is not None
    path = str(link["href"]).split("#", maxsplit=1)[0]
    form = karen.get(path)
    assert WORDS in visible_text(form), "what is answered stands beside the answer"
    assert send(karen, path, filled(form, do="post", text="Senest i maj.")).status_code == 303
    state = read_case(events(site, case))
    assert state.messages[ref].answered_at is not None
    promised = next(one for one in promises_of(state, site.portal.today()) if one.what == "reply")
    assert promised.kept_at is not None
    assert "Besvaret" in visible_text(karen.get(case))


def test_a_reference_of_another_case_is_not_answered(site: Site, karen: Visitor) -> None:
    mine, other = told(site, karens(), karens("S-2", BO))
    ref = asked(site, other)
    assert WORDS not in visible_text(karen.get(f"{mine}/nyt?svar={ref}"))
    write(karen, mine, text="Et svar.", answers=ref)
    assert read_case(events(site, other)).messages[ref].answered_at is None


@pytest.mark.parametrize(
    ("state", "opens"),
    [
        (FileState.WAITING, False),
        (FileState.INFECTED, False),
        (FileState.CLEAN, True),
        (FileState.UNSCANNED, True),
    ],
)
def test_a_file_is_handed_out_only_when_it_may_be_opened(
    site: Site, karen: Visitor, state: FileState, opens: bool
) -> None:
    (case,) = told(site, karens())
    content = b"<html>not a page</html>"
    asked(site, case, MessageKind.INFORMATION, Accepted("brev.txt", "text/plain", content))
    with site.portal.engine.begin() as connection:
        connection.execute(update(AttachmentRow).values(state=state))
        (file,) = connection.execute(AttachmentRow.__table__.select()).all()
    path = f"{case}/fil/{file.public_id}"
    links = [str(one["href"]) for one in karen.get(case).select("a[href*='/fil/']")]
    assert links == ([path] if opens else [])
    answer = karen.client.get(path)
    assert answer.status_code == (200 if opens else 404)
    if opens:
        assert answer.data == content
        assert answer.headers["Content-Disposition"].startswith("attachment")
    for visitor in (site.visitor(ANNA), site.visitor().work_as(OLE, FAMILIES)):
        assert visitor.client.get(path).status_code == 404


def test_a_file_is_found_in_its_own_case_only(site: Site, karen: Visitor) -> None:
    mine, other = told(site, karens(), karens("S-2", BO))
    asked(site, mine, MessageKind.INFORMATION, Accepted("brev.txt", "text/plain", b"Hej"))
    with site.portal.engine.begin() as connection:
        connection.execute(update(AttachmentRow).values(state=FileState.CLEAN))
        (file,) = connection.execute(AttachmentRow.__table__.select()).all()
    assert karen.client.get(f"{mine}/fil/{file.public_id}").status_code == 200
    assert karen.client.get(f"{other}/fil/{file.public_id}").status_code == 404


def test_advice_stands_beside_the_text_and_stops_nothing(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    heavy = "Ydelsen vil blive bevilget, jf. serviceloven § 100, da forvaltningen har svigtet."
    form = karen.get(f"{case}/nyt")
    page = page_of(send(karen, f"{case}/nyt", filled(form, do="preview", text=heavy)))
    bar = visible_text(page.select_one(".proof") or page)
    assert "Lix er" in bar
    assert "§ 100" in bar
    edited = page_of(send(karen, f"{case}/nyt", filled(page, do="edit")))
    assert "serviceloven" in visible_text(edited.select_one(".advice") or edited)
    assert send(karen, f"{case}/nyt", filled(edited, do="post")).status_code == 303
