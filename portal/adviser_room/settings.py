"""Where and how the room runs, read from the environment once at the start.

The names are listed with the portal's in ``docs/operations.md``. What only the room may know has
``ROOM`` in its name; the portal is never started with it (see `portal.run`).
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portal.settings import ROOT, refuse_unknown, secret_of
from portal.settings.limits import RateLimits, rate_limits_of
from portal.settings.providers import SignIns, sign_ins_of
from portal.settings.room_door import OWN_TEXTS, refuse_shared
from portal.settings.values import database, http, log_level, number, path_of, switch


@dataclass(frozen=True)
class RoomSettings:
    """What the environment says. Secrets are kept out of ``repr`` and so out of logs.

    Attributes:
        database_url: The room's own database.
        municipality: The file with the municipality's facts.
        var: The folder for the embedded database and the demo's keys.
        secret_key: Signs the room's cookies.
        identifier_key: What the keys that hash people and seal their words are derived from.
        intake_token: What the portal shows when a citizen shares a copy; None closes the intake.
        address: Where citizens find the room; None outside a municipality.
        case_address: Where citizens find the portal; None when nothing leads there.
        own_texts: The file with the municipality's own texts, written by the portal's worker.
        keep_months: How long a conversation is kept after its last word.
        demo: The demo's people can sign in with a button.
        behind_tls: Citizens come over https: cookies are Secure and HSTS is sent.
        trusted_proxies: How many ``X-Forwarded-For`` hops are believed.
        limits: How often the same person or address may do something.
        sign_ins: Who vouches for citizens and for the adviser.
    """

    database_url: str = field(repr=False)
    municipality: Path
    var: Path
    secret_key: str = field(repr=False)
    identifier_key: str = field(repr=False)
    intake_token: str | None = field(default=None, repr=False)
    address: str | None = None
    case_address: str | None = None
    own_texts: Path | None = None
    keep_months: int = 24
    demo: bool = False
    behind_tls: bool = False
    trusted_proxies: int = 0
    log_level: str = "INFO"
    host: str = "127.0.0.1"
    port: int = 8002
    limits: RateLimits = field(default_factory=RateLimits)
    sign_ins: SignIns = field(default_factory=SignIns)

    @property
    def wording(self) -> Path:
        """Where the municipality's own texts are read from; without the file the shipped stand."""
        return self.own_texts or self.var / OWN_TEXTS


def room_from_environment(environ: Mapping[str, str] | None = None) -> RoomSettings:
    """Return the room's settings; in demo mode, missing keys are made once and kept in ``var``.

    Raises:
        SettingsError: A setting is wrong, missing outside demo mode, or the portal's own.
    """
    env = os.environ if environ is None else environ
    refuse_unknown(env)
    refuse_shared(env)
    demo = switch(env, "SAGSVEJ_DEMO")
    var = Path(env.get("SAGSVEJ_VAR") or ROOT / "var").resolve()
    return RoomSettings(
        database_url=database(env, "SAGSVEJ_ROOM_DATABASE_URL", var / "adviser-room.sqlite"),
        municipality=Path(env.get("SAGSVEJ_MUNICIPALITY") or ROOT / "municipality.toml").resolve(),
        var=var,
        secret_key=secret_of(env, "SAGSVEJ_ROOM_SECRET_KEY", var, demo=demo),
        identifier_key=secret_of(env, "SAGSVEJ_ROOM_IDENTIFIER_KEY", var, demo=demo),
        intake_token=_token(env, var, demo=demo),
        address=_address(env, "SAGSVEJ_ROOM_ADDRESS"),
        case_address=_address(env, "SAGSVEJ_ADDRESS"),
        own_texts=path_of(env, "SAGSVEJ_ROOM_WORDING"),
        keep_months=number(env, "SAGSVEJ_ROOM_KEEP_MONTHS", 24, (1, 120)),
        demo=demo,
        behind_tls=switch(env, "SAGSVEJ_BEHIND_TLS"),
        trusted_proxies=number(env, "SAGSVEJ_TRUSTED_PROXIES", 0, (0, 10)),
        log_level=log_level(env),
        host=env.get("SAGSVEJ_HOST") or "127.0.0.1",
        port=number(env, "ROOM_PORT", 8002, (1, 65535)),
        limits=rate_limits_of(env),
        sign_ins=sign_ins_of(
            env, "SAGSVEJ_ROOM_", demo=demo, address=_address(env, "SAGSVEJ_ROOM_ADDRESS")
        ),
    )


def _token(env: Mapping[str, str], var: Path, *, demo: bool) -> str | None:
    """Return what copies are handed in with; outside demo mode the intake may be closed."""
    if not demo and not env.get("SAGSVEJ_ROOM_INTAKE_TOKEN"):
        return None
    return secret_of(env, "SAGSVEJ_ROOM_INTAKE_TOKEN", var, demo=demo)


def _address(env: Mapping[str, str], name: str) -> str | None:
    return http(name, env[name]) if env.get(name) else None
