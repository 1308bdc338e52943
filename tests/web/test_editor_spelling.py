"""Spelling at the editor's desk: of a draft before it is kept, and of what is kept."""

from tests.conftest import Clock, Site
from tests.page_rules import visible_text
from tests.web.test_council import KEY, draft, editor, visible_text_of

WRITE = f"/ordlyd/ret/da/{KEY}"


def test_what_is_typed_is_read_through_without_being_kept(site: Site) -> None:
    visitor = editor(site)
    assert "Ordbogen kender alle ord" in visible_text(visitor.get(WRITE))
    answer = visitor.post(WRITE, WRITE, text="Alle trinene er her.", do="read")
    assert answer.status_code == 200
    text = visible_text_of(answer)
    assert "Ordbogen kender ikke »trinene«. Den foreslår: trinnene" in text
    assert "Alle trinene er her." in answer.get_data(as_text=True), "what was typed is kept"
    assert "Ret siden" not in text
    assert "trinene" not in visible_text(visitor.get(f"/ordlyd/tekst/{KEY}"))


def test_a_form_with_something_missing_is_read_through_too(site: Site) -> None:
    answer = editor(site).post(WRITE, WRITE, text="Din afgøresle.", reason="", ground="explains")
    assert answer.status_code == 422
    assert "Ordbogen kender ikke »afgøresle«" in visible_text_of(answer)


def test_a_draft_shows_its_spelling_before_and_after(site: Site, clock: Clock) -> None:
    made = draft(site, clock, "Din afgøresle er her.")
    text = visible_text(editor(site).get(f"/ordlyd/udkast/{made}"))
    assert "Ordbogen kender alle ord" in text
    assert "Ordbogen kender ikke »afgøresle«" in text


def test_other_languages_say_that_nobody_looked(site: Site) -> None:
    page = editor(site).get(f"/ordlyd/ret/ar/{KEY}")
    assert "kun efter stavning på dansk" in visible_text(page)
