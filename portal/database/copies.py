"""One whole copy of a database, made while it is used, and put back into an empty one.

SQLite's own online backup for SQLite; ``pg_dump`` and ``pg_restore`` for PostgreSQL.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, inspect, make_url

from portal.database.engine import open_engine

SQLITE, POSTGRESQL = "sqlite", "postgresql"


class BackupError(Exception):
    """A backup cannot be made or put back. Its text is one sentence for whoever asked."""


def kind_of(url: str) -> str:
    """Return ``sqlite`` or ``postgresql``."""
    return make_url(url).get_backend_name()


def is_empty(url: str) -> bool:
    """Tell whether there is nothing in a database. That of SQLite need not be there at all."""
    if kind_of(url) == SQLITE and not _file(url).exists():
        return True
    engine = open_engine(url)
    try:
        return not inspect(engine).get_table_names()
    finally:
        engine.dispose()


def copy_out(url: str, to: Path) -> None:
    """Write a database as it is at one moment into a new file. Others may go on writing.

    Raises:
        BackupError: It cannot be read, or what copies it is not on this machine.
    """
    if kind_of(url) == SQLITE:
        _copy_sqlite(_file(url), to)
    else:
        _run("pg_dump", url, "--format=custom", f"--file={to}")


def copy_in(url: str, copy: Path) -> None:
    """Put a copy into an empty database.

    Raises:
        BackupError: Something is there already, or the copy cannot be read.
    """
    if not is_empty(url):
        raise BackupError("The database is not empty; nothing was put back.")
    if kind_of(url) == SQLITE:
        _put_sqlite(copy, _file(url))
    else:
        _run("pg_restore", url, "--exit-on-error", "--single-transaction", str(copy))


def _copy_sqlite(path: Path, to: Path) -> None:
    if not path.is_file():
        raise BackupError(f"There is no database at {path}.")
    try:
        with closing(sqlite3.connect(path)) as here, closing(sqlite3.connect(to)) as there:
            # All pages in one step: it reads one moment, and who writes meanwhile is not held up.
            here.backup(there, pages=-1)
            _look_over(there)
    except sqlite3.Error as error:
        raise BackupError(f"The database at {path} cannot be copied: {error}.") from None


def _put_sqlite(copy: Path, path: Path) -> None:
    beside = [path.with_name(path.name + end) for end in ("", "-wal", "-shm")]
    for one in beside:
        if one.exists():
            raise BackupError(f"{one} is there already; nothing was put back.")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    try:
        shutil.copyfile(copy, draft)
        draft.chmod(0o600)
        with closing(sqlite3.connect(draft)) as connection:
            _look_over(connection)
        path.hardlink_to(draft)  # refuses what came there meanwhile
    except sqlite3.Error as error:
        raise BackupError(f"The copy of the database cannot be read: {error}.") from None
    finally:
        for end in ("", "-wal", "-shm"):
            draft.with_name(draft.name + end).unlink(missing_ok=True)


def _look_over(connection: sqlite3.Connection) -> None:
    ((found,),) = connection.execute("PRAGMA quick_check(1)").fetchall()
    if found != "ok":
        raise sqlite3.DatabaseError(found)


def _run(program: str, url: str, *options: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise BackupError(
            f"{program} is not on this machine; install PostgreSQL's client programs, of the "
            "server's version or newer."
        )
    address = make_url(url)
    # The password goes by the environment: everybody on the machine may read a command line.
    secret = {"PGPASSWORD": str(address.password)} if address.password else {}
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL's, and no shell
        [
            found,
            "--no-owner",
            "--no-privileges",
            f"--dbname={_without_password(address)}",
            *options,
        ],
        env={**os.environ, **secret},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise BackupError(f"{program} failed: {said}")


def _without_password(address: URL) -> str:
    plain = address.set(drivername="postgresql")
    # set() keeps a password that is left out.
    bare = URL.create(
        plain.drivername, plain.username, None, plain.host, plain.port, plain.database, plain.query
    )
    return bare.render_as_string()


def _file(url: str) -> Path:
    name = make_url(url).database
    if not name or name == ":memory:":
        raise BackupError("A database in memory cannot be backed up.")
    return Path(name)
