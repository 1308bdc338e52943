"""A decision is held the same way whatever it is: the same bytes, until it may be seen."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from portal.core.vocabulary import AppealOutcome, LetterKind, Outcome, Reassessment
from portal.store import letters
from portal.store.models import CaseRow
from tests.building import ANNA, BO, Story
from tests.conftest import Site

READERS: list[dict[str, Any]] = [
    {"lang": "da"},
    {"lang": "da", "easy": True},
    {"lang": "da", "calm": True},
    {"lang": "en"},
    {"lang": "ar"},
]
_TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')
SAME_ID = "always-the-same-id"


def pages(site: Site, story: Story) -> list[str]:
    """Return the page and the list as every reader gets them, form tokens apart.

    The case gets the same address each time, so that only what was decided differs.
    """
    site.record(story)
    with site.portal.engine.begin() as connection:
        connection.execute(update(CaseRow).values(public_id=SAME_ID))
    found = []
    for reader in READERS:
        visitor = site.visitor(ANNA, **reader)
        for path in (f"/sag/{SAME_ID}", "/mine-sager"):
            response = visitor.fetch(path)
            assert response.status_code == 200
            found.append(_TOKEN.sub("", response.get_data(as_text=True)))
    return found


def begun(kind: str = "application") -> Story:
    more = {"review_reason": "end_of_help"} if kind == "review" else {}
    story = Story().opened(kind=kind, **more).party(ANNA)
    story.steps("received", "information", "casework")
    return story.say("caseworker.assigned", "2026-03-06", name="Karen Eksempel")


def decide(story: Story, outcome: str, **more: str | None) -> Story:
    return story.say("decision.made", "2026-03-20", decision="d-1", outcome=outcome, **more)


def plain(outcome: str, effective: str | None = None) -> Story:
    return decide(begun(), outcome, effective_from=effective)


def closed(outcome: str, effective: str | None = None) -> Story:
    return plain(outcome, effective).say("case.closed", "2026-03-21", reason="decided")


def heard(outcome: str, effective: str | None = None) -> Story:
    story = begun().say("hearing.opened", "2026-03-08", hearing="h", due_on="2026-03-15")
    story.say("hearing.answered", "2026-03-14", hearing="h", on="2026-03-14")
    return decide(story, outcome, effective_from=effective)


def not_heard(outcome: str, effective: str | None = None) -> Story:
    story = begun().say("hearing.not_needed", "2026-03-08", reason="nothing_against")
    return decide(story, outcome, effective_from=effective)


def promised(outcome: str, effective: str | None = None) -> Story:
    story = begun().say(
        "contact.promised", "2026-03-08", promise="l", what="answer", by="2026-03-25"
    )
    return decide(story, outcome, effective_from=effective)


def late(outcome: str, effective: str | None = None) -> Story:
    story = begun().say("deadline.set", "2026-03-08", kind="own", due_on="2026-03-10")
    return decide(story, outcome, effective_from=effective)


def corrected(outcome: str, effective: str | None = None) -> Story:
    story = decide(begun(), "granted")
    data = {"decision": "d-1", "outcome": outcome}
    if effective:
        data["effective_from"] = effective
    number = len(story.payloads)
    return story.say(
        "event.corrected", "2026-03-21", event=f"S-1-{number}", type="sagsvej.decision.made",
        data=data,
    )  # fmt: skip


def letter_on_its_way(outcome: str, effective: str | None = None) -> Story:
    return plain(outcome, effective).say(
        "letter.sent", "2026-03-21", letter="b", kind="decision", channel="paper", decision="d-1"
    )


def another_one_shown(outcome: str, effective: str | None = None) -> Story:
    """An earlier decision of the same moment is shown; this one is not."""
    story = begun().say("decision.made", "2026-03-20", decision="d-0", outcome="refused")
    story.say("decision.released", "2026-03-20", decision="d-0")
    return decide(story, outcome, effective_from=effective)


def review(outcome: str, effective: str | None = None) -> Story:
    return decide(begun("review"), outcome, effective_from=effective)


def own_case(outcome: str, effective: str | None = None) -> Story:
    return decide(begun("complaint"), outcome, effective_from=effective)


def talked_of(outcome: str, effective: str | None = None) -> Story:
    """Only a refusal waits for a talk: that there was one would give it away."""
    story = plain(outcome, effective)
    if outcome in (Outcome.REFUSED, Outcome.PARTLY, Outcome.DISMISSED):
        story.say("talk.noted", "2026-03-22", decision="d-1", result="tried", on="2026-03-22")
    return story


VARIANTS = [
    talked_of, plain, closed, heard, not_heard, promised, late, corrected, letter_on_its_way,
    another_one_shown, review, own_case,
]  # fmt: skip


@pytest.mark.parametrize("tell", VARIANTS, ids=lambda tell: tell.__name__)
def test_a_held_decision_is_the_same_page_whatever_it_is(
    open_site: Callable[..., Site], tell: Callable[..., Story], fresh: Callable[[], Site]
) -> None:
    expected: list[str] = []
    for outcome in Outcome:
        for effective in (None, "2026-05-01"):
            found = pages(fresh(), tell(str(outcome), effective))
            expected = expected or found
            assert found == expected, (outcome, effective)
    assert any("Afgørelse" in page for page in expected)


def complained() -> Story:
    story = decide(begun(), "refused").say("decision.released", "2026-03-21", decision="d-1")
    return story.say("complaint.received", "2026-03-22", complaint="k-1", received_on="2026-03-22")


def test_a_held_reassessment_is_the_same_page_whatever_it_is(fresh: Callable[[], Site]) -> None:
    expected: list[str] = []
    for outcome in Reassessment:
        story = complained().say(
            "complaint.reassessed", "2026-03-25", complaint="k-1", outcome=str(outcome)
        )
        found = pages(fresh(), story)
        expected = expected or found
        assert found == expected, outcome


@pytest.mark.parametrize("released", [False, True], ids=["", "the reassessment was released"])
def test_what_ankestyrelsen_decided_is_the_same_page_until_it_may_be_seen(
    fresh: Callable[[], Site], released: bool
) -> None:
    expected: list[str] = []
    for outcome in AppealOutcome:
        story = complained().say(
            "complaint.reassessed", "2026-03-23", complaint="k-1", outcome="upheld"
        )
        if released:
            story.say("decision.released", "2026-03-24", decision="k-1")
        story.say("complaint.forwarded", "2026-03-25", complaint="k-1", on="2026-03-25")
        story.say("complaint.decided", "2026-03-30", complaint="k-1", outcome=str(outcome))
        found = pages(fresh(), story)
        expected = expected or found
        assert found == expected, outcome


def test_a_talk_and_a_letter_that_waits_leave_no_trace(fresh: Callable[[], Site]) -> None:
    """The same page with them and without, whatever was decided."""
    expected = pages(fresh(), plain("granted"))
    for outcome in Outcome:
        assert pages(fresh(), talked_of(str(outcome))) == expected, outcome
        site = fresh()
        site.record(plain(str(outcome)))
        order_a_letter(site)
        assert pages(site, plain(str(outcome))) == expected, outcome


def order_a_letter(site: Site) -> None:
    """Order the letter about the decision, as the desk does; it has not been made."""
    with site.portal.engine.begin() as connection:
        case_id = connection.execute(select(CaseRow.id)).scalar_one()
        order = letters.Order(
            case_id, "p-61", "x", LetterKind.DECISION, "decision:d-1", ordered_by="Lise"
        )
        assert letters.order(connection, order, site.clock())


# --- and shown at once when it may be -------------------------------------------------


def available(story: Story, kind: LetterKind, about: str | None, when: str = "2026-04-01") -> Story:
    return story.say(
        "letter.available", when, letter="b", kind=str(kind), channel="digital_post",
        decision=about, available_at=f"{when}T09:00:00+02:00",
    )  # fmt: skip


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("named", [True, False], ids=["the letter names it", "it does not"])
def test_a_letter_that_is_available_shows_the_decision_with_the_next_request(
    site: Site, outcome: str, named: bool
) -> None:
    story = plain(str(outcome))
    site.record(story)
    visitor = site.visitor(ANNA)
    held = visitor.case(ANNA)
    words = site.portal.catalogue["da", "normal"]
    assert held.find("h1").get_text(strip=True) == words.text("status.held")
    available(story, LetterKind.DECISION, "d-1" if named else None)
    site.record(story)
    shown = visitor.case(ANNA)
    assert shown.find("h1").get_text(strip=True) == words.text(f"status.decided.{outcome}")
    assert words.text(f"event.decision.made.{outcome}") in shown.get_text()


def test_a_letter_of_another_kind_shows_nothing(fresh: Callable[[], Site]) -> None:
    expected: list[str] = []
    for outcome in Outcome:
        story = available(plain(str(outcome)), LetterKind.UPDATE, "d-1")
        found = pages(fresh(), story)
        expected = expected or found
        assert found == expected, outcome


def test_a_release_of_another_decision_shows_nothing(fresh: Callable[[], Site]) -> None:
    expected: list[str] = []
    for outcome in Outcome:
        story = plain(str(outcome)).say("decision.released", "2026-03-22", decision="d-2")
        found = pages(fresh(), story)
        expected = expected or found
        assert found == expected, outcome


def test_a_letter_that_was_withdrawn_holds_the_decision_again(fresh: Callable[[], Site]) -> None:
    expected: list[str] = []
    for outcome in Outcome:
        story = available(plain(str(outcome)), LetterKind.DECISION, "d-1")
        number = len(story.payloads)
        story.say("event.withdrawn", "2026-04-01", event=f"S-1-{number}", reason="wrong_case")
        found = pages(fresh(), story)
        expected = expected or found
        assert found == expected, outcome


def test_no_outcome_is_cheered_or_coloured(fresh: Callable[[], Site]) -> None:
    """Shown, the outcomes differ in words alone: the same elements, the same classes."""
    shapes = {}
    for outcome in Outcome:
        site = fresh()
        site.record(plain(str(outcome)).say("decision.released", "2026-03-21", decision="d-1"))
        page = site.visitor(ANNA).case(ANNA)
        shapes[outcome] = {
            (tag.name, " ".join(tag.get("class", []))) for tag in page.find_all(True)
        }
        assert not re.search("[✓✔✅🎉👍❌✗!]", page.find("main").get_text())
    assert len({frozenset(shape) for shape in shapes.values()}) == 1


def test_another_case_of_the_same_person_says_nothing_of_a_held_one(
    fresh: Callable[[], Site],
) -> None:
    expected: list[str] = []
    for outcome in Outcome:
        site = fresh()
        site.record(plain(str(outcome)), Story("S-2").opened().party(ANNA).party(BO))
        with site.portal.engine.begin() as connection:
            connection.execute(update(CaseRow).values(public_id="case-" + CaseRow.reference))
        visitor = site.visitor(ANNA)
        found = [
            _TOKEN.sub("", visitor.fetch(path).get_data(as_text=True))
            for path in ("/sag/case-S-1", "/sag/case-S-2", "/mine-sager")
        ]
        expected = expected or found
        assert found == expected, outcome


@pytest.fixture
def fresh(open_site: Callable[..., Site]) -> Callable[[], Site]:
    """Return what gives an empty site: one application, its events thrown away each time."""
    site = open_site()

    def new() -> Site:
        from portal.store.models import EventRow, LetterRow, PartyRow, PersonRow, SourceRow

        with site.portal.engine.begin() as connection:
            for row in (LetterRow, PartyRow, EventRow, CaseRow, PersonRow, SourceRow):
                connection.execute(row.__table__.delete())
        return site

    return new
