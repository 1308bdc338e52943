"""Notices by e-mail, against a real mail server."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import trustme

from portal.notifications import RefusedError, RetryError
from portal.notifications.email import Email
from tests.notifications.conftest import LETTER, NOTICE, NOW, free_port
from tests.notifications.smtp_server import MailServer

Servers = Callable[..., MailServer]
Emails = Callable[..., Email]


@pytest.mark.parametrize("kind", ["starttls", "at-once"])
def test_a_notice_arrives_over_tls(mail_server: Servers, email: Emails, kind: str) -> None:
    server = mail_server(kind)
    email(server, at_once=kind == "at-once").send(NOTICE, NOW)

    (mail,) = server.mails
    assert server.secured == [True]
    assert mail["To"] == "anna@example.org"
    assert mail["From"] == "svar-ikke@eksempel.invalid"
    assert mail["Subject"] == NOTICE.heading
    assert mail.get_content().strip() == NOTICE.text
    assert mail["Content-Language"] == "da"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_script_arrives(mail_server: Servers, email: Emails, language: str) -> None:
    server = mail_server()
    text = "هناك جديد لك. سجّل الدخول." if language == "ar" else "There is news for you."
    email(server).send(replace(NOTICE, text=text, heading=text, language=language), NOW)

    assert server.mails[0].get_content().strip() == text
    assert server.mails[0]["Subject"] == text
    assert server.mails[0]["Content-Language"] == language


def test_a_repeat_is_the_same_e_mail_and_another_notice_is_not(
    mail_server: Servers, email: Emails
) -> None:
    server = mail_server()
    channel = email(server)
    for notice in (NOTICE, NOTICE, replace(NOTICE, id="notice:2")):
        channel.send(notice, NOW)

    first, again, other = (mail["Message-ID"] for mail in server.mails)
    assert first == again != other
    assert "notice:1" not in first


def test_a_server_without_tls_is_given_nothing(mail_server: Servers, email: Emails) -> None:
    server = mail_server("plain")
    with pytest.raises(RetryError) as told:
        email(server).send(NOTICE, NOW)

    assert told.value.code == "no_tls"
    assert server.mails == []


@pytest.mark.parametrize("kind", ["starttls", "at-once"])
@pytest.mark.parametrize("wrong", ["another name", "another authority"])
def test_a_certificate_that_does_not_hold_is_given_nothing(
    mail_server: Servers, email: Emails, kind: str, wrong: str
) -> None:
    if wrong == "another name":
        server = mail_server(kind, name="somebody-else.invalid")
    else:
        server = mail_server(kind, ca=trustme.CA())
    with pytest.raises(RetryError) as told:
        email(server, at_once=kind == "at-once").send(NOTICE, NOW)

    assert told.value.code == "not_safe"
    assert server.mails == []


def test_the_right_password_lets_us_in(mail_server: Servers, email: Emails) -> None:
    server = mail_server("password")
    email(server, user="portal", password="right").send(NOTICE, NOW)

    with pytest.raises(RetryError) as told:
        email(server, user="portal", password="wrong").send(NOTICE, NOW)
    assert told.value.code == "sign_in_refused"
    assert len(server.mails) == 1


@pytest.mark.parametrize(
    ("says", "error"),
    [("550 5.1.1 No such mailbox", RefusedError), ("450 4.2.1 Try later", RetryError)],
)
def test_a_refused_address_is_a_person_s_task_and_a_busy_server_is_not(
    mail_server: Servers, email: Emails, says: str, error: type[Exception]
) -> None:
    server = mail_server()
    server.refuses[NOTICE.to] = says
    with pytest.raises(error):
        email(server).send(NOTICE, NOW)


@pytest.mark.parametrize(
    ("says", "error"),
    [("554 5.7.1 Not wanted", RefusedError), ("451 4.3.0 Try later", RetryError)],
)
def test_a_refused_e_mail_likewise(
    mail_server: Servers, email: Emails, says: str, error: type[Exception]
) -> None:
    server = mail_server()
    server.says = says
    with pytest.raises(error):
        email(server).send(NOTICE, NOW)


def test_nobody_there_means_later(email: Emails) -> None:
    server = MailServer()
    server.port = free_port()
    with pytest.raises(RetryError) as told:
        email(server).send(NOTICE, NOW)
    assert told.value.code == "no_answer"


@pytest.mark.parametrize(
    "address", ["a@b.dk\r\nBcc: c@d.dk", "a@b.dk\nSubject: x"], ids=["crlf", "lf"]
)
def test_an_address_cannot_smuggle_in_a_header(
    mail_server: Servers, email: Emails, address: str
) -> None:
    server = mail_server()
    with pytest.raises(RefusedError):
        email(server).send(replace(NOTICE, to=address), NOW)
    assert server.mails == []


def test_a_letter_never_goes_by_e_mail(mail_server: Servers, email: Emails) -> None:
    server = mail_server()
    with pytest.raises(TypeError):
        email(server).send(LETTER, NOW)  # type: ignore[arg-type]
    assert server.mails == []


def test_no_address_or_text_is_in_an_error_or_a_repr(email: Emails) -> None:
    server = MailServer()
    server.port = free_port()
    with pytest.raises(RetryError) as told:
        email(server, user="portal", password="secret").send(NOTICE, NOW)

    assert "anna" not in str(told.value) + repr(NOTICE)
    assert told.value.__cause__ is None
