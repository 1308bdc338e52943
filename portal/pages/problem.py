"""What an interface answers when something is wrong: RFC 9457."""

from http import HTTPStatus
from typing import Any

from flask import Response, jsonify


def problem(status: int, code: str, detail: str, **more: Any) -> Response:
    """Return an error as RFC 9457 problem+json."""
    body = {
        "type": f"urn:sagsvej:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    response = jsonify(body)
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response
