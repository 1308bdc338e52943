"""Remember that a citizen took their question to DUKH: that, and nothing of what went along."""

from sqlalchemy import Engine

from portal.adviser_room.store import conversations


def hand_over(engine: Engine, number: int) -> None:
    """Count it, once for each conversation. The paper itself is the citizen's and is not kept."""
    with engine.begin() as connection:
        conversations.change(connection, number, handed_over=True)
