"""Remove what has had its time. Done again, it does nothing; killed, it goes on the next time."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, Engine

from portal.core.fold import read_case
from portal.core.retention import Held, Lengths, Why, why_it_stays
from portal.files import Vault
from portal.municipality import Municipality
from portal.store import cases, feed, forget, looks, sign_ins, understood
from portal.store.cases import COPENHAGEN

_ATTEMPTS = timedelta(days=1)
_LOOKS_AT_ONCE = 5000
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Stays:
    """A case whose time is over and that stays all the same: its reference, and why."""

    source: str
    reference: str
    why: tuple[Why, ...]
    not_taken_over: dict[str, int]


@dataclass(slots=True)
class Forgotten:
    """How much went, by what it was; and the cases that stay though their time is over."""

    gone: Counter[str] = field(default_factory=Counter)
    stay: list[Stays] = field(default_factory=list)


def lengths_on(municipality: Municipality, day: date) -> Lengths:
    """Return how long things stay by what the municipality has decided for a day."""
    return Lengths(**municipality.retention_on(day).model_dump(exclude={"valid_from"}))


def forget_daily(
    engine: Engine, vault: Vault, municipality: Municipality, now: datetime, most: int = _AT_ONCE
) -> int:
    """Look through all once a day, some cases each round; return how many things went.

    The worker has more to do: many cases are no reason to let a letter wait.
    """
    today = now.astimezone(COPENHAGEN).date()
    lengths = lengths_on(municipality, today)
    with engine.connect() as connection:
        day, after = forget.how_far(connection)
        if day >= today.toordinal():
            return 0
        cases_of_round = forget.quiet_cases(
            connection, _first(lengths, today), closed=True, after=after, most=most
        )
    done = Forgotten()
    _cases(engine, vault, cases_of_round, lengths, now, done)
    if len(cases_of_round) < most:
        _rest(engine, lengths, now, done)
        day, after = today.toordinal(), 0
    else:
        after = cases_of_round[-1]
    with engine.begin() as connection:
        forget.keep_how_far(connection, day, after)
    return done.gone.total()


def forget_now(
    engine: Engine, vault: Vault, lengths: Lengths, now: datetime, *, only_look: bool = False
) -> Forgotten:
    """Remove everything that has had its time, each case in a transaction of its own.

    Args:
        engine: The store.
        vault: Where the bytes of files lie.
        lengths: How long things stay.
        now: The time, aware.
        only_look: Count and tell, and remove nothing.
    """
    done = Forgotten()
    first = _first(lengths, now.astimezone(COPENHAGEN).date())
    with engine.connect() as connection:
        closed = forget.quiet_cases(connection, first, closed=True)
        for case_id in forget.quiet_cases(connection, first, closed=False):
            source, reference = forget.reference_of(connection, case_id)
            done.stay.append(Stays(source, reference, (Why.OPEN,), {}))
    _cases(engine, None if only_look else vault, closed, lengths, now, done)
    _rest(engine, lengths, now, done, only_look=only_look)
    done.gone = +done.gone
    return done


def _first(lengths: Lengths, today: date) -> datetime:
    return datetime.combine(lengths.cases_before(today), time(), COPENHAGEN)


def _cases(
    engine: Engine,
    vault: Vault | None,
    case_ids: Sequence[int],
    lengths: Lengths,
    now: datetime,
    done: Forgotten,
) -> None:
    """Remove those of some cases that may go; without a vault, only tell."""
    today = now.astimezone(COPENHAGEN).date()
    for case_id in case_ids:
        # First without holding anybody up: most of those that stay, stay for long.
        with engine.connect() as connection:
            stays = _stays(connection, case_id, lengths, today)
        files: list[str] | None = []
        if stays is not None:
            done.stay.append(stays)
            continue
        if vault is not None:
            files = _case(engine, vault, case_id, lengths, now)
        if files is not None:
            done.gone["cases"] += 1
            done.gone["files"] += len(files)


def _case(
    engine: Engine, vault: Vault, case_id: int, lengths: Lengths, now: datetime
) -> list[str] | None:
    """Remove a case and return its files; None when something came to it in the meantime."""
    today = now.astimezone(COPENHAGEN).date()
    with engine.begin() as connection:
        # Nothing may come between what is asked and what is done.
        feed.wait_for_turn(connection)
        if _stays(connection, case_id, lengths, today) is not None:
            return None
        files = forget.forget_case(connection, case_id, now)
    # First the rows and then the bytes: bytes that nobody knows of are removed in any case.
    for public_id in files:
        vault.remove(public_id)
    return files


def _stays(connection: Connection, case_id: int, lengths: Lengths, today: date) -> Stays | None:
    """Return why a case stays; None when it may go."""
    events = cases.events_of(connection, [case_id])[case_id]
    lying = forget.lying_in(connection, case_id)
    held = Held(
        closed=read_case(events).closed_at is not None,
        last_on=max(event.occurred_at for event in events).astimezone(COPENHAGEN).date(),
        not_taken_over=lying.not_taken_over,
        on_their_way=lying.on_their_way,
        newest=forget.holds_newest(connection, case_id),
    )
    why = why_it_stays(held, lengths, today)
    if not why:
        return None
    source, reference = forget.reference_of(connection, case_id)
    return Stays(source, reference, why, dict(held.not_taken_over))


_Removal = Callable[[Connection], int]


def _rest(
    engine: Engine, lengths: Lengths, now: datetime, done: Forgotten, *, only_look: bool = False
) -> None:
    """Remove what belongs to no case, or whose time is another than its case's."""
    for name, remove in _removals(lengths, now):
        # To only look is to take it back.
        with engine.connect() as connection, connection.begin() as transaction:
            done.gone[name] += remove(connection)
            if only_look:
                transaction.rollback()
    if not only_look:
        done.gone["looks"] += _looks(engine, lengths, now)


def _removals(lengths: Lengths, now: datetime) -> Iterator[tuple[str, _Removal]]:
    """Yield what else goes, by its name and in the order it must."""
    since = lengths.since
    yield "sessions", lambda c: forget.forget_sessions(c, now - sign_ins.KEPT)
    yield "sign-ins begun", lambda c: forget.forget_attempts(c, now - _ATTEMPTS)
    yield "drafts", lambda c: forget.forget_drafts(c, since(now, lengths.draft_days))
    yield (
        "forms kept",
        lambda c: forget.forget_kept_forms(c, since(now, lengths.kept_form_days)),
    )
    yield (
        "invitations",
        lambda c: forget.forget_invitations(c, since(now, lengths.invitation_days)),
    )
    yield "set aside", lambda c: forget.forget_set_aside(c, since(now, lengths.set_aside_days))
    yield "sent, emptied", lambda c: forget.empty_sent(c, since(now, lengths.sent_days))
    words = lengths.words_before(now.astimezone(COPENHAGEN).date())
    yield "words about texts", lambda c: understood.forget_words(c, *words)
    yield "people", forget.forget_people


def _looks(engine: Engine, lengths: Lengths, now: datetime) -> int:
    first = lengths.looks_before(now.astimezone(COPENHAGEN).date())
    before = datetime.combine(first, time(), COPENHAGEN)
    gone = 0
    while True:
        with engine.begin() as connection:
            removed = looks.remove_older_than(connection, before, _LOOKS_AT_ONCE, now)
        gone += removed
        if removed < _LOOKS_AT_ONCE:
            return gone
