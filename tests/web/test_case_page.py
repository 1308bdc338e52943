"""The page of a case, read as a citizen reads it."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup, Tag

from tests.building import ANNA, BO, CARL, OTHER_SOURCE, Story
from tests.conftest import Clock, Site

PARTS = ["your-turn", "our-turn", "promise", "drawing", "notes", "people", "history", "help"]


def begun(**more: str) -> Story:
    return Story().opened(**more).party(ANNA).steps("received", "information")


def page(site: Site, story: Story, lang: str = "da") -> BeautifulSoup:
    site.record(story)
    return site.visitor(ANNA, lang).case(ANNA)


def part(found: BeautifulSoup, name: str) -> Tag:
    section = found.find(attrs={"aria-labelledby": name})
    assert isinstance(section, Tag), name
    return section


def text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def words(site: Site, key: str, lang: str = "da") -> str:
    return site.portal.catalogue[lang, "normal"].text(key)


@pytest.mark.parametrize("lang", ["da", "en", "ar"])
def test_the_parts_stand_in_their_order(site: Site, lang: str) -> None:
    found = page(site, begun(), lang)
    order = [tag["aria-labelledby"] for tag in found.find_all(attrs={"aria-labelledby": True})]
    assert [name for name in order if name in PARTS] == PARTS


def test_the_first_thing_heard_is_a_sentence_the_step_and_how_fresh_it_is(site: Site) -> None:
    found = page(site, begun())
    heading = found.find("h1")
    assert text(heading) == words(site, "status.information")
    after = text(heading.find_next("p"))
    assert after.startswith("Trin 2 af 5.")
    assert "torsdag den 2. april kl. 10.00" in after


# --- how fresh it is --------------------------------------------------------------------


def test_a_feed_that_has_been_silent_is_told_with_since_when(site: Site, clock: Clock) -> None:
    site.record(begun())
    clock.now += timedelta(hours=27)
    fresh = site.visitor(ANNA).case(ANNA).find("p", class_="panel__now")
    assert fresh.find(class_="late")
    assert "torsdag den 2. april kl. 10.00" in text(fresh)


def test_a_feed_nobody_has_heard_says_so(site: Site) -> None:
    from portal.services.import_file import import_file
    from portal.services.record_events import From, Origin

    ahead = Story("S-9", OTHER_SOURCE).party(ANNA).payloads[0]
    ahead["recordedtime"] = "2026-04-02T11:00:00+02:00"
    import json

    known = site.portal.municipality.source(OTHER_SOURCE)
    assert known is not None
    sender = From(OTHER_SOURCE, known.go_live, Origin.IMPORT)
    import_file(
        site.portal.engine, [json.dumps(ahead)], sender, site.portal.identifiers, site.clock()
    )
    assert words(site, "freshness.never") in text(site.visitor(ANNA).case(ANNA))


# --- the drawing ------------------------------------------------------------------------


def labels(found: BeautifulSoup) -> list[str]:
    return [text(heading) for heading in part(found, "drawing").find_all("h3")]


def test_hedensteds_five_labels_stand_letter_by_letter(site: Site) -> None:
    found = page(site, begun())
    assert [label.split(". ")[1] for label in labels(found)] == [
        "Ansøgning modtages",
        "Rådgiver indhenter nødvendige oplysninger",
        "Sagsbehandling",
        "Partshøring",
        "Afgørelse",
    ]
    assert "Rådgiver er din sagsbehandler" in text(part(found, "drawing"))


def test_a_complaint_has_its_own_first_step_and_a_review_too(site: Site) -> None:
    found = page(site, begun(kind="complaint"))
    assert labels(found)[0].endswith("Klage modtages")
    story = Story("S-2").opened(kind="review", review_reason="reduction").party(BO)
    site.record(story.steps("received"))
    first = labels(site.visitor(BO).case(BO))[0]
    assert "Ansøgning" not in first
    assert "Klage" not in first


def test_exactly_one_step_is_the_current_one_and_each_state_is_said_in_words(site: Site) -> None:
    found = part(page(site, begun()), "drawing")
    current = found.find_all(attrs={"aria-current": "step"})
    assert len(current) == 1
    assert "2. " in text(current[0].find("h3"))
    states = [text(tag) for tag in found.find_all(class_="step__state")]
    assert len(states) == 5
    assert all(states)
    assert states[1] != states[2] != states[0]


def test_the_pictures_are_silent_and_the_list_carries_it_all(site: Site) -> None:
    found = part(page(site, begun()), "drawing")
    for picture in found.find_all("svg"):
        assert picture.find_parent(attrs={"aria-hidden": "true"}) or (
            picture.get("aria-hidden") == "true"
        )
    assert found.find("ol")
    assert len(found.find("ol").find_all("li", recursive=False)) == 5


def test_with_ankestyrelsen_no_step_is_current_and_it_is_said(site: Site) -> None:
    story = begun().say("decision.made", "2026-03-10", decision="d", outcome="refused")
    story.say("decision.released", "2026-03-11", decision="d")
    story.say("complaint.received", "2026-03-12", complaint="k", received_on="2026-03-12")
    story.say("complaint.forwarded", "2026-03-20", complaint="k", on="2026-03-20")
    found = page(site, story)
    assert not [
        tag
        for tag in part(found, "drawing").find_all(attrs={"aria-current": "step"})
        if "Ankestyrelsen" not in text(tag)
    ]
    assert "Ankestyrelsen" in text(found.find("h1"))
    assert "af 5" not in text(found.find("p", class_="panel__now"))


def test_what_happened_in_a_step_stands_in_it_and_in_the_history(site: Site) -> None:
    story = begun().say("activity.noted", "2026-03-05", note="Vi talte i telefon.")
    found = page(site, story)
    step = part(found, "drawing").find("ol").find_all("li", recursive=False)[1]
    assert "Vi talte i telefon." in text(step)
    assert "Vi talte i telefon." in text(part(found, "history"))
    other = part(found, "drawing").find("ol").find_all("li", recursive=False)[0]
    assert "Vi talte i telefon." not in text(other)


# --- promise ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("2026-04-10", "Vi ringer til dig senest fredag den 10. april 2026."),
        ("2026-04-02", "Vi ringer til dig senest i dag, torsdag den 2. april 2026."),
    ],
)
def test_the_promise_stands_with_its_date(site: Site, by: str, expected: str) -> None:
    story = begun().say("contact.promised", "2026-03-20", promise="l", what="call", by=by)
    assert expected in text(part(page(site, story), "promise"))


def test_a_missed_promise_is_admitted_with_what_happens_now_a_phone_and_help(site: Site) -> None:
    story = begun().say("contact.promised", "2026-03-20", promise="l", what="call", by="2026-04-01")
    found = page(site, story)
    promise = part(found, "promise")
    assert words(site, "promise.missed_now") in text(promise)
    assert promise.find("a", href=re.compile("^tel:"))
    assert "help--prominent" in part(found, "help")["class"]
    assert words(site, "help.lead.late") in text(part(found, "help"))


def test_a_moved_promise_tells_the_old_date_also_without_a_reason(site: Site) -> None:
    story = begun().say("contact.promised", "2026-03-20", promise="l", what="call", by="2026-04-01")
    story.say("contact.promised", "2026-04-02 09:00", promise="l", what="call", by="2026-04-10")
    promise = text(part(page(site, story), "promise"))
    assert "fredag den 10. april 2026" in promise
    assert "onsdag den 1. april 2026" in promise


@pytest.mark.parametrize("lang", ["da", "en", "ar"])
def test_a_promise_kept_late_is_not_told_as_kept(site: Site, lang: str) -> None:
    story = begun().say("contact.promised", "2026-03-10", promise="l", what="call", by="2026-03-20")
    story.say("contact.made", "2026-03-25", channel="phone", promise="l")
    promise = part(page(site, story, lang), "promise")
    kept = words(site, "promise.kept.call", lang).split(". ")[-1]
    assert kept not in text(promise)
    assert "25" in text(promise)


def test_no_promise_is_said_and_a_phone_given(site: Site) -> None:
    promise = part(page(site, begun()), "promise")
    assert words(site, "promise.none") in text(promise)
    assert promise.find("a", href=re.compile("^tel:"))


# --- help stands out when it is needed --------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "data", "lead"),
    [
        ("deadline.set", {"kind": "own", "due_on": "2026-04-01"}, "late"),
        ("hearing.opened", {"hearing": "h", "due_on": "2026-04-20"}, "hearing"),
        ("caseworker.changed", {"name": "Ole", "valid_from": "2026-03-20"}, "change"),
        ("activity.noted", {"note": "x"}, None),
    ],
    ids=["late", "hearing", "change", "ordinary"],
)
def test_help_from_others_stands_out(
    site: Site, kind: str, data: dict[str, str], lead: str | None
) -> None:
    story = begun().say("caseworker.assigned", "2026-03-05", name="Karen")
    help_ = part(page(site, story.say(kind, "2026-03-20", **data)), "help")
    assert ("help--prominent" in help_["class"]) is (lead is not None)
    if lead:
        assert words(site, f"help.lead.{lead}") in text(help_)


# --- late, people, changes --------------------------------------------------------------


def test_late_is_said_by_us_before_it_is_noticed(site: Site, clock: Clock) -> None:
    clock.set("2026-07-01 10:00")
    found = page(site, begun())
    assert "mandag den 11. maj 2026" in text(found.find("main"))
    assert found.find("p", class_="late")


def test_a_new_caseworker_says_what_stays_the_same(site: Site) -> None:
    story = begun().say("caseworker.assigned", "2026-03-05", name="Karen Eksempel")
    story.say("caseworker.changed", "2026-03-30", name="Ole Eksempel", valid_from="2026-04-01")
    people = part(page(site, story), "people")
    assert words(site, "people.change.same").split("\n\n")[0] in text(people)
    assert "Ole Eksempel" in text(people)


def test_the_deputy_of_the_one_who_left_leaves_too(site: Site) -> None:
    story = begun().say("caseworker.assigned", "2026-03-05", name="Karen Eksempel")
    story.say("deputy.assigned", "2026-03-06", name="Ditte Eksempel", phone="79 75 50 02")
    story.say("caseworker.changed", "2026-03-30", name="Ole Eksempel", valid_from="2026-04-01")
    assert "Ditte" not in text(part(page(site, story), "people"))


def test_a_caseworker_nobody_has_named_is_said_and_a_phone_given(site: Site) -> None:
    people = part(page(site, begun()), "people")
    assert words(site, "people.caseworker.unknown") in text(people)
    assert people.find("a", href=re.compile("^tel:"))


# --- history ----------------------------------------------------------------------------


def test_corrections_and_removals_are_shown_as_such(site: Site) -> None:
    story = begun()
    story.say("activity.noted", "2026-03-05", note="Forkert navn: Benny.")
    story.say("contact.made", "2026-03-06", channel="phone")
    story.say("event.withdrawn", "2026-03-07", event="S-1-5")
    story.say(
        "event.corrected", "2026-03-07", event="S-1-6", type="sagsvej.contact.made",
        data={"channel": "meeting"},
    )  # fmt: skip
    found = page(site, story)
    assert "Benny" not in str(found)
    history = part(found, "history")
    assert len(history.find_all("li", class_="dated__removed")) == 1
    (corrected,) = history.find_all("li", class_="dated__correction")
    assert words(site, "event.contact.made.meeting") in text(corrected)
    assert words(site, "event.corrected") in text(corrected)


def test_the_history_is_newest_first(site: Site) -> None:
    times = [tag["datetime"] for tag in part(page(site, begun()), "history").find_all("time")]
    assert times == sorted(times, reverse=True)


# --- whose case -------------------------------------------------------------------------


def test_a_childs_case_says_whose_it_is(site: Site) -> None:
    story = Story().opened().party(CARL, role="child", name="Carl Carlsen")
    found = page(site, story.party(ANNA, role="parent", custody="joint"))
    assert "Carl Carlsen" in text(found.find("main"))
    assert "Carl" not in text(found.find("title"))


def test_an_area_the_municipality_has_not_described_says_less(site: Site) -> None:
    found = page(site, begun(area="no_such_area"))
    assert words(site, "note.deadline.unknown") in text(part(found, "notes"))
    assert "no_such_area" not in str(found)


def test_nothing_is_counted_in_percent_and_nothing_shouts(site: Site) -> None:
    for lang in ("da", "en", "ar"):
        found = page(site, begun(), lang)
        assert not found.find(["progress", "meter"])
        assert "%" not in text(found.find("main"))
        assert "!" not in text(found.find("main"))
        assert "desværre" not in text(found.find("main")).lower()


def test_with_an_open_complaint_nobody_says_that_there_is_no_date(site: Site) -> None:
    story = Story().opened().party(ANNA).steps("received", "decision")
    story.say("decision.made", "2026-03-20", decision="d", outcome="refused")
    story.say("decision.released", "2026-03-21", decision="d")
    story.say("complaint.received", "2026-03-25", complaint="k", received_on="2026-03-25")
    site.record(story)
    text = site.visitor(ANNA).case(ANNA).get_text(" ", strip=True)
    assert "Vi har ikke lovet dig en dato" not in text
    assert "22. april" in text
