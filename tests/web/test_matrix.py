"""Every way in, asked by everybody: the table is docs/access-matrix.md, the routes are the app's.

A route without its row fails, and so does a row without a route. What "not yours" looks like is
compared with what "not there" looks like: the same answer, after the same number of questions.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import pytest
from sqlalchemy import insert, select, update
from werkzeug.test import TestResponse

from portal.core.files import FileState
from portal.core.handover import mark
from portal.core.occasions import months_before
from portal.core.understood import Answer, month_of
from portal.core.vocabulary import Basis, EventType, MessageKind, Scope
from portal.core.wording import AuditState, Ground, Place
from portal.files import Accepted, Vault
from portal.identity import UserRole
from portal.services import give_access, represent
from portal.services.comment import Comment, Promise, comment
from portal.services.edit_wording import Change, Desk, write_draft
from portal.services.give_access import Gift
from portal.services.make_letters import make_ordered
from portal.services.order_letters import order_due
from portal.services.review import Meeting, begin_round, enter_meeting
from portal.services.send_message import Keeping, Submission, send_message
from portal.services.understood import Said, answer
from portal.settings import RoomDoor, Settings
from portal.store import understood
from portal.store.desk import case_by_public_id
from portal.store.models import (
    AttachmentRow,
    DocumentRow,
    JournalRow,
    LetterRow,
    OutboxRow,
    PartyRow,
)
from tests.access_table import Row, answered, plain, portal_rows, routes
from tests.building import ANNA, BO, CARL, DITTE, Story
from tests.conftest import OTHER_TOKEN, TOKEN, Site, Visitor
from tests.services.letters import changed, office, sending, workshop
from tests.web.desk import ADULTS, FAMILIES, KAREN, OLE, karens, told
from tests.web.test_access import statements

TAKEN_BACK = "2026-04-02 09:59"
EVA, FINN, GITTE, HANS, IDA, JENS, KAJ = (f"7{n}0190-4321" for n in range(1, 8))

PEOPLE: Mapping[str, tuple[str | None, str]] = {
    # Who signs in, and whose case they try.
    "person": (ANNA, ANNA),
    "acts": (BO, ANNA),
    "looks": (CARL, ANNA),
    "withdrawn": (DITTE, ANNA),
    "stranger": (EVA, ANNA),
    "nobody's": (FINN, ANNA),
    "parent": (GITTE, IDA),
    "no custody": (HANS, IDA),
}
AT_WORK: Mapping[str, tuple[str, str | None, UserRole]] = {
    "worker": (KAREN, ADULTS, UserRole.STAFF),
    "same unit": ("Ulla Eksempel", ADULTS, UserRole.STAFF),
    "other unit": (OLE, FAMILIES, UserRole.STAFF),
    "leader": ("Lis Leder", ADULTS, UserRole.LEADER),
    "other leader": ("Leo Leder", FAMILIES, UserRole.LEADER),
    "council": ("Rita Råd", "Formandskab", UserRole.COUNCIL),
    "editor": ("Egon Redaktør", None, UserRole.EDITOR),
    "administrator": ("Adam Drift", None, UserRole.ADMINISTRATOR),
    "data protection": ("Dorte Data", None, UserRole.DATA_PROTECTION),
    "adviser": ("Rosa Rådgiver", None, UserRole.ADVISER),
}


@dataclass
class World:
    """A town with two cases, and everybody who might try them."""

    site: Site
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    visitors: dict[str, Visitor] = field(default_factory=dict)

    def path(self, row: Row, whose: str) -> str:
        """Return an address of a route with everything in it that is there in that case."""
        rule = row.rule
        if rule == "/static/site.css":
            return str(self.site.portal.css_url)
        if rule == "/static/session.js":
            return str(self.site.app.config["SESSION_JS"])
        for name in re.findall(r"<(?:\w+:)?(\w+)>", rule):
            value = self.ids[whose].get(name) or self.ids[ANNA][name]
            rule = re.sub(rf"<(?:\w+:)?{name}>", value, rule)
        return rule + self.ids[whose].get(f"query {row.rule}", "")

    def ask(self, row: Row, column: str, path: str) -> TestResponse:
        """Ask as somebody does; what is sent is an empty form with the right token."""
        if column in ("case system", "other system"):
            token = TOKEN if column == "case system" else OTHER_TOKEN
            headers = {"Authorization": f"Bearer {token}"}
            return self.site.app.test_client().open(path, method=row.method, headers=headers)
        visitor = self.visitors[column]
        if row.method == "GET":
            return visitor.client.get(path)
        if path.startswith("/api/"):
            return visitor.client.open(path, method=row.method)
        token = visitor.get("/indstillinger").find("input", attrs={"name": "csrf_token"})
        assert token is not None
        item = self.ids[ANNA].get(f"sends {row.rule}", "")
        return visitor.client.post(path, data={"csrf_token": token["value"], "item": item})


def _with_relatives(story: Story) -> Story:
    for who, scope in ((BO, ["read_letters", "act"]), (CARL, ["see_status"]), (DITTE, ["act"])):
        story.party(who, role="representative", scope=scope)
    return story.say(
        "party.ended", TAKEN_BACK, party=f"p-{DITTE[:2]}", on=TAKEN_BACK[:10], reason="withdrawn"
    )


def _town(site: Site) -> World:
    """Record one case with everything in it, one with a letter of decision, and a child's."""
    full = _with_relatives(karens(name="Anna Prøve"))
    next(one for one in full.payloads if one["type"] == EventType.CASEWORKER_ASSIGNED)["data"][
        "name"
    ] = "Vibeke Vikar"
    changed(full, KAREN, "2026-03-30")
    child = Story("S-2").opened().party(IDA, role="child", name="Ida Prøve")
    child.party(GITTE, role="parent", custody="joint", name="Gitte Prøve").party(
        HANS, role="parent", custody="none"
    )
    child.say("unit.assigned", "2026-03-02", unit=ADULTS)
    child.say("caseworker.assigned", "2026-03-02", name=KAREN)
    child.steps("received", "information", "hearing")
    told(site, full, child, Story("S-3").opened().party(EVA))
    order_due(site.portal.engine, office(), site.clock())
    make_ordered(site.portal.engine, workshop(), sending(), site.clock())
    full.say("decision.made", "2026-04-01", decision="d-1", outcome="refused")
    told(site, full)
    return World(site)


@pytest.fixture
def site(open_site: Callable[..., Site], settings: Settings) -> Site:
    """Return a portal that knows the way to the adviser's room: without it its pages are not there.

    Nothing is ever handed in: what is sent here is an empty form.
    """
    door = RoomDoor("https://room.example", "https://room.example/indlevering", "t" * 40)
    return open_site(used=replace(settings, room=door))


@pytest.fixture
def world(site: Site) -> World:
    """Return the town with letters made, and with a file sent in that may be opened."""
    town = _town(site)
    here = site.portal
    for who in (ANNA, IDA):
        (path,) = site.paths_of(who)
        town.ids[who] = {"public_id": path.rsplit("/", 1)[1], "who": "borger"}
    case_id = _ask(town, ANNA, ANNA, Accepted("note.txt", "text/plain", b"Fra min laege."))
    _ask(town, ANNA, BO)
    _ask(town, IDA, GITTE)
    with here.engine.begin() as connection:
        connection.execute(update(AttachmentRow).values(state=FileState.CLEAN))
        number = connection.execute(
            insert(OutboxRow).values(
                dedupe_key="failed", case_id=case_id, kind="notice", channel="email", payload=b"",
                state="failed", created_at=here.now(), next_at=here.now(), last_error="gone",
            )
        ).inserted_primary_key[0]  # fmt: skip
        document = connection.execute(
            insert(DocumentRow).values(
                public_id="d" * 16, case_id=case_id, kind="other", about="d-1", content=b"%PDF",
                digest=b"", received_at=here.now(),
            )
        ).inserted_primary_key[0]  # fmt: skip
        connection.execute(update(LetterRow).values(document_id=document))
    _read_ids(town, str(number))
    town.ids[ANNA] |= _given(site, case_id)
    town.visitors = {"signed out": site.visitor()}
    town.visitors |= {column: site.visitor(who) for column, (who, _) in PEOPLE.items()}
    town.visitors |= {
        column: site.visitor().work_as(name, unit, role)
        for column, (name, unit, role) in AT_WORK.items()
    }
    return town


def _given(site: Site, case_id: int) -> dict[str, str]:
    """Let Anna give somebody access, and the desk write somebody in; return their references."""
    here, person = site.portal, site.portal.identifiers.person
    today, now = here.today(), here.now()
    gift = Gift(
        case_id, person(ANNA), f"p-{ANNA[:2]}", "Min bror", Scope.ACT, today, "t" * 20
    )  # fmt: skip
    code = give_access.invite(here.engine, here.identifiers, gift, now)
    who = (person(JENS), None)
    give_access.accept(here.engine, here.identifiers, code, who, here.office, now)
    paper = ("Jens Prøve", Basis.GUARDIANSHIP, Scope.ACT, today, None, "Beskikkelse", "u" * 20)
    entry = represent.Entry(case_id, KAJ, *paper)
    represent.enter(here.engine, here.identifiers, entry, here.office, now)
    refs = select(PartyRow.basis, PartyRow.ref).where(PartyRow.basis.is_not(None))
    with here.reading.connect() as connection:
        found = {row.basis: row.ref for row in connection.execute(refs)}
    return {"ref": found[Basis.GIVEN_HERE], "party": found[Basis.GUARDIANSHIP]}


def _ask(town: World, whose: str, who: str, *files: Accepted) -> int:
    """Ask something in a case as one of its people does; return the case's number."""
    here = town.site.portal
    with here.reading.connect() as connection:
        row = case_by_public_id(connection, town.ids[whose]["public_id"])
    keeping = Keeping(here.engine, Vault(here.settings.files, here.identifiers), here.identifiers)
    person, party = here.identifiers.person(who), f"p-{who[:2]}"
    asked = Submission(row.id, party, person, MessageKind.QUESTION, "Hvornår?", files)
    send_message(keeping, asked, here.office, here.now())
    return int(row.id)


def _read_ids(town: World, failed: str) -> None:
    """Note what may stand in an address: a letter of each case, a file, an item ..."""
    desk = "/medarbejder/sag/<public_id>"
    anna, ida = town.ids[ANNA], town.ids[IDA]
    with town.site.portal.reading.connect() as connection:
        for whose, reader in ((anna, ANNA), (ida, GITTE)):
            person = town.site.portal.identifiers.person(reader)
            letters = select(LetterRow.public_id).where(
                LetterRow.state == "made", LetterRow.person == person
            )
            whose["letter_id"] = str(connection.scalars(letters).first())
        message = select(JournalRow.public_id).where(JournalRow.kind == "message")
        anna["item"] = str(connection.scalars(message.order_by(JournalRow.id)).first())
        anna["file_id"] = anna["file"] = str(connection.scalar(select(AttachmentRow.public_id)))
    anna |= {"kind": "update", "form": "update", "key": mark(KAREN)}
    anna |= {"sprog": "da", "text_key": "case.late", "name": "sag-late"}
    anna |= {"own_id": _draft(town.site), "comment": _comment(town.site)}
    anna |= {"round_id": _round(town.site)}
    anna |= {"side": "kontakt", "word": _word(town.site)}
    anna |= {f"query {desk}/flyt": "?loefte=l-1", f"query {desk}/holdt": "?loefte=l-1"}
    anna["ticket"] = "some-ticket"
    anna[f"sends {desk}/ikke-sendt"] = failed


def _draft(site: Site) -> str:
    """Return the number of a draft of a text."""
    change = Change(
        Place("case.late", "da", "normal"), "Forsinket siden {date}.", Ground.EXPLAINS, "x"
    )
    here = site.portal
    return str(write_draft(Desk(here.engine, here.catalogue), change, "Egon", here.now()))


def _round(site: Site) -> str:
    """Return the id of a round the council has met on."""
    here, today = site.portal, site.portal.today()
    texts = [(Place("case.late", "da", "normal"), "Senere end {date}.")]
    made = begin_round(here.engine, "Breve", (today, today), texts, "test:rita", here.now())
    met = Meeting(today, AuditState.DISCUSSED, {}, "Fint.", "")
    enter_meeting(here.engine, made, met, lambda _states: b"%PDF", "test:rita", here.now())
    return made


def _comment(site: Site) -> str:
    """Return the id of something the council has said of a text."""
    here, place = site.portal, Place("case.late", "da", "normal")
    what = Comment(place, "Senere end {date}.", "", 0, "Hvorfor?", "list", "test:rita")
    promise = Promise(20, here.office.closed)
    return comment(here.engine, here.identifiers, what, promise, here.now())


def _word(site: Site) -> str:
    """Return the id of something a citizen wrote about a text."""
    here, place = site.portal, Place("case.late", "da", "normal")
    text = here.catalogue["da", "normal"].texts[place.key]
    last_month = months_before(here.today(), 1)
    answer(here.engine, here.identifiers, Said(place, text, Answer.NO, "Hvad?"), last_month)
    with here.reading.connect() as connection:
        return str(understood.waiting(connection, month_of(here.today()))[0].public_id)


def _whose(column: str) -> str:
    return PEOPLE[column][1] if column in PEOPLE else ANNA


def test_every_route_has_its_row_and_every_row_its_route(site: Site) -> None:
    listed = [(row.method, row.rule) for row in portal_rows()]
    assert len(listed) == len(set(listed)), "a route stands twice"
    assert routes(site.app) - set(listed) == set(), "routes without a row in docs/access-matrix.md"
    assert set(listed) - routes(site.app) == set(), "rows without a route"


def test_every_row_answers_for_everybody() -> None:
    everybody = {"signed out", *PEOPLE, *AT_WORK}
    for row in portal_rows():
        machine = row.rule.startswith("/api/")
        wanted = everybody | ({"case system", "other system"} if machine else set())
        assert set(row.cells) == wanted, str(row)


@pytest.mark.parametrize("part", range(6))
def test_everybody_is_answered_as_the_table_says(world: World, part: int) -> None:
    wrong = []
    for row in portal_rows()[part::6]:
        for column, expected in row.cells.items():
            answer = answered(world.ask(row, column, world.path(row, _whose(column))))
            if answer != expected:
                wrong.append(f"{row}, {column}: {answer}, and the table says {expected}")
            if row.rule in ("/log-af", "/indstillinger", "/demo"):
                _come_back(world, column)
    assert not wrong, "\n".join(wrong)


def _come_back(world: World, column: str) -> None:
    """Sign in again after what may have ended or changed who somebody is."""
    if column in PEOPLE:
        world.visitors[column] = world.site.visitor(PEOPLE[column][0])
    elif column in AT_WORK:
        name, unit, role = AT_WORK[column]
        world.visitors[column] = world.site.visitor().work_as(name, unit, role)
    elif column == "signed out":
        world.visitors[column] = world.site.visitor()


def test_not_yours_and_not_there_are_one_answer(world: World) -> None:
    """For every route with a case in it, and everybody to whom the case itself is not there."""
    wrong = []
    cases = {row.rule: row for row in portal_rows() if row.method == "GET"}
    for row in cases.values():
        if "<public_id>" not in row.rule:
            continue
        case = cases[row.rule[: row.rule.index("<public_id>")] + "<public_id>"]
        for column in (name for name, cell in case.cells.items() if cell == "404"):
            theirs = world.path(row, _whose(column))
            public_id = world.ids[_whose(column)]["public_id"]
            nothing = theirs.replace(public_id, "x" * len(public_id))
            seen = []
            for path in (theirs, nothing):
                answers: list[TestResponse] = []
                ask = partial(world.ask, row, column, path)
                asked = statements(world.site, lambda ask=ask, to=answers: to.append(ask()))
                text = plain(answers[0])
                seen.append((asked, text.replace(path.split("?", 1)[0], "/PATH")))
            if seen[0] != seen[1]:
                wrong.append(f"{row}, {column}: {seen[0][0]} and {seen[1][0]} statements")
    assert not wrong, "\n".join(wrong)


def test_what_is_taken_back_is_refused_with_the_next_request(site: Site) -> None:
    story = karens().party(BO, role="representative", scope=["act"])
    told(site, story)
    visitor = site.visitor(BO)
    (path,) = site.paths_of(BO)
    visitor.get(path)
    story.say(
        "party.ended", TAKEN_BACK, party=f"p-{BO[:2]}", on=TAKEN_BACK[:10], reason="withdrawn"
    )
    site.record(story)
    assert visitor.fetch(path).status_code == 403
