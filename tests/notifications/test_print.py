"""Letters to be printed: once in the index, whole, and nobody's name in a file's name."""

import hashlib
import multiprocessing
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from portal.notifications import RetryError
from portal.notifications.print import INDEX, Print, read_index
from tests.notifications.conftest import LETTER, NOTICE, NOW


def put(folder: Path, number: int) -> None:
    Print(folder).send(replace(LETTER, id=f"letter:{number % 10}"), NOW)


def test_a_letter_is_whole_and_stands_in_the_index(tmp_path: Path) -> None:
    Print(tmp_path).send(replace(LETTER, protected=True, large_print=True), NOW)

    (row,) = read_index(tmp_path / "2026-04-02" / INDEX)
    pdf = tmp_path / "2026-04-02" / row["file"]
    assert pdf.read_bytes() == LETTER.pdf
    assert row["sha256"] == hashlib.sha256(LETTER.pdf).hexdigest()
    assert (row["name"], row["identifier"]) == (LETTER.name, LETTER.to)
    assert (row["protected"], row["large_print"], row["language"]) == ("yes", "yes", "da")


def test_a_repeat_is_one_letter_also_on_the_next_day(tmp_path: Path) -> None:
    channel = Print(tmp_path)
    receipts = {channel.send(LETTER, NOW + timedelta(days=n)).reference for n in range(3)}

    assert len(receipts) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["2026-04-02"]
    assert len(read_index(tmp_path / "2026-04-02" / INDEX)) == 1


def test_only_its_owner_can_read_it_and_names_say_nothing(tmp_path: Path) -> None:
    Print(tmp_path / "print").send(LETTER, NOW)

    for path in (tmp_path / "print").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
        assert LETTER.to not in path.name
        assert "letter:1" not in path.name


def test_a_killed_process_leaves_no_half_a_letter(tmp_path: Path) -> None:
    """What a kill between the PDF and the index leaves is made good by the next try."""
    Print(tmp_path).send(LETTER, NOW)
    (tmp_path / "2026-04-02" / INDEX).unlink()
    (tmp_path / "2026-04-02" / ".half.part").write_bytes(b"%PD")

    Print(tmp_path).send(LETTER, NOW)
    assert len(read_index(tmp_path / "2026-04-02" / INDEX)) == 1


def test_several_processes_write_one_index(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.starmap(put, [(tmp_path, number) for number in range(40)])

    rows = read_index(tmp_path / "2026-04-02" / INDEX)
    assert len(rows) == len({row["file"] for row in rows}) == 10


def test_a_folder_that_cannot_be_written_means_later(tmp_path: Path) -> None:
    (tmp_path / "2026-04-02").write_text("in the way")
    with pytest.raises(RetryError):
        Print(tmp_path).send(LETTER, NOW)


def test_a_notice_is_not_printed(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        Print(tmp_path).send(NOTICE, NOW)  # type: ignore[arg-type]
