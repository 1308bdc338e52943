"""Keep the files that came with a message, in the transaction that keeps the message."""

from collections.abc import Iterable

from sqlalchemy import Connection

from portal.files import Accepted, Vault
from portal.identity.identifiers import Identifiers
from portal.store import attachments


def keep_files(
    connection: Connection,
    vault: Vault,
    identifiers: Identifiers,
    message_id: int,
    files: Iterable[Accepted],
) -> list[str]:
    """Return the ids of the files, which are on disk and noted when the transaction commits.

    When it does not commit, they lie there unclaimed, and :mod:`portal.services.scan_files`
    removes them a day later. No one may open any of them before it has been scanned.
    """
    rows = [
        {
            "public_id": vault.put(file.content),
            "message_id": message_id,
            "name": identifiers.encrypt(file.name),
            "media_type": file.media_type,
            "size": len(file.content),
            "digest": identifiers.digest(file.content),
        }
        for file in files
    ]
    attachments.add(connection, rows)
    return [str(row["public_id"]) for row in rows]
