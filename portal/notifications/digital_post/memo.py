"""A message as Digital Post wants it: MeMo 1.2, wrapped as SF1601 wants it.

What is not in a message matters as much: no case, no name of the receiver, no text that tells
what it is about. The label stands in lists and in the e-mail that Digital Post itself sends.
"""

import base64
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

import xmlschema

from portal.notifications import Letter, Notice, RefusedError, uuid_of

NAMESPACE = "https://DigitalPost.dk/MeMo-1"
VERSION = "1.2"
DIGITAL_POST, NEMSMS = "Digital Post", "NemSMS"
_SCHEMA = Path(__file__).with_name("memo.xsd")
_PDF = "application/pdf"
_TYPES = {DIGITAL_POST: "DIGITALPOST", NEMSMS: "NEMSMS"}

register_namespace("memo", NAMESPACE)


def request(message: Notice | Letter, kind: str, cvr: str, sender: str) -> bytes:
    """Return the body to send: the message in its envelope.

    Args:
        message: What is sent; by NemSMS a notice.
        kind: `DIGITAL_POST` or `NEMSMS`.
        cvr: The municipality's number, eight digits.
        sender: The municipality's name.

    Raises:
        RefusedError: The message is not what the standard takes; nothing may be sent.
    """
    memo = build(message, kind, cvr, sender)
    refuse_wrong(memo)
    envelope = Element("kombi_request")
    SubElement(envelope, "KombiValgKode").text = kind
    envelope.append(memo)
    body: bytes = tostring(envelope, encoding="utf-8", xml_declaration=True)
    return body


def build(message: Notice | Letter, kind: str, cvr: str, sender: str) -> Element:
    """Return a message as MeMo, not yet checked.

    Raises:
        TypeError: A letter was to go by NemSMS.
    """
    memo = Element(_name("Message"), {"memoVersion": VERSION})
    header = SubElement(memo, _name("MessageHeader"))
    _add(header, "messageType", _TYPES[kind])
    _add(header, "messageUUID", uuid_of(message.id))
    _add(header, "label", message.heading if isinstance(message, Notice) else message.title)
    if kind == NEMSMS:
        if not isinstance(message, Notice):
            raise TypeError("only a notice goes by NemSMS")
        _add(header, "notification", message.text)
    else:
        _add(header, "mandatory", "false")
        _add(header, "legalNotification", "false")
    _add_ends(header, cvr, sender, message.to)
    if kind == DIGITAL_POST:
        _add_body(memo, message)
    return memo


def refuse_wrong(memo: Element) -> None:
    """Check a message against the schema.

    Raises:
        RefusedError: It does not hold. The schema's own words may quote values and are left out.
    """
    if not schema().is_valid(memo):
        raise RefusedError("not_memo")


@cache
def schema() -> xmlschema.XMLSchema:
    """Return the part of MeMo that the portal sends, read once."""
    return xmlschema.XMLSchema(_SCHEMA, allow="local")


def in_utc(moment: datetime) -> str:
    """Return a moment as MeMo writes it.

    Raises:
        ValueError: The moment has no time zone: an hour or two would be told wrong.

    >>> from zoneinfo import ZoneInfo
    >>> in_utc(datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo("Europe/Copenhagen")))
    '2026-07-01T07:00:00Z'
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add_ends(header: Element, cvr: str, sender: str, to: str) -> None:
    ours = SubElement(header, _name("Sender"))
    _add(ours, "senderID", cvr)
    _add(ours, "idType", "CVR")
    _add(ours, "label", sender)
    theirs = SubElement(header, _name("Recipient"))
    _add(theirs, "recipientID", to)
    _add(theirs, "idType", "CPR")


def _add_body(memo: Element, message: Notice | Letter) -> None:
    body = SubElement(memo, _name("MessageBody"))
    _add(body, "createdDateTime", in_utc(message.made_at))
    if not isinstance(message, Letter):
        text = ("besked.txt", message.text.encode())
        _add_file(body, "MainDocument", "text/plain", text, message.language)
        return
    _add_file(body, "MainDocument", _PDF, ("brev.pdf", message.pdf), message.language)
    for document in message.enclosed:
        # The authority's own document is in Danish, whatever the letter is in.
        _add_file(body, "AdditionalDocument", _PDF, document, "da")


def _add_file(
    body: Element, part: str, encoding: str, named: tuple[str, bytes], language: str
) -> None:
    name, content = named
    file = SubElement(SubElement(body, _name(part)), _name("File"))
    _add(file, "encodingFormat", encoding)
    _add(file, "filename", name)
    _add(file, "language", language)
    _add(file, "content", base64.b64encode(content).decode())


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, _name(name)).text = text


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
