"""The composition root: the only module that knows everything."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime

from flask import Flask
from limits.errors import ConfigurationError

from portal import logs
from portal.identity.identifiers import Identifiers
from portal.municipality import Municipality, load
from portal.pages import enter, leave
from portal.pages.assets import bundle
from portal.pages.editions import Editions
from portal.pages.limits import Limits
from portal.pages.rendering import facts_by_language
from portal.pages.set_up import close_what_is_closed, new_application, set_up
from portal.services.office import open_office
from portal.services.spoken_words import SpokenWords
from portal.settings import RESOURCES, Settings, SettingsError, from_environment
from portal.store.engine import open_engine, open_for_reading
from portal.web import sign_in
from portal.web.api.documents import bp as documents
from portal.web.api.journal import bp as journal
from portal.web.api.views import bp as api
from portal.web.citizen import (
    access,
    access_code,
    access_letter,
    acts,
    acts_contact,
    acts_promises,
    again,
    ended,
    letters,
    looks,
)
from portal.web.citizen.give_on import bp as give_on
from portal.web.citizen.late import forget_sent, keep_or_give_back
from portal.web.citizen.views import bp as citizen
from portal.web.council.answers import bp as answers
from portal.web.council.compare import bp as compare
from portal.web.council.openness import bp as openness
from portal.web.council.rounds import bp as rounds
from portal.web.council.views import bp as council
from portal.web.council.walk import bp as walk
from portal.web.editor.views import bp as editor
from portal.web.navigation import ways
from portal.web.portal import Portal, close_reading, follow_wording
from portal.web.public import demo, security_txt
from portal.web.public.entrance import entrance, stays
from portal.web.public.views import bp as public
from portal.web.staff import again as staff_again
from portal.web.staff import handover as staff_handover
from portal.web.staff import late, unusual
from portal.web.staff import letters as staff_letters
from portal.web.staff.views import bp as staff
from portal.web.understood.numbers import bp as understood_numbers
from portal.web.understood.views import bp as understood
from portal.web.understood.words import bp as citizen_words
from portal.wording.catalogue import load_catalogue


def create_app(
    settings: Settings | None = None,
    municipality: Municipality | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Flask:
    """Return the application.

    Raises:
        SettingsError: A setting is missing or wrong.
        MunicipalityError: A fact of the municipality is missing or wrong.
    """
    settings = settings or from_environment()
    municipality = municipality or load(settings.municipality, demo=settings.demo)
    app = new_application("portal")
    here = _portal(settings, municipality, clock)
    logs.set_up(settings.log_level)
    csrf = set_up(app, here, settings.secret_key, _limits(settings), settings.trusted_proxies)
    for machines in (api, journal, documents):
        csrf.exempt(machines)
    for blueprint in (public, demo.bp, security_txt.bp):
        app.register_blueprint(blueprint)
    _open_entrance(app, here)
    for blueprint in (citizen, staff, api, documents, journal):
        app.register_blueprint(blueprint)
    for citizens in (access.bp, access_code.bp, access_letter.bp, ended.bp):
        app.register_blueprint(citizens)
    for citizens in (acts.bp, acts_promises.bp, acts_contact.bp, letters.bp, looks.bp, again.bp):
        app.register_blueprint(citizens)
    app.register_blueprint(give_on)
    app.register_blueprint(understood)
    for desks in (staff_letters.bp, staff_handover.bp, staff_again.bp, unusual.bp):
        app.register_blueprint(desks)
    app.register_blueprint(editor)
    for readers in (
        council,
        answers,
        compare,
        walk,
        rounds,
        openness,
        understood_numbers,
        citizen_words,
    ):
        app.register_blueprint(readers)
    app.before_request(follow_wording)
    app.before_request(late.keep_what_was_typed)
    app.before_request(keep_or_give_back)
    app.after_request(forget_sent)
    app.teardown_appcontext(close_reading)
    close_what_is_closed(app)
    return app


def _open_entrance(app: Flask, here: Portal) -> None:
    """Let people in and out."""
    way_in = entrance(here)
    app.config["SIGN_IN_AT"] = way_in.demo or "/log-ind"
    answers = enter.saml_blueprint(way_in)
    for blueprint in (enter.blueprint(way_in), answers, leave.blueprint(way_in)):
        app.register_blueprint(blueprint)
    # What a provider posts carries no form token of ours; the attempt it names takes its place.
    app.extensions["csrf"].exempt(answers)


def _portal(
    settings: Settings, municipality: Municipality, clock: Callable[[], datetime]
) -> Portal:
    engine = open_engine(settings.database_url)
    office = open_office(municipality)
    look = municipality.look
    spoken = SpokenWords(load_catalogue(RESOURCES / "translations"), clock)
    css, digest = bundle(RESOURCES / "static" / "css" / "src", link=look.link, tint=look.tint)
    return Portal(
        settings=settings,
        municipality=municipality,
        engine=engine,
        reading=open_for_reading(settings.database_url),
        identifiers=Identifiers(settings.identifier_key),
        catalogue=spoken,
        editions=Editions(lambda: spoken.edition.words),
        office=office,
        clock=clock,
        css=css,
        css_url=f"/static/site-{digest}.css",
        facts=facts_by_language(municipality, settings.room.address if settings.room else None),
        closed=office.closed,
        demo=settings.demo,
        behind_tls=settings.behind_tls,
        who=sign_in.current,
        ways=ways,
        stays=stays,
    )


def _limits(settings: Settings) -> Limits:
    rates = asdict(settings.limits)
    store = rates.pop("store")
    try:
        return Limits(rates, store, settings.secret_key)
    except ConfigurationError:
        raise SettingsError(
            "SAGSVEJ_LIMITS_STORE needs a package that is not installed: "
            "pip install 'sagsvej[shared-limits]'."
        ) from None
