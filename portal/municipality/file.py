"""Reads ``municipality.toml``, and says in one sentence what is wrong with it."""

import re
import tomllib
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from portal.municipality.facts import Municipality
from portal.municipality.toml_lines import Path, line_of, lines_of
from portal.municipality.values import shown


class MunicipalityError(Exception):
    """The file cannot be used. Its text is one sentence for whoever runs the portal."""


def load(path: FilePath, *, demo: bool = True) -> Municipality:
    """Return the municipality's facts.

    Without ``demo`` the facts a demonstration may leave out or invent are asked for too.

    Raises:
        MunicipalityError: The file is missing, is not TOML or holds a bad value; the error's
            text is one sentence with the file, the line, the key and what is allowed.
    """
    text = _read(path)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MunicipalityError(_syntax_sentence(path, text, error)) from None
    try:
        municipality = Municipality.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        raise MunicipalityError(_sentence(path, text, first)) from None
    if not demo:
        _refuse_invented(path, municipality)
    return municipality


def _refuse_invented(path: FilePath, municipality: Municipality) -> None:
    if municipality.accessibility_statement_url is None:
        raise MunicipalityError(
            f"{path.name}: accessibility_statement_url is missing; outside demo mode it must be "
            "the address of the municipality's accessibility statement."
        )
    if not municipality.cvr.strip("0"):
        raise MunicipalityError(
            f"{path.name}, line {lines_of(_read(path))[('cvr',)]}: cvr is “{municipality.cvr}”; "
            "outside demo mode it must be the municipality's own number."
        )


def _read(path: FilePath) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise MunicipalityError(
            f"{path} is missing; it must hold the facts of the municipality."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise MunicipalityError(f"{path} cannot be read: {error}.") from None


def _syntax_sentence(path: FilePath, text: str, error: tomllib.TOMLDecodeError) -> str:
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
    line = (place and place[1]) or len(text.splitlines())
    reason = str(error)[: place.start()] if place else str(error)
    return f"{path.name}, line {line}: this is not TOML ({reason})."


def _sentence(path: FilePath, text: str, error: ErrorDetails) -> str:
    """Return what is wrong, where, and what is allowed, in one sentence."""
    where = (*error["loc"], *error.get("ctx", {}).get("at", ()))
    line = line_of(lines_of(text), where)
    place = f"{path.name}, line {line}" if line else path.name
    key = ".".join(part for part in where if isinstance(part, str))
    return f"{place}: {key} {_fault(error)}."


def _fault(error: ErrorDetails) -> str:
    """Return the half of the sentence that follows the key."""
    if error["type"] == "fact":
        return error["msg"]
    if error["type"] == "extra_forbidden":
        known = ", ".join(sorted(_schema_at(error["loc"][:-1])["properties"]))
        return f"is not a key here; allowed are {known}"
    allowed = _allowed(error["loc"])
    if error["type"] == "missing":
        return f"is missing; it must be {allowed}"
    return f"is {shown(error['input'])}; it must be {allowed}"


@cache
def _schema() -> dict[str, Any]:
    return Municipality.model_json_schema()


def _allowed(where: Path) -> str:
    """Return what may stand at a place of the file."""
    for node in _options(_step(_schema_at(where[:-1]), where[-1])):
        if "description" in node:
            return str(node["description"])
        if node.get("type") == "array":
            return f"one [[{where[-1]}]] or more" if "$ref" in node["items"] else "a list"
    return f"a table [{where[-1]}]"


def _schema_at(where: Path) -> dict[str, Any]:
    """Return the schema of the table at a place, references followed."""
    node = _schema()
    for part in where:
        node = _options(_step(node, part))[-1]
    return node


def _step(node: dict[str, Any], part: str | int) -> dict[str, Any]:
    found: dict[str, Any] = node["items"] if isinstance(part, int) else node["properties"][part]
    return found


def _options(node: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a schema and what it stands for: the other side of "or nothing", then the reference.

    A referenced table's own description is a docstring and tells the reader of the file nothing.
    """
    found = [node]
    if "anyOf" in node:
        found.append(node["anyOf"][0])
    if "$ref" in found[-1]:
        table = dict(_schema()["$defs"][found[-1]["$ref"].rsplit("/", 1)[-1]])
        table.pop("description", None)
        found.append(table)
    return found
