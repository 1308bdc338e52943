"""The editor's pages: every text listed, changed, looked at in place and published."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert

from portal.core.wording import Place, TextState, digest_of
from portal.identity import UserRole
from portal.municipality import Municipality
from portal.store.models import OwnTextRow, WordingLogRow
from portal.web.editor import preview
from tests.building import ANNA, Story
from tests.conftest import Site, Visitor
from tests.web.both import settings  # noqa: F401 - on both databases
from tests.web.test_access import statements

KEY = "status.received.application"
OLD = "Vi har modtaget din ansøgning"


@pytest.fixture
def editor(site: Site) -> Visitor:
    """Return an editor's browser."""
    return site.visitor().work_as("Signe Dalgaard", role=UserRole.EDITOR)


def written(editor: Visitor, text: str, sprog: str = "da", **more: str) -> str:
    """Write a draft through its form and return the address of its page."""
    path = f"/ordlyd/ret/{sprog}/{KEY}"
    sent = {"text": text, "reason": "Rådet bad om det.", "ground": "explains"} | more
    answer = editor.post(path, path, **sent)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.headers["Location"])


def test_every_text_is_listed_with_a_constant_number_of_questions(
    site: Site, editor: Visitor
) -> None:
    seen = set()
    number, pages = 1, 0
    while True:
        page = editor.get(f"/ordlyd?side={number}")
        links = page.select(".editor__texts a")
        seen |= {link["href"].rsplit("/", 1)[1] for link in links}
        pages += 1
        if not page.select(f'a[href$="side={number + 1}"]'):
            break
        number += 1
    words = site.portal.catalogue["da", "normal"]
    assert seen == set(words.all_texts())
    few = len(statements(site, lambda: editor.get("/ordlyd?orden=hardest")))
    for n in range(30):
        written(editor, f"En anden tekst nummer {n}")
    assert len(statements(site, lambda: editor.get("/ordlyd?orden=hardest"))) == few <= 4


@pytest.mark.parametrize(
    ("query", "found"),
    [("tilstand=own", 0), ("tilstand=draft", 1), ("tilstand=not_discussed&ord=modtaget", 1)],
)
def test_the_list_is_filtered(editor: Visitor, query: str, found: int) -> None:
    written(editor, "Din ansøgning er modtaget hos os")
    links = editor.get(f"/ordlyd?{query}").select(".editor__texts a")
    assert (len(links) > 0) is bool(found)


def test_one_sentence_from_draft_to_the_citizens_page_and_back(site: Site, editor: Visitor) -> None:
    site.record(Story().opened().party(ANNA).steps("received"))
    words = site.portal.catalogue
    before = words["da", "normal"].text(KEY)
    draft = written(editor, "Vi har din ansøgning nu.")
    page = editor.get(draft)
    assert "Fjernet:" in page.select_one("del").get_text()
    assert "Tilføjet:" in page.select_one("ins").get_text()
    citizen = site.visitor(ANNA)
    assert before in citizen.case(ANNA).get_text()
    assert editor.post(f"{draft}/udgiv", draft, do="now").status_code == 303
    assert "Vi har din ansøgning nu." in citizen.case(ANNA).get_text()
    assert before not in citizen.case(ANNA).get_text()
    # The other languages and easy-read are behind now.
    sides = editor.get(f"/ordlyd/tekst/{KEY}").select(".editor__sides section")
    behind = ["bagud for den danske tekst" in side.get_text() for side in sides]
    assert behind == [False, True, True, True]
    easy = written(editor, "Vi har den nu.", "let")
    editor.post(f"{easy}/udgiv", easy, do="now")
    sides = editor.get(f"/ordlyd/tekst/{KEY}").select(".editor__sides section")
    assert "bagud" not in sides[1].get_text()
    assert editor.post(f"{draft}/tilbage", draft, reason="Den var forkert.").status_code == 303
    assert before in citizen.case(ANNA).get_text()


def test_what_cannot_stand_is_refused_and_kept_as_typed(editor: Visitor) -> None:
    path = f"/ordlyd/ret/da/{KEY}"
    for text, said in (("<b>Vi har den</b>", "kode"), ("Vi har den {dato}", "{dato}")):
        answer = editor.post(path, path, text=text, reason="x", ground="explains")
        assert answer.status_code == 422
        page = answer.get_data(as_text=True)
        assert said in page
        assert text.replace("<", "&lt;").replace(">", "&gt;") in page


def test_a_text_waits_for_the_council_and_is_published_on_a_day(editor: Visitor) -> None:
    draft = written(editor, "Vi har den.")
    assert editor.post(f"{draft}/send", draft).status_code == 303
    assert "venter på rådet" in editor.get(draft).get_text()
    answer = editor.post(f"{draft}/udgiv", draft, do="day", day="1. april 2026")
    assert answer.status_code == 422
    answer = editor.post(f"{draft}/udgiv", draft, do="day", day="2. maj 2026")
    assert answer.status_code == 303
    assert "skal udgives på en dato" in editor.get(draft).get_text()


def test_the_original_has_changed_is_shown_to_keep_or_take_back(
    site: Site, editor: Visitor
) -> None:
    now, place = site.clock(), Place(KEY, "da", "normal")
    with site.portal.engine.begin() as connection:
        row = {
            **place._asdict(), "number": 1, "text": "Vores.", "digest": digest_of("Vores."),
            "ground": "explains", "reason": "x", "author": "S", "original": "Den gamle original",
            "state": TextState.PUBLISHED, "created_at": now, "shown_from": now,
        }  # fmt: skip
        made = connection.execute(insert(OwnTextRow).returning(OwnTextRow.id), row).scalar_one()
        log = {"own_id": made, "what": "published", "by": "S", "at": now, "reason": ""}
        connection.execute(insert(WordingLogRow), log)
    page = editor.get(f"/ordlyd/tekst/{KEY}")
    assert "Originalen er ændret" in page.get_text()
    assert page.select_one("del").get_text().startswith("Fjernet:")
    draft = f"/ordlyd/udkast/{made}"
    assert editor.post(f"{draft}/behold", draft).status_code == 303
    assert "Originalen er ændret" not in editor.get(f"/ordlyd/tekst/{KEY}").get_text()


@pytest.mark.parametrize("sprog", ["da", "let", "en", "ar"])
def test_a_draft_is_looked_at_where_it_will_stand(site: Site, editor: Visitor, sprog: str) -> None:
    draft = written(editor, "Prøve af teksten", sprog)
    own_id = draft.rsplit("/", 1)[1]
    lang = "da" if sprog == "let" else sprog
    editor.lang = lang
    page = editor.get(f"/ordlyd/vis/sag-received?udkast={own_id}&sprog={sprog}")
    marks = [one.get_text() for one in page.select("mark#her")]
    assert marks == ["Her er teksten: Prøve af teksten"], "said in the editor's own language"
    assert page.html["lang"] == lang
    editor.lang = "da"
    assert "Prøve af teksten" not in site.visitor().get("/").get_text()


def test_every_page_and_letter_can_be_looked_at(editor: Visitor, site: Site) -> None:
    with site.app.test_request_context():
        names = preview.names()
    assert len(names) == 16 + 9 + 8
    for name in names:
        for more in ("", "&telefon=1", "&stor=1"):
            editor.get(f"/ordlyd/vis/{name}?sprog=da{more}")
    assert editor.get("/ordlyd/vis/sag-nothing", 404)


def test_explanations_wait_where_the_municipality_says_so(
    open_site: Callable[..., Site], municipality: Municipality
) -> None:
    council = municipality.council.model_copy(update={"explanations_wait": True})
    site = open_site(municipality.model_copy(update={"council": council}))
    editor = site.visitor().work_as("Signe Dalgaard", role=UserRole.EDITOR)
    draft = written(editor, "Vi har den.")
    answer = editor.post(f"{draft}/udgiv", draft, do="now")
    assert "ikke drøftet endnu" in editor.get(answer.headers["Location"]).get_text()
    law = written(editor, "Loven siger det nu.", ground="law")
    editor.post(f"{law}/udgiv", law, do="now")
    assert site.portal.catalogue["da", "normal"].text(KEY) == "Loven siger det nu."
    assert "endnu ikke drøftet" in editor.get(f"/ordlyd/tekst/{KEY}").get_text()


def test_nobody_else_gets_in(site: Site) -> None:
    for role in UserRole:
        if role is UserRole.EDITOR:
            continue
        visitor = site.visitor()
        visitor.sign_in(role)
        for path in (
            "/ordlyd",
            f"/ordlyd/tekst/{KEY}",
            f"/ordlyd/ret/da/{KEY}",
            "/ordlyd/vis/sag-received",
        ):
            assert visitor.fetch(path).status_code == 404, (role, path)
    assert site.visitor().fetch("/ordlyd").status_code == 401
