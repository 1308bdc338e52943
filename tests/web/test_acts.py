"""What a citizen can do: each act as its own page, with a receipt, and shown back to them alone."""

import re
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from sqlalchemy import select, update

from portal.core.vocabulary import MessageKind, Outcome
from portal.store.cases import events_of, links_of
from portal.store.models import CaseRow, EventRow, MessageRow
from portal.web.citizen.acts_part import SLUGS
from tests.building import ANNA, BO, CARL, IDENTIFIERS, Story
from tests.conftest import Clock, Site, Visitor, with_adviser
from tests.page_rules import visible_text

READERS: list[dict[str, Any]] = [{"lang": "da"}, {"lang": "da", "easy": True}, {"lang": "en"},
                                 {"lang": "ar"}]  # fmt: skip
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"

FILLED: dict[MessageKind, dict[str, str]] = {
    MessageKind.HEARING_ANSWER: {"text": "Tallet er forkert."},
    MessageKind.MORE_TIME: {"until": "30/4", "text": ""},
    MessageKind.BEFORE_ANSWER: {"how": "talk"},
    MessageKind.INFORMATION: {"what": "other", "text": "Jeg er flyttet."},
    MessageKind.COMPLAINT: {},
    MessageKind.ACCESS: {"support": "together"},
    MessageKind.QUESTION: {"text": "Hvornår får jeg svar?"},
    MessageKind.CALL_BACK: {"phone": "12 34 56 78", "time": "morning"},
    MessageKind.URGENT: {"text": "Jeg mister min bolig.", "phone": "12 34 56 78"},
    MessageKind.DISAGREE: {"where": "letter", "text": "Jeg bor alene."},
    MessageKind.EXPERT_VIEW: {"text": "Min sygdom er sjælden."},
}


def begun() -> Story:
    story = Story().opened().party(ANNA, name="Anna Andersen").steps("received", "information")
    story.say("unit.assigned", "2026-03-02", unit="Teamet", phone="79 75 50 10")
    return story.say("caseworker.assigned", "2026-03-02", name="Karen", phone="79 75 50 01")


def heard(due: str = "2026-04-20") -> Story:
    story = begun().say("step.entered", "2026-03-18", step="casework")
    return story.say("hearing.opened", "2026-03-20", hearing="h-1", due_on=due)


def refused(story: Story | None = None) -> Story:
    story = (story or begun()).say("step.entered", "2026-03-18", step="decision")
    story.say("decision.made", "2026-03-20", decision="d-1", outcome="refused")
    return story.say(
        "letter.available", "2026-03-21", letter="b-1", kind="decision", channel="digital_post",
        decision="d-1", available_at="2026-03-21T09:00:00+01:00",
    )  # fmt: skip


def asked() -> Story:
    request = {"request": "a-1", "from_": "citizen", "item": "receipts", "due_on": "2026-04-20"}
    return begun().say("information.requested", "2026-03-10", **request)


def story_for(kind: MessageKind) -> Story:
    if kind in (MessageKind.HEARING_ANSWER, MessageKind.MORE_TIME):
        return heard()
    if kind is MessageKind.COMPLAINT:
        return refused()
    return asked() if kind is MessageKind.INFORMATION else begun()


def path_of(site: Site, kind: MessageKind | None = None, who: str = ANNA) -> str:
    case = site.paths_of(who)[0]
    return f"{case}/{SLUGS[kind]}" if kind else case


def send(visitor: Visitor, path: str, files: Any = None, **data: str) -> Any:
    """Send a form as a browser does: with every hidden field of the page it stands on."""
    form = visitor.get(path).find("main").find("form")
    hidden = {one["name"]: one.get("value", "") for one in form.find_all(type="hidden")}
    sent = hidden | data | ({"files": files} if files else {})
    kind = "multipart/form-data" if form.get("enctype") else None
    return visitor._checked(visitor.client.post(path, data=sent, content_type=kind))


def page_of(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.get_data(as_text=True), "html.parser")


def main_text(page: BeautifulSoup) -> str:
    main = page.find("main")
    assert isinstance(main, Tag)
    for aside in main.find_all("aside"):
        aside.decompose()
    return visible_text(main)


def words(site: Site, key: str, lang: str = "da") -> str:
    return site.portal.catalogue[lang, "normal"].text(key)


# --- every act --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(MessageKind))
@pytest.mark.parametrize("reader", READERS, ids=lambda one: "-".join(map(str, one.values())))
def test_each_act_is_a_page_with_the_phone_a_form_and_a_receipt(
    site: Site, kind: MessageKind, reader: dict[str, Any]
) -> None:
    site.record(story_for(kind))
    visitor = site.visitor(ANNA, **reader)
    path = path_of(site, kind)
    page = visitor.get(path)
    assert page.find("main").find("a", href="tel:79755001"), "the phone stands beside it"
    answer = send(visitor, path, **FILLED[kind])
    assert answer.status_code == 303, main_text(page_of(answer))
    assert answer.headers["Location"] == f"{path_of(site)}/kvittering"
    receipt = visitor.get(answer.headers["Location"])
    assert receipt.find("main").find("a", href="tel:79755001")
    for value in FILLED[kind].values():
        if len(value) > 10 and reader["lang"] == "da":
            assert value in main_text(receipt)
    visitor.get(f"{path_of(site)}/sendt")
    with site.portal.engine.connect() as connection:
        (row,) = connection.execute(select(MessageRow.kind, MessageRow.text)).all()
    assert row.kind == kind


@pytest.mark.parametrize("kind", list(MessageKind))
def test_an_act_that_is_not_open_says_why_and_what_else_there_is(
    site: Site, kind: MessageKind
) -> None:
    site.record(begun().say("case.closed", "2026-03-30", reason="withdrawn_by_citizen"))
    page = site.visitor(ANNA).get(path_of(site, kind))
    links = {a["href"] for a in page.find("main").find_all("a", href=True)}
    always = {MessageKind.QUESTION, MessageKind.CALL_BACK, MessageKind.ACCESS, MessageKind.DISAGREE}
    if kind in always:
        assert page.find("main").find("form")
    else:
        assert not page.find("main").find("form")
        assert words(site, f"act.{kind}.closed") in main_text(page)
        assert {path_of(site, one) for one in always} <= links


def test_what_is_sent_when_the_case_has_moved_on_is_received(site: Site) -> None:
    site.record(heard())
    visitor = site.visitor(ANNA)
    path = path_of(site, MessageKind.HEARING_ANSWER)
    form = visitor.get(path).find("main").find("form")
    hidden = {one["name"]: one.get("value", "") for one in form.find_all(type="hidden")}
    site.record(refused(Story()).payloads[-3:] and refused(heard()).payloads[-3:])
    answer = visitor.client.post(path, data=hidden | {"text": "Jeg nåede det ikke før."})
    assert answer.status_code == 303
    assert "Jeg nåede det ikke før." in main_text(visitor.get(f"{path_of(site)}/kvittering"))


def test_a_hearing_can_be_answered_again_until_its_day(site: Site) -> None:
    site.record(heard())
    visitor = site.visitor(ANNA)
    path = path_of(site, MessageKind.HEARING_ANSWER)
    for text in ("Tallet er forkert.", "Og adressen."):
        assert send(visitor, path, text=text).status_code == 303
        assert text in main_text(visitor.get(f"{path_of(site)}/kvittering"))
        for kind in (MessageKind.HEARING_ANSWER, MessageKind.MORE_TIME):
            page = main_text(visitor.get(path_of(site, kind)))
            assert "Du har svaret. Du kan skrive mere til og med" in page
            assert words(site, f"act.{kind}.closed") not in page
    with site.portal.engine.connect() as connection:
        statement = select(EventRow.type).where(EventRow.source == "sagsvej")
        types = connection.scalars(statement).all()
    assert types.count("sagsvej.hearing.answered") == 2, "the second is received as the first"


# --- what each promises ------------------------------------------------------------------


def test_a_receipt_says_what_when_and_by_when(site: Site) -> None:
    site.record(begun())
    visitor = site.visitor(ANNA)
    send(visitor, path_of(site, MessageKind.QUESTION), text="Hvem bestemmer?")
    text = main_text(visitor.get(f"{path_of(site)}/kvittering"))
    assert "Vi fik det torsdag den 2. april kl. 10.00." in text
    assert "senest mandag den 13. april 2026" in text, "five working days after Easter"
    assert "Hvem bestemmer?" in text
    # And it is a promise like any other.
    assert "mandag den 13. april 2026" in main_text(visitor.get(f"{path_of(site)}/aftaler"))
    assert "mandag den 13. april 2026" in main_text(visitor.get(path_of(site)))


def test_access_has_the_clock_of_the_law(site: Site, clock: Clock) -> None:
    clock.set("2026-04-01 10:00")
    site.record(begun())
    visitor = site.visitor(ANNA)
    page = main_text(visitor.get(path_of(site, MessageKind.ACCESS)))
    assert "onsdag den 15. april 2026" in page, "danish rules 1.7"
    send(visitor, path_of(site, MessageKind.ACCESS))
    receipt = main_text(visitor.get(f"{path_of(site)}/kvittering"))
    assert "onsdag den 15. april 2026" in receipt


def test_a_complaint_needs_no_words_is_never_late_and_is_then_followed(
    site: Site, clock: Clock
) -> None:
    site.record(refused())
    clock.set("2026-06-01 10:00")
    visitor = site.visitor(ANNA)
    path = path_of(site, MessageKind.COMPLAINT)
    text = main_text(visitor.get(path))
    assert "Dagen for at klage var mandag den 20. april 2026" in text
    assert "mandag den 29. juni 2026" in text, "four weeks to look again"
    assert send(visitor, path).status_code == 303
    receipt = main_text(visitor.get(f"{path_of(site)}/kvittering"))
    assert "mandag den 29. juni 2026" in receipt
    page = visitor.get(path_of(site))
    assert page.find("h1").get_text(strip=True) == words(site, "status.complaint_received")
    assert not visitor.get(path).find("main").find("form"), "it has been sent"


def test_an_open_request_is_answered_by_what_is_sent(site: Site) -> None:
    site.record(asked())
    visitor = site.visitor(ANNA)
    path = path_of(site, MessageKind.INFORMATION)
    page = visitor.get(path)
    assert "Kvitteringer" in main_text(page)
    file = (BytesIO(PDF), "kvittering.pdf")
    answer = send(visitor, path, files=[file], what="request:a-1", text="")
    assert answer.status_code == 303, main_text(page_of(answer))
    text = main_text(visitor.get(f"{path_of(site)}/kvittering"))
    assert "kvittering.pdf" in text
    assert words(site, "file.told.waiting") in text
    case = main_text(visitor.get(path_of(site)))
    assert words(site, "turn.you.send.receipts") not in case


def test_what_was_asked_for_may_have_come_another_way_meanwhile(site: Site) -> None:
    site.record(asked())
    visitor = site.visitor(ANNA)
    path = path_of(site, MessageKind.INFORMATION)
    form = visitor.get(path).find("main").find("form")
    hidden = {one["name"]: one.get("value", "") for one in form.find_all(type="hidden")}
    came = {"from_": "citizen", "item": "receipts", "request": "a-1"}
    site.record(asked().say("information.received", "2026-04-01", **came).payloads[-1:])
    sent = hidden | {"what": "request:a-1", "text": "Her er den."}
    answer = visitor.client.post(path, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 303


# --- bad input ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "data", "field"),
    [
        (MessageKind.HEARING_ANSWER, {"text": "  "}, "text"),
        (MessageKind.MORE_TIME, {"until": "i morgen eller sådan"}, "until"),
        (MessageKind.BEFORE_ANSWER, {"how": "now", "text": ""}, "text"),
        (MessageKind.BEFORE_ANSWER, {}, "how"),
        (MessageKind.INFORMATION, {"what": "other"}, "text"),
        (MessageKind.QUESTION, {"text": ""}, "text"),
        (MessageKind.CALL_BACK, {"phone": "mit nummer", "time": "any"}, "phone"),
        (MessageKind.CALL_BACK, {"phone": "", "time": "any"}, "phone"),
        (MessageKind.DISAGREE, {"text": "Det er forkert.", "where": ""}, "where"),
        (MessageKind.COMPLAINT, {"text": "x" * 20_001}, "text"),
    ],
)
@pytest.mark.parametrize("lang", ["da", "en", "ar"])
def test_an_error_is_said_first_and_at_the_field_and_nothing_typed_is_lost(
    site: Site, kind: MessageKind, data: dict[str, str], field: str, lang: str
) -> None:
    site.record(story_for(kind))
    visitor = site.visitor(ANNA, lang)
    answer = send(visitor, path_of(site, kind), **data)
    assert answer.status_code == 422
    page = page_of(answer)
    summary = page.find(attrs={"role": "alert"})
    assert summary.has_attr("autofocus")
    (link,) = summary.find_all("a")
    target = page.find(id=link["href"][1:])
    assert target["name"] == field
    assert link.get_text(strip=True) in page.find(id=f"{field}-error").get_text()
    for name, value in data.items():
        kept = page.find(attrs={"name": name})
        if kept.name == "textarea":
            assert kept.get_text().strip() == value.strip()
        elif kept.get("type") != "radio":
            assert kept["value"] == value
    with site.portal.engine.connect() as connection:
        assert connection.execute(select(MessageRow.id)).first() is None


def test_a_file_that_cannot_be_received_is_named_and_the_words_are_kept(site: Site) -> None:
    site.record(heard())
    visitor = site.visitor(ANNA)
    files = [(BytesIO(PDF), "god.pdf"), (BytesIO(b"MZ\x90\x00" * 40), "brev.pdf")]
    answer = send(
        visitor, path_of(site, MessageKind.HEARING_ANSWER), files=files, text="Se mit bilag."
    )
    assert answer.status_code == 422
    page = page_of(answer)
    assert "brev.pdf" in page.find(attrs={"role": "alert"}).get_text()
    assert page.find("textarea").get_text().strip() == "Se mit bilag."
    with site.portal.engine.connect() as connection:
        assert connection.execute(select(MessageRow.id)).first() is None


def test_a_citizens_own_cpr_number_does_not_stop_an_answer(site: Site) -> None:
    """It is encrypted; whoever complains with all their numbers has complained."""
    site.record(refused())
    visitor = site.visitor(ANNA)
    path = path_of(site, MessageKind.COMPLAINT)
    form = visitor.get(path).find("main").find("form")
    hidden = {one["name"]: one.get("value", "") for one in form.find_all(type="hidden")}
    answer = visitor.client.post(
        path, data=hidden | {"text": f"Jeg klager. {ANNA}"}, content_type="multipart/form-data"
    )
    assert answer.status_code == 303
    with site.portal.engine.connect() as connection:
        events = connection.scalars(select(EventRow.data).where(EventRow.source == "sagsvej")).all()
    assert events
    assert not any(ANNA in one or ANNA.replace("-", "") in one for one in events)


def test_sent_twice_is_one(site: Site) -> None:
    site.record(begun())
    visitor = site.visitor(ANNA)
    path = path_of(site, MessageKind.QUESTION)
    form = visitor.get(path).find("main").find("form")
    hidden = {one["name"]: one.get("value", "") for one in form.find_all(type="hidden")}
    for _ in range(2):
        assert visitor.client.post(path, data=hidden | {"text": "Hej"}).status_code == 303
    page = visitor.get(f"{path_of(site)}/sendt")
    assert len(page.find_all("section", class_="sent")) == 1


# --- who may ---------------------------------------------------------------------------------


def test_only_the_one_who_sent_it_sees_it(site: Site) -> None:
    story = begun().party(BO, name="Bo Bosen", role="representative", scope=["act"])
    site.record(story)
    anna, bo = site.visitor(ANNA), site.visitor(BO)
    send(anna, path_of(site, MessageKind.DISAGREE), where="letter", text="Jeg bor alene.")
    assert "Jeg bor alene." in main_text(anna.get(f"{path_of(site)}/sendt"))
    assert "Jeg bor alene." in main_text(anna.get(path_of(site))), "beside ours"
    for path in (path_of(site), f"{path_of(site)}/sendt", f"{path_of(site)}/aftaler"):
        text = main_text(bo.get(path))
        assert "Jeg bor alene." not in text
        assert "13. april" not in text, "what was promised her is no promise to him"
    assert bo.fetch(f"{path_of(site)}/kvittering").status_code == 404


@pytest.mark.parametrize("slug", [*SLUGS.values(), "kontakt", "husker-anderledes"])
def test_who_may_only_look_can_do_nothing_and_is_given_the_phone(site: Site, slug: str) -> None:
    story = begun().party(BO, role="representative", scope=["see_status"])
    site.record(story)
    case = path_of(site)
    visitor = site.visitor(BO)
    assert visitor.fetch(f"{case}/{slug}").status_code == 403
    token = visitor.get("/mine-sager").find("input", attrs={"name": "csrf_token"})["value"]
    sent = {"csrf_token": token, "text": "Hej", "how": "talk", "phone": "12345678"}
    assert visitor.client.post(f"{case}/{slug}", data=sent).status_code == 403
    text = main_text(visitor.get(case))
    assert words(site, "act.case.look_only") in text
    assert words(site, "act.question.heading") not in text


@pytest.mark.parametrize("slug", [*SLUGS.values(), "kvittering", "sendt", "aftaler", "kontakt",
                                  "husker-anderledes"])  # fmt: skip
def test_nobody_reaches_another_persons_case(site: Site, slug: str) -> None:
    site.record(begun())
    case = path_of(site)
    assert site.visitor(CARL).fetch(f"{case}/{slug}").status_code == 404
    assert site.visitor().fetch(f"{case}/{slug}").status_code == 401


def test_one_parents_answer_is_not_called_the_others(site: Site) -> None:
    site.record(heard().party(BO, role="parent", custody="joint"))
    send(site.visitor(ANNA), path_of(site, MessageKind.HEARING_ANSWER), text="Det er forkert.")
    anna, bo = (site.visitor(who).get(path_of(site)) for who in (ANNA, BO))
    heading = anna.find("h1").get_text(strip=True)
    assert heading == words(site, "status.hearing_answered")
    assert words(site, "event.hearing.answered") in main_text(anna)
    assert bo.find("h1").get_text(strip=True) == words(site, "status.hearing_open")
    text = main_text(bo)
    assert words(site, "event.hearing.answered") not in text
    assert words(site, "act.hearing_answer.heading") in text
    answer = send(site.visitor(BO), path_of(site, MessageKind.HEARING_ANSWER), text="Enig.")
    assert answer.status_code == 303
    bo = site.visitor(BO).get(path_of(site))
    assert bo.find("h1").get_text(strip=True) == words(site, "status.hearing_answered")


# --- what it became ------------------------------------------------------------------------


def test_what_it_changed_is_shown_to_the_one_who_sent_it(site: Site) -> None:
    site.record(heard())
    visitor = site.visitor(ANNA)
    send(visitor, path_of(site, MessageKind.HEARING_ANSWER), text="Tallet er forkert.")
    with site.portal.engine.connect() as connection:
        ref = connection.scalar(select(MessageRow.public_id))
    assert words(site, "act.sent.not_yet") in main_text(visitor.get(f"{path_of(site)}/sendt"))
    story = Story().say(
        "message.answered", "2026-04-02", message=ref, note="Vi har rettet tallet i din sag."
    )
    story.payloads[0]["id"] = "answer"
    story.payloads[0]["time"] = "2026-04-02T12:00:00+02:00"
    site.record(story)
    text = main_text(visitor.get(f"{path_of(site)}/sendt"))
    assert "Vi har rettet tallet i din sag." in text
    assert words(site, "act.sent.not_yet") not in text


# --- held ------------------------------------------------------------------------------------


def test_while_a_decision_is_held_every_act_is_the_same_whatever_it_is(open_site: Any) -> None:
    token = re.compile(r'(name="(?:csrf_token|form_token)" value=")[^"]*"')
    expected: list[str] = []
    for outcome in Outcome:
        site = open_site()
        with site.portal.engine.begin() as connection:
            for table in ("party", "case_event", "task", "desk_case", "case_file"):
                connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608
        site.record(begun().say("decision.made", "2026-03-20", decision="d", outcome=outcome))
        with site.portal.engine.begin() as connection:
            connection.execute(update(CaseRow).values(public_id="same"))
        visitor = site.visitor(ANNA)
        slugs = ["", "/aftaler", "/kontakt", *(f"/{slug}" for slug in SLUGS.values())]
        pages = [
            token.sub("", visitor.fetch(f"/sag/same{slug}").get_data(as_text=True))
            for slug in slugs
        ]
        expected = expected or pages
        assert pages == expected, outcome


# --- the expert and the adviser are two ----------------------------------------------------


@pytest.mark.parametrize("kind", ["65e", "in_administration", "none"])
def test_the_expert_is_kept_apart_from_the_adviser(
    open_site: Any, municipality: Any, kind: str
) -> None:
    site = open_site(with_adviser(municipality, kind))
    site.record(begun())
    text = main_text(site.visitor(ANNA).get(path_of(site, MessageKind.EXPERT_VIEW)))
    assert (words(site, "act.expert_view.not_adviser") in text) is (kind != "none")
    assert ("orgerrådgiver" in text) is (kind != "none")


def test_a_case_knows_nothing_of_words(site: Site) -> None:
    """The words stand in one encrypted place; the case's list says only that they came."""
    site.record(begun())
    send(site.visitor(ANNA), path_of(site, MessageKind.QUESTION), text="Jeg er bange for svaret.")
    with site.portal.engine.connect() as connection:
        (link,) = links_of(connection, IDENTIFIERS.person(ANNA))
        events = events_of(connection, [link.case_id])[link.case_id]
        raw = connection.scalars(select(MessageRow.text)).one()
    assert not any("bange" in str(event.data) for event in events)
    assert b"bange" not in raw
