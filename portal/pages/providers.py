"""Who vouches for people, as the settings say, and what a person may then be."""

from collections.abc import Mapping, Sequence
from functools import partial

from portal.identity import UserRole
from portal.identity.claims import ROLES, citizen_of, employee_of, roles_of, sure_enough
from portal.identity.oidc import OpenIdProvider
from portal.identity.saml import SamlProvider
from portal.identity.signed_in import Provider, SignedIn
from portal.municipality import DirectoryGroup
from portal.pages.entrance import CITIZEN, STAFF
from portal.settings.providers import Saml, SignIns


def providers(sign_ins: SignIns, address: str) -> Mapping[str, Provider]:
    """Return who vouches for citizens and for staff.

    Args:
        sign_ins: What the settings say.
        address: Where people get in; providers send the browser back there.

    Raises:
        SettingsError: A file that a provider is described in cannot be used.
    """
    found: dict[str, Provider] = {}
    citizens, staff = sign_ins.citizens, sign_ins.staff
    if isinstance(citizens, Saml):
        found[CITIZEN] = SamlProvider(citizens, address)
    elif citizens is not None:
        found[CITIZEN] = OpenIdProvider(citizens, "oidc", address, citizen_of)
    if staff is not None:
        read = partial(employee_of, groups=staff.groups, unit=staff.unit)
        found[STAFF] = OpenIdProvider(staff, "directory", address, read)
    return found


def roles(
    groups: Sequence[DirectoryGroup],
    open_here: frozenset[UserRole],
    who: str,
    somebody: SignedIn,
) -> tuple[UserRole, ...]:
    """Return what somebody may be here, one or more.

    Args:
        groups: What the municipality says its directory's groups mean.
        open_here: The roles that get in here.
        who: As what they came in: a citizen, or staff.
        somebody: Who they are.

    Raises:
        SignInError: They may be nothing here.
    """
    if who == CITIZEN:
        sure_enough(somebody)
        return (UserRole.CITIZEN,)
    known = {one.group: ROLES[one.role] for one in groups}
    return roles_of(somebody.groups, known, open_here)
