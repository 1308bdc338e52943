"""Closing days are told by the file's own rule, also the one that comes every fourth year."""

from datetime import date
from pathlib import Path

import pytest

from portal.calendar_days import closed_days, public_holidays
from portal.municipality import MunicipalityError, load

FILE = Path(__file__).parent.parent / "municipality.toml"


def with_closing_day(folder: Path, day: str) -> Path:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("closing_days_every_year"))
    lines[place] = f'closing_days_every_year = ["{day}"]'
    file = folder / "municipality.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_a_closing_day_comes_each_year_that_has_it(tmp_path: Path) -> None:
    closed = closed_days(load(with_closing_day(tmp_path, "02-29"), demo=True))
    assert date(2028, 2, 29) in closed
    assert date(2027, 2, 28) not in closed
    assert public_holidays() <= closed


@pytest.mark.parametrize("day", ["02-30", "04-31", "11-31", "13-01"])
def test_a_day_no_year_has_is_one_sentence(tmp_path: Path, day: str) -> None:
    with pytest.raises(MunicipalityError, match=day):
        load(with_closing_day(tmp_path, day), demo=True)
