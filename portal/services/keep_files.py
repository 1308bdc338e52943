"""Put a file that came with a message where files lie."""

from typing import Any

from portal.files import Accepted, Vault
from portal.identity.identifiers import Identifiers


def keep_file(vault: Vault, identifiers: Identifiers, file: Accepted) -> dict[str, Any]:
    """Put a file into the vault; return what the store notes of it, but for its message.

    Until a message claims it, it lies there unclaimed, and :mod:`portal.services.scan_files`
    removes it a day later. No one may open it before it has been scanned.
    """
    return {
        "public_id": vault.put(file.content),
        "name": identifiers.encrypt(file.name),
        "media_type": file.media_type,
        "size": len(file.content),
        "digest": identifiers.digest(file.content),
    }
