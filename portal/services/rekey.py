"""Change the key that hides identifiers, while nothing else runs.

The key does three things, and each is changed in its own way. What is encrypted is opened with the
old key and closed with the new one. A person's hash is made anew from their number, which is kept
encrypted. A digest is made anew where what it was made of is kept; of events it is not, so their
digests go.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Engine

from portal.files import FileMissingError, Vault
from portal.identity.identifiers import Identifiers, UnreadableError
from portal.store import feed, rekey
from portal.store.models import AttachmentRow, DocumentRow, LetterRow, SetAsideRow

_AT_ONCE = 500


class RekeyError(Exception):
    """The key cannot be changed. Its text is one sentence; nothing was changed."""


@dataclass(slots=True)
class Rekeyed:
    """What was changed, by what it is. ``lost`` people are in a case and nobody knows their number.

    Only they themselves can tell it, when they sign in; their access ends.
    """

    done: Counter[str] = field(default_factory=Counter)
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Keys:
    """The old key and the new one."""

    before: Identifiers
    after: Identifiers

    def again(self, sealed: bytes) -> bytes | None:
        """Return what was sealed with the old key sealed with the new; None when it is already.

        What did not say when it came does not say it afterwards.

        Raises:
            UnreadableError: Neither key can read it.
        """
        try:
            content = self.before.unseal(sealed)
            return self.after.seal(content, timed=self.before.is_timed(sealed))
        except UnreadableError:
            self.after.unseal(sealed)
            return None


def change_key(
    engine: Engine, vault: Vault, keys: Keys, now: datetime, *, lose_some: bool = False
) -> Rekeyed:
    """Change the key of all there is. The database in one transaction, then file by file.

    Killed, it is called again and goes on: what has the new key already is left alone. The portal
    and its workers must not run meanwhile.

    Args:
        engine: The store.
        vault: Where the bytes of files lie, opened with the new key.
        keys: The two keys.
        now: The time, aware.
        lose_some: Go on though some people cannot be found again.

    Raises:
        RekeyError: Something cannot be read with either key, or people would be lost.
    """
    found = Rekeyed()
    try:
        with engine.begin() as connection:
            feed.wait_for_turn(connection)
            people = _people(connection, keys, found)
            _sealed(connection, keys, found)
            if people:
                found.lost = len(rekey.known_in_cases(connection) - set(people))
                if found.lost and not lose_some:
                    raise RekeyError(
                        f"{found.lost} people in cases have told their number to nobody here (they "
                        "came by an invitation); nothing was changed. With --lose-some their "
                        "access ends, and they are invited again."
                    )
                _hashes(connection, people, found)
                _digests(connection, vault, keys, found)
                rekey.end_sessions(connection)
                found.done["invitations ended"] += rekey.end_invitations(connection, now)
    except UnreadableError:
        raise RekeyError(
            "Something can be read with neither key, so the old one is not the one it was hidden "
            "with; nothing was changed."
        ) from None
    found.done["files"] += vault.seal_anew(keys.before)
    found.done = +found.done
    return found


def _people(connection: Connection, keys: Keys, found: Rekeyed) -> dict[str, str]:
    """Give everybody their new hash; return the new by the old, empty when all was done before."""
    changed = {}
    for row in rekey.people(connection):
        identifier = keys.again(row.identifier)
        if identifier is None:
            continue
        number = keys.after.unseal(identifier).decode()
        if keys.before.person(number) != row.person:
            raise UnreadableError
        email = keys.again(row.email) if row.email else None
        changed[row.person] = keys.after.person(number)
        values = {"person": changed[row.person], "identifier": identifier, "email": email}
        rekey.change_person(connection, row.person, values)
        found.done["people"] += 1
    return changed


def _sealed(connection: Connection, keys: Keys, found: Rekeyed) -> None:
    for table, columns, row in rekey.sealed_rows(connection):
        anew = {}
        for name in columns:
            value = getattr(row, name)
            again = keys.again(value) if value else None
            if again is not None:
                anew[name] = again
        if anew:
            rekey.change(connection, table, rekey.key_of(table, row), anew)
            found.done["encrypted values"] += len(anew)


def _hashes(connection: Connection, people: Mapping[str, str], found: Rekeyed) -> None:
    for table, columns, row in rekey.hashed_rows(connection):
        anew = {name: people[old] for name in columns if (old := getattr(row, name)) in people}
        if anew:
            rekey.change(connection, table, rekey.key_of(table, row), anew)
            found.done["hashes"] += len(anew)
    changed: list[dict[str, Any]] = []
    for row in rekey.events_with_people(connection):
        data = orjson.loads(row.data)
        if _rehash(data, people):
            text = orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()
            changed.append({"event": row.id, "text": text})
        if len(changed) >= _AT_ONCE:
            found.done["events"] += len(changed)
            rekey.change_events(connection, changed)
            changed = []
    found.done["events"] += len(changed)
    rekey.change_events(connection, changed)


def _rehash(data: dict[str, Any], people: Mapping[str, str]) -> bool:
    """Put the new hash in the place of the old, in place; tell whether there was any."""
    changed = False
    for name, value in data.items():
        if isinstance(value, dict):
            changed |= _rehash(value, people)
        elif name == "person" and value in people:
            data[name] = people[value]
            changed = True
    return changed


def _digests(connection: Connection, vault: Vault, keys: Keys, found: Rekeyed) -> None:
    """Make digests anew of what is kept, and take away those of which it is not."""
    rekey.forget_digests(connection)
    for model, content in ((DocumentRow, "content"), (LetterRow, "pdf"), (SetAsideRow, "payload")):
        table = model.__table__
        for row in rekey.digested_rows(connection, table, [content]):  # type: ignore[arg-type]
            made_of = getattr(row, content)
            if made_of and model is SetAsideRow:
                made_of = keys.after.unseal(made_of)
            if made_of:
                anew = {"digest": keys.after.digest(made_of)}
                rekey.change(connection, table, row.id, anew)  # type: ignore[arg-type]
                found.done["digests"] += 1
    files = AttachmentRow.__table__
    for row in rekey.digested_rows(connection, files, ["public_id"]):  # type: ignore[arg-type]
        try:
            content_of = vault.get_with(row.public_id, keys.before)
        except FileMissingError:
            continue  # an infected one is gone, and another's digest is never compared with it
        rekey.change(connection, files, row.id, {"digest": keys.after.digest(content_of)})  # type: ignore[arg-type]
        found.done["digests"] += 1
