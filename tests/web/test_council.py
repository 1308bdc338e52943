"""The council's reading: every text and no case, comments that are answered, versions compared."""

import re
from typing import Any

import pytest
from sqlalchemy import event

from portal.core.audit import CommentState
from portal.core.wording import Ground, Place
from portal.identity import UserRole
from portal.services import edit_wording
from portal.services.edit_wording import Change, Desk
from tests.building import ANNA
from tests.conftest import Clock, Site, Visitor
from tests.page_rules import visible_text
from tests.web.both import settings  # noqa: F401 - on both databases
from tests.web.desk import ADULTS, karens, told
from tests.web.test_access import statements

HOME = "/handicapraad"
KEY = "page.home.lead"
TEXT = f"{HOME}/tekst/da/{KEY}"
ANSWERS = "/ordlyd/kommentarer"
OF_WORDS = re.compile(r"(?:wording_\w+|review_\w+|understood\w*|sign_in|look)\b")


def member(site: Site, name: str = "Rita Råd", **more: Any) -> Visitor:
    return site.visitor(**more).work_as(name, role=UserRole.COUNCIL)


def editor(site: Site) -> Visitor:
    return site.visitor().work_as("Egon Redaktør", role=UserRole.EDITOR)


def desk(site: Site) -> Desk:
    return Desk(site.portal.engine, site.portal.catalogue)


def say_something(visitor: Visitor, said: str, sentence: str = "?saetning=1") -> None:
    path = f"{TEXT}/sig-noget{sentence}"
    seen = visitor.get(path).select_one("input[name=seen]")
    assert seen is not None
    answer = visitor.post(path, path, seen=str(seen["value"]), said=said)
    assert answer.status_code == 303, visible_text_of(answer)


def visible_text_of(answer: Any) -> str:
    from bs4 import BeautifulSoup

    return visible_text(BeautifulSoup(answer.get_data(as_text=True), "html.parser"))


def draft(site: Site, clock: Clock, text: str) -> int:
    change = Change(Place(KEY, "da", "normal"), text, Ground.EXPLAINS, "Kortere ord.")
    return edit_wording.write_draft(desk(site), change, "egon", clock())


def standing(site: Site) -> str:
    return site.portal.catalogue["da", "normal"].texts[KEY]


def first_comment(visitor: Visitor) -> str:
    link = visitor.get(ANSWERS).select_one(f"main a[href^='{ANSWERS}/']")
    assert link is not None
    return str(link["href"])


def test_only_the_council_reads_here_and_only_the_editor_answers(site: Site) -> None:
    for role in set(UserRole) - {UserRole.CITIZEN, UserRole.COUNCIL}:
        worker = site.visitor().work_as("Ole Eksempel", ADULTS, role)
        for path in (HOME, f"{HOME}/tekster", TEXT, f"{TEXT}/sig-noget", f"{HOME}/kommentarer"):
            worker.get(path, 404)
    site.visitor(ANNA).get(HOME, 404)
    site.visitor().get(HOME, 401)
    member(site).get(ANSWERS, 404)


@pytest.mark.parametrize(
    ("lang", "easy"), [("da", False), ("da", True), ("en", False), ("ar", False)]
)
def test_each_page_keeps_the_rules_however_it_is_read(site: Site, lang: str, easy: bool) -> None:
    visitor = member(site, lang=lang, easy=easy)
    say_something(visitor, "For langt.")
    for path in (HOME, f"{HOME}/tekster", f"{HOME}/tekster?orden=hardest&sprog=ar", TEXT):
        visitor.get(path)
    for reading in ("let", "en", "ar"):
        visitor.get(f"{HOME}/tekst/{reading}/{KEY}")
    for path in (f"{TEXT}/sig-noget", f"{HOME}/kommentarer"):
        visitor.get(path)


def test_nothing_the_council_asks_reaches_a_case(site: Site) -> None:
    told(site, karens(name="Anna Prøvensen"))
    visitor, found = member(site), []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        found.append(statement)

    for engine in (site.portal.engine, site.portal.reading):
        event.listen(engine, "before_cursor_execute", note)
    say_something(visitor, "For langt.")
    for path in (HOME, f"{HOME}/tekster", f"{HOME}/tekster?stand=commented", TEXT):
        visitor.get(path)
    visitor.get(f"{HOME}/kommentarer")
    tables = {
        name for one in found for name in re.findall(r"\b(?:FROM|JOIN|INTO|UPDATE) \"?(\w+)", one)
    }
    assert tables, "something was asked"
    assert {name for name in tables if not OF_WORDS.fullmatch(name)} == set()


def test_the_list_filters_and_asks_the_same_number_of_questions(site: Site) -> None:
    visitor = member(site)
    path = f"{HOME}/tekster"
    visitor.get(path)
    few = statements(site, lambda: visitor.get(path + "?sted=letters"))
    for number in range(3):
        say_something(visitor, "Svært.", f"?saetning={1}" if number else "")
    assert statements(site, lambda: visitor.get(path + "?orden=hardest")) == few
    assert "Antal tekster: 1." in visible_text(visitor.get(path + "?stand=commented"))
    assert "Kommentarer: 3." in visible_text(visitor.get(path + "?stand=commented"))
    assert "Antal tekster: 0." in visible_text(visitor.get(path + "?stand=recommended"))
    numbers = [
        int(found)
        for found in re.findall(r"Lix (\d+)", visible_text(visitor.get(path + "?orden=hardest")))
    ]
    assert numbers == sorted(numbers, reverse=True)
    visitor.get(path + "?side=999", 404)
    visitor.get(path + "?side=x", 404)


def test_no_text_that_only_staff_meet_stands_in_the_list(site: Site) -> None:
    visitor = member(site)
    visitor.get(f"{HOME}/tekst/da/desk.copy.when", 404)
    visitor.get(f"{HOME}/tekst/da/findes.ikke", 404)
    visitor.get(f"{HOME}/tekst/xx/{KEY}", 404)


def test_a_comment_on_a_sentence_stands_at_it_with_the_promised_day(site: Site) -> None:
    visitor = member(site)
    say_something(visitor, "Skriv hvem der gør det.")
    page = visitor.get(TEXT)
    sentence = page.find(id="s-1")
    assert sentence is not None
    text = visible_text(sentence)
    assert "Skriv hvem der gør det." in text
    assert "har lovet at svare senest mandag den 4. maj 2026" in text, "20 working days"
    assert "Rita" not in visible_text(page.find("main")), "no member is named"


def test_what_is_said_is_kept_encrypted_and_never_with_a_cpr_number(site: Site) -> None:
    visitor = member(site)
    path = f"{TEXT}/sig-noget?saetning=1"
    answer = visitor.post(path, path, said="Hun hedder 610190-1234.")
    assert answer.status_code == 422
    assert "CPR" in visible_text_of(answer)
    assert visitor.post(path, path, said="").status_code == 422
    say_something(visitor, "Meget svært ord.")
    with site.portal.reading.connect() as connection:
        from portal.store import comments

        (row,) = comments.every(connection)
    assert b"ord" not in row.text
    assert row.page == "list"


def test_a_sentence_that_is_not_there_is_not_there(site: Site) -> None:
    member(site).get(f"{TEXT}/sig-noget?saetning=99", 404)


def test_the_editor_answers_once_and_the_council_sees_what_came_of_it(
    site: Site, clock: Clock
) -> None:
    visitor, at_work = member(site), editor(site)
    say_something(visitor, "Ordet er svært.")
    path = first_comment(at_work)
    assert at_work.post(path, path, text="Ja").status_code == 422
    sent = at_work.post(path, path, state="changed", text="Vi skriver et andet ord.")
    assert sent.status_code == 303
    for page in (visitor.get(TEXT), visitor.get(f"{HOME}/kommentarer")):
        text = visible_text(page)
        assert "Vi skriver et andet ord." in text
        assert "Teksten bliver ændret på grund af kommentaren" in text
    again = at_work.post(path, "/indstillinger", state="changed", text="Nej")
    assert again.status_code == 422
    assert "har fået svar" in visible_text_of(again)
    assert at_work.get(ANSWERS).select_one(f"main a[href^='{ANSWERS}/']") is None


def test_an_answer_that_is_owed_is_said_to_be_late(site: Site, clock: Clock) -> None:
    visitor = member(site)
    say_something(visitor, "Ordet er svært.")
    clock.set("2026-05-04 10:00")
    visitor = member(site)
    assert "ikke kommet" not in visible_text(visitor.get(TEXT))
    assert "venter på svar fra kommunen: 1" in visible_text(visitor.get(HOME))
    clock.set("2026-05-05 10:00")
    visitor = member(site)
    assert "Svaret er ikke kommet" in visible_text(visitor.get(TEXT))
    assert "Svar, der skulle være kommet nu: 1" in visible_text(visitor.get(HOME))


def test_a_draft_is_not_shown_before_it_is_sent_and_is_compared_in_words(
    site: Site, clock: Clock
) -> None:
    visitor = member(site)
    word = re.findall(r"\w+", standing(site))[2]
    made = draft(site, clock, standing(site).replace(word, "minsandten", 1))
    assert "minsandten" not in visible_text(visitor.get(TEXT))
    edit_wording.send_to_council(desk(site), made, "egon", clock())
    text = visible_text(visitor.get(TEXT))
    assert re.search(rf"fjernet: »[^«]*{word}", text)
    assert re.search(r"tilføjet: »[^«]*minsandten", text)
    assert "Udgave 1 venter på" in text
    assert "Kortere ord." in text
    assert "vil høre jer om: 1" in visible_text(visitor.get(HOME))
    waits = visitor.get(f"{HOME}/tekster?stand=waits")
    assert "Antal tekster: 1." in visible_text(waits)


def test_a_comment_on_a_text_that_changed_meanwhile_is_asked_for_again(
    site: Site, clock: Clock
) -> None:
    visitor = member(site)
    path = f"{TEXT}/sig-noget?saetning=1"
    seen = visitor.get(path).select_one("input[name=seen]")
    assert seen is not None
    made = draft(site, clock, "En helt anden sætning.")
    edit_wording.publish(desk(site), made, "egon", clock())
    answer = visitor.post(path, path, seen=str(seen["value"]), said="Fint.")
    assert answer.status_code == 422
    assert "ændret, mens du skrev" in visible_text_of(answer)
    say_something(visitor, "Fint nu.")
    assert "Udgave 1 har stået siden" in visible_text(visitor.get(TEXT))


def test_what_an_earlier_text_was_told_still_stands(site: Site, clock: Clock) -> None:
    visitor = member(site)
    say_something(visitor, "Sig det kortere.")
    made = draft(site, clock, "En helt anden sætning.")
    edit_wording.publish(desk(site), made, "egon", clock())
    page = visitor.get(TEXT)
    rest = page.find(id="sagt")
    assert rest is not None
    assert "Sig det kortere." in visible_text(rest)


def test_every_state_of_an_answer_has_its_word() -> None:
    assert {state.value for state in CommentState} == {
        "open",
        "answered",
        "changed",
        "not_changed",
    }
