"""Receive events, hand out the contract, say whether the portal is well."""

import hmac
from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import BadRequest

from portal.municipality import Source
from portal.pages.audience import Audience, audience
from portal.pages.limits import Limit, limited
from portal.pages.problem import problem
from portal.services.record_events import From, Origin, Receipt, record_events
from portal.sources.openapi import document
from portal.store import cases, outbox
from portal.web.portal import portal, reading

bp = Blueprint("api", __name__)


def name_of_source() -> str | None:
    """Return the source of the request's token, None when it has none of ours."""
    source = source_of_token()
    return None if source is None else f"source {source.name}"


limited_api = limited(Limit.API, name_of_source)
"""Counts what one source asks and tells; without its token, what comes from one address."""

MOST_EVENTS = 1000
POST_WAITS = timedelta(minutes=15)
"""How long something may wait untried: then the worker does not run."""
_ONE = {"application/cloudevents+json"}
_MANY = {"application/cloudevents-batch+json"}
_EITHER = {"application/json"}


@bp.post("/api/v1/events")
@audience(Audience.MACHINE)
@limited_api
def push() -> ResponseReturnValue:
    """Record what a case system sends. One token writes one source's cases only."""
    source = source_of_token()
    if source is None:
        return unauthorized()
    if request.mimetype not in _ONE | _MANY | _EITHER:
        return problem(415, "media-type", "Send application/cloudevents-batch+json.")
    try:
        payload = request.get_json(force=True)
    except (BadRequest, RecursionError):
        return problem(400, "not-json", "The body is not JSON.")
    refused = _wrong_form(payload)
    if refused is not None:
        return refused
    here = portal()
    receipt = record_events(
        here.engine,
        payload if isinstance(payload, list) else [payload],
        From(source.name, source.go_live, Origin.PUSH),
        here.identifiers,
        here.now(),
    )
    return _answer(receipt)


@bp.get("/openapi.json")
@audience(Audience.PUBLIC)
def contract() -> ResponseReturnValue:
    """Hand out the contract."""
    return jsonify(document())


@bp.get("/healthz")
@audience(Audience.PUBLIC)
def health() -> ResponseReturnValue:
    """Say whether the portal can reach its database, and whether the worker sends."""
    try:
        cases.any_case(reading())
        late = outbox.waits_since(reading(), portal().now() - POST_WAITS)
    except SQLAlchemyError:
        # Not the exception: a driver's words may hold the address and its password.
        current_app.logger.error("healthz: the database does not answer")  # noqa: TRY400
        return jsonify(status="fail", database="unreachable"), HTTPStatus.SERVICE_UNAVAILABLE
    return jsonify(status="ok", database="ok", post="late" if late else "ok")


def unauthorized() -> Response:
    """Return that a token is missing or not known."""
    answer = problem(401, "unauthorized", "A bearer token of a source is needed.")
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _wrong_form(payload: object) -> Response | None:
    if isinstance(payload, list):
        if request.mimetype in _ONE:
            return problem(400, "not-one-event", "Send one event, or the batch media type.")
        if len(payload) > MOST_EVENTS:
            return problem(413, "too-many", f"Send at most {MOST_EVENTS} events at a time.")
    elif request.mimetype in _MANY:
        return problem(400, "not-a-batch", "A batch is a list of events.")
    elif not isinstance(payload, dict):
        return problem(400, "not-an-event", "An event is a JSON object.")
    return None


def _answer(receipt: Receipt) -> ResponseReturnValue:
    counts = {"recorded": receipt.recorded, "repeated": receipt.repeated}
    if receipt.unknown_types:
        counts["unknown_types"] = receipt.unknown_types
    if not receipt.set_aside:
        return jsonify(**counts, set_aside=0)
    errors = [
        {
            "index": aside.index,
            "id": aside.unusable.event_id,
            "pointer": found.pointer,
            "code": found.code,
            "reason": found.reason,
        }
        for aside in receipt.set_aside
        for found in aside.unusable.problems
    ]
    return problem(
        422,
        "set-aside",
        f"{len(receipt.set_aside)} of the events could not be used and are kept aside.",
        **counts,
        set_aside=len(receipt.set_aside),
        errors=errors,
    )


def source_of_token() -> Source | None:
    """Return the source a bearer token belongs to, None when it belongs to none."""
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not given:
        return None
    here = portal()
    for source in here.municipality.sources:
        token = here.settings.source_token(source.name)
        if token and hmac.compare_digest(token.encode(), given.strip().encode()):
            return source
    return None
