"""The composition root: the only module that knows everything."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime

from flask import Flask, Response
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from limits.errors import ConfigurationError
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import logs
from portal.identity.identifiers import Identifiers
from portal.municipality import Municipality, load
from portal.services.office import open_office
from portal.services.spoken_words import SpokenWords
from portal.settings import RESOURCES, Settings, SettingsError, from_environment
from portal.store.engine import open_engine, open_for_reading
from portal.web import audience, enter, errors, leave, security
from portal.web.api.documents import bp as documents
from portal.web.api.journal import bp as journal
from portal.web.api.views import bp as api
from portal.web.application import Application
from portal.web.assets import bundle
from portal.web.citizen import (
    access,
    access_code,
    acts,
    acts_contact,
    acts_promises,
    letters,
    looks,
)
from portal.web.citizen.give_on import bp as give_on
from portal.web.citizen.views import bp as citizen
from portal.web.compression import compress
from portal.web.editions import Editions
from portal.web.form_session import FormSessions, form_token
from portal.web.limits import Limits, use_limits
from portal.web.portal import Portal, close_reading, follow_wording
from portal.web.public import demo, security_txt
from portal.web.public.entrance import entrance
from portal.web.public.views import bp as public
from portal.web.reader import choices
from portal.web.rendering import facts_by_language, label
from portal.web.staff import handover as staff_handover
from portal.web.staff import late, unusual
from portal.web.staff import letters as staff_letters
from portal.web.staff.views import bp as staff
from portal.wording.catalogue import load_catalogue

MOST_BYTES = 8 * 1024 * 1024


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
    app = Application(
        "portal",
        template_folder=str(RESOURCES / "templates"),
        static_folder=str(RESOURCES / "static"),
    )
    here = _portal(settings, municipality, clock)
    app.extensions["portal"] = here
    _configure(app, settings)
    _serve_style_sheet(app, here)
    for blueprint in (public, demo.bp, security_txt.bp):
        app.register_blueprint(blueprint)
    _open_entrance(app, here)
    for blueprint in (citizen, staff, api, documents, journal):
        app.register_blueprint(blueprint)
    for citizens in (access.bp, access_code.bp):
        app.register_blueprint(citizens)
    for citizens in (acts.bp, acts_promises.bp, acts_contact.bp, letters.bp, looks.bp):
        app.register_blueprint(citizens)
    app.register_blueprint(give_on)
    for desks in (staff_letters.bp, staff_handover.bp, unusual.bp):
        app.register_blueprint(desks)
    app.before_request(follow_wording)
    app.before_request(late.keep_what_was_typed)
    app.before_request(audience.check)
    app.teardown_appcontext(close_reading)
    app.after_request(security.harden)
    errors.register(app)
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
        editions=Editions(spoken),
        office=office,
        clock=clock,
        css=css,
        css_url=f"/static/site-{digest}.css",
        facts=facts_by_language(municipality),
    )


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="formular",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.behind_tls,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        WTF_CSRF_TIME_LIMIT=None,
        # Over https a form would be refused without a Referer, which our own policy forbids.
        WTF_CSRF_SSL_STRICT=False,
        BABEL_DEFAULT_LOCALE="da",
        BABEL_DEFAULT_TIMEZONE="Europe/Copenhagen",
        BABEL_TRANSLATION_DIRECTORIES=str(RESOURCES / "translations"),
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.autoescape = True
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    logs.set_up(settings.log_level)
    app.session_interface = FormSessions(app)
    csrf = CSRFProtect(app)
    csrf.exempt(api)
    csrf.exempt(journal)
    csrf.exempt(documents)
    app.jinja_env.globals.update(csrf_token=form_token, t=label)
    use_limits(app, _limits(settings))
    Babel(app, locale_selector=lambda: choices().lang)
    compress(app)


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


def _serve_style_sheet(app: Flask, here: Portal) -> None:
    """Serve the one style sheet at an address that changes with its content."""

    @audience.audience(audience.Audience.PUBLIC)
    def style_sheet() -> Response:
        response = Response(here.css, mimetype="text/css")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    app.add_url_rule(here.css_url, "style_sheet", style_sheet)
