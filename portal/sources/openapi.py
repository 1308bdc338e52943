"""The contract as an OpenAPI 3.1 document, written from the models in ``contract.py``.

One document, two sides: ``GET /events`` is served by the case system and read by the
portal; ``POST /api/v1/events`` is served by the portal. Both speak of the same events.

``python -m portal.sources.openapi FILE`` writes it; ``make contract`` calls that.
"""

import inspect
import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from portal.core.vocabulary import EventType
from portal.sources import openapi_documents, openapi_journal
from portal.sources.contract import PAYLOADS, Envelope
from portal.sources.openapi_parts import PROBLEM, REF, RETRY_AFTER, TOO_OFTEN, UNAUTHORIZED, problem
from portal.sources.problems import CODES

VERSION = "1.0"
MAX_BATCH = 1000
"""The most events in one push, and the most a portal asks for at a time."""

EVENT = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"

INGEST_CODES = {
    "other_source": "the event's `source` is not the one the token belongs to",
    "changed_content": "an event with this id and other content is already there",
}
"""The codes that come from recording an event, not from reading it."""


@cache
def document() -> dict[str, Any]:
    """Return the document. The same for every caller: do not change it."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Case-status API",
            "version": VERSION,
            "summary": "What happens in a case, told as events, so that the citizen can see it.",
            "description": _DESCRIPTION,
        },
        "tags": [
            {"name": "pull", "description": "Served by the case system, read by the portal."},
            {"name": "push", "description": "Served by the portal, called by the case system."},
            {"name": "journal", "description": "Served by the portal: what is to be journalised."},
        ],
        "paths": {
            "/events": {**_CASE_SYSTEM, "get": _pull()},
            "/api/v1/events": {"post": _push()},
            **openapi_documents.paths(),
            **openapi_journal.paths(),
        },
        "servers": [{"url": "/", "description": "The portal."}],
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "source": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The token of one source. It writes that source's cases only.",
                }
            },
        },
    }


def text() -> str:
    """Return the document as it is written to ``docs/openapi.json``."""
    return json.dumps(document(), ensure_ascii=False, indent=2) + "\n"


def schema_name(event_type: EventType) -> str:
    """Return the name of the schema of a type's whole event.

    >>> schema_name(EventType.STEP_ENTERED)
    'Event.step.entered'
    """
    return "Event." + event_type.removeprefix("sagsvej.")


_DESCRIPTION = (
    "A case system reports what happens in a case, as CloudEvents 1.0 in JSON. Events are never "
    "changed and never deleted: a mistake is corrected or withdrawn by a new event. The portal "
    "pulls them, or the case system pushes them; both mean the same, and both may be used at "
    "once. The same event again changes nothing, and the order of arrival does not matter: "
    "events count in the order they happened (`time`), then by `sequence`, then by `id`. Every "
    "optional field may be left out, or be `null`: the page then says that it is not known. "
    "The guide is docs/case-status-api.md."
)

_CASE_SYSTEM: dict[str, Any] = {
    "servers": [
        {
            "url": "{base}",
            "description": "The case system.",
            "variables": {
                "base": {
                    "default": "https://cases.example.org/status",
                    "description": "The source's `base_url` in municipality.toml.",
                }
            },
        }
    ]
}


# --- the two ways in -----------------------------------------------------------------


def _pull() -> dict[str, Any]:
    return {
        "tags": ["pull"],
        "operationId": "listEvents",
        "summary": "Events after a cursor, oldest first as the source wrote them",
        "description": "The portal asks from where it stopped, page by page while `more` is "
        "true, and then again after a while. The order is the source's own and only has to be "
        "stable: a new event always comes after those already given, also when it happened "
        "before them.",
        "security": [{}, {"source": []}],
        "parameters": [
            {
                "name": "after",
                "in": "query",
                "description": "The `next` of the last answer. Left out the first time.",
                "schema": {"type": "string", "pattern": "^[ -~]{0,200}$"},
                "example": "42",
            },
            {
                "name": "limit",
                "in": "query",
                "description": "The most events wanted in one answer.",
                "schema": {"type": "integer", "minimum": 1, "maximum": MAX_BATCH, "default": 500},
                "example": 500,
            },
            {
                "name": "If-None-Match",
                "in": "header",
                "description": "The `ETag` of the last answer to the same question.",
                "schema": {"type": "string"},
                "example": '"42-0"',
            },
        ],
        "responses": {
            "200": {
                "description": "The next events; none when there is nothing new.",
                "headers": {
                    "ETag": {
                        "description": "Names this answer, so that the same one need not be sent "
                        "again. May be left out.",
                        "schema": {"type": "string"},
                        "example": '"43-1"',
                    }
                },
                "content": {"application/json": {"schema": {"$ref": REF + "Page"}}},
            },
            "304": {"description": "Nothing new since the answer with that `ETag`."},
            "400": problem("`limit` is not valid."),
            "401": problem("The token is missing or wrong."),
            "404": problem(
                "The cursor is not known, for instance after a restore. The portal then reads "
                "from the beginning: nothing is recorded twice."
            ),
            "503": problem("Not now. The portal waits longer each time.", RETRY_AFTER),
        },
    }


def _push() -> dict[str, Any]:
    one: dict[str, Any] = {"$ref": REF + "Event"}
    many = {"$ref": REF + "Batch"}
    return {
        "tags": ["push"],
        "operationId": "recordEvents",
        "summary": "Record one event or many",
        "description": "Every event of a batch is judged by itself: a wrong one is set aside for "
        "the municipality to see, and the others are recorded. When the answer is 200 or 422, "
        "everything that was right is safely stored, and need not be sent again.",
        "security": [{"source": []}],
        "requestBody": {
            "required": True,
            "content": {
                EVENT: {"schema": one, "example": _EXAMPLE},
                BATCH: {"schema": many, "example": [_EXAMPLE]},
                "application/json": {"schema": {"anyOf": [one, many]}, "example": _EXAMPLE},
            },
        },
        "responses": {
            "200": {
                "description": "Everything is recorded, or was there already.",
                "content": {"application/json": {"schema": {"$ref": REF + "Receipt"}}},
            },
            "400": problem("The body is not JSON, or neither an event nor a list of events."),
            "401": UNAUTHORIZED,
            "413": problem(f"More than {MAX_BATCH} events, or a body larger than allowed."),
            "415": problem("The media type is none of the three."),
            "422": {
                "description": "Something was set aside; the rest is recorded.",
                "content": {PROBLEM: {"schema": {"$ref": REF + "SetAside"}}},
            },
            "429": TOO_OFTEN,
            "503": problem("Not now. Nothing was recorded; send the same again.", RETRY_AFTER),
        },
    }


_EXAMPLE = {
    "specversion": "1.0",
    "id": "e-003",
    "source": "demo-sager",
    "type": "sagsvej.step.entered",
    "subject": "SAG-2026-0042",
    "time": "2026-03-04T10:15:00+01:00",
    "recordedtime": "2026-03-04T10:15:20+01:00",
    "sequence": "3",
    "datacontenttype": "application/json",
    "data": {"step": "information"},
}


# --- schemas -------------------------------------------------------------------------


def _schemas() -> dict[str, Any]:
    models = _models()
    events = {schema_name(type_): _event(type_) for type_ in PAYLOADS}
    # A correction holds the payload of any other type.
    models["EventCorrected"]["properties"]["data"]["description"] += (
        " It must be a valid payload of `type`."
    )
    return {
        "Event": {
            "title": "Event",
            "description": "One event: of a type this document knows, or of one it does not.",
            "oneOf": [{"$ref": REF + name} for name in (*events, "Event.unknown")],
        },
        **events,
        "Event.unknown": _unknown(models["Envelope"]["properties"]["type"]),
        **models,
        **_ANSWERS,
        **openapi_documents.schemas(),
        **openapi_journal.schemas(),
    }


def _models() -> dict[str, Any]:
    """Return the schemas of the models and of the lists of codes they use, by name."""
    wanted: list[tuple[type[BaseModel], JsonSchemaMode]] = [(Envelope, "validation")]
    wanted += [(model, "validation") for model in dict.fromkeys(PAYLOADS.values())]
    _, written = models_json_schema(wanted, ref_template=REF + "{model}")
    # Where a payload and a list of codes share their name, pydantic writes both with the module.
    plain = json.dumps(written["$defs"])
    plain = re.sub(r"portal__sources__(?:contract|payloads__\w+?)__", "", plain)
    plain = re.sub(r"portal__core__vocabulary__(\w+)", r"\1Code", plain)
    return dict(sorted((name, _tidy(schema)) for name, schema in json.loads(plain).items()))


def _event(event_type: EventType) -> dict[str, Any]:
    """Return the schema of a whole event of one type."""
    model = PAYLOADS[event_type]
    about = inspect.cleandoc(model.__doc__ or "")
    needs_data = any(field.is_required() for field in model.model_fields.values())
    return {
        "title": schema_name(event_type),
        "type": "object",
        "description": about,
        "allOf": [{"$ref": REF + "Envelope"}],
        "properties": {
            "type": {
                "const": event_type.value,
                "description": about.split("\n", maxsplit=1)[0],
                "examples": [event_type.value],
            },
            "data": {"$ref": REF + model.__name__, "description": "What happened, in fields."},
        },
        "required": ["type", "data"] if needs_data else ["type"],
    }


def _unknown(any_type: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an event whose type this version does not know."""
    return {
        "title": "Event.unknown",
        "type": "object",
        "description": "An event of a type from the future.",
        "allOf": [{"$ref": REF + "Envelope"}],
        "properties": {
            "type": {
                **any_type,
                "not": {"enum": [type_.value for type_ in PAYLOADS]},
                "description": "A type this version does not know. The event is kept and shown "
                "neutrally: that something happened, not what.",
                "examples": ["sagsvej.home_visit.planned"],
            },
            "data": {
                "type": "object",
                "description": "Anything, at most 8 deep, without numbers shaped like CPR numbers.",
                "additionalProperties": True,
                "examples": [{"on": "2026-04-20"}],
            },
        },
        "required": ["type"],
    }


def _tidy(schema: Any) -> Any:
    """Return a schema without the titles pydantic makes from names, described at its top."""
    if isinstance(schema, list):
        return [_tidy(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _tidied(key, value) for key, value in schema.items() if key != "title"}
    for choice in kept.get("anyOf", ()):
        if "description" in choice:
            kept.setdefault("description", choice.pop("description"))
    return kept


def _tidied(key: str, value: Any) -> Any:
    if key in ("examples", "default"):
        return value
    if key == "properties":
        return {name: _tidy(inner) for name, inner in value.items()}
    return _tidy(value)


def _count(description: str) -> dict[str, Any]:
    return {"type": "integer", "minimum": 0, "description": description, "examples": [1]}


_UNKNOWN_TYPES = _count(
    "Recorded events whose type is not known here; left out when there are none. They change "
    "nothing: a misspelt type stands here too."
)

_POINTED = {
    "type": "object",
    "description": "One thing that is wrong with one event.",
    "required": ["index", "id", "pointer", "code", "reason"],
    "properties": {
        "index": {
            "type": "integer",
            "minimum": 0,
            "description": "The event's place in the batch, counted from 0.",
            "examples": [2],
        },
        "id": {
            "type": ["string", "null"],
            "description": "The event's id, `null` when it has none that can be repeated.",
            "examples": ["e-004"],
        },
        "pointer": {
            "type": "string",
            "description": "JSON pointer (RFC 6901) from the event to the field; empty for the "
            "event itself.",
            "examples": ["/data/due_on"],
        },
        "code": {
            "type": "string",
            "description": "What is wrong. The list may grow. "
            + "; ".join(f"`{code}`: {why}" for code, why in {**CODES, **INGEST_CODES}.items())
            + ".",
            "examples": ["missing"],
        },
        "reason": {
            "type": "string",
            "description": "The same in a sentence. Never repeats the value.",
            "examples": ["The field is missing."],
        },
    },
}

_PROBLEM_FIELDS: dict[str, Any] = {
    "type": {
        "type": "string",
        "format": "uri-reference",
        "description": "Names the kind of problem.",
        "examples": ["urn:sagsvej:problem:set-aside"],
    },
    "title": {
        "type": "string",
        "description": "The kind of problem in a few words.",
        "examples": ["Unprocessable Entity"],
    },
    "status": {
        "type": "integer",
        "description": "The HTTP status.",
        "examples": [422],
    },
    "detail": {
        "type": "string",
        "description": "What happened, in a sentence.",
        "examples": ["1 of the events could not be used and are kept aside."],
    },
}

_ANSWERS: dict[str, Any] = {
    "Batch": {
        "type": "array",
        "maxItems": MAX_BATCH,
        "description": "Events in any order. An empty list says only that the source is alive.",
        "items": {"$ref": REF + "Event"},
    },
    "Page": {
        "type": "object",
        "description": "One page of the source's events.",
        "required": ["events", "next", "more"],
        "properties": {
            "events": {
                "type": "array",
                "maxItems": MAX_BATCH,
                "description": "The events, in the source's own order.",
                "items": {"$ref": REF + "Event"},
            },
            "next": {
                "type": "string",
                "pattern": "^[ -~]{0,200}$",
                "description": "Where to go on from: any text the source understands, in ASCII, at "
                "most 200 characters. The same as `after` when there were no events.",
                "examples": ["43"],
            },
            "more": {
                "type": "boolean",
                "description": "Are there more events right now?",
                "examples": [False],
            },
        },
    },
    "Receipt": {
        "type": "object",
        "description": "What became of the events.",
        "required": ["recorded", "repeated", "set_aside"],
        "properties": {
            "recorded": _count("Events that are new and now recorded."),
            "repeated": _count("Events that were there already, with the same content."),
            "unknown_types": _UNKNOWN_TYPES,
            "set_aside": {
                "const": 0,
                "description": "Events set aside: none, or the answer is 422.",
                "examples": [0],
            },
        },
    },
    "Problem": {
        "type": "object",
        "description": "An error as RFC 9457 writes it.",
        "required": ["type", "title", "status"],
        "properties": _PROBLEM_FIELDS,
    },
    "SetAside": {
        "type": "object",
        "description": "Some events were set aside. The others are recorded.",
        "required": [
            *("type", "title", "status", "detail"),
            *("recorded", "repeated", "set_aside", "errors"),
        ],
        "properties": {
            **_PROBLEM_FIELDS,
            "recorded": _count("Events that are new and now recorded."),
            "repeated": _count("Events that were there already, with the same content."),
            "unknown_types": _UNKNOWN_TYPES,
            "set_aside": _count("Events set aside."),
            "errors": {
                "type": "array",
                "minItems": 1,
                "description": "What is wrong; an event may stand here more than once.",
                "items": _POINTED,
            },
        },
    },
}


def main(arguments: list[str]) -> None:
    """Write the document to the file named."""
    Path(arguments[0]).write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
