"""The settings of sign-in: what is refused, each in one sentence."""

from pathlib import Path

import pytest

from portal.identity.saml import SamlProvider
from portal.settings import SettingsError, from_environment
from portal.settings.providers import Oidc, Saml
from tests.test_settings import environment

ADDRESS = {"SAGSVEJ_ADDRESS": "https://dinsag.example.dk"}
BROKER = {
    "SAGSVEJ_CITIZEN_SIGN_IN": "oidc",
    "SAGSVEJ_CITIZEN_OIDC_BROKER": "idura",
    "SAGSVEJ_CITIZEN_OIDC_ISSUER": "https://broker.example.dk/",
    "SAGSVEJ_CITIZEN_OIDC_CLIENT_ID": "sagsvej",
    "SAGSVEJ_CITIZEN_OIDC_CLIENT_SECRET": "do not tell",
}


def test_a_broker_is_read_and_its_secret_is_not_told(tmp_path):
    found = from_environment(environment(tmp_path, **ADDRESS, **BROKER)).sign_ins.citizens

    assert isinstance(found, Oidc)
    assert (found.issuer, found.scope) == ("https://broker.example.dk", "openid ssn")
    assert "do not tell" not in repr(found)


def test_nemlogin_is_called_by_the_address_when_nothing_else_is_said(tmp_path):
    for name in ("idp.xml", "saml.pem"):
        (tmp_path / name).write_text("x")
    given = environment(
        tmp_path,
        **ADDRESS,
        SAGSVEJ_CITIZEN_SIGN_IN="saml",
        SAGSVEJ_CITIZEN_SAML_METADATA=str(tmp_path / "idp.xml"),
        SAGSVEJ_CITIZEN_SAML_CERTIFICATE=str(tmp_path / "saml.pem"),
    )
    found = from_environment(given).sign_ins.citizens

    assert isinstance(found, Saml)
    assert found.entity_id == "https://dinsag.example.dk"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({**BROKER, "SAGSVEJ_DEMO": "1"}, "SAGSVEJ_DEMO is 1 and real sign-in is set up;"),
        ({**BROKER, "SAGSVEJ_ADDRESS": ""}, "SAGSVEJ_ADDRESS is not set; whoever has signed in"),
        ({"SAGSVEJ_CITIZEN_SIGN_IN": "nemid"}, "SAGSVEJ_CITIZEN_SIGN_IN is “nemid”; it must be"),
        ({"SAGSVEJ_CITIZEN_SIGN_IN": "saml"}, "SAGSVEJ_CITIZEN_SAML_METADATA is not set;"),
        (
            {**BROKER, "SAGSVEJ_CITIZEN_SIGN_IN": ""},
            "SAGSVEJ_CITIZEN_OIDC_BROKER is set, but SAGSVEJ_CITIZEN_SIGN_IN=oidc is not;",
        ),
        (
            {**BROKER, "SAGSVEJ_CITIZEN_OIDC_BROKER": "nets"},
            "SAGSVEJ_CITIZEN_OIDC_BROKER is “nets”; it must be one of signaturgruppen, idura,",
        ),
        (
            {**BROKER, "SAGSVEJ_CITIZEN_OIDC_CLIENT_SECRET": ""},
            "SAGSVEJ_CITIZEN_OIDC_CLIENT_SECRET is not set; sign-in needs it.",
        ),
        (
            {**BROKER, "SAGSVEJ_CITIZEN_OIDC_ISSUER": "http://broker.example.dk"},
            "SAGSVEJ_CITIZEN_OIDC_ISSUER is “http://broker.example.dk”; it must begin with https",
        ),
        (
            {"SAGSVEJ_STAFF_OIDC_CLIENT_ID": "x"},
            "SAGSVEJ_STAFF_OIDC_CLIENT_ID is set, but SAGSVEJ_STAFF_OIDC_ISSUER is not;",
        ),
        ({"SAGSVEJ_CITIZEN_OIDC_ISUER": "x"}, "SAGSVEJ_CITIZEN_OIDC_ISUER is not a setting;"),
    ],
    ids=lambda value: value[:50] if isinstance(value, str) else "",
)
def test_half_a_sign_in_is_refused_in_one_sentence(tmp_path, changed, sentence):
    with pytest.raises(SettingsError) as error:
        from_environment(environment(tmp_path, **(ADDRESS | changed)))

    assert str(error.value).startswith(sentence)
    assert str(error.value).endswith(".")
    assert "do not tell" not in str(error.value)


@pytest.mark.parametrize(
    ("metadata", "key", "sentence"),
    [
        ("no XML", "x", "is not a description of an identity provider."),
        ("<a/>", "x", "names no identity provider that is asked by HTTP-Redirect."),
    ],
)
def test_a_file_that_is_no_description_ends_the_start(
    tmp_path: Path, metadata: str, key: str, sentence: str
):
    (tmp_path / "idp.xml").write_text(metadata)
    (tmp_path / "key.pem").write_text(key)

    with pytest.raises(SettingsError, match=sentence.replace(".", r"\.")):
        SamlProvider(Saml(tmp_path / "idp.xml", "x", tmp_path / "key.pem"), "https://a.dk")
