"""Agreements word for word with both sides' words, and how somebody wants to hear from us."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from portal.core.contact import NoticeKind, NoticeWay, agreement_of, ways
from portal.core.parties import Party
from portal.core.vocabulary import ContactWay, EventType, Role
from portal.store import addresses, journal
from portal.store.cases import events_of, links_of
from portal.store.journal import JournalKind
from portal.store.models import EventRow, PersonRow
from tests.building import ANNA, BO, IDENTIFIERS, SOURCE, Story
from tests.conftest import Site, Visitor
from tests.page_rules import danish_in_other_language, visible_text
from tests.web.test_acts import main_text, page_of, send, words

OURS = "Jeg spørger lægen, om journalen kan komme før påske."
THEIRS = "Karen sagde, at hun skynder på lægen."
HOW = {"way": "digital_post", "every": "usual", "time": "any"}


def begun() -> Story:
    story = Story().opened().party(ANNA, name="Anna Andersen").steps("received", "information")
    return story.say("caseworker.assigned", "2026-03-02", name="Karen", phone="79 75 50 01")


def promised() -> Story:
    more = {"note": OURS, "citizen_words": THEIRS, "channel": "phone", "owner": "Karen"}
    story = begun().say(
        "contact.promised", "2026-03-10", promise="l-1", what="call", by="2026-03-20", **more
    )
    story.say(
        "contact.promised", "2026-03-18", promise="l-1", what="call", by="2026-04-10",
        reason="waiting_for_papers", **more,
    )  # fmt: skip
    return story.say("contact.promised", "2026-03-02", promise="l-2", what="contact",
                     by="2026-03-06")  # fmt: skip


def case(site: Site, who: str = ANNA) -> str:
    return site.paths_of(who)[0]


def counted(site: Site, kind: EventType) -> int:
    with site.portal.engine.connect() as connection:
        found = connection.scalar(select(func.count()).where(EventRow.type == kind))
        return found or 0


# --- agreements ---------------------------------------------------------------------------


def test_an_agreement_stands_word_for_word_with_its_history(site: Site) -> None:
    site.record(promised())
    visitor = site.visitor(ANNA)
    assert visitor.get(case(site)).find("a", href=f"{case(site)}/aftaler"), "led to from the panel"
    text = main_text(visitor.get(f"{case(site)}/aftaler"))
    assert OURS in text
    assert THEIRS in text
    assert "Vi ringer til dig senest fredag den 10. april 2026." in text
    assert "Lavet tirsdag den 10. marts 2026, i telefonen." in text
    assert "fra fredag den 20. marts 2026 til fredag den 10. april 2026" in text
    assert words(site, "extension_reason.waiting_for_papers") in text
    assert "Karen" in text
    assert "Det løfte" in text, "and the one that was missed is not left out"


@pytest.mark.parametrize(("party", "reader"), [("p-61", ANNA), ("p-62", BO), (None, ANNA)])
def test_what_somebody_said_is_shown_to_them_alone(
    site: Site, party: str | None, reader: str
) -> None:
    story = begun().party(BO, role="guardian", scope=["act"])
    promise = {"promise": "l-1", "what": "call", "by": "2026-04-10", "note": OURS}
    story.say("contact.promised", "2026-03-10", citizen_words=THEIRS, party=party, **promise)
    site.record(story)
    for who in (ANNA, BO):
        text = main_text(site.visitor(who).get(f"{case(site, who)}/aftaler"))
        assert OURS in text
        assert (THEIRS in text) is (who == reader)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_our_danish_words_are_marked_and_the_citizens_are_not_called_danish(
    site: Site, lang: str
) -> None:
    site.record(promised())
    page = site.visitor(ANNA, lang).get(f"{case(site)}/aftaler")
    assert danish_in_other_language(page, OURS) == [("da", "ltr")]
    assert danish_in_other_language(page, THEIRS) == [(None, "auto")]


def test_i_remember_it_in_another_way_stands_beside_ours(site: Site) -> None:
    site.record(promised())
    visitor = site.visitor(ANNA)
    path = f"{case(site)}/husker-anderledes"
    for _ in range(2):
        answer = send(visitor, path, which="l-1", text="Det skulle ske i marts.")
        assert answer.status_code == 303
    text = main_text(visitor.get(answer.headers["Location"]))
    assert words(site, "act.dispute.saved") in text
    assert "Det skulle ske i marts." in text
    assert OURS in text
    assert counted(site, EventType.PROMISE_DISPUTED) == 1, "said twice is said once"
    with site.portal.engine.connect() as connection:
        (item,) = journal.open_items(connection, SOURCE, 9)
        assert item.kind == JournalKind.AGREEMENT, "the case system is to take it over"
    desk = site.visitor().work_as("Karen")
    copied = visible_text(desk.get(f"/medarbejder{case(site)}/fagsystem"))
    assert "Det skulle ske i marts." in copied
    assert "Det skulle ske i marts." not in main_text(visitor.get(case(site))), "not as ours"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"which": "l-1", "text": ""}, "text"),
        ({"which": "", "text": "Det er forkert."}, "which"),
        ({"which": "l-99", "text": "Det er forkert."}, "which"),
        ({"which": "l-1", "text": f"Mit nummer er {ANNA}."}, "text"),
        ({"which": "l-1", "text": "Sag 999999-1234."}, "text"),
        ({"which": "l-1", "text": "x" * 1001}, "text"),
    ],
)
def test_what_cannot_be_kept_is_said_at_the_field(
    site: Site, data: dict[str, str], field: str
) -> None:
    site.record(promised())
    visitor = site.visitor(ANNA)
    visitor.get(f"{case(site)}/husker-anderledes")
    page = _typed(visitor, f"{case(site)}/husker-anderledes", data)
    (link,) = page.find(attrs={"role": "alert"}).find_all("a")
    assert page.find(id=link["href"][1:])["name"] == field
    assert page.find("textarea").get_text().strip() == data["text"]
    assert counted(site, EventType.PROMISE_DISPUTED) == 0


def _typed(visitor: Visitor, path: str, data: dict[str, str]) -> BeautifulSoup:
    """Send a form; what was typed comes back, which a page of ours else never shows."""
    token = visitor.get(path).find("input", attrs={"name": "csrf_token"})["value"]
    answer = visitor.client.post(path, data=data | {"csrf_token": token})
    assert answer.status_code == 422
    return page_of(answer)


def test_without_an_agreement_there_is_nothing_to_remember(site: Site) -> None:
    site.record(begun())
    visitor = site.visitor(ANNA)
    text = main_text(visitor.get(f"{case(site)}/aftaler"))
    assert words(site, "act.promises.none") in text
    assert visitor.fetch(f"{case(site)}/husker-anderledes").status_code == 404


def test_one_partys_memory_is_not_shown_to_another(site: Site) -> None:
    site.record(promised().party(BO, role="representative", scope=["act"]))
    send(site.visitor(ANNA), f"{case(site)}/husker-anderledes", which="l-1", text="Nej, i marts.")
    assert "Nej, i marts." not in main_text(site.visitor(BO).get(f"{case(site)}/aftaler"))


# --- how to hear from us -------------------------------------------------------------------


def agreement(site: Site, who: str = ANNA) -> Any:
    with site.portal.engine.connect() as connection:
        (link, *_) = links_of(connection, IDENTIFIERS.person(who))
        events = events_of(connection, [link.case_id])[link.case_id]
        has_email = addresses.email_of(connection, IDENTIFIERS.person(who)) is not None
    return agreement_of(events, 28, link.party.ref, has_email=has_email)


def test_what_was_chosen_stands_in_the_form_and_can_be_changed(site: Site) -> None:
    site.record(begun())
    visitor = site.visitor(ANNA)
    path = f"{case(site)}/kontakt"
    assert "hver 28. dag" in main_text(visitor.get(path))
    chosen = {
        "way": "phone", "every": "14", "time": "morning", "needs": "easy_read",
        "interpreter": "dsl", "text": "Ring ikke om onsdagen.",
    }  # fmt: skip
    answer = send(visitor, path, **chosen)
    assert answer.status_code == 303, main_text(page_of(answer))
    found = agreement(site)
    assert (found.way, found.every_days, found.interpreter) == ("phone", 14, "dsl")
    assert (found.time_of_day, found.easy_read, found.large_print) == ("morning", True, False)
    assert found.note == "Ring ikke om onsdagen."
    page = visitor.get(answer.headers["Location"])
    assert words(site, "act.contact.saved") in main_text(page)
    checked = {one["name"]: one["value"] for one in page.find_all(checked=True)}
    assert checked == {"way": "phone", "every": "14", "time": "morning", "needs": "easy_read"}
    assert page.find("option", selected=True)["value"] == "dsl"
    # The newest stands whole.
    site.clock.set("2026-04-02 11:00")
    send(visitor, path, **HOW)
    found = agreement(site)
    assert (found.way, found.note, found.easy_read) == (ContactWay.DIGITAL_POST, None, False)
    send(visitor, path, **HOW)
    assert counted(site, EventType.CONTACT_AGREED) == 2, "the same again changes nothing"


def test_changing_it_changes_the_next_notice_and_never_decisions(site: Site) -> None:
    """Seeds M13: less contact lowers it, never below decisions and deadlines."""
    site.record(begun())
    visitor = site.visitor(ANNA)
    me = Party("p-61", Role.PERSON, "x")
    today = site.clock().date()
    path = f"{case(site)}/kontakt"
    send(visitor, path, **(HOW | {"way": "email", "email": "anna@eksempel.invalid"}))
    assert ways(NoticeKind.UPDATE, agreement(site), me, today) == (NoticeWay.EMAIL,)
    site.clock.set("2026-04-02 11:00")
    send(visitor, path, **HOW, needs="less_contact")
    assert ways(NoticeKind.UPDATE, agreement(site), me, today) == ()
    assert ways(NoticeKind.DECISION, agreement(site), me, today) == (NoticeWay.DIGITAL_POST,)
    assert words(site, "act.contact.needs.less_contact.hint") in main_text(visitor.get(path))


def test_an_address_is_encrypted_stands_in_no_event_and_can_be_forgotten(site: Site) -> None:
    site.record(begun())
    visitor = site.visitor(ANNA)
    path = f"{case(site)}/kontakt"
    address = "anna@eksempel.invalid"
    send(visitor, path, **(HOW | {"way": "email", "email": address}))
    with site.portal.engine.connect() as connection:
        sealed = connection.scalars(
            select(PersonRow.email).where(PersonRow.person == IDENTIFIERS.person(ANNA))
        ).one()
        events = connection.scalars(select(EventRow.data)).all()
    assert sealed is not None
    assert address.encode() not in sealed
    assert IDENTIFIERS.decrypt(sealed) == address
    assert not any("eksempel.invalid" in data for data in events)
    assert visitor.get(path).find("input", attrs={"name": "email"})["value"] == address
    send(visitor, path, **HOW, email="")
    with site.portal.engine.connect() as connection:
        assert addresses.email_of(connection, IDENTIFIERS.person(ANNA)) is None


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"way": ""}, "way"),
        ({"way": "email", "email": ""}, "email"),
        ({"way": "email", "email": "anna"}, "email"),
        ({"way": "pigeon"}, "way"),
        ({"text": f"Mit nummer er {ANNA}."}, "text"),
        ({"interpreter": "xx"}, "interpreter"),
        ({"way": "phone", "needs": "no_phone"}, "needs"),
    ],
)
def test_what_cannot_be_agreed_is_said_at_the_field(
    site: Site, data: dict[str, str], field: str
) -> None:
    site.record(begun())
    page = _typed(site.visitor(ANNA), f"{case(site)}/kontakt", HOW | data)
    (link,) = page.find(attrs={"role": "alert"}).find_all("a")
    assert page.find(id=link["href"][1:])["name"] == field
    assert counted(site, EventType.CONTACT_AGREED) == 0


def test_only_somebody_with_access_and_an_open_name_can_be_told_too(site: Site) -> None:
    story = begun().party(BO, name="Bo Bosen", role="representative", scope=["see_status"])
    hidden = {"party": "p-3", "role": "parent", "name": "Skjulte Navn", "protected": True}
    story.say("party.added", "2026-03-02", identifier="630192-3456", **hidden)
    gone = {"party": "p-4", "role": "representative", "name": "Gamle Ven", "valid_to": "2026-03-10"}
    story.say("party.added", "2026-03-02", identifier="640193-4567", scope=["act"], **gone)
    site.record(story)
    visitor = site.visitor(ANNA)
    path = f"{case(site)}/kontakt"
    text = visible_text(visitor.get(path))
    assert "Bo Bosen" in text
    assert "Skjulte Navn" not in text
    assert "Gamle Ven" not in text
    send(visitor, path, **HOW, copy="p-62")
    assert agreement(site).copy_to == "p-62"
    page = _typed(visitor, path, HOW | {"copy": "p-3"})
    assert page.find(attrs={"role": "alert"}), "nobody can be guessed"


def test_each_has_their_own(site: Site) -> None:
    site.record(begun().party(BO, role="representative", scope=["act"]))
    send(site.visitor(ANNA), f"{case(site)}/kontakt", **(HOW | {"way": "paper"}))
    send(site.visitor(BO), f"{case(site)}/kontakt", **(HOW | {"way": "phone"}))
    assert agreement(site).way == "paper"
    assert agreement(site, BO).way == "phone"


def test_no_address_and_no_name_stands_in_an_address_or_a_title(site: Site) -> None:
    site.record(promised())
    visitor = site.visitor(ANNA)
    for slug in ("kontakt", "aftaler", "husker-anderledes", "sendt"):
        page = visitor.get(f"{case(site)}/{slug}")
        title = page.find("title").get_text()
        assert not re.search(r"Anna|Andersen|Merudgifter", title)
