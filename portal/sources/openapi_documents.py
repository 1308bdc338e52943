"""The part of the contract by which a case system hands over its decisions as documents."""

from typing import Any

from portal.sources.openapi_parts import REF, TOO_OFTEN, UNAUTHORIZED, problem


def paths() -> dict[str, Any]:
    """Return the paths by their address."""
    return {"/api/v1/documents": {"post": _KEEP}}


def schemas() -> dict[str, Any]:
    """Return the schemas by their name."""
    return {
        "Document": {
            "type": "object",
            "required": ["document"],
            "properties": {
                "document": {
                    "type": "string",
                    "description": "The portal's own id of the document.",
                    "examples": ["Zk3v9cXh2mQw7LtR"],
                }
            },
        }
    }


def _query(name: str, description: str, schema: dict[str, Any], example: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": True,
        "description": description,
        "schema": schema,
        "example": example,
    }


REFERENCE = {"type": "string", "minLength": 1, "maxLength": 80}

_KEEP: dict[str, Any] = {
    "tags": ["push"],
    "operationId": "keepDocument",
    "summary": "The decision itself, as PDF",
    "description": "The portal's letter about a decision never goes without the decision itself. "
    "It is shown to the citizen in full, with the letter, and not before. The same content about "
    "the same decision is one document.",
    "security": [{"source": []}],
    "parameters": [
        _query("case", "The case's reference.", REFERENCE, "SAG-2026-0042"),
        _query(
            "kind",
            "What it is.",
            {"type": "string", "enum": ["decision", "reassessment"]},
            "decision",
        ),
        _query("about", "The reference of the decision or the complaint.", REFERENCE, "d-1"),
    ],
    "requestBody": {
        "required": True,
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
    },
    "responses": {
        "201": {
            "description": "It is kept.",
            "content": {"application/json": {"schema": {"$ref": REF + "Document"}}},
        },
        "400": problem("A parameter is missing or wrong."),
        "401": UNAUTHORIZED,
        "404": problem("The source has told of no such case."),
        "413": problem("It is larger than 6 MB."),
        "415": problem("It is not sent as `application/pdf`."),
        "422": problem("It is no PDF, not whole, or locked with a code."),
        "429": TOO_OFTEN,
        "503": problem("Not now."),
    },
}
