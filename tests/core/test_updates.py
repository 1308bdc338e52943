"""What an update must hold, when the citizen hears again, and who is right where two differ."""

from datetime import date, timedelta

import pytest

from portal.core.disagreement import About, disagreements
from portal.core.next_contact import propose
from portal.core.updates import Update, UpdateRule, problems
from portal.core.vocabulary import Awaited, Item, ReturnReason, Step, UpdateKind
from portal.core.worklist import TaskKind, harm
from tests.building import Story

TODAY = date(2026, 4, 2)
LATER = date(2026, 4, 16)
EASTER = frozenset({date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 5), date(2026, 4, 6)})


def waiting() -> Story:
    return (
        Story()
        .opened()
        .steps("received", "information", "casework")
        .say(
            "waiting.started",
            "2026-03-10",
            waiting="v-1",
            on="doctor",
            item="medical_statement",
            since="2026-03-10",
        )
    )


def an_update(**changes: object) -> Update:
    fields = {"kind": UpdateKind.NEWS, "text": "Nyt.", "next_contact": LATER} | changes
    return Update(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"text": " \n"}, ["text: no_text"]),
        ({"next_contact": None}, ["next_contact: no_date"]),
        ({"next_contact": TODAY}, []),
        ({"next_contact": TODAY - timedelta(days=1)}, ["next_contact: date_past"]),
        ({"kind": UpdateKind.NOTHING_NEW}, []),
        ({"kind": UpdateKind.NOTHING_NEW, "ended": ("waiting:v-1",)}, ["wait_on: no_waiting"]),
        (
            {
                "kind": UpdateKind.LOOKING_INTO_IT,
                "ended": ("waiting:v-1",),
                "wait_on": Awaited.SCHOOL,
                "wait_item": Item.SCHOOL_STATEMENT,
            },
            [],
        ),
        ({"wait_on": Awaited.SCHOOL}, ["wait_item: half_a_wait"]),
        ({"wait_item": Item.RECEIPTS}, ["wait_on: half_a_wait"]),
        ({"step": Step.HEARING}, []),
        ({"step": Step.CASEWORK}, ["step: same_step"]),
        ({"step": Step.RECEIVED}, ["back_because: back_without_reason"]),
        ({"step": Step.RECEIVED, "back_because": ReturnReason.ERROR_FOUND}, []),
        ({"back_because": ReturnReason.ERROR_FOUND}, ["step: reason_without_back"]),
    ],
)
def test_an_update_without_content_or_with_half_a_thing_is_stopped(
    changes: dict[str, object], found: list[str]
) -> None:
    said = problems(an_update(**changes), waiting().state, TODAY)
    assert [f"{field}: {rule}" for field, rule in said] == found


def test_every_rule_is_tried() -> None:
    assert len(UpdateRule) == 8


def test_news_in_an_answered_case_needs_no_new_date() -> None:
    story = waiting().say("case.closed", "2026-03-30", reason="decided")
    assert problems(an_update(next_contact=None), story.state, TODAY) == ()


@pytest.mark.parametrize(
    ("every", "day"),
    [
        (14, date(2026, 4, 16)),
        (3, date(2026, 4, 7)),  # Easter: no working day within three days
        (9, date(2026, 4, 10)),  # a Saturday: the Friday before is within the rhythm
        (1, date(2026, 4, 7)),
    ],
)
def test_the_next_contact_is_a_working_day_within_the_rhythm(every: int, day: date) -> None:
    assert propose(waiting().state, every, TODAY, EASTER) == day


def test_a_promise_that_was_made_for_later_stands() -> None:
    story = waiting().say(
        "contact.promised", "2026-03-20", promise="l", what="call", by="2026-04-29"
    )
    assert propose(story.state, 14, TODAY, EASTER) == date(2026, 4, 29)


# --- where two differ ------------------------------------------------------------------


def differing(story: Story, *ours: str) -> list[tuple[About, bool]]:
    found = disagreements(story.events, frozenset(ours))
    return [(one.about, one.ours) for one in found]


def test_a_case_system_that_lags_behind_the_desk_is_told_of() -> None:
    story = Story().steps("received", "information")
    story.say("step.entered", "2026-03-20", id_="ours", step="casework")
    assert differing(story, "ours") == [(About.STEP, True)]


def test_what_happened_last_stands_whenever_it_was_told() -> None:
    story = Story().say("step.entered", "2026-03-20", id_="ours", step="casework")
    # Told after it, and happened before it.
    story.say("step.returned", "2026-03-15", step="received", reason="error_found")
    assert differing(story, "ours") == [(About.STEP, True)]


def test_a_case_system_that_goes_back_after_the_desk_went_on_is_right() -> None:
    story = Story().say("step.entered", "2026-03-10", id_="ours", step="casework")
    story.say("step.returned", "2026-03-15", step="received", reason="error_found")
    assert differing(story, "ours") == [(About.STEP, False)]


def test_a_case_system_that_only_goes_on_does_not_disagree() -> None:
    story = Story().say("step.entered", "2026-03-10", id_="ours", step="casework")
    story.say("step.entered", "2026-03-15", step="hearing")
    assert differing(story, "ours") == []


def test_a_wait_the_desk_ended_and_the_case_system_did_not() -> None:
    story = waiting().say("waiting.ended", "2026-03-20", id_="ours", waiting="v-1")
    assert differing(story, "ours") == [(About.WAITING, True)]
    story.say("waiting.ended", "2026-03-21", waiting="v-1")
    assert differing(story, "ours") == []


def test_a_promise_with_two_dates() -> None:
    promised = {"promise": "l", "what": "call"}
    story = Story().say("contact.promised", "2026-03-10", by="2026-03-20", **promised)
    story.say("contact.promised", "2026-03-12", id_="ours", by="2026-03-25", **promised)
    assert differing(story, "ours") == [(About.PROMISE, True)]
    story.say("contact.promised", "2026-03-13", by="2026-03-30", reason="busy", **promised)
    assert differing(story, "ours") == [(About.PROMISE, False)]


def test_a_withdrawn_word_disagrees_with_nobody() -> None:
    story = Story().steps("received", "information")
    story.say("step.entered", "2026-03-20", id_="ours", step="casework")
    story.say("event.withdrawn", "2026-03-21", event="ours")
    assert differing(story, "ours") == []


# --- the order of a list ---------------------------------------------------------------


def test_what_slipped_stands_before_what_is_due_and_the_kinds_in_their_order() -> None:
    missed, due = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    rows = [
        (TaskKind.UNJOURNALISED, None),
        (TaskKind.CHANGE, missed),
        (TaskKind.SILENT, missed),
        (TaskKind.PROMISE, due),
        (TaskKind.MESSAGE, due),
        (TaskKind.PROMISE, missed),
        (TaskKind.PROMISE, missed - timedelta(days=3)),
        (TaskKind.POST_FAILED, None),
    ]
    ordered = sorted(rows, key=lambda row: harm(row[0], row[1], TODAY))
    assert [kind for kind, _ in ordered] == [
        TaskKind.PROMISE,
        TaskKind.PROMISE,
        TaskKind.POST_FAILED,
        TaskKind.PROMISE,
        TaskKind.SILENT,
        TaskKind.MESSAGE,
        TaskKind.CHANGE,
        TaskKind.UNJOURNALISED,
    ]
    assert ordered[0][1] < ordered[1][1], "the one that slipped most"  # type: ignore[operator]
