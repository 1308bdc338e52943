"""A file's name, made fit to be shown and to be saved under. Never used as a path here."""

import re
import unicodedata

from portal.core.cpr import find_cpr
from portal.files.kinds import ENDINGS, Kind

MOST_LETTERS = 80
_FORBIDDEN = re.compile(r'[<>:"|?*/\\]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_NAMELESS = "fil"


def ending_of(name: str) -> str:
    """Return what a name says its file is, in small letters: "pdf"; empty when nothing.

    >>> ending_of("Lægens brev.PDF")
    'pdf'
    """
    stem, _, ending = name.strip().rpartition(".")
    return ending.casefold() if stem and re.fullmatch(r"\w{1,8}", ending) else ""


def shown_name(name: str, kind: Kind) -> str:
    """Return a name as it is shown: no folder, no hidden sign, no CPR number, the right ending.

    >>> shown_name("anna/610190-1234 brev.exe", Kind.PDF)
    'brev.pdf'
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    ending = ending_of(name)
    stem = name[: -len(ending) - 1] if ending else name
    stem = "".join(
        sign for sign in stem if unicodedata.category(sign)[0] not in "CZ" or sign == " "
    )
    for start, end in reversed(find_cpr(stem)):
        stem = stem[:start] + stem[end:]
    stem = re.sub(r"\s+", " ", _FORBIDDEN.sub(" ", stem)).strip(" .-_")[:MOST_LETTERS].strip()
    if not stem or _RESERVED.fullmatch(stem):
        stem = _NAMELESS
    return f"{stem}.{ending if ending in ENDINGS[kind] else ENDINGS[kind][0]}"
