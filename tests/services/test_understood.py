"""An answer is a number in a month; words lie apart, encrypted, until an editor decides."""

from base64 import urlsafe_b64decode
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, select, text

from portal.core.retention import Lengths
from portal.core.understood import Answer, Counted, month_of
from portal.core.wording import Place, digest_of
from portal.demo.understood import show_answers
from portal.files import Vault
from portal.identity.identifiers import Identifiers
from portal.services.forget import forget_now
from portal.services.rekey import Keys, change_key
from portal.services.understood import DecidedError, Said, answer, discard, pass_on
from portal.store import understood
from portal.store.models import UnderstoodRow, UnderstoodWordRow
from tests.building import IDENTIFIERS, at

PLACE = Place("case.late", "da", "normal")
TEXT = "Du har ikke fået svar til tiden."
TODAY = date(2026, 4, 17)
APRIL = date(2026, 4, 1)
MAY = date(2026, 5, 1)


def say_it(engine: Engine, words: str = "", how: Answer = Answer.NO, today: date = TODAY) -> None:
    answer(engine, IDENTIFIERS, Said(PLACE, TEXT, how, words), today)


def the_word(engine: Engine) -> Any:
    with engine.connect() as connection:
        (row,) = connection.execute(select(UnderstoodWordRow.__table__)).all()
    return row


def test_what_is_kept_is_the_text_the_month_and_the_number(engine: Engine) -> None:
    for _ in range(3):
        say_it(engine)
    say_it(engine, how=Answer.YES)
    with engine.connect() as connection:
        rows = connection.execute(select(UnderstoodRow.__table__)).all()
        found = understood.counted(connection, PLACE.key)
    assert {tuple(row) for row in rows} == {
        (*PLACE, digest_of(TEXT), APRIL, "no", 3),
        (*PLACE, digest_of(TEXT), APRIL, "yes", 1),
    }
    counted = found[PLACE, digest_of(TEXT)]
    assert sorted(counted, key=lambda one: one.number) == [
        Counted(Answer.YES, APRIL, 1),
        Counted(Answer.NO, APRIL, 3),
    ]


def test_the_tables_have_no_column_that_could_say_who_or_which_case() -> None:
    place = {"key", "language", "register", "digest", "month"}
    assert set(UnderstoodRow.__table__.c.keys()) == place | {"answer", "number"}
    assert set(UnderstoodWordRow.__table__.c.keys()) == place | {
        *("public_id", "text", "passed_in", "passed_by")
    }
    for table in (UnderstoodRow.__table__, UnderstoodWordRow.__table__):
        assert not table.foreign_keys  # type: ignore[attr-defined]


def test_answers_at_the_same_time_are_all_counted(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: say_it(engine), range(12)))
    with engine.connect() as connection:
        assert connection.scalar(select(UnderstoodRow.number)) == 12


def test_words_are_encrypted_and_lie_apart_from_the_answer(engine: Engine) -> None:
    say_it(engine, "Hvem er jeg?")
    row = the_word(engine)
    assert b"Hvem" not in row.text
    assert IDENTIFIERS.decrypt(row.text) == "Hvem er jeg?"
    assert row.month == APRIL
    assert "no" not in tuple(row)


def second_of(sealed: bytes) -> int:
    """Return the second that stands in the clear (https://github.com/fernet/spec)."""
    return int.from_bytes(urlsafe_b64decode(sealed)[1:9])


def test_words_do_not_carry_the_second_they_came_not_even_under_another_key(
    engine: Engine, tmp_path: Any
) -> None:
    assert second_of(IDENTIFIERS.encrypt("Hvem er jeg?")) > 0, "as all else does"
    say_it(engine, "Hvem er jeg?")
    assert second_of(the_word(engine).text) == 0
    word = the_word(engine).public_id
    pass_on(engine, IDENTIFIERS, word, "Det var svært.", "Signe Dalgaard", MAY)
    assert second_of(the_word(engine).text) == 0
    new = Identifiers("another secret of the tests, at least as long as the first")
    keys, vault = Keys(IDENTIFIERS, new), Vault(tmp_path / "files", new)
    assert change_key(engine, vault, keys, at("2026-05-02 03:00")).done["encrypted values"] == 1
    assert second_of(the_word(engine).text) == 0
    assert new.decrypt(the_word(engine).text) == "Det var svært."


def test_the_demos_words_carry_none_either(engine: Engine) -> None:
    show_answers(engine, IDENTIFIERS, at("2026-04-17"))
    with engine.connect() as connection:
        texts = list(connection.scalars(select(UnderstoodWordRow.text)))
        shown = understood.waiting(connection, APRIL)
    assert [second_of(one) for one in texts] == [0, 0, 0]
    assert len(shown) == 2, "and their month is over"


def test_an_answer_and_its_words_are_not_written_by_one_transaction(engine: Engine) -> None:
    written: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        written.append(statement.split("(", 1)[0].strip())

    event.listen(engine, "before_cursor_execute", note)
    event.listen(engine, "commit", lambda _c: written.append("commit"))
    say_it(engine, "Hvem er jeg?")
    assert [one for one in written if one.startswith(("INSERT", "commit"))] == [
        *("INSERT INTO understood_word", "commit", "INSERT INTO understood", "commit")
    ]
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            one = connection.scalar(text("SELECT xmin FROM understood"))
            assert connection.scalar(text("SELECT xmin FROM understood_word")) != one


def test_nobody_decides_on_words_before_their_month_is_over(engine: Engine) -> None:
    say_it(engine, "Det var svært.")
    row = the_word(engine)
    for day in (TODAY, date(2026, 4, 30)):
        with engine.connect() as connection:
            assert understood.waiting(connection, month_of(day)) == []
        with pytest.raises(DecidedError):
            pass_on(engine, IDENTIFIERS, row.public_id, "Svært.", "Signe Dalgaard", day)
        with pytest.raises(DecidedError):
            discard(engine, row.public_id, day)
    assert the_word(engine) == row
    with engine.connect() as connection:
        assert len(understood.waiting(connection, MAY)) == 1


def test_what_is_passed_on_is_what_the_editor_left_and_nothing_else(engine: Engine) -> None:
    say_it(engine, "Min kone Ulla forstod det ikke.")
    word = the_word(engine).public_id
    pass_on(engine, IDENTIFIERS, word, "Det var svært.", "Signe Dalgaard", MAY)
    row = the_word(engine)
    assert IDENTIFIERS.decrypt(row.text) == "Det var svært."
    assert (row.passed_in, row.passed_by) == (MAY, "Signe Dalgaard")
    with engine.connect() as connection:
        assert understood.waiting(connection, date(2026, 6, 1)) == []
        assert [one.public_id for one in understood.passed(connection, PLACE)] == [word]
        elsewhere = Place("case.late", "en", "normal")
        assert understood.passed(connection, elsewhere) == []
    with pytest.raises(DecidedError):
        pass_on(engine, IDENTIFIERS, word, "Noget andet.", "En anden", MAY)


def test_what_is_discarded_is_gone_at_once(engine: Engine) -> None:
    say_it(engine, "Min kone Ulla forstod det ikke.")
    word = the_word(engine).public_id
    discard(engine, word, MAY)
    with engine.connect() as connection:
        assert connection.execute(select(UnderstoodWordRow.__table__)).all() == []
    with pytest.raises(DecidedError):
        discard(engine, word, MAY)


def test_words_go_when_their_time_is_over_and_numbers_stay(engine: Engine, tmp_path: Any) -> None:
    say_it(engine, "Ingen læste det.", today=date(2026, 1, 31))
    say_it(engine, "Givet videre.", today=date(2026, 1, 31))
    say_it(engine, "Det nye.", today=date(2026, 2, 1))
    with engine.connect() as connection:
        passed = next(
            row.public_id
            for row in understood.waiting(connection, date(2026, 2, 1))
            if IDENTIFIERS.decrypt(row.text) == "Givet videre."
        )
    pass_on(engine, IDENTIFIERS, passed, "Givet videre.", "Signe", date(2026, 2, 3))
    vault = Vault(tmp_path / "files", IDENTIFIERS)

    def left(day: str) -> set[str]:
        gone = forget_now(engine, vault, Lengths(), at(f"{day} 03:00"))
        assert gone.gone["cases"] == 0
        with engine.connect() as connection:
            texts = connection.scalars(select(UnderstoodWordRow.text)).all()
        return {IDENTIFIERS.decrypt(text) for text in texts}

    assert left("2026-04-30") == {"Ingen læste det.", "Givet videre.", "Det nye."}
    # January's could be read from 1 February, and three months are from then.
    assert left("2026-05-01") == {"Givet videre.", "Det nye."}
    assert left("2026-06-01") == {"Givet videre."}
    assert left("2028-02-29") == {"Givet videre."}
    assert left("2028-03-01") == set()
    with engine.connect() as connection:
        assert sum(connection.scalars(select(UnderstoodRow.number))) == 3


def test_nothing_of_it_is_logged(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        say_it(engine, "Hemmeligt.")
    assert "Hemmeligt" not in caplog.text
    assert PLACE.key not in caplog.text


def test_a_word_has_no_order_and_no_time(engine: Engine) -> None:
    for number in range(8):
        say_it(engine, f"Nummer {number}.", today=APRIL + timedelta(days=number))
    with engine.connect() as connection:
        ids = [row.public_id for row in understood.waiting(connection, MAY)]
        columns = connection.execute(select(UnderstoodWordRow.__table__)).mappings().first()
    assert ids == sorted(ids), "by what was drawn by lot"
    assert columns is not None
    assert columns["month"] == APRIL


def test_the_identifiers_key_reads_them(identifiers: Identifiers, engine: Engine) -> None:
    say_it(engine, "Det her.")
    assert identifiers.decrypt(the_word(engine).text) == "Det her."
