"""Statements of a page, compiled once and run by the driver itself.

SQLAlchemy writes the SQL and knows the types; for a page of three small reads its bookkeeping
for each call took twice as long as the reads (measured by ``make bench``).
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Insert, Select, bindparam, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

_Convert = Callable[[Any], Any]


class Prepared:
    """A SELECT whose parameters are the names of its ``bindparam``s. None of them is a list."""

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self._statement = statement
        self._for: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, **values: Any) -> list[tuple[Any, ...]]:
        """Return every row, a value for each column of the statement.

        Raises:
            DBAPIError: What the driver raises, as SQLAlchemy would raise it.
        """
        dialect = connection.dialect
        compiled = self._for.get(dialect.name)
        if compiled is None:
            compiled = self._for[dialect.name] = _Compiled(self._statement, dialect)
        return compiled.converted(_run(connection, compiled, values).fetchall())


class PreparedInsert:
    """An INSERT of one row, with a value for each of its columns but the id."""

    def __init__(self, table: Any) -> None:
        names = [column.name for column in table.columns if not column.primary_key]
        # Inline: the id is not asked for, so that PostgreSQL need not answer with it.
        self._statement: Insert = insert(table).values(
            {name: bindparam(f"its_{name}", type_=table.c[name].type) for name in names}
        )
        self._statement = self._statement.inline()
        self._for: dict[str, _Compiled] = {}

    def write(self, connection: Connection, **values: Any) -> None:
        """Write one row.

        Raises:
            DBAPIError: What the driver raises, as SQLAlchemy would raise it.
        """
        dialect = connection.dialect
        compiled = self._for.get(dialect.name)
        if compiled is None:
            compiled = self._for[dialect.name] = _Compiled(self._statement, dialect)
        _run(connection, compiled, {f"its_{name}": value for name, value in values.items()})


def _run(connection: Connection, compiled: "_Compiled", values: dict[str, Any]) -> Any:
    """Run a statement by the driver and return its cursor."""
    dialect = connection.dialect
    given = compiled.parameters(values)
    # Whoever counts statements is told of these too.
    for told in connection.engine.dispatch.before_cursor_execute:
        told(connection, None, compiled.sql, given, None, False)
    driver: Any = connection.connection.dbapi_connection
    try:
        return driver.execute(compiled.sql, given)
    except dialect.loaded_dbapi.Error as error:
        raise DBAPIError.instance(
            compiled.sql, None, error, dialect.loaded_dbapi.Error, hide_parameters=True
        ) from error


class _Compiled:
    """A statement in one database's SQL, and how its values go in and come out."""

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.sql = str(compiled)
        self._constants: Mapping[str, Any] = compiled.params
        self._order = compiled.positiontup
        self._into = {
            bind.key: convert
            for bind in compiled.binds.values()
            if (convert := bind.type.dialect_impl(dialect).bind_processor(dialect))
        }
        self._out_of: list[tuple[int, _Convert]] = [
            (place, convert)
            for place, column in enumerate(getattr(statement, "selected_columns", ()))
            if (convert := column.type.dialect_impl(dialect).result_processor(dialect, None))
        ]

    def parameters(self, values: dict[str, Any]) -> Any:
        """Return the values as the driver takes them."""
        every = {**self._constants, **values}
        for name, convert in self._into.items():
            every[name] = convert(every[name])
        return every if self._order is None else [every[name] for name in self._order]

    def converted(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Return the rows with their values as the columns' types say."""
        if not self._out_of:
            return rows
        found = []
        for row in rows:
            values = list(row)
            for place, convert in self._out_of:
                values[place] = convert(values[place])
            found.append(tuple(values))
        return found
