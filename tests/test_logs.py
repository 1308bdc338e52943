"""Logs are for machines to read, and hold nothing of a person."""

import json
import logging
import sys

from portal.logs import JsonLines, set_up


def line(message: str, *values: object, exc_info: object = None) -> str:
    record = logging.LogRecord("portal.x", logging.ERROR, __file__, 1, message, values, exc_info)
    return JsonLines().format(record)


def test_a_record_is_one_line_of_json():
    told = json.loads(line("source %s\nis silent", "demo-sager"))

    assert told["message"] == "source demo-sager\nis silent"
    assert (told["level"], told["logger"]) == ("error", "portal.x")
    assert told["time"].endswith("+00:00")
    assert "\n" not in line("a\nb")


def test_an_error_is_told_by_kind_and_place_without_its_values():
    try:
        int("610190-1234")
    except ValueError:
        text = line("failed", exc_info=sys.exc_info())

    assert json.loads(text)["error"] == "ValueError"
    assert "test_logs.py" in json.loads(text)["at"][0]
    assert "610190" not in text


def test_set_upd_twice_it_logs_once():
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    try:
        set_up("INFO")
        set_up("WARNING")

        ours = [one for one in root.handlers if isinstance(one.formatter, JsonLines)]
        assert len(ours) == 1
        assert root.level == logging.WARNING
    finally:
        root.handlers[:], root.level = before, level
