"""A real clamd with one signature of its own: the test virus everybody agrees on."""

import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

# In two halves, so that no scanner takes this file for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """A clamd on a free port and on a socket. ``folder`` must have a short path."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.socket = folder, folder / "clamd.sock"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Return its address, as the setting has it."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        program = shutil.which("clamd") or "/usr/sbin/clamd"
        assert Path(program).exists(), "clamd is missing: apt-get install clamav-daemon"
        (self.folder / "signatures").mkdir(exist_ok=True)
        signature = f"Test.Eicar:0:*:{EICAR.hex()}\n"
        (self.folder / "signatures" / "test.ndb").write_text(signature, encoding="ascii")
        config = self.folder / "clamd.conf"
        config.write_text(
            f"Foreground yes\nDatabaseDirectory {self.folder}/signatures\n"
            f"LocalSocket {self.socket}\nTCPSocket {self.port}\nTCPAddr 127.0.0.1\n"
            f"StreamMaxLength 12M\nMaxFileSize 100M\nMaxScanSize 100M\nAlertExceedsMax yes\n"
            f"LogFile {self.folder}/clamd.log\n",
            encoding="ascii",
        )
        self._process = subprocess.Popen(
            [program, "--config-file", str(config)], stdout=subprocess.DEVNULL
        )
        for _ in range(300):
            if self._answers():
                return
            time.sleep(0.1)
        raise AssertionError((self.folder / "clamd.log").read_text(encoding="utf-8"))

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self.socket.unlink(missing_ok=True)
            self._process = None

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 5) as line:
                line.sendall(b"zPING\0")
                return line.recv(16) == b"PONG\0"
        except OSError:
            return False
