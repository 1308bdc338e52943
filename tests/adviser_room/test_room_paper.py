"""What the room prints is PDF/UA: a complaint, a paper for DUKH, the numbers with their chart."""

from pathlib import Path

from tests.adviser_room.room_site import RoomSite
from tests.adviser_room.test_report import a_half_year
from tests.building import ANNA
from tests.conftest import Clock
from tests.letters.asked_vera import broken_rules

LANGUAGES = ("da", "en", "ar")


def test_verapdf_finds_nothing_in_any_paper(
    room_site: RoomSite, clock: Clock, tmp_path: Path
) -> None:
    a_half_year(room_site.room.engine, room_site.room.seals)
    clock.set("2026-07-02 10:00")
    adviser = room_site.visitor(adviser=True)
    token = adviser.get("/tal").find("input", {"name": "csrf_token"})
    assert token is not None
    adviser.client.post("/tal/2026-1", data={"csrf_token": token["value"]})
    for lang in LANGUAGES:
        anna = room_site.visitor(ANNA, lang)
        path = anna.follow("/skriv", text="Hvad kan jeg gøre? ما العمل؟")
        anna.follow(f"{path}/klage", what="Jeg fik nej", wish="Ja", to_whom="treatment")
        chosen = anna.form(f"{path}/dukh") | {"along": ["question", "complaint"]}
        papers = {
            "numbers": anna.fetch("/tal/2026-1/pdf"),
            "complaint": anna.fetch(f"{path}/klage/pdf"),
            "dukh": anna.client.post(f"{path}/dukh/pdf", data=chosen),
        }
        for name, paper in papers.items():
            assert paper.mimetype == "application/pdf"
            (tmp_path / f"{name}-{lang}.pdf").write_bytes(paper.data)
    files = sorted(tmp_path.glob("*.pdf"))
    found = broken_rules(files)
    assert len(found) == 9
    assert {name: broken for name, broken in found.items() if broken} == {}
