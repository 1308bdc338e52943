"""One-time codes that people read aloud, write down and type: short, and without look-alikes.

The first part finds what the code is for, the rest proves it. A code is never a sign-in: whoever
types it has signed in as themself.
"""

import secrets
import unicodedata
from typing import NamedTuple

SIGNS = "CDFGHJKMNPQRTVWX3479"
"""No vowels, so that no word can come out; nothing that looks like something else in it."""

GROUP = 4
_FINDS, _PROVES = 4, 8
LENGTH = _FINDS + _PROVES


class Code(NamedTuple):
    """A code in its two parts."""

    finder: str
    proof: str

    @property
    def groups(self) -> tuple[str, ...]:
        """The code as it is written: in groups of four."""
        whole = self.finder + self.proof
        return tuple(whole[at : at + GROUP] for at in range(0, len(whole), GROUP))

    @property
    def spelled(self) -> str:
        """The code sign by sign, as a voice reads it."""
        return ". ".join(", ".join(group) for group in self.groups)


def new_code() -> Code:
    """Return a code nobody can guess: 20 to the power of 8 proofs, and few tries."""
    drawn = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return Code(drawn[:_FINDS], drawn[_FINDS:])


def read_code(typed: str) -> Code | None:
    """Return the code somebody typed, None when it has not the shape of one.

    Small letters, spaces, hyphens and another alphabet's digits are as good.

    >>> read_code(" cdfg-hjkm npq٣")
    Code(finder='CDFG', proof='HJKMNPQ3')
    """
    signs = "".join(map(_sign, unicodedata.normalize("NFKC", typed).upper()))
    if len(signs) != LENGTH or not set(signs) <= set(SIGNS):
        return None
    return Code(signs[:_FINDS], signs[_FINDS:])


def _sign(one: str) -> str:
    if one.isdigit():
        return str(unicodedata.digit(one))
    return one if one.isalpha() else ""
