"""How long one is signed in: said on the page, moved by pages, and what came too late is kept."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Response
from sqlalchemy import event, select

from portal.identity.signed_in import Assurance, SignedIn
from portal.store.models import KeptFormRow, SignInRow
from tests.building import ANNA, BO, Story
from tests.conftest import Clock, Site, Visitor

ASKED = "Hvornår kommer der en og måler op i køkkenet?"


def sign_in_as(visitor: Visitor, person: str) -> None:
    """Sign in as the application does it, by its own way in."""
    entrance = visitor.site.app.view_functions["enter.choose"].__wrapped__.__self__._in
    somebody = SignedIn("saml", "x", person, "Anna", Assurance.SUBSTANTIAL)
    token = visitor.client.get_cookie("sagsvej")
    cookie = {"Cookie": f"sagsvej={token.value}"} if token else {}
    with visitor.site.app.test_request_context("/log-ind/faerdig", headers=cookie):
        response = Response()
        role = entrance.roles("citizen", somebody)[0]
        visitor.goes_to = entrance.begin(response, somebody, role, "")  # type: ignore[attr-defined]
        value = response.headers["Set-Cookie"].split("=", 1)[1].split(";")[0]
    visitor.client.set_cookie("sagsvej", value)


@pytest.fixture
def anna(site: Site) -> Visitor:
    """Somebody with a case, who has just signed in."""
    site.record(Story().opened().party(ANNA).steps("information"))
    visitor = site.visitor()
    sign_in_as(visitor, ANNA)
    return visitor


def ends(site: Site) -> datetime:
    with site.portal.engine.connect() as connection:
        return connection.scalars(select(SignInRow.expires_at)).one()


def test_the_page_says_until_when_one_is_signed_in(anna: Visitor):
    page = anna.get("/mine-sager")
    said = page.select_one("[data-session]")

    assert said is not None
    assert "Logget ind til kl. 10.30" in said.get_text()
    assert said["data-ends-in"] == "1800"
    assert said.select_one("form button").get_text() == "Bliv logget ind"
    assert anna.site.visitor().get("/kontakt").select_one("[data-session]") is None


def test_a_page_moves_the_end_at_most_once_a_minute(anna: Visitor, clock: Clock):
    written: list[str] = []
    event.listen(
        anna.site.portal.reading,
        "before_cursor_execute",
        lambda *given: written.append(given[2]) if given[2].startswith("UPDATE sign_in") else None,
    )
    for seconds in (0, 20, 20, 15):
        clock.now += timedelta(seconds=seconds)
        anna.get("/mine-sager")
    assert not written
    clock.now += timedelta(seconds=10)
    anna.get("/mine-sager")
    anna.get("/mine-sager")
    assert len(written) == 1
    assert ends(anna.site) == clock.now + timedelta(minutes=30)


def test_nobody_stays_longer_than_eight_hours(anna: Visitor, clock: Clock):
    begun = clock.now
    while clock.now < begun + timedelta(hours=7, minutes=40):
        clock.now += timedelta(minutes=20)
        anna.get("/mine-sager")
    assert ends(anna.site) == begun + timedelta(hours=8)
    clock.now = begun + timedelta(hours=8)
    anna.get("/mine-sager", status=401)


def test_one_can_stay_without_a_script(anna: Visitor, clock: Clock):
    anna.get("/kontakt")
    clock.now += timedelta(minutes=25)
    answer = anna.post("/log-ind/bliv", form="/indstillinger", next="/kontakt")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/kontakt")
    assert ends(anna.site) == clock.now + timedelta(minutes=30)


def test_what_a_citizen_sends_too_late_is_kept_for_them_alone(
    anna: Visitor, clock: Clock, visit: Callable[..., Visitor]
):
    (path,) = anna.site.paths_of(ANNA)
    form = anna.get(f"{path}/spoerg").select_one("main form")
    fields = {one["name"]: one.get("value", "") for one in form.select("[type=hidden]")}
    clock.now += timedelta(minutes=31)

    late = anna.client.post(f"{path}/spoerg", data=fields | {"text": ASKED})
    assert late.status_code == 401
    assert "Det, du skrev, er ikke sendt, men vi har gemt det." in late.get_data(as_text=True)
    with anna.site.portal.engine.connect() as connection:
        row = connection.execute(select(KeptFormRow.__table__)).one()
    assert ASKED.encode() not in row.content

    other = visit()
    sign_in_as(other, BO)
    assert "gemt" not in other.goes_to  # type: ignore[attr-defined]

    sign_in_as(anna, ANNA)
    assert anna.goes_to == f"{path}/spoerg?gemt=1"  # type: ignore[attr-defined]
    page = anna.get(f"{path}/spoerg?gemt=1")
    assert page.select_one("[name=text]").get_text(strip=True) == ASKED
    assert "Det er ikke sendt endnu" in page.select_one("main [role=status]").get_text()

    form = page.select_one("main form")
    fields = {one["name"]: one.get("value", "") for one in form.select("[type=hidden]")}
    sent = anna.client.post(f"{path}/spoerg", data=fields | {"text": ASKED})
    assert sent.status_code == 303
    with anna.site.portal.engine.connect() as connection:
        assert connection.execute(select(KeptFormRow.__table__)).all() == []


def test_nothing_is_kept_of_somebody_nobody_knows(site: Site):
    visitor = site.visitor()
    answer = visitor.post("/sag/findes-ikke/spoerg", form="/", text=ASKED)

    assert answer.status_code == 401
    with site.portal.engine.connect() as connection:
        assert connection.execute(select(KeptFormRow.__table__)).all() == []


def test_signing_out_tells_the_browser_to_forget(anna: Visitor):
    answer = anna.post("/log-af", form="/mine-sager")

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    anna.get("/mine-sager", status=401)


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil", "/log-af"])
def test_nobody_is_led_elsewhere_after_staying(anna: Visitor, wanted: str):
    answer = anna.post("/log-ind/bliv", form="/mine-sager", next=wanted)

    assert answer.headers["Location"] == "/"
