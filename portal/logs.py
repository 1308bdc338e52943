"""What is logged: one JSON object a line on standard error, and nothing about a person.

An error is told by its kind and where it was raised. Its text and the values around it are left
out: a database error quotes the statement with its values, and they may be somebody's.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

_PLACES = 5


def set_up(level: str) -> None:
    """Send every log of this process to standard error. Called again, it changes the level.

    The HTTP client's own log names the addresses it asks, and what makes PDFs tells of every step:
    only their errors are kept.
    """
    root = logging.getLogger()
    root.setLevel(level)
    for talkative in ("urllib3", "weasyprint", "fontTools"):
        logging.getLogger(talkative).setLevel(logging.ERROR)
    if not any(isinstance(handler.formatter, JsonLines) for handler in root.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        root.addHandler(handler)


class JsonLines(logging.Formatter):
    """Turns a record into one line of JSON; of an error, its kind and where it was raised."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            line["error"] = type(error).__name__
            line["at"] = [
                f"{place.filename}:{place.lineno} {place.name}"
                for place in traceback.extract_tb(error.__traceback__)[-_PLACES:]
            ]
        return json.dumps(line, ensure_ascii=False)
