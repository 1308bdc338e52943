"""The reader's own choices: language, easy-read, calm drawing. They win, and they last."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.building import ANNA, Story
from tests.conftest import Site, Visitor

EVIL = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "\t//evil.example",
    "/\r\nSet-Cookie: a=b",
    "javascript:alert(1)",
    "evil.example",
    "",
    " //evil.example",
    "/%0d%0aSet-Cookie:a=b",
    "///evil.example",
    "/./\\evil.example",
    "http:evil.example",
]


@pytest.mark.parametrize(
    ("accept", "lang"),
    [
        (None, "da"),
        ("da", "da"),
        ("en-GB,en;q=0.9", "en"),
        ("ar-SY", "ar"),
        ("fr", "da"),
        ("fr,ar;q=0.5,en;q=0.4", "ar"),
        ("*", "da"),
        ("tlh, nb;q=0.9, en;q=0.1", "en"),
        (";;;q=,,", "da"),
    ],
)
def test_the_browsers_language_stands_in_until_the_person_has_chosen(
    site: Site, accept: str | None, lang: str
) -> None:
    visitor = site.visitor()
    visitor.lang = lang
    visitor.get("/", headers={"Accept-Language": accept} if accept else {})


def test_the_persons_choice_wins_over_the_browser_and_lasts(site: Site) -> None:
    visitor = site.visitor()
    answer = visitor.post("/indstillinger", lang="ar", next="/kontakt")
    assert answer.headers["Location"] == "/kontakt"
    cookie = answer.headers["Set-Cookie"]
    assert "Max-Age=34560000" in cookie, "400 days, the longest a browser keeps one"
    visitor.lang = "ar"
    visitor.get("/kontakt", headers={"Accept-Language": "en"})


@pytest.mark.parametrize(
    "cookie", ["xx.0.0", "da", "", "da.1.1.1", "../..", "en.x.y", "\"'<>", "ar" * 500]
)
def test_a_strange_cookie_is_no_choice(site: Site, cookie: str) -> None:
    visitor = site.visitor()
    visitor.client.set_cookie("valg", cookie)
    visitor.lang = "en" if cookie == "en.x.y" else "da"
    visitor.get("/")


def test_easy_read_is_danish_only_and_comes_back_with_danish(site: Site) -> None:
    visitor = site.visitor(easy=True)
    assert "easy" in visitor.get("/").find("html")["class"]
    visitor.post("/indstillinger", lang="en")
    visitor.lang = "en"
    page = visitor.get("/")
    assert "easy" not in page.find("html").get("class", [])
    assert not page.find("button", attrs={"name": "easy"})
    visitor.lang = "en"
    visitor.post("/indstillinger", lang="da")
    visitor.lang = "da"
    assert "easy" in visitor.get("/").find("html")["class"]


def test_the_easy_page_has_the_easy_words(site: Site) -> None:
    site.record(Story().opened().party(ANNA).steps("received", "information"))
    texts = {}
    for easy in (False, True):
        page = site.visitor(ANNA, easy=easy).case(ANNA)
        texts[easy] = page.get_text()
        version = page.find("p", class_="foot__version").get_text()
        assert ("da-e-" if easy else "da-n-") in version
    assert texts[False] != texts[True]


def test_one_choice_leaves_the_others(site: Site) -> None:
    visitor = site.visitor(calm=True)
    visitor.post("/indstillinger", easy="1")
    assert set(visitor.get("/").find("html")["class"]) == {"easy", "calm"}
    visitor.post("/indstillinger", calm="0")
    assert visitor.get("/").find("html")["class"] == ["easy"]
    visitor.post("/indstillinger", lang="klingon", easy="7", calm="")
    assert visitor.get("/").find("html")["class"] == ["easy"]


@pytest.mark.parametrize("path", EVIL)
def test_a_form_never_leads_out_of_the_portal(site: Site, path: str) -> None:
    answer = site.visitor().post("/indstillinger", lang="da", next=path)
    assert answer.status_code == 303
    location = answer.headers["Location"]
    assert location.startswith("/"), location
    assert location[1:2] not in ("/", "\\", "\t", "\n"), location
    assert "evil" not in location.split("/")[1] or location.startswith("/%"), location
    assert len(answer.headers.getlist("Set-Cookie")) == 1


def test_one_comes_back_to_the_page_one_was_on(site: Site) -> None:
    site.record(Story().opened().party(ANNA))
    visitor = site.visitor(ANNA)
    (path,) = site.paths_of(ANNA)
    back = (
        visitor.get(path)
        .find("form", action="/indstillinger")
        .find("input", attrs={"name": "next"})
    )
    assert back["value"] == path


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_translation_says_that_it_has_not_been_reviewed(
    site: Site, lang: str, public_paths: list[str]
) -> None:
    words = site.portal.catalogue[lang, "normal"].text("page.translation.not_reviewed")
    site.record(Story().opened().party(ANNA))
    visitor = site.visitor(ANNA, lang)
    for path in (*public_paths, "/mine-sager", *site.paths_of(ANNA)):
        if visitor.fetch(path).status_code == 200:
            assert words in visitor.get(path).get_text(), path


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_what_the_office_wrote_in_danish_is_marked_as_danish(site: Site, lang: str) -> None:
    story = Story().opened().party(ANNA).steps("received", "information")
    story.say("step.returned", "2026-03-08", step="received", reason="error_found", note="Note A.")
    story.say(
        "information.requested", "2026-03-09", request="a", from_="citizen", item="receipts",
        note="Note B.",
    )  # fmt: skip
    story.say(
        "waiting.started", "2026-03-09", waiting="v", on="hospital", item="hospital_record",
        since="2026-03-09", note="Note C.",
    )  # fmt: skip
    story.say("case.paused", "2026-03-10", reason="illness", note="Note D.")
    story.say("activity.noted", "2026-03-11", note="Note E.")
    hours = "mandag til torsdag kl. 9-12"
    story.say("unit.assigned", "2026-03-11", unit="Teamet", phone="79 75 50 00", phone_hours=hours)
    story.say(
        "caseworker.assigned", "2026-03-12", name="Karen", phone="79 75 50 01", phone_hours=hours
    )
    story.say("deputy.assigned", "2026-03-12", name="Ole", phone="79 75 50 02", phone_hours=hours)
    site.record(story)
    page = site.visitor(ANNA, lang).case(ANNA)
    for text in ("Note A.", "Note B.", "Note C.", "Note D.", "Note E.", hours):
        found = holders(page, text)
        assert found, text
        assert set(found) == {("da", "ltr")}, (text, found)
    note = site.portal.labels[lang]("case.written_in_danish")
    assert note in page.get_text()
    danish = site.visitor(ANNA).case(ANNA)
    assert site.portal.labels["da"]("case.written_in_danish") not in danish.get_text()


def holders(page: BeautifulSoup, text: str) -> list[tuple[Any, Any]]:
    """Return the language and direction of the nearest element that says one, for each place."""
    found = []
    for place in page.find_all(string=lambda string: string and text in string):
        marked = place.find_parent(attrs={"lang": True})
        found.append((marked["lang"], marked.get("dir")))
    return found


def test_no_other_page_holds_danish_without_saying_so(site: Site) -> None:
    """The history's lines are translated: no Danish text stands on an English page."""
    site.record(Story().opened().party(ANNA).steps("received", "information", "casework"))
    page = site.visitor(ANNA, "en").case(ANNA)
    text = page.find("main").get_text()
    for key, danish in site.portal.catalogue["da", "normal"].texts.items():
        if len(danish) > 25 and "{" not in danish:
            assert danish not in text, key


def test_the_page_names_the_words_it_used(site: Site) -> None:
    from portal.wording.catalogue import release_name

    for (lang, register), words in site.portal.catalogue.items():
        visitor = site.visitor(lang=lang, easy=register == "easy")
        assert release_name(words) in visitor.get("/").find("footer").get_text()


def test_a_page_is_the_same_whichever_page_was_asked_for_before(
    open_site: Callable[..., Site],
) -> None:
    """Pieces are kept between requests: none may carry anything of the first who asked."""
    stories = [
        Story("S-1").opened().party(ANNA).steps("received", "information"),
        Story("S-2").opened(area="escort").party(ANNA).steps("received", "casework", "decision"),
        Story("S-3").opened(kind="complaint").party(ANNA).steps("received"),
        Story("S-4").opened(kind="review", review_reason="reduction").party(ANNA),
    ]
    stories[1].say("hearing.opened", "2026-03-20", hearing="h", due_on="2026-04-20")
    stories[0].say("activity.noted", "2026-03-20", note="Kun for den første sag.")

    def seen(order: list[int]) -> dict[int, str]:
        site = open_site()
        site.record(*stories)
        paths = site.paths_of(ANNA)
        visitor = site.visitor(ANNA)
        return {number: plain(visitor, paths[number]) for number in order}

    forward, backward = seen([0, 1, 2, 3]), seen([3, 2, 1, 0])
    assert forward == backward


def plain(visitor: Visitor, path: str) -> str:
    import re

    text = visitor.fetch(path).get_data(as_text=True).replace(path, "/PATH")
    return re.sub(r'name="csrf_token" value="[^"]*"', "", text)
