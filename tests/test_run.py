"""``make run``, really started: it comes up, stops in time, and refuses with one sentence."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).parents[1]
UP = "Ctrl-C stops everything."


def free_ports(count: int) -> list[str]:
    """Return ports that nobody listens on, all at the same time."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [str(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """Return a demo of its own: its ports, its folder, none of this machine's settings."""
    port, case_api_port, room_port = free_ports(3)
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SAGSVEJ_")}
    return {
        **clean,
        "PORT": port,
        "CASE_API_PORT": case_api_port,
        "ROOM_PORT": room_port,
        "SAGSVEJ_DEMO": "1",
        "SAGSVEJ_VAR": str(tmp_path / "var"),
    }


@dataclass
class Running:
    """A portal that was started, and what it has written."""

    process: subprocess.Popen[str]
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_until_up(self) -> None:
        deadline = time.monotonic() + 90
        while UP not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.1)

    def ended(self, within: float) -> int:
        """Wait for the end. Returns the exit code."""
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            pytest.fail(f"still running after {within} s\n{self.said}")


@contextmanager
def started(environment: dict[str, str], log: Path) -> Iterator[Running]:
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "portal.run"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
    try:
        yield Running(process, log)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(10)


@pytest.fixture
def portal(environment, tmp_path) -> Iterator[Running]:
    """A portal with its demo, up and running."""
    with started(environment, tmp_path / "log") as running:
        running.wait_until_up()
        yield running


def refused(environment: dict[str, str]) -> str:
    """Start what cannot start. Returns the one line it says."""
    ended = subprocess.run(
        [sys.executable, "-m", "portal.run"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stdout == ""
    lines = ended.stderr.strip().splitlines()
    assert len(lines) == 1, ended.stderr
    return lines[0]


def nobody_listens(environment: dict[str, str]) -> bool:
    for name in ("PORT", "CASE_API_PORT", "ROOM_PORT"):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", int(environment[name]))) == 0:
                return False
    return True


@pytest.mark.parametrize(
    "asked",
    [signal.SIGINT, signal.SIGTERM, signal.SIGHUP],
    ids=["Ctrl-C", "SIGTERM", "closed terminal"],
)
def test_it_comes_up_and_stops_all_of_it_at_once(portal, environment, asked):
    health = requests.get(f"http://127.0.0.1:{environment['PORT']}/healthz", timeout=5)
    assert health.ok
    assert health.json()["status"] == "ok"

    asked_at = time.monotonic()
    portal.process.send_signal(asked)

    assert portal.ended(within=10) == 0
    # 3 seconds at most by its own clock; the rest is for a machine that is busy with other tests.
    assert time.monotonic() - asked_at < 5
    assert nobody_listens(environment)
    assert portal.said.endswith("Stopped.\n")
    assert "Traceback" not in portal.said


def test_it_prints_the_event_of_the_contract(portal):
    documented = (ROOT / "docs" / "case-status-api.md").read_text(encoding="utf-8")
    event = re.search(r"  -d '\{.*?\}\}'", portal.said, re.DOTALL)[0]

    assert event in documented


def test_what_it_prints_to_try_first_works(portal, environment):
    command = re.search(r"(curl .*?)\n\n", portal.said, re.DOTALL)[1]
    pushed = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert '"recorded":1' in pushed.stdout.replace(" ", "")


def test_started_again_it_keeps_its_data(environment, tmp_path):
    counted = []
    for log in ("first", "second"):
        with started(environment, tmp_path / log) as running:
            running.wait_until_up()
            running.process.terminate()
            assert running.ended(within=5) == 0
        with closing(sqlite3.connect(tmp_path / "var" / "portal.sqlite")) as database:
            counted += database.execute("select count(*) from case_event").fetchone()

    assert counted[0] == counted[1] > 0


def test_a_process_that_ends_by_itself_ends_the_rest(portal, environment):
    # By its command: numbers of processes begin again, so the one started last need not be last.
    worker = ["pgrep", "-P", str(portal.process.pid), "-f", "portal.commands work --forever"]
    found = subprocess.run(worker, capture_output=True, text=True, check=True)
    (number,) = found.stdout.split()
    os.kill(int(number), signal.SIGKILL)

    assert portal.ended(within=10) == 1
    assert "The worker ended by itself (exit code -9); the rest stops." in portal.said
    assert nobody_listens(environment)


@pytest.mark.parametrize("name", ["PORT", "CASE_API_PORT"])
def test_a_taken_port_is_one_sentence(environment, name):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environment[name])))
        taken.listen()

        said = refused(environment)

    assert said.startswith(f"Port {environment[name]} on 127.0.0.1 cannot be used (Address already")
    assert f"make run {name}=" in said


def test_the_same_port_twice_is_one_sentence(environment):
    said = refused({**environment, "CASE_API_PORT": environment["PORT"]})

    assert said == f"PORT and CASE_API_PORT are both {environment['PORT']}; give one another."


def test_a_wrong_setting_is_one_sentence(environment):
    assert refused({**environment, "SAGSVEJ_WORKERS": "many"}).startswith(
        "SAGSVEJ_WORKERS is “many”"
    )


def test_a_missing_key_is_one_sentence(environment):
    assert refused({**environment, "SAGSVEJ_DEMO": "0"}).startswith(
        "SAGSVEJ_SECRET_KEY is not set;"
    )


def test_a_wrong_fact_is_one_sentence(environment, tmp_path):
    facts = tmp_path / "facts.toml"
    facts.write_text((ROOT / "municipality.toml").read_text("utf-8").replace("65e", "65f"), "utf-8")

    said = refused({**environment, "SAGSVEJ_MUNICIPALITY": str(facts)})

    assert re.match(r"facts\.toml, line \d+: adviser\.kind is “65f”; it must be one of", said)


def test_a_database_newer_than_the_code_is_one_sentence(environment, tmp_path):
    database = tmp_path / "newer.sqlite"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("create table alembic_version (version_num varchar(32) not null)")
        connection.execute("insert into alembic_version values ('from_the_future')")
        connection.commit()

    said = refused({**environment, "SAGSVEJ_DATABASE_URL": f"sqlite:///{database}"})

    assert said.startswith("The database is newer than this version of the portal")


def test_a_database_that_does_not_answer_is_one_sentence(environment):
    nobody = f"postgresql://user:hunter2@127.0.0.1:{environment['PORT']}/portal"

    said = refused({**environment, "SAGSVEJ_DATABASE_URL": nobody})

    assert said.startswith("The database cannot be used: ")
    assert "hunter2" not in said


def test_a_folder_that_cannot_be_written_is_one_sentence(environment, tmp_path):
    (tmp_path / "file").write_text("")

    assert "cannot be written" in refused({**environment, "SAGSVEJ_VAR": str(tmp_path / "file")})
