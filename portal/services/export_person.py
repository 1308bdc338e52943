"""Write down everything that is held on one person, in one file they can be given."""

import json
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

from sqlalchemy import Connection, Engine

from portal.core.access import is_concerned, may_see
from portal.core.fold import read_case
from portal.core.looks import ActorKind, Look, What, visible_to
from portal.core.parties import Party
from portal.core.person_copy import about
from portal.files import FileMissingError, Vault
from portal.identity.identifiers import Identifiers, UnreadableError
from portal.services.look import by_system, write_looks
from portal.store import cases, looks, outbox, person_copy
from portal.store.cases import COPENHAGEN
from portal.store.kept import TABLES

_SYSTEM = "export-person"
# Not relatives': staff read the copy through, and never see when a citizen was here.
_TOLD_LOOKS = (ActorKind.STAFF, ActorKind.SYSTEM)
_EVERY = 1_000_000
_NEVER = frozenset({"id", "case_id", "message_id", "letter_id", "document_id", "token_hash"})
"""Numbers of ours and the hash of a session: they tell a person nothing."""
_BESIDE = frozenset({"pdf", "content", "html"})
"""What lies in the file as a file of its own."""

_READ_ME = """Kopi af oplysninger om en person / A copy of what is held on a person

Skrevet / written: {now:%Y-%m-%d %H:%M}

oplysninger.json   alt, der står i portalens tabeller om personen
                   all that the portal's tables hold about the person
breve/             breve til personen / letters to the person
dokumenter/        afgørelser, der fulgte med brevene / decisions that came with the letters
filer/             filer, personen har sendt / files the person has sent

Udeladt / left out:
- {left_out} hændelser om andre i de samme sager / events about others in the same cases
- en afgørelses udfald, så længe siden også holder det tilbage
  the outcome of a decision, as long as the page holds it back too
- kladder hos medarbejdere: {drafts} / drafts of staff
- hvornår personen har logget ind, hvad der blev gemt, da tiden løb ud, og hvilke andres sager
  personen har åbnet: en medarbejder læser dette igennem og må ikke se, hvornår en borger er her.
  Personen kan spørge kommunens databeskyttelsesrådgiver om det
  when the person signed in, what was kept when their time ran out, and whose cases they opened:
  an employee reads this through, and must not see when a citizen is here. The person can ask the
  municipality's data protection officer about it
- hvornår pårørende har åbnet personens sag: det står på siden "Hvem har set din sag"
  when relatives opened the person's case: it stands on the page "Who has opened your case"
{missing}
Portalen er en kopi. Sagens egne papirer ligger i kommunens fagsystem og indgår ikke her.
Borgerrådgiverens rum har sin egen database og indgår ikke her.
The portal is a copy: the case's own papers lie in the municipality's case system and are not here.
The adviser's room has a database of its own, which is not here.

Læs det igennem, før det udleveres: fri tekst kan nævne andre.
Read it through before it is handed over: free text may name others.
"""


@dataclass(slots=True)
class PersonCopy:
    """A copy: ``tables`` by name, ``files`` by their name in the zip, and what is not in it."""

    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    left_out: int = 0
    drafts: int = 0
    missing: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is held on them."""
        return not any(self.tables.values())


def export_person(
    engine: Engine, vault: Vault, identifiers: Identifiers, identifier: str, now: datetime
) -> PersonCopy:
    """Return all that is held on somebody. That it was taken out stands among the looks.

    Args:
        engine: The store.
        vault: Where files lie.
        identifiers: Finds the person, and reads what is encrypted.
        identifier: Their CPR number.
        now: The time, aware.
    """
    person = identifiers.person(identifier)
    copy = PersonCopy()
    reading = _Reading(identifiers, vault, copy)
    with engine.begin() as connection:
        found = person_copy.rows_of(connection, person)
        # Before anything is shown: what cannot be written down is not handed out either.
        write_looks(
            connection,
            [by_system(_SYSTEM, row.id, What.EXPORT, now) for row in found["case_file"]],
        )
        for name, rows in found.items():
            copy.tables[name] = [reading.row(name, row) for row in rows]
        _cases(connection, person, copy, now)
        copy.tables["set_aside"] = list(reading.set_aside(connection, identifier))
    for row in found["letter"]:
        reading.file(f"breve/{row.public_id}.pdf", row.pdf)
        reading.file(f"breve/{row.public_id}.html", row.html.encode() if row.html else None)
    for row in found["document"]:
        reading.file(f"dokumenter/{row.public_id}.pdf", row.content)
    for row in found["attachment"]:
        reading.attachment(row)
    return copy


def as_zip(copy: PersonCopy, now: datetime) -> bytes:
    """Return a copy as one file: JSON, and the letters and files as they are."""
    written = BytesIO()
    missing = "".join(f"- {what}\n" for what in copy.missing)
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        read_me = _READ_ME.format(
            now=now, left_out=copy.left_out, drafts=copy.drafts, missing=missing
        )
        packed.writestr("læs-mig.txt", read_me)
        told = json.dumps(copy.tables, ensure_ascii=False, indent=1, sort_keys=True)
        packed.writestr("oplysninger.json", told)
        for name, content in copy.files.items():
            packed.writestr(name, content)
    return written.getvalue()


def _cases(connection: Connection, person: str, copy: PersonCopy, now: datetime) -> None:
    """Add the events of each case that are about the person, and who has looked at it."""
    today = now.astimezone(COPENHAGEN).date()
    places: dict[int, list[Party]] = {}
    for case_id, party in outbox.places_of(connection, person):
        places.setdefault(case_id, []).append(party)
    copy.tables["case_event"], copy.tables["look"] = [], []
    for case_id, parties in places.items():
        events = cases.events_of_case(connection, case_id)
        concerned = _is_about(parties)
        told = about(events, read_case(events), {one.ref for one in parties}, concerned=concerned)
        copy.left_out += told.left_out
        copy.tables["case_event"] += [
            {"type": one.type, "at": one.occurred_at.isoformat(), "data": _plain(one.data or {})}
            for one in told.events
        ]
        for look in looks.looks_at(connection, case_id, _TOLD_LOOKS, _EVERY):
            seen = (visible_to(look, party, may_see(party, today)) for party in parties)
            copy.tables["look"] += [_look(one) for one in seen if one is not None][:1]
    concerned_in = [case_id for case_id, parties in places.items() if _is_about(parties)]
    copy.drafts = person_copy.drafts_in(connection, concerned_in)


def _is_about(parties: Collection[Party]) -> bool:
    """Tell whether a case is about somebody, who is not only linked to it by mistake."""
    return any(is_concerned(party) and not party.wrong for party in parties)


def _look(look: Look) -> dict[str, Any]:
    told = {name: getattr(look, name) for name in ("name", "role", "unit", "what", "purpose")}
    return {"at": look.at.isoformat(), "actor_kind": look.actor_kind, **told}


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a payload without the person's hash, which is nothing to them."""
    return {
        name: _plain(value) if isinstance(value, dict) else value
        for name, value in data.items()
        if name != "person"
    }


@dataclass(slots=True)
class _Reading:
    """Reads rows: what was encrypted is opened, and hashes are left out."""

    identifiers: Identifiers
    vault: Vault
    copy: PersonCopy

    def row(self, table: str, row: Any) -> dict[str, Any]:
        kept = TABLES[table]
        hidden = {*_NEVER, *kept.people, *kept.digests, *kept.plain, *_BESIDE}
        found: dict[str, Any] = {}
        for name, value in row._mapping.items():
            if name in kept.sealed:
                found[name] = self._open(table, value)
            elif name not in hidden:
                found[name] = value.isoformat() if isinstance(value, date) else value
        return found

    def set_aside(self, connection: Connection, identifier: str) -> Iterator[dict[str, Any]]:
        digits = identifier.replace("-", "").replace(" ", "")
        for row in person_copy.set_aside(connection):
            told = self.row("set_aside", row)
            if digits in str(told["payload"]).replace("-", "").replace(" ", ""):
                yield told

    def file(self, name: str, content: bytes | None) -> None:
        if content:
            self.copy.files[name] = content

    def attachment(self, row: Any) -> None:
        name = str(self._open("attachment", row.name) or "fil").replace("/", "_")
        try:
            self.file(f"filer/{row.public_id}-{name}", self.vault.get(row.public_id))
        except FileMissingError:
            self.copy.missing.append(f"filen mangler / the file is missing: {name} ({row.state})")

    def _open(self, table: str, value: bytes | None) -> str | None:
        if not value:
            return None
        try:
            return self.identifiers.decrypt(value)
        except UnreadableError:
            self.copy.missing.append(f"kan ikke læses / cannot be read: {table}")
            return None
