"""``make run``: starts everything a portal needs on one machine, and stops it together.

The demo's case-status API, the portal and the worker that pulls are processes of their own, as they
are in operation; this one only starts them, says where to look, and ends them. Whatever keeps them
from working is one sentence on the screen.
"""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from types import FrameType

import requests
from sqlalchemy.exc import SQLAlchemyError

from portal.municipality import Municipality, MunicipalityError, load
from portal.settings import (
    RESOURCES,
    TOKEN_PREFIX,
    URL_PREFIX,
    Settings,
    SettingsError,
    from_environment,
    kept_secret,
    variable_of_source,
)
from portal.settings.room_beside import portal_environment, room_environment, room_port

LOCAL = "127.0.0.1"
_READY_WITHIN = 60.0
_STOPPED_WITHIN = 2.5
_LOOK_EVERY = 0.1
_HIGH_PORT = 60000

DEMO_SOURCE = "demo-sager"
# The event is the one docs/case-status-api.md begins with.
_WELCOME = """
The portal is up with demo cases:  {address}

  1. Open {address}/demo in a narrow window and choose Freja Lindholm.
     Her case is in step 1.
  2. Tell the portal that it moved on, and load the page again:

curl -sS {address}/api/v1/events \\
  -H "Authorization: Bearer $(cat {token})" \\
  -H "Content-Type: application/cloudevents+json" \\
  -d '{{"specversion": "1.0", "id": "try-'$(date +%s%N)'", "source": "{source}",
       "type": "sagsvej.step.entered", "subject": "62-101",
       "time": "'$(date -Iseconds)'", "recordedtime": "'$(date -Iseconds)'",
       "sequence": "900001", "data": {{"step": "information"}}}}'

{room}The demo's case system is at {case_api}; what is kept lies in {var}/.
Ctrl-C stops everything.
"""


class CannotRunError(Exception):
    """The portal cannot start, or cannot go on. Its text is one sentence."""


class _StopAskedError(Exception):
    """Ctrl-C, a closed terminal, or whoever manages the process asked it to end."""


@dataclass(frozen=True)
class Child:
    """A process of ours: what it is called on the screen, and the process."""

    name: str
    process: subprocess.Popen[bytes]


def main() -> int:
    """Run until somebody stops it. Returns the exit code: 0, or 1 after one clear sentence."""
    _stop_on(signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    try:
        run()
    except _StopAskedError:
        print("\nStopped.", flush=True)
        return 0
    except (CannotRunError, SettingsError, MunicipalityError) as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    return 0


def run() -> None:
    """Check, migrate, start, tell, and watch.

    Raises:
        CannotRunError: A port is taken, the database cannot be used or a process ended.
        SettingsError: A setting is wrong.
        MunicipalityError: A fact of the municipality is wrong.
    """
    settings = from_environment()
    municipality = load(settings.municipality, demo=settings.demo)
    room = room_port(os.environ, settings, municipality.adviser.kind)
    _refuse_taken(settings, room)
    _migrate(settings)
    with _children() as children:
        if settings.demo:  # what we start inherits the environment
            os.environ.update(_demo_environment(settings, municipality))
        if room is not None:
            _start_room(children, settings, room)
        if settings.demo:
            _start_demo(children, settings)
        children.append(_start("The portal", server_command(settings)))
        _wait_for(f"http://{_reachable(settings)}/healthz", children)
        children.append(
            _start_module("The worker that pulls", "portal.commands", "pull", "--forever")
        )
        children.append(_start_module("The worker", "portal.commands", "work", "--forever"))
        print(_welcome(settings, room), flush=True)
        _watch(children)


def _start_demo(children: list[Child], settings: Settings) -> None:
    """Start the demo's case system, and fill the portal from it before anybody looks."""
    port = settings.case_api_port
    name = "The demo's case-status API"
    children.append(_start_module(name, "portal.sources.embedded", "--port", str(port)))
    _wait_for(f"http://{LOCAL}:{port}/healthz", children)
    filling = _start_module("What loads the demo's cases", "portal.demo")
    children.append(filling)
    while (code := filling.process.poll()) is None:
        time.sleep(_LOOK_EVERY)
    children.remove(filling)
    if code:
        raise CannotRunError(f"The demo's cases could not be loaded (exit code {code}).")


def _start_room(children: list[Child], settings: Settings, port: int) -> None:
    """Start the room as a program of its own, by its name: each side gets only its own keys."""
    here = f"http://{_local(settings)}:{port}"
    if settings.demo:
        token = kept_secret(settings.var / "room-intake-token")
        os.environ.setdefault("SAGSVEJ_ROOM_ADDRESS", here)
        os.environ.setdefault("SAGSVEJ_ROOM_INTAKE_TOKEN", token)
    env = room_environment({"SAGSVEJ_ADDRESS": f"http://{_reachable(settings)}", **os.environ})
    command = [sys.executable, "-m", "portal.adviser_room", "serve"]
    children.append(_start("The adviser's room", command, env))
    for name in os.environ.keys() - portal_environment(os.environ).keys():
        del os.environ[name]
    _wait_for(f"{here}/healthz", children)


def server_command(settings: Settings, application: str = "portal.app:create_app") -> list[str]:
    """Return what starts the production server; the bench measures with the same one.

    One thread a process makes pages: Python runs one at a time anyway, and SQLite lets go of
    its lock for every row, so that four threads took a fifth longer over the same pages.
    More at a time means more processes.
    """
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--no-ws"),
        *("--host", settings.host, "--port", str(settings.port)),
        *("--workers", str(settings.workers), "--workers-kill-timeout", "1s"),
        *("--blocking-threads", "1"),
        *("--log-level", "warning", application),
    ]


def _demo_environment(settings: Settings, municipality: Municipality) -> dict[str, str]:
    """Return what the demo's processes must agree on: each case system's token, and where it is.

    Only the demo's main case system gets an address; the other one is there to be silent.
    """
    added = {}
    for source in municipality.sources:
        if settings.source_token(source.name) is None:
            token = kept_secret(token_file(settings.var, source.name))
            added[variable_of_source(TOKEN_PREFIX, source.name)] = token
    if settings.source_url(DEMO_SOURCE) is None:
        url = f"http://{LOCAL}:{settings.case_api_port}/sources/{DEMO_SOURCE}"
        added[variable_of_source(URL_PREFIX, DEMO_SOURCE)] = url
    return added


def token_file(var: Path, source: str) -> Path:
    """Return where the demo keeps the token of a case system."""
    return var / f"token-{source}"


def _refuse_taken(settings: Settings, room: int | None) -> None:
    """Refuse to start where somebody else already answers."""
    ports = {"PORT": (settings.host, settings.port)}
    if settings.demo:
        ports["CASE_API_PORT"] = (LOCAL, settings.case_api_port)
    if room is not None:
        ports["ROOM_PORT"] = (settings.host, room)
    for (one, (_, port)), (other, (_, same)) in combinations(ports.items(), 2):
        if port == same:
            raise CannotRunError(f"{one} and {other} are both {port}; give one another.")
    for name, (host, port) in ports.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                another = port + 80 if port < _HIGH_PORT else port - 80
                raise CannotRunError(
                    f"Port {port} on {host} cannot be used ({error.strerror}); "
                    f"choose another, for example: make run {name}={another}"
                ) from None


def _migrate(settings: Settings) -> None:
    """Bring the database to the form this version needs, and record the words it speaks with."""
    # Slow to import, so only once the quick checks have passed.
    from portal.services.record_wording import record_shipped  # noqa: PLC0415
    from portal.store.engine import open_engine  # noqa: PLC0415
    from portal.store.migrate import DatabaseNewerError, upgrade  # noqa: PLC0415
    from portal.wording.catalogue import load_catalogue  # noqa: PLC0415

    try:
        settings.var.mkdir(parents=True, exist_ok=True)
        upgrade(settings.database_url)
    except DatabaseNewerError as error:
        raise CannotRunError(str(error)) from None
    except SQLAlchemyError as error:
        first = str(getattr(error, "orig", error)).strip().splitlines()[0]
        raise CannotRunError(f"The database cannot be used: {first}") from None
    except OSError as error:
        raise CannotRunError(f"{settings.var} cannot be written: {error.strerror}.") from None
    engine = open_engine(settings.database_url)
    record_shipped(engine, load_catalogue(RESOURCES / "translations"), datetime.now(UTC))
    engine.dispose()


@contextmanager
def _children() -> Iterator[list[Child]]:
    """Yield the list of what runs; whatever happens, all of it has ended afterwards."""
    children: list[Child] = []
    try:
        yield children
    finally:
        for asked in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(asked, signal.SIG_IGN)
        _stop(children)


def _start(name: str, command: list[str], env: dict[str, str] | None = None) -> Child:
    # A session of its own: Ctrl-C reaches only us, and we end the others in order.
    return Child(name, subprocess.Popen(command, start_new_session=True, env=env))  # noqa: S603


def _start_module(name: str, module: str, *arguments: str) -> Child:
    return _start(name, [sys.executable, "-m", module, *arguments])


def _stop(children: list[Child]) -> None:
    """Ask every process to end, the last first; end by force what is not gone in time."""
    for child in reversed(children):
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + _STOPPED_WITHIN
    for child in children:
        try:
            child.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal(child, signal.SIGKILL)
            child.process.wait()


def _signal(child: Child, number: signal.Signals) -> None:
    if child.process.poll() is None:
        os.killpg(child.process.pid, number)


def _watch(children: list[Child]) -> None:
    """Wait until somebody stops us; a process that ends by itself ends the rest."""
    while True:
        _refuse_ended(children)
        time.sleep(_LOOK_EVERY)


def _wait_for(url: str, children: list[Child]) -> None:
    """Wait until an address answers."""
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline:
        _refuse_ended(children)
        try:
            if requests.get(url, timeout=2).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(_LOOK_EVERY)
    raise CannotRunError(f"{url} did not answer within {_READY_WITHIN:.0f} seconds.")


def _refuse_ended(children: list[Child]) -> None:
    for child in children:
        code = child.process.poll()
        if code is not None:
            raise CannotRunError(
                f"{child.name} ended by itself (exit code {code}); the rest stops."
            )


def _reachable(settings: Settings) -> str:
    """Return host and port as this machine reaches them."""
    return f"{_local(settings)}:{settings.port}"


def _local(settings: Settings) -> str:
    """Return the host as this machine reaches it."""
    return LOCAL if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104


def _welcome(settings: Settings, room: int | None) -> str:
    """Return what to say when everything runs: the address, and what to try first."""
    address = f"http://{_reachable(settings)}"
    beside = f"\nThe adviser's room is at http://{_local(settings)}:{room}" if room else ""
    if not settings.demo:
        return f"The portal is up: {address}{beside}"
    return _WELCOME.format(
        address=address,
        room=f"{beside}/demo\n" if room else "",
        source=DEMO_SOURCE,
        token=shlex.quote(_shown(token_file(settings.var, DEMO_SOURCE))),
        case_api=f"http://{LOCAL}:{settings.case_api_port}",
        var=_shown(settings.var),
    )


def _shown(path: Path) -> str:
    """Return a path as it is shortest to type from here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _stop_on(*signals: signal.Signals) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _StopAskedError

    for number in signals:
        signal.signal(number, stop)


if __name__ == "__main__":
    sys.exit(main())
