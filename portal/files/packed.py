"""Look into a Word or OpenDocument file without unpacking it to anywhere."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable

from portal.core.files import FileProblem
from portal.files.kinds import Kind

MOST_UNPACKED = 100 * 1024 * 1024
"""Bytes. A document of a hundred megabytes is none that a person wrote."""

MOST_PARTS = 2000
_MOST_PROMISED_BY_XML = 5 * 1024 * 1024

# Word's own programs, ActiveX, and things made by another program; OpenDocument's programs.
_RUNS = re.compile(
    r"vbaProject|vbaData|activeX|macrosheets|embeddings/.*\.bin"
    r"|^Basic/|^Scripts/|^Object \d+/Basic",
    re.IGNORECASE,
)
# A template fetched from elsewhere when the file is opened brings its programs along.
_FETCHED = re.compile(rb'attachedTemplate[^>]*TargetMode\s*=\s*"External"', re.IGNORECASE)
_MACRO_TYPE = re.compile(rb"macroEnabled|vnd\.ms-office\.(?:vbaProject|activeX)", re.IGNORECASE)

# All that the standard library has been seen to raise for a broken file.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)


def problem_within(content: bytes, kind: Kind) -> FileProblem | None:
    """Return what is wrong inside a packed document, None when nothing is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _problem(packed, kind)
    except _BROKEN:
        return FileProblem.DAMAGED


def _problem(packed: zipfile.ZipFile, kind: Kind) -> FileProblem | None:
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        return FileProblem.SWOLLEN
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        return FileProblem.LOCKED
    usual = all(part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts)
    if not usual or len(set(names)) != len(names) or any(map(_leads_out, names)):
        return FileProblem.DAMAGED
    if any(_RUNS.search(name) for name in names):
        return FileProblem.MACROS
    if kind is Kind.DOCX:
        return _problem_of_word(packed, names)
    return _problem_of_open_document(packed, names)


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _problem_of_word(packed: zipfile.ZipFile, names: Iterable[str]) -> FileProblem | None:
    if not {"[Content_Types].xml", "word/document.xml"}.issubset(names):
        return FileProblem.DAMAGED
    if _MACRO_TYPE.search(_text_of(packed, "[Content_Types].xml")):
        return FileProblem.MACROS
    fetched = (_text_of(packed, name) for name in names if name.endswith(".rels"))
    return FileProblem.MACROS if any(map(_FETCHED.search, fetched)) else None


def _problem_of_open_document(packed: zipfile.ZipFile, names: Iterable[str]) -> FileProblem | None:
    if "content.xml" not in names or "META-INF/manifest.xml" not in names:
        return FileProblem.DAMAGED
    manifest = _text_of(packed, "META-INF/manifest.xml")
    return FileProblem.LOCKED if b"encryption-data" in manifest else None


def _text_of(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as part:
        found = part.read(_MOST_PROMISED_BY_XML + 1)
    if len(found) > _MOST_PROMISED_BY_XML:
        raise zipfile.BadZipFile(name)
    return found
