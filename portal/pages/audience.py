"""Who a view is for. A view that says nothing is closed."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from flask import Flask, abort

from portal.identity import AT_WORK, UserRole
from portal.pages.site import site
from portal.pages.unproxied import application, this_request

View = TypeVar("View", bound=Callable[..., object])
_MARK = "portal_audience"


class Audience(StrEnum):
    """Who a view is for. MACHINE means that the view checks a token of its own.

    STAFF is everybody who works here; LEADER those who see to a unit as well;
    DATA_PROTECTION whoever sees to it that cases are opened by those who need to.
    """

    PUBLIC = "public"
    CITIZEN = "citizen"
    STAFF = "staff"
    LEADER = "leader"
    DATA_PROTECTION = "data_protection"
    ADVISER = "adviser"
    EDITOR = "editor"
    COUNCIL = "council"
    WORDING = "wording"
    MACHINE = "machine"


_ROLES = {
    Audience.CITIZEN: frozenset({UserRole.CITIZEN}),
    Audience.STAFF: AT_WORK,
    Audience.LEADER: frozenset({UserRole.LEADER}),
    Audience.ADVISER: frozenset({UserRole.ADVISER}),
    Audience.DATA_PROTECTION: frozenset({UserRole.DATA_PROTECTION}),
    Audience.EDITOR: frozenset({UserRole.EDITOR}),
    Audience.COUNCIL: frozenset({UserRole.COUNCIL}),
    Audience.WORDING: frozenset({UserRole.EDITOR, UserRole.COUNCIL}),
}


def audience(who: Audience) -> Callable[[View], View]:
    """Say who a view is for."""

    def mark(view: View) -> View:
        setattr(view, _MARK, who)
        return view

    return mark


def audience_of(app: Flask, endpoint: str) -> Audience | None:
    """Return who an endpoint is for, None when it does not say."""
    return getattr(app.view_functions[endpoint], _MARK, None)


def check() -> None:
    """Stop a request that is not for this reader."""
    endpoint = this_request().endpoint
    if endpoint is None or endpoint == "static":
        return
    who = audience_of(application(), endpoint)
    if who in (Audience.PUBLIC, Audience.MACHINE):
        return
    if who is None:
        abort(403)
    identity = site().who()
    if identity is None:
        abort(401)
    if identity.role not in _ROLES[who]:
        abort(404)
