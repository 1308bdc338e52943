"""Digital Post and NemSMS, against a server that speaks SF1601 and asks for our certificate."""

import base64
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import trustme
import xmlschema

from portal.notifications import NOT_REGISTERED, RefusedError, RetryError, uuid_of
from portal.notifications.digital_post import memo
from portal.notifications.digital_post.sf1601 import DigitalPost, NemSms, Serviceplatformen
from portal.notifications.digital_post.tokens import Access, Tokens
from tests.notifications.conftest import LETTER, NOTICE, NOW, REGISTERED, UNREGISTERED
from tests.notifications.serviceplatformen import MEMO, Platform

TO_A_NUMBER = replace(NOTICE, to=REGISTERED)


def said(message: Element) -> dict[str, str]:
    """Return the text of every element by its name; the ends by ``Sender/`` and ``Recipient/``."""
    found: dict[str, str] = {}
    for parent in message.iter():
        for child in parent:
            within = parent.tag.rpartition("}")[2]
            prefix = f"{within}/" if within in ("Sender", "Recipient") else ""
            if child.text:
                found[prefix + child.tag.rpartition("}")[2]] = child.text
    return found


def test_a_letter_arrives_whole(platform: Platform, way: Serviceplatformen) -> None:
    receipt = DigitalPost(way).send(LETTER, NOW)

    ((number, message),) = platform.messages.items()
    found = said(message)
    assert receipt.reference == f"s-{number}"
    assert message.attrib == {"memoVersion": "1.2"}
    assert base64.b64decode(found.pop("content")) == LETTER.pdf
    assert found == {
        "messageType": "DIGITALPOST",
        "messageUUID": uuid_of("letter:1"),
        "label": LETTER.title,
        "mandatory": "false",
        "legalNotification": "false",
        "Sender/senderID": "12345678",
        "Sender/idType": "CVR",
        "Sender/label": "Eksempel Kommune",
        "Recipient/recipientID": REGISTERED,
        "Recipient/idType": "CPR",
        "createdDateTime": "2026-04-02T08:00:00Z",
        "encodingFormat": "application/pdf",
        "filename": "brev.pdf",
        "language": "da",
    }
    # The name is not needed to deliver it, and stands nowhere.
    assert LETTER.name not in found.values()


def test_a_notice_arrives_as_text(platform: Platform, way: Serviceplatformen) -> None:
    DigitalPost(way).send(replace(TO_A_NUMBER, text="هناك جديد لك.", language="ar"), NOW)

    found = said(*platform.messages.values())
    assert base64.b64decode(found["content"]).decode() == "هناك جديد لك."
    assert (found["encodingFormat"], found["language"]) == ("text/plain", "ar")


def test_a_nemsms_is_a_header_and_nothing_more(platform: Platform, way: Serviceplatformen) -> None:
    NemSms(way).send(TO_A_NUMBER, NOW)

    (message,) = platform.messages.values()
    assert list(platform.kinds.values()) == ["NemSMS"]
    assert said(message)["notification"] == TO_A_NUMBER.text
    assert message.find("memo:MessageBody", MEMO) is None


def test_a_repeat_has_the_same_message_and_transaction_id(
    platform: Platform, way: Serviceplatformen
) -> None:
    for _ in range(2):
        DigitalPost(way).send(LETTER, NOW)
    DigitalPost(way).send(replace(LETTER, id="letter:2"), NOW)

    first, again, other = platform.transactions
    assert first == again != other
    assert len(platform.messages) == 2


@pytest.mark.parametrize("hour", [0, 1, 2, 3])
def test_moments_are_in_utc_also_when_the_clocks_change(hour: int) -> None:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    local = datetime(2026, 10, 25, hour, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))
    assert memo.in_utc(local) == f"{local - local.utcoffset():%Y-%m-%dT%H:%M:%S}Z"
    with pytest.raises(ValueError, match="time zone"):
        memo.in_utc(local.replace(tzinfo=None))


def test_who_has_no_digital_post_is_told_apart_and_sent_nothing(
    platform: Platform, way: Serviceplatformen
) -> None:
    with pytest.raises(RefusedError) as told:
        DigitalPost(way).send(replace(LETTER, to=UNREGISTERED), NOW)

    assert told.value.code == NOT_REGISTERED
    assert platform.messages == {}


# --- access ------------------------------------------------------------------------------


def test_a_token_is_fetched_once_and_anew_when_it_runs_out(
    platform: Platform, way: Serviceplatformen
) -> None:
    platform.lifetime = 3600
    for number in range(3):
        DigitalPost(way).send(replace(LETTER, id=f"letter:{number}"), NOW)
    asked = platform.asked.count("POST /service/AccessTokenService_1/token")
    assert asked == 2, "one for asking, one for sending"

    platform.now = NOW + timedelta(minutes=56)
    DigitalPost(way).send(replace(LETTER, id="letter:9"), platform.now)
    assert platform.asked.count("POST /service/AccessTokenService_1/token") == 4


def test_a_token_that_is_not_taken_is_thrown_away(
    platform: Platform, way: Serviceplatformen
) -> None:
    DigitalPost(way).send(LETTER, NOW)
    platform.tokens = {"of somebody else"}
    with pytest.raises(RetryError) as told:
        DigitalPost(way).send(LETTER, NOW)
    assert told.value.code == "http_401"

    DigitalPost(way).send(LETTER, NOW)


def test_a_server_whose_certificate_does_not_hold_is_given_nothing(
    platform: Platform, access: Access, tmp_path: Path
) -> None:
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(str(other))
    access = replace(access, authorities=other)
    with pytest.raises(RetryError) as told:
        DigitalPost(Serviceplatformen(access, Tokens(access), "Eksempel")).send(LETTER, NOW)

    assert told.value.code == "not_safe"
    assert platform.asked == []


def test_without_our_certificate_nobody_answers(
    platform: Platform, access: Access, tmp_path: Path
) -> None:
    other = tmp_path / "other.pem"
    made = trustme.CA().issue_cert("sagsvej.eksempel.invalid")
    made.private_key_and_cert_chain_pem.write_to_path(str(other))
    access = replace(access, certificate=other)
    with pytest.raises(RetryError):
        DigitalPost(Serviceplatformen(access, Tokens(access), "Eksempel")).send(LETTER, NOW)
    assert platform.asked == []


# --- answers -----------------------------------------------------------------------------


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
def test_a_busy_server_means_later(platform: Platform, way: Serviceplatformen, status: int) -> None:
    platform.faults.append((status, b""))
    with pytest.raises(RetryError):
        DigitalPost(way).send(LETTER, NOW)
    DigitalPost(way).send(LETTER, NOW)


@pytest.mark.parametrize("status", [301, 400, 404, 422])
def test_a_refusal_is_a_person_s_task(
    platform: Platform, way: Serviceplatformen, status: int
) -> None:
    platform.faults.append((status, b""))
    with pytest.raises(RefusedError):
        DigitalPost(way).send(LETTER, NOW)


def test_a_no_in_a_good_answer_is_a_no(platform: Platform, way: Serviceplatformen) -> None:
    platform.says_no = "Kombi17"
    with pytest.raises(RefusedError) as told:
        DigitalPost(way).send(LETTER, NOW)
    assert told.value.code == "answered_Kombi17"


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"<kombi_response/>", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', b"{}"],
    ids=["nothing", "broken", "without a result", "entities", "json"],
)
def test_an_answer_that_is_none_means_later(
    platform: Platform, way: Serviceplatformen, body: bytes
) -> None:
    platform.faults += [(200, b'{"result": true}'), (200, body)]
    with pytest.raises(RetryError) as told:
        DigitalPost(way).send(LETTER, NOW)
    assert told.value.code == "not_understood"


# --- what may be sent --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (memo.NEMSMS, replace(TO_A_NUMBER, text="x" * 151)),
        (memo.NEMSMS, replace(TO_A_NUMBER, to="anna@example.org")),
        (memo.DIGITAL_POST, replace(LETTER, to="610190-1234")),
        (memo.DIGITAL_POST, replace(LETTER, title="")),
        (memo.DIGITAL_POST, replace(LETTER, title="x" * 257)),
        (memo.DIGITAL_POST, replace(LETTER, language="dansk")),
    ],
    ids=["151 characters", "no number", "a hyphen", "no title", "a long title", "no language"],
)
def test_what_the_standard_does_not_take_is_never_sent(
    platform: Platform, way: Serviceplatformen, kind: str, wrong: object
) -> None:
    with pytest.raises(RefusedError) as told:
        way.send(wrong, kind, NOW)  # type: ignore[arg-type]

    assert told.value.code == "not_memo"
    assert platform.asked == []


def test_150_characters_are_taken(platform: Platform, way: Serviceplatformen) -> None:
    NemSms(way).send(replace(TO_A_NUMBER, text="ه" * 150), NOW)
    assert len(platform.messages) == 1


def test_a_letter_never_goes_by_nemsms(platform: Platform, way: Serviceplatformen) -> None:
    with pytest.raises(TypeError):
        NemSms(way).send(LETTER, NOW)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        way.send(LETTER, memo.NEMSMS, NOW)
    assert platform.asked == []


@pytest.fixture
def standard() -> xmlschema.XMLSchema:
    """Return the standard's own schema, where whoever tests has it: it is not ours to hand on."""
    path = os.environ.get("SAGSVEJ_TEST_MEMO_XSD")
    return xmlschema.XMLSchema(path or Path(memo.__file__).with_name("memo.xsd"))


@pytest.mark.parametrize(
    ("message", "kind"),
    [(LETTER, memo.DIGITAL_POST), (TO_A_NUMBER, memo.DIGITAL_POST), (TO_A_NUMBER, memo.NEMSMS)],
    ids=["letter", "notice", "nemsms"],
)
def test_what_is_built_holds_by_the_standard_s_schema(
    standard: xmlschema.XMLSchema, message: object, kind: str
) -> None:
    built = memo.build(message, kind, "12345678", "Eksempel Kommune")  # type: ignore[arg-type]

    standard.validate(built)
