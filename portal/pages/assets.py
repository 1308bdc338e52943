"""The style sheet: small sources joined into one file whose address changes with its content."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_STRING = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND_MARKS = re.compile(r" ?([{};,]) ?")


def bundle(sources: Path, *, link: str | None = None, tint: str | None = None) -> tuple[bytes, str]:
    """Return the whole style sheet (UTF-8) and a digest of it for its address.

    The files are joined in the order of their names. The municipality's own colours stand in a
    last rule and hold in light mode only: a dark page needs colours made for it. That they
    are readable is checked where the municipality's facts are read, not here.

    Args:
        sources: Folder with the ``*.css`` files.
        link: Colour of links and the path, ``#rgb`` or ``#rrggbb``.
        tint: Ground of what is current, in the same form.

    Raises:
        ValueError: A colour is not in that form.
        FileNotFoundError: The folder holds no style sheet.
    """
    files = sorted(sources.glob("*.css"))
    if not files:
        raise FileNotFoundError(f"no style sheets in {sources}")
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    css = (minify(text) + _own_colours(link, tint)).encode()
    return css, hashlib.sha256(css).hexdigest()[:12]


def minify(css: str) -> str:
    """Return the same rules without comments and needless space; strings are left alone.

    Space round ``+``, ``>`` and before ``:`` may carry meaning and stays.

    >>> minify('a > b :hover { color: red; /* why */ content: "a  ;  b"; }')
    'a > b :hover{color:red;content:"a  ;  b"}'
    """
    parts = _STRING.split(_COMMENT.sub("", css))
    short = [part if index % 2 else _squeeze(part) for index, part in enumerate(parts)]
    return "".join(short).strip()


def _squeeze(css: str) -> str:
    css = _AROUND_MARKS.sub(r"\1", _SPACE.sub(" ", css))
    return css.replace(": ", ":").replace(";}", "}")


def _own_colours(link: str | None, tint: str | None) -> str:
    own = {"--link": link, "--tint": tint}
    chosen = {name: colour for name, colour in own.items() if colour is not None}
    for name, colour in chosen.items():
        if not _COLOUR.fullmatch(colour):
            raise ValueError(f"{name}: {colour!r} is not a colour written as #rrggbb")
    if not chosen:
        return ""
    rules = ";".join(f"{name}:{colour}" for name, colour in chosen.items())
    return (
        "@media (prefers-color-scheme:light) and (forced-colors:none)"
        f"{{@layer tokens{{:root{{{rules}}}}}}}"
    )
