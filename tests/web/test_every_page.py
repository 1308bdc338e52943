"""Every page there is, in every language, with every kind of adviser, errors too."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.exc import OperationalError

from portal.identity import UserRole
from portal.municipality import Municipality
from portal.settings import Settings
from portal.sources.embedded.log import build_logs
from portal.wording.keys import required_keys
from tests.building import ANNA, BO, SOURCE, Story
from tests.conftest import NAMES, Clock, Site, Visitor, with_adviser
from tests.page_rules import visible_text

LAW = re.compile(
    r"§|serviceloven|barnets lov|retssikkerhedsloven|forvaltningsloven|ældreloven"
    r"|databeskyttelsesloven|offentlighedsloven|stk\.",
    re.IGNORECASE,
)
KEY = re.compile(r"(?<![\w./:@-])[a-z]+(?:\.[a-z_0-9]+)+(?![\w/@])")
KINDS = ["65e", "in_administration", "none"]
REGISTERS: list[dict[str, Any]] = [
    {"lang": "da"},
    {"lang": "da", "easy": True},
    {"lang": "en"},
    {"lang": "ar"},
]


def stories() -> list[Story]:
    """Return cases for the corners where help from others stands out."""
    late = Story("S-1").opened().party(ANNA).steps("received", "information")
    late.say("deadline.set", "2026-03-05", kind="own", due_on="2026-03-20")
    hearing = Story("S-2").opened().party(ANNA).steps("received", "casework")
    hearing.say("hearing.opened", "2026-03-20", hearing="h", due_on="2026-04-20")
    change = Story("S-3").opened().party(ANNA).steps("received")
    change.say("caseworker.assigned", "2026-03-04", name="Karen")
    change.say("caseworker.changed", "2026-03-30", name="Ole", valid_from="2026-03-30")
    refused = Story("S-4").opened(kind="complaint").party(ANNA).steps("received", "decision")
    refused.say("decision.made", "2026-03-10", decision="d", outcome="refused")
    refused.say("decision.released", "2026-03-11", decision="d")
    review = Story("S-5").opened(kind="review", review_reason="end_of_help").party(ANNA)
    return [late, hearing, change, refused, review]


def everywhere(site: Site, public_paths: list[str], **reader: Any) -> list[tuple[str, int, str]]:
    """Fetch every page as everybody who may; the visitor checks each. Return path, status, text."""
    found = []

    def see(visitor: Visitor, path: str, answer: Any = None) -> None:
        answer = answer or visitor.fetch(path)
        if answer.mimetype == "text/html" and not 300 <= answer.status_code < 400:
            found.append((path, answer.status_code, answer.get_data(as_text=True)))

    nobody = site.visitor(**reader)
    citizen = site.visitor(ANNA, **reader)
    staff = site.visitor(**reader)
    staff.sign_in(UserRole.STAFF)
    for path in (*public_paths, "/mine-sager", "/no-such-page", "/sag/x"):
        for visitor in (nobody, citizen):
            see(visitor, path)
    for path in site.paths_of(ANNA):
        see(citizen, path)
    see(staff, "/medarbejder/lagt-til-side")
    see(citizen, "/medarbejder/lagt-til-side")
    for method, path in (
        ("post", "/kontakt"),
        ("post", "/log-af"),
        ("put", "/"),
        ("delete", "/ord"),
    ):
        see(nobody, path, nobody._checked(getattr(nobody.client, method)(path)))
    big = {"data": b"x" * (9 * 1024 * 1024), "content_type": "application/x-www-form-urlencoded"}
    see(nobody, "/indstillinger", nobody._checked(nobody.client.post("/indstillinger", **big)))
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "reader", REGISTERS, ids=lambda reader: "-".join(map(str, reader.values()))
)
def test_every_page_has_its_words_and_those_of_the_kind_of_adviser(
    open_site: Callable[..., Site],
    municipality: Municipality,
    public_paths: list[str],
    kind: str,
    reader: dict[str, Any],
) -> None:
    """The visitor checks each page; here is looked at what differs between the kinds."""
    site = open_site(with_adviser(municipality, kind))
    site.record(*stories())
    pages = everywhere(site, public_paths, **reader)
    assert {status for _, status, _ in pages} >= {200, 400, 401, 404, 405, 413}
    name = municipality.adviser.name
    phone = municipality.adviser.phone
    assert name
    assert phone
    known = set(required_keys())
    for path, status, html in pages:
        # What staff work with is not for citizens; what they are refused is as for everybody.
        at_work = path.startswith("/medarbejder") and status == 200
        assert (phone.number in html) is (kind != "none" and not at_work), path
        assert name not in html or kind != "none", path
        page = BeautifulSoup(html, "html.parser")
        text = visible_text(page)
        # A text that is missing shows its key, and nobody should meet one.
        assert not [key for key in KEY.findall(text) if key in known], path
        assert "{" not in text, path
        if path != "/ord":
            for second_layer in page.find_all("details"):
                second_layer.decompose()
            assert not LAW.search(visible_text(page)), (path, LAW.search(visible_text(page)))


def test_legal_basis_never_reaches_the_page(site: Site) -> None:
    basis = [{"law": "serviceloven", "paragraph": "§ 100"}]
    site.record(Story().opened(legal_basis=basis).party(ANNA))
    assert "§" not in str(site.visitor(ANNA).case(ANNA))


# --- the demo, whole --------------------------------------------------------------------


def demo(site: Site) -> set[str]:
    """Record the whole demo as it stands today. Return the identifiers of its people."""
    from portal.demo.sign_in import demo_identities
    from portal.services.record_events import From, Origin, record_events

    for source, log in build_logs(site.clock().date()).items():
        known = site.portal.municipality.source(source)
        assert known is not None
        sender = From(source, known.go_live, Origin.PULL)
        record_events(
            site.portal.engine, list(log.events), sender, site.portal.identifiers, site.clock()
        )
    return {one.identifier for one in demo_identities() if one.identifier}


def test_every_page_of_the_demo_keeps_the_rules_and_nothing_personal_is_logged(
    site: Site, caplog: pytest.LogCaptureFixture, public_paths: list[str]
) -> None:
    caplog.set_level("DEBUG")
    people = demo(site)
    seen = 0
    for identifier in sorted(people):
        visitor = site.visitor(identifier)
        visitor.get("/mine-sager")
        for path in site.paths_of(identifier):
            seen += visitor.fetch(path).status_code == 200
    assert seen > 60
    everywhere(site, public_paths)
    check_kept(site, people)
    logged = caplog.text + " ".join(str(vars(record)) for record in caplog.records)
    for person in people:
        assert person not in logged
        assert person.replace("-", "") not in logged
    for name in NAMES:
        assert name not in logged, name
    assert not re.search(r"SAG-|/sag/\w", logged)


@pytest.mark.parametrize(("reader", "step"), list(zip(REGISTERS[1:], (4, 4, 2), strict=True)))
def test_the_demo_in_the_other_languages(site: Site, reader: dict[str, Any], step: int) -> None:
    people = sorted(demo(site))
    for identifier in people[::step]:
        visitor = site.visitor(identifier, **reader)
        for path in (*site.paths_of(identifier), "/mine-sager"):
            visitor.fetch(path)
    check_kept(site, set(people))


def check_kept(site: Site, people: set[str]) -> None:
    """Nothing that is kept between requests may come from a case or a person."""
    words = set()
    for payload in build_logs(site.clock().date())[SOURCE].events:
        data = payload.get("data") or {}
        words |= {str(data[key]) for key in ("name", "note", "owner") if data.get(key)}
        words.add(str(payload.get("subject")))
    kept = site.portal.fragments.kept
    assert len(kept) > 15
    everything = repr(kept)
    for word in words | people | {path for one in people for path in site.paths_of(one)}:
        assert word not in everything, word


# --- when things go wrong ---------------------------------------------------------------


class _GoneError(Exception):
    pass


def test_without_a_database_health_says_so_and_pages_say_what_to_do(
    site: Site, lite: str, public_paths: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.record(*stories())
    assert site.app.test_client().get("/healthz").json["status"] == "ok"
    visitors = {lang: site.visitor(ANNA, lang) for lang in ("da", "en", "ar")}
    path = site.paths_of(ANNA)[0]

    def gone(*_: Any, **__: Any) -> Any:
        raise OperationalError("SELECT 610190-1234", {}, _GoneError("Anna Andersen"))

    monkeypatch.setattr(type(site.portal.reading), "connect", gone)
    site.portal.idle.clear()
    answer = site.app.test_client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json["status"] == "fail"
    for lang, visitor in visitors.items():
        for where in (path, "/mine-sager", "/kontakt"):
            answer = visitor.fetch(where)
            assert answer.status_code == 503, (where, answer.status_code)
            text = answer.get_data(as_text=True)
            assert site.portal.catalogue[lang, "normal"].text("error.503.heading") in text
            assert site.portal.municipality.phone.number in text
    assert site.visitor(lang="da").fetch("/kontakt").status_code == 200, "no session, no question"


def test_a_database_that_lost_its_tables_is_not_well(site: Site, lite: str) -> None:
    from sqlalchemy import text

    with site.portal.engine.begin() as connection:
        connection.execute(text("DROP TABLE party"))
        connection.execute(text("DROP TABLE case_event"))
        connection.execute(text("DROP TABLE case_file"))
    assert site.app.test_client().get("/healthz").status_code == 503


def test_an_error_nobody_thought_of_is_a_page_and_its_values_are_not_logged(
    site: Site, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal.web.citizen import views

    site.record(*stories())
    site.app.testing = False

    def breaks(*_: Any, **__: Any) -> Any:
        raise ValueError("610190-1234 Anna Andersen")

    monkeypatch.setattr(views, "build", breaks)
    for lang in ("da", "en", "ar"):
        answer = site.visitor(ANNA, lang).fetch(site.paths_of(ANNA)[0])
        assert answer.status_code == 500
        assert "Andersen" not in answer.get_data(as_text=True)
    assert "ValueError" in caplog.text
    assert "Andersen" not in caplog.text
    assert "610190" not in caplog.text


# --- public pages -----------------------------------------------------------------------


def test_offers_that_were_not_read_again_in_time_are_left_out(site: Site, clock: Clock) -> None:
    names = [offer.name.da for offer in site.portal.municipality.offers]
    assert all(name in site.visitor().get("/hjaelp-uden-ansoegning").get_text() for name in names)
    clock.set("2030-01-01 10:00")
    page = site.visitor().get("/hjaelp-uden-ansoegning").get_text()
    assert not any(name in page for name in names)
    assert site.portal.catalogue["da", "normal"].text("page.offers.none") in page


def test_the_accessibility_statement_is_the_municipalitys_own(
    open_site: Callable[..., Site], municipality: Municipality
) -> None:
    url = "https://was.digst.dk/eksempel-invalid"
    site = open_site(municipality.model_copy(update={"accessibility_statement_url": url}))
    answer = site.app.test_client().get("/was")
    assert (answer.status_code, answer.headers["Location"]) == (302, url)


def test_names_of_caseworkers_show_only_where_the_municipality_says_so(
    open_site: Callable[..., Site], municipality: Municipality
) -> None:
    story = Story().opened().party(ANNA).steps("received")
    story.say("caseworker.assigned", "2026-03-05", name="Karen Eksempelsen", phone="79 75 50 01")
    story.say("deputy.assigned", "2026-03-05", name="Ditlev Eksempelsen")
    story.say("coordinator.assigned", "2026-03-05", name="Ella Eksempelsen")
    story.say("decider.named", "2026-03-05", decider="leader", name="Fie Eksempelsen")
    story.say(
        "contact.promised", "2026-03-05", promise="l", what="call", by="2026-04-20",
        owner="Karen Eksempelsen", owner_unit="Teamet",
    )  # fmt: skip
    story.say("caseworker.changed", "2026-03-30", name="Gry Eksempelsen", valid_from="2026-03-30")
    for shown in (True, False):
        site = open_site(municipality.model_copy(update={"show_caseworker_names": shown}))
        site.record(story)
        visitor = site.visitor(ANNA)
        for path in (site.paths_of(ANNA)[0], "/mine-sager"):
            text = str(visitor.get(path))
            assert ("Eksempelsen" in text) is (shown and path != "/mine-sager"), (path, shown)


def test_nobody_meets_a_real_path_of_the_machine(site: Site, settings: Settings) -> None:
    for path in ("/no-such-page", "/healthz", "/openapi.json", "/api/v1/nothing"):
        text = site.app.test_client().get(path).get_data(as_text=True)
        assert str(Path(settings.var)) not in text
        assert "Traceback" not in text


def test_a_case_with_nothing_in_it_is_a_page(site: Site) -> None:
    site.record(Story().party(ANNA), Story("S-2").party(BO).say("x.new.thing", "2026-03-03"))
    page = site.visitor(ANNA).case(ANNA)
    words = site.portal.catalogue["da", "normal"]
    assert page.find("h1").get_text(strip=True) == words.text("status.unknown")
    assert words.text("event.unknown") in site.visitor(BO).case(BO).get_text()
