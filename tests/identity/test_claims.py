"""What brokers, NemLog-in and directories call the same things."""

import base64
from datetime import date

import pytest

from portal.identity import UserRole
from portal.identity.claims import (
    ROLES,
    assurance_of,
    citizen_of,
    cpr_of,
    employee_of,
    roles_of,
    sure_enough,
)
from portal.identity.privileges import PrivilegesError, mandates_of
from portal.identity.signed_in import (
    Assurance,
    Granted,
    SignedIn,
    SignInError,
    Trouble,
    dumped,
    loaded,
)

NSIS = "https://data.gov.dk/concept/core/nsis"
KNOWN = {"a": UserRole.STAFF, "b": UserRole.LEADER, "c": UserRole.ADVISER}
HERE = frozenset(UserRole) - {UserRole.CITIZEN, UserRole.ADVISER}


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        (f"{NSIS}/Substantial", Assurance.SUBSTANTIAL),
        (f"{NSIS}/loa/Substantial", Assurance.SUBSTANTIAL),
        ("Substantial", Assurance.SUBSTANTIAL),
        ("SUBSTANTIAL", Assurance.SUBSTANTIAL),
        ("urn:grn:authn:dk:mitid:high", Assurance.HIGH),
        (f"{NSIS}/Low", Assurance.LOW),
        ("Unsubstantial", Assurance.NONE),
        ("Substantial?", Assurance.NONE),
        ("", Assurance.NONE),
        (None, Assurance.NONE),
        (3, Assurance.NONE),
    ],
)
def test_a_level_is_known_in_every_spelling(told, meant):
    assert assurance_of(told) is meant


def test_the_lowest_level_that_is_told_counts():
    assert assurance_of(f"{NSIS}/High", "Low", "idp:mitid") is Assurance.LOW


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "x", "dk.cpr": "610190-1234", "loa": f"{NSIS}/Substantial", "name": "Anna"},
        {
            "sub": "x",
            "cprNumberIdentifier": "6101901234",
            "acr": "urn:x:substantial",
            "name": "Anna",
        },
        {"sub": "x", "nin": "6101901234", "mitid_loa": "SUBSTANTIAL", "name": "Anna"},
        {
            "sub": "x",
            "nin": "6101901234",
            "nin_issuing_country": "DK",
            "mitid_loa": "HIGH",
            "name": "Anna",
        },
    ],
    ids=["signaturgruppen", "idura", "signicat", "signicat with its country"],
)
def test_every_broker_tells_the_same_person(claims):
    somebody = sure_enough(citizen_of(claims, "oidc"))

    assert (somebody.identifier, somebody.name) == ("6101901234", "Anna")


def test_a_number_of_another_country_is_no_cpr_number():
    claims = {"nin": "6101901234", "nin_issuing_country": "SE", "mitid_loa": "HIGH"}

    with pytest.raises(SignInError) as error:
        sure_enough(citizen_of(claims, "oidc"))
    assert error.value.trouble is Trouble.NO_CPR


@pytest.mark.parametrize(
    "claims",
    [
        {"mitid.identity_name": "NAVNE & ADRESSEBESKYTTET"},
        {"name": "Anna", "mitid_name_and_address_protection": True},
        {"name": "Anna", "mitid_name_and_address_protection": "true"},
        {},
    ],
)
def test_a_protected_name_is_nobodys(claims):
    assert citizen_of(claims, "oidc").name is None


@pytest.mark.parametrize("number", ["6101651234", "610165-1234", "610165 1234"])
def test_a_number_without_modulus_11_is_a_cpr_number(number):
    assert cpr_of(number) == "6101651234"


@pytest.mark.parametrize("told", ["", None, "12345678", "61016512345", "abcdefghij"])
def test_anything_else_is_none(told):
    assert cpr_of(told) is None


def test_what_is_kept_for_a_moment_is_the_same_afterwards():
    somebody = SignedIn(
        "saml",
        "x",
        "6101901234",
        "Anna",
        Assurance.HIGH,
        date(1990, 1, 31),
        (Granted("6201912345", ("se",)),),
        ("a",),
        "Team",
        {"name": "x"},
        "s",
    )

    assert loaded(dumped(somebody)) == somebody
    assert "6101901234" not in repr(somebody)


# --- staff ------------------------------------------------------------------------------


def test_a_directory_tells_groups_and_unit():
    claims = {"sub": "s", "oid": "o", "name": "Mette Holm", "roles": "a", "team": "Klager"}
    somebody = employee_of(claims, "directory", "roles", "team")

    assert (somebody.subject, somebody.groups, somebody.unit) == ("o", ("a",), "Klager")


def test_groups_become_roles_in_their_order():
    assert roles_of(["x", "b", "a"], KNOWN, HERE) == (UserRole.STAFF, UserRole.LEADER)


@pytest.mark.parametrize(
    ("groups", "trouble"),
    [(["x"], Trouble.NO_ROLE), ([], Trouble.NO_ROLE), (["c"], Trouble.ELSEWHERE)],
    ids=["invented", "none", "the adviser"],
)
def test_who_has_no_role_here_is_told_so(groups, trouble):
    with pytest.raises(SignInError) as error:
        roles_of(groups, KNOWN, HERE)

    assert error.value.trouble is trouble


def test_an_adviser_who_is_a_caseworker_too_gets_in_as_the_caseworker():
    assert roles_of(["c", "a"], KNOWN, HERE) == (UserRole.STAFF,)


def test_nobody_becomes_a_citizen_by_a_group():
    assert UserRole.CITIZEN not in ROLES.values()


# --- Digital Fuldmagt -------------------------------------------------------------------

LIST = """<bpp:PrivilegeList xmlns:bpp="http://digst.dk/oiosaml/basic_privilege_profile">
<PrivilegeGroup Scope="urn:dk:gov:saml:cprNumberIdentifier:6201912345">
<Privilege>urn:a</Privilege><Privilege> urn:b </Privilege></PrivilegeGroup>
<PrivilegeGroup Scope="urn:dk:gov:saml:cvrNumberIdentifier:12345678">
<Privilege>urn:a</Privilege></PrivilegeGroup>
<PrivilegeGroup Scope="urn:dk:gov:saml:cprNumberIdentifier:12"><Privilege>urn:a</Privilege>
</PrivilegeGroup></bpp:PrivilegeList>"""


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def test_a_list_of_privileges_names_people_and_no_companies():
    assert mandates_of(encoded(LIST)) == (Granted("6201912345", ("urn:a", "urn:b")),)


@pytest.mark.parametrize(
    "told",
    [
        "%%%",
        encoded("no XML"),
        encoded("<Other/>"),
        encoded(
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><PrivilegeList>&e;</PrivilegeList>'
        ),
        encoded("<PrivilegeList>" + "x" * 200_000 + "</PrivilegeList>"),
    ],
    ids=["no base64", "no XML", "another list", "something from outside", "too long"],
)
def test_what_is_no_list_of_privileges_is_refused(told):
    with pytest.raises(PrivilegesError):
        mandates_of(told)
