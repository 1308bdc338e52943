"""Applications on the production server, started as ``make run`` starts the portal."""

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from portal.run import server_command
from portal.settings import ROOT, Settings

_READY_WITHIN = 60.0
_STOPPED_WITHIN = 10.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running application: its address, and the process that holds the others."""

    address: str
    pid: int


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(settings: Settings, application: str) -> Iterator[Server]:
    """Yield a running application; it has ended afterwards.

    Args:
        settings: The portal's settings: database, keys, how many processes answer.
        application: Where its factory is, ``package.module:name``.

    Raises:
        RuntimeError: It did not answer in time.
    """
    settings = replace(settings, port=free_port())
    process = subprocess.Popen(
        server_command(settings, application), cwd=ROOT, env=_environment(settings)
    )
    try:
        address = f"http://{settings.host}:{settings.port}"
        _wait_for(address, process)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait(_STOPPED_WITHIN)


def _environment(settings: Settings) -> dict[str, str]:
    """Return the environment without this machine's own settings, so that runs are alike."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SAGSVEJ_")}
    return clean | {
        "SAGSVEJ_DEMO": "1",
        "SAGSVEJ_VAR": str(settings.var),
        "SAGSVEJ_DATABASE_URL": settings.database_url,
        "SAGSVEJ_LOG_LEVEL": settings.log_level,
    }


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{address} did not answer.")
