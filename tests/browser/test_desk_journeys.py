"""A caseworker's days, with the keyboard alone; each seen by its citizen on a phone, and on paper.

A portal, its worker and a case system run as they do in operation. What an update takes is
counted, printed, and kept under the limits that `docs/desk.md` states.
"""

import logging
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect
from playwright.sync_api import Page as Tab
from weasyprint import HTML

from portal.calendar_days import public_holidays
from portal.core.deadlines import is_working_day
from portal.wording.dates import long_date
from tests.browser.hands import Effort, Hands
from tests.browser.office import (
    FAMILIES,
    LISE,
    METTE,
    PERNILLE,
    Office,
    ago,
    casework,
    decided,
    name_of,
    office,
    story,
    today,
)
from tests.browser.paper import Paper
from tests.browser.running import ROOT
from tests.building import COPENHAGEN, at
from tests.files.clamd import Clamd
from tests.files.samples import PDF

pytestmark = pytest.mark.browser

_LOG = logging.getLogger(__name__)
GUIDE = ROOT / "docs" / "desk.md"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
MOST_INTERACTIONS = 3


class People:
    """Opens a browser window of its own for each person who has to do with the office."""

    def __init__(self, browser: Browser, here: Office, windows: ExitStack) -> None:
        self._browser, self.here, self._windows = browser, here, windows

    def window(self, person: str, *, scripts: bool = True, reading: str = "da") -> Tab:
        """Return an empty tab: a desk's for who works here, a phone's for everybody else."""
        works = person in ("medarbejder", "mette", "leder", "pernille")
        context: BrowserContext = self._browser.new_context(
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            viewport=DESK if works else PHONE,
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        self._windows.callback(context.close)
        context.add_cookies(self.here.cookies(person, reading))
        return context.new_page()

    def phone(self, person: str, case: str, place: str = "", reading: str = "da") -> Tab:
        """Return a phone on which somebody has opened a page of their case."""
        tab = self.window(person, reading=reading)
        tab.goto(self.here.page(case, place))
        assert wide(tab) <= PHONE["width"]
        return tab


@pytest.fixture(scope="module")
def scanner() -> Iterator[Clamd]:
    """A virus scanner that is not there yet: files wait until a test starts it."""
    folder = Path(tempfile.mkdtemp(prefix="clamd"))
    scanner = Clamd(folder)
    yield scanner
    scanner.stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, scanner: Clamd) -> Iterator[Office]:
    """An office that the tests of this file share; each has cases of its own."""
    with office(tmp_path_factory.mktemp("office"), SAGSVEJ_CLAMD=scanner.address) as opened:
        yield opened


@pytest.fixture
def people(chromium: Browser, here: Office) -> Iterator[People]:
    with ExitStack() as windows:
        yield People(chromium, here, windows)


@pytest.fixture
def lise(people: People) -> Hands:
    """Lise at her desk, with her list before her."""
    return at_the_list(people)


def at_the_list(people: People, person: str = "medarbejder", **how: bool) -> Hands:
    hands = Hands(people.window(person, **how))
    hands.tab.goto(f"{people.here.url}/medarbejder")
    return hands


def waits(hands: Hands, name: str, why: str = "") -> Locator:
    """Return what waits for somebody on the list, for a reason."""
    return hands.tab.locator(".work", has_text=name).filter(has_text=why)


def flat(text: str) -> str:
    return " ".join(text.split())


def in_order(text: str, *words: str) -> None:
    """Some words stand in a text, one after the other."""
    place = 0
    for one in words:
        found = text.find(one, place)
        assert found >= 0, f"“{one}” is not there, or not in its place:\n{text}"
        place = found + len(one)


def wide(tab: Tab) -> int:
    found: int = tab.evaluate("document.documentElement.scrollWidth")
    return found


def ahead(days: int) -> str:
    """Return the day in so many days, as the contract writes it."""
    return ago(-days)


def open_day(days: int) -> date:
    """Return the first working day so many days from now or later."""
    day = today() + timedelta(days=days)
    while not is_working_day(day, public_holidays()):
        day += timedelta(days=1)
    return day


def now_text() -> str:
    return datetime.now(COPENHAGEN).isoformat()


# --- three updates ---------------------------------------------------------------------

LINKS_BEFORE_IT = 1
"""On the first line: the person's name. What is said of an update is said of that line."""
NEWS = "Lægen har svaret. Nu regner vi på dine udgifter."


@pytest.mark.parametrize(
    ("person", "kind", "name", "text", "shown"),
    [
        ("nadia", None, "Der er nyt", NEWS, NEWS),
        (
            "lene",
            "looking_into_it",
            "Det ved jeg ikke endnu, men jeg undersøger det",
            "Jeg spørger lægen igen.",
            "Jeg spørger lægen igen.",
        ),
        (
            "kirsten",
            "nothing_new",
            "Intet nyt, du er ikke glemt",
            "",
            "Der er ikke noget nyt i din sag.",
        ),
    ],
    ids=["news", "looking into it", "nothing new"],
)
def test_an_update_from_the_list(
    here: Office, people: People, person: str, kind: str | None, name: str, text: str, shown: str
) -> None:
    case = f"J-{person}"
    here.tell(story(case, person))
    lise = at_the_list(people)
    lise.begin()
    lise.past_the_head()
    write = waits(lise, name_of(person)).locator(".work__do a")
    further_down = write.evaluate("one => [...document.querySelectorAll('main a')].indexOf(one)")
    lise.go(write)
    lise.effort.keys -= further_down - LINKS_BEFORE_IT
    assert lise.tab.locator("#text").evaluate("one => one === document.activeElement")
    lise.write(text)
    if kind:
        lise.choose(lise.tab.get_by_label(name))
    lise.go(lise.tab.locator("button[name=do][value=post]"))
    took(name, lise.effort)
    posted = lise.tab.locator("main [role=status]")
    assert "Det er gemt, og borgeren kan se det." in posted.inner_text()
    assert posted.evaluate("one => one === document.activeElement"), "it is heard"
    assert lise.effort.interactions <= MOST_INTERACTIONS
    assert (lise.effort.interactions, lise.effort.keys) <= promised(name)
    phone = people.phone(person, case)
    assert shown in flat(phone.locator("main").inner_text())


def test_the_same_on_paper_for_who_reads_paper(
    here: Office, people: People, tmp_path: Path
) -> None:
    """Somebody who gets letters on paper: "you are not forgotten", from the case's letters."""
    case = "J-paper"
    here.tell(story(case, "jens", exempt_from_digital_post=True))
    lise = Hands(people.window("medarbejder"))
    lise.tab.goto(here.desk(case, "/breve"))
    lise.begin()
    lise.go(lise.tab.locator("a[href$='/breve/update']"))
    lise.fill(lise.tab.locator("#words"), "Jeg har rykket lægen i dag.")
    lise.go(lise.tab.locator("button[name=do][value=post]"))
    took("you are not forgotten, on paper", lise.effort)
    assert lise.effort.interactions <= MOST_INTERACTIONS
    letter, pdf = here.letter("update", case)
    paper = Paper(pdf, tmp_path / "update")
    paper.pictures()
    in_order(paper.text, "Jens Peter Dam", "Jeg har rykket lægen i dag.", LISE, "12 34 11 01")
    sent = (
        "select o.channel from outbox o join letter l on l.id = o.letter_id where l.public_id = ?"
    )
    assert here.one(sent + " and o.kind = 'letter'", letter) == ("print",)
    phone = people.phone("jens", case, f"/brev/{letter}")
    in_order(flat(phone.locator("article").inner_text()), "Jeg har rykket lægen i dag.", LISE)


def promised(update: str) -> tuple[int, int]:
    """Return the interactions and keys that the guide says an update takes."""
    (row,) = re.findall(rf"\| {update} \| (\d+) \| (\d+) \|", GUIDE.read_text(encoding="utf-8"))
    return int(row[0]), int(row[1])


def took(what: str, effort: Effort) -> None:
    """Say what something took: pytest shows it with --log-cli-level=INFO."""
    _LOG.info("%s: %s", what, effort)


# --- a portfolio of forty ---------------------------------------------------------------

FORTY = [f"J-skift-{number:02}" for number in range(1, 41)]


def test_forty_cases_get_another_caseworker_at_once(
    here: Office, people: People, tmp_path: Path
) -> None:
    begun = [
        story(
            case,
            "mads" if number == 1 else f"6{number % 10}0175-{4000 + number}",
            PERNILLE,
            FAMILIES,
            **{} if number == 1 else {"name": f"Prøve Nummer {number}"},
        )
        for number, case in enumerate(FORTY, 1)
    ]
    for told in begun[:3]:
        told.say(
            "contact.promised", ago(6), promise="l-1", what="call", by=ahead(9),
            owner=PERNILLE, owner_unit=FAMILIES, note="Vi ringer om din kørestol.",
        )  # fmt: skip
    here.tell(*begun)
    pernille = at_the_list(people, "pernille")
    pernille.go(pernille.tab.locator("a[href='/medarbejder/skift']"))
    # From today: on a Sunday the form proposes Monday, and the cases would change hands then.
    pernille.tab.locator("#valid_from").evaluate("(field, day) => field.value = day", ahead(0))
    pernille.begin()
    pernille.pick(pernille.tab.locator("#new"), "En anden")
    pernille.fill(pernille.tab.locator("#name"), METTE)
    pernille.fill(pernille.tab.locator("#phone"), "12 34 11 03")
    assert pernille.tab.locator("input[name=cases]:checked").count() == len(FORTY)
    pernille.go(pernille.tab.locator("button[name=do][value=post]"))
    took("forty cases", pernille.effort)
    assert "40" in pernille.tab.locator("main [role=status]").inner_text()
    # Every case with its promises, in one transaction each: none is half-way.
    for case in FORTY:
        (holder,) = here.one(
            "select d.caseworker from desk_case d join case_file c on c.id = d.case_id"
            " where c.reference = ?", case,
        )  # fmt: skip
        assert holder == METTE, case
    orphans = here.rows(
        "select c.reference from task t join case_file c on c.id = t.case_id"
        " where c.reference like 'J-skift-%' and t.owner = ?", PERNILLE,
    )  # fmt: skip
    assert orphans == []
    made = lambda: [one for one in here.letters("caseworker", *FORTY) if one[2] == "made"]  # noqa: E731
    here.until(lambda: len(made()) >= len(FORTY), "forty letters")
    assert sorted(one[0] for one in here.letters("caseworker")) == sorted(FORTY), "once each"
    assert here.one(
        "select count(*) from outbox o join letter l on l.id = o.letter_id"
        " where l.kind = 'caseworker' and o.kind = 'letter'"
    ) == (len(FORTY),)
    (contacts,) = here.one(
        "select count(*) from case_event e join case_file c on c.id = e.case_id"
        " where c.reference like 'J-skift-%' and e.type = 'sagsvej.contact.made'"
    )
    assert contacts == 0, "the letter goes before the new one gets in touch"
    handed_over(people, tmp_path)
    chosen_on_the_phone(here, people, tmp_path)


def handed_over(people: People, tmp_path: Path) -> None:
    """The new caseworker prints the list of what must not be lost."""
    mette = at_the_list(people, "mette")
    assert mette.tab.locator(".work").count() >= len(FORTY)
    mette.go(mette.tab.locator("a[href='/medarbejder/overdragelse']"))
    listed = flat(mette.tab.locator("main").inner_text())
    assert listed.count("Vi ringer om din kørestol.") == 3
    assert mette.tab.locator("[aria-labelledby^=case-]").count() == len(FORTY)
    mette.tab.emulate_media(media="print")
    printed = Paper(mette.tab.pdf(format="A4"), tmp_path / "handover")
    assert "Prøve Nummer 40" in printed.text
    assert printed.text.count(METTE) >= 3, "who owes each promise now"
    printed.pictures(most=2)


def chosen_on_the_phone(here: Office, people: People, tmp_path: Path) -> None:
    letter, pdf = here.letter("caseworker", FORTY[0])
    phone = people.phone("mads", FORTY[0])
    hands = Hands(phone)
    hands.go(phone.locator(f"a[href$='/brev/{letter}']"))
    words = flat(phone.locator("article").inner_text())
    paper = Paper(pdf, tmp_path / "caseworker")
    paper.pictures()
    in_order(words, METTE, "12 34 11 03")
    in_order(paper.text, METTE, "12 34 11 03")
    assert PERNILLE not in words, "nothing about who left"
    assert wide(phone) <= PHONE["width"]
    phone.screenshot(path=tmp_path / "caseworker-phone.png", full_page=True)
    hands.choose(phone.locator("input[name=reading]").first)
    hands.choose(phone.locator("input[name=wait]").last)
    hands.go(phone.locator("main form button.button--first"))
    assert phone.locator("main [role=status]").is_visible()
    mette = at_the_list(people, "mette")
    mette.tab.goto(here.desk(FORTY[0], "/overdragelse"))
    chosen = flat(mette.tab.locator("[aria-labelledby^=case-]").inner_text())
    said = [flat(one) for one in phone.locator("main [role=status] p").all_inner_texts()[1:]]
    assert said
    for one in said:
        assert one in chosen


# --- a hearing --------------------------------------------------------------------------


def test_a_hearing_from_the_desk_to_its_answer(
    here: Office, people: People, scanner: Clamd, tmp_path: Path
) -> None:
    case = "J-hearing"
    here.tell(casework(case, "rasmus"))
    lise = at_the_list(people)
    lise.tab.goto(here.desk(case))
    lise.go(lise.tab.locator("a[href$='/breve']"))
    lise.go(lise.tab.locator("a[href$='/breve/hearing']"))
    lise.begin()
    lise.fill(lise.tab.locator("#evidence"), "Lægens brev fra maj\nDine kvitteringer")
    lise.fill(lise.tab.locator("#may_mean"), "Du kan få mindre, end du har søgt om.")
    lise.fill(lise.tab.locator("#answer_by"), f"{open_day(15):%d.%m.%Y}")
    lise.go(lise.tab.locator("button[name=do][value=post]"))
    took("hearing", lise.effort)
    letter, pdf = here.letter("hearing", case)
    paper = Paper(pdf, tmp_path / "hearing")
    paper.pictures()
    in_order(paper.text, "Lægens brev fra maj", "Dine kvitteringer", "mindre, end du har søgt om")
    phone = people.phone("rasmus", case)
    hands = Hands(phone)
    hands.go(phone.locator(f"a[href$='/brev/{letter}']"))
    in_order(flat(phone.locator("article").inner_text()), "Lægens brev fra maj", "mindre, end")
    phone.screenshot(path=tmp_path / "hearing-phone.png", full_page=True)
    answered_on_the_phone(here, phone, case, tmp_path)
    opened_at_the_desk(here, people, scanner, case)
    hands.tab.goto(here.page(case, "/sendt"))
    sent = flat(phone.locator("main").inner_text())
    in_order(sent, OWN_WORDS, "mit brev.pdf", "Vi regner på det igen.")
    phone.screenshot(path=tmp_path / "hearing-sent.png", full_page=True)


OWN_WORDS = "Det er ikke rigtigt, at jeg selv kan handle ind."


def answered_on_the_phone(here: Office, phone: Tab, case: str, tmp_path: Path) -> None:
    hands = Hands(phone)
    phone.goto(here.page(case))
    hands.go(phone.locator("main a[href$='/svar']").first)
    hands.fill(phone.locator("#text"), OWN_WORDS)
    hands.reach(phone.locator("#files"))
    with phone.expect_file_chooser() as chooser:
        hands.press("Space")
    chooser.value.set_files(
        [{"name": "mit brev.pdf", "mimeType": "application/pdf", "buffer": PDF}]
    )
    hands.go(phone.locator("main form button.button--first"))
    assert phone.url.endswith("/kvittering")
    receipt = flat(phone.locator("main").inner_text())
    assert OWN_WORDS in receipt
    assert "mit brev.pdf" in receipt
    assert wide(phone) <= PHONE["width"]
    phone.screenshot(path=tmp_path / "hearing-receipt.png", full_page=True)


def opened_at_the_desk(here: Office, people: People, scanner: Clamd, case: str) -> None:
    """The answer is on the list; its file opens when the scanner has seen it and not before."""
    lise = at_the_list(people)
    tab = lise.tab
    work = tab.locator(".work", has_text="Rasmus Thygesen")
    assert work.count() >= 1, tab.locator("main").inner_text()
    lise.go(work.first.locator(".work__who a"))
    assert OWN_WORDS in flat(tab.locator("main").inner_text())
    assert tab.locator("a[download]", has_text="mit brev.pdf").count() == 0
    (file,) = here.one(
        "select a.public_id from attachment a join message m on m.id = a.message_id"
        " join case_file c on c.id = m.case_id where c.reference = ?", case,
    )  # fmt: skip
    assert tab.request.get(here.desk(case, f"/fil/{file}")).status == 404
    scanner.start()
    state = "select state from attachment where public_id = ?"
    here.until(lambda: here.one(state, file)[0] == "clean", "the scanner's word")
    tab.reload()
    lise.reach(tab.locator("a[download]", has_text="mit brev.pdf"))
    with tab.expect_download() as got:
        lise.press("Enter")
    assert got.value.path().read_bytes() == PDF
    lise.go(tab.locator(".letter-in a.button").first)
    lise.write("Tak for dit svar. Vi regner på det igen.")
    lise.go(tab.locator("button[name=do][value=post]"))
    lise.tab.goto(here.desk(case))
    assert "Besvaret" in flat(tab.locator("[aria-labelledby=sent-in]").inner_text())


# --- a refusal and its talk -------------------------------------------------------------


def test_a_refusal_goes_after_its_talk_with_the_whole_decision(
    here: Office, people: People, tmp_path: Path
) -> None:
    refused, granted = "J-no", "J-yes"
    for case, who, outcome in ((refused, "diana", "refused"), (granted, "hodan", "granted")):
        here.tell(decided(case, who, outcome))
    held = people.phone("diana", refused)
    assert held_page(held, "Diana Petrova") == held_page(
        people.phone("hodan", granted), "Hodan Abdi Warsame"
    ), "while it is held a no looks as a yes"
    lise = at_the_list(people)
    lise.go(waits(lise, "Diana Petrova", "taler sammen").locator(".work__do a"))
    lise.begin()
    lise.choose(lise.tab.locator("input[name=result][value=held]"))
    lise.go(lise.tab.locator("button[name=do][value=post]"))
    took("talk", lise.effort)
    document = decision_document(tmp_path)
    lise.begin()
    lise.go(waits(lise, "Diana Petrova", "I har talt med borgeren").locator(".work__do a"))
    lise.fill(lise.tab.locator("#outcome_words"), "Du får ikke den stol, du har søgt om.")
    lise.fill(lise.tab.locator("#reasons"), "Din egen stol kan bruges.\nDen er to år gammel.")
    lise.reach(lise.tab.locator("#document"))
    with lise.tab.expect_file_chooser() as chooser:
        lise.press("Space")
    chooser.value.set_files(document)
    lise.go(lise.tab.locator("button[name=do][value=post]"))
    took("decision letter", lise.effort)
    letter, pdf = here.letter("decision", refused)
    cover = Paper(pdf, tmp_path / "decision")
    cover.pictures()
    in_order(
        cover.text, "Du får ikke den stol", "Din egen stol kan bruges.", "Den er to år gammel."
    )
    (by,) = re.findall(r"[Kk]lag\w*[^.]{0,80}senest \w+ den (\d+\. \w+ \d{4})", cover.text)[:1]
    held.reload()
    hands = Hands(held)
    hands.go(held.locator(f"a[href$='/brev/{letter}']"))
    page = flat(held.locator("main").inner_text())
    in_order(page, "Du får ikke den stol", "Din egen stol kan bruges.", *DOCUMENT)
    assert by in page
    assert wide(held) <= PHONE["width"]
    held.screenshot(path=tmp_path / "decision-phone.png", full_page=True)
    hands.reach(held.locator("a[href$='/dokument']"))
    with held.expect_download() as got:
        hands.press("Enter")
    assert got.value.path().read_bytes() == document.read_bytes(), "the authority's own, unchanged"


DOCUMENT = ("Afgørelse om kørestol", "Vi følger lægens vurdering.", "Sådan klager du")


def decision_document(folder: Path) -> Path:
    """Return the decision as the authority wrote it, on two pages."""
    heading, reason, complain = DOCUMENT
    file = folder / "afgørelse.pdf"
    HTML(
        string=f"<html lang=da><title>{heading}</title><h1>{heading}</h1><p>{reason}</p>"
        f"<h2 style='break-before:page'>{complain}</h2><p>Skriv eller ring til os.</p>"
    ).write_pdf(file)
    return file


def held_page(phone: Tab, name: str) -> str:
    """Return what the page says, without whose it is."""
    return flat(phone.locator("main").inner_text()).replace(name, "-")


# --- a complaint ------------------------------------------------------------------------


def test_a_complaint_without_a_reason_is_followed_to_its_end(
    here: Office, people: People, tmp_path: Path
) -> None:
    case = "J-complaint"
    told = decided(case, "per", "refused")
    told.say(
        "letter.available", ago(4), letter="b-9", kind="decision", channel="digital_post",
        decision="d-1", available_at=at(ago(4)).isoformat(), complain_by=ahead(24),
    )  # fmt: skip
    here.tell(told)
    phone = people.phone("per", case)
    hands = Hands(phone)
    hands.go(phone.locator("main a[href$='/klag']").first)
    hands.go(phone.locator("main form button.button--first"))
    assert phone.url.endswith("/kvittering")
    four_weeks = long_date(today() + timedelta(days=28), "da")
    receipt = flat(phone.locator("main").inner_text())
    assert f"Vi ser på vores svar igen senest {four_weeks}" in receipt, receipt
    phone.screenshot(path=tmp_path / "complaint-receipt.png", full_page=True)
    _, pdf = here.letter("receipt", case)
    paper = Paper(pdf, tmp_path / "complaint-receipt")
    paper.pictures()
    assert four_weeks in paper.text
    lise = at_the_list(people)
    assert waits(lise, "Per Winther", "I skal se på sagen igen senest").count() == 1
    (ref,) = here.one(
        "select json_extract(data, '$.complaint') from case_event e"
        " join case_file c on c.id = e.case_id"
        " where c.reference = ? and e.type = 'sagsvej.complaint.received'", case,
    )  # fmt: skip
    told.payloads = []
    told.say("complaint.reassessed", ago(0), id_=f"{case}-r", complaint=ref, outcome="changed")
    told.payloads[0]["time"] = told.payloads[0]["recordedtime"] = now_text()
    told.payloads[0]["sequence"] = "99"
    here.tell(told)
    reassessed(here, people, case, tmp_path)


def reassessed(here: Office, people: People, case: str, tmp_path: Path) -> None:
    lise = at_the_list(people)
    lise.tab.goto(here.desk(case))
    lise.go(lise.tab.locator("a[href$='/breve']"))
    lise.go(lise.tab.locator("a[href$='/breve/reassessment']"))
    lise.fill(lise.tab.locator("#outcome_words"), "Du får alligevel stolen.")
    lise.fill(lise.tab.locator("#reasons"), "Lægen har skrevet igen.")
    lise.reach(lise.tab.locator("#document"))
    with lise.tab.expect_file_chooser() as chooser:
        lise.press("Space")
    chooser.value.set_files(decision_document(tmp_path))
    lise.go(lise.tab.locator("button[name=do][value=post]"))
    letter, pdf = here.letter("reassessment", case)
    paper = Paper(pdf, tmp_path / "reassessment")
    paper.pictures()
    assert "Du får alligevel stolen." in paper.text
    phone = people.phone("per", case)
    Hands(phone).go(phone.locator(f"a[href$='/brev/{letter}']"))
    in_order(flat(phone.locator("main").inner_text()), "Du får alligevel stolen.", *DOCUMENT)
    phone.screenshot(path=tmp_path / "reassessment-phone.png", full_page=True)
    assert lise.tab.goto(f"{here.url}/medarbejder") is not None
    assert waits(lise, "Per Winther", "Borgeren har klaget").count() == 0


# --- drafts -----------------------------------------------------------------------------

HALF = "Halvt skrevet, og så"


def test_what_is_typed_survives_a_lost_connection_and_a_closed_browser(
    here: Office, people: People
) -> None:
    case = "J-draft"
    here.tell(story(case, "tove"))
    lise = begun_update(here, people, case)
    told = lise.tab.locator("[data-draft-state]")
    lise.write(HALF)
    expect(told).to_contain_text("gemt kl.")
    here.close()
    lise.write(" forsvandt nettet.")
    expect(told).not_to_contain_text("gemt kl.")
    assert lise.tab.locator("#text").input_value() == HALF + " forsvandt nettet.", "still there"
    here.open()
    lise.write(" Nu er det her igen.")
    expect(told).to_contain_text("gemt kl.")
    lise.tab.context.close()
    again = at_the_list(people)
    again.go(again.tab.locator("[aria-labelledby=drafts] a", has_text="Tove Hedegaard"))
    assert again.tab.locator("#text").input_value().endswith("Nu er det her igen.")
    again.go(again.tab.locator("button[name=do][value=post]"))
    assert "forsvandt nettet" in people.phone("tove", case).locator("main").inner_text()


def begun_update(here: Office, people: People, case: str, person: str = "medarbejder") -> Hands:
    hands = Hands(people.window(person))
    hands.tab.goto(here.desk(case, "/nyt#text"))
    hands.reach(hands.tab.locator("#text"))
    return hands


def test_what_is_typed_survives_an_expired_sign_in(here: Office, people: People) -> None:
    case = "J-expired"
    here.tell(story(case, "samuel"))
    lise = begun_update(here, people, case)
    lise.write(HALF)
    here.change(
        "update sign_in set expires_at = datetime('now', '-1 minute') where staff = ?",
        here.one("select key from staff_member where name = ?", LISE)[0],
    )
    here.forget("medarbejder")
    lise.go(lise.tab.locator("button[name=do][value=post]"))
    assert "er gemt som kladde" in flat(lise.tab.locator("main").inner_text())
    again = begun_update(here, people, case)
    assert again.tab.locator("#text").input_value() == HALF
    assert HALF not in people.phone("samuel", case).locator("main").inner_text()


def test_of_two_who_write_the_second_sees_what_changed_and_loses_nothing(
    here: Office, people: People
) -> None:
    case = "J-two"
    here.tell(story(case, "henrik"))
    lise = begun_update(here, people, case)
    hanne = begun_update(here, people, case, "leder")
    lise.write("Lises egne ord.")
    hanne.write("Hannes ord kom først.")
    hanne.go(hanne.tab.locator("button[name=do][value=post]"))
    lise.go(lise.tab.locator("button[name=do][value=post]"))
    newer = lise.tab.locator("[aria-labelledby=newer]")
    assert "Hannes ord kom først." in newer.inner_text()
    assert newer.evaluate("(one) => one === document.activeElement"), "it is read first"
    assert lise.tab.locator("#text").input_value() == "Lises egne ord."
    lise.go(lise.tab.locator("button[name=do][value=post]"))
    seen = people.phone("henrik", case).locator("main").inner_text()
    assert "Lises egne ord." in seen
    assert "Hannes ord kom først." in seen


# --- without JavaScript, enlarged, in other colours -------------------------------------


def test_an_update_and_an_answer_without_javascript(here: Office, people: People) -> None:
    case = "J-plain"
    told = casework(case, "arne")
    told.say("hearing.opened", ago(3), hearing="h-1", due_on=ahead(11))
    here.tell(told)
    lise = Hands(people.window("medarbejder", scripts=False))
    lise.tab.goto(here.desk(case, "/nyt"))
    # Without scripts the page cannot be asked: the text has the keys when the field is in focus.
    lise.tab.locator("#text").press_sequentially("Vi venter på dit svar.")
    lise.tab.locator("#text").press("Tab")
    lise.tab.locator("button[name=do][value=post]").press("Enter")
    assert "Det er gemt" in lise.tab.locator("main [role=status]").inner_text()
    phone = people.window("arne", scripts=False)
    phone.goto(here.page(case, "/svar"))
    assert "Vi venter på dit svar." not in phone.content()
    phone.locator("#text").press_sequentially(OWN_WORDS)
    phone.locator("main form button.button--first").press("Enter")
    assert phone.url.endswith("/kvittering")
    assert OWN_WORDS in flat(phone.locator("main").inner_text())


@pytest.mark.parametrize("scripts", [True, False], ids=["with a script", "without"])
def test_a_ready_sentence_is_one_button_and_enter_in_a_field_still_sends(
    here: Office, people: People, scripts: bool
) -> None:
    case = f"J-sentence-{scripts}"
    here.tell(story(case, "nadia"))
    lise = Hands(people.window("medarbejder", scripts=scripts))
    lise.tab.goto(f"{here.desk(case, '/nyt')}#text")
    lise.tab.locator("#text").press_sequentially("Jeg har talt med din læge.")
    lise.tab.locator("summary", has_text="Færdige sætninger").press("Enter")
    with lise.tab.expect_navigation():
        lise.tab.locator("button[value='phrase.your_turn']").press("Enter")
    text = lise.tab.locator("#text").input_value()
    assert text.startswith("Jeg har talt med din læge. Vi mangler noget fra dig")
    assert lise.tab.url.endswith("#text"), "and there one goes on"
    assert "Sætningen er sat ind" in lise.tab.locator("main [role=status]").first.inner_text()
    with lise.tab.expect_navigation():
        lise.tab.locator("#next_contact").press("Enter")
    assert "Det er gemt" in lise.tab.locator("main [role=status]").inner_text()
    phone = people.phone("nadia", case)
    assert flat(text) in flat(phone.locator("main").inner_text())


def test_the_form_at_four_times_the_size_and_in_other_colours(
    here: Office, people: People, tmp_path: Path
) -> None:
    case = "J-big"
    here.tell(story(case, "ingrid"))
    tab = people.window("medarbejder")
    tab.set_viewport_size({"width": 320, "height": 256})
    for place in ("/nyt", "/aftale", "/breve/update", ""):
        tab.goto(here.desk(case, place))
        assert wide(tab) <= 320, place
    tab.goto(here.desk(case, "/nyt#text"))
    hands = Hands(tab)
    hands.reach(tab.locator("#text"))
    hands.write("Det kan også skrives her.")
    tab.screenshot(path=tmp_path / "update-400.png", full_page=True)
    tab.set_viewport_size(DESK)
    for name, how in (
        ("dark", {"color_scheme": "dark"}),
        ("forced", {"color_scheme": "light", "forced_colors": "active"}),
    ):
        tab.emulate_media(**how)
        for place in ("/nyt", ""):
            tab.goto(here.desk(case, place))
            shot = f"desk{place.replace('/', '-')}-{name}.png"
            tab.screenshot(path=tmp_path / shot, full_page=True)
