"""What a provider of sign-in says of somebody, and what can go wrong on the way."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any, Protocol


class Assurance(IntEnum):
    """How sure a provider is of who somebody is: the levels of NSIS, in their order."""

    NONE = 0
    LOW = 1
    SUBSTANTIAL = 2
    HIGH = 3


class Trouble(StrEnum):
    """Why nobody could be signed in. Each has a page in plain words."""

    CANCELLED = "cancelled"
    TOO_LOW = "too_low"
    REFUSED = "refused"
    DOWN = "down"
    NOT_GENUINE = "not_genuine"
    USED = "used"
    EXPIRED = "expired"
    CLOCK = "clock"
    NO_CPR = "no_cpr"
    NO_ROLE = "no_role"
    ELSEWHERE = "elsewhere"


class SignInError(Exception):
    """Nobody was signed in. ``detail`` is for the log and holds nothing about a person."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(f"{trouble}: {detail}" if detail else str(trouble))
        self.trouble = trouble
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Granted:
    """Whom somebody may act for: an identifier, and the privileges as the provider names them."""

    identifier: str = field(repr=False)
    privileges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody a provider vouches for.

    Attributes:
        provider: Which of ours it was: ``saml``, ``oidc`` or ``directory``.
        subject: What the provider knows them by; not an identifier of ours.
        identifier: The CPR number, ten digits; None when they have none or it was not told.
        name: What they are called, None when it is protected or was not told.
        assurance: How sure the provider is.
        born_on: Their birthday, when it was told.
        mandates: Whom they may act for: Digital Fuldmagt.
        groups: What the directory has them in, as it names it. Staff only.
        unit: Their part of the municipality, as the directory names it. Staff only.
        logout: What the provider wants back when the session ends, as it is to be kept.
        session: What the provider calls the session when it ends it, None when it never does.
    """

    provider: str
    subject: str = field(repr=False)
    identifier: str | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)
    assurance: Assurance = Assurance.NONE
    born_on: date | None = field(default=None, repr=False)
    mandates: tuple[Granted, ...] = ()
    groups: tuple[str, ...] = ()
    unit: str | None = None
    logout: Mapping[str, str] = field(default_factory=dict, repr=False)
    session: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the browser is sent to sign in, and what the answer must fit."""

    url: str
    expected: Mapping[str, str] = field(repr=False)


class Provider(Protocol):
    """Somebody who vouches for people: NemLog-in, a broker, the municipality's directory."""

    @property
    def name(self) -> str:
        """What sessions are marked with, at most 20 characters."""

    def begin(self, state: str) -> Begun:
        """Return where to send the browser. ``state`` comes back with the answer.

        Raises:
            SignInError: The provider gives no answer.
        """

    def finish(self, answer: Mapping[str, str], expected: Mapping[str, str]) -> SignedIn:
        """Return who the answer says it is.

        Args:
            answer: What came back, by name.
            expected: What :meth:`begin` said the answer must fit.

        Raises:
            SignInError: The answer is a refusal, is not genuine or does not fit.
        """

    def farewell(self, logout: Mapping[str, str], state: str) -> str | None:
        """Return where the browser ends the session at the provider; None when it cannot."""


def dumped(somebody: SignedIn) -> dict[str, Any]:
    """Return somebody as JSON can hold them, to be kept encrypted for a moment."""
    told = asdict(somebody)
    told["assurance"] = int(somebody.assurance)
    told["born_on"] = somebody.born_on.isoformat() if somebody.born_on else None
    return told


def loaded(told: Mapping[str, Any]) -> SignedIn:
    """Return somebody from what :func:`dumped` made."""
    return SignedIn(
        **{
            **told,
            "assurance": Assurance(told["assurance"]),
            "born_on": date.fromisoformat(told["born_on"]) if told["born_on"] else None,
            "mandates": tuple(
                Granted(one["identifier"], tuple(one["privileges"])) for one in told["mandates"]
            ),
            "groups": tuple(told["groups"]),
        }
    )
