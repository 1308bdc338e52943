"""Too much at once is answered with when to try again, and costs nobody else anything."""

import json
import logging
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from portal.app import create_app
from portal.municipality import Municipality
from portal.pages.audience import Audience, audience_of
from portal.pages.limits import Limit, Limits, limit_of, limited, use_limits
from portal.pages.limits import address as address_of
from portal.settings import RateLimits, Settings, SettingsError, from_environment
from tests.building import ANNA, BO, SOURCE, Story
from tests.conftest import OTHER_TOKEN, TOKEN, Site

RATES = dict.fromkeys(Limit, "2/minute")


def few(settings: Settings, **rates: str) -> Settings:
    return replace(settings, limits=RateLimits(**rates))


# --- the citizen's page ----------------------------------------------------------------


@pytest.fixture
def busy(open_site: Callable[..., Site], settings: Settings) -> Site:
    """Return a site where a person may send twice a minute."""
    site = open_site(used=few(settings, sends="2/minute"))
    for case, person in (("S-1", ANNA), ("S-2", BO)):
        site.record(Story(case).opened().party(person).steps("received", "information"))
    return site


@pytest.mark.parametrize("lang", ["da", "en", "ar"])
def test_who_sends_too_often_is_told_when_and_whom_to_call(busy: Site, lang: str) -> None:
    visitor = busy.visitor(ANNA, lang)
    form = f"{busy.paths_of(ANNA)[0]}/kontakt"
    for _ in range(2):
        assert visitor.post(form, form, text="").status_code != 429
    answer = visitor.post(form, form, text="")
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
    words = busy.portal.catalogue[lang, "normal"]
    assert page.find("h1").get_text(strip=True) == words.text("error.429.heading")
    assert page.find("main").find("a", href=lambda to: str(to).startswith("tel:"))


def test_to_read_is_never_counted_and_one_stops_nobody_else(busy: Site) -> None:
    anna, bo = busy.visitor(ANNA), busy.visitor(BO)
    form = f"{busy.paths_of(ANNA)[0]}/kontakt"
    for _ in range(3):
        last = anna.post(form, form, text="")
    assert last.status_code == 429
    for _ in range(5):
        anna.get(form)
        anna.case(ANNA)
    other = f"{busy.paths_of(BO)[0]}/kontakt"
    assert bo.post(other, other, text="").status_code != 429


def test_the_log_says_that_it_was_too_often_and_never_who(
    busy: Site, caplog: pytest.LogCaptureFixture
) -> None:
    anna = busy.visitor(ANNA)
    form = f"{busy.paths_of(ANNA)[0]}/kontakt"
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            anna.post(form, form, text="")
    assert "too often: sends" in caplog.text
    assert busy.portal.identifiers.person(ANNA) not in caplog.text
    assert "127.0.0.1" not in caplog.text


# --- the API ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/v1/events"),
        ("GET", "/api/v1/journal"),
        ("POST", "/api/v1/journal/acknowledgements"),
        ("GET", "/api/v1/journal/x/files/y"),
        ("POST", "/api/v1/documents"),
    ],
)
def test_a_case_system_that_asks_too_often_gets_a_problem(
    open_site: Callable[..., Site], settings: Settings, method: str, path: str
) -> None:
    client = open_site(used=few(settings, api="2/minute")).app.test_client()

    def ask(token: str) -> Any:
        return client.open(path, method=method, headers={"Authorization": f"Bearer {token}"})

    assert [ask(TOKEN).status_code == 429 for _ in range(3)] == [False, False, True]
    refused = ask(TOKEN)
    assert refused.mimetype == "application/problem+json"
    told = json.loads(refused.data)
    assert (told["status"], told["title"]) == (429, "Too Many Requests")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["Cache-Control"] == "no-store"
    # Another case system has its own count, and so have those without a token.
    assert ask(OTHER_TOKEN).status_code != 429
    assert [ask("wrong" * 8).status_code for _ in range(3)] == [401, 401, 429]


def test_every_way_into_the_api_is_counted(
    open_site: Callable[..., Site], settings: Settings
) -> None:
    site = open_site(used=few(settings, api="1/minute"))
    client = site.app.test_client()
    head = {"Authorization": f"Bearer {TOKEN}"}
    client.get("/api/v1/journal", headers=head)
    rules = [rule for rule in site.app.url_map.iter_rules() if rule.rule.startswith("/api/")]
    assert rules
    for rule in rules:
        path = rule.rule.replace("<item>", "x").replace("<file>", "y")
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}:
            answer = client.open(path, method=method, headers=head)
            assert answer.status_code == 429, (method, rule.rule)


def test_whether_the_portal_is_well_may_be_asked_at_any_time(
    open_site: Callable[..., Site], settings: Settings
) -> None:
    client = open_site(used=few(settings, api="1/minute", sign_in="1/minute")).app.test_client()
    assert {client.get("/healthz").status_code for _ in range(20)} == {200}


# Ways to send something that must always work (to take access back, to sign out, to stay) or cost
# nothing worth counting: a choice of language or of a role, the demo.
NOT_COUNTED = {
    "access.take_back",
    "demo.enter",
    "enter.chosen",
    "leave.leave",
    "leave.stay",
    "public.change_settings",
}


def test_every_way_for_citizens_to_send_something_is_counted(site: Site) -> None:
    citizens = (Audience.CITIZEN, Audience.PUBLIC)
    silent = {
        rule.endpoint
        for rule in site.app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
        and audience_of(site.app, rule.endpoint) in citizens
        and limit_of(site.app.view_functions[rule.endpoint]) is None
    }
    assert silent <= NOT_COUNTED, silent - NOT_COUNTED


# --- whom it counts --------------------------------------------------------------------


def asked_from(address: str, forwarded: str = "", hops: int = 0) -> str:
    app = Flask(__name__)
    if hops:
        from werkzeug.middleware.proxy_fix import ProxyFix

        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops)
    app.add_url_rule("/", view_func=address_of)
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    client = app.test_client()
    return client.get("/", headers=headers, environ_base={"REMOTE_ADDR": address}).text


def test_the_address_is_the_one_the_proxy_gives_and_no_other() -> None:
    assert asked_from("10.0.0.1", "1.2.3.4") == "10.0.0.1"
    assert asked_from("10.0.0.1", "9.9.9.9, 1.2.3.4", hops=1) == "1.2.3.4"


def test_one_household_has_one_address() -> None:
    assert asked_from("2001:db8:1:2::1") == asked_from("2001:db8:1:2:ffff::9")
    assert asked_from("2001:db8:1:2::1") != asked_from("2001:db8:1:3::1")
    assert asked_from("::ffff:1.2.3.4") == "1.2.3.4"


def test_signing_in_counts_by_address_and_views_of_a_limit_together() -> None:
    app = Flask(__name__)
    use_limits(app, Limits(RATES, "memory://", "secret"))
    for name in ("begin", "back"):
        app.add_url_rule(f"/{name}", name, limited(Limit.SIGN_IN)(lambda: "well"))
    client = app.test_client()

    def ask(path: str, address: str) -> int:
        return client.get(path, environ_base={"REMOTE_ADDR": address}).status_code

    assert [ask("/begin", "1.1.1.1"), ask("/back", "1.1.1.1"), ask("/begin", "1.1.1.1")] == [
        200,
        200,
        429,
    ]
    assert ask("/begin", "1.1.1.2") == 200


def test_nothing_that_says_who_it_was_is_kept() -> None:
    limits = Limits(RATES, "memory://", "secret")
    limits.wait(Limit.CODES, "person 610190-1234")
    kept = str(vars(limits._count.storage))
    assert "610190" not in kept
    assert "person" not in kept
    other = Limits(RATES, "memory://", "another secret")
    other.wait(Limit.CODES, "person 610190-1234")
    assert set(limits._count.storage.storage).isdisjoint(other._count.storage.storage)


def test_a_page_that_is_not_counted_asks_no_counter(site: Site) -> None:
    """No hook of ours or of the library runs on every request."""
    for hooks in (site.app.before_request_funcs, site.app.after_request_funcs):
        for found in hooks.values():
            assert all("limit" not in hook.__module__ for hook in found)
    site.record(Story().opened().party(ANNA).steps("received"))
    counter = site.app.extensions["sagsvej.limits"]._count.storage
    site.visitor(ANNA).case(ANNA)
    assert not counter.storage


# --- a store that several processes share ----------------------------------------------


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a real Redis on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def test_processes_that_share_a_store_count_together(redis: str) -> None:
    one, other = (Limits(RATES, redis, "the same secret") for _ in range(2))
    assert [one.wait(Limit.CODES, "x"), other.wait(Limit.CODES, "x")] == [0, 0]
    assert 1 <= one.wait(Limit.CODES, "x") <= 60
    assert one.wait(Limit.CODES, "y") == 0
    assert b"person" not in b"".join(one._count.storage.storage.keys("*"))
    for made in (one, other):
        made._count.storage.storage.close()


def test_a_shared_store_that_is_gone_closes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    limits = Limits(RATES, "redis://127.0.0.1:1", "secret")
    assert [limits.wait(Limit.CODES, "x") for _ in range(4)] == [0, 0, 0, 0]
    assert "does not answer" in caplog.text


# --- settings --------------------------------------------------------------------------


def environment(tmp_path: Path, **changed: str) -> dict[str, str]:
    secret = "s" * 40
    keys = {"SAGSVEJ_SECRET_KEY": secret, "SAGSVEJ_IDENTIFIER_KEY": secret}
    return {"SAGSVEJ_VAR": str(tmp_path), **keys, **changed}


def test_limits_are_settings(tmp_path: Path) -> None:
    found = from_environment(environment(tmp_path, SAGSVEJ_LIMIT_CODES="3/hour;4/day")).limits
    assert found == replace(RateLimits(), codes="3/hour;4/day")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SAGSVEJ_LIMIT_API", "many", "SAGSVEJ_LIMIT_API is “many”; it must be written as"),
        ("SAGSVEJ_LIMIT_SENDS", "0/day", "SAGSVEJ_LIMIT_SENDS is “0/day”; it must be written"),
        ("SAGSVEJ_LIMITS_STORE", "ftp://u:hunter2@x", "SAGSVEJ_LIMITS_STORE must begin with"),
    ],
)
def test_a_limit_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    with pytest.raises(SettingsError) as error:
        from_environment(environment(tmp_path, **{name: value}))
    assert str(error.value).startswith(sentence)
    assert "hunter2" not in str(error.value)


def test_a_store_without_its_package_is_one_sentence(
    settings: Settings, municipality: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    from limits.errors import ConfigurationError

    def none(*_: object, **__: object) -> None:
        raise ConfigurationError

    monkeypatch.setattr("portal.pages.limits.storage_from_string", none)
    with pytest.raises(SettingsError, match="SAGSVEJ_LIMITS_STORE needs a package"):
        create_app(settings, municipality)


def test_a_push_that_was_refused_can_be_sent_again(
    open_site: Callable[..., Site], settings: Settings
) -> None:
    """What was refused was not recorded: the case system sends the same again."""
    site = open_site(used=few(settings, api="1/minute"))
    client, head = site.app.test_client(), {"Authorization": f"Bearer {TOKEN}"}
    client.get("/api/v1/journal", headers=head)
    events = list(Story().opened().party(ANNA))
    assert events[0]["source"] == SOURCE
    assert client.post("/api/v1/events", json=events, headers=head).status_code == 429
    assert site.paths_of(ANNA) == []
