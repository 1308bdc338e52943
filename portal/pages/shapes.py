"""Parts of a page by their shape: what stands around their texts is rendered once and kept.

A part is a dict of texts, lists of them and other dicts. Its shape is the same part with a place
for every text: which ones there are, how many, and every code and flag. A shape has no text in
it, so it may be kept between requests; the texts are filled in each time.

A component rendered so may ask whether a text is there and may show it, but not take it apart.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any

from markupsafe import Markup, escape

from portal.pages.fragments import place

Part = dict[str, Any] | Sequence[Any]

_TEXT = "\x02"
_BETWEEN = "\x1f"
_NUMBERS = tuple(str(number) for number in range(500))


def shape_of(part: Part, texts: list[str]) -> Hashable:
    """Return the shape of a part, and add its texts in the order they stand.

    Args:
        part: Texts (``str`` or ``Markup``), None, numbers, flags, codes (``StrEnum``), and
            lists, tuples and dicts of them.
        texts: Where the texts are added.
    """
    shape: list[Any] = []
    values: Iterable[Any] = part
    if type(part) is dict:
        shape += part
        values = part.values()
    for value in values:
        kind = type(value)
        if kind is str or kind is Markup:
            if value:
                texts.append(value)
                shape.append(_TEXT)
            else:
                shape.append("")
        elif kind is dict or kind is list or kind is tuple:
            shape.append(shape_of(value, texts))
        else:
            shape.append(value)
    return tuple(shape)


def with_places(part: Any, numbers: Iterator[str] | None = None) -> Any:
    """Return a part with a place for each text, numbered in the order of :func:`shape_of`."""
    numbers = numbers or iter(_NUMBERS)
    kind = type(part)
    if (kind is str or kind is Markup) and part:
        return place(next(numbers))
    if kind is dict:
        return {name: with_places(value, numbers) for name, value in part.items()}
    if kind is list or kind is tuple:
        return [with_places(value, numbers) for value in part]
    return part


def in_places(texts: list[str]) -> dict[str, str]:
    """Return texts as HTML by the names of their places."""
    return dict(zip(_NUMBERS, _escaped(texts), strict=False))


def _escaped(texts: list[str]) -> list[str]:
    """Return texts as HTML, escaped all together: one by one took seven times as long."""
    if Markup not in map(type, texts):
        found = str(escape(_BETWEEN.join(texts))).split(_BETWEEN)
        # No source may send what stands between, but a text with it must not move the others.
        if len(found) == len(texts):
            return found
    return [escape(text) for text in texts]
