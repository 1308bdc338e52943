"""Files lie encrypted, each under its own name, and nothing is left behind."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.files import FileMissingError, Vault
from portal.identity.identifiers import Identifiers

NOW = datetime.now(UTC)


def on_disk(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


def test_what_is_put_is_got(vault: Vault) -> None:
    content = os.urandom(3_000_000)
    public_id = vault.put(content)
    assert len(public_id) == 22
    assert vault.get(public_id) == content
    assert vault.put(content) != public_id


def test_the_disk_learns_nothing(vault: Vault, tmp_path: Path) -> None:
    vault.put(b"Anna, 610190-1234" * 100)
    (path,) = on_disk(tmp_path)
    assert b"Anna" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_file_put_in_anothers_place_is_not_read(vault: Vault, tmp_path: Path) -> None:
    vault.put(b"mine")
    other = vault.put(b"theirs")
    mine, theirs = sorted(on_disk(tmp_path), key=lambda path: path.name == other)
    theirs.write_bytes(mine.read_bytes())
    with pytest.raises(FileMissingError):
        vault.get(other)


def test_a_changed_file_is_not_read(vault: Vault, tmp_path: Path) -> None:
    public_id = vault.put(b"what was sent")
    (path,) = on_disk(tmp_path)
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(FileMissingError):
        vault.get(public_id)


def test_another_key_reads_nothing(vault: Vault, tmp_path: Path) -> None:
    public_id = vault.put(b"what was sent")
    with pytest.raises(FileMissingError):
        Vault(tmp_path / "files", Identifiers("another secret " * 4)).get(public_id)


def test_what_was_removed_is_gone(vault: Vault, tmp_path: Path) -> None:
    public_id = vault.put(b"what was sent")
    vault.remove(public_id)
    vault.remove(public_id)
    assert on_disk(tmp_path) == []
    with pytest.raises(FileMissingError):
        vault.get(public_id)


@pytest.mark.parametrize("odd", ["", "..", "../../etc/passwd", "x" * 22 + "/", "x" * 21 + "\n"])
def test_only_our_own_names_are_looked_for(vault: Vault, odd: str) -> None:
    with pytest.raises(FileMissingError):
        vault.get(odd)
    with pytest.raises(FileMissingError):
        vault.remove(odd)


def test_what_nobody_claims_goes_after_a_day(vault: Vault, tmp_path: Path) -> None:
    claimed, unclaimed = vault.put(b"a"), vault.put(b"b")
    assert vault.remove_unclaimed({claimed}, NOW) == 0, "it may be on its way into the store"
    assert vault.remove_unclaimed({claimed}, NOW + timedelta(days=1, minutes=5)) == 1
    assert vault.get(claimed) == b"a"
    with pytest.raises(FileMissingError):
        vault.get(unclaimed)


def test_an_empty_folder_has_nothing_unclaimed(tmp_path: Path, vault: Vault) -> None:
    assert vault.remove_unclaimed(set(), NOW) == 0
