"""The headers that protect a reader stand on every answer, whatever went wrong."""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, abort
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from portal.identity import UserRole
from portal.pages.audience import Audience, audience
from portal.settings import RateLimits, Settings
from tests.building import ANNA, Story
from tests.conftest import TOKEN, Site

YEAR = 365 * 24 * 3600
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE")
_ARGUMENT = re.compile(r"<(?:[^:<>]+:)?[^<>]+>")


def check(answer: TestResponse, *, tls: bool = False) -> None:
    """Raise AssertionError where an answer lacks a header, or has one twice."""
    where = (answer.request.method, answer.request.path, answer.status_code)
    headers = answer.headers
    for name, value in {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }.items():
        assert headers.getlist(name) == [value], (where, name)
    (policy,) = headers.getlist("Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if " " in rule.strip())
    assert rules["default-src"] == "'none'", where
    assert rules["frame-ancestors"] == "'none'", where
    assert rules["base-uri"] == "'none'", where
    assert "unsafe" not in policy, where
    assert "*" not in policy, where
    (permissions,) = headers.getlist("Permissions-Policy")
    for feature in ("camera", "geolocation", "microphone"):
        assert f"{feature}=()" in permissions, where
    (kept,) = headers.getlist("Cache-Control")
    static = answer.request.path.startswith("/static/") and answer.status_code in (200, 304)
    assert kept == "no-store" or static, (where, kept)
    transport = headers.getlist("Strict-Transport-Security")
    assert transport == ([f"max-age={YEAR}; includeSubDomains"] if tls else []), where
    assert "Access-Control-Allow-Origin" not in headers, where
    assert "X-Powered-By" not in headers, where
    for line in headers.getlist("Set-Cookie"):
        name, *flags = line.split("; ")
        assert name.startswith("__Host-") is tls, (where, name)
        assert ("Secure" in flags) is tls, (where, line)
        assert {"Path=/", "HttpOnly", "SameSite=Lax"} <= set(flags), (where, line)
        assert "Domain" not in line, (where, line)


def addresses(app: Flask) -> Iterator[str]:
    """Return an address for every rule; what stands in its places belongs to nobody."""
    return (_ARGUMENT.sub("x" * 16, rule.rule) for rule in app.url_map.iter_rules())


@pytest.fixture(params=[False, True], ids=["plain", "TLS"])
def tls(request: pytest.FixtureRequest) -> bool:
    """Return whether citizens come over https."""
    found: bool = request.param
    return found


@pytest.fixture
def guarded(
    open_site: Callable[..., Site], settings: Settings, tls: bool
) -> Callable[..., TestResponse]:
    """Return what asks a site for something, and checks the answer's headers."""
    site = open_site(used=replace(settings, behind_tls=tls))
    break_app(site.app)
    site.app.testing = False  # or an error would be raised instead of answered
    site.record(Story().opened().party(ANNA).steps("received"))

    def ask(path: str, method: str = "GET", who: Any = None, **more: Any) -> TestResponse:
        answer = (who or site.visitor()).client.open(path, method=method, buffered=True, **more)
        check(answer, tls=tls)
        return answer

    ask.site = site  # type: ignore[attr-defined]
    return ask


def break_app(app: Flask) -> None:
    """Add a view for each thing that can go wrong."""

    def unexpected() -> None:
        raise ValueError("610190-1234")

    def gone() -> None:
        raise OperationalError("SELECT 1", {}, Exception("the database is gone"))

    for name, view in (("unexpected", unexpected), ("gone", gone)):
        for prefix in ("", "/api"):
            path = f"{prefix}/{name}"
            app.add_url_rule(path, path, audience(Audience.PUBLIC)(view))
    for code in (400, 401, 403, 404, 405, 410, 413, 415, 418, 422, 429, 500, 501, 502, 503):
        for prefix in ("", "/api"):
            path = f"{prefix}/wrong/{code}"

            def wrong(code: int = code) -> None:
                abort(code)

            app.add_url_rule(path, path, audience(Audience.PUBLIC)(wrong))
    app.add_url_rule("/silent", "silent", lambda: "says not whom it is for")


def test_every_address_by_every_method(guarded: Callable[..., TestResponse]) -> None:
    seen = set()
    for path, method in itertools.product(set(addresses(guarded.site.app)), METHODS):
        seen.add(guarded(path, method).status_code)
    assert {200, 400, 401, 404, 405} <= seen


@pytest.mark.parametrize("role", [UserRole.CITIZEN, UserRole.STAFF, UserRole.LEADER])
def test_every_address_for_whoever_has_signed_in(
    guarded: Callable[..., TestResponse], role: UserRole
) -> None:
    visitor = guarded.site.visitor()
    visitor.sign_in(role, ANNA if role is UserRole.CITIZEN else None)
    for path in set(addresses(guarded.site.app)) | set(guarded.site.paths_of(ANNA)):
        guarded(path, who=visitor)


@pytest.mark.parametrize("prefix", ["", "/api"])
def test_every_kind_of_error(guarded: Callable[..., TestResponse], prefix: str) -> None:
    for path in addresses(guarded.site.app):
        if path.startswith(f"{prefix}/wrong/"):
            code = int(path.rsplit("/", 1)[1])
            assert guarded(path).status_code == code
    for name, code in (("unexpected", 500), ("gone", 503)):
        answer = guarded(f"{prefix}/{name}")
        assert answer.status_code == code
        assert "610190" not in answer.get_data(as_text=True)
    assert guarded("/silent").status_code == 403


def test_errors_that_happen_by_themselves(guarded: Callable[..., TestResponse]) -> None:
    token = {"Authorization": f"Bearer {TOKEN}"}
    assert guarded("/no/such/page").status_code == 404
    assert guarded("/api/no/such").status_code == 404
    assert guarded("/", "DELETE").status_code == 405
    assert guarded("/indstillinger", "POST").status_code == 400  # no form token
    assert guarded("/mine-sager").status_code == 401
    too_big = b"x" * (9 * 1024 * 1024)
    assert guarded("/indstillinger", "POST", data=too_big).status_code in (400, 413)
    answer = guarded("/api/v1/events", "POST", data=too_big, headers=token, content_type="text/x")
    assert answer.status_code == 415
    big = guarded(
        "/api/v1/events", "POST", data=too_big, headers=token, content_type="application/json"
    )
    assert big.status_code == 413


def test_too_often(open_site: Callable[..., Site], settings: Settings) -> None:
    site = open_site(used=replace(settings, limits=RateLimits(api="1/minute")))
    client = site.app.test_client()
    for _ in range(2):
        answer = client.get("/api/v1/journal")
        check(answer)
    assert answer.status_code == 429


def test_what_is_kept_is_kept_with_the_headers_too(guarded: Callable[..., TestResponse]) -> None:
    for path in (guarded.site.portal.css_url, "/static/icon.svg", "/static/js/desk.js"):
        first = guarded(path)
        assert first.status_code == 200
        if "ETag" in first.headers:
            again = guarded(path, headers={"If-None-Match": first.headers["ETag"]})
            assert again.status_code == 304
    assert guarded("/static/no-such-thing").status_code == 404
    assert guarded("/static/../portal/app.py").status_code == 404
