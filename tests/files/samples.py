"""One small file of each kind, and what is wrong with others."""

import io
import struct
import zipfile
import zlib

from tests.files.clamd import EICAR

_TYPES = "[Content_Types].xml"
_DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_DOCM_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
_ODT = "application/vnd.oasis.opendocument.text"
_MANIFEST = "<manifest:manifest/>"


def packed(parts: dict[str, str | bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(name, content, how)
    return kept.getvalue()


def docx(main: str = _DOCX_TYPE, **more: str | bytes) -> bytes:
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    parts: dict[str, str | bytes] = {_TYPES: types, "word/document.xml": "<w:document/>"}
    return packed(parts | {name.replace("__", "/"): part for name, part in more.items()})


def odt(manifest: str = _MANIFEST, **more: str | bytes) -> bytes:
    parts: dict[str, str | bytes] = {
        "mimetype": _ODT,
        "content.xml": "<office:document-content/>",
        "META-INF/manifest.xml": manifest,
    }
    return packed(parts | {name.replace("__", "/"): part for name, part in more.items()})


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def media(brand: bytes, *handlers: bytes) -> bytes:
    tracks = b"".join(box(b"hdlr", bytes(8) + kind + bytes(12)) for kind in handlers)
    return box(b"ftyp", brand + bytes(4)) + box(b"moov", tracks)


def chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


HEADER = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40) + b"\xff\xd9"
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", HEADER)
    + chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    + chunk(b"IEND", b"")
)
HEIC = box(b"ftyp", b"heic" + bytes(4) + b"mif1heic") + box(b"meta", bytes(20))
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + b"\xff\xfb\x90\x64" + bytes(400)
MP3_BARE = b"\xff\xfb\x90\x64" + bytes(400)
M4A = media(b"M4A ", b"soun")
TEXT = "Kære kommune\r\nJeg er ikke enig. Æ, ø og å.\r\n".encode()
TEXT_WINDOWS = "Kære kommune – jeg er ikke enig.".encode("cp1252")

GOOD = {
    "brev.pdf": (PDF, "application/pdf"),
    "foto.jpg": (JPEG, "image/jpeg"),
    "foto.JPEG": (JPEG, "image/jpeg"),
    "skærm.png": (PNG, "image/png"),
    "IMG_1.HEIC": (HEIC, "image/heic"),
    "brev.docx": (
        docx(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "brev.odt": (odt(), "application/vnd.oasis.opendocument.text"),
    "svar.txt": (TEXT, "text/plain"),
    "notesblok.txt": (TEXT_WINDOWS, "text/plain"),
    "svar.mp3": (MP3, "audio/mpeg"),
    "diktafon.mp3": (MP3_BARE, "audio/mpeg"),
    "memo.m4a": (M4A, "audio/mp4"),
    "virus.txt": (EICAR, "text/plain"),  # the scanner's to find, not ours
}

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXE = b"MZ\x90\x00" + bytes(60) + b"PE\x00\x00"
DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
LOCKED_DOCX = DOC + "EncryptedPackage".encode("utf-16-le")
FETCHED = (
    '<Relationships><Relationship Type="http://schemas/attachedTemplate" '
    'Target="https://elsewhere.invalid/x.dotm" TargetMode="External"/></Relationships>'
)

BAD = {
    "HTML called PDF": ("brev.pdf", HTML, "mismatch"),
    "HTML": ("side.html", HTML, "type"),
    "HTML called text": ("side.txt", HTML, "mismatch"),
    "a template of HTML": ("side.txt", b"hello <% system %>", "mismatch"),
    "a program in letters": ("start.bat", b"@echo off\r\ndel *.*\r\n", "type"),
    "a script": ("start.js", b"alert(1)", "type"),
    "SVG": ("tegning.svg", SVG, "type"),
    "SVG called PNG": ("tegning.png", SVG, "mismatch"),
    "XML called text": ("x.txt", b'<?xml version="1.0"?><a/>', "mismatch"),
    "a program": ("setup.exe", EXE, "type"),
    "a program called PDF": ("setup.pdf", EXE, "mismatch"),
    "old Word": ("brev.doc", DOC, "type"),
    "old Word called new": ("brev.docx", DOC, "mismatch"),
    "Word with a password": ("brev.docx", LOCKED_DOCX, "locked"),
    "a packed file": ("filer.zip", packed({"a.txt": "a"}), "type"),
    "a packed file called Word": ("filer.docx", packed({"a.txt": "a"}), "mismatch"),
    "Word with macros": ("brev.docm", docx(_DOCM_TYPE), "macros"),
    "macros called Word": ("brev.docx", docx(_DOCM_TYPE), "macros"),
    "a macro project": (
        "brev.docx",
        docx(word__vbaProject_bin=b"", **{"word/vbaProject.bin": b"x"}),
        "macros",
    ),
    "ActiveX": ("brev.docx", docx(**{"word/activeX/activeX1.xml": "<x/>"}), "macros"),
    "an embedded object": ("brev.docx", docx(**{"word/embeddings/oleObject1.bin": b"x"}), "macros"),
    "a fetched template": (
        "brev.docx",
        docx(**{"word/_rels/settings.xml.rels": FETCHED}),
        "macros",
    ),
    "OpenDocument macros": ("brev.odt", odt(**{"Basic/Standard/Module1.xml": "<x/>"}), "macros"),
    "OpenDocument scripts": ("brev.odt", odt(**{"Scripts/python/x.py": "x"}), "macros"),
    "OpenDocument with a password": ("brev.odt", odt("<manifest:encryption-data/>"), "locked"),
    "a bomb": ("brev.docx", docx(**{"word/media/x.bmp": bytes(101 * 1024 * 1024)}), "swollen"),
    "many parts": ("brev.docx", docx(**{f"word/media/{n}": b"" for n in range(2100)}), "swollen"),
    "a part that leads out": ("brev.docx", docx(**{"../../etc/passwd": b"x"}), "damaged"),
    "half a Word file": ("brev.docx", docx()[:-30], "damaged"),
    "half a PDF": ("brev.pdf", PDF[:-10], "mismatch"),
    "PDF behind something": ("brev.pdf", b"MZ" + PDF, "mismatch"),
    "HTML behind a picture": ("foto.png", PNG + HTML, "mismatch"),
    "film": ("film.mp4", media(b"mp42", b"vide", b"soun"), "type"),
    "film called sound": ("film.m4a", media(b"mp42", b"vide", b"soun"), "mismatch"),
    "neither film nor sound": ("film.m4a", media(b"isom"), "mismatch"),
    "a sheet": ("ark.xlsx", packed({_TYPES: "<Types/>", "xl/workbook.xml": "<x/>"}), "type"),
    "a mail": ("brev.eml", b"\x00From: x", "type"),
    "no end": ("mystery", bytes(range(256)), "type"),
    "nothing": ("tom.pdf", b"", "empty"),
    "nothing at all": ("", b"", "empty"),
}
