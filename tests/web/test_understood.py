"""A citizen says whether a text was understood: anywhere, as nobody, and without a case."""

import re
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import event, select, text

from portal.core.looks import What
from portal.core.understood import Answer
from portal.core.wording import Ground, Place, digest_of
from portal.identity import UserRole
from portal.services.edit_wording import Change, Desk, publish, write_draft
from portal.services.make_letters import make_ordered
from portal.services.order_letters import order_due
from portal.services.understood import Said, answer
from portal.store.models import LookRow, UnderstoodRow, UnderstoodWordRow
from tests.building import ANNA, BO, CARL
from tests.conftest import Clock, Site, Visitor
from tests.page_rules import visible_text
from tests.services.letters import begun, office, sending, workshop
from tests.web.desk import karens, told
from tests.web.test_access import statements

READINGS = [{"lang": "da"}, {"lang": "da", "easy": True}, {"lang": "en"}, {"lang": "ar"}]
ASK = "/forstod-du/om/da/case.late"
WORDS = "/ordlyd/ord-fra-borgere"
LATE = Place("case.late", "da", "normal")


@pytest.fixture
def anna(site: Site) -> Visitor:
    told(site, karens(name="Anna Prøvensen").party(BO, role="representative", scope=["act"]))
    return site.visitor(ANNA)


def editor(site: Site) -> Visitor:
    return site.visitor().work_as("Egon Redaktør", role=UserRole.EDITOR)


def member(site: Site) -> Visitor:
    return site.visitor().work_as("Rita Råd", role=UserRole.COUNCIL)


def asks_of(page: BeautifulSoup) -> list[str]:
    return [str(one["formaction"]) for one in page.select("main button[formaction]")]


def foot(page: BeautifulSoup) -> str | None:
    """Return where the footer asks about the page."""
    link = page.select_one(".foot__links a[href*='forstod-du']")
    return str(link["href"]) if link else None


def say_it(
    visitor: Visitor, how: str = "no", words: str = "", back: str = "", ask: str = ASK
) -> Any:
    seen = visitor.get(ask).select_one("input[name=seen]")
    assert seen is not None
    data = {"seen": str(seen["value"]), "answer": how, "words": words, "next": back}
    return visitor.post(ask, ask, **data)


def rows(site: Site, table: Any) -> list[Any]:
    with site.portal.engine.connect() as connection:
        return list(connection.execute(select(table.__table__)))


def standing(site: Site, place: Place = LATE) -> str:
    return site.portal.catalogue[place[1:]].all_texts()[place.key]


def many(site: Site, numbers: tuple[int, int, int], month: date, place: Place = LATE) -> None:
    here = site.portal
    for how, number in zip(Answer, numbers, strict=True):
        for _ in range(number):
            answer(here.engine, here.identifiers, Said(place, standing(site, place), how), month)


def make_letters(site: Site) -> None:
    order_due(site.portal.engine, office(), site.clock())
    make_ordered(site.portal.engine, workshop(), sending(), site.clock())


# --- the way there and back ---------------------------------------------------------------


@pytest.mark.parametrize("choices", READINGS)
def test_each_text_of_a_case_can_be_asked_about_and_one_comes_back(
    anna: Visitor, site: Site, choices: dict[str, Any]
) -> None:
    visitor = site.visitor(ANNA, **choices)
    (case,) = site.paths_of(ANNA)
    page = visitor.get(case)
    assert foot(page) == f"{case}/forstod-du"
    texts = visitor.get(f"{case}/forstod-du")
    reading = {"easy": "let"}.get("easy" if choices.get("easy") else "", choices["lang"])
    found = asks_of(texts)
    assert len(found) > 40
    assert all(one.startswith(f"/forstod-du/om/{reading}/") for one in found)
    assert f"/forstod-du/om/{reading}/turn.nobody.doctor" in found or len(set(found)) > 30
    for one in dict.fromkeys(found):
        assert case not in one
        assert "PERSON" not in one
    opened = visitor.post(found[5], f"{case}/forstod-du", next=f"{case}/forstod-du")
    assert opened.status_code == 200
    soup = BeautifulSoup(opened.get_data(as_text=True), "html.parser")
    kept = soup.select_one("main input[name=next]")
    assert kept is not None
    assert kept["value"] == f"{case}/forstod-du"
    assert rows(site, UnderstoodRow) == [], "to look at the question is no answer"
    sent = say_it(visitor, back=f"{case}/forstod-du", ask=found[5])
    assert sent.status_code == 303
    assert sent.headers["Location"] == f"{case}/forstod-du", "which does not say what was done"
    thanks = visitor.get(sent.headers["Location"]).select_one("main [role=status][autofocus]")
    assert thanks is not None
    assert len(thanks.get_text(strip=True)) > 20
    assert visitor.get(sent.headers["Location"]).select_one("main [role=status]") is None


def test_what_is_read_is_what_stands_on_the_page(anna: Visitor, site: Site) -> None:
    (case,) = site.paths_of(ANNA)
    page = visible_text(anna.get(case).find("main"))
    lines = anna.get(f"{case}/forstod-du").select("main li > [id^=t-]")
    assert len(lines) > 40
    missing = [one.get_text() for one in lines if " ".join(one.get_text().split()) not in page]
    assert len(missing) < len(lines) / 20, missing


def test_the_case_page_asks_nothing_more_of_the_database(anna: Visitor, site: Site) -> None:
    (case,) = site.paths_of(ANNA)
    anna.get(case)
    of_the_page = statements(site, lambda: anna.get(case))
    assert statements(site, lambda: anna.get(f"{case}/forstod-du")) == of_the_page


def test_not_yours_and_not_there_are_one_answer(anna: Visitor, site: Site) -> None:
    (case,) = site.paths_of(ANNA)
    stranger = site.visitor(CARL)
    for path in (f"{case}/forstod-du", "/sag/nothing/forstod-du"):
        stranger.get(path, 404)
        assert foot(stranger.get(path, 404)) is None
    site.visitor().get(f"{case}/forstod-du", 401)


def test_somebody_else_who_reads_the_texts_has_looked_at_the_case(
    anna: Visitor, site: Site
) -> None:
    make_letters(site)
    (case,) = site.paths_of(BO)
    bo = site.visitor(BO)
    letter = str(bo.get(case).select(".letters a")[0]["href"])
    for path, what in ((case, What.CASE), (letter, What.LETTER)):
        before = len(rows(site, LookRow))
        bo.get(f"{path}/forstod-du")
        looks = rows(site, LookRow)
        assert len(looks) == before + 1, "as for the page itself"
        assert max(looks, key=lambda look: look.id).what == what, "and called what it is"
        say_it(site.visitor(BO), back=f"{path}/forstod-du")
        assert len(rows(site, LookRow)) == before + 1, "an answer is no look"


@pytest.mark.parametrize("choices", READINGS)
def test_the_texts_of_a_letter_are_found_in_it(site: Site, choices: dict[str, Any]) -> None:
    site.record(begun())
    make_letters(site)
    visitor = site.visitor(ANNA, **choices)
    (case,) = site.paths_of(ANNA)
    links = visitor.get(case).select(".letters a")
    letter = str(links[0]["href"])
    assert foot(visitor.get(letter)) == f"{letter}/forstod-du"
    found = asks_of(visitor.get(f"{letter}/forstod-du"))
    assert len(found) >= 10
    assert any("/letters." in one for one in found)
    sent = say_it(visitor, back=f"{letter}/forstod-du", ask=found[0])
    assert sent.headers["Location"] == f"{letter}/forstod-du"


def test_every_public_page_can_be_asked_about(site: Site) -> None:
    visitor = site.visitor()
    links = [str(one["href"]) for one in visitor.get("/forstod-du").select("main .audit__ways a")]
    assert len(links) == 8
    for link in links:
        page = visitor.get(link)
        assert len(asks_of(page)) >= 3, link
        back = page.select_one("main p > a")
        assert back is not None
        assert foot(visitor.get(str(back["href"]))) == link
    visitor.get("/forstod-du/findes-ikke", 404)


@pytest.mark.parametrize(
    "back", ["", "https://evil.example/", "//evil.example", "/log-af", "/sag/x", "/forstod-du/x"]
)
def test_the_way_back_leads_to_texts_alone(site: Site, back: str) -> None:
    visitor = site.visitor()
    assert say_it(visitor, back=back).headers["Location"] == "/forstod-du"
    assert visitor.get("/forstod-du").select_one("main [role=status][autofocus]") is not None
    assert visitor.get("/forstod-du").select_one("main [role=status]") is None


def test_that_somebody_answered_goes_along_in_nothing_but_a_cookie_that_is_soon_gone(
    anna: Visitor, site: Site
) -> None:
    (case,) = site.paths_of(ANNA)
    sent = say_it(anna, "no", "Svært.", f"{case}/forstod-du")
    (given,) = sent.headers.getlist("Set-Cookie")
    assert given.startswith("svaret=tak; ")
    assert "Max-Age=60;" in given
    assert "HttpOnly" in given
    (taken,) = anna.fetch(f"{case}/forstod-du").headers.getlist("Set-Cookie")
    assert taken.startswith("svaret=; ")
    assert "Max-Age=0;" in taken
    assert anna.fetch(f"{case}/forstod-du?tak=1").headers.getlist("Set-Cookie") == []
    assert anna.get(f"{case}/forstod-du?tak=1").select_one("main [role=status]") is None


# --- what is kept, and what is not --------------------------------------------------------


def test_what_is_kept_names_nobody_and_no_case(anna: Visitor, site: Site, caplog: Any) -> None:
    (case,) = site.paths_of(ANNA)
    caplog.set_level("DEBUG")
    touched: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        touched.append(statement)

    event.listen(site.portal.engine, "before_cursor_execute", note)
    sent = say_it(anna, "partly", "Jeg kender ikke ordet frist.", f"{case}/forstod-du")
    event.remove(site.portal.engine, "before_cursor_execute", note)
    assert sent.status_code == 303
    (counted,), (word,) = rows(site, UnderstoodRow), rows(site, UnderstoodWordRow)
    digest = digest_of(standing(site))
    assert tuple(counted) == (*LATE, digest, date(2026, 4, 1), "partly", 1)
    assert (word.key, word.digest, word.month) == (LATE.key, digest, date(2026, 4, 1))
    kept = repr(counted) + repr(word) + caplog.text
    person = site.portal.identifiers.person(ANNA)
    for secret in (person, case.rsplit("/", 1)[1], "Anna", "kender ikke", "test:"):
        assert secret not in kept
    written = {name for one in touched for name in re.findall(r"\b(?:INTO|UPDATE) \"?(\w+)", one)}
    assert written - {"sign_in", "SET"} == {"understood", "understood_word"}


def test_no_session_is_needed_and_none_is_kept_from(site: Site, anna: Visitor) -> None:
    (case,) = site.paths_of(ANNA)
    site.clock.set("2026-04-02 23:00")  # long after the session
    sent = say_it(anna, "no", "Svært.", f"{case}/forstod-du")
    assert sent.status_code == 303
    with site.portal.engine.connect() as connection:
        assert connection.scalar(text("select count(*) from kept_form")) == 0


@pytest.mark.parametrize("choices", READINGS)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    site: Site, choices: dict[str, Any]
) -> None:
    visitor = site.visitor(**choices)
    wrong = say_it(visitor, "", "Det er svært.")
    assert wrong.status_code == 422
    page = BeautifulSoup(wrong.get_data(as_text=True), "html.parser")
    assert page.select_one("main [role=alert] a[href='#answer']")
    assert page.select_one("textarea#words").get_text(strip=True) == "Det er svært."
    assert say_it(visitor, "maaske").status_code == 422
    assert say_it(visitor, "no", "x" * 501).status_code == 422
    assert say_it(visitor, "no", "Mit nummer er 610190-1234.").status_code == 422
    assert rows(site, UnderstoodRow) == rows(site, UnderstoodWordRow) == []


def test_a_text_that_changed_meanwhile_is_asked_about_anew(site: Site, clock: Clock) -> None:
    visitor, here = site.visitor(), site.portal
    seen = visitor.get(ASK).select_one("input[name=seen]")
    assert seen is not None
    desk = Desk(here.engine, here.catalogue)
    change = Change(LATE, "Svaret kommer senere end {date}.", Ground.EXPLAINS, "Kortere.")
    publish(desk, write_draft(desk, change, "egon", clock()), "egon", clock())
    here.catalogue.follow(here.reading.connect)
    answer_ = visitor.post(ASK, ASK, seen=str(seen["value"]), answer="yes", next="")
    assert answer_.status_code == 422
    assert "Vi har ændret teksten" in answer_.get_data(as_text=True)
    assert rows(site, UnderstoodRow) == []
    assert say_it(visitor, "yes").status_code == 303
    (row,) = rows(site, UnderstoodRow)
    assert row.digest == digest_of("Svaret kommer senere end {date}.")


@pytest.mark.parametrize(
    "path",
    ["/forstod-du/om/da/nothing", "/forstod-du/om/xx/case.late", "/forstod-du/om/da/desk.title"],
)
def test_only_texts_that_citizens_meet_are_asked_about(site: Site, path: str) -> None:
    site.visitor().get(path, 404)


# --- numbers ------------------------------------------------------------------------------


def test_numbers_under_five_and_of_this_month_are_shown_to_nobody(site: Site, clock: Clock) -> None:
    many(site, (12, 4, 7), date(2026, 2, 3))
    many(site, (9, 9, 9), date(2026, 4, 1))
    council, owner = member(site), editor(site)
    page = visible_text(council.get("/handicapraad/tekst/da/case.late").find("main"))
    assert "Ja: 12, Delvist: vises ikke, Nej: 7." in page
    for visitor, path in (
        (council, "/handicapraad/tekster?orden=understood"),
        (owner, "/ordlyd/forstod-borgerne"),
    ):
        listed = visible_text(visitor.get(path).find("main"))
        assert "Ja: 12, Delvist: vises ikke, Nej: 7." in listed
        assert "Ja: 21" not in listed
    clock.set("2026-05-01 10:00")
    later = visible_text(member(site).get("/handicapraad/tekst/da/case.late").find("main"))
    assert "Ja: 21, Delvist: 13, Nej: 16." in later


def test_the_least_understood_stands_first_and_languages_are_never_added(site: Site) -> None:
    hard, easy = Place("page.home.lead", "da", "normal"), LATE
    many(site, (20, 0, 5), date(2026, 2, 1), easy)
    many(site, (5, 0, 20), date(2026, 2, 1), hard)
    many(site, (6, 0, 0), date(2026, 2, 1), Place("case.late", "en", "normal"))
    first, second = editor(site).get("/ordlyd/forstod-borgerne").select("main .audit__list a")[:2]
    assert "page.home.lead" in str(first["href"])
    assert "case.late" in str(second["href"])
    texts = member(site).get("/handicapraad/tekster?orden=understood").select(".audit__list a")
    assert "page.home.lead" in str(texts[0]["href"])
    english = visible_text(editor(site).get("/ordlyd/forstod-borgerne?sprog=en").find("main"))
    assert "Ja: 6, Delvist: vises ikke, Nej: vises ikke." in english


def test_another_wording_begins_anew(site: Site, clock: Clock) -> None:
    many(site, (8, 8, 8), date(2026, 2, 1))
    here = site.portal
    desk = Desk(here.engine, here.catalogue)
    change = Change(LATE, "Svaret kommer senere end {date}.", Ground.EXPLAINS, "Kortere.")
    publish(desk, write_draft(desk, change, "egon", clock()), "egon", clock())
    here.catalogue.follow(here.reading.connect)
    page = visible_text(member(site).get("/handicapraad/tekst/da/case.late").find("main"))
    assert "Ja: 8" not in page


# --- words --------------------------------------------------------------------------------


def say_and_wait(site: Site, words: str = "Min kone Ulla forstår ikke frist.") -> None:
    """Write words, and let their month pass."""
    say_it(site.visitor(), "no", words)
    site.clock.set("2026-05-01 10:00")


def the_word(visitor: Visitor) -> str:
    link = visitor.get(WORDS).select_one(f"main a[href^='{WORDS}/']")
    assert link is not None
    return str(link["href"])


def test_words_are_there_for_nobody_until_their_month_is_over(site: Site) -> None:
    say_it(site.visitor(), "no", "Min kone Ulla forstår ikke frist.")
    (row,) = rows(site, UnderstoodWordRow)
    path = f"{WORDS}/{row.public_id}"
    site.clock.set("2026-04-30 23:30")
    owner = editor(site)
    page = visible_text(owner.get(WORDS).find("main"))
    assert "Ulla" not in page
    assert "Der er ingen ord, der venter." in page
    assert "Ord vises tidligst, når måneden er slut" in page
    owner.get(path, 404)
    for act in (path, f"{path}/slet"):
        sent = owner.post(act, WORDS, left="Ordet frist er svært.", clean="1")
        assert sent.headers["Location"] == f"{WORDS}?afgjort=1"
    assert rows(site, UnderstoodWordRow) == [row]
    site.clock.set("2026-05-01 00:30")
    assert the_word(editor(site)) == path


def test_the_council_reads_what_a_named_editor_has_left(site: Site) -> None:
    say_and_wait(site)
    council, owner = member(site), editor(site)
    path = "/handicapraad/tekst/da/case.late"
    assert "Ulla" not in council.get(path).get_text()
    word = the_word(owner)
    assert "Ulla" in owner.get(word).select_one("textarea").get_text()
    council.get(word, 404)
    council.get(WORDS, 404)
    sent = owner.post(word, word, left="Ordet frist er svært.", clean="1")
    assert sent.status_code == 303
    page = visible_text(council.get(path).find("main"))
    assert "Ordet frist er svært." in page
    assert "Egon Redaktør har fjernet det personlige." in page
    assert "maj 2026" in page
    said = council.get(path).select_one("main .own-words + p")
    assert said is not None
    assert not re.search(r"\d+\. (april|maj)", said.get_text()), "no day"
    assert "Ulla" not in page
    owner.get(word, 404)
    listed = visible_text(owner.get(WORDS).find("main"))
    assert "Ulla" not in listed
    assert "Ordet frist er svært." in listed


@pytest.mark.parametrize(
    ("left", "clean"),
    [
        ("Det var svært.", ""),
        ("", "1"),
        ("Ring til mig på 12 34 56 78.", "1"),
        ("Skriv til ulla@eksempel.invalid.", "1"),
        ("Mit nummer er 610190-1234.", "1"),
    ],
    ids=["not said to be clean", "nothing left", "a phone", "an e-mail", "a CPR number"],
)
def test_what_still_tells_who_somebody_is_does_not_go_on(site: Site, left: str, clean: str) -> None:
    say_and_wait(site)
    owner = editor(site)
    word = the_word(owner)
    data = {"left": left} | ({"clean": clean} if clean else {})
    assert owner.post(word, word, **data).status_code == 422
    (row,) = rows(site, UnderstoodWordRow)
    assert row.passed_in is None


def test_what_an_editor_deletes_is_gone_before_and_after_it_went_on(site: Site) -> None:
    for goes_on in (False, True):
        site.clock.set("2026-04-02 10:00")
        say_and_wait(site, "Det er svært.")
        owner = editor(site)
        word = the_word(owner)
        if goes_on:
            owner.post(word, word, left="Det er svært.", clean="1")
        assert owner.post(f"{word}/slet", WORDS).status_code == 303
        assert rows(site, UnderstoodWordRow) == []
        owner.get(word, 404)
        too_late = owner.post(word, WORDS, left="Det er svært.", clean="1")
        assert too_late.headers["Location"] == f"{WORDS}?afgjort=1"
        assert "En anden har afgjort det" in owner.get(f"{WORDS}?afgjort=1").get_text()


def test_nothing_an_editor_reads_here_reaches_a_case(anna: Visitor, site: Site) -> None:
    say_it(anna, "no", "Det er svært.")
    site.clock.set("2026-05-01 10:00")
    owner, found = editor(site), []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        found.append(statement)

    for engine in (site.portal.engine, site.portal.reading):
        event.listen(engine, "before_cursor_execute", note)
    owner.get("/ordlyd/forstod-borgerne")
    owner.get(the_word(owner))
    tables = {
        name for one in found for name in re.findall(r"\b(?:FROM|JOIN|INTO|UPDATE) \"?(\w+)", one)
    }
    for engine in (site.portal.engine, site.portal.reading):
        event.remove(engine, "before_cursor_execute", note)
    assert {
        name for name in tables if not re.fullmatch(r"understood\w*|wording_\w+|sign_in", name)
    } == set()
