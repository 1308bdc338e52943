"""Every text of the room stands in the register: the pseudo-language finds those that do not."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup

from portal.municipality import Municipality
from portal.pages.reader import NAMES as LANGUAGE_NAMES
from portal.settings import ROOT
from portal.wording.catalogue import load_catalogue
from portal.wording.marked import Marked, marked
from tests.adviser_room.room_site import NAMES, RoomSite, RoomVisitor
from tests.adviser_room.test_lend import body
from tests.adviser_room.test_room_pages import WORDS, asked, hand_in
from tests.building import ANNA
from tests.wording.test_every_text_is_known import LETTERS, _dates, _strings, unknown, visible

READINGS = [("da", False), ("da", True), ("en", False), ("ar", False)]
WHAT_SHE_WRITES = "For lang tid"
MARKED = marked(load_catalogue(ROOT / "translations"))


def answers(room: RoomSite, talk: str, reading: tuple[str, bool]) -> Iterator[tuple[str, str]]:
    """Yield the address and the HTML of every page there is, as who may read it."""
    desk = talk.replace("/samtale/", "/raadgiver/samtale/")
    lang, easy = reading
    nobody, anna, adviser = (
        RoomVisitor(room, person, lang, easy=easy, adviser=adviser)
        for person, adviser in ((None, False), (ANNA, False), (None, True))
    )
    for who, paths in (
        (nobody, ["/", "/ring-mig-op", "/ring-mig-op/modtaget", "/privatliv", "/tal"]),
        (nobody, ["/hjaelp-fra-andre", "/indstillinger", "/samtaler", "/findes-ikke"]),
        (anna, ["/samtaler", "/skriv", talk, f"{talk}/vis-sag", f"{talk}/klage"]),
        (anna, [f"{talk}/klage/tekst", f"{talk}/dukh", *copies(anna, talk)]),
        (adviser, ["/raadgiver", desk, f"{desk}/klage", "/tal", *copies(adviser, desk)]),
    ):
        for path in paths:
            yield path, who.client.get(path).get_data(as_text=True)
    for who, path in (
        (nobody, "/ring-mig-op"),
        (anna, "/skriv"),
        (anna, talk),
        (anna, f"{talk}/vis-sag"),
        (anna, f"{talk}/klage"),
        (anna, f"{talk}/dukh"),
        (adviser, desk),
        (adviser, f"{desk}/klage"),
    ):
        yield f"POST {path}", sent_empty(who, path)


def copies(visitor: RoomVisitor, talk: str) -> list[str]:
    page = BeautifulSoup(visitor.client.get(talk).get_data(as_text=True), "html.parser")
    found = [str(one["href"]) for one in page.select("main a[href*='/kopi/']")]
    assert found, talk
    return found


def sent_empty(visitor: RoomVisitor, path: str) -> str:
    """Send a form with nothing in it: what is wrong is said in texts of the register too."""
    page = BeautifulSoup(visitor.client.get(path).get_data(as_text=True), "html.parser")
    token = page.select_one("main input[name=csrf_token]")
    assert token is not None, path
    sent = visitor.client.post(path, data={"csrf_token": token["value"]})
    return str(sent.get_data(as_text=True))


@pytest.fixture
def said(municipality: Municipality) -> set[str]:
    """Return what people are called and have written, and what the municipality has."""
    found = set(_strings(municipality.model_dump(mode="python"))) | set(LANGUAGE_NAMES.values())
    found |= {WORDS, WHAT_SHE_WRITES, *NAMES, *_strings(body())}
    return {one.strip() for one in found if LETTERS.search(one)}


@pytest.mark.parametrize("reading", READINGS, ids=["da", "easy", "en", "ar"])
def test_every_visible_text_of_the_room_is_in_the_register(
    room_site: RoomSite, said: set[str], reading: tuple[str, bool]
) -> None:
    anna, talk = asked(room_site)
    hand_in(room_site, anna, talk)
    anna.follow(f"{talk}/klage", what=WHAT_SHE_WRITES, to_whom="decision")
    speak(room_site, MARKED)
    dates = _dates(reading[0]) | _dates("da")
    strangers: dict[str, set[str]] = {}
    seen = 0
    for path, html in answers(room_site, talk, reading):
        seen += 1
        assert "<html" in html, path
        for text in visible(html):
            if found := unknown(text, said, dates):
                strangers.setdefault(" ".join(found), set()).add(path)
    assert seen >= 25
    assert not strangers, "\n".join(f"{a!r}: {sorted(b)[:4]}" for a, b in strangers.items())


def speak(room: RoomSite, words: Marked) -> None:
    """Let the room speak the pseudo-language."""
    room.room.editions._words = lambda: words.words
