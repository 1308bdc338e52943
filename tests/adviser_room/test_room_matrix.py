"""Every way into the room, asked by everybody: the table is docs/access-matrix.md.

As `tests/web/test_matrix.py` does for the portal: a route without its row fails, so does a row
without a route. Each question has a conversation of its own, since some of them end it.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event
from werkzeug.test import TestResponse

from portal.adviser_room.seals import hashed
from portal.adviser_room.services import lend, report
from portal.adviser_room.services.complain import (
    Complaint,
    Suggestion,
    suggest,
    write_complaint,
)
from portal.adviser_room.services.talk import Question, ask
from portal.adviser_room.settings import RoomSettings
from portal.adviser_room.sign_in import COOKIE, LIFETIME
from portal.adviser_room.store import conversations, sign_ins
from portal.core.room import ToWhom, Way
from portal.core.small_counts import HalfYear
from portal.identity import UserRole
from portal.settings import RateLimits
from tests.access_table import Row, answered, plain, room_rows, routes
from tests.adviser_room.conftest import INTAKE_TOKEN
from tests.adviser_room.room_site import RoomSite
from tests.adviser_room.test_lend import body
from tests.building import ANNA, BO, CARL

CITIZENS = {"own": ANNA, "taken back": ANNA, "another's": BO, "nobody's": CARL}
AT_WORK = {
    "adviser": UserRole.ADVISER,
    "adviser after": UserRole.ADVISER,
    "worker": UserRole.STAFF,
    "leader": UserRole.LEADER,
    "council": UserRole.COUNCIL,
    "editor": UserRole.EDITOR,
    "administrator": UserRole.ADMINISTRATOR,
    "data protection": UserRole.DATA_PROTECTION,
}
AFTER = ("taken back", "adviser after")
COUNTED = "2025-1"
OFTEN = RateLimits(*["100000/minute"] * 5)


@dataclass(frozen=True, slots=True)
class Talk:
    """What may stand in an address: a conversation, a copy, a letter of it, a half-year."""

    public_id: str
    copy_id: str
    period: str = COUNTED

    def path(self, rule: str) -> str:
        """Return a route's address."""
        known = {"public_id": self.public_id, "copy_id": self.copy_id, "number": "1"}
        known |= {"period": self.period, "who": "borger"}
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: known[found[1]], rule)


class World:
    """A room with two citizens' conversations, and everybody who might try them."""

    def __init__(self, site: RoomSite) -> None:
        self.site, self.room, self._uncounted = site, site.room, 2024
        self.talk(BO)
        self._count(HalfYear(2025, 1))
        # What is over is swept out now and then: by whichever request comes then.
        site.app.test_client().get("/healthz")

    def _count(self, period: HalfYear) -> None:
        here = self.room
        report.publish(here.engine, period, [], here.today(), here.now())

    def talk(self, who: str, *, lent: bool = True) -> Talk:
        """Let somebody ask, lend a copy and begin a complaint that the adviser has words for."""
        here, now = self.room, self.room.now()
        asked = Question(Way.WRITING, "da", here.seals.person(who), "Anna Prøve", "Hvad nu?")
        public_id = ask(here.engine, here.seals, asked, now)
        assert public_id is not None
        with here.engine.connect() as connection:
            number = int(conversations.find(connection, public_id).id)  # type: ignore[union-attr]
        ticket = lend.make_ticket(here.engine, number, now)
        lend.receive(here.engine, here.seals, ticket, lend.read_copy(body(), here.today()), now)
        with here.engine.connect() as connection:
            (copy,) = lend.lent(connection, here.seals, number, here.today())
        complaint = Complaint("Det er forkert.", "En ny afgørelse.", ToWhom.DECISION)
        write_complaint(here.engine, here.seals, number, complaint, now)
        suggest(here.engine, here.seals, number, Suggestion("Sådan", "Nyt"), now)
        if not lent:
            assert lend.take_back(here.engine, number, copy.public_id)
        return Talk(public_id, copy.public_id)

    def ask(self, row: Row, column: str, talk: Talk) -> TestResponse:
        """Ask as somebody does; what is sent is an empty form with the right token."""
        path = self._address(row, talk)
        client = self.site.app.test_client()
        if column == "portal":
            shown = {"Authorization": f"Bearer {INTAKE_TOKEN}"}
            return client.open(path, method=row.method, headers=shown)
        if column != "signed out":
            client.set_cookie(COOKIE, self._session(column))
        if row.method == "GET":
            return client.get(path)
        page = client.get("/indstillinger").get_data(as_text=True)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token
        return client.post(path, data={"csrf_token": token[1], "along": "question"})

    def _address(self, row: Row, talk: Talk) -> str:
        if row.rule == "/static/site.css":
            return str(self.room.css_url)
        if row.rule == "/static/session.js":
            return str(self.site.app.config["SESSION_JS"])
        if str(row) == "POST /tal/<period>":
            # A half-year is counted once.
            self._uncounted -= 1
            return f"/tal/{self._uncounted}-1"
        return talk.path(row.rule)

    def _session(self, column: str) -> str:
        here, token = self.room, secrets.token_urlsafe(32)
        who, now = CITIZENS.get(column), self.room.now()
        kept = {"name": "Prøve", "provider": None, "identifier": who, "logout": {}}
        row = {
            "token_hash": hashed(token),
            "role": AT_WORK.get(column, UserRole.CITIZEN),
            "person": here.seals.person(who) if who else None,
            "sealed": here.seals.seal(kept),
            "logout_key": None,
            "created_at": now,
            "seen_at": now,
            "expires_at": now + LIFETIME,
        }
        with here.engine.begin() as connection:
            sign_ins.add(connection, row)
        return token

    def statements(self, act: Callable[[], Any]) -> list[str]:
        """Return the statements something sends to the room's database."""
        found: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            found.append(statement)

        event.listen(self.room.engine, "before_cursor_execute", note)
        try:
            act()
        finally:
            event.remove(self.room.engine, "before_cursor_execute", note)
        return found


@pytest.fixture
def world(open_room_site: Callable[..., RoomSite], room_settings: RoomSettings) -> World:
    """Return a room where much may be tried."""
    return World(open_room_site(used=replace(room_settings, limits=OFTEN)))


def test_every_route_has_its_row_and_every_row_its_route(room_site: RoomSite) -> None:
    listed = [(row.method, row.rule) for row in room_rows()]
    assert len(listed) == len(set(listed)), "a route stands twice"
    found = routes(room_site.app)
    assert found - set(listed) == set(), "routes of the room without a row in the table"
    assert set(listed) - found == set(), "rows without a route"


def test_every_row_answers_for_everybody() -> None:
    for row in room_rows():
        machine = {"portal"} if row.rule == "/indlevering" else set()
        assert set(row.cells) == {"signed out", *CITIZENS, *AT_WORK} | machine, str(row)


@pytest.mark.parametrize("part", range(3))
def test_everybody_is_answered_as_the_table_says(world: World, part: int) -> None:
    wrong = []
    for row in room_rows()[part::3]:
        for column, expected in row.cells.items():
            talk = world.talk(ANNA, lent=column not in AFTER)
            answer = answered(world.ask(row, column, talk))
            if answer != expected:
                wrong.append(f"{row}, {column}: {answer}, and the table says {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("column", sorted({*CITIZENS, *AT_WORK} - {"own", *AFTER}))
def test_not_yours_and_not_there_are_one_answer(world: World, column: str) -> None:
    """Also to whoever may come in here, for what there is not."""
    wrong = []
    talk = world.talk(ANNA)
    nothing = Talk("A" * len(talk.public_id), "B" * len(talk.copy_id))
    for row in room_rows():
        if "<public_id>" in row.rule and row.cells[column] == "404":
            seen = [_seen(world, row, column, one) for one in (talk, nothing)]
            if seen[0] != seen[1]:
                wrong.append(f"{row}, {column}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("column", AFTER)
def test_taken_back_and_never_lent_are_one_answer(world: World, column: str) -> None:
    talk = world.talk(ANNA, lent=False)
    never = replace(talk, copy_id="B" * len(talk.copy_id))
    for row in room_rows():
        if "<copy_id>" in row.rule:
            assert _seen(world, row, column, talk) == _seen(world, row, column, never), str(row)


def _seen(world: World, row: Row, column: str, talk: Talk) -> tuple[list[str], int, str]:
    answers: list[TestResponse] = []
    asked = world.statements(lambda: answers.append(world.ask(row, column, talk)))
    text = plain(answers[0]).replace(talk.path(row.rule), "/PATH")
    return asked, answers[0].status_code, text


def test_what_was_taken_back_is_refused_with_the_next_request(world: World) -> None:
    talk, today = world.talk(ANNA), date(2026, 4, 2)
    rows = {str(row): row for row in room_rows()}
    read = rows["GET /raadgiver/samtale/<public_id>/kopi/<copy_id>"]
    assert world.room.today() == today
    assert world.ask(read, "adviser", talk).status_code == 200
    back = rows["POST /samtale/<public_id>/kopi/<copy_id>/tilbage"]
    assert world.ask(back, "another's", talk).status_code == 404
    assert world.ask(read, "adviser", talk).status_code == 200, "only whose it is takes it back"
    assert world.ask(back, "own", talk).status_code == 303
    assert world.ask(read, "adviser", talk).status_code == 404
