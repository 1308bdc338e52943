"""A citizen's letters: on the case's page, each on its own, as PDF, with the decision itself."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from sqlalchemy import select

from portal.core.vocabulary import LetterKind
from portal.letters.document_text import pages_of
from portal.services.make_letters import make_ordered
from portal.services.order_letters import order_due
from portal.services.post_update import Opened, Writer
from portal.services.write_by_hand import Written, write_by_hand
from portal.store import desk
from portal.store.models import LetterRow
from tests.building import ANNA, BO, CARL, DITTE, Story
from tests.conftest import Site, Visitor
from tests.page_rules import visible_text
from tests.services.letters import NAME, begun, changed, office, sending, workshop
from tests.web.test_access import statements

READINGS = [{"lang": "da"}, {"lang": "da", "easy": True}, {"lang": "en"}, {"lang": "ar"}]


def work(site: Site) -> None:
    """Let the worker order and make what is due."""
    order_due(site.portal.engine, office(), site.clock())
    make_ordered(site.portal.engine, workshop(), sending(), site.clock())


def paths(visitor: Visitor, who: str = ANNA) -> list[str]:
    """Return the addresses of the letters on somebody's case page."""
    part = visitor.case(who).find("section", class_="letters")
    return [link["href"] for link in part.find_all("a")] if part else []


def the_document() -> bytes:
    """Return a real PDF with two pages of text."""
    html = "<!doctype html><html lang='da'><title>Afgørelse</title><body>"
    html += "<p>Begrundelse for afslaget.</p><p style='break-before:page'>Sådan klager du.</p>"
    return workshop().press.print(html)


def decided(site: Site, outcome: str = "granted") -> None:
    story = begun().steps("received", "information", "casework")
    story.say("decision.made", "2026-04-01", decision="d-1", outcome=outcome)
    site.record(story)
    engine = site.portal.engine
    with engine.connect() as connection:
        case = desk.case_by_public_id(connection, site.paths_of(ANNA)[0].rsplit("/", 1)[1])
        seen = desk.last_event_id(connection, case.id)
    facts = {"reasons": ["Den hjælper dig bedst."], "decider": "caseworker"}
    write_by_hand(
        engine,
        office(),
        site.portal.identifiers,
        Opened(case.id, "letter", "t" * 20, seen),
        Written(LetterKind.DECISION, facts, the_document()),
        Writer("medarbejder", "Lise Holm Andersen", None),
        site.clock(),
    )


@pytest.mark.parametrize("choices", READINGS)
def test_a_letter_reads_as_it_was_sent_however_the_page_is_read(
    site: Site, choices: dict[str, object]
) -> None:
    site.record(begun())
    work(site)
    visitor = site.visitor(ANNA, **choices)  # type: ignore[arg-type]
    (path,) = paths(visitor)
    page = visitor.get(path)
    article = page.find("article", class_="letter")
    assert article.get("lang") == "da"
    assert NAME in article.get_text()
    assert page.find("title").get_text().count(NAME) == 0
    assert page.find("a", href=f"{path}/pdf") is not None


def test_the_pdf_is_the_very_bytes_that_were_kept(site: Site) -> None:
    site.record(begun())
    work(site)
    visitor = site.visitor(ANNA)
    (path,) = paths(visitor)
    answer = visitor.client.get(f"{path}/pdf")
    with site.portal.reading.connect() as connection:
        kept = connection.execute(select(LetterRow.pdf)).scalar_one()
    assert (answer.status_code, answer.data) == (200, kept)
    assert answer.mimetype == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert NAME not in answer.headers["Content-Disposition"]


def test_who_may_read_letters(site: Site) -> None:
    story = begun().party(BO, role="representative", scope=["see_status"], name="Bo")
    story.party(CARL, role="representative", scope=["read_letters"], name="Carl")
    site.record(story, Story("S-2").opened().party(DITTE, name="Ditte"))
    work(site)
    (path,) = paths(site.visitor(ANNA))
    assert paths(site.visitor(BO), BO) == []
    for stranger in (BO, DITTE):
        for part in ("", "/pdf", "/dokument"):
            assert site.visitor(stranger).fetch(f"{path}{part}").status_code == 404
    own = paths(site.visitor(CARL), CARL)
    assert len(own) == 1
    assert own != [path], "his own letter, not hers"
    assert site.visitor(CARL).fetch(path).status_code == 200, "and he may read hers"
    assert site.visitor(None).fetch(path).status_code == 401


def about_two(site: Site, **representative: str) -> str:
    """Record a case about Anna and Carl with a letter to each, and a relative; return its path."""
    story = begun().party(CARL, name="Carl Carlsen", language="da")
    site.record(story.steps("received", "information"))
    work(site)
    site.record(
        story.party(
            BO, "2026-04-01", role="representative", scope=["read_letters"], **representative
        )
    )
    return site.paths_of(BO)[0]


@pytest.mark.parametrize(("giver", "other"), [(ANNA, CARL), (CARL, ANNA)])
def test_in_a_case_about_two_a_relative_reads_the_letters_of_whoever_let_them_in(
    site: Site, giver: str, other: str
) -> None:
    path = about_two(site, given_by=f"p-{giver[:2]}")
    theirs, others = (paths(site.visitor(who), who) for who in (giver, other))
    assert theirs
    assert not set(theirs) & set(others)
    bo = site.visitor(BO)
    assert paths(bo, BO) == theirs
    for letter in theirs:
        bo.get(letter)
        assert bo.fetch(f"{letter}/pdf").status_code == 200
    for letter in others:
        bo.get(letter, 404)
    name, wrong = (NAME, "Carl Carlsen")[:: 1 if giver == ANNA else -1]
    for page in (path, "/mine-sager", f"{path}/adgang", theirs[0]):
        text = visible_text(bo.get(page))
        assert name in text, page
        assert wrong not in text, page


def test_where_nobody_told_who_let_them_in_they_read_neithers_and_no_name_is_wrong(
    site: Site,
) -> None:
    path = about_two(site)
    bo = site.visitor(BO)
    assert not paths(bo, BO)
    for who in (ANNA, CARL):
        for letter in paths(site.visitor(who), who):
            bo.get(letter, 404)
    for page in (path, "/mine-sager"):
        text = visible_text(bo.get(page))
        assert "en af dem, sagen handler om" in text, page
        assert NAME not in text, page
        assert "Carl Carlsen" not in text, page


def test_a_representative_who_came_later_reads_what_was_sent_before(site: Site) -> None:
    site.record(begun())
    work(site)
    site.record(
        begun().party(CARL, "2026-04-01", role="representative", scope=["act"], name="Carl")
    )
    (path,) = paths(site.visitor(ANNA))
    assert paths(site.visitor(CARL), CARL) == [path]
    site.record(
        begun()
        .party(CARL, "2026-04-01", role="representative", scope=["act"], name="Carl")
        .say("party.ended", "2026-04-02", party="p-63", on="2026-04-01")
    )
    assert site.visitor(CARL).fetch(path).status_code == 403, "it is said that this is over"


def test_the_decision_itself_stands_in_full_with_its_letter(site: Site) -> None:
    decided(site)
    work(site)
    visitor = site.visitor(ANNA)
    path = next(path for path in paths(visitor) if "Afgørelse.pdf" in visitor.get(path).get_text())
    page = visitor.get(path)
    part = page.find("section", class_="letter-page__document").get_text(" ")
    assert "Begrundelse for afslaget." in part
    assert "Sådan klager du." in part
    answer = visitor.client.get(f"{path}/dokument")
    assert len(PdfReader(BytesIO(answer.data)).pages) == 2


def test_a_document_without_text_is_never_shown_in_part() -> None:
    assert pages_of(b"%PDF-1.7\n%%EOF") == []
    assert pages_of(b"nonsense") == []
    found = pages_of(the_document())
    assert [lines[0] for lines in found] == ["Begrundelse for afslaget.", "Sådan klager du."]
    longer = PdfWriter(clone_from=BytesIO(the_document()))
    longer.add_blank_page()
    kept = BytesIO()
    longer.write(kept)
    assert pages_of(kept.getvalue()) == []


def test_what_is_ordered_and_held_stands_nowhere(site: Site) -> None:
    decided(site, "refused")
    before = site.visitor(ANNA).case(ANNA).get_text()
    work(site)
    assert paths(site.visitor(ANNA)) == []
    assert "letters" not in before


def test_the_page_asks_once_more_when_there_are_letters_and_not_otherwise(site: Site) -> None:
    site.record(begun())
    visitor = site.visitor(ANNA)
    path = site.paths_of(ANNA)[0]
    visitor.get(path)
    without = statements(site, lambda: visitor.get(path))
    work(site)
    with_letters = statements(site, lambda: visitor.get(path))
    assert len(with_letters) == len(without) + 1 <= 6


# --- how a new caseworker is to begin ---------------------------------------------------


@pytest.mark.parametrize("choices", READINGS)
def test_the_citizen_says_how_a_new_caseworker_is_to_begin(
    site: Site, choices: dict[str, object]
) -> None:
    site.record(changed(begun(), "Ole Eksempel", "2026-04-01"))
    work(site)
    visitor = site.visitor(ANNA, **choices)  # type: ignore[arg-type]
    case = site.paths_of(ANNA)[0]
    action = f"{case}/ny-sagsbehandler"
    assert visitor.get(case).find("a", href=action) is not None
    letter = next(path for path in paths(visitor) if visitor.get(path).find("form", action=action))
    answer = visitor.post(action, letter, reading="tell_myself", wait="stand_in")
    assert (answer.status_code, answer.location) == (303, action)
    page = visitor.get(action)
    assert page.find("div", role="status") is not None
    chosen = [one["value"] for one in page.find_all("input", checked=True)]
    assert chosen == ["tell_myself", "stand_in"]


def test_a_choice_left_out_is_asked_for_and_what_was_chosen_is_kept(site: Site) -> None:
    site.record(changed(begun(), "Ole Eksempel", "2026-04-01"))
    action = f"{site.paths_of(ANNA)[0]}/ny-sagsbehandler"
    visitor = site.visitor(ANNA)
    answer = visitor.post(action, action, wait="wait")
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert 'href="#reading"' in text
    assert 'value="wait" checked' in text


@pytest.mark.parametrize(
    ("who", "scope"), [(BO, ["see_status"]), (BO, ["read_letters"]), (DITTE, None)]
)
def test_who_may_not_act_cannot_choose(
    site: Site, who: str, scope: list[str] | None, visit: Callable[..., Visitor]
) -> None:
    story = changed(begun(), "Ole Eksempel", "2026-04-01")
    if scope:
        story.party(BO, role="representative", scope=scope, name="Bo")
    site.record(story, Story("S-2").opened().party(DITTE, name="Ditte"))
    assert visit(who).fetch(f"{site.paths_of(ANNA)[0]}/ny-sagsbehandler").status_code == 404


def test_without_a_new_caseworker_there_is_nothing_to_choose(site: Site) -> None:
    site.record(begun())
    assert site.visitor(ANNA).fetch(f"{site.paths_of(ANNA)[0]}/ny-sagsbehandler").status_code == 404
