"""What every part of the contract's document is made of: references, problems, refusals."""

from typing import Any

REF = "#/components/schemas/"
PROBLEM = "application/problem+json"


def problem(description: str, headers: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return an answer that is a problem by RFC 9457."""
    answer: dict[str, Any] = {
        "description": description,
        "content": {PROBLEM: {"schema": {"$ref": REF + "Problem"}}},
    }
    return {**answer, "headers": headers} if headers else answer


UNAUTHORIZED = problem(
    "The token is missing or not known.",
    {
        "WWW-Authenticate": {
            "description": "`Bearer`",
            "schema": {"type": "string"},
            "example": "Bearer",
        }
    },
)

RETRY_AFTER = {
    "Retry-After": {
        "description": "Seconds to wait.",
        "schema": {"type": "integer", "minimum": 0},
        "example": 30,
    }
}

TOO_OFTEN = problem("Not now, too much at once. Nothing was done; ask again later.", RETRY_AFTER)
