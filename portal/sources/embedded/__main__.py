"""Start the embedded case system, or write one of its sources as NDJSON."""

import argparse
import json
import os
import signal
import sys
from collections.abc import Sequence
from datetime import date, datetime
from types import FrameType

from portal.sources.embedded.cases import SOURCES
from portal.sources.embedded.log import build_logs
from portal.sources.embedded.script import COPENHAGEN
from portal.sources.embedded.server import CaseStatusApi, make_server


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit status: 0, or 1 when the server could not start."""
    options = _parser().parse_args(arguments)
    anchor = options.anchor or datetime.now(COPENHAGEN).date()
    if options.ndjson:
        return _write_ndjson(options.ndjson, anchor)
    return _serve(options.host, options.port, anchor)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="portal.sources.embedded", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument(
        "--anchor",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="the day the demo stands on; today in Copenhagen when left out",
    )
    parser.add_argument(
        "--ndjson", choices=SOURCES, metavar="SOURCE", help="write a source to stdout and stop"
    )
    return parser


def _write_ndjson(source: str, anchor: date) -> int:
    for event in build_logs(anchor)[source].events:
        sys.stdout.write(json.dumps(event, ensure_ascii=False) + "\n")
    return 0


def _serve(host: str, port: int, anchor: date) -> int:
    api = CaseStatusApi(anchor, os.environ.get("CASE_API_TOKEN") or None)
    try:
        server = make_server(api, host, port)
    except (OSError, OverflowError) as error:
        sys.stderr.write(f"The case-status API cannot start on {host}:{port}: {error}\n")
        return 1
    signal.signal(signal.SIGTERM, _stop)
    with server:
        try:
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            return 0
    return 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
