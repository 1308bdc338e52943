"""Send Digital Post and NemSMS through Serviceplatformen (SF1601 KombiPostAfsend).

What could be learnt of the interface from public code is built and tested against a server that
speaks it. The real one has never been asked: see ``docs/operations.md``.
"""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from xml.etree import ElementTree

import requests

from portal.notifications import (
    NOT_REGISTERED,
    Letter,
    Notice,
    Receipt,
    RefusedError,
    RetryError,
    uuid_of,
)
from portal.notifications.digital_post import memo
from portal.notifications.digital_post.tokens import ASK, SECONDS, SEND, Access, Tokens

_REGISTER = {memo.DIGITAL_POST: "digitalpost", memo.NEMSMS: "nemsms"}
_NOT_NOW = frozenset(
    {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.CONFLICT,
        HTTPStatus.TOO_MANY_REQUESTS,
    }
)
_MOST_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Serviceplatformen:
    """The way to the services, shared by Digital Post and NemSMS."""

    access: Access
    tokens: Tokens
    sender: str

    def send(self, message: Notice | Letter, kind: str, now: datetime) -> Receipt:
        """Hand a message over, under the same transaction and message id each time.

        Raises:
            RetryError: No answer, no access, or the other side is busy.
            RefusedError: The person is not registered, or the message is not taken.
        """
        body = memo.request(message, kind, self.access.cvr, self.sender)
        self._refuse_unregistered(message, kind, now)
        transaction = uuid_of(message.id)
        answer = self._ask(
            "POST",
            "KombiPostAfsend_1/kombi",
            self._headers(SEND, transaction, now)
            | {"Content-Type": "application/xml", "Accept": "application/xml"},
            data=body,
        )
        return Receipt(_transmission(answer) or transaction)

    def _refuse_unregistered(self, message: Notice | Letter, kind: str, now: datetime) -> None:
        """Ask whether the person can get it, before somebody believes that they did."""
        register = _REGISTER[kind]
        transaction = uuid_of(f"{register} {message.id}")
        answer = self._ask(
            "GET",
            f"PostForespoerg_1/{register}",
            self._headers(ASK, transaction, now),
            params={"cprNumber": message.to},
        )
        try:
            registered = answer.json()["result"]
        except (ValueError, KeyError, TypeError):
            raise RetryError("not_understood") from None
        if registered is not True:
            raise RefusedError(NOT_REGISTERED)

    def _headers(self, service: str, transaction: str, now: datetime) -> dict[str, str]:
        return {
            "Authorization": self.tokens.authorization(service, now),
            "X-TransaktionsId": transaction,
            "X-TransaktionsTid": memo.in_utc(now),
        }

    def _ask(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        *,
        data: bytes | None = None,
        params: dict[str, str] | None = None,
    ) -> requests.Response:
        try:
            with self.access.session as session:
                answer = session.request(
                    method,
                    f"{self.access.service}/service/{path}",
                    headers=headers,
                    data=data,
                    params=params,
                    timeout=SECONDS,
                    allow_redirects=False,
                )
        except requests.exceptions.SSLError:
            raise RetryError("not_safe") from None
        except OSError:
            raise RetryError("no_answer") from None
        if answer.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            self.tokens.forget()
        if answer.status_code in _NOT_NOW or answer.status_code >= 500:
            raise RetryError(f"http_{answer.status_code}")
        if answer.status_code != HTTPStatus.OK:
            raise RefusedError(f"http_{answer.status_code}")
        return answer


class DigitalPost:
    """Letters and notices to Digital Post."""

    def __init__(self, platform: Serviceplatformen) -> None:
        self._platform = platform

    def send(self, message: Notice | Letter, now: datetime) -> Receipt:
        """Hand a message over; see `Serviceplatformen.send`."""
        return self._platform.send(message, memo.DIGITAL_POST, now)


class NemSms:
    """Notices by NemSMS: at most 150 characters, and never a letter."""

    def __init__(self, platform: Serviceplatformen) -> None:
        self._platform = platform

    def send(self, message: Notice, now: datetime) -> Receipt:
        """Hand a notice over; see `Serviceplatformen.send`."""
        if not isinstance(message, Notice):
            raise TypeError("only a notice goes by NemSMS")
        return self._platform.send(message, memo.NEMSMS, now)


def _transmission(answer: requests.Response) -> str | None:
    """Return what the other side calls the message.

    Raises:
        RetryError: The answer is not one.
        RefusedError: It says no.
    """
    if len(answer.content) > _MOST_BYTES or b"<!DOCTYPE" in answer.content:
        raise RetryError("not_understood")
    try:
        root = ElementTree.fromstring(answer.content)  # noqa: S314 - no entities without DOCTYPE
    except ElementTree.ParseError:
        raise RetryError("not_understood") from None
    said = {element.tag.rpartition("}")[2]: (element.text or "").strip() for element in root.iter()}
    if "Result" not in said:
        raise RetryError("not_understood")
    if said["Result"].lower() != "true":
        raise RefusedError(f"answered_{said.get('AdvisId') or 'no'}"[:60])
    return said.get("TransmissionID") or None
