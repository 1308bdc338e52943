"""Who may see a case. Asked at every request; a withdrawal counts from the next one."""

from datetime import date

from portal.core.ages import is_own_party
from portal.core.parties import Party
from portal.core.vocabulary import Custody, Role, Scope


def may_see(party: Party, today: date) -> bool:
    """Tell whether a person linked to a case may see where it is.

    A wrong link, an end date, or a representation that has not begun closes the case. A
    parent without custody does not see it, nor one whose child is of age; nor a child too
    young to be a party of its own. A representative needs a scope that says so.
    """
    if party.wrong or party.died:
        return False
    if party.valid_from is not None and today < party.valid_from:
        return False
    if party.valid_to is not None and today > party.valid_to:
        return False
    if party.role is Role.PARENT and (
        party.custody == Custody.NONE or is_over_by_age(party, today)
    ):
        return False
    if party.role is Role.CHILD and party.birth_date is not None:
        return is_own_party(party.birth_date, today)
    if party.role in (Role.GUARDIAN, Role.REPRESENTATIVE):
        return bool(set(party.scope) & {Scope.SEE_STATUS, Scope.READ_LETTERS, Scope.ACT})
    return True


def is_over_by_age(party: Party, today: date) -> bool:
    """Tell whether a parent's access has ended because the child is of age."""
    return party.grown_on is not None and today >= party.grown_on


def represents(party: Party) -> bool:
    """Tell whether this person is whom a case means by "the representative".

    Somebody who may only look at where a case is has nothing to deliver.
    """
    if party.role is Role.REPRESENTATIVE:
        return Scope.ACT in party.scope
    return party.role in (Role.GUARDIAN, Role.PARENT)


def is_concerned(party: Party) -> bool:
    """Tell whether the case is about this person, and not somebody they represent."""
    return party.role in (Role.PERSON, Role.CHILD)


def is_limited(party: Party) -> bool:
    """Tell whether somebody may do only what they were given.

    A parent has everything with custody, unless the case system says what they may: a young
    person of seventeen may have wanted it so.
    """
    on_behalf = party.role in (Role.GUARDIAN, Role.REPRESENTATIVE)
    return on_behalf or (party.role is Role.PARENT and bool(party.scope))


def may_read_letters(party: Party, today: date) -> bool:
    """Tell whether a person linked to a case may read its letters.

    Who represents somebody needs to be given them: to see where a case is is not enough.
    """
    if not may_see(party, today):
        return False
    return may_have_letters(party)


def may_have_letters(party: Party) -> bool:
    """Tell whether letters are for this party: who is limited needs to be given them."""
    return not is_limited(party) or bool({Scope.READ_LETTERS, Scope.ACT} & set(party.scope))
