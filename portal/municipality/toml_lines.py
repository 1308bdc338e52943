"""On which line of a TOML file a key stands, so that an error can point at it.

The standard library's parser gives values without places. This reads the same text once more,
only for its table headers and keys; it need not understand the values.
"""

import re

Path = tuple[str | int, ...]

_STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')
_LONG_QUOTE = re.compile(r"\"\"\"|'''")
_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([\w\-.\"' ]+?)\s*=")


def lines_of(text: str) -> dict[Path, int]:
    r"""Return the line (1 is the first) of every table header and key in a valid TOML text.

    Entries of an array of tables carry their place, counted from 0, as pydantic does.

    >>> lines_of('a = 1\n[[b]]\nc = 2\n[b.d]\ne = 3\n')[("b", 0, "d", "e")]
    5
    """
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for number, line in _outside_values(text):
        if header := _HEADER.match(line):
            table = _table(header, counts)
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found[table + _names(key[1])] = number
    return found


def line_of(found: dict[Path, int], path: Path) -> int | None:
    """Return the line of a key, or of the nearest thing around it; None for the file itself."""
    for length in range(len(path), 0, -1):
        if path[:length] in found:
            return found[path[:length]]
    return None


def _outside_values(text: str) -> list[tuple[int, str]]:
    """Return the lines that begin outside a list, a table in braces or a long string."""
    kept = []
    depth, in_long = 0, False
    for number, line in enumerate(text.splitlines(), start=1):
        if depth == 0 and not in_long:
            kept.append((number, line))
        if len(_LONG_QUOTE.findall(line)) % 2:
            in_long = not in_long
        elif not in_long and not _HEADER.match(line):
            bare = _STRING.sub("", line).split("#")[0]
            depth += sum(bare.count(sign) for sign in "[{") - sum(bare.count(sign) for sign in "]}")
    return kept


def _table(header: re.Match[str], counts: dict[Path, int]) -> Path:
    """Return the path of a table header, with the places of the arrays it lies in."""
    path: Path = ()
    names = _names(header[2])
    for name in names[:-1]:
        path += (name,)
        if path in counts:
            path += (counts[path],)
    path += names[-1:]
    if header[1] == "[[":
        counts[path] = counts.get(path, -1) + 1
    return path + ((counts[path],) if path in counts else ())


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))
