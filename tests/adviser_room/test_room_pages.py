"""The room's pages, as citizens and the adviser meet them, in every language and register."""

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from portal.adviser_room.app import create_app
from portal.adviser_room.store import conversations
from portal.municipality import Municipality, MunicipalityError
from portal.pages.audience import Audience, audience_of
from tests.adviser_room.conftest import INTAKE_TOKEN
from tests.adviser_room.room_site import RoomSite, RoomVisitor
from tests.adviser_room.test_lend import PDF, body
from tests.building import ANNA, BO
from tests.conftest import Clock, with_adviser
from tests.page_rules import visible_text

READINGS = [("da", False), ("da", True), ("en", False), ("ar", False)]
WORDS = "Kanariefugl: må jeg se mine papirer?"


def asked(site: RoomSite, person: str = ANNA) -> tuple[RoomVisitor, str]:
    """Ask a question; return the browser and the address of the conversation."""
    visitor = site.visitor(person)
    return visitor, visitor.follow("/skriv", text=WORDS)


def hand_in(site: RoomSite, visitor: RoomVisitor, path: str, **changed: Any) -> Any:
    """Make a link as the citizen does, and hand a copy in as the portal does."""
    page = visitor.send(f"{path}/vis-sag").get_data(as_text=True)
    found = re.search(r"https://case\.example/giv-videre/([\w-]+)", page)
    assert found, page
    return site.app.test_client().post(
        "/indlevering",
        json=body(**changed) | {"ticket": found[1]},
        headers={"Authorization": f"Bearer {INTAKE_TOKEN}"},
    )


@pytest.mark.parametrize(("lang", "easy"), READINGS)
@pytest.mark.parametrize("kind", ["65e", "in_administration"])
def test_every_page_keeps_the_rules(
    open_room_site: Any, municipality: Municipality, lang: str, easy: bool, kind: str
) -> None:
    site = open_room_site(with_adviser(municipality, kind))
    anna, path = asked(site)
    hand_in(site, anna, path)
    anna.follow(f"{path}/klage", what="For lang tid", to_whom="decision")
    reader = site.visitor(ANNA, lang, easy=easy)
    adviser = site.visitor(lang=lang, easy=easy, adviser=True)
    (copy,) = reader.get(path).select("ul.cards a")
    for page in (
        "/",
        "/ring-mig-op",
        "/ring-mig-op/modtaget",
        "/privatliv",
        "/tal",
        "/demo",
        "/hjaelp-fra-andre",
        "/indstillinger",
        "/samtaler",
        "/skriv",
        path,
        f"{path}/vis-sag",
        f"{path}/klage",
        f"{path}/klage/tekst",
        f"{path}/dukh",
        str(copy["href"]),
    ):
        reader.get(page)
    desk = path.replace("/samtale/", "/raadgiver/samtale/")
    for page in (
        "/raadgiver",
        desk,
        f"{desk}/klage",
        "/tal",
        str(copy["href"]).replace("/samtale/", "/raadgiver/samtale/"),
    ):
        adviser.get(page)
    site.visitor(lang=lang, easy=easy).get("/samtaler", 401)
    reader.get("/findes-ikke", 404)


def test_a_question_is_asked_answered_and_read(room_site: RoomSite) -> None:
    anna, path = asked(room_site)
    assert "Svaret kommer her på siden" in visible_text(anna.get(path))
    adviser = room_site.visitor(adviser=True)
    listed = adviser.get("/raadgiver")
    assert "Anna Kanariefugl" in visible_text(listed)
    desk = str(listed.select_one("li.card a")["href"])  # type: ignore[index]
    assert WORDS in visible_text(adviser.get(desk))

    adviser.follow(desk, text="Ja. Du har ret til at se dem.")

    page = visible_text(anna.get(path))
    assert "Borgerrådgiveren har svaret" in page
    assert "Ja. Du har ret til at se dem." in page
    assert "Ingen venter på dig" in visible_text(adviser.get("/raadgiver"))


def test_a_conversation_is_its_citizens_alone(room_site: RoomSite) -> None:
    """Another's, one that is not there, and one asked for by the adviser: the same answer."""
    _, path = asked(room_site)
    bo = room_site.visitor(BO)
    for place in (path, f"{path}/vis-sag", f"{path}/klage", f"{path}/dukh", "/samtale/nothing"):
        bo.get(place, 404)
        room_site.visitor(adviser=True).get(place, 404)
        room_site.visitor().get(place, 401)
    assert WORDS not in visible_text(bo.get("/samtaler"))


def test_the_desk_is_the_advisers_alone(room_site: RoomSite) -> None:
    _, path = asked(room_site)
    for place in ("/raadgiver", path.replace("/samtale/", "/raadgiver/samtale/")):
        room_site.visitor(ANNA).get(place, 404)
        room_site.visitor().get(place, 401)


def test_every_view_says_who_it_is_for(room_site: RoomSite) -> None:
    silent = [
        name
        for name in room_site.app.view_functions
        if name != "static" and audience_of(room_site.app, name) is None
    ]
    assert silent == []


@pytest.mark.parametrize("name", ["", "Kalle"], ids=["no name", "a name"])
def test_a_call_back_needs_no_sign_in(room_site: RoomSite, name: str) -> None:
    somebody = room_site.visitor()
    assert somebody.follow("/ring-mig-op", phone="40 50 60 70", name=name).endswith("/modtaget")
    adviser = room_site.visitor(adviser=True)
    listed = adviser.get("/raadgiver")
    assert (name or "Uden navn") in visible_text(listed)
    desk = str(listed.select_one("li.card a")["href"])  # type: ignore[index]
    assert "40 50 60 70" in visible_text(adviser.get(desk))

    adviser.follow(f"{desk}/ringet", desk)

    assert "Ingen venter på dig" in visible_text(adviser.get("/raadgiver"))


def test_a_number_nobody_can_call_is_told_with_what_was_typed(room_site: RoomSite) -> None:
    answer = room_site.visitor().send("/ring-mig-op", phone="ring", name="Kalle")
    assert answer.status_code == 422
    assert 'value="ring"' in answer.get_data(as_text=True)
    assert 'value="Kalle"' in answer.get_data(as_text=True)


def test_a_form_sent_twice_asks_once(room_site: RoomSite) -> None:
    anna = room_site.visitor(ANNA)
    known = anna.form("/skriv") | {"text": WORDS}
    first = anna.client.post("/skriv", data=known)
    again = anna.client.post("/skriv", data=known)
    assert first.headers["Location"].startswith("/samtale/")
    assert again.headers["Location"] == "/samtaler"
    assert len(anna.get("/samtaler").select("li.card")) == 1


def test_what_is_lent_is_seen_by_both_and_taken_back_at_once(room_site: RoomSite) -> None:
    anna, path = asked(room_site)
    assert "kan borgerrådgiveren ikke se noget" in visible_text(anna.get(path))
    assert hand_in(room_site, anna, path).status_code == 204
    adviser = room_site.visitor(adviser=True)
    desk = path.replace("/samtale/", "/raadgiver/samtale/")
    copy = str(adviser.get(desk).select_one("ul.cards a")["href"])  # type: ignore[index]
    page = visible_text(adviser.get(copy))
    assert "Vi venter på lægen" in page
    assert re.search(r"Kvittering, \w+ den 1\. marts 2026", page), page
    assert adviser.fetch(f"{copy}/brev/1").data == PDF
    own = copy.replace("/raadgiver", "")
    assert "Vi venter på lægen" in visible_text(anna.get(own))

    left = anna.follow(f"{own}/tilbage", own)

    assert "taget tilbage og slettet" in visible_text(anna.get(left))
    for gone in (copy, f"{copy}/brev/1"):
        adviser.get(gone, 404)
    anna.get(own, 404)
    assert "ikke vist dig noget" in visible_text(adviser.get(desk))


def test_past_its_day_nobody_reads_a_copy(room_site: RoomSite, clock: Clock) -> None:
    anna, path = asked(room_site)
    hand_in(room_site, anna, path, until="2026-04-16")
    copy = str(anna.get(path).select_one("ul.cards a")["href"])  # type: ignore[index]
    clock.set("2026-04-16 23:00")
    fresh = room_site.visitor(adviser=True)
    fresh.get(copy.replace("/samtale/", "/raadgiver/samtale/"))
    clock.set("2026-04-17 00:01")
    fresh = room_site.visitor(adviser=True)
    fresh.get(copy.replace("/samtale/", "/raadgiver/samtale/"), 404)
    room_site.visitor(ANNA).get(copy, 404)


@pytest.mark.parametrize(
    ("token", "changed", "status"),
    [
        ("", {}, 401),
        ("x" * 40, {}, 401),
        (INTAKE_TOKEN, {"ticket": "unknown"}, 410),
        (INTAKE_TOKEN, {"what": "all"}, 422),
        (INTAKE_TOKEN, {"until": "2030-01-01"}, 422),
    ],
)
def test_the_intake_takes_only_what_it_should(
    room_site: RoomSite, token: str, changed: dict[str, str], status: int
) -> None:
    answer = room_site.app.test_client().post(
        "/indlevering",
        json=body() | {"ticket": "x"} | changed,
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == status


def test_nothing_can_be_read_at_the_intake(room_site: RoomSite) -> None:
    client = room_site.app.test_client()
    for method in ("get", "put", "delete", "patch"):
        answer = getattr(client, method)(
            "/indlevering", headers={"Authorization": f"Bearer {INTAKE_TOKEN}"}
        )
        assert answer.status_code == 405


def test_the_token_of_the_intake_opens_nothing_else(room_site: RoomSite) -> None:
    _, path = asked(room_site)
    client = room_site.app.test_client()
    for rule in room_site.app.url_map.iter_rules():
        if audience_of(room_site.app, rule.endpoint) in (Audience.CITIZEN, Audience.ADVISER):
            place = re.sub("<.*?>", "1", rule.rule.replace("<public_id>", path.rsplit("/", 1)[1]))
            if "GET" in (rule.methods or ()):
                shown = {"Authorization": f"Bearer {INTAKE_TOKEN}"}
                assert client.get(place, headers=shown).status_code == 401, place


def test_a_complaint_is_written_helped_and_printed(room_site: RoomSite) -> None:
    anna, path = asked(room_site)
    left = anna.follow(
        f"{path}/klage",
        what="Jeg fik nej uden en grund",
        wish="Se på det igen",
        to_whom="decision",
        deadline="20. april 2026",
    )
    assert "Den er ikke sendt" in visible_text(anna.get(left))
    desk = path.replace("/samtale/", "/raadgiver/samtale/")
    adviser = room_site.visitor(adviser=True)
    adviser.follow(f"{desk}/klage", what="Afslaget har ingen begrundelse", wish="Ny vurdering")
    assert "Afslaget har ingen begrundelse" in visible_text(anna.get(f"{path}/klage"))
    assert "Jeg fik nej uden en grund" in visible_text(anna.get(f"{path}/klage/tekst"))

    anna.follow(f"{path}/klage/forslag", f"{path}/klage", svar="brug")

    text = visible_text(anna.get(f"{path}/klage/tekst"))
    assert "Afslaget har ingen begrundelse" in text
    assert "20. april 2026" in text
    printed = anna.fetch(f"{path}/klage/pdf")
    assert printed.mimetype == "application/pdf"
    paper = PdfReader(io.BytesIO(printed.data)).pages[0].extract_text()
    assert "Afslaget har ingen begrundelse" in paper
    assert "Ankestyrelsen" in paper


def test_what_goes_to_dukh_is_what_the_citizen_chose(room_site: RoomSite) -> None:
    anna, path = asked(room_site)
    answer = anna.send(f"{path}/dukh", along="question")
    page = answer.get_data(as_text=True)
    assert WORDS in page
    assert "Det er ikke sendt til nogen" in page
    printed = anna.client.post(
        f"{path}/dukh/pdf", data=anna.form(f"{path}/dukh") | {"along": "question"}
    )
    assert WORDS in PdfReader(io.BytesIO(printed.data)).pages[0].extract_text()
    with room_site.room.engine.connect() as connection:
        (row,) = conversations.own(connection, room_site.room.seals.person(ANNA))
    assert row.handed_over
    assert anna.send(f"{path}/dukh").status_code == 422


def test_themes_are_marked_and_a_half_year_is_counted_once(
    room_site: RoomSite, clock: Clock
) -> None:
    adviser = room_site.visitor(adviser=True)
    for number in range(20):
        clock.set(f"2026-03-{number + 1:02} 10:00")
        _, path = asked(room_site)
        adviser = room_site.visitor(adviser=True)
        desk = path.replace("/samtale/", "/raadgiver/samtale/")
        theme = "waiting_long" if number < 12 else "letter_hard"
        adviser.follow(f"{desk}/temaer", desk, themes=theme)
    assert not adviser.get("/tal").select("form[action^='/tal']"), "it is not over"
    clock.set("2026-07-01 10:00")
    adviser = room_site.visitor(adviser=True)
    assert adviser.follow("/tal/2026-1", "/tal") == "/tal/2026-1"

    anybody = room_site.visitor()
    page = anybody.get("/tal/2026-1")
    text = visible_text(page)
    assert "Samtaler i alt 20" in text
    assert "Lang tid uden at høre noget 12" in text
    # Nobody asked about the rest: the smallest goes with them, or they would be the difference.
    assert "Et brev der er svært at læse vises ikke" in text
    assert "Tolk og tilgængelighed vises ikke" in text
    chart = page.select_one("[role=img]")
    assert chart is not None
    assert "tabellen under" in str(chart["aria-label"])
    csv = anybody.fetch("/tal/2026-1/csv").data.decode("utf-8-sig")
    assert "2026-1;Samtaler i alt;20" in csv.splitlines()
    pdf = PdfReader(io.BytesIO(anybody.fetch("/tal/2026-1/pdf").data))
    assert "Lang tid uden at høre noget" in "".join(one.extract_text() for one in pdf.pages)
    token = adviser.get("/tal").find("input", {"name": "csrf_token"})
    assert token is not None
    again = adviser.client.post("/tal/2026-1", data={"csrf_token": token["value"]})
    assert again.status_code == 404
    for wrong in ("2026-2", "2026", "2026-02", "alt"):
        anybody.get(f"/tal/{wrong}", 404)


def test_without_an_adviser_there_is_no_room(
    room_settings: Any, municipality: Municipality, clock: Clock
) -> None:
    with pytest.raises(MunicipalityError, match="there is no room"):
        create_app(room_settings, with_adviser(municipality, "none"), clock)


def test_the_plain_limit_follows_the_kind_of_adviser(
    open_room_site: Any, municipality: Municipality
) -> None:
    said = {
        kind: visible_text(open_room_site(with_adviser(municipality, kind)).visitor().get("/"))
        for kind in ("65e", "in_administration")
    }
    assert "ansat under byrådet" in said["65e"]
    assert "ansat i kommunen, men har sit eget system" in said["in_administration"]
    for text in said.values():
        assert "kan ikke læse det her" in text
        assert "computeren og nøglen" in text
