"""A page goes to the server whole, with what any answer of Werkzeug's has."""

from typing import Any

from werkzeug.test import create_environ

from portal.pages.answers import PortalResponse


def sent(response: PortalResponse, method: str = "GET") -> tuple[Any, dict[str, str]]:
    """Return the body as a server is given it, and the headers."""
    headers: dict[str, str] = {}

    def start(_status: str, pairs: Any, _error: object = None) -> Any:
        headers.update(pairs)

    body = response(create_environ(method=method), start)
    return body, headers


def test_a_body_in_memory_is_a_list_and_is_closed() -> None:
    closed = []
    response = PortalResponse("Frø", mimetype="text/html")
    response.call_on_close(lambda: closed.append(True))
    body, headers = sent(response)
    assert body == ["Frø".encode()]
    assert headers["Content-Length"] == "4"
    assert closed == [True]


def test_a_body_that_is_made_on_the_way_stays_an_iterator() -> None:
    body, headers = sent(PortalResponse(piece for piece in ("a", "b")))
    assert not isinstance(body, list)
    assert b"".join(body) == b"ab"
    assert "Content-Length" not in headers


def test_a_list_of_pieces_has_its_length() -> None:
    body, headers = sent(PortalResponse(["a", "bc"]))
    assert body == [b"a", b"bc"]
    assert headers["Content-Length"] == "3"


def test_who_asks_for_the_head_alone_gets_no_body() -> None:
    body, headers = sent(PortalResponse("abc"), "HEAD")
    assert b"".join(body) == b""
    assert headers["Content-Length"] == "3"


def test_a_redirect_is_wholly_werkzeugs() -> None:
    _, headers = sent(PortalResponse("", 303, {"Location": "/å"}))
    assert headers["Location"] == "/%C3%A5"
