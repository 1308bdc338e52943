"""A real screen reader, Orca, listening to a real Chromium; without a screen and without a sound.

Orca writes down what it says. Keys are pressed as a person presses them, through X. Everything
runs in a session of its own (bus, display, home folder), so that several can run side by side.
"""

import contextlib
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PACKAGES = (
    "orca speech-dispatcher at-spi2-core dbus-x11 python3-pyatspi xvfb xdotool openbox x11-utils "
    "gsettings-desktop-schemas dconf-gsettings-backend gir1.2-wnck-3.0 chromium"
)
BY_HAND = f"sudo apt-get install --no-install-recommends {PACKAGES}"
_COMMANDS = (
    *("orca", "speech-dispatcher", "Xvfb", "xdotool", "openbox", "xdpyinfo", "gsettings"),
    *("dbus-daemon", "chromium"),
)
_AT_SPI = Path("/usr/libexec/at-spi-bus-launcher")

_SAID = re.compile(r"SPEECH OUTPUT: '(.*?)'(?:\{|$)", re.MULTILINE)
_LOOK_EVERY = 0.05
_QUIET = 0.5

_GENERAL = {
    "enableKeyEcho": False,
    "enableEchoByWord": False,
    "sayAllOnLoad": False,
    "pageSummaryOnLoad": True,
    "onlySpeakDisplayedText": False,
    "startingProfile": ["Default", "default"],
    "profile": ["Default", "default"],
    "speechServerFactory": "orca.speechdispatcherfactory",
}
_PROFILE = {**_GENERAL, "pronunciations": {}, "keybindings": {}}
_CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--force-renderer-accessibility",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-features=Translate,TranslateUI",
    "--lang=da",
)


class OrcaError(Exception):
    """The screen reader could not be made to listen."""


def missing() -> list[str]:
    """Return what is not installed."""
    lacking = [name for name in _COMMANDS if shutil.which(name) is None]
    return lacking + ([] if _AT_SPI.exists() else [str(_AT_SPI)])


@dataclass
class Orca:
    """A running screen reader and the browser it listens to."""

    folder: Path
    environment: dict[str, str]
    heard: list[str] = field(default_factory=list)
    _read: int = 0

    @property
    def transcript(self) -> str:
        """Return everything said so far, a line for each time it spoke."""
        self._listen()
        return "\n".join(self.heard)

    def press(self, *keys: str, wait: float = 2.5) -> list[str]:
        """Press keys one after the other. Returns what was said meanwhile."""
        before = len(self.heard)
        for key in keys:
            self._xdotool("key", "--clearmodifiers", key)
            self.wait_until_quiet(wait)
        return self.heard[before:]

    def write(self, text: str) -> None:
        """Write where the focus is."""
        self._xdotool("type", "--delay", "30", text)
        self.wait_until_quiet(1.0)

    def wait_until_quiet(self, most: float) -> None:
        """Wait until it has said something and then nothing more."""
        deadline, last, count = time.monotonic() + most, time.monotonic(), len(self.heard)
        spoke = False
        while time.monotonic() < deadline:
            self._listen()
            if len(self.heard) > count:
                spoke, last, count = True, time.monotonic(), len(self.heard)
            if spoke and time.monotonic() - last > _QUIET:
                return
            time.sleep(_LOOK_EVERY)

    def settle(self, silence: float) -> None:
        """Wait until it has said nothing for so many seconds."""
        last, count = time.monotonic(), len(self.heard)
        while time.monotonic() - last < silence:
            self._listen()
            if len(self.heard) > count:
                last, count = time.monotonic(), len(self.heard)
            time.sleep(_LOOK_EVERY)

    def says(self, words: str, within: float = 10.0, since: int = 0) -> bool:
        """Whether the words have been heard since then, or are within so many seconds."""
        deadline = time.monotonic() + within
        while words.casefold() not in "\n".join(self.heard[since:]).casefold():
            if time.monotonic() > deadline:
                return False
            self._listen()
            time.sleep(_LOOK_EVERY)
        return True

    def come_to(self, title: str, within: float = 15.0) -> None:
        """Bring the window with that title to the front.

        Raises:
            OrcaError: There is no such window in time.
        """
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            found = self._xdotool("search", "--onlyvisible", "--name", title).split()
            if found:
                self._xdotool("windowactivate", found[-1])
                return
            time.sleep(_LOOK_EVERY)
        raise OrcaError(f"no window called {title} within {within} s")

    def _listen(self) -> None:
        log = self.folder / "orca.log"
        if not log.exists():
            return
        with log.open("rb") as file:
            file.seek(self._read)
            new = file.read()
        whole = new[: new.rfind(b"\n") + 1]
        self._read += len(whole)
        said = (one.strip() for one in _SAID.findall(whole.decode("utf-8", "replace")))
        self.heard += [one for one in said if one]

    def _xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=10,
        )
        return done.stdout


@contextmanager
def listening(address: str) -> Iterator[Orca]:
    """Start everything on a page, and end all of it afterwards.

    Raises:
        OrcaError: Something is not installed, or did not come up in time.
    """
    lacking = missing()
    if lacking:
        raise OrcaError(
            f"Missing for the screen reader tests: {', '.join(lacking)}. Run: {BY_HAND}"
        )
    folder = Path(tempfile.mkdtemp(prefix="orca-"))
    started: list[subprocess.Popen[bytes]] = []
    try:
        yield _start(folder, started, address)
    finally:
        _end(started)
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, started: list[subprocess.Popen[bytes]], address: str) -> Orca:
    environment = _environment(folder)

    def start(*command: str) -> None:
        with (folder / f"{Path(command[0]).name}.log").open("wb") as log:
            started.append(
                subprocess.Popen(
                    command,
                    env=environment,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            )

    bus = folder / "bus"
    start("dbus-daemon", "--session", "--nofork", f"--address=unix:path={bus}")
    _wait(bus.exists, 10, "the session's bus")
    environment["DISPLAY"] = _display(folder, environment, started)
    start("openbox")
    _write_settings(folder, environment)
    speech = str(folder / "home/.config/speech-dispatcher")
    start("speech-dispatcher", "-s", "-t", "0", "-C", speech, "-L", str(folder))
    start(str(_AT_SPI), "--launch-immediately")
    start("orca", "--replace", f"--debug-file={_line_by_line(folder / 'orca.log')}", "--debug")
    orca = Orca(folder, environment)
    _wait(lambda: bool(orca.transcript), 30, "Orca")
    start(
        "chromium",
        *_CHROMIUM,
        f"--user-data-dir={folder / 'chromium'}",
        f"--app={address}",
    )
    return orca


def _line_by_line(log: Path) -> str:
    """Return a terminal's name; what is written there is in the log at once.

    Orca writes into a file by the block, so the last words would come with the next key. Into a
    terminal it writes by the line.
    """
    ours, its = pty.openpty()
    tty.setraw(its)

    def copy() -> None:
        with log.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while chunk := os.read(ours, 65536):
                file.write(chunk)

    # Our end stays open as long as we run: a test or two, so it is not worth closing.
    threading.Thread(target=copy, daemon=True).start()
    return os.ttyname(its)


def _environment(folder: Path) -> dict[str, str]:
    home, runtime = folder / "home", folder / "run"
    home.mkdir()
    runtime.mkdir(mode=0o700)
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder / 'bus'}",
        "LANG": "da_DK.UTF-8",
        "LANGUAGE": "da",
        "GTK_MODULES": "gail:atk-bridge",
        "ACCESSIBILITY_ENABLED": "1",
        "GNOME_ACCESSIBILITY": "1",
    }
    for name in ("LC_ALL", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    return environment


def _display(
    folder: Path, environment: dict[str, str], started: list[subprocess.Popen[bytes]]
) -> str:
    """Start an X server on a display that nobody has. Returns the display's name."""
    reading, writing = os.pipe()
    with (folder / "Xvfb.log").open("wb") as log:
        started.append(
            subprocess.Popen(
                [
                    *("Xvfb", "-displayfd", str(writing)),
                    *("-screen", "0", "1280x900x24", "-nolisten", "tcp"),
                ],
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=(writing,),
                start_new_session=True,
            )
        )
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as file:
        number = file.readline().strip()
    if not number:
        raise OrcaError("Xvfb did not start")
    return f":{number}"


def _write_settings(folder: Path, environment: dict[str, str]) -> None:
    for schema, key in (
        ("org.gnome.desktop.interface", "toolkit-accessibility"),
        ("org.gnome.desktop.a11y.applications", "screen-reader-enabled"),
    ):
        subprocess.run(
            ["gsettings", "set", schema, key, "true"],
            env=environment,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=20,
        )
    speech = folder / "home/.config/speech-dispatcher"
    speech.mkdir(parents=True)
    (speech / "speechd.conf").write_text(
        f'LogLevel 1\nLogDir "{folder}"\nAddModule "dummy" "sd_dummy" ""\nDefaultModule dummy\n',
        encoding="utf-8",
    )
    own = folder / "home/.local/share/orca"
    own.mkdir(parents=True)
    settings = {
        "general": _GENERAL,
        "pronunciations": {},
        "keybindings": {},
        "profiles": {"default": _PROFILE},
    }
    (own / "user-settings.conf").write_text(json.dumps(settings), encoding="utf-8")
    chromium = folder / "chromium/Default"
    chromium.mkdir(parents=True)
    preferences = {"translate": {"enabled": False}, "intl": {"accept_languages": "da,en"}}
    (chromium / "Preferences").write_text(json.dumps(preferences), encoding="utf-8")


def _wait(ready, within: float, what: str) -> None:
    deadline = time.monotonic() + within
    while not ready():
        if time.monotonic() > deadline:
            raise OrcaError(f"{what} did not come up within {within:.0f} s")
        time.sleep(_LOOK_EVERY)


def _end(started: list[subprocess.Popen[bytes]]) -> None:
    """End every process group we started, the last first."""
    for process in reversed(started):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
    for process in started:
        try:
            process.wait(3)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(3)
