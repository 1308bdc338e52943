"""The migrations lead to the models and back, and never start on a database of the future."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from portal.store.engine import open_engine
from portal.store.migrate import DatabaseNewerError, downgrade, is_current, upgrade
from portal.store.models import Row


def tables(url: str) -> set[str]:
    engine = open_engine(url)
    try:
        return set(inspect(engine).get_table_names()) - {"alembic_version"}
    finally:
        engine.dispose()


def differences(url: str) -> list[object]:
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return list(compare_metadata(context, Row.metadata))
    finally:
        engine.dispose()


def test_the_migrations_make_what_the_models_say(empty_database: str) -> None:
    upgrade(empty_database)
    assert differences(empty_database) == []
    assert tables(empty_database) == set(Row.metadata.tables)


def test_up_down_and_up_again(empty_database: str) -> None:
    assert not is_current(empty_database)
    upgrade(empty_database)
    assert is_current(empty_database)
    downgrade(empty_database, "base")
    assert tables(empty_database) == set()
    upgrade(empty_database)
    upgrade(empty_database)
    assert is_current(empty_database)
    assert differences(empty_database) == []


def test_a_database_of_the_future_is_refused_in_one_sentence(empty_database: str) -> None:
    upgrade(empty_database)
    engine = open_engine(empty_database)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_future'"))
    engine.dispose()
    with pytest.raises(DatabaseNewerError) as refused:
        upgrade(empty_database)
    assert "newer" in str(refused.value)
    assert "9999_future" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert tables(empty_database) == set(Row.metadata.tables), "nothing was touched"


def test_every_row_column_that_holds_a_moment_refuses_one_without_a_zone() -> None:
    from datetime import datetime

    from portal.store.models import UTCDateTime

    moments = [
        (table.name, column.name)
        for table in Row.metadata.sorted_tables
        for column in table.columns
        if "DATETIME" in str(column.type).upper() and not isinstance(column.type, UTCDateTime)
    ]
    assert moments == []
    with pytest.raises(ValueError, match="zone"):
        UTCDateTime().process_bind_param(datetime(2026, 4, 2), None)  # type: ignore[arg-type]  # noqa: DTZ001
