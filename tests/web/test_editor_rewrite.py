"""A draft is written anew; a translation says whose it is until it was looked through."""

import pytest

from portal.core.wording import Ground, Place
from portal.identity import UserRole
from portal.services.edit_wording import Change, add_version
from portal.store import wording
from tests.conftest import Clock, Site, Visitor
from tests.page_rules import visible_text
from tests.web.both import settings  # noqa: F401 - on both databases
from tests.web.test_council import desk
from tests.web.test_editor import KEY, written


@pytest.fixture
def editor(site: Site) -> Visitor:
    return site.visitor().work_as("Signe Dalgaard", role=UserRole.EDITOR)


def test_a_draft_is_written_anew_with_what_it_said_in_the_form(editor: Visitor) -> None:
    first = written(editor, "Vi har fået din ansøgning")
    way = editor.get(first).select_one(f"main a[href='{first}/ret']")
    assert way is not None
    form = editor.get(f"{first}/ret")
    text = form.select_one("textarea")
    assert text is not None
    assert text.get_text().strip() == "Vi har fået din ansøgning"
    reason = form.select_one("input[name=reason]")
    assert reason is not None
    assert reason["value"] == "Rådet bad om det."
    sent = {"text": "Din ansøgning er her nu", "reason": "Kortere.", "ground": "explains"}
    answer = editor.post(f"{first}/ret", f"{first}/ret", **sent)
    assert answer.status_code == 303
    second = str(answer.headers["Location"])
    assert second != first
    assert "Din ansøgning er her nu" in visible_text(editor.get(second))
    old = visible_text(editor.get(first))
    assert "Vi har fået din ansøgning" in old, "what somebody may have read stays"
    assert "taget tilbage" in old
    versions = visible_text(editor.get(f"/ordlyd/tekst/{KEY}"))
    assert "Skrevet om af Signe Dalgaard" in versions
    editor.get(f"{first}/ret", 409)


def test_what_cannot_stand_keeps_the_old_draft_as_it_was(editor: Visitor) -> None:
    first = written(editor, "Vi har fået din ansøgning")
    sent = {"text": "<b>Nej</b>", "reason": "x", "ground": "explains"}
    answer = editor.post(f"{first}/ret", f"{first}/ret", **sent)
    assert answer.status_code == 422
    assert "&lt;b&gt;Nej&lt;/b&gt;" in answer.get_data(as_text=True)
    assert "udkast" in visible_text(editor.get(first))
    editor.get(f"{first}/ret")


def test_what_is_published_is_not_written_anew_and_what_is_not_there_neither(
    editor: Visitor,
) -> None:
    first = written(editor, "Vi har fået din ansøgning")
    editor.post(f"{first}/udgiv", first, do="now")
    editor.get(f"{first}/ret", 409)
    assert editor.get(first).select_one(f"main a[href='{first}/ret']") is None
    editor.get("/ordlyd/udkast/999/ret", 404)


@pytest.mark.parametrize("lang", ["da", "en", "ar"])
def test_a_translation_says_whose_it_is_until_somebody_has_looked_it_through(
    site: Site, clock: Clock, lang: str
) -> None:
    change = Change(Place(KEY, "en", "normal"), "It is here", Ground.EXPLAINS, "x", "Maria Tolk")
    with site.portal.engine.begin() as connection:
        made = add_version(connection, desk(site), change, "Maria Tolk", clock())
        wording.note(connection, made, "translated", "Maria Tolk", clock(), "")
    editor = site.visitor(lang=lang).work_as("Signe Dalgaard", role=UserRole.EDITOR)
    path = f"/ordlyd/udkast/{made}"
    note = editor.get(path).select_one("main .note")
    assert note is not None
    assert "Maria Tolk" in note.get_text()
    answer = editor.post(f"{path}/gennemset", path)
    assert answer.status_code == 303
    assert editor.get(path).select_one(f"form[action='{path}/gennemset']") is None
    if lang == "da":
        assert "Gennemset af Signe Dalgaard" in visible_text(editor.get(f"/ordlyd/tekst/{KEY}"))
        editor.get(path)
        token = editor.get(path).select_one("input[name=csrf_token]")
        assert token is not None
        again = editor.client.post(f"{path}/gennemset", data={"csrf_token": token["value"]})
        assert again.status_code == 409
