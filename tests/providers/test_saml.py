"""Signing in by OIOSAML 3: SimpleSAMLphp, a real browser, and everything that goes wrong."""

import base64
import re
import zlib
from datetime import timedelta
from hashlib import sha256
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
import xmlsec
from lxml import etree
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Tab
from sqlalchemy import select

from portal.identity import Mandate
from portal.identity.saml import ASKED, SamlProvider
from portal.identity.signed_in import SignInError, Trouble
from portal.store import sign_ins
from portal.store.models import SignInRow
from tests.providers.conftest import SamlHouse, heading, with_next_key

NS = {
    "saml": "urn:oasis:names:tc:SAML:2.0:assertion",
    "samlp": "urn:oasis:names:tc:SAML:2.0:protocol",
    "xenc": "http://www.w3.org/2001/04/xmlenc#",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}
HOME = re.compile(r"127\.0\.0\.1.*/mine-sager")
OUT = "Du er logget af"
"""The page one comes to in the end; the page before it has the same address."""


def go_in(context: BrowserContext, who: str) -> Tab:
    """Sign in as one of the provider's people."""
    tab = context.new_page()
    tab.goto("/log-ind")
    tab.get_by_role("link", name="Log ind med MitID").click()
    tab.locator("#username").fill(who)
    tab.locator("#password").fill(who)
    tab.locator("#password").press("Enter")
    tab.wait_for_url(re.compile(r"127\.0\.0\.1"))
    return tab


def answer_for(who: str, house: SamlHouse) -> tuple[dict[str, str], str, requests.Session]:
    """Sign in as somebody up to the answer; return it, and the browser that asked."""
    browser = requests.Session()
    form = browser.get(f"{house.url}/log-ind/borger", timeout=20)
    sent = {"username": who, "password": who, **_hidden(form.text)}
    page = browser.post(form.url, data=sent, timeout=20)
    return _hidden(page.text), f"{house.url}/log-ind/saml", browser


def _hidden(page: str) -> dict[str, str]:
    found = etree.HTML(page).iterfind(".//input[@type='hidden']")
    return {one.get("name"): one.get("value", "") for one in found}


def told(browser: requests.Session, address: str, answer: dict[str, str]) -> tuple[str, str]:
    """Post an answer; return the heading and the address one ends at."""
    page = browser.post(address, data=answer, timeout=20)
    return " ".join(etree.HTML(page.text).find(".//h1").itertext()).strip(), urlsplit(page.url).path


def test_a_citizen_gets_in(by_saml: SamlHouse):
    with by_saml.visitor() as context:
        go_in(context, "anna").wait_for_url(HOME)
        with by_saml.portal.engine.connect() as connection:
            row = connection.execute(
                select(SignInRow.__table__).order_by(SignInRow.created_at.desc()).limit(1)
            ).one()
    assert row.person == by_saml.portal.identifiers.person("6101901234")
    assert (row.provider, row.assurance, row.name) == ("saml", "substantial", "Anna Prøve")
    assert by_saml.portal.identifiers.decrypt(row.identifier) == "6101901234"
    assert b"6101901234" not in row.identifier + row.logout


def test_the_request_is_signed_and_asks_for_level_and_person(by_saml: SamlHouse):
    answer = by_saml.app.test_client().get("/log-ind/borger")

    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert query["SigAlg"] == ["http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"]
    request = _inflated(query["SAMLRequest"][0])
    asked = request.find(".//samlp:RequestedAuthnContext", NS)
    assert asked.get("Comparison") == "minimum"
    assert [one.text for one in asked] == list(ASKED)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("lav", "Dit login er ikke sikkert nok til denne side"),
        ("firma", "Vi kan ikke se, hvem du er"),
    ],
    ids=["too low", "no CPR"],
)
def test_who_cannot_come_in_is_told_why(by_saml: SamlHouse, who: str, said: str):
    with by_saml.visitor() as context:
        assert heading(go_in(context, who)) == said


def test_a_digital_fuldmagt_comes_along_and_lasts_as_long_as_the_session(by_saml: SamlHouse):
    with by_saml.visitor() as context:
        go_in(context, "fuldmagt").wait_for_url(HOME)
        token = next(one["value"] for one in context.cookies() if one["name"] == "sagsvej")
    with by_saml.portal.reading.connect() as connection:
        hashed = sha256(token.encode()).hexdigest()
        session = sign_ins.find(connection, hashed, by_saml.portal.now())
    assert session is not None
    person = by_saml.portal.identifiers.person("6201912345")
    assert session.identity.mandates == (Mandate(person, ("see_status", "read_letters")),)


def test_an_answer_is_used_once(by_saml: SamlHouse):
    answer, address, browser = answer_for("anna", by_saml)
    assert told(browser, address, answer)[1] == "/mine-sager"
    browser.cookies.pop("sagsvej")

    assert told(browser, address, answer)[0] == "Dette login er brugt"
    with requests.Session() as stranger:
        assert told(stranger, address, answer)[0].startswith("Der gik for lang tid")


def test_an_answer_nobody_asked_for_lets_nobody_in(by_saml: SamlHouse):
    """The assertion of one sign-in does not fit another: it names the request it answers."""
    hers, address, _ = answer_for("bo", by_saml)
    mine, _, browser = answer_for("anna", by_saml)

    swapped = hers | {"RelayState": mine["RelayState"]}
    assert told(browser, address, swapped)[0] == "Vi kunne ikke stole på svaret"


def test_nobody_gets_in_by_having_another_answer(by_saml: SamlHouse):
    """Anna's own answer to what somebody else began lets neither of them in."""
    answer, address, began = answer_for("anna", by_saml)
    with requests.Session() as hers:
        assert told(hers, address, answer)[0].startswith("Der gik for lang tid")
    fetched = f"{by_saml.url}/log-ind/faerdig"
    began.get(fetched, params={"forsoeg": answer["RelayState"]}, timeout=20)
    assert told(began, address, answer)[0].startswith("Der gik for lang tid")
    assert "sagsvej" not in began.cookies


@pytest.mark.parametrize("seconds", [-3600, 3600], ids=["behind", "ahead"])
def test_clocks_that_differ_are_told_as_such(by_saml: SamlHouse, seconds: int):
    by_saml.provider.skew(seconds)
    answer, address, browser = answer_for("anna", by_saml)

    assert told(browser, address, answer)[0] == "Tiden i svaret passer ikke"


def test_clocks_that_differ_a_little_do_not_matter(by_saml: SamlHouse):
    by_saml.provider.skew(45)
    answer, address, browser = answer_for("anna", by_saml)

    assert told(browser, address, answer)[1] == "/mine-sager"


# --- assertions that were changed --------------------------------------------------------


def _other_person(assertion: etree._Element) -> None:
    for value in assertion.iter(f"{{{NS['saml']}}}AttributeValue"):
        if value.text == "6101901234":
            value.text = "6201912345"


def _without_signature(assertion: etree._Element) -> None:
    signature = assertion.find("ds:Signature", NS)
    assertion.remove(signature)


def _other_audience(assertion: etree._Element) -> None:
    assertion.find(".//saml:Audience", NS).text = "https://en-anden.eksempel.invalid"


@pytest.mark.parametrize(
    "change", [_other_person, _without_signature, _other_audience], ids=lambda one: one.__name__
)
def test_an_assertion_that_was_changed_lets_nobody_in(by_saml: SamlHouse, change):
    answer, address, browser = answer_for("anna", by_saml)
    answer["SAMLResponse"] = changed(answer["SAMLResponse"], by_saml, change)

    assert told(browser, address, answer)[0] == "Vi kunne ikke stole på svaret"


def test_an_assertion_that_is_not_encrypted_lets_nobody_in(by_saml: SamlHouse):
    answer, address, browser = answer_for("anna", by_saml)
    answer["SAMLResponse"] = changed(answer["SAMLResponse"], by_saml, None, encrypted=False)

    assert told(browser, address, answer)[0] == "Vi kunne ikke stole på svaret"


@pytest.mark.parametrize("text", ["", "%%%", "PGE+", "bm9ncm9t"])
def test_what_is_no_answer_lets_nobody_in(by_saml: SamlHouse, text: str):
    answer, address, browser = answer_for("anna", by_saml)
    answer["SAMLResponse"] = text

    assert told(browser, address, answer)[0] == "Vi kunne ikke stole på svaret"


def test_an_assertion_encrypted_as_nemlogin_does_is_read(by_saml: SamlHouse):
    """SimpleSAMLphp 1.19 encrypts with CBC; the profile demands GCM."""
    answer, address, browser = answer_for("anna", by_saml)
    answer["SAMLResponse"] = changed(answer["SAMLResponse"], by_saml, lambda _: None)

    assert told(browser, address, answer)[1] == "/mine-sager"


def test_the_certificate_that_replaces_ours_is_told_and_read_with(by_saml: SamlHouse):
    both = SamlProvider(with_next_key(by_saml.settings), by_saml.url)
    described = etree.fromstring(both.metadata())
    assert len(described.findall(".//{*}SPSSODescriptor/{*}KeyDescriptor[@use='encryption']")) == 2

    begun = both.begin("x")
    for key in ("ours", "next"):
        answer, _, _ = answer_for("anna", by_saml)
        file = by_saml.settings.certificate.with_name(f"{key}.pem")
        encoded = changed(answer["SAMLResponse"], by_saml, lambda _: None, to=file)
        with pytest.raises(SignInError) as error:
            both.finish({"SAMLResponse": encoded}, begun.expected)
        # It could be read: only the request it answers is another.
        assert (error.value.trouble, error.value.detail) == (Trouble.NOT_GENUINE, "SAML 15")


# --- out ---------------------------------------------------------------------------------


def test_signing_out_here_ends_it_at_the_provider(by_saml: SamlHouse):
    with by_saml.visitor() as context:
        tab = go_in(context, "anna")
        tab.wait_for_url(HOME)
        tab.get_by_role("button", name="Log af").click()
        tab.get_by_role("heading", name=OUT).wait_for()
        tab.goto("/log-ind/borger")
        assert tab.locator("#username").count() == 1, "the provider asks who it is"


def test_signing_out_at_the_provider_ends_it_here_too(by_saml: SamlHouse):
    with by_saml.visitor() as context:
        tab = go_in(context, "bo")
        tab.wait_for_url(HOME)
        tab.goto(f"{by_saml.provider.url}/saml2/idp/initSLO.php?RelayState={by_saml.provider.url}/")
        assert tab.goto("/mine-sager").status == 401
        # Not by the cookie alone: the session is gone on the server.
        assert not _sessions(by_saml, "6201912345")


def test_a_sign_out_that_is_not_signed_ends_nothing(by_saml: SamlHouse):
    with by_saml.visitor() as context:
        go_in(context, "bo").wait_for_url(HOME)
        provider = next(iter(_providers(by_saml).values()))
        stolen = provider.farewell({"name": "nogen"}, "x")
        query = parse_qs(urlsplit(stolen).query)
        forged = urlencode({"SAMLRequest": query["SAMLRequest"][0]})
        requests.get(f"{by_saml.url}/log-ind/saml/ude?{forged}", timeout=20)
        signed_by_us = urlsplit(stolen).query
        requests.get(f"{by_saml.url}/log-ind/saml/ude?{signed_by_us}", timeout=20)
        assert _sessions(by_saml, "6201912345")


def test_the_back_button_shows_nothing_after_signing_out(by_saml: SamlHouse):
    with by_saml.visitor() as context:
        tab = go_in(context, "anna")
        tab.wait_for_url(HOME)
        tab.goto("/kontakt")
        tab.get_by_role("button", name="Log af").click()
        tab.get_by_role("heading", name=OUT).wait_for()
        length = tab.evaluate("history.length")
        seen = []
        for steps in [1, *range(1, length)]:
            # One press, and a press held down, which leads as far back as there is anything.
            tab.goto("/log-af")
            tab.evaluate(f"setTimeout(() => history.go({-steps}), 0)")
            tab.wait_for_timeout(500)
            tab.wait_for_load_state()
            seen.append(tab.locator("body").inner_text())
        assert length >= 5
        assert not any("Mine sager" in text or "Log af" in text for text in seen), seen


def test_a_session_ends_by_itself(by_saml: SamlHouse):
    with by_saml.visitor() as context:
        tab = go_in(context, "anna")
        tab.wait_for_url(HOME)
        by_saml.clock.moved = timedelta(minutes=29)
        assert tab.goto("/mine-sager").status == 200
        by_saml.clock.moved = timedelta(minutes=58)
        assert tab.goto("/mine-sager").status == 200, "a page moves the end"
        by_saml.clock.moved = timedelta(minutes=58 + 31)
        assert tab.goto("/mine-sager").status == 401


# --- help --------------------------------------------------------------------------------


def _inflated(encoded: str) -> etree._Element:
    return etree.fromstring(zlib.decompress(base64.b64decode(encoded), -15))


def changed(encoded: str, house: SamlHouse, change, *, to=None, encrypted: bool = True) -> str:
    """Open an answer with our key, change the assertion, and close it again with AES-GCM."""
    document = etree.fromstring(base64.b64decode(encoded))
    sealed = document.find(".//saml:EncryptedAssertion", NS)
    keys = xmlsec.KeysManager()
    keys.add_key(xmlsec.Key.from_file(str(house.settings.certificate), xmlsec.KeyFormat.PEM))
    opened = xmlsec.EncryptionContext(keys).decrypt(sealed.find("xenc:EncryptedData", NS))
    if change is not None:
        change(opened)
    if not encrypted:
        document.replace(sealed, opened)
        return base64.b64encode(etree.tostring(document)).decode()
    text = etree.tostring(opened)
    template = xmlsec.template.encrypted_data_create(
        sealed, xmlsec.Transform.AES256_GCM, type=xmlsec.EncryptionType.ELEMENT, ns="xenc"
    )
    xmlsec.template.encrypted_data_ensure_cipher_value(template)
    info = xmlsec.template.encrypted_data_ensure_key_info(template, ns="ds")
    key = xmlsec.template.add_encrypted_key(info, xmlsec.Transform.RSA_OAEP)
    xmlsec.template.encrypted_data_ensure_cipher_value(key)
    readers = xmlsec.KeysManager()
    file = to or house.settings.certificate
    readers.add_key(xmlsec.Key.from_file(str(file), xmlsec.KeyFormat.CERT_PEM))
    context = xmlsec.EncryptionContext(readers)
    context.key = xmlsec.Key.generate(xmlsec.KeyData.AES, 256, xmlsec.KeyDataType.SESSION)
    for old in list(sealed):
        sealed.remove(old)
    sealed.append(template)
    context.encrypt_binary(template, text)
    return base64.b64encode(etree.tostring(document)).decode()


def _sessions(house: SamlHouse, cpr: str) -> list[str]:
    statement = select(SignInRow.token_hash).where(
        SignInRow.person == house.portal.identifiers.person(cpr)
    )
    with house.portal.engine.connect() as connection:
        return list(connection.scalars(statement))


def _providers(house: SamlHouse):
    return house.app.view_functions["enter.choose"].__wrapped__.__self__._in.providers
