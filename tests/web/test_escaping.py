"""What others wrote is text on the page, wherever it stands, and never anything else."""

import re

import pytest
from bs4 import Tag

from tests.building import ANNA, BO, CARL, Story
from tests.conftest import Site

NASTY = "<b onclick=x>Æ</b>\"'&{{7*7}}{name}%s</script><script>alert(1)</script>"


def nasty() -> Story:
    story = Story().opened().party(CARL, role="child", name=NASTY)
    story.party(ANNA, role="parent", custody="sole", name=NASTY)
    story.say("unit.assigned", "2026-03-03", unit=NASTY, phone="79 75 50 00", phone_hours=NASTY)
    story.say("caseworker.assigned", "2026-03-03", name=NASTY, phone_hours=NASTY)
    story.say("caseworker.changed", "2026-03-30", name=NASTY + "2", valid_from="2026-03-30")
    story.say("deputy.assigned", "2026-03-30", name=NASTY, phone="79 75 50 02", phone_hours=NASTY)
    story.say("coordinator.assigned", "2026-03-30", name=NASTY, unit=NASTY)
    story.say("decider.named", "2026-03-30", decider="board", name=NASTY)
    story.say("step.entered", "2026-03-30", step="information")
    story.say("step.returned", "2026-03-30", step="received", reason="error_found", note=NASTY)
    story.say("activity.noted", "2026-03-30", note=NASTY)
    story.say("case.paused", "2026-03-30", reason="illness", note=NASTY)
    story.say(
        "information.requested", "2026-03-30", request="a", from_="citizen", item="receipts",
        note=NASTY,
    )  # fmt: skip
    story.say(
        "waiting.started", "2026-03-30", waiting="v", on="doctor", item="other", since="2026-03-30",
        note=NASTY,
    )  # fmt: skip
    story.say(
        "contact.promised", "2026-03-30", promise="l", what="call", by="2026-04-20", owner=NASTY,
        owner_unit=NASTY,
    )  # fmt: skip
    return story.say("sagsvej.new.thing", "2026-03-30", note="x")


def scripts(page: Tag) -> set[str]:
    """Return what each script of a page is: its address alone, or all of it."""
    ours = re.compile(r'<script defer="" src="([^"]*)"></script>')
    found = [(str(tag), ours.fullmatch(str(tag))) for tag in page.find_all("script")]
    return {match[1] if match else whole for whole, match in found}


@pytest.mark.parametrize("lang", ["da", "en", "ar"])
def test_markup_in_what_others_wrote_stays_text(site: Site, lang: str) -> None:
    site.record(nasty())
    visitor = site.visitor(ANNA, lang)
    for path in (*site.paths_of(ANNA), "/mine-sager"):
        page = visitor.get(path)
        assert scripts(page) <= {site.app.config["SESSION_JS"]}, path
        assert not page.find(attrs={"onclick": True})
        assert NASTY in page.get_text(), path


def test_a_path_is_text_too(site: Site) -> None:
    for path in ("/<script>alert(1)</script>", "/%22%3E%3Cimg%20src=x%3E", "/sag/<b>", "/a'b"):
        page = site.visitor(BO).get(path, 404)
        assert scripts(page) <= {site.app.config["SESSION_JS"]}, path
        assert not page.find("img", src="x")
