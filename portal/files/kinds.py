"""What a file is, told by its content alone. A kind that is not here is not received.

PDF, Word and OpenDocument are what letters and statements come as; JPEG, PNG and HEIC are what
a telephone photographs; text is text. MP3 and M4A are there because a citizen who cannot write
may say the answer: they are what telephones record. Old Word files (.doc) are left out: what
runs by itself hides in them and is not told apart by looking.
"""

import re
from collections.abc import Callable
from enum import StrEnum

_PNG = b"\x89PNG\r\n\x1a\n"
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
_M4A_BRANDS = {b"M4A ", b"M4B ", b"mp42", b"isom", b"iso2", b"3gp4", b"3gp5"}
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?xml|\?php|%)", re.I)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MPEG_BITRATES = 15  # of the 4 bits, 15 is none


class Kind(StrEnum):
    """A kind of file that is received, by its media type."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ODT = "application/vnd.oasis.opendocument.text"
    TEXT = "text/plain"
    MP3 = "audio/mpeg"
    M4A = "audio/mp4"


ENDINGS: dict[Kind, tuple[str, ...]] = {
    Kind.PDF: ("pdf",),
    Kind.JPEG: ("jpg", "jpeg"),
    Kind.PNG: ("png",),
    Kind.HEIC: ("heic", "heif"),
    Kind.DOCX: ("docx",),
    Kind.ODT: ("odt",),
    Kind.TEXT: ("txt",),
    Kind.MP3: ("mp3",),
    Kind.M4A: ("m4a",),
}
"""How the name of each kind ends; the first one is given to a name without."""


def kind_of(content: bytes) -> Kind | None:
    """Return what a file is, None when it is nothing that is received.

    A packed document is only told from another here; ``packed.py`` looks inside.
    """
    return next((kind for kind, is_it in _SIGNS.items() if is_it(content)), None)


def is_locked_office_file(content: bytes) -> bool:
    """Tell whether it is a Word file that asks for a password."""
    return content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content


def _is_pdf(content: bytes) -> bool:
    # Readers look for the mark further in too, which lets a file be two things. We do not.
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]


def _is_jpeg(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in content


def _is_png(content: bytes) -> bool:
    """Walk from chunk to chunk: the last one must end the file, so nothing hides behind it."""
    if not content.startswith(_PNG) or content[12:16] != b"IHDR":
        return False
    at = len(_PNG)
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        name, at = content[at + 4 : at + 8], at + 12 + length
        if name == b"IEND":
            return at == len(content)
    return False


def _brand(content: bytes) -> bytes:
    return content[8:12] if content[4:8] == b"ftyp" else b""


def _is_heic(content: bytes) -> bool:
    return _brand(content) in _HEIC_BRANDS


def _is_m4a(content: bytes) -> bool:
    """Tell sound from film: every track names what it is in its "hdlr" box."""
    if _brand(content) not in _M4A_BRANDS:
        return False
    tracks = {content[at.end() + 8 : at.end() + 12] for at in re.finditer(b"hdlr", content)}
    return b"soun" in tracks and b"vide" not in tracks


def _is_mp3(content: bytes) -> bool:
    at = 0
    if content.startswith(b"ID3") and len(content) > 10:
        # The length of what comes before the sound, seven bits in each of four bytes.
        at = 10 + sum((byte & 0x7F) << (21 - 7 * place) for place, byte in enumerate(content[6:10]))
    head = content[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:  # eleven ones, and layer 3
        return False
    return head[2] >> 4 not in (0, _MPEG_BITRATES) and head[2] >> 2 & 3 != 3


def _is_docx(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04") and b"word/document.xml" in content


def _is_odt(content: bytes) -> bool:
    # The first entry is not packed, so that the kind can be told by looking.
    return content.startswith(b"PK\x03\x04") and content[30:84].startswith(
        b"mimetype" + Kind.ODT.encode()
    )


def _is_text(content: bytes) -> bool:
    """Tell whether it is text for people: letters that can be read, and no markup."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            return False
    readable = all(sign >= " " or sign in "\t\n\r\f" for sign in text)
    return readable and not _MARKUP.search(content) and not content.lstrip().startswith(b"<")


_SIGNS: dict[Kind, Callable[[bytes], bool]] = {
    Kind.PDF: _is_pdf,
    Kind.JPEG: _is_jpeg,
    Kind.PNG: _is_png,
    Kind.HEIC: _is_heic,
    Kind.M4A: _is_m4a,
    Kind.ODT: _is_odt,
    Kind.DOCX: _is_docx,
    Kind.MP3: _is_mp3,
    Kind.TEXT: _is_text,
}
