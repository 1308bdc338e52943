"""Where and how this installation runs, read from the environment once at the start.

Facts of the municipality stand in ``municipality.toml``; here stand addresses, keys and switches.
Every setting is listed in ``docs/operations.md``, and a test fails until it is.
"""

import contextlib
import os
import re
import secrets
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portal.settings.limits import RateLimits, rate_limits_of
from portal.settings.providers import SETTINGS as SIGN_IN_SETTINGS
from portal.settings.providers import SignIns, sign_ins_of
from portal.settings.room_door import RoomDoor, refuse_shared, room_door_of
from portal.settings.values import (
    SHORTEST_SECRET,
    SettingsError,
    database,
    http,
    log_level,
    number,
    path_of,
    strong,
    switch,
)
from portal.settings.ways_out import DigitalPost, Smtp, digital_post_of, smtp_of

__all__ = [
    "RESOURCES",
    "ROOT",
    "SETTINGS",
    "TOKEN_PREFIX",
    "URL_PREFIX",
    "DigitalPost",
    "RateLimits",
    "RoomDoor",
    "Settings",
    "SettingsError",
    "SignIns",
    "Smtp",
    "from_environment",
    "kept_secret",
    "refuse_unknown",
    "secret_of",
    "variable_of_source",
]

ROOT = Path(__file__).resolve().parents[2]
_PACKED = Path(__file__).resolve().parents[1] / "_resources"
RESOURCES = _PACKED if _PACKED.is_dir() else ROOT
"""Where ``templates``, ``static`` and ``translations`` lie: in the package, or in the checkout."""

SETTINGS = {
    "SAGSVEJ_DATABASE_URL": "the database",
    "SAGSVEJ_MUNICIPALITY": "the file with the municipality's facts",
    "SAGSVEJ_VAR": "the folder for what the portal itself writes",
    "SAGSVEJ_SECRET_KEY": "the key that signs cookies",
    "SAGSVEJ_IDENTIFIER_KEY": "the key that hides identifiers",
    "SAGSVEJ_IDENTIFIER_KEY_BEFORE": "the key before, while the key is changed",
    "SAGSVEJ_DEMO": "whether the demo sign-in and demo cases are there",
    "SAGSVEJ_BEHIND_TLS": "whether citizens reach the portal over https",
    "SAGSVEJ_TRUSTED_PROXIES": "how many proxies stand in front",
    "SAGSVEJ_LOG_LEVEL": "how much is logged",
    "SAGSVEJ_HOST": "the address the portal listens on",
    "SAGSVEJ_WORKERS": "how many processes answer",
    "PORT": "the portal's port",
    "CASE_API_PORT": "the port of the demo's case-status API",
    "SAGSVEJ_ADDRESS": "the address citizens and staff type to get in",
    "SAGSVEJ_SMTP_HOST": "the mail server for notices",
    "SAGSVEJ_SMTP_PORT": "its port",
    "SAGSVEJ_SMTP_TLS": "how TLS begins",
    "SAGSVEJ_SMTP_USER": "whom to sign in as at the mail server",
    "SAGSVEJ_SMTP_PASSWORD": "the password there",
    "SAGSVEJ_SMTP_CA": "the certificates to trust there",
    "SAGSVEJ_MAIL_FROM": "the address notices come from",
    "SAGSVEJ_DIGITAL_POST_URL": "the address of Serviceplatformen",
    "SAGSVEJ_DIGITAL_POST_ISSUER": "the address that issues its tokens",
    "SAGSVEJ_DIGITAL_POST_CERTIFICATE": "the system certificate shown there",
    "SAGSVEJ_DIGITAL_POST_CA": "the certificates to trust there",
    "SAGSVEJ_PRINT_FOLDER": "where letters to be printed are put",
    "SAGSVEJ_CLAMD": "the virus scanner",
    "SAGSVEJ_FILE_MEGABYTES": "how big a file a citizen may send",
    "SAGSVEJ_ROOM_ADDRESS": "the address of the adviser's room",
    "SAGSVEJ_ROOM_INTAKE_TOKEN": "what a copy of a case is handed over with",
    "SAGSVEJ_ROOM_INTAKE_URL": "where a copy is handed over, when it is not the address",
    "SAGSVEJ_ROOM_WORDING": "the file by which the room gets the municipality's own texts",
    "SAGSVEJ_ROOM_DATABASE_URL": "the room's own database",
    "SAGSVEJ_ROOM_SECRET_KEY": "the room's own key that signs cookies",
    "SAGSVEJ_ROOM_IDENTIFIER_KEY": "the room's own key that encrypts what is written there",
    "SAGSVEJ_ROOM_KEEP_MONTHS": "how long the room keeps what has ended",
    "ROOM_PORT": "the room's port",
    "SAGSVEJ_LIMIT_SIGN_IN": "how often one address may begin to sign in",
    "SAGSVEJ_LIMIT_CODES": "how often one person may try a code",
    "SAGSVEJ_LIMIT_SENDS": "how often one person may send something",
    "SAGSVEJ_LIMIT_API": "how often one case system may ask and tell",
    "SAGSVEJ_LIMITS_STORE": "where that is counted",
    "SAGSVEJ_RECEIPT_LOG": "a real event log, for the tests",
    **{f"SAGSVEJ_{name}": what for name, what in SIGN_IN_SETTINGS.items()},
}
"""Every setting by name. ``SAGSVEJ_SOURCE_TOKEN_*`` and ``SAGSVEJ_SOURCE_URL_*`` come beside, and
the adviser's room has its own sign-in, with ``ROOM_`` before the name."""

TOKEN_PREFIX = "SAGSVEJ_SOURCE_TOKEN_"  # noqa: S105 - the name of a setting
URL_PREFIX = "SAGSVEJ_SOURCE_URL_"
_BESIDE = (
    TOKEN_PREFIX,
    URL_PREFIX,
    "SAGSVEJ_TEST_",
    *(f"SAGSVEJ_ROOM_{name}" for name in SIGN_IN_SETTINGS),
)


@dataclass(frozen=True)
class Settings:
    """What the environment says. Secrets are kept out of ``repr`` and so out of logs.

    Attributes:
        database_url: An SQLAlchemy address, ``sqlite:///...`` or ``postgresql+psycopg://...``.
        municipality: The file with the municipality's facts.
        var: The folder for the embedded database, the demo's keys and the like.
        secret_key: Signs session and CSRF cookies.
        identifier_key: What the keys for hashing and encrypting identifiers are derived from.
        demo: The demo sign-in and the demo cases are there.
        behind_tls: Citizens come over https: cookies are Secure and HSTS is sent.
        trusted_proxies: How many ``X-Forwarded-For`` hops are believed.
        source_tokens: The token of each case system, by the name it has in the file.
        source_urls: Addresses that replace a ``base_url`` of the file, by the same name.
        clamd: Where the virus scanner listens, ``host:port`` or the path of a socket; None when
            files are not scanned.
        file_megabytes: How big each file from a citizen may be.
        address: Where citizens and staff get in; None for the municipality's website.
        smtp: The mail server; None when no e-mail is sent.
        digital_post: Serviceplatformen; None when nothing goes by Digital Post or NemSMS.
        print_folder: Where letters to be printed are put; None when nobody prints.
        limits: How often the same person, address or case system may do something.
        room: The adviser's room as the case side knows it; None when there is none to lead to.
        sign_ins: Who vouches for citizens and for staff; never beside the demo sign-in.
    """

    database_url: str
    municipality: Path
    var: Path
    secret_key: str = field(repr=False)
    identifier_key: str = field(repr=False)
    demo: bool = False
    behind_tls: bool = False
    trusted_proxies: int = 0
    log_level: str = "INFO"
    host: str = "127.0.0.1"
    port: int = 8000
    case_api_port: int = 8001
    workers: int = 2
    source_tokens: Mapping[str, str] = field(default_factory=dict, repr=False)
    source_urls: Mapping[str, str] = field(default_factory=dict)
    clamd: str | None = None
    file_megabytes: int = 10
    address: str | None = None
    smtp: Smtp | None = None
    digital_post: DigitalPost | None = None
    print_folder: Path | None = None
    limits: RateLimits = field(default_factory=RateLimits)
    room: RoomDoor | None = None
    sign_ins: SignIns = field(default_factory=SignIns)

    @property
    def shown_folder(self) -> Path:
        """Where the demo writes down what it would have sent."""
        return self.var / "sent"

    @property
    def files(self) -> Path:
        """Where files from citizens lie, encrypted."""
        return self.var / "files"

    @property
    def desk_numbers(self) -> Path:
        """Where the numbers of the desk's texts are kept: months, and nothing of a case."""
        return self.var / "desk-readability.json"

    def source_token(self, name: str) -> str | None:
        """Return the token the case system ``name`` must show; None closes it."""
        return self.source_tokens.get(name)

    def source_url(self, name: str, otherwise: str | None = None) -> str | None:
        """Return where to pull from: the environment's address, or else the file's."""
        return self.source_urls.get(name, otherwise)


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings; in demo mode, missing keys are made once and kept in ``var``.

    Raises:
        SettingsError: A setting is wrong, or a key is missing outside demo mode.
    """
    env = os.environ if environ is None else environ
    refuse_unknown(env)
    refuse_shared(env)
    demo = switch(env, "SAGSVEJ_DEMO")
    var = Path(env.get("SAGSVEJ_VAR") or ROOT / "var").resolve()
    address = _address(env)
    return Settings(
        database_url=database(env, "SAGSVEJ_DATABASE_URL", var / "portal.sqlite"),
        municipality=Path(env.get("SAGSVEJ_MUNICIPALITY") or ROOT / "municipality.toml").resolve(),
        var=var,
        secret_key=secret_of(env, "SAGSVEJ_SECRET_KEY", var, demo=demo),
        identifier_key=secret_of(env, "SAGSVEJ_IDENTIFIER_KEY", var, demo=demo),
        demo=demo,
        behind_tls=switch(env, "SAGSVEJ_BEHIND_TLS"),
        trusted_proxies=number(env, "SAGSVEJ_TRUSTED_PROXIES", 0, (0, 10)),
        log_level=log_level(env),
        host=env.get("SAGSVEJ_HOST") or "127.0.0.1",
        port=number(env, "PORT", 8000, (1, 65535)),
        case_api_port=number(env, "CASE_API_PORT", 8001, (1, 65535)),
        workers=number(env, "SAGSVEJ_WORKERS", 2, (1, 64)),
        source_tokens=_by_source(env, TOKEN_PREFIX, strong),
        source_urls=_by_source(env, URL_PREFIX, http),
        clamd=_clamd(env),
        file_megabytes=number(env, "SAGSVEJ_FILE_MEGABYTES", 10, (1, 100)),
        address=address,
        smtp=smtp_of(env),
        digital_post=digital_post_of(env),
        print_folder=path_of(env, "SAGSVEJ_PRINT_FOLDER"),
        limits=rate_limits_of(env),
        room=room_door_of(env),
        sign_ins=sign_ins_of(env, demo=demo, address=address),
    )


def variable_of_source(prefix: str, name: str) -> str:
    """Return the setting of one case system.

    >>> variable_of_source(TOKEN_PREFIX, "demo-sager")
    'SAGSVEJ_SOURCE_TOKEN_DEMO_SAGER'
    """
    return prefix + name.upper().replace("-", "_")


def kept_secret(path: Path) -> str:
    """Return the secret in a file only its owner can read; make it the first time.

    Two processes that start together agree: the one that comes second reads the first one's.

    Raises:
        SettingsError: The folder cannot be written.
    """
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_once(path, secrets.token_hex(32))  # never begins with "-"
        except OSError as error:
            raise SettingsError(f"{path} cannot be written: {error.strerror}.") from None
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path, text: str) -> None:
    """Write a whole file that only its owner can read, unless somebody else was quicker."""
    opened, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mode 0600
    with os.fdopen(opened, "w", encoding="ascii") as file:
        file.write(text + "\n")
    try:
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        Path(draft).unlink()


def secret_of(env: Mapping[str, str], name: str, var: Path, *, demo: bool) -> str:
    """Return a secret; in demo mode one that is missing is made once and kept in ``var``.

    Raises:
        SettingsError: It is too short, or missing outside demo mode.
    """
    value = env.get(name, "")
    if value:
        return strong(name, value)
    if not demo:
        raise SettingsError(
            f"{name} is not set; it must be a secret of at least {SHORTEST_SECRET} characters "
            "(only demo mode, SAGSVEJ_DEMO=1, makes one by itself)."
        )
    return kept_secret(var / name.removeprefix("SAGSVEJ_").lower().replace("_", "-"))


def _address(env: Mapping[str, str]) -> str | None:
    value = env.get("SAGSVEJ_ADDRESS")
    return http("SAGSVEJ_ADDRESS", value) if value else None


def _clamd(env: Mapping[str, str]) -> str | None:
    value = env.get("SAGSVEJ_CLAMD") or None
    if value and not re.fullmatch(r"/\S+|[^\s/]+:[0-9]{1,5}", value):
        raise SettingsError(
            f"SAGSVEJ_CLAMD is “{value}”; it must be host:port or the full path of a socket."
        )
    return value


def _by_source(
    env: Mapping[str, str], prefix: str, checked: Callable[[str, str], str]
) -> dict[str, str]:
    return {
        name.removeprefix(prefix).lower().replace("_", "-"): checked(name, value)
        for name, value in env.items()
        if name.startswith(prefix) and value
    }


def refuse_unknown(env: Mapping[str, str]) -> None:
    """Refuse a misspelt setting: it would be passed over in silence otherwise."""
    for name in sorted(env):
        ours = name.startswith("SAGSVEJ_") and not name.startswith(_BESIDE)
        if ours and name not in SETTINGS:
            raise SettingsError(f"{name} is not a setting; docs/operations.md lists them all.")
