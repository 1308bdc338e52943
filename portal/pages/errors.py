"""Error pages in the reader's language, with the phone and help from others."""

from urllib.parse import quote

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError, TimeoutError
from werkzeug.exceptions import HTTPException

from portal.pages.problem import problem
from portal.pages.rendering import page, speaker

_OURS = (400, 401, 403, 404, 405, 413, 429, 500, 503)


def register(app: Flask) -> None:
    """Let every error of the application end on a page of its own."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _form_expired)
    for unreachable in (OperationalError, InterfaceError, TimeoutError):
        app.register_error_handler(unreachable, _unreachable)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error
    if request.path.startswith("/api/"):
        answer = problem(status, "http", error.name)
        answer.headers.extend(_said_too(error))
        return answer
    more: list[str] = g.get("kept_late", [])
    return *_page(status, more), _said_too(error)


def _said_too(error: HTTPException) -> list[tuple[str, str]]:
    """Return the headers that belong to an error: what may be done instead, or when."""
    return [item for item in error.get_headers() if item[0] in ("Allow", "Retry-After")]


def _form_expired(_error: CSRFError) -> ResponseReturnValue:
    return _page(400, ["error.form_expired"])


def _unreachable(error: SQLAlchemyError) -> ResponseReturnValue:
    # The statement and its values may hold personal data: only the kind is logged.
    kind = getattr(error, "orig", None) or error
    current_app.logger.error("database error: %s", type(kind).__name__)
    if request.path.startswith("/api/"):
        answer = problem(503, "database", "The database does not answer. Send the same again.")
        answer.headers["Retry-After"] = "30"
        return answer
    return _page_without_reader(503)


def _unexpected(error: Exception) -> ResponseReturnValue:
    # A traceback's values may hold personal data: kind and place are enough to find it.
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "?"
    current_app.logger.error("unexpected %s at %s", type(error).__name__, where)
    if current_app.testing:
        raise error
    if request.path.startswith("/api/"):
        return problem(500, "unexpected", "Something went wrong here.")
    return _page_without_reader(500)


def _page_without_reader(status: int) -> ResponseReturnValue:
    """Return a page that does not ask who has signed in: that may be what went wrong."""
    g.setdefault("identity", None)
    return _page(status, [])


def _page(status: int, more: list[str]) -> tuple[str, int]:
    shown = status if status in _OURS else (400 if status < 500 else 500)
    say = speaker().key
    body = page(
        "public/error.html",
        title=say(f"error.{shown}.heading"),
        paragraphs=[say(key) for key in (f"error.{shown}.what", *more, "error.phone")],
        sign_in=_sign_in() if shown == 401 else None,
    )
    return body, status


def _sign_in() -> str:
    """Return where to sign in, and from there back to what was asked for."""
    at = str(current_app.config["SIGN_IN_AT"])
    if at != "/log-ind" or request.method != "GET":
        return at
    return f"{at}?efter={quote(request.path)}"
