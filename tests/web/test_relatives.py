"""A citizen lets a relative see the case, with a code; and takes it back, at once."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select, update

from portal.identity import Identity, UserRole
from portal.identity.codes import SIGNS
from portal.store.models import EventRow, InvitationRow, OutboxRow
from tests.building import ANNA, BO, CARL, DITTE, Story
from tests.conftest import Clock, Site, Visitor
from tests.letters.asked_vera import broken_rules
from tests.page_rules import visible_text
from tests.web.test_access import statements
from tests.web.test_acts import begun, main_text, page_of, words

LEVELS = ("see_status", "read_letters", "act")
WRONG = "CCCC CCCC CCCC"


def send(visitor: Visitor, path: str, **data: str) -> Any:
    """Send the first form of a page as it stands, a second later, with some fields changed."""
    visitor.site.clock.now += timedelta(seconds=1)
    form = visitor.get(path).find("main").find("form", attrs={"novalidate": True})
    sent = {one["name"]: one.get("value", "") for one in form.find_all("input") if one.get("name")}
    for one in form.find_all("input", type="radio"):
        sent.pop(one["name"], None)
    for one in form.find_all("input", type="radio", checked=True):
        sent[one["name"]] = one["value"]
    return visitor._checked(visitor.client.post(path, data=sent | data))


def give(site: Site, what: str = "see_status", **more: str) -> str:
    """Let Anna invite somebody to her case; return the code."""
    path = f"{site.paths_of(ANNA)[0]}/adgang/giv"
    answer = send(site.visitor(ANNA), path, **({"name": "Min søster", "what": what} | more))
    assert answer.status_code == 200, main_text(page_of(answer))
    return page_of(answer).select_one(".code__signs").get_text(" ", strip=True)


def enter(visitor: Visitor, code: str) -> Any:
    return send(visitor, "/kode", code=code)


def accept(site: Site, code: str, who: str = BO) -> Visitor:
    """Let Bo type a code and say yes."""
    visitor = site.visitor(who)
    offered = enter(visitor, code)
    assert offered.status_code == 200, main_text(page_of(offered))
    form = page_of(offered).find("main").find("form")
    site.clock.now += timedelta(seconds=1)
    data = {one["name"]: one["value"] for one in form.find_all("input")} | {"ja": "1"}
    answer = visitor._checked(visitor.client.post("/kode", data=data))
    assert answer.status_code == 303
    visitor.get(answer.headers["Location"])
    return visitor


def press(visitor: Visitor, page: str, ending: str) -> Any:
    """Press the button of the form whose address ends so, a second later."""
    visitor.site.clock.now += timedelta(seconds=1)
    forms = visitor.get(page).find("main").find_all("form")
    form = next(one for one in forms if str(one["action"]).endswith(ending))
    data = {one["name"]: one["value"] for one in form.find_all("input")}
    return visitor._checked(visitor.client.post(form["action"], data=data))


def helped(site: Site, what: str = "see_status", **more: str) -> tuple[str, Visitor]:
    """Return the case's path and the browser of a relative who has access."""
    site.record(begun())
    return site.paths_of(ANNA)[0], accept(site, give(site, what, **more))


# --- given -------------------------------------------------------------------------------


def test_a_citizen_gives_access_and_the_relative_sees_the_case(site: Site) -> None:
    path, bo = helped(site)
    page = bo.get(path)
    assert "Anna Andersen" in visible_text(page)
    assert "Anna Andersen" in visible_text(bo.get("/mine-sager"))
    own = main_text(site.visitor(ANNA).get(f"{path}/adgang"))
    assert "Min søster" in own
    assert words(site, "access.may.see_status") in own


@pytest.mark.parametrize("lang", ["da", "en", "ar"])
@pytest.mark.parametrize("easy", [False, True])
def test_every_page_of_it_keeps_the_rules(site: Site, lang: str, easy: bool) -> None:
    site.record(begun())
    path = site.paths_of(ANNA)[0]
    reader: dict[str, Any] = {"lang": lang, "easy": easy}
    anna, bo = site.visitor(ANNA, **reader), site.visitor(BO, **reader)
    for one in ("/adgang", "/adgang/giv"):
        anna.get(path + one)
    assert send(anna, f"{path}/adgang/giv", name="").status_code == 422
    code = give(site)
    anna.get(f"{path}/adgang")
    assert enter(bo, "C").status_code == 422
    assert enter(bo, WRONG).status_code == 422
    assert enter(bo, code).status_code == 200
    accept(site, code)
    ref = party_of(site)
    for one in ("/adgang", f"/adgang/{ref}"):
        anna.get(path + one)
    bo.get(f"{path}/adgang")


def party_of(site: Site) -> str:
    with site.portal.reading.connect() as connection:
        return "portal-" + str(connection.scalar(select(InvitationRow.public_id)))


@pytest.mark.parametrize("what", LEVELS)
def test_each_level_opens_what_it_says_and_no_more(site: Site, what: str) -> None:
    path, bo = helped(site, what)
    acts = {"see_status": 403, "read_letters": 403, "act": 200}[what]
    for slug in ("spoerg", "ring-mig-op", "kontakt", "send", "se-min-sag"):
        bo.get(f"{path}/{slug}", acts)
    links = [one["href"] for one in bo.get(path).find("main").find_all("a", href=True)]
    assert (f"{path}/spoerg" in links) is (what == "act")
    said = main_text(bo.get(f"{path}/adgang"))
    assert words(site, f"access.you_may.{what}") in said


def test_a_relative_passes_nothing_on_and_changes_nobodys_access(site: Site) -> None:
    path, bo = helped(site, "act")
    bo.get(f"{path}/adgang/giv", 404)
    bo.get(f"{path}/adgang/{party_of(site)}", 404)
    assert "/adgang/giv" not in str(bo.get(f"{path}/adgang"))


def test_what_they_did_stands_on_the_persons_page(site: Site) -> None:
    path, bo = helped(site, "act")
    form = bo.get(f"{path}/spoerg").find("main").find("form")
    data = {one["name"]: one.get("value", "") for one in form.find_all(type="hidden")}
    bo._checked(bo.client.post(f"{path}/spoerg", data=data | {"text": "Hvornår?"}))
    own = main_text(site.visitor(ANNA).get(f"{path}/adgang"))
    assert words(site, "act.question.heading") in own
    assert "Hvornår?" not in str(site.visitor(ANNA).get(path))


def test_nothing_is_sent_to_whoever_was_given_access_here(site: Site) -> None:
    from portal.core.contact import may_be_told
    from portal.store.outbox import parties_of

    path, _ = helped(site, "act")
    with site.portal.reading.connect() as connection:
        rows = connection.execute(select(OutboxRow.id)).all()
        case = connection.scalar(select(InvitationRow.case_id))
        relative = parties_of(connection, int(case or 0))[party_of(site)]
    assert rows == []
    assert not may_be_told(relative, site.portal.today())
    assert path


def test_the_name_is_encrypted_and_stands_in_no_event(site: Site) -> None:
    helped(site)
    with site.portal.reading.connect() as connection:
        sealed = connection.scalar(select(InvitationRow.name))
        events = connection.scalars(select(EventRow.data)).all()
    assert sealed is not None
    assert "søster".encode() not in sealed
    assert not any("søster" in one for one in events)
    assert BO.replace("-", "") not in str(events)


# --- taken back, made less ---------------------------------------------------------------


def test_it_is_taken_back_with_one_button_and_the_next_request_is_refused(site: Site) -> None:
    path, bo = helped(site, "act")
    open_form = bo.get(f"{path}/spoerg").find("main").find("form")
    bo.get(path)
    answer = press(site.visitor(ANNA), f"{path}/adgang", "/tag-tilbage")
    assert answer.status_code == 303
    page = site.visitor(ANNA).get(answer.headers["Location"])
    assert words(site, "access.taken_back") in page.select_one("main [role=status]").get_text()
    bo.get(path, 403)
    for one in ("/adgang", "/spoerg", "/sendt", "/aftaler"):
        bo.get(path + one, 403)
    data = {one["name"]: one.get("value", "") for one in open_form.find_all(type="hidden")}
    late = bo._checked(bo.client.post(f"{path}/spoerg", data=data | {"text": "Så sent"}))
    assert late.status_code == 403
    assert path not in str(bo.get("/mine-sager"))


def test_access_can_be_less_and_the_relative_is_not_told_why(site: Site) -> None:
    path, bo = helped(site, "act")
    anna = site.visitor(ANNA)
    ref = party_of(site)
    answer = send(anna, f"{path}/adgang/{ref}", what="see_status")
    assert answer.status_code == 303
    bo.get(f"{path}/spoerg", 403)
    said = main_text(bo.get(f"{path}/adgang"))
    assert words(site, "access.you_may.see_status") in said
    assert words(site, "access.changed") in main_text(anna.get(answer.headers["Location"]))


def test_access_can_be_longer_and_has_always_an_end(site: Site, clock: Clock) -> None:
    path, bo = helped(site, until="10/4 2026")
    anna, ref = site.visitor(ANNA), party_of(site)
    assert send(anna, f"{path}/adgang/{ref}", until="1/1 2030").status_code == 422
    assert send(anna, f"{path}/adgang/{ref}", until="1/4 2026").status_code == 422
    assert send(anna, f"{path}/adgang/{ref}", until="").status_code == 422
    assert send(anna, f"{path}/adgang/{ref}", until="1/5 2026").status_code == 303
    clock.set("2026-04-20 10:00")
    site.visitor(BO).get(path)
    clock.set("2026-05-02 00:01")
    site.visitor(BO).get(path, 403)
    assert bo


def test_a_relative_stops_their_own_access(site: Site) -> None:
    path, bo = helped(site)
    assert press(bo, f"{path}/adgang", "/tag-tilbage").status_code == 303
    bo.get(path, 403)


def test_a_relative_cannot_stop_anybody_elses(site: Site) -> None:
    path, bo = helped(site)
    carl = accept(site, give(site), CARL)
    with site.portal.reading.connect() as connection:
        every = select(InvitationRow.public_id).order_by(InvitationRow.id)
        refs = [f"portal-{one}" for one in connection.scalars(every)]
    token = carl.get("/kode").find("input", attrs={"name": "csrf_token"})["value"]
    answers = {
        ref: carl.client.post(f"{path}/adgang/{ref}/tag-tilbage", data={"csrf_token": token})
        for ref in refs[:1]
    }
    assert [one.status_code for one in answers.values()] == [404]
    bo.get(path)


def test_one_person_has_one_access(site: Site) -> None:
    path, bo = helped(site, "act")
    accept(site, give(site, "see_status"))
    bo.get(f"{path}/spoerg", 403)
    own = site.visitor(ANNA).get(f"{path}/adgang")
    assert len(own.select("#now ~ article")) == 1


# --- the code ----------------------------------------------------------------------------


def test_the_code_is_shown_once_and_only_its_digest_is_kept(site: Site) -> None:
    site.record(begun())
    path = f"{site.paths_of(ANNA)[0]}/adgang/giv"
    anna = site.visitor(ANNA)
    form = anna.get(path).find("main").find("form")
    data = {one["name"]: one.get("value", "") for one in form.find_all("input")}
    data |= {"name": "Min bror", "what": "act"}
    first = anna._checked(anna.client.post(path, data=data))
    code = page_of(first).select_one(".code__signs").get_text("", strip=True)
    assert len(code) == 12
    assert set(code) <= set(SIGNS)
    again = anna._checked(anna.client.post(path, data=data))
    assert page_of(again).select_one(".code__signs") is None
    assert code not in str(anna.get(f"{site.paths_of(ANNA)[0]}/adgang"))
    with site.portal.reading.connect() as connection:
        kept = connection.execute(select(*InvitationRow.__table__.columns)).all()
    assert len(kept) == 1
    assert code[4:] not in str(kept)


def spoil(site: Site, what: str, code: str, clock: Clock) -> str:
    """Make a code unusable in one way; return what is typed."""
    at = clock.now
    changes: dict[str, dict[str, Any]] = {
        "used": {"used_at": at, "used_by": "x"},
        "withdrawn": {"withdrawn_at": at},
        "void": {"tries_left": 0},
    }
    if what in changes:
        with site.portal.engine.begin() as connection:
            connection.execute(update(InvitationRow).values(changes[what]))
    if what == "expired":
        clock.set("2026-04-17 10:00")
    if what == "wrong":
        return code[:-1] + ("C" if code[-1] != "C" else "D")
    return WRONG if what == "unknown" else code


@pytest.mark.parametrize("what", ["wrong", "unknown", "used", "withdrawn", "void", "expired"])
def test_every_code_that_gives_nothing_is_the_same_answer_and_the_same_statements(
    site: Site, clock: Clock, what: str
) -> None:
    site.record(begun())
    code = give(site)
    typed = spoil(site, what, code, clock)
    visitor = site.visitor(BO)
    token = visitor.get("/kode").find("input", attrs={"name": "csrf_token"})["value"]
    answers: list[Any] = []
    data = {"csrf_token": token, "code": typed}
    asked = statements(site, lambda: answers.append(visitor.client.post("/kode", data=data)))
    assert answers[0].status_code == 422
    said = main_text(page_of(answers[0]))
    assert words(site, "access.error.code") in said
    data["code"] = WRONG
    known = statements(site, lambda: answers.append(visitor.client.post("/kode", data=data)))
    assert asked == known

    def bare(answer: Any) -> str:
        text = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.get_data(as_text=True))
        return text.replace(typed, "CODE").replace(WRONG, "CODE")

    assert bare(answers[0]) == bare(answers[1])


def test_five_wrong_tries_close_the_code_whoever_tries(site: Site) -> None:
    site.record(begun())
    code = give(site)
    wrong = code[:-1] + ("C" if code[-1] != "C" else "D")
    for number in range(5):
        assert enter(site.visitor((BO, CARL, DITTE)[number % 3]), wrong).status_code == 422
    assert enter(site.visitor(BO), code).status_code == 422
    own = main_text(site.visitor(ANNA).get(f"{site.paths_of(ANNA)[0]}/adgang"))
    assert "forkert 5 gange" in own


def test_looking_at_the_offer_costs_no_try(site: Site) -> None:
    site.record(begun())
    code = give(site)
    for _ in range(7):
        assert enter(site.visitor(BO), code).status_code == 200
    accept(site, code.lower().replace(" ", "-"))


def test_the_giver_is_told_that_it_is_their_own(site: Site) -> None:
    site.record(begun())
    answer = enter(site.visitor(ANNA), give(site))
    assert words(site, "access.error.own_code") in main_text(page_of(answer))


def test_a_code_is_used_once(site: Site) -> None:
    site.record(begun())
    code = give(site)
    accept(site, code)
    assert enter(site.visitor(CARL), code).status_code == 422


def test_a_code_that_is_stopped_gives_nothing(site: Site) -> None:
    site.record(begun())
    code = give(site)
    path = site.paths_of(ANNA)[0]
    press(site.visitor(ANNA), f"{path}/adgang", "/tag-tilbage")
    assert enter(site.visitor(BO), code).status_code == 422


def test_the_code_is_no_sign_in(site: Site) -> None:
    site.record(begun())
    code = give(site)
    nobody = site.visitor()
    nobody.get("/kode", 401)
    nobody.get("/", 200)
    staff = site.visitor().work_as("Karen Eksempel")
    staff.get("/kode", 404)
    assert code


def test_the_invitation_ends_with_the_giver(site: Site) -> None:
    story = begun()
    site.record(story)
    code = give(site)
    site.record(story.say("party.died", "2026-04-02 09:00", party="p-61"))
    assert enter(site.visitor(BO), code).status_code == 422


def test_more_codes_than_may_wait_are_not_made(site: Site) -> None:
    site.record(begun())
    for _ in range(10):
        give(site)
    path = f"{site.paths_of(ANNA)[0]}/adgang/giv"
    answer = send(site.visitor(ANNA), path, name="Min søster", what="act")
    assert answer.status_code == 422


def test_a_name_never_holds_a_cpr_number(site: Site) -> None:
    site.record(begun())
    path = f"{site.paths_of(ANNA)[0]}/adgang/giv"
    answer = send(site.visitor(ANNA), path, name=f"Bo {BO}", what="act")
    assert answer.status_code == 422


# --- who may give, and who else is in the case -------------------------------------------


def family(**parents: Any) -> Story:
    story = Story().opened().party(CARL, role="child", name="Carl C", birth_date="2010-05-01")
    story.party(ANNA, role="parent", custody="joint", name="Anna Andersen", **parents)
    return story.party(BO, role="parent", custody="joint", name="Bo Bertelsen", **parents)


def test_parents_and_guardians_pass_nothing_on(site: Site) -> None:
    site.record(family())
    path = site.paths_of(ANNA)[0]
    anna = site.visitor(ANNA)
    anna.get(f"{path}/adgang/giv", 404)
    assert words(site, "access.you_may.parent") in main_text(anna.get(f"{path}/adgang"))


def test_a_child_of_fifteen_gives_access_and_a_younger_one_is_told_to_wait(
    site: Site, clock: Clock
) -> None:
    site.record(family())
    path = site.paths_of(CARL)[0]
    site.visitor(CARL).get(f"{path}/adgang/giv")
    clock.set("2025-04-30 10:00")
    carl = site.visitor(CARL)
    carl.get(f"{path}/adgang/giv", 404)
    assert "15" in main_text(carl.get(f"{path}/adgang"))


def test_a_parent_cannot_be_taken_back_and_it_is_said_who_to_call(site: Site) -> None:
    site.record(family())
    path = site.paths_of(CARL)[0]
    page = site.visitor(CARL).get(f"{path}/adgang")
    assert words(site, "access.not_here.parent") in main_text(page)
    assert "/tag-tilbage" not in str(page)
    assert page.select(".holder a[href^='tel:']")
    token = page.find("input", attrs={"name": "csrf_token"})["value"]
    carl = site.visitor(CARL)
    answer = carl.client.post(f"{path}/adgang/p-61/tag-tilbage", data={"csrf_token": token})
    assert answer.status_code in (400, 404)
    site.visitor(ANNA).get(path)


def test_a_protected_parent_is_never_named(site: Site) -> None:
    site.record(family(protected=True))
    path = site.paths_of(CARL)[0]
    for who in (CARL, ANNA, BO):
        text = str(site.visitor(who).get(f"{path}/adgang"))
        for part in ("Andersen", "Bertelsen"):
            assert part not in text, who


def test_the_relatives_own_name_comes_from_their_sign_in(site: Site) -> None:
    site.record(begun())
    code = give(site, "act")
    bo = site.visitor()
    hashed = site.portal.identifiers.person(BO)
    bo._begin(Identity(UserRole.CITIZEN, hashed, "Bo Bertelsen"), "t" * 30)
    form = page_of(enter(bo, code)).find("main").find("form")
    data = {one["name"]: one["value"] for one in form.find_all("input")} | {"ja": "1"}
    bo._checked(bo.client.post("/kode", data=data))
    own = main_text(site.visitor(ANNA).get(f"{site.paths_of(ANNA)[0]}/adgang"))
    assert "Min søster" in own
    assert "Bertelsen" not in own


# --- the code as a letter ----------------------------------------------------------------


def letter_of(site: Site, answer: Any, visitor: Visitor) -> Any:
    """Press the button for the letter on the page with the code."""
    form = page_of(answer).select_one("main form[action$='/giv/brev']")
    data = {one["name"]: one["value"] for one in form.find_all("input")}
    return visitor._checked(visitor.client.post(str(form["action"]), data=data))


def invited(site: Site, lang: str = "da", easy: bool = False) -> tuple[Visitor, Any, str]:
    """Let Anna make a code; return her browser, the page with it, and the code."""
    site.record(begun())
    anna = site.visitor(ANNA, lang, easy=easy)
    path = f"{site.paths_of(ANNA)[0]}/adgang/giv"
    answer = send(anna, path, name="Min søster Sofie", what="act")
    return anna, answer, page_of(answer).select_one(".code__signs").get_text(" ", strip=True)


def paper_text(content: bytes) -> str:
    """Return what stands in a PDF, with single spaces."""
    return " ".join(
        " ".join(one.extract_text() for one in PdfReader(BytesIO(content)).pages).split()
    )


@pytest.mark.parametrize(("lang", "easy"), [("da", False), ("da", True), ("en", False)])
def test_the_code_comes_as_a_letter_that_names_nobody(site: Site, lang: str, easy: bool) -> None:
    anna, answer, code = invited(site, lang, easy)
    made = letter_of(site, answer, anna)
    assert (made.status_code, made.mimetype) == (200, "application/pdf")
    assert made.headers["Cache-Control"] == "no-store"
    assert "attachment" in made.headers["Content-Disposition"]
    text = paper_text(made.data)
    assert code in text
    assert "MitID" in text
    for word in ("Anna", "Andersen", "Sofie", site.paths_of(ANNA)[0]):
        assert word not in text
    assert PdfReader(BytesIO(made.data)).trailer["/Root"]["/Lang"] == lang
    accept(site, code)


def test_the_letter_in_arabic_is_arabic_and_breaks_no_rule(site: Site, tmp_path: Path) -> None:
    anna, answer, _ = invited(site, "ar")
    made = letter_of(site, answer, anna)
    assert PdfReader(BytesIO(made.data)).trailer["/Root"]["/Lang"] == "ar"
    (tmp_path / "ar.pdf").write_bytes(made.data)
    assert broken_rules([tmp_path / "ar.pdf"]) == {"ar.pdf": []}


@pytest.mark.parametrize("what", ["wrong", "unknown", "used", "withdrawn", "void", "expired"])
def test_a_code_that_gives_nothing_is_no_letter(site: Site, clock: Clock, what: str) -> None:
    anna, answer, code = invited(site)
    form = page_of(answer).select_one("main form[action$='/giv/brev']")
    token = form.select_one("[name=csrf_token]")["value"]
    typed = spoil(site, what, code, clock)
    anna = site.visitor(ANNA) if what == "expired" else anna
    if what == "expired":
        token = anna.get("/indstillinger").find("input", attrs={"name": "csrf_token"})["value"]
    sent = {"csrf_token": token, "code": typed}
    late = anna._checked(anna.client.post(str(form["action"]), data=sent))
    assert late.status_code == 410
    assert words(site, "access.code.gone") in main_text(page_of(late))


def test_nobody_else_gets_the_letter_and_it_costs_no_try(site: Site) -> None:
    anna, answer, code = invited(site)
    bo = accept(site, give(site, "act"))
    path = f"{site.paths_of(ANNA)[0]}/adgang/giv/brev"
    token = bo.get("/kode").find("input", attrs={"name": "csrf_token"})["value"]
    refused = bo.client.post(path, data={"csrf_token": token, "code": code})
    assert refused.status_code == 404
    for _ in range(7):
        assert letter_of(site, answer, anna).status_code == 200
    accept(site, code, CARL)
