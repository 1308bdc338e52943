"""Killed at any moment, again and again, the worker loses nothing and sends no letter twice."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select

from portal.core.vocabulary import EventType
from portal.notifications.print import read_index
from portal.services.own_events import OwnEvent
from portal.services.tell import Teller
from portal.store.models import LetterRow, OutboxRow
from tests.building import ANNA, BO, CARL, DITTE, IDENTIFIERS, Story
from tests.services.posting import NOW, Post

PEOPLE = (ANNA, BO, CARL, DITTE)
CASES, LETTERS_EACH = 12, 5
LIVES = 10
_ROOT = Path(__file__).parents[2]


def order(engine: Engine, post: Post) -> int:
    """Order letters and post answers in a dozen cases; return how many of each there are."""
    for number in range(CASES):
        who = PEOPLE[number % len(PEOPLE)]
        case = post.told(Story(f"S-{number}").opened().party(who))
        with engine.begin() as connection:
            connection.execute(
                insert(LetterRow),
                [
                    {
                        "public_id": f"{number}-{one}",
                        "case_id": case,
                        "party": f"p-{who[:2]}",
                        "person": IDENTIFIERS.person(who),
                        "kind": "decision",
                        "occasion": str(one),
                        "state": "ordered",
                        "large_print": False,
                        "ordered_at": NOW,
                    }
                    for one in range(LETTERS_EACH)
                ],
            )
        answers = [
            {"update": f"o-{number}-{one}", "kind": "news", "note": "Svar.", "answers": f"m-{one}"}
            for one in range(LETTERS_EACH)
        ]
        post.own(case, *(OwnEvent(EventType.UPDATE_POSTED, answer) for answer in answers))
    return CASES * LETTERS_EACH


def is_done(engine: Engine, wanted: int) -> bool:
    with engine.connect() as connection:
        states = list(connection.scalars(select(OutboxRow.state)))
    return len(states) == wanted and set(states) == {"sent"}


def live(database: str, folder: Path, hours: int) -> "subprocess.Popen[bytes]":
    """Start a worker; it has begun to work when this returns."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.services.outbox_worker", database, str(folder), str(hours)],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.read(1) == b".", process.communicate()[1].decode()
    return process


def test_killed_again_and_again_nothing_is_lost_and_no_letter_goes_twice(
    engine: Engine, database: str, tmp_path: Path
) -> None:
    post = Post(engine)
    Teller().tell_what_came(engine, post.sending, NOW)
    each = order(engine, post)
    dice = random.Random(20260402)
    kills = 0

    for life in range(LIVES):
        process = live(database, tmp_path, 3 * life)
        try:
            assert process.stdout is not None
            process.stdout.read(dice.randint(1, 7))  # so many rounds, and a part of the next
            time.sleep(dice.uniform(0, 0.02))
        finally:
            process.kill()  # -9: it is given no time for anything
            process.communicate()
        kills += 1
        if is_done(engine, 2 * each):
            break
    last = live(database, tmp_path, 3 * LIVES)
    try:
        deadline = time.monotonic() + 60
        while not is_done(engine, 2 * each) and time.monotonic() < deadline:
            time.sleep(0.1)
    finally:
        last.kill()
        last.communicate()

    assert kills >= 5, "it was too quick to be killed; order more"
    with engine.connect() as connection:
        letters = list(connection.execute(select(LetterRow.id, LetterRow.state, LetterRow.pdf)))
        rows = list(connection.execute(select(*OutboxRow.__table__.columns)))
    # In the store: each letter was made once, and has one row.
    assert len(letters) == each
    assert all((row.state, row.pdf) == ("made", f"%PDF {row.id}".encode()) for row in letters)
    assert sorted(row.letter_id for row in rows if row.kind == "letter") == sorted(
        row.id for row in letters
    )
    assert {row.state for row in rows} == {"sent"}
    # At the other end: each letter stands in the index once and is whole, and each notice
    # arrived, known by its id.
    day = tmp_path / "print" / "2026-04-02"
    index = read_index(day / "index.csv")
    assert len(index) == len({row["id"] for row in index}) == each
    printed = sorted((day / row["file"]).read_bytes() for row in index)
    assert printed == sorted(bytes(row.pdf) for row in letters)
    notices = list((tmp_path / "notices").glob("*.json"))
    assert len(notices) == each == len([row for row in rows if row.kind == "notice"])
    assert all(json.loads(path.read_text(encoding="utf-8"))["text"] for path in notices)


@pytest.mark.parametrize("moment", ["before sending", "after sending"])
def test_killed_around_the_sending_itself_it_is_sent_again_under_the_same_id(
    post: Post, moment: str
) -> None:
    """The two moments a loop of kills may miss, each hit for certain."""
    from datetime import timedelta

    from portal.core.contact import NoticeWay
    from portal.services.deliver import deliver

    class Killed(BaseException):
        """Nothing of ours catches it, as nothing catches kill -9."""

    def kill() -> None:
        raise Killed

    case = post.told(Story().opened().party())
    post.notice(case, ANNA)
    way = post.notices[NoticeWay.DIGITAL_POST]
    if moment == "before sending":
        way.before = kill
    else:
        send = way.send

        def send_and_die(message: object, now: object) -> None:
            send(message, now)  # type: ignore[arg-type]
            raise Killed

        way.send = send_and_die  # type: ignore[method-assign, assignment]
    with pytest.raises(Killed):
        deliver(post.engine, post.sending, NOW)
    way.before = None
    if moment == "after sending":
        way.send = send  # type: ignore[method-assign]

    assert deliver(post.engine, post.sending, NOW + timedelta(minutes=1)) == 0
    assert deliver(post.engine, post.sending, NOW + timedelta(minutes=2)) == 1
    assert len({message.id for message in way.got}) == 1
    assert len(way.got) == (1 if moment == "before sending" else 2)


@pytest.fixture
def post(engine: Engine) -> Post:
    return Post(engine)
