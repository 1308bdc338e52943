"""Forms, cookies and headers: nothing is done for another site, nothing is kept too long."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.pages.audience import Audience, audience_of
from portal.settings import Settings
from portal.store.models import SignInRow
from tests.building import ANNA, Story
from tests.conftest import Clock, Site

FORMS = ["/indstillinger", "/demo", "/log-af"]


def sessions(site: Site) -> int:
    with site.portal.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(SignInRow)) or 0


def demo_key(site: Site) -> str:
    from portal.demo.sign_in import demo_identities

    return demo_identities()[0].key


# --- forms ------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["da", "en", "ar"])
@pytest.mark.parametrize("token", [None, "", "not-a-token", "x" * 5000])
@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_its_token_says_what_to_do(
    site: Site, path: str, token: str | None, lang: str
) -> None:
    visitor = site.visitor(ANNA, lang)
    visitor.get("/kontakt")
    answer = visitor._checked(
        visitor.client.post(path, data={} if token is None else {"csrf_token": token})
    )
    assert answer.status_code == 400
    words = site.portal.catalogue[lang, "normal"]
    assert words.text("error.form_expired") in answer.get_data(as_text=True)
    assert sessions(site) == 1, "and nothing was done"


def test_another_readers_token_is_none(site: Site) -> None:
    token = site.visitor().get("/").find("input", attrs={"name": "csrf_token"})["value"]
    visitor = site.visitor(ANNA)
    answer = visitor.client.post("/log-af", data={"csrf_token": token})
    assert answer.status_code == 400
    assert sessions(site) == 1


def test_a_page_left_open_for_a_week_still_works(site: Site, clock: Clock) -> None:
    """No time-out that loses anything: a form is not too old because a reader is slow."""
    visitor = site.visitor()
    token = visitor.get("/").find("input", attrs={"name": "csrf_token"})["value"]
    clock.set("2026-04-09 10:00")
    answer = visitor.client.post("/indstillinger", data={"csrf_token": token, "lang": "en"})
    assert answer.status_code == 303


def test_forms_work_behind_tls_though_no_referrer_is_sent(
    open_site: Callable[..., Site], settings: Settings
) -> None:
    """Our own referrer policy keeps the browser from saying where the form stood."""
    site = open_site(used=replace(settings, behind_tls=True, trusted_proxies=1))
    visitor = site.visitor()
    base = {"base_url": "https://localhost/"}
    token = visitor.get("/", **base).find("input", attrs={"name": "csrf_token"})["value"]
    answer = visitor.client.post("/indstillinger", data={"csrf_token": token, "lang": "en"}, **base)
    assert answer.status_code == 303


def test_every_view_that_changes_something_is_a_post_with_a_token_or_a_bearer(site: Site) -> None:
    for rule in site.app.url_map.iter_rules():
        changes = {"POST", "PUT", "PATCH", "DELETE"} & (rule.methods or set())
        if not changes:
            continue
        assert changes == {"POST"}
        answer = site.app.test_client().post(re.sub(r"<int:\w+>", "1", rule.rule))
        if rule.endpoint == "enter_saml.answered":
            # What a provider posts proves itself: tests/providers. There is no provider here.
            assert answer.status_code == 404
            continue
        machine = audience_of(site.app, rule.endpoint) is Audience.MACHINE
        assert answer.status_code == (401 if machine else 400), rule.rule


# --- signing in and out -----------------------------------------------------------------


def test_signing_out_ends_the_session_on_the_server(site: Site) -> None:
    visitor = site.visitor(ANNA)
    stolen = visitor.client.get_cookie("sagsvej")
    assert stolen is not None
    visitor.get("/mine-sager")
    assert visitor.post("/log-af", form="/mine-sager").headers["Location"] == "/log-af"
    visitor.get("/log-af")
    assert sessions(site) == 0
    visitor.client.set_cookie("sagsvej", stolen.value)
    visitor.get("/mine-sager", 401)


def test_the_page_for_having_signed_out_does_not_say_so_to_somebody_who_has_not(
    site: Site,
) -> None:
    visitor = site.visitor(ANNA)
    answer = visitor.fetch("/log-af")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/"


def test_signing_in_again_ends_the_session_before(site: Site) -> None:
    visitor = site.visitor()
    tokens = set()
    for _ in range(2):
        answer = visitor.post("/demo", form="/demo", person=demo_key(site))
        assert answer.headers["Location"] == "/mine-sager"
        cookie = visitor.client.get_cookie("sagsvej")
        assert cookie is not None
        tokens.add(cookie.value)
        assert sessions(site) == 1
    assert len(tokens) == 2


def test_a_token_is_kept_as_a_hash(site: Site) -> None:
    visitor = site.visitor()
    visitor.post("/demo", form="/demo", person=demo_key(site))
    cookie = visitor.client.get_cookie("sagsvej")
    assert cookie is not None
    assert len(cookie.value) >= 43
    with site.portal.engine.connect() as connection:
        assert cookie.value not in repr(connection.execute(select(SignInRow.__table__)).all())


@pytest.mark.parametrize("person", ["", "nobody", "' OR 1=1"])
def test_nobody_signs_in_as_somebody_the_demo_does_not_know(site: Site, person: str) -> None:
    assert site.visitor().post("/demo", form="/demo", person=person).status_code == 400
    assert sessions(site) == 0


def test_without_demo_mode_there_is_no_demo(
    open_site: Callable[..., Site], settings: Settings
) -> None:
    site = open_site(used=replace(settings, demo=False))
    visitor = site.visitor()
    visitor.get("/demo", 404)
    assert visitor.post("/demo", form="/", person="mads").status_code == 404
    assert "demo" not in str(visitor.get("/")).lower()
    assert sessions(site) == 0


# --- cookies and headers ----------------------------------------------------------------


def cookies(answer: Any) -> dict[str, str]:
    return {line.partition("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}


@pytest.mark.parametrize("tls", [False, True])
def test_cookies(open_site: Callable[..., Site], settings: Settings, tls: bool) -> None:
    site = open_site(used=replace(settings, behind_tls=tls))
    base = {"base_url": "https://localhost/"} if tls else {}
    client = site.app.test_client()
    page = client.get("/demo", **base)
    import re

    found = re.search(r'name="csrf_token" value="([^"]+)"', page.get_data(as_text=True))
    assert found
    form = {"csrf_token": found[1], "person": demo_key(site), "lang": "en"}
    headers = {"Referer": "https://localhost/demo"} if tls else {}
    answers = [
        page,
        client.post("/demo", data=form, headers=headers, **base),
        client.post("/indstillinger", data=form, headers=headers, **base),
    ]
    seen = set()
    for answer in answers:
        for name, line in cookies(answer).items():
            seen.add(name)
            assert "HttpOnly" in line, line
            assert "SameSite=Lax" in line or "SameSite=Strict" in line, line
            assert ("Secure" in line) is tls, line
            assert "Domain" not in line, line
            # No other host of the domain can put one of its own in the place of ours.
            assert "Path=/" in line.split("; "), line
    prefix = "__Host-" if tls else ""
    assert seen == {f"{prefix}{name}" for name in ("formular", "sagsvej", "valg")}


@pytest.mark.parametrize("tls", [False, True])
def test_hsts_is_said_behind_tls_only(
    open_site: Callable[..., Site], settings: Settings, tls: bool
) -> None:
    site = open_site(used=replace(settings, behind_tls=tls))
    client = site.app.test_client()
    for path in ("/", "/nothing-here", "/mine-sager", site.portal.css_url, "/api/v1/events"):
        answer = client.get(path, base_url="https://localhost/")
        hsts = answer.headers.get("Strict-Transport-Security", "")
        assert hsts.startswith("max-age=31536000") is tls, path


def test_case_pages_are_not_kept_and_not_found(site: Site) -> None:
    site.record(Story().opened().party(ANNA))
    visitor = site.visitor(ANNA)
    for path in ("/mine-sager", *site.paths_of(ANNA)):
        answer = visitor.fetch(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_style_sheet_may_be_kept_for_a_year_and_pages_may_not(site: Site) -> None:
    client = site.app.test_client()
    css = client.get(site.portal.css_url)
    assert css.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in css.headers
    assert client.get("/static/site-000000000000.css").status_code == 404


@pytest.mark.parametrize("path", ["/", "/mine-sager", "/nothing", "/healthz", "/api/v1/events"])
def test_headers_stand_on_every_answer_once(site: Site, path: str) -> None:
    answer = site.app.test_client().get(path)
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert len(answer.headers.getlist(name)) == 1, name
    assert "Server" not in answer.headers
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_every_view_says_who_it_is_for(site: Site) -> None:
    for rule in site.app.url_map.iter_rules():
        if rule.endpoint != "static":
            assert audience_of(site.app, rule.endpoint) is not None, rule.rule


def test_a_view_that_does_not_say_so_is_closed(site: Site) -> None:
    site.app.add_url_rule("/forgotten", "forgotten", lambda: "open")
    site.visitor().get("/forgotten", 403)


@pytest.mark.parametrize("kept", ["x", "x.y.z", "IjEi.aSHz7g.forged", "é"])
def test_a_secret_we_did_not_sign_is_replaced_and_never_shown(site: Site, kept: str) -> None:
    visitor = site.visitor()
    visitor.client.set_cookie("formular", kept)
    token = visitor.get("/").find("input", attrs={"name": "csrf_token"})["value"]
    assert token != kept
    answer = visitor.client.post("/indstillinger", data={"csrf_token": kept, "lang": "en"})
    assert answer.status_code == 400
    answer = visitor.client.post("/indstillinger", data={"csrf_token": token, "lang": "en"})
    assert answer.status_code == 303


def test_a_forms_secret_is_sent_once(site: Site) -> None:
    client = site.app.test_client()
    assert "formular" in cookies(client.get("/"))
    assert "formular" not in cookies(client.get("/ord"))
