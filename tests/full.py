"""A case with something of everything in it: a row in every table of cases and people."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert, select, update

from portal.core.events import OWN_SOURCE
from portal.core.looks import ActorKind, Look, What
from portal.files import Vault
from portal.identity import Identity, UserRole
from portal.services.record_events import From, Origin, record_events
from portal.store import looks, sign_ins
from portal.store.models import (
    AttachmentRow,
    CaseRow,
    DocumentRow,
    DraftRow,
    EventRow,
    InvitationRow,
    JournalRow,
    KeptFormRow,
    LetterRow,
    MessageRow,
    OutboxRow,
    PersonRow,
    SetAsideRow,
    SignInAttemptRow,
    StaffRow,
    TaskRow,
)
from tests.building import ANNA, BO, IDENTIFIERS, SOURCE, Story, at

CLOSED = "2024-03-02"
CLOSED_STORY_EVENTS = 6
TEXT = "Jeg har sendt papirerne."


def closed_story(case: str = "S-1", person: str = ANNA, relative: str = BO) -> Story:
    """Return a case that was closed long ago, with a representative."""
    story = Story(case).opened("2024-01-02").party(person, "2024-01-02", name="Anna Andersen")
    story.party(relative, "2024-01-03", role="representative", scope=["act"], name="Bo Bertelsen")
    story.say("step.entered", "2024-02-01", step="received")
    story.say("activity.noted", "2024-02-02", note="Vi har ringet.")
    return story.say("case.closed", CLOSED, reason="decided")


def tell(engine: Engine, *stories: Story, now: str = CLOSED, source: str = SOURCE) -> None:
    """Record what a case system tells, and read it for the desk."""
    sender = From(source, at("2023-01-01").date(), Origin.PUSH)
    for story in stories:
        receipt = record_events(engine, list(story), sender, IDENTIFIERS, at(now))
        assert receipt.set_aside == (), receipt.set_aside


def case_id(engine: Engine, reference: str = "S-1") -> int:
    """Return the id of a case."""
    with engine.connect() as connection:
        return connection.execute(
            select(CaseRow.id).where(CaseRow.reference == reference)
        ).scalar_one()


def fill(
    engine: Engine, vault: Vault, case: str = "S-1", person: str = ANNA, when: str = CLOSED
) -> str:
    """Put something of everything into a case that was told before; return its file's id."""
    found, me, now = case_id(engine, case), IDENTIFIERS.person(person), at(when)
    public_id = vault.put(b"the file's content")
    with engine.begin() as c:
        c.execute(update(PersonRow).where(PersonRow.person == me).values(
            email=IDENTIFIERS.encrypt("anna@eksempel.invalid")))  # fmt: skip
        message = c.execute(
            insert(MessageRow).returning(MessageRow.id),
            {"public_id": f"m-{case}", "case_id": found, "kind": "question", "sent_by": me,
             "party": "p-61", "text": IDENTIFIERS.encrypt(TEXT), "received_at": now},
        ).scalar_one()  # fmt: skip
        c.execute(insert(AttachmentRow), {
            "public_id": public_id, "message_id": message, "name": IDENTIFIERS.encrypt("brev.pdf"),
            "media_type": "application/pdf", "size": 18, "state": "clean", "scanned_at": now,
            "digest": IDENTIFIERS.digest(b"the file's content")})  # fmt: skip
        document = c.execute(
            insert(DocumentRow).returning(DocumentRow.id),
            {"public_id": f"d-{case}", "case_id": found, "kind": "decision", "about": "x",
             "content": b"%PDF", "digest": IDENTIFIERS.digest(b"%PDF"), "received_at": now},
        ).scalar_one()  # fmt: skip
        letter = c.execute(
            insert(LetterRow).returning(LetterRow.id),
            {"public_id": f"l-{case}", "case_id": found, "party": "p-61", "person": me,
             "kind": "update", "occasion": "x", "state": "made", "document_id": document,
             "wish": None, "html": "<p>Kære Anna</p>", "pdf": b"%PDF-letter",
             "digest": IDENTIFIERS.digest(b"%PDF-letter"), "large_print": False,
             "ordered_at": now, "made_at": now},
        ).scalar_one()  # fmt: skip
        c.execute(insert(OutboxRow), {
            "dedupe_key": f"letter:{letter}", "case_id": found, "letter_id": letter, "person": me,
            "address": IDENTIFIERS.encrypt("anna@eksempel.invalid"), "kind": "letter",
            "channel": "digital_post", "payload": IDENTIFIERS.encrypt("{}"), "state": "sent",
            "attempts": 1, "created_at": now, "next_at": now, "sent_at": now})  # fmt: skip
        c.execute(insert(DraftRow), {
            "writer": "test:karen", "case_id": found, "form": "update", "saved_at": now,
            "content": IDENTIFIERS.encrypt("{}")})  # fmt: skip
        c.execute(insert(InvitationRow), {
            "public_id": f"i-{case}", "case_id": found, "finder": case[-4:], "proof": b"x",
            "giver": me, "party": "r-1", "name": IDENTIFIERS.encrypt("Min søster"),
            "scope": "see_status", "basis": "citizen", "created_at": now, "tries_left": 5,
            "expires_at": now + timedelta(days=14)})  # fmt: skip
        c.execute(insert(KeptFormRow), {
            "person": me, "path": f"/sag/{case}/skriv", "content": IDENTIFIERS.encrypt("{}"),
            "saved_at": now})  # fmt: skip
        c.execute(insert(TaskRow), {
            "case_id": found, "kind": "silent", "from_day": now.date()})  # fmt: skip
        for kind, thing in (("message", f"m-{case}"), ("letter", f"l-{case}")):
            c.execute(insert(JournalRow), {
                "public_id": f"j-{kind}-{case}"[:22], "case_id": found, "kind": kind,
                "thing": thing, "created_at": now})  # fmt: skip
        looks.write(c, Look(found, now, ActorKind.STAFF, "test:karen", "staff", What.CASE,
                            name="Karen", unit="Teamet"))  # fmt: skip
        looks.write(c, Look(found, now, ActorKind.RELATIVE, IDENTIFIERS.person(BO),
                            "representative", What.LETTER, on_behalf=me))  # fmt: skip
        looks.seal(c, now, 100)
    return public_id


def fill_beside(engine: Engine, person: str = ANNA, when: str = CLOSED) -> None:
    """Put something of everything that belongs to no case."""
    me, now = IDENTIFIERS.person(person), at(when)
    with engine.begin() as c:
        sign_ins.add(c, "h" * 64, Identity(UserRole.CITIZEN, me, "Anna Andersen"), now,
                     now + timedelta(hours=1))  # fmt: skip
        c.execute(insert(SignInAttemptRow), {
            "token_hash": "a" * 64, "provider": "oidc", "data": IDENTIFIERS.encrypt("{}"),
            "created_at": now, "expires_at": now + timedelta(minutes=10)})  # fmt: skip
        c.execute(insert(SetAsideRow), {
            "source": SOURCE, "digest": b"x", "received_at": now, "origin": "push",
            "code": "c", "pointer": "/", "reason": "r",
            "payload": IDENTIFIERS.encrypt(f'{{"identifier": "{person}"}}')})  # fmt: skip
        c.execute(insert(StaffRow), {"key": "test:karen", "name": "Karen", "role": "staff"})


def take_over(engine: Engine, now: str = CLOSED) -> None:
    """Let the case system take over everything."""
    with engine.begin() as connection:
        connection.execute(update(JournalRow).values(acknowledged_at=at(now), reference="ESDH-1"))


def newer(engine: Engine, case: str = "S-9", when: str = "2026-04-01") -> None:
    """Let something newer of every kind come to another case."""
    now = at(when)
    tell(engine, Story(case).opened(when).party(BO, when, role="person"), now=when)
    found, me = case_id(engine, case), IDENTIFIERS.person(BO)
    plain: dict[str, Any] = {"case_id": found}
    with engine.begin() as c:
        c.execute(insert(MessageRow), plain | {
            "public_id": f"m-{case}", "kind": "question", "sent_by": me, "party": "p-62",
            "text": IDENTIFIERS.encrypt("x"), "received_at": now})  # fmt: skip
        c.execute(insert(DocumentRow), plain | {
            "public_id": f"d-{case}", "kind": "decision", "about": "x", "content": b"%PDF",
            "digest": b"x", "received_at": now})  # fmt: skip
        c.execute(insert(LetterRow), plain | {
            "public_id": f"l-{case}", "party": "p-62", "person": me, "kind": "update",
            "occasion": "x", "state": "ordered", "large_print": False,
            "ordered_at": now})  # fmt: skip
        c.execute(insert(OutboxRow), plain | {
            "dedupe_key": f"n-{case}", "kind": "notice", "channel": "email", "payload": b"x",
            "state": "waiting", "attempts": 0, "created_at": now, "next_at": now})  # fmt: skip
        c.execute(insert(JournalRow), plain | {
            "public_id": f"j-{case}", "kind": "message", "thing": f"m-{case}",
            "created_at": now})  # fmt: skip


def own_event(engine: Engine, reference: str, kind: str, data: str, when: datetime) -> None:
    """Write an event of the portal's own as it stands in the store."""
    found = case_id(engine, reference)
    with engine.begin() as connection:
        connection.execute(insert(EventRow), {
            "case_id": found, "source": OWN_SOURCE,
            "event_id": f"own-{when.timestamp()}", "type": kind, "occurred_at": when,
            "sequence": int(when.timestamp()), "recorded_at": when, "received_at": when,
            "origin": "citizen", "history": False, "digest": b"", "data": data})  # fmt: skip
