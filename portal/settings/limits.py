"""How often the same person, address or case system may do something."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.settings.values import SettingsError

_RATE = re.compile(r"[1-9][0-9]{0,6}/(second|minute|hour|day)")
_STORES = ("memory://", "redis://", "rediss://")


@dataclass(frozen=True)
class RateLimits:
    """What may be done how often, each written as ``60/minute`` or ``10/hour;30/day``.

    Attributes:
        sign_in: Sign-ins begun or come back, from one address.
        codes: Codes typed in, by one person.
        sends: What a citizen sends.
        api: What one case system asks and tells; without a token, from one address.
        paper: Lists made into PDF while somebody waits, by one person.
        store: Where it is counted: in each process by itself, or in a Redis they share.
    """

    sign_in: str = "120/minute"
    codes: str = "10/hour;30/day"
    sends: str = "20/minute;300/day"
    api: str = "1200/minute"
    paper: str = "10/minute"
    store: str = field(default="memory://", repr=False)


def rate_limits_of(env: Mapping[str, str]) -> RateLimits:
    """Return the limits; what is left out is as in `RateLimits`.

    Raises:
        SettingsError: One is not written as it must be, or the store is of no known kind.
    """
    usual = RateLimits()
    store = env.get("SAGSVEJ_LIMITS_STORE") or usual.store
    if not store.startswith(_STORES):
        # Not the value: it may hold a password.
        raise SettingsError(
            "SAGSVEJ_LIMITS_STORE must begin with redis:// or rediss://, or be memory://."
        )
    return RateLimits(
        sign_in=_rates(env, "SAGSVEJ_LIMIT_SIGN_IN", usual.sign_in),
        codes=_rates(env, "SAGSVEJ_LIMIT_CODES", usual.codes),
        sends=_rates(env, "SAGSVEJ_LIMIT_SENDS", usual.sends),
        api=_rates(env, "SAGSVEJ_LIMIT_API", usual.api),
        paper=_rates(env, "SAGSVEJ_LIMIT_PAPER", usual.paper),
        store=store,
    )


def _rates(env: Mapping[str, str], name: str, usual: str) -> str:
    value = env.get(name) or usual
    if not all(_RATE.fullmatch(one) for one in value.split(";")):
        raise SettingsError(
            f"{name} is “{value}”; it must be written as 60/minute or 10/hour;30/day."
        )
    return value
