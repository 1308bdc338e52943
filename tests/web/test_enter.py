"""Whoever began a sign-in must be who answered it: two browsers, and a provider made up here."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug.test import TestResponse

from portal.identity.saml import Goodbye
from portal.identity.signed_in import Assurance, Begun, SignedIn, SignInError, Trouble
from portal.municipality import DirectoryGroup, Municipality
from portal.pages.entrance import CITIZEN, STAFF
from tests.building import ANNA
from tests.conftest import Site, Visitor

TRY_AGAIN = "Der gik for lang tid"


class Vouches:
    """A provider that says whoever the answer names; it speaks OpenID Connect."""

    name = "oidc"

    def begin(self, state: str) -> Begun:
        return Begun(f"https://mitid.example/?state={state}", {})

    def finish(self, answer: Mapping[str, str], _: Mapping[str, str]) -> SignedIn:
        if "person" not in answer:
            raise SignInError(Trouble.NOT_GENUINE)
        groups = ("visitation", "ledere")
        return SignedIn(
            self.name, "x", answer["person"], "Anna", Assurance.SUBSTANTIAL, groups=groups
        )

    def farewell(self, _: Mapping[str, str], __: str) -> str | None:
        return None


class VouchesBySaml(Vouches):
    """The same, which posts its answers."""

    name = "saml"

    def metadata(self) -> bytes:
        return b""

    def goodbye(self, _: Mapping[str, str]) -> Goodbye:
        raise SignInError(Trouble.NOT_GENUINE)


def let_in_by(site: Site, who: str, provider: Vouches) -> Site:
    """Have somebody vouch, though the settings name nobody."""
    way_in = site.app.view_functions["enter.choose"].__wrapped__.__self__._in
    way_in.providers[who] = provider
    return site


@pytest.fixture
def by_saml(site: Site) -> Site:
    return let_in_by(site, CITIZEN, VouchesBySaml())


def begun(visitor: Visitor, way: str = "borger") -> str:
    """Begin to sign in; return the handle that went to the provider."""
    query = urlsplit(visitor.client.get(f"/log-ind/{way}").headers["Location"]).query
    return parse_qs(query)["state"][0]


def posted(visitor: Visitor, handle: str, **answer: str) -> str:
    """Post an answer as the provider's page does, without our cookie; return where it leads."""
    mine = visitor.client.get_cookie("log-ind")
    if mine:
        visitor.client.delete_cookie("log-ind")
    answered = visitor.client.post("/log-ind/saml", data={"RelayState": handle, **answer})
    if mine:
        visitor.client.set_cookie("log-ind", mine.value)
    assert answered.status_code == 303
    return answered.headers["Location"]


def is_refused(visitor: Visitor, path: str) -> None:
    page = visitor.get(path, 400)
    assert page.h1 is not None
    assert page.h1.get_text().strip().startswith(TRY_AGAIN)
    assert visitor.client.get_cookie("sagsvej") is None


def test_who_began_and_answered_gets_in_once(by_saml: Site) -> None:
    anna = by_saml.visitor()
    fetched = posted(anna, begun(anna), person=ANNA)
    entered = anna.fetch(fetched)
    assert (entered.status_code, entered.headers["Location"]) == (303, "/mine-sager")
    anna.get("/mine-sager")

    anna.client.delete_cookie("sagsvej")
    anna.get(fetched, 400)
    assert anna.client.get_cookie("sagsvej") is None


@pytest.mark.parametrize("she_began_too", [False, True])
def test_nobody_gets_in_by_an_answer_to_what_another_browser_began(
    by_saml: Site, she_began_too: bool
) -> None:
    """Somebody begins, and has Anna answer: the one has the cookie, the other the secret."""
    other, anna = by_saml.visitor(), by_saml.visitor()
    handle = begun(other)
    if she_began_too:
        begun(anna)
    hers = posted(anna, handle, person=ANNA)
    is_refused(anna, hers)

    without = f"/log-ind/faerdig?forsoeg={handle}"
    again = posted(other, handle, person=ANNA)
    for path in (without, f"{without}&svar=", f"{without}&svar=%C3%A6{'x' * 42}", again):
        is_refused(other, path)
    assert parse_qs(urlsplit(hers).query)["svar"][0] not in again


def test_what_was_wrong_is_told_to_who_brought_the_answer_only(by_saml: Site) -> None:
    anna, other = by_saml.visitor(), by_saml.visitor()
    told = anna.get(posted(anna, begun(anna)), 400)
    assert told.h1 is not None
    assert told.h1.get_text().strip() == "Vi kunne ikke stole på svaret"

    handle = begun(other)
    is_refused(anna, posted(anna, handle))
    is_refused(other, f"/log-ind/faerdig?forsoeg={handle}")


@pytest.fixture
def two_roles(open_site: Callable[..., Site], municipality: Municipality) -> Site:
    """A directory by SAML, and groups that make somebody two things here."""
    groups = tuple(
        DirectoryGroup(group=group, role=role)
        for group, role in (("visitation", "caseworker"), ("ledere", "leader"))
    )
    site = open_site(municipality.model_copy(update={"groups": groups}))
    return let_in_by(site, STAFF, VouchesBySaml())


def chosen(visitor: Visitor, path: str, role: str, **changed: str) -> TestResponse:
    form = visitor.get(path).find("form", action="/log-ind/faerdig")
    assert form is not None
    data = {one["name"]: one["value"] for one in form.find_all("input")}
    return visitor.client.post("/log-ind/faerdig", data=data | {"rolle": role} | changed)


def test_the_choice_of_a_role_demands_the_secret_too(two_roles: Site) -> None:
    somebody = two_roles.visitor()
    fetched = posted(somebody, begun(somebody, "medarbejder"), person=ANNA)
    for wrong in ("", "x" * 43):
        assert chosen(somebody, fetched, "leader", svar=wrong).status_code == 400
    assert chosen(somebody, fetched, "nobody").headers["Location"] == fetched
    assert somebody.client.get_cookie("sagsvej") is None

    assert chosen(somebody, fetched, "leader").status_code == 303
    assert somebody.client.get_cookie("sagsvej") is not None


def test_openid_connect_is_not_answered_by_a_post_without_the_cookie(by_saml: Site) -> None:
    let_in_by(by_saml, STAFF, Vouches())
    other, anna = by_saml.visitor(), by_saml.visitor()
    handle = begun(other, "medarbejder")
    is_refused(anna, posted(anna, handle, person=ANNA))
    is_refused(other, f"/log-ind/faerdig?forsoeg={handle}")


def test_saml_is_not_answered_where_openid_connect_is(by_saml: Site) -> None:
    anna = by_saml.visitor()
    handle = begun(anna)
    is_refused(anna, anna.client.get(f"/log-ind/retur?state={handle}&person={ANNA}").location)


def test_openid_connect_comes_back_with_the_cookie_only(site: Site) -> None:
    let_in_by(site, CITIZEN, Vouches())
    other, anna = site.visitor(), site.visitor()
    handle = begun(anna)
    back = f"/log-ind/retur?state={handle}&person={ANNA}"
    is_refused(other, other.client.get(back).location)
    assert anna.fetch(anna.client.get(back).location).location == "/mine-sager"
