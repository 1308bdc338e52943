"""The part of the contract by which a case system takes over what was said at the portal."""

from typing import Any

from portal.sources.openapi_parts import REF, TOO_OFTEN, UNAUTHORIZED, problem

MOST_ITEMS = 200
"""The most items in one answer, and the most acknowledged at a time."""


def paths() -> dict[str, Any]:
    """Return the paths by their address."""
    return {
        "/api/v1/journal": {"get": _LIST},
        "/api/v1/journal/acknowledgements": {"post": _ACKNOWLEDGE},
        "/api/v1/journal/{item}/files/{file}": {"get": _FILE},
    }


def schemas() -> dict[str, Any]:
    """Return the schemas by their name."""
    return {
        "Journal": _JOURNAL,
        "JournalItem": _ITEM,
        "JournalFile": _FILE_OF_ITEM,
        "Acknowledgement": _ACKNOWLEDGEMENT,
        "Acknowledged": _ACKNOWLEDGED,
    }


def _text(description: str, example: str) -> dict[str, Any]:
    return {"type": "string", "description": description, "examples": [example]}


_LIST: dict[str, Any] = {
    "tags": ["journal"],
    "operationId": "listJournal",
    "summary": "What the case system has not taken over yet, oldest first",
    "description": "Everything written, received and sent at the portal in this source's cases. "
    "An item stays here until it is acknowledged; fetched again it is the same.",
    "security": [{"source": []}],
    "parameters": [
        {
            "name": "limit",
            "in": "query",
            "description": "The most items wanted in one answer.",
            "schema": {"type": "integer", "minimum": 1, "maximum": MOST_ITEMS, "default": 50},
            "example": 50,
        }
    ],
    "responses": {
        "200": {
            "description": "The oldest items; none when everything is taken over.",
            "content": {"application/json": {"schema": {"$ref": REF + "Journal"}}},
        },
        "400": problem("`limit` is not valid."),
        "401": UNAUTHORIZED,
        "429": TOO_OFTEN,
        "503": problem("Not now."),
    },
}

_ACKNOWLEDGE: dict[str, Any] = {
    "tags": ["journal"],
    "operationId": "acknowledgeJournal",
    "summary": "Say under which reference items are journalised",
    "description": "The first reference stands; the same again changes nothing. An item that is "
    "not acknowledged within a working day stands on the unit's list.",
    "security": [{"source": []}],
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": MOST_ITEMS,
                    "items": {"$ref": REF + "Acknowledgement"},
                },
                "example": [{"item": "r9Yk2bPqT0aWc1Xz", "reference": "JOURNAL-2026-0815"}],
            }
        },
    },
    "responses": {
        "200": {
            "description": "Those that are known are acknowledged.",
            "content": {"application/json": {"schema": {"$ref": REF + "Acknowledged"}}},
        },
        "400": problem("The body is not a list of items with their references."),
        "401": UNAUTHORIZED,
        "413": problem("The body is larger than allowed."),
        "415": problem("The media type is not application/json."),
        "503": problem("Not now. Nothing was acknowledged."),
    },
}

_FILE: dict[str, Any] = {
    "tags": ["journal"],
    "operationId": "readJournalFile",
    "summary": "A file of an item",
    "description": "A file that came with a message, once it has been scanned, or a letter.",
    "security": [{"source": []}],
    "parameters": [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": about,
            "schema": {"type": "string", "minLength": 1},
            "example": example,
        }
        for name, about, example in (
            ("item", "The item.", "r9Yk2bPqT0aWc1Xz"),
            ("file", "The file, as the item names it.", "letter.pdf"),
        )
    ],
    "responses": {
        "200": {
            "description": "The file's bytes.",
            "content": {"application/octet-stream": {"schema": {"type": "string"}}},
        },
        "401": UNAUTHORIZED,
        "404": problem("There is no such file, or it may not be opened."),
        "429": TOO_OFTEN,
        "503": problem("Not now."),
    },
}

_FILE_OF_ITEM: dict[str, Any] = {
    "type": "object",
    "description": "A file of an item.",
    "required": ["file", "name", "media_type", "size", "state", "href"],
    "properties": {
        "file": _text("Names the file within its item.", "letter.pdf"),
        "name": _text("What the sender called it.", "kvittering.pdf"),
        "media_type": _text("What it is.", "application/pdf"),
        "size": {
            "type": "integer",
            "minimum": 0,
            "description": "Its size in bytes.",
            "examples": [48213],
        },
        "state": {
            "enum": ["clean", "unscanned", "waiting", "infected"],
            "description": "Scanned for viruses and clean; not scanned since there is no scanner; "
            "not scanned yet; infected and not handed out.",
            "examples": ["clean"],
        },
        "href": {
            "type": ["string", "null"],
            "description": "Where it is fetched with the same token; `null` while it may not be.",
            "examples": ["/api/v1/journal/r9Yk2bPqT0aWc1Xz/files/letter.pdf"],
        },
    },
}

_ITEM: dict[str, Any] = {
    "type": "object",
    "description": "One thing to journalise.",
    "required": ["item", "kind", "subject", "at", "author", "title", "text", "files"],
    "properties": {
        "item": _text("The item's own id.", "r9Yk2bPqT0aWc1Xz"),
        "kind": {
            "enum": ["update", "agreement", "talk", "message", "letter"],
            "description": "A caseworker's post, an agreement, a talk before a decision, "
            "something a citizen sent, or a letter to the citizen. The list may grow.",
            "examples": ["update"],
        },
        "subject": _text("The source's reference of the case.", "SAG-2026-0042"),
        "at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was written, received or made.",
            "examples": ["2026-03-12T10:04:00+01:00"],
        },
        "author": {
            "type": ["string", "null"],
            "description": "Who wrote it: name and unit, `null` for a citizen or the portal.",
            "examples": ["Karen Eksempel, Handicapteamet"],
        },
        "title": _text("What it is, in Danish.", "Opdatering"),
        "text": _text(
            "The whole of it as plain text in Danish, with date and author. Empty for a letter: "
            "it is its file.",
            "Vi har fået journalen. Jeg læser den i denne uge.",
        ),
        "files": {
            "type": "array",
            "description": "The files that belong to it.",
            "items": {"$ref": REF + "JournalFile"},
        },
    },
}

_JOURNAL: dict[str, Any] = {
    "type": "object",
    "description": "What is to be journalised.",
    "required": ["items", "more"],
    "properties": {
        "items": {
            "type": "array",
            "maxItems": MOST_ITEMS,
            "description": "The items, oldest first.",
            "items": {"$ref": REF + "JournalItem"},
        },
        "more": {
            "type": "boolean",
            "description": "Are there more once these are acknowledged?",
            "examples": [False],
        },
    },
}

_ACKNOWLEDGEMENT: dict[str, Any] = {
    "type": "object",
    "description": "That an item is journalised.",
    "additionalProperties": False,
    "required": ["item", "reference"],
    "properties": {
        "item": {
            "type": "string",
            "pattern": "^[\\w-]{1,40}$",
            "description": "The item.",
            "examples": ["r9Yk2bPqT0aWc1Xz"],
        },
        "reference": {
            "type": "string",
            "pattern": "^[\\w.:~/-]{1,80}$",
            "description": "Where it stands in the case system. Never a CPR number.",
            "examples": ["JOURNAL-2026-0815"],
        },
    },
}

_ACKNOWLEDGED: dict[str, Any] = {
    "type": "object",
    "description": "What became of the acknowledgements.",
    "required": ["acknowledged", "repeated", "unknown"],
    "properties": {
        "acknowledged": {
            "type": "integer",
            "minimum": 0,
            "description": "Items that are now taken over.",
            "examples": [1],
        },
        "repeated": {
            "type": "integer",
            "minimum": 0,
            "description": "Items that had been acknowledged before; their first reference stands.",
            "examples": [0],
        },
        "unknown": {
            "type": "array",
            "description": "Items this source does not have.",
            "items": {"type": "string"},
            "examples": [[]],
        },
    },
}
