"""Codes on both databases, also when many are typed at once; and nothing is given twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select

from portal.core.access import may_see
from portal.core.parties import Party, read_parties
from portal.core.vocabulary import Basis, Scope
from portal.identity.codes import Code
from portal.services import give_access
from portal.services.give_access import Gift, OwnCodeError, SentTwiceError
from portal.services.office import Office
from portal.store.cases import events_of_case
from portal.store.models import InvitationRow
from tests.building import ANNA, BO, CARL, IDENTIFIERS
from tests.services.letters import office as town
from tests.services.test_own_events import NOW, begun, told

PERSON, RELATIVE, OTHER = (IDENTIFIERS.person(one) for one in (ANNA, BO, CARL))
LATER = timedelta(seconds=1)


@pytest.fixture(scope="module")
def office() -> Office:
    return town()


def gift(case_id: int, level: Scope = Scope.ACT, form: str = "t") -> Gift:
    return Gift(case_id, PERSON, "p-61", "Min søster", level, date(2026, 6, 2), form)


def parties(engine: Engine, case_id: int) -> dict[str, Party]:
    with engine.connect() as connection:
        return read_parties(events_of_case(connection, case_id))


def given(engine: Engine, case_id: int) -> list[Party]:
    every = parties(engine, case_id).values()
    return [one for one in every if one.basis == Basis.GIVEN_HERE and may_see(one, NOW.date())]


def tries(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalars(select(InvitationRow.tries_left)).one()


def wrong(code: Code) -> Code:
    return code._replace(proof=code.proof[:-1] + ("C" if code.proof[-1] != "C" else "D"))


def test_a_code_gives_what_was_meant_and_is_used_once(engine: Engine, office: Office) -> None:
    case_id = told(engine, begun())
    code = give_access.invite(engine, IDENTIFIERS, gift(case_id), NOW)
    offer = give_access.open_offer(engine, IDENTIFIERS, code, RELATIVE, NOW)
    assert offer is not None
    assert (offer.level, offer.until) == (Scope.ACT, date(2026, 6, 2))
    assert given(engine, case_id) == []
    who = (RELATIVE, "Bo Bertelsen")
    assert give_access.accept(engine, IDENTIFIERS, code, who, office, NOW) == offer
    (party,) = given(engine, case_id)
    assert party.person == RELATIVE
    assert set(party.scope) == {"see_status", "read_letters", "act"}
    assert give_access.accept(engine, IDENTIFIERS, code, (OTHER, None), office, NOW) is None
    assert len(given(engine, case_id)) == 1


def test_many_who_guess_at_once_have_five_tries_together(engine: Engine) -> None:
    case_id = told(engine, begun())
    code = give_access.invite(engine, IDENTIFIERS, gift(case_id), NOW)

    def guess(_number: int) -> object:
        return give_access.open_offer(engine, IDENTIFIERS, wrong(code), OTHER, NOW)

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(guess, range(12))) == {None}
    assert tries(engine) == 0
    assert give_access.open_offer(engine, IDENTIFIERS, code, RELATIVE, NOW) is None


def test_two_who_accept_at_once_are_one(engine: Engine, office: Office) -> None:
    case_id = told(engine, begun())
    code = give_access.invite(engine, IDENTIFIERS, gift(case_id), NOW)

    def accept(person: str) -> object:
        return give_access.accept(engine, IDENTIFIERS, code, (person, None), office, NOW)

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(accept, [RELATIVE, OTHER]))
    assert sum(one is not None for one in answers) == 1
    assert len(given(engine, case_id)) == 1


def test_it_is_taken_back_at_once_and_the_code_with_it(engine: Engine, office: Office) -> None:
    case_id = told(engine, begun())
    code = give_access.invite(engine, IDENTIFIERS, gift(case_id), NOW)
    give_access.accept(engine, IDENTIFIERS, code, (RELATIVE, None), office, NOW)
    (party,) = given(engine, case_id)
    assert give_access.take_back(engine, office, case_id, party.ref, NOW + LATER)
    assert given(engine, case_id) == []
    assert not give_access.take_back(engine, office, case_id, party.ref, NOW + LATER)
    assert not give_access.take_back(engine, office, case_id, "p-61", NOW + LATER)
    again = give_access.invite(engine, IDENTIFIERS, gift(case_id, form="u"), NOW)
    with engine.connect() as connection:
        newest = select(InvitationRow.public_id).order_by(InvitationRow.id.desc())
        ref = f"portal-{connection.scalars(newest).first()}"
    assert give_access.take_back(engine, office, case_id, ref, NOW)
    assert give_access.open_offer(engine, IDENTIFIERS, again, RELATIVE, NOW) is None


def test_what_is_taken_back_cannot_be_changed(engine: Engine, office: Office) -> None:
    case_id = told(engine, begun())
    code = give_access.invite(engine, IDENTIFIERS, gift(case_id), NOW)
    give_access.accept(engine, IDENTIFIERS, code, (RELATIVE, None), office, NOW)
    (party,) = given(engine, case_id)
    less = (Scope.SEE_STATUS, date(2026, 5, 1))
    assert give_access.change(engine, office, case_id, party.ref, less, NOW + LATER)
    (now,) = given(engine, case_id)
    assert (now.scope, now.valid_to) == (("see_status",), date(2026, 5, 1))
    give_access.take_back(engine, office, case_id, party.ref, NOW + 2 * LATER)
    assert not give_access.change(engine, office, case_id, party.ref, less, NOW + 3 * LATER)
    assert given(engine, case_id) == []


def test_the_same_form_is_one_invitation(engine: Engine) -> None:
    case_id = told(engine, begun())
    give_access.invite(engine, IDENTIFIERS, gift(case_id), NOW)
    with pytest.raises(SentTwiceError):
        give_access.invite(engine, IDENTIFIERS, gift(case_id), NOW)


def test_the_giver_is_told_apart(engine: Engine) -> None:
    case_id = told(engine, begun())
    code = give_access.invite(engine, IDENTIFIERS, gift(case_id), NOW)
    with pytest.raises(OwnCodeError):
        give_access.open_offer(engine, IDENTIFIERS, code, PERSON, NOW)


def test_an_invitation_of_somebody_who_may_not_give_gives_nothing(engine: Engine) -> None:
    story = begun().party(CARL, role="guardian", scope=["act"])
    case_id = told(engine, story)
    theirs = replace(gift(case_id), giver=OTHER, party="p-63")
    code = give_access.invite(engine, IDENTIFIERS, theirs, NOW)
    assert give_access.open_offer(engine, IDENTIFIERS, code, RELATIVE, NOW) is None
