"""Make an application whose pages have our frame: the portal's, and the adviser's room's."""

from hashlib import sha256

from flask import Response
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.pages import audience, errors, security
from portal.pages.application import Application
from portal.pages.compression import compress
from portal.pages.form_session import FormSessions, form_token
from portal.pages.limits import Limits, use_limits
from portal.pages.reader import choices
from portal.pages.rendering import label
from portal.pages.site import EXTENSION, Site
from portal.pages.unproxied import this_request
from portal.settings import RESOURCES

MOST_BYTES = 8 * 1024 * 1024
_ONLY_ASKS = frozenset({"GET", "HEAD", "OPTIONS"})


def new_application(name: str) -> Application:
    """Return an application that finds our templates and static files."""
    return Application(
        name,
        template_folder=str(RESOURCES / "templates"),
        static_folder=str(RESOURCES / "static"),
    )


def set_up(
    app: Application,
    site: Site,
    secret: str,
    limits: Limits,
    trusted_proxies: int = 0,
    cookie: str = "formular",
) -> CSRFProtect:
    """Give an application our frame; every view is closed until it says who it is for.

    Args:
        app: The application.
        site: What its pages ask.
        secret: Signs the token of forms.
        limits: How often things may be done.
        trusted_proxies: How many proxies in front of it are believed.
        cookie: The name of the cookie that the token is checked against.

    Returns:
        What checks the token of every form; an interface of machines is exempted from it.
    """
    app.extensions[EXTENSION] = site
    app.config.update(
        SECRET_KEY=secret,
        SESSION_COOKIE_NAME=cookie,
        SESSION_COOKIE_SECURE=site.behind_tls,
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
    if trusted_proxies:
        hops = trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    app.session_interface = FormSessions(app)
    csrf = _FormTokens(app)
    app.jinja_env.globals.update(csrf_token=form_token, t=label)
    use_limits(app, limits)
    Babel(app, locale_selector=lambda: choices().lang)
    compress(app)
    _serve_style_sheet(app, site)
    _serve_session_script(app)
    return csrf


class _FormTokens(CSRFProtect):  # type: ignore[misc]
    """Flask-WTF's check of every form. It looked for exemptions from it on pages as well."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Check the token of a form that is sent."""
        if this_request().method not in _ONLY_ASKS:
            super().protect(apply_exemptions)


def close_what_is_closed(app: Application) -> None:
    """Check who every view is for, harden every answer, and give every error its page.

    Called last: what an application does before a view comes before the check.
    """
    app.before_request(audience.check)
    app.after_request(security.harden)
    errors.register(app)


def _serve_style_sheet(app: Application, site: Site) -> None:
    """Serve the one style sheet at an address that changes with its content."""

    @audience.audience(audience.Audience.PUBLIC)
    def style_sheet() -> Response:
        response = Response(site.css, mimetype="text/css")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    app.add_url_rule(site.css_url, "style_sheet", style_sheet)


def _serve_session_script(app: Application) -> None:
    """Serve the one script of pages for who has signed in, as the style sheet is served."""
    script = (RESOURCES / "static" / "js" / "session.js").read_bytes()
    address = f"/static/session-{sha256(script).hexdigest()[:12]}.js"
    app.config["SESSION_JS"] = address

    @audience.audience(audience.Audience.PUBLIC)
    def session_script() -> Response:
        response = Response(script, mimetype="text/javascript")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    app.add_url_rule(address, "session_script", session_script)
