"""The promise record at the desk: made, moved, kept, never edited in silence."""

import pytest

from portal.core.fold import read_case
from portal.core.promises import PromiseState, promises_of
from tests.building import ANNA
from tests.conftest import Site, Visitor
from tests.page_rules import visible_text
from tests.web.desk import (
    ADULTS,
    KAREN,
    errors_of,
    events,
    filled,
    karens,
    own_events,
    send,
    told,
)

OURS, THEIRS = "Vi spørger lægen igen inden påske.", "Karen sagde, at hun skynder på lægen."


@pytest.fixture
def karen(site: Site) -> Visitor:
    return site.visitor().work_as(KAREN, ADULTS)


def submit(visitor: Visitor, path: str, **changes: str) -> int:
    answer = send(visitor, path, filled(visitor.get(path), do="post", **changes))
    assert errors_of(answer) == []
    return answer.status_code


def test_an_agreement_is_kept_in_both_sides_words(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    status = submit(
        karen,
        f"{case}/aftale",
        note=OURS,
        citizen_words=THEIRS,
        what="other",
        by="10. april 2026",
        channel="phone",
    )
    assert status == 303
    promise = promises_of(read_case(events(site, case)), site.portal.today())[-1]
    assert (promise.note, promise.citizen_words) == (OURS, THEIRS)
    assert promise.party == "p-61"
    assert (promise.owner, promise.owner_unit, promise.channel) == (KAREN, ADULTS, "phone")
    text = visible_text(karen.get(case))
    for words in (OURS, THEIRS, "Det blev aftalt i telefonen.", "Holdes af: Karen Eksempel"):
        assert words in text
    assert OURS in visible_text(site.visitor(ANNA).case(ANNA)), "word for word, the citizen too"


def test_a_promise_is_moved_with_its_reason_and_its_history_kept(
    site: Site, karen: Visitor
) -> None:
    (case,) = told(site, karens())
    path = f"{case}/flyt?loefte=l-1"
    answer = send(karen, path, filled(karen.get(path), do="post", by="9. april 2026", reason=""))
    assert answer.status_code == 422
    assert submit(karen, path, by="9. april 2026", reason="waiting_for_papers") == 303
    (promise,) = promises_of(read_case(events(site, case)), site.portal.today())
    assert [one.by.isoformat() for one in promise.rounds] == ["2026-04-01", "2026-04-09"]
    assert (promise.what, promise.owner) == ("call", KAREN)
    text = visible_text(karen.get(case))
    assert "Flyttet fra onsdag den 1. april 2026. Den nye dato er torsdag den 9. april" in text


def test_kept_sent_twice_is_kept_once(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    path = f"{case}/holdt?loefte=l-1"
    form = filled(karen.get(path), do="post")
    first, second = send(karen, path, form), send(karen, path, form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert own_events(site).count("contact.made") == 1
    karen.get(path, 404)


def test_a_promise_is_moved_for_a_reason_that_is_one(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    path = f"{case}/flyt?loefte=l-1"
    page = karen.get(path)
    assert page.select("select[name=reason] option[value=other]") == []
    answer = send(karen, path, filled(page, do="post", by="1. april", reason="other"))
    asked, _ = errors_of(answer)
    assert "Mener du torsdag den 1. april 2027? Skriv årstallet." in asked


def test_a_promise_cannot_be_moved_to_the_past(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    path = f"{case}/flyt?loefte=l-1"
    data = filled(karen.get(path), do="post", by="1. april 2026", reason="busy")
    assert send(karen, path, data).status_code == 422


def test_a_call_is_noted_and_the_next_word_promised(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    link = karen.get("/medarbejder").select_one(".work__do a")
    assert link is not None
    assert link.get_text() == "Notér, at løftet er holdt"
    assert submit(karen, str(link["href"]).split("#", maxsplit=1)[0]) == 303
    old, new = promises_of(read_case(events(site, case)), site.portal.today())
    assert old.state is PromiseState.KEPT_LATE
    assert (new.what, new.by.isoformat()) == ("contact", "2026-04-30")
    assert "Holdt, men for sent." in visible_text(karen.get(case))
    karen.get(str(link["href"]), status=404)


def test_what_the_citizen_remembers_stands_beside(site: Site, karen: Visitor) -> None:
    story = karens().say(
        "promise.disputed", "2026-03-22", promise="l-1", note="Du sagde før påske."
    )
    (case,) = told(site, story)
    text = visible_text(karen.get(case))
    assert "Borgeren husker det anderledes" in text
    assert "Du sagde før påske." in text


@pytest.mark.parametrize("result", ["held", "declined", "tried"])
def test_the_talk_is_noted_in_two_choices(site: Site, karen: Visitor, result: str) -> None:
    story = karens().say("step.entered", "2026-03-25", step="decision")
    story.say("decision.made", "2026-03-30", decision="d-1", outcome="refused")
    (case,) = told(site, story)
    link = karen.get(case).select_one("a[href*=samtale]")
    assert link is not None
    path = str(link["href"]).split("#", maxsplit=1)[0]
    data = filled(karen.get(path), do="post", result=result, on="i dag")
    answer = send(karen, path, data)
    assert answer.status_code == 303
    assert "Samtalen er noteret." in visible_text(karen.get(answer.headers["Location"]))
    (talk,) = read_case(events(site, case)).talks
    assert (talk.decision, talk.result, talk.on.isoformat()) == ("d-1", result, "2026-04-02")


def test_there_is_no_talk_to_note_without_a_held_decision(site: Site, karen: Visitor) -> None:
    (case,) = told(site, karens())
    karen.get(f"{case}/samtale", status=404)
