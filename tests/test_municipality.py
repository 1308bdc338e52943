"""The municipality's file: what it gives, and the one sentence a bad value is answered with."""

from datetime import date
from pathlib import Path

import pytest

from portal.municipality import LANGUAGES, Municipality, MunicipalityError, in_language, load
from portal.municipality.colours import contrast
from portal.municipality.toml_lines import line_of, lines_of

FILE = Path(__file__).parents[1] / "municipality.toml"
TEXT = FILE.read_text(encoding="utf-8")


@pytest.fixture
def refusal(tmp_path):
    """Change the file and return the sentence it is then refused with."""

    def refuse(old: str, new: str) -> str:
        assert TEXT.count(old) >= 1, old
        changed = tmp_path / "municipality.toml"
        changed.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(MunicipalityError) as error:
            load(changed)
        return str(error.value)

    return refuse


@pytest.fixture(scope="module")
def municipality() -> Municipality:
    return load(FILE)


def line(start: str) -> int:
    """Return the number of the first line that begins so."""
    return next(n for n, text in enumerate(TEXT.splitlines(), 1) if text.startswith(start))


@pytest.mark.parametrize(
    ("old", "new", "at", "sentence"),
    [
        (
            'kind = "65e"',
            'kind = "x"',
            'kind = "65e"',
            "adviser.kind is “x”; it must be one of 65e, in_administration, none.",
        ),
        (
            'cvr = "00000000"',
            "cvr = 1",
            "cvr",
            "cvr is “1”; it must be eight digits in quotation marks.",
        ),
        (
            'number = "99 99 00 00"',
            'number = "ring"',
            "number",
            "phone.number is “ring”; it must be a phone number such as “99 99 99 99”.",
        ),
        (
            "amount = 12",
            "amount = 0",
            "amount",
            "area.deadline.amount is “0”; it must be a whole number from 1 to 1000, "
            "without quotation marks.",
        ),
        (
            'name = "demo-tavs"',
            'name = "sagsvej"',
            'name = "demo-tavs"',
            "source.name is “sagsvej”; it must be small letters a-z, digits and -, beginning with "
            "a letter, and not “sagsvej”: what is done at the portal stands under that name.",
        ),
        (
            "valid_from = 2026-01-01",
            'valid_from = "2026-01-01"',
            "valid_from = 2026-01-01",
            "area.deadline.valid_from is “2026-01-01”; it must be a date such as 2026-04-02, "
            "without quotation marks.",
        ),
        (
            "valid_from = 2026-01-01",
            "valid_from = 2024-01-01",
            "valid_from = 2026-01-01",
            "area.deadline.valid_from is “2024-01-01” a second time; each must differ.",
        ),
        (
            "show_caseworker_names = true",
            'show_caseworker_names = "yes"',
            "show_caseworker_names",
            "show_caseworker_names is “yes”; it must be true or false.",
        ),
        (
            '"12-24"',
            '"24-12"',
            "closing_days_every_year",
            "closing_days_every_year is “24-12”; it must be month and day such as “12-24”.",
        ),
        (
            "low = 7",
            "low = 12",
            "low",
            "area.usual.low is 12; it must not be more than high.",
        ),
        (
            'en = "Your case", ',
            "",
            "title",
            "title.en is missing; it must be a text.",
        ),
        (
            'website = "https://eksempel.invalid"',
            'website = "eksempel.invalid"',
            "website",
            "website is “eksempel.invalid”; it must be an address that begins with https:// or "
            "http://.",
        ),
        (
            "[visit]",
            "[visiting]",
            "[visit]",
            None,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_a_bad_value_is_one_sentence_with_its_line(refusal, old, new, at, sentence):
    said = refusal(old, new)

    if sentence is None:
        assert said == "municipality.toml: visit is missing; it must be a table [visit]."
    else:
        assert said == f"municipality.toml, line {line(at)}: {sentence}"


def test_an_unknown_key_is_told_with_the_known_ones(refusal):
    said = refusal('name = "Eksempel Kommune"', 'name = "Eksempel Kommune"\nmotto = "Altid"')

    assert said.startswith(f"municipality.toml, line {line('name') + 1}: motto is not a key here;")
    assert "closing_days" in said


def test_a_missing_key_is_told_at_its_table(refusal):
    said = refusal('website = "https://www.dukh.dk"', "")

    assert said.startswith(f"municipality.toml, line {line('[dukh]')}: dukh.website is missing;")


def test_a_file_that_is_not_toml_is_told_with_its_line(refusal):
    said = refusal('name = "Eksempel Kommune"', 'name = "Eksempel')

    assert said.startswith(f"municipality.toml, line {line('name')}: this is not TOML (")


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(MunicipalityError, match=r"none\.toml is missing; it must hold the facts"):
        load(tmp_path / "none.toml")


@pytest.mark.parametrize("kind", ["65e", "in_administration"])
def test_an_adviser_must_be_reachable(refusal, kind):
    said = refusal('kind = "65e"\nname = "Borgerrådgiveren i Eksempel Kommune"', f'kind = "{kind}"')

    assert said.endswith(f"adviser.name is missing; it must be given when kind is “{kind}”.")


def test_where_there_is_no_adviser_none_is_named(refusal):
    said = refusal('kind = "65e"', 'kind = "none"')

    assert said.endswith("adviser.name is given, but adviser.kind is “none”; leave it out.")


@pytest.mark.parametrize(
    ("look", "sentence"),
    [
        ('link = "#777777"', "look.link is “#777777”; its contrast on #ffffff is 4.4:1"),
        # 7:1 on white, less on the page's paper.
        ('link = "#595959"', "look.link is “#595959”; its contrast on #faf6ee is 6.4:1"),
        ('link = "#000000"\ntint = "#0f4c5c"', "look.link is “#000000”; its contrast on #0f4c5c"),
        ('link = "red"', "look.link is “red”; it must be a colour such as “#0f4c5c”."),
        ('logo = "../secret.svg"', "look.logo is “../secret.svg”; it must be the name of an .svg"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused_with_its_ratio(refusal, look, sentence):
    assert sentence in refusal("[phone]", f"[look]\n{look}\n\n[phone]")


def test_outside_demo_mode_invented_facts_are_refused(tmp_path):
    with pytest.raises(MunicipalityError, match="accessibility_statement_url is missing; outside"):
        load(FILE, demo=False)

    named = tmp_path / "municipality.toml"
    named.write_text('accessibility_statement_url = "https://was.example"\n' + TEXT, "utf-8")
    with pytest.raises(MunicipalityError, match=r"line 11: cvr is “00000000”; outside demo mode"):
        load(named, demo=False)


def test_the_deadline_of_a_day_is_the_one_that_stood_then(municipality):
    area = municipality.area("adult_extra_costs")

    assert area.deadline_on(date(2023, 12, 31)) is None
    assert area.deadline_on(date(2025, 12, 31)).amount == 12
    assert area.deadline_on(date(2026, 1, 1)).amount == 10


def test_what_the_file_does_not_know_is_none(municipality):
    assert municipality.area("moon") is None
    assert municipality.source("moon") is None


def test_closing_days_come_once_or_every_year(municipality):
    assert municipality.is_closed(date(2027, 5, 7))
    assert not municipality.is_closed(date(2028, 5, 7))
    assert municipality.is_closed(date(2031, 12, 24))


def test_the_palette_of_the_design_has_the_ratios_it_claims():
    assert [
        round(contrast("#0f4c5c", ground), 1) for ground in ("#ffffff", "#faf6ee", "#e3eef0")
    ] == [
        9.5,
        8.8,
        8.0,
    ]


def test_every_text_of_the_example_is_there_in_every_language(municipality):
    arabic = in_language(municipality, "ar")

    assert arabic.phone.number == municipality.phone.number
    assert [arabic.title, in_language(municipality, "da").title] == ["ملفك", "Din sag"]
    for language in LANGUAGES:
        assert all(area.name for area in in_language(municipality, language).areas)


def test_lines_are_found_past_long_texts_lists_and_comments():
    text = '''a = """
b = 1
[not.a.table]
"""
c = [  # a [ in a comment
  "]",
  "x",
]
[[t]]  # first
d = 1
[[t]]
d = 2
[t.u]
"e" = { f = 1 }
'''
    found = lines_of(text)

    assert ("b",) not in found
    assert found[("c",)] == 5
    assert found[("t", 1, "d")] == 12
    assert line_of(found, ("t", 1, "u", "e", "f")) == 14
    assert line_of(found, ("nothing",)) is None
