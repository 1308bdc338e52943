"""Load from outside: wrk asks as often as the server answers, on connections kept open."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from bench.databases import VAR, Visit

CONNECTIONS = 16
IDENTITY, CHROME, SAFARI, GZIP = "identity", "gzip, deflate, br, zstd", "gzip, deflate, br", "gzip"

_SCRIPT = """\
local visits = {%s}
local requests, at = {}, 0

function init()
  for number, visit in ipairs(visits) do
    requests[number] = wrk.format("GET", visit[1], {
      ["Host"] = wrk.host, ["Accept-Encoding"] = "%s", ["Cookie"] = visit[2],
      ["Accept-Language"] = "da",
    })
  end
end

function request()
  at = at %% #requests + 1
  return requests[at]
end

function done(summary, latency)
  local failed = summary.errors
  io.write(string.format('\\n{"requests": %%d, "seconds": %%.6f, "bytes": %%d, "failed": %%d}',
    summary.requests, summary.duration / 1000000, summary.bytes,
    failed.connect + failed.read + failed.write + failed.status + failed.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What a server bore: requests a second, and the size of one answer in bytes."""

    per_second: float
    size: float


def load(address: str, seconds: int, visits: Sequence[Visit], coding: str) -> Load:
    """Return how many requests a second are answered.

    Args:
        address: The server's.
        seconds: How long to ask.
        visits: What to ask for, in turn.
        coding: The header Accept-Encoding.

    Raises:
        RuntimeError: An answer was an error, or a connection broke.
    """
    script = VAR / "load.lua"
    pairs = ", ".join(f'{{"{visit.path}", "{visit.cookie}"}}' for visit in visits)
    script.write_text(_SCRIPT % (pairs, coding), encoding="utf-8")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script), address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = json.loads(said.splitlines()[-1])
    if found["failed"]:
        raise RuntimeError(f"{found['failed']} of {found['requests']} requests failed.")
    return Load(found["requests"] / found["seconds"], found["bytes"] / found["requests"])
