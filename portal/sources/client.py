"""Ask a case system what has happened since last time."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import requests

SECONDS = 30
MOST_WAIT = 3600
_CURSOR = re.compile(r"[ -~]{0,200}")


class SourceUnavailableError(Exception):
    """The case system did not answer as it should. ``retry_after`` is its wish, in seconds."""

    def __init__(self, reason: str, retry_after: int | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class CursorLostError(Exception):
    """The case system no longer knows our cursor: read again from the beginning."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a source's events. ``events`` is empty when nothing is new."""

    events: list[object]
    next: str | None
    more: bool
    etag: str | None


def fetch(
    session: requests.Session,
    base_url: str,
    cursor: str | None,
    limit: int,
    etag: str | None,
) -> Page:
    """Return the next page.

    Raises:
        SourceUnavailableError: No answer, or one that does not follow the contract.
        CursorLostError: The cursor is not known there.
    """
    params: dict[str, Any] = {"limit": limit}
    if cursor is not None:
        params["after"] = cursor
    headers = {"If-None-Match": etag} if etag else {}
    try:
        answer = session.get(
            f"{base_url.rstrip('/')}/events",
            params=params,
            headers=headers,
            timeout=SECONDS,
            allow_redirects=False,  # the token goes to the address in the file, and nowhere else
        )
    except requests.RequestException as error:
        raise SourceUnavailableError(type(error).__name__) from None
    if answer.status_code == HTTPStatus.NOT_MODIFIED:
        return Page([], cursor, more=False, etag=etag)
    if answer.status_code == HTTPStatus.NOT_FOUND and cursor is not None:
        raise CursorLostError
    if answer.status_code != HTTPStatus.OK:
        raise SourceUnavailableError(f"status {answer.status_code}", _retry_after(answer))
    return _page(answer)


def _page(answer: requests.Response) -> Page:
    try:
        body = answer.json()
        events, cursor, more = body["events"], body["next"], body["more"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SourceUnavailableError("an answer that does not follow the contract") from None
    if not (isinstance(events, list) and _is_cursor(cursor) and isinstance(more, bool)):
        raise SourceUnavailableError("an answer that does not follow the contract")
    etag = answer.headers.get("ETag")
    return Page(events, cursor, more, etag if _is_cursor(etag) else None)


def _is_cursor(value: object) -> bool:
    """Tell whether the store can keep it: printable ASCII of at most 200 characters."""
    return isinstance(value, str) and _CURSOR.fullmatch(value) is not None


def _retry_after(answer: requests.Response) -> int | None:
    value = answer.headers.get("Retry-After", "")
    return min(int(value), MOST_WAIT) if value.isdigit() else None
