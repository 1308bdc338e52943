"""Those who work here: who they are and where a message to them goes."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, insert, select, update

from portal.identity import Identity
from portal.store.models import StaffRow


def remember(connection: Connection, identity: Identity, email: str | None = None) -> None:
    """Keep what a sign-in tells of somebody who works here."""
    if identity.staff is None or identity.name is None:
        return
    known: dict[str, Any] = {
        "name": identity.name,
        "unit": identity.unit,
        "role": str(identity.role),
    }
    if email is not None:
        known["email"] = email
    changed = connection.execute(
        update(StaffRow).where(StaffRow.key == identity.staff).values(known)
    )
    if changed.rowcount == 0:
        connection.execute(insert(StaffRow).values(key=identity.staff, **known))


def by_name(connection: Connection, names: Collection[str]) -> dict[str, Any]:
    """Return those who work here by the name cases know them by; two of a name are left out.

    Nobody may get another's message because they share a name.
    """
    statement = select(*StaffRow.__table__.columns).where(StaffRow.name.in_(names))
    found: dict[str, list[Any]] = {}
    for row in connection.execute(statement):
        found.setdefault(row.name, []).append(row)
    return {name: rows[0] for name, rows in found.items() if len(rows) == 1}


def of_unit(connection: Connection, unit: str) -> list[Any]:
    """Return everybody of a unit, by name."""
    statement = (
        select(*StaffRow.__table__.columns).where(StaffRow.unit == unit).order_by(StaffRow.name)
    )
    return list(connection.execute(statement))
