"""The e-mail address a person gave for notices. Encrypted, and in no event."""

from sqlalchemy import Connection, select, update

from portal.store.models import PersonRow


def email_of(connection: Connection, person: str) -> bytes | None:
    """Return the encrypted address of somebody; None when they gave none."""
    found: bytes | None = connection.scalar(
        select(PersonRow.email).where(PersonRow.person == person)
    )
    return found


def set_email(connection: Connection, person: str, sealed: bytes | None) -> None:
    """Keep somebody's address, encrypted by ``Identifiers.encrypt``; None forgets it."""
    connection.execute(update(PersonRow).where(PersonRow.person == person).values(email=sealed))


def identifier_of(connection: Connection, person: str) -> bytes | None:
    """Return the encrypted identifier of somebody; None when nobody told it."""
    found: bytes | None = connection.scalar(
        select(PersonRow.identifier).where(PersonRow.person == person)
    )
    return found
