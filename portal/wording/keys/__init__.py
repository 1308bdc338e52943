"""Every wording key the portal may ask for, with the placeholders its text must hold.

Derived from the vocabulary, so that a new code without words fails a test and not a
citizen's page. The interface's short labels are gettext messages and not listed here.
"""

from collections.abc import Callable, Iterator

from portal.wording.keys import acts, case, desk, editor, letters, pages, room
from portal.wording.keys.access import access
from portal.wording.keys.again import again
from portal.wording.keys.compare import compare
from portal.wording.keys.council import council
from portal.wording.keys.enter import enter_keys
from portal.wording.keys.looks import looks
from portal.wording.keys.measures import measures
from portal.wording.keys.phrases import desk_numbers, phrases
from portal.wording.keys.understood import understood

Keys = dict[str, frozenset[str]]
Group = Callable[[], Iterator[tuple[str, ...]]]
"""Yields each key of a subject, and the placeholders of its text after it."""

_SUBJECTS = (case, acts, pages, letters, desk, room, editor)
_GROUPS: tuple[Group, ...] = (
    *(group for subject in _SUBJECTS for group in subject.GROUPS),
    enter_keys,
    access,
    looks,
    again,
    compare,
    council,
    measures,
    phrases,
    desk_numbers,
    understood,
)


def required_keys() -> Keys:
    """Return each key with the names of its placeholders."""
    keys: Keys = {}
    for group in _GROUPS:
        for key, *places in group():
            keys[key] = frozenset(places)
    return keys
