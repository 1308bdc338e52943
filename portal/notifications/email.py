"""Notices by e-mail. Only notices, and only over TLS with a certificate that holds."""

import hashlib
import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from portal.notifications import Notice, Receipt, RefusedError, RetryError
from portal.settings import Smtp

_SECONDS = 30
_FOR_GOOD = 500


class Email:
    """Sends notices through one mail server.

    The ``Message-ID`` is made of the notice's id, so a repeat is the same e-mail. A server
    without TLS 1.2, or with a certificate that does not hold, is given nothing.
    """

    def __init__(self, server: Smtp) -> None:
        self._server = server
        self._context = ssl.create_default_context(cafile=server.authorities)
        self._context.minimum_version = ssl.TLSVersion.TLSv1_2

    def send(self, message: Notice, now: datetime) -> Receipt:
        """Hand a notice to the mail server.

        Raises:
            RetryError: The server cannot be reached, is not safe, or asks for patience.
            RefusedError: The address is wrong, or the server will not have it.
        """
        if not isinstance(message, Notice):
            raise TypeError("only a notice goes by e-mail")
        mail = self._mail(message, now)
        try:
            with self._connect() as client:
                client.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise _told(code, "address_refused") from None
        except smtplib.SMTPNotSupportedError:
            raise RefusedError("address_not_ascii") from None
        except smtplib.SMTPAuthenticationError:
            raise RetryError("sign_in_refused") from None
        except smtplib.SMTPResponseException as error:
            raise _told(error.smtp_code, f"smtp_{error.smtp_code}") from None
        except ssl.SSLError:
            raise RetryError("not_safe") from None
        except (OSError, smtplib.SMTPException):
            raise RetryError("no_answer") from None
        return Receipt(str(mail["Message-ID"]))

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        if server.at_once:
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=_SECONDS, context=self._context
            )
        else:
            client = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
        try:
            if not server.at_once:
                self._secure(client)
            if server.user is not None:
                client.login(server.user, server.password or "")
        except BaseException:
            client.close()
            raise
        return client

    def _secure(self, client: smtplib.SMTP) -> None:
        client.ehlo()
        if not client.has_extn("starttls"):
            raise RetryError("no_tls")
        client.starttls(context=self._context)
        client.ehlo()

    def _mail(self, message: Notice, now: datetime) -> EmailMessage:
        mail = EmailMessage()
        domain = self._server.sender.rpartition("@")[2]
        try:
            mail["From"] = self._server.sender
            mail["To"] = message.to
            mail["Subject"] = message.heading
        except ValueError:
            raise RefusedError("address_wrong") from None
        mail["Date"] = format_datetime(now)
        mail["Message-ID"] = f"<{hashlib.sha256(message.id.encode()).hexdigest()}@{domain}>"
        # Says to other machines that nobody waits for their "I am on holiday".
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
        mail.set_content(message.text + "\n")
        mail["Content-Language"] = message.language  # only now: the content clears its headers
        return mail


def _told(code: int, why: str) -> RetryError | RefusedError:
    return RefusedError(why) if code >= _FOR_GOOD else RetryError(why)
