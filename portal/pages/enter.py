"""The way in: choose how, go to the provider, come back.

The same views let people into the portal and into the adviser's room. What they need of the
application stands in :class:`Entrance`; they know no database.

Between going and coming back an attempt is kept. Its handle travels with the browser, and holds
a mark of a cookie that only this browser has: an answer that somebody else began does not fit. A
cross-site POST brings no such cookie (nor the reader's language), so what SAML posts is kept and
answered with a redirect to a page of ours, which looks at the cookie. Somebody could begin an
attempt, though, and have another person answer it. So that redirect holds a secret too, which only
the browser that brought the answer gets: whoever began must be who answered. An attempt is used
once.
"""

import logging
import re
import secrets
from collections.abc import Callable, Mapping
from functools import wraps
from hashlib import sha256
from typing import Any

from flask import Blueprint, abort, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.identity import UserRole
from portal.identity.signed_in import SignedIn, SignInError, Trouble, dumped, loaded
from portal.pages.audience import Audience, audience
from portal.pages.choosing import our_path
from portal.pages.cookies import cookie, keep_cookie
from portal.pages.entrance import CITIZEN, MINUTES, STAFF, Entrance, Saml
from portal.pages.limits import Limit, limited
from portal.pages.rendering import label, page, speaker

COOKIE = "log-ind"
PATHS = {"borger": CITIZEN, "medarbejder": STAFF}

_HANDLE = re.compile(r"[\w-]{22}\.[0-9a-f]{32}", re.ASCII)
_STATUS = {Trouble.DOWN: 503, Trouble.TOO_LOW: 403, Trouble.NO_ROLE: 403, Trouble.ELSEWHERE: 403}
_LOG = logging.getLogger(__name__)


def blueprint(entrance: Entrance) -> Blueprint:
    """Return the pages of the way in."""
    bp = Blueprint("enter", __name__)
    views = _Views(entrance)
    counted = limited(Limit.SIGN_IN)
    add_views(
        bp,
        Audience.PUBLIC,
        ("/log-ind", "GET", views.choose),
        ("/log-ind/<who>", "GET", counted(views.go)),
        ("/log-ind/retur", "GET", counted(views.back)),
        ("/log-ind/faerdig", "GET", views.finished),
        ("/log-ind/faerdig", "POST", views.chosen),
    )
    return bp


def saml_blueprint(entrance: Entrance) -> Blueprint:
    """Return where a SAML provider sends answers. What it posts carries no form token of ours."""
    bp = Blueprint("enter_saml", __name__)
    views = _Views(entrance)
    counted = limited(Limit.SIGN_IN)
    add_views(bp, Audience.MACHINE, ("/log-ind/saml", "POST", counted(views.answered)))
    return bp


def add_views(
    bp: Blueprint, who: Audience, *views: tuple[str, str, Callable[..., ResponseReturnValue]]
) -> None:
    """Add methods as views: path, HTTP method, and what answers."""
    for path, method, answers in views:
        bp.add_url_rule(path, answers.__name__, _view(who, answers), methods=[method])


def _view(
    who: Audience, answers: Callable[..., ResponseReturnValue]
) -> Callable[..., ResponseReturnValue]:
    """Return a function of its own, which can be marked with whom it is for."""

    @wraps(answers)
    def view(**values: str) -> ResponseReturnValue:
        return answers(**values)

    return audience(who)(view)


class _Views:
    """The views of one entrance."""

    def __init__(self, entrance: Entrance) -> None:
        self._in = entrance

    # --- in ------------------------------------------------------------------------------

    def choose(self) -> ResponseReturnValue:
        """Let somebody choose how to sign in."""
        ways = [
            {
                "href": url_for(
                    "enter.go", who=path, efter=wanted(request.args.get("efter")) or None
                ),
                "who": who,
            }
            for path, who in PATHS.items()
            if who in self._in.providers
        ]
        return page(
            "public/enter.html", title=label("enter.title"), ways=ways, demo_at=self._in.demo
        )

    def go(self, who: str) -> ResponseReturnValue:
        """Send the browser to the provider. A link, since a form may lead only to ourselves."""
        provider = self._in.providers.get(PATHS.get(who, ""))
        if provider is None:
            abort(404)
        mine = cookie(COOKIE) or secrets.token_urlsafe(32)
        handle = _handle(mine)
        try:
            begun = provider.begin(handle)
        except SignInError as error:
            return _trouble(error)
        kept = {
            "who": PATHS[who],
            "expected": dict(begun.expected),
            "efter": wanted(request.args.get("efter")),
        }
        self._in.attempts.keep(handle, provider.name, kept)
        response = make_response(redirect(begun.url, 303))
        keep_cookie(response, COOKIE, mine, MINUTES * 60)
        return response

    def back(self) -> ResponseReturnValue:
        """Take the answer of OpenID Connect. This browser must have asked."""
        handle = request.args.get("state", "")
        if _is_of_this_browser(handle):
            self._take(handle, request.args.to_dict(), by_saml=False)
        return redirect(url_for("enter.finished", forsoeg=handle), 303)

    def answered(self) -> ResponseReturnValue:
        """Take the answer of SAML, which a page of the provider posts."""
        if self._in.saml is None:
            abort(404)
        handle = request.form.get("RelayState", "")
        secret = self._take(handle, request.form.to_dict(), by_saml=True)
        return redirect(url_for("enter.finished", forsoeg=handle, svar=secret), 303)

    def _take(self, handle: str, answer: Mapping[str, str], *, by_saml: bool) -> str | None:
        """Keep what an answer says, once, and return the secret it is fetched with.

        What is wrong with it is kept too. An attempt is answered the way it was begun: what is
        posted is taken without a cookie, which OpenID Connect must not do without.
        """
        attempt = self._in.attempts.find(handle) if _HANDLE.fullmatch(handle) else None
        if attempt is None or "used" in attempt or "result" in attempt:
            return None
        if self._is_by_saml(attempt) is not by_saml:
            return None
        result: dict[str, Any]
        try:
            somebody = self._in.providers[attempt["who"]].finish(answer, attempt["expected"])
            result = {"somebody": dumped(somebody)}
        except SignInError as error:
            _LOG.warning("sign-in refused: %s", error)
            result = {"trouble": str(error.trouble)}
        secret = secrets.token_urlsafe(32)
        kept = self._in.attempts.answer(handle, result | {"secret": _hash(secret)})
        return secret if kept else None

    def _is_by_saml(self, attempt: Mapping[str, Any]) -> bool:
        return isinstance(self._in.providers.get(attempt["who"]), Saml)

    def finished(self) -> ResponseReturnValue:
        """Let somebody in, say what is wrong, or let them choose what to be."""
        handle, secret = request.args.get("forsoeg", ""), request.args.get("svar", "")
        try:
            who, somebody, roles = self._who(handle, secret)
        except SignInError as error:
            if error.trouble is Trouble.USED and self._in.stay(False):
                return redirect("/", 303)
            return _trouble(error)
        if len(roles) > 1:
            title = label("enter.roles.title")
            return page(
                "public/enter_roles.html",
                title=title,
                roles=roles,
                handle=handle,
                secret=secret,
                action=url_for("enter.chosen"),
            )
        return self._let_in(handle, somebody, roles[0], who["efter"])

    def chosen(self) -> ResponseReturnValue:
        """Let somebody in as what they chose to be."""
        handle, secret = request.form.get("forsoeg", ""), request.form.get("svar", "")
        try:
            who, somebody, roles = self._who(handle, secret)
        except SignInError as error:
            return _trouble(error)
        role = next((one for one in roles if one == request.form.get("rolle")), None)
        if role is None:
            return redirect(url_for("enter.finished", forsoeg=handle, svar=secret or None), 303)
        return self._let_in(handle, somebody, role, who["efter"])

    def _who(
        self, handle: str, secret: str
    ) -> tuple[Mapping[str, Any], SignedIn, tuple[UserRole, ...]]:
        """Return the attempt, who it was and what they may be.

        Raises:
            SignInError: It is used, over, somebody else's, or has come to nothing.
        """
        attempt = self._in.attempts.find(handle) if _is_of_this_browser(handle) else None
        if attempt is None:
            raise SignInError(Trouble.EXPIRED)
        if "used" in attempt:
            raise SignInError(Trouble.USED)
        result = attempt.get("result")
        if result is None or (self._is_by_saml(attempt) and not _fits(secret, result)):
            raise SignInError(Trouble.EXPIRED)
        if "trouble" in result:
            raise SignInError(Trouble(result["trouble"]))
        somebody = loaded(result["somebody"])
        return attempt, somebody, self._in.roles(attempt["who"], somebody)

    def _let_in(
        self, handle: str, somebody: SignedIn, role: UserRole, wanted: str
    ) -> ResponseReturnValue:
        if not self._in.attempts.use(handle):
            return _trouble(SignInError(Trouble.USED))
        response = make_response("", 303)
        response.headers["Location"] = self._in.begin(response, somebody, role, wanted)
        return response


def _trouble(error: SignInError) -> ResponseReturnValue:
    """Say what is wrong, what to do, and who helps."""
    if error.trouble is Trouble.DOWN:
        _LOG.error("sign-in is down: %s", error.detail)
    say = speaker().key
    body = page(
        "public/enter_trouble.html",
        title=say(f"enter.{error.trouble}.heading"),
        paragraphs=[say(f"enter.{error.trouble}.what"), say(f"enter.{error.trouble}.do")],
        again=error.trouble not in (Trouble.NO_ROLE, Trouble.ELSEWHERE, Trouble.NO_CPR),
    )
    return body, _STATUS.get(error.trouble, 400)


def _handle(mine: str) -> str:
    """Return a new name of an attempt that this browser can show to be its own."""
    name = secrets.token_urlsafe(16)
    return f"{name}.{_mark(mine, name)}"


def _mark(mine: str, name: str) -> str:
    return sha256(f"{mine}.{name}".encode()).hexdigest()[:32]


def _is_of_this_browser(handle: str) -> bool:
    mine = cookie(COOKIE)
    if not mine or not _HANDLE.fullmatch(handle):
        return False
    name, _, mark = handle.partition(".")
    return secrets.compare_digest(mark, _mark(mine, name))


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _fits(secret: str, result: Mapping[str, Any]) -> bool:
    """Return whether the browser that shows a secret is the one that brought the answer."""
    return secrets.compare_digest(result.get("secret", ""), _hash(secret))


def wanted(path: str | None) -> str:
    """Return where somebody wanted to go, "" when that is none of ours, or a way in or out."""
    ours = our_path(path)
    return "" if ours.startswith("/log-") else ours
