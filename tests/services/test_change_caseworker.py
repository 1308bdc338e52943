"""A case, or forty, given to somebody else: the change, its letter and the promises, as one."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from portal.core.promises import responsible
from portal.core.worklist import open_promises
from portal.services import change_caseworker as service
from portal.services.change_caseworker import Change, change_caseworker
from portal.services.post_update import Writer
from portal.store import desk as desk_store
from tests.building import ANNA, IDENTIFIERS, Story, at
from tests.services.letters import NAME, Desk, begun, changed, office

LISE = Writer("medarbejder", "Lise Holm Andersen", "Team Voksne med handicap")
OLE = Change(
    "Ole Eksempel",
    date(2026, 4, 13),
    date(2026, 4, 17),
    phone="12 34 11 77",
    phone_hours="Mandag kl. 9-12",
    stand_in="Pia Eksempel",
    stand_in_phone="12 34 11 66",
    told=("Du vil helst mødes hjemme.",),
)


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return Desk(engine)


def change(desk: Desk, *cases: int, to: Change = OLE) -> tuple[int, ...]:
    return change_caseworker(
        desk.engine, office(), IDENTIFIERS, cases or (desk.case_id(),), to, LISE, desk.now
    )


def test_everything_is_said_in_the_letter_before_the_first_contact(desk: Desk) -> None:
    desk.record(begun())
    desk.work()
    assert change(desk) == (desk.case_id(),)
    assert desk.work() == (0, 1)
    (letter,) = desk.letters(kind="caseworker")
    for words in (
        "Ole Eksempel", "12 34 11 77", "Mandag kl. 9-12", "mandag den 13. april 2026",
        "fredag den 17. april 2026", "Pia Eksempel", "Du vil helst mødes hjemme.",
    ):  # fmt: skip
        assert words in letter.html.replace("\xa0", " "), words
    assert "Karen" not in letter.html
    state = desk.state()
    assert state.coming is not None
    assert (state.coming.name, state.coming.valid_from) == (OLE.name, OLE.valid_from)
    told = {event.type: event.origin for event in desk.own_events()}
    assert told["sagsvej.caseworker.changed"] == "desk"


def test_every_open_promise_has_a_new_owner_in_the_same_transaction(desk: Desk) -> None:
    story = begun().say(
        "contact.promised", "2026-03-20", promise="l", what="call", by="2026-04-20",
        owner="Karen Eksempel",
    )  # fmt: skip
    desk.record(story)
    change(desk)
    case_id = desk.case_id()
    with desk.engine.connect() as connection:
        assert desk_store.held_by(connection, "Karen Eksempel") == [case_id]
    before = {one.what: responsible(desk.state(), one)[0] for one in open_promises(desk.state())}
    assert before == {"call": "Karen Eksempel", "contact": OLE.name}, "until the day"
    assert desk.work("2026-04-12 23:00") == (1, 2), "the receipt, and who comes"
    assert desk.state().caseworker_changes == 0
    desk.work("2026-04-13 00:01")
    assert desk.state().caseworker_changes == 1
    assert desk.work("2026-04-13 00:02") == (0, 0), "its letter went before"
    assert [row.type for row in desk.own_events()].count("sagsvej.caseworker.changed") == 1
    with desk.engine.connect() as connection:
        rows = desk_store.waiting_for(connection, "Karen Eksempel", date(2026, 12, 31))
        held = desk_store.held_by(connection, OLE.name)
    assert rows == []
    assert held == [desk.case_id()]
    found = {one.what: responsible(desk.state(), one)[0] for one in open_promises(desk.state())}
    assert found == {"call": OLE.name, "contact": OLE.name}


def test_the_same_change_twice_is_one(desk: Desk) -> None:
    desk.record(begun())
    desk.work()
    assert len(change(desk)) == 1
    assert change(desk) == ()
    desk.work()
    # The case system tells of it too, once it knows.
    desk.record(changed(begun(), OLE.name, "2026-04-02"))
    desk.work("2026-04-03 10:00")
    assert desk.kinds().count("caseworker") == 1


def test_back_again_before_the_letter_went_is_no_letter(desk: Desk) -> None:
    desk.record(begun())
    desk.work()
    change(desk)
    desk.now = at("2026-04-02 10:05")
    change(desk, to=replace(OLE, name="Karen Eksempel"))
    desk.work()
    assert "caseworker" not in desk.kinds()


def test_forty_cases_at_once_each_with_its_letter(desk: Desk) -> None:
    for number in range(40):
        story = Story(f"S-{number:02}").opened().party(ANNA, name=NAME)
        desk.record(story.say("caseworker.assigned", "2026-03-02", name="Karen Eksempel"))
    desk.work()
    with desk.engine.connect() as connection:
        held = desk_store.held_by(connection, "Karen Eksempel")
    assert len(held) == 40
    assert len(change(desk, *held)) == 40
    assert desk.work() == (0, 40)
    assert desk.kinds().count("caseworker") == 40


def test_cut_short_half_way_the_rest_is_done_when_it_is_sent_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        story = Story(f"S-{number}").opened().party(ANNA, name=NAME)
        desk.record(story.say("caseworker.assigned", "2026-03-02", name="Karen Eksempel"))
    desk.work()
    ids = [desk.case_id(f"S-{number}") for number in range(3)]
    real = service.order_by_hand

    def killed(connection: object, case_id: int, *more: object) -> int:
        if case_id == ids[1]:
            raise KeyboardInterrupt
        return real(connection, case_id, *more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(service, "order_by_hand", killed)
        with pytest.raises(KeyboardInterrupt):
            change(desk, *ids)
    coming = [desk.state(f"S-{number}").coming is not None for number in range(3)]
    assert coming == [True, False, False], "the second is whole, not half"
    assert change(desk, *ids) == tuple(ids[1:])
    desk.work()
    assert desk.kinds().count("caseworker") == 3


def test_no_reason_about_anybody_can_stand_in_it() -> None:
    fields = set(Change.__dataclass_fields__)
    assert not {name for name in fields if "reason" in name or "why" in name}
    story = Story().opened().say("caseworker.assigned", "2026-03-02", name="Karen")
    (event, *_rest) = service.change_events(story.state, OLE)
    assert "reason" not in json.dumps(dict(event.data))


def test_in_a_complaint_the_letter_says_the_complaints_day_and_no_other(desk: Desk) -> None:
    story = begun().say("deadline.set", "2026-03-08", kind="own", due_on="2026-04-20")
    story.say("step.entered", "2026-03-20", step="decision")
    story.say("decision.made", "2026-03-20", decision="d", outcome="refused")
    story.say("decision.released", "2026-03-21", decision="d")
    story.say("complaint.received", "2026-03-25", complaint="k", received_on="2026-03-25")
    desk.record(story)
    desk.work()
    change(desk)
    desk.work()
    (letter,) = desk.letters(kind="caseworker")
    html = letter.html.replace("\xa0", " ")
    assert "Du får stadig svar senest" not in html
    assert "20. april" not in html
    assert "Senest onsdag den 22. april 2026 skal vi have ændret vores svar" in html
