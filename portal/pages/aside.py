"""A page that is made on the side, for somebody else or with other words, while one is answered."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g

_OF_THE_REQUEST = ("edition", "choices", "page", "identity", "asks")


@contextmanager
def aside() -> Iterator[None]:
    """Let a page be made; the reader and the words of this request are as before afterwards."""
    kept = {name: g.get(name) for name in _OF_THE_REQUEST if name in g}
    try:
        yield
    finally:
        for name in _OF_THE_REQUEST:
            g.pop(name, None)
        for name, value in kept.items():
            setattr(g, name, value)
