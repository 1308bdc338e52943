"""The ways out: what is needed to send e-mail, Digital Post and SMS."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portal.settings.values import SettingsError, file_of, number


@dataclass(frozen=True)
class Smtp:
    """The mail server notices go through; TLS is not a choice, only how it begins.

    Attributes:
        host: Its name, as its certificate has it.
        port: Usually 587, or 465 with ``at_once``.
        sender: The address notices come from.
        at_once: TLS from the first byte, instead of STARTTLS.
        user: Whom to sign in as; None when the server asks for nobody.
        password: The password.
        authorities: A file with the certificates to trust; None for the machine's own.
    """

    host: str
    port: int
    sender: str
    at_once: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    authorities: Path | None = None


@dataclass(frozen=True)
class DigitalPost:
    """Serviceplatformen, for Digital Post and NemSMS.

    Attributes:
        service: The address of its services.
        issuer: The whole address that issues SAML tokens.
        certificate: A PEM file with the system certificate and its private key.
        authorities: A file with the certificates to trust; None for the usual ones.
    """

    service: str
    issuer: str
    certificate: Path
    authorities: Path | None = None


def smtp_of(env: Mapping[str, str]) -> Smtp | None:
    """Return the mail server. Half a setting is refused: somebody believes that mail is sent."""
    host = env.get("SAGSVEJ_SMTP_HOST")
    if not host:
        _refuse_alone(env, "SAGSVEJ_SMTP_", "SAGSVEJ_SMTP_HOST")
        return None
    how = env.get("SAGSVEJ_SMTP_TLS") or "starttls"
    if how not in ("starttls", "at-once"):
        raise SettingsError(f"SAGSVEJ_SMTP_TLS is “{how}”; it must be starttls or at-once.")
    sender = env.get("SAGSVEJ_MAIL_FROM", "")
    if not re.fullmatch(r"[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+", sender):
        raise SettingsError(
            f"SAGSVEJ_MAIL_FROM is “{sender}”; with SAGSVEJ_SMTP_HOST it must be an e-mail address."
        )
    at_once = how == "at-once"
    return Smtp(
        host=host,
        port=number(env, "SAGSVEJ_SMTP_PORT", 465 if at_once else 587, (1, 65535)),
        sender=sender,
        at_once=at_once,
        user=env.get("SAGSVEJ_SMTP_USER") or None,
        password=env.get("SAGSVEJ_SMTP_PASSWORD") or None,
        authorities=file_of(env, "SAGSVEJ_SMTP_CA"),
    )


def digital_post_of(env: Mapping[str, str]) -> DigitalPost | None:
    """Return Serviceplatformen: all of it, or none."""
    prefix = "SAGSVEJ_DIGITAL_POST_"
    if not env.get(prefix + "URL"):
        _refuse_alone(env, prefix, prefix + "URL")
        return None
    found: dict[str, str] = {}
    for name in (prefix + "URL", prefix + "ISSUER"):
        if not env.get(name, "").startswith("https://"):
            raise SettingsError(f"{name} is “{env.get(name, '')}”; it must begin with https://.")
        found[name] = env[name].rstrip("/")
    certificate = file_of(env, prefix + "CERTIFICATE")
    if certificate is None:
        raise SettingsError(f"{prefix}CERTIFICATE is not set; {prefix}URL needs it.")
    return DigitalPost(
        service=found[prefix + "URL"],
        issuer=found[prefix + "ISSUER"],
        certificate=certificate,
        authorities=file_of(env, prefix + "CA"),
    )


def _refuse_alone(env: Mapping[str, str], prefix: str, needed: str) -> None:
    for name in sorted(env):
        if name.startswith(prefix) and name != needed and env[name]:
            raise SettingsError(f"{name} is set, but {needed} is not; nothing would be sent.")
