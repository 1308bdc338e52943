"""Read as a citizen meets it: invented pages, letters and notices, on screen and on paper."""

import re
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import event

from portal.store import comments
from portal.web.council.blocks import blocks_of
from portal.wording.catalogue import Words
from portal.wording.marked import marked
from tests.conftest import Site
from tests.page_rules import visible_text
from tests.web.both import settings  # noqa: F401 - on both databases
from tests.web.desk import karens, told
from tests.web.test_council import HOME, OF_WORDS, editor, member, visible_text_of

WALK = f"{HOME}/laes"
WORDS = Words("da", "normal", {"a": "Vi læser {what}.", "b": "din sag", "c": "Trin"}, {}, {})


def test_texts_are_read_in_order_with_what_stands_in_their_places() -> None:
    known = marked({("da", "normal"): WORDS})
    words = known.words["da", "normal"].texts
    html = (
        "<header>Menu</header><main><h1>" + words["c"] + "</h1>"
        f"<p>{words['a'].format(what=words['b'])} <b>I dag</b></p><ul><li>{words['c']}</li></ul>"
        "<p>Anna</p><p>→</p></main><footer>Bund</footer>"
    )
    found = blocks_of(html, known)
    assert [(one.level, one.text, one.key) for one in found] == [
        (1, "Trin", "c"),
        (0, "Vi læser din sag. I dag", "a"),
        (0, "Trin", "c"),
        (0, "Anna", None),
    ]


@pytest.mark.parametrize("sprog", ["da", "let", "en", "ar"])
def test_every_page_letter_and_notice_can_be_read_text_by_text(site: Site, sprog: str) -> None:
    visitor = member(site)
    links = [
        str(link["href"])
        for link in visitor.get(f"{WALK}?sprog={sprog}").select(f"main a[href^='{WALK}/{sprog}/']")
    ]
    parts = [one for one in links if not one.endswith(("/papir", "/nummer"))]
    assert len(parts) > 25
    for path in parts:
        page = visitor.get(path)
        comment = page.select("main .audit__list a[href*='/sig-noget']")
        assert len(comment) > 3, path
        visitor.get(str(comment[0]["href"]))


def test_the_hearing_letter_can_be_commented_on_where_it_stands(site: Site) -> None:
    visitor = member(site)
    page = visitor.get(f"{WALK}/da/brev-hearing")
    assert "Birte Eksempelsen" in visible_text(page)
    assert "fundet på" in visible_text(page)


def test_a_sentence_is_commented_on_and_the_reading_goes_on_where_it_was(site: Site) -> None:
    visitor = member(site)
    page = visitor.get(f"{WALK}/da/brev-hearing")
    links = [str(one.select("a")[-1]["href"]) for one in page.select(".audit__list > li")]
    action, form = next(
        (href, form)
        for href in links
        if (form := visitor.get(href)).select_one("select[name=sentence]")
    )
    seen, second = (form.select_one(one) for one in ("input[name=seen]", "option[value='2']"))
    assert seen is not None
    assert second is not None
    sent = visitor.post(action, action, seen=str(seen["value"]), said="For lang.", sentence="2")
    where = sent.headers["Location"]
    at = re.search(r"/laes/da/brev-hearing\?sagt=(\d+)$", where)
    assert at is not None, where
    thanks = visitor.get(where).select_one(f"#t-{at[1]} > [autofocus]")
    assert thanks is not None
    assert "Din kommentar er gemt" in thanks.get_text()
    with site.portal.reading.connect() as connection:
        (row,) = comments.every(connection)
    begins = row.quote.partition("{")[0]
    assert second.get_text().partition(" ")[2].startswith(begins)


@pytest.mark.parametrize("laes", ["x", "da/nowhere/1", "da/brev-hearing/x", "https://x/y/1"])
def test_a_way_back_that_is_none_leads_to_the_text(site: Site, laes: str) -> None:
    visitor = member(site)
    page = visitor.get(f"{HOME}/tekst/da/page.home.lead/sig-noget?laes={laes}")
    assert page.select_one("main a[href='/handicapraad/tekst/da/page.home.lead']") is not None


def test_an_invented_page_is_seen_as_the_citizen_sees_it(site: Site) -> None:
    visitor = member(site)
    page = visitor.get(f"{WALK}/da/sag-hearing/som-borgeren")
    assert "fundet på" in visible_text(page)
    assert page.select_one("svg, .drawing") is not None
    visitor.get(f"{WALK}/da/mail-og-sms/som-borgeren", 404)
    visitor.get(f"{WALK}/da/sag-findes-ikke", 404)
    visitor.get(f"{WALK}/xx/sag-hearing", 404)


def test_the_member_stays_the_reader_while_another_page_is_made(site: Site) -> None:
    visitor = member(site, lang="en")
    page = visitor.get(f"{WALK}/ar/sag-late")
    assert "Read the next one" in visible_text(page)


def test_no_real_case_is_ever_asked_for(site: Site) -> None:
    told(site, karens(name="Anna Prøvensen"))
    visitor, found = member(site), []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        found.append(statement)

    for engine in (site.portal.engine, site.portal.reading):
        event.listen(engine, "before_cursor_execute", note)
    for name in ("sag-hearing", "sag-late", "brev-decision", "side-home", "mail-og-sms"):
        assert "Anna Prøvensen" not in visible_text(visitor.get(f"{WALK}/da/{name}"))
    visitor.get(f"{WALK}/da/sag-hearing/som-borgeren")
    tables = {
        name for one in found for name in re.findall(r"\b(?:FROM|JOIN|INTO|UPDATE) \"?(\w+)", one)
    }
    assert {name for name in tables if not OF_WORDS.fullmatch(name)} == set()


def test_everything_is_one_numbered_document_and_a_comment_is_entered_by_number(
    site: Site,
) -> None:
    visitor = member(site)
    answer = visitor.client.get(f"{WALK}/da/papir")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    pdf = PdfReader(BytesIO(answer.data))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "da"
    text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    numbers = re.findall(r"\b\d{1,2}\.\d{1,3}(?= [A-ZÆØÅ])", text)
    assert len(numbers) > 150
    wanted = next(one for one in numbers if one.startswith("4."))
    path = f"{WALK}/da/nummer"
    sent = visitor.post(path, path, number=wanted)
    assert sent.status_code == 303
    where = sent.headers["Location"]
    form = visitor.get(where)
    seen = form.select_one("input[name=seen]")
    assert seen is not None
    kept = visitor.post(where, where, seen=str(seen["value"]), said="For svært.")
    assert kept.status_code == 303
    # The next number can be entered at once.
    assert kept.headers["Location"] == f"{path}?sagt=1"
    assert "Din kommentar er gemt" in visible_text(visitor.get(kept.headers["Location"]))
    with site.portal.reading.connect() as connection:
        (row,) = comments.every(connection)
    assert (row.page, row.author, row.entered_by) == ("paper", "paper", "test:rita")


@pytest.mark.parametrize("number", ["0.1", "99.1", "1.9999", "x", "4", "-1.2"])
def test_a_number_that_is_none_is_said_so(site: Site, number: str) -> None:
    visitor = member(site)
    path = f"{WALK}/da/nummer"
    answer = visitor.post(path, path, number=number)
    assert answer.status_code == 422
    assert "Det nummer har ingen tekst" in visible_text_of(answer)


def test_an_editor_reads_elsewhere(site: Site) -> None:
    for path in ("", "/da/sag-hearing", "/da/sag-hearing/som-borgeren", "/da/papir", "/da/nummer"):
        editor(site).get(WALK + path, 404)
