"""Receive the authority's own document, so that nobody has to upload it at the desk."""

from http import HTTPStatus

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from portal.core.vocabulary import LetterKind
from portal.pages.audience import Audience, audience
from portal.pages.problem import problem
from portal.services.keep_document import (
    KINDS,
    Document,
    DocumentProblem,
    DocumentRefusedError,
    keep_document,
)
from portal.store import letters
from portal.web.api.views import limited_api, source_of_token, unauthorized
from portal.web.portal import portal, reading

bp = Blueprint("documents", __name__, url_prefix="/api/v1/documents")

_MOST_REFERENCE = 80


@bp.post("")
@audience(Audience.MACHINE)
@limited_api
def keep() -> ResponseReturnValue:
    """Keep a decision or reassessment of one of the source's cases. The same again is one."""
    source = source_of_token()
    if source is None:
        return unauthorized()
    if request.mimetype != "application/pdf":
        return problem(415, "media-type", "Send application/pdf.")
    kind, about = request.args.get("kind", ""), request.args.get("about", "")
    reference = request.args.get("case", "")
    if kind not in KINDS:
        return problem(400, "kind", f"kind must be one of: {', '.join(KINDS)}.")
    if not 0 < len(about) <= _MOST_REFERENCE or not 0 < len(reference) <= _MOST_REFERENCE:
        return problem(400, "reference", "case and about must be references.")
    case_id = letters.case_of_source(reading(), source.name, reference)
    if case_id is None:
        return problem(404, "no-case", "The source has told of no such case.")
    here = portal()
    document = Document(case_id, LetterKind(kind), about, request.get_data())
    try:
        with here.engine.begin() as connection:
            public_id = keep_document(connection, document, here.identifiers, here.now())
    except DocumentRefusedError as refused:
        status = 413 if refused.problem is DocumentProblem.TOO_BIG else 422
        return problem(status, "document", _WHY[refused.problem], reason=str(refused.problem))
    return jsonify(document=public_id), HTTPStatus.CREATED


_WHY = {
    DocumentProblem.EMPTY: "The body is empty.",
    DocumentProblem.NOT_A_PDF: "The body is no PDF.",
    DocumentProblem.CUT_SHORT: "The PDF is not whole.",
    DocumentProblem.LOCKED: "The PDF is locked: a citizen could not open it.",
    DocumentProblem.TOO_BIG: "The PDF is too big.",
}
