"""Files that citizens send: checked by what they are, kept encrypted, scanned before opened.

Nothing here runs, unpacks or shows a file. What a file is called is only shown, never used.
"""

from portal.files.check import ACCEPTED_ENDINGS, Accepted, Refused, check
from portal.files.scanner import Scanner, Verdict
from portal.files.vault import FileMissingError, Vault

__all__ = [
    "ACCEPTED_ENDINGS",
    "Accepted",
    "FileMissingError",
    "Refused",
    "Scanner",
    "Vault",
    "Verdict",
    "check",
]
