"""The keys of the words about signing in and out; see :mod:`portal.wording.keys`."""

from collections.abc import Iterator

from portal.identity.signed_in import Trouble

_PLAIN = """
lead citizen.what staff.what none.what without.heading without.what share help
roles.lead leaving.what leaving.slow signed_out.closed late.kept late.files
restored.what session.warning session.over_typed session.failed
"""


def enter_keys() -> Iterator[tuple[str, ...]]:
    """The way in and out, and how long one is signed in."""
    yield from ((f"enter.{code}",) for code in _PLAIN.split())
    for trouble in Trouble:
        yield from ((f"enter.{trouble}.{part}",) for part in ("heading", "what", "do"))
