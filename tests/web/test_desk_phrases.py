"""Sentences of the register at the desk: put in with one button, and told what the council said."""

from datetime import date

import pytest

from portal.core.phrases import Situation
from portal.core.wording import AuditState, Ground, Place, Said, digest_of
from portal.core.writing import TextReader
from portal.services import edit_wording
from portal.services.edit_wording import Change
from portal.store import wording
from tests.conftest import Clock, Site, Visitor
from tests.page_rules import visible_text
from tests.web.both import settings  # noqa: F401 - on both databases
from tests.web.desk import ADULTS, KAREN, errors_of, filled, karens, page_of, send, told
from tests.web.test_council import desk

LATE = Place("phrase.late", "da", "normal")


@pytest.fixture
def karen(site: Site) -> Visitor:
    return site.visitor().work_as(KAREN, ADULTS)


def test_a_sentence_comes_after_what_was_typed_and_everything_else_stays(
    site: Site, karen: Visitor
) -> None:
    (case,) = told(site, karens())
    before = filled(karen.get(f"{case}/nyt"), text="  Jeg har læst alt.\n", step="casework")
    answer = send(karen, f"{case}/nyt", before | {"do": "phrase.late"})
    assert answer.status_code == 200
    page = page_of(answer)
    after = filled(page)
    words = site.portal.catalogue["da", "normal"].text("phrase.late")
    assert after.pop("text") == f"  Jeg har læst alt. {words}"
    before.pop("text")
    assert after == before, "the token, the day and the rest are as they were"
    assert "Sætningen er sat ind i din tekst." in visible_text(page)
    posted = send(karen, f"{case}/nyt", filled(page) | {"do": "post"})
    assert posted.status_code == 303


def test_enter_in_a_field_sends_and_puts_nothing_in(site: Site, karen: Visitor) -> None:
    """The first button of a form is the one Enter presses; it must carry no sentence."""
    (case,) = told(site, karens())
    form = karen.get(f"{case}/nyt").select_one("form[action$='/nyt']")
    assert form is not None
    first = form.select("button")[0]
    assert "name" not in first.attrs
    data = filled(karen.get(f"{case}/nyt"), text="Vi er i gang.")
    assert send(karen, f"{case}/nyt", data).status_code == 303, "without a name it means send"


def test_each_sentence_says_in_words_what_the_council_has_said_of_it(
    site: Site, karen: Visitor, clock: Clock
) -> None:
    (case,) = told(site, karens())

    def lines() -> dict[str, str]:
        items = karen.get(f"{case}/nyt").select("details:has(button[value^='phrase.']) li")
        assert len(items) == len(Situation)
        button = {one.select_one("button")["value"]: one for one in items}  # type: ignore[index]
        return {str(key): one.get_text(" ", strip=True) for key, one in button.items()}

    assert "Handicaprådet har endnu ikke drøftet sætningen." in lines()["phrase.late"]
    text = site.portal.catalogue["da", "normal"].text("phrase.late")
    said = Said(digest_of(text), AuditState.RECOMMENDED, date(2026, 4, 1), "Mødet")
    with site.portal.engine.begin() as connection:
        wording.note_said(connection, LATE, said, "Rådet", clock())
    assert "Handicaprådet anbefaler sætningen." in lines()["phrase.late"]
    assert "endnu ikke drøftet" in lines()["phrase.queue"]
    own = "Vi skulle have skrevet til dig før. Det er vores fejl."
    made = edit_wording.write_draft(
        desk(site), Change(LATE, own, Ground.EXPLAINS, "Kortere."), "egon", clock()
    )
    edit_wording.publish(desk(site), made, "egon", clock())
    now = lines()["phrase.late"]
    assert own in now
    assert "endnu ikke drøftet" in now, "these words were never discussed"


def test_a_sentence_that_is_none_is_not_there(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    data = filled(karen.get(f"{case}/nyt")) | {"do": "phrase.nothing"}
    assert send(karen, f"{case}/nyt", data).status_code == 404


def test_a_text_that_grew_too_long_is_kept_and_said(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    data = filled(karen.get(f"{case}/nyt"), text="Langt. " * 142, do="phrase.late")
    page = page_of(send(karen, f"{case}/nyt", data))
    answer = send(karen, f"{case}/nyt", filled(page) | {"do": "post"})
    assert answer.status_code == 422
    assert errors_of(answer)
    assert filled(page_of(answer))["text"] == filled(page)["text"]


def test_no_sentence_gives_the_desk_something_to_say_against_it(site: Site) -> None:
    danish = site.portal.catalogue["da", "normal"]
    reader = TextReader(danish.forms)
    for situation in Situation:
        found = reader.read(danish.text(f"phrase.{situation}")).findings
        assert not found, (situation, found)
