"""A translator's file: out and back without loss, refused whole with a sentence each, or drafts."""

import importlib
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from click.testing import CliRunner
from sqlalchemy import Engine, func, select

from portal.core.wording import Ground, Place, TextState, is_unreviewed
from portal.services.edit_wording import (
    Change,
    Desk,
    TooLateError,
    publish,
    rewrite,
    say_reviewed,
    send_to_council,
    write_draft,
)
from portal.services.record_wording import record_shipped
from portal.services.spoken_words import SpokenWords
from portal.services.translate_wording import (
    Taken,
    TranslationsRefusedError,
    take_translations,
)
from portal.settings import ROOT
from portal.store import wording
from portal.store.models import OwnTextRow
from portal.wording.catalogue import Catalogue, Term, Words, load_catalogue
from portal.wording.translators import TranslationsError, gettext_of, read_gettext
from tests.building import at
from tests.conftest import Clock

MARIA = "Maria Tolk"
LONG = 'Et "ord" med \\ og tegn.\n\nOg et afsnit til {date}: 100 % sikkert.' + " mere" * 20


def shipped() -> Catalogue:
    danish = {"step": "Vi læser.", "due": "Senest {date}.", "long": LONG, "same": "Vi læser."}
    english = {"step": "We read.", "due": "By {date}.", "long": LONG + " en", "same": "Reading."}
    term = {"word.sag": Term("word.sag", "sag", "Det vi arbejder med.")}
    case = {"word.sag": Term("word.sag", "case (sag)", "What we work on.")}
    return {
        ("da", "normal"): Words("da", "normal", danish, term, {"sag": "word.sag"}, {"go": "Send"}),
        ("da", "easy"): Words("da", "easy", danish, term, {"sag": "word.sag"}, {"go": "Send"}),
        ("en", "normal"): Words("en", "normal", english, case, {}, {"go": "Send"}),
    }


@pytest.fixture
def desk(engine: Engine, clock: Clock) -> Desk:
    record_shipped(engine, shipped(), clock() - timedelta(days=1))
    return Desk(engine, SpokenWords(shipped(), clock))


def given_back(desk: Desk, language: str, change: Callable[[Catalog], None]) -> bytes:
    """Return an exported file as a translator's program writes it after a change."""
    content = gettext_of(desk.words.edition.words, language, "normal", at("2026-04-02 10:00"))
    book = read_po(BytesIO(content))
    change(book)
    written = BytesIO()
    write_po(written, book)  # folded at 76 signs, as programs do
    return written.getvalue()


def say(key: str, text: str, register: str = "normal") -> Callable[[Catalog], None]:
    def change(book: Catalog) -> None:
        (one,) = (one for one in book if one.context == f"{register}:{key}")
        one.string = text

    return change


def versions(desk: Desk) -> int:
    with desk.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(OwnTextRow)) or 0


@pytest.mark.parametrize(
    ("language", "register"), [("da", "normal"), ("da", "easy"), ("en", "normal"), ("ar", "normal")]
)
def test_every_shipped_text_goes_out_and_comes_back_to_the_letter(
    language: str, register: str
) -> None:
    words = load_catalogue(ROOT / "translations")
    content = gettext_of(words, language, register, at("2026-04-02 10:00"))
    again = BytesIO()
    write_po(again, read_po(BytesIO(content)))
    for one in (content, again.getvalue()):
        read = read_gettext(one)
        assert (read.language, read.unfinished) == (language, 0)
        assert {text.key: text.text for text in read.texts} == words[language, register].all_texts()
        danish = words["da", "normal"].all_texts()
        assert all(text.danish == danish[text.key] for text in read.texts)


def test_nothing_changed_makes_no_draft(desk: Desk, clock: Clock) -> None:
    for language, number in (("da", 7), ("en", 7)):
        file = given_back(desk, language, lambda book: None)
        assert take_translations(desk, file, MARIA, clock()) == Taken(0, number, 0, ())
    assert versions(desk) == 0


def test_what_is_new_comes_as_drafts_that_say_whose_they_are(desk: Desk, clock: Clock) -> None:
    def change(book: Catalog) -> None:
        say("due", "No later than {date}.")(book)
        say("long", LONG + " new")(book)
        say("word.sag.name", "file (sag)")(book)
        say("step", "")(book)
        (unsure,) = (one for one in book if one.context == "normal:same")
        unsure.string, unsure.flags = "Maybe.", {"fuzzy"}

    file = given_back(desk, "en", change)
    assert take_translations(desk, file, MARIA, clock()) == Taken(3, 2, 2, ())
    with desk.engine.connect() as connection:
        (row,) = wording.versions_of(connection, "due")
        (long,) = wording.versions_of(connection, "long")
        done = [entry.what for entry in wording.log_of(connection, [row.id])]
    assert (row.text, row.state, row.origin) == ("No later than {date}.", "draft", MARIA)
    assert long.text == LONG + " new", "to the letter"
    assert is_unreviewed(done)
    assert take_translations(desk, file, MARIA, clock()).drafts == 0, "the same file again"
    say_reviewed(desk, row.id, "Signe", clock())
    with pytest.raises(TooLateError):
        say_reviewed(desk, row.id, "Signe", clock())
    publish(desk, row.id, "Signe", clock())
    assert desk.words["en", "normal"].text("due") == "No later than {date}."
    assert take_translations(
        desk, given_back(desk, "en", lambda book: None), MARIA, clock()
    ) == Taken(0, 7, 0, ())


def test_what_is_wrong_is_said_of_each_text_and_nothing_is_taken_in(
    desk: Desk, clock: Clock
) -> None:
    def change(book: Catalog) -> None:
        say("step", "We are reading.")(book)
        say("due", "By {dato}.")(book)
        say("same", "<b>Reading</b>")(book)
        say("go", "Send {")(book)
        book.add("x", "y", context="normal:no.such")

    with pytest.raises(TranslationsRefusedError) as refused:
        take_translations(desk, given_back(desk, "en", change), MARIA, clock())
    said = sorted(refused.value.problems)
    assert said == [
        "due (en, normal): {dato} is no place of this text; the place {date} is missing.",
        "go (en, normal): a brace opens or closes nothing, or holds more than a name.",
        "no.such (en, normal): there is no such text.",
        "same (en, normal): it holds markup, and texts are plain.",
    ]
    assert versions(desk) == 0


def test_a_translation_of_words_that_have_changed_since_comes_in_and_says_so(
    desk: Desk, clock: Clock
) -> None:
    file = given_back(desk, "en", say("step", "We are reading."))
    place = Place("step", "da", "normal")
    made = write_draft(desk, Change(place, "Vi læser nu.", Ground.EXPLAINS, "x"), "S", clock())
    publish(desk, made, "S", clock())
    assert take_translations(desk, file, MARIA, clock()).behind == ("step",)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xfe\x00", "no gettext"),
        (b"hello", "no gettext"),
        (b'msgid "a"\nmsgstr "b"\n', "Language"),
        (b'msgid ""\nmsgstr "Language: de\\n"\n\nmsgid "a"\nmsgstr "b"\n', "Language: de"),
        (b'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "a"\nmsgstr "b"\n', "msgctxt"),
        (
            b'msgid ""\nmsgstr "Language: en\\n"\n\nmsgctxt "easy:a"\nmsgid "a"\nmsgstr "b"\n',
            "msgctxt",
        ),
        (
            b'msgid ""\nmsgstr "Language: en\\n"\n\nmsgctxt "normal:a"\nmsgid "a"\n'
            b'msgid_plural "b"\nmsgstr[0] "b"\nmsgstr[1] "c"\n',
            "plural",
        ),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_in_one_sentence(content: bytes, why: str) -> None:
    with pytest.raises(TranslationsError) as refused:
        read_gettext(content)
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_draft_is_written_anew_and_what_it_said_stays(desk: Desk, clock: Clock) -> None:
    take_translations(desk, given_back(desk, "en", say("due", "Before {date}.")), MARIA, clock())
    with desk.engine.connect() as connection:
        (row,) = wording.versions_of(connection, "due")
    place = Place("due", "en", "normal")
    send_to_council(desk, row.id, "Signe", clock())
    change = Change(place, "On {date} at the latest.", Ground.DEADLINE, "Clearer.")
    made = rewrite(desk, row.id, change, "Signe", clock())
    with desk.engine.connect() as connection:
        new, old = wording.versions_of(connection, "due")
        log = {one: [e.what for e in wording.log_of(connection, [one])] for one in (row.id, made)}
    assert (old.id, old.text, old.state, old.author) == (row.id, row.text, "taken_back", MARIA)
    assert (new.id, new.text, new.state) == (made, change.text, TextState.DRAFT)
    assert (new.number, new.author, new.origin, new.ground) == (2, "Signe", MARIA, "deadline")
    assert log[row.id] == ["translated", "sent", "rewritten"]
    assert is_unreviewed(log[made]), "to write is not to say that one has looked it through"
    with pytest.raises(TooLateError):
        rewrite(desk, row.id, change, "Signe", clock())
    publish(desk, made, "Signe", clock())
    with pytest.raises(TooLateError):
        rewrite(desk, made, change, "Signe", clock())


def test_the_commands_say_what_came_of_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    command = importlib.import_module("portal.commands.words")
    monkeypatch.setattr(command, "ready_engine", lambda: desk.engine)
    monkeypatch.setattr(command, "_shipped", shipped)
    folder = tmp_path_factory.mktemp("texts")
    run = CliRunner().invoke
    out = run(command.words, ["export", str(folder), "--po"])
    assert out.exit_code == 0, out.output
    files = sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())
    assert files == ["da/easy.po", "da/normal.po", "en/normal.po"]
    file = folder / "en" / "normal.po"
    file.write_bytes(given_back(desk, "en", say("step", "We are reading.")))
    assert "Say whose" in run(command.words, ["import", str(file)]).output
    done = run(command.words, ["import", str(file), "--from", MARIA])
    assert done.output == f"1 new drafts from {MARIA}, 6 texts as they were, 0 not finished.\n"
    file.write_bytes(given_back(desk, "en", say("due", "By then.")))
    done = run(command.words, ["import", str(file), "--from", MARIA])
    assert done.exit_code == 1
    assert "due (en, normal): the place {date} is missing." in done.output
    missing = run(command.words, ["import", str(folder / "no.po"), "--from", MARIA])
    assert "cannot be read" in missing.output
