"""What may become of a file that a citizen sends. Codes; the words come later."""

from enum import StrEnum


class FileProblem(StrEnum):
    """Why a file is not received."""

    TYPE = "type"
    MISMATCH = "mismatch"
    MACROS = "macros"
    LOCKED = "locked"
    TOO_BIG = "too_big"
    TOO_MANY = "too_many"
    EMPTY = "empty"
    DAMAGED = "damaged"
    SWOLLEN = "swollen"


class FileState(StrEnum):
    """How far a received file is. Nobody may open it while it waits or when it is infected.

    ``UNSCANNED``: there is no scanner here; staff are told so beside the file.
    """

    WAITING = "waiting"
    CLEAN = "clean"
    INFECTED = "infected"
    UNSCANNED = "unscanned"


def may_be_opened(state: FileState) -> bool:
    """Tell whether somebody may open a file.

    >>> may_be_opened(FileState.WAITING), may_be_opened(FileState.CLEAN)
    (False, True)
    """
    return state in (FileState.CLEAN, FileState.UNSCANNED)
