"""The room's composition root: the only module that knows all of it."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from flask import Flask

from portal import logs
from portal.adviser_room import sign_in
from portal.adviser_room.entrance import entrance, stays
from portal.adviser_room.navigation import ways
from portal.adviser_room.paper import Paper
from portal.adviser_room.room import Room
from portal.adviser_room.seals import Seals
from portal.adviser_room.settings import RoomSettings, room_from_environment
from portal.adviser_room.store.engine import open_room
from portal.adviser_room.sweep import Sweep
from portal.adviser_room.web import citizen, copies, desk, intake, numbers, papers, public
from portal.identity.identifiers import Identifiers
from portal.municipality import Municipality, MunicipalityError, load
from portal.pages import enter, leave
from portal.pages.assets import bundle
from portal.pages.editions import Editions
from portal.pages.limits import Limits
from portal.pages.rendering import facts_by_language
from portal.pages.set_up import close_what_is_closed, new_application, set_up
from portal.settings import RESOURCES
from portal.wording.catalogue import load_catalogue
from portal.wording.own_file import FollowedFile

FORM_COOKIE = "formular-rum"


def create_app(
    settings: RoomSettings | None = None,
    municipality: Municipality | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Flask:
    """Return the application.

    Raises:
        SettingsError: A setting is missing or wrong.
        MunicipalityError: A fact of the municipality is wrong, or there is no adviser.
    """
    settings = settings or room_from_environment()
    municipality = municipality or load(settings.municipality, demo=settings.demo)
    if municipality.adviser.kind == "none":
        raise MunicipalityError("adviser.kind is “none”; there is no room to run.")
    app = new_application("adviser_room")
    here = _room(settings, municipality, clock)
    logs.set_up(settings.log_level)
    rates = asdict(settings.limits)
    limits = Limits(rates, rates.pop("store"), settings.secret_key)
    csrf = set_up(
        app, here, settings.secret_key, limits, settings.trusted_proxies, cookie=FORM_COOKIE
    )
    csrf.exempt(intake.bp)
    for blueprint in (public.bp, citizen.bp, copies.bp, papers.bp, desk.bp, numbers.bp, intake.bp):
        app.register_blueprint(blueprint)
    _open_entrance(app, here, csrf)
    app.before_request(Sweep(here).now_and_then)
    close_what_is_closed(app)
    return app


def _open_entrance(app: Flask, here: Room, csrf: Any) -> None:
    """Let people in and out: with a button in the demo, else as the portal does."""
    way_in = entrance(here)
    app.config["SIGN_IN_AT"] = way_in.demo or "/log-ind"
    answers = enter.saml_blueprint(way_in)
    for blueprint in (enter.blueprint(way_in), answers, leave.blueprint(way_in)):
        app.register_blueprint(blueprint)
    csrf.exempt(answers)
    if here.demo:
        # The demo's people are needed for nothing else.
        from portal.adviser_room.web.demo import bp as demo  # noqa: PLC0415

        app.register_blueprint(demo)


def _room(
    settings: RoomSettings, municipality: Municipality, clock: Callable[[], datetime]
) -> Room:
    own = FollowedFile(load_catalogue(RESOURCES / "translations"), settings.wording)
    look = municipality.look
    css, digest = bundle(RESOURCES / "static" / "css" / "src", link=look.link, tint=look.tint)
    return Room(
        settings=settings,
        municipality=municipality,
        engine=open_room(settings.database_url),
        seals=Seals(Identifiers(settings.identifier_key)),
        paper=Paper(RESOURCES),
        editions=Editions(own.words),
        clock=clock,
        css=css,
        css_url=f"/static/site-{digest}.css",
        facts=_facts(municipality),
        closed=frozenset(),
        demo=settings.demo,
        behind_tls=settings.behind_tls,
        who=sign_in.current,
        ways=ways,
        stays=stays,
        portal_at=settings.case_address,
    )


def _facts(municipality: Municipality) -> dict[str, Any]:
    """Return the facts as the room's pages read them: its name and phone are the adviser's."""
    found = facts_by_language(municipality, room="")
    for one in found.values():
        one.title, one.phone = one.adviser.name, one.adviser.phone
    return found
