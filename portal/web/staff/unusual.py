"""Openings of cases worth asking about, for whoever is responsible for data protection."""

from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.looks import What
from portal.core.say import say
from portal.core.unusual import WINDOW_DAYS, ToAsk, Unusual
from portal.pages.audience import Audience, audience
from portal.pages.rendering import label, page, speaker
from portal.services.look import by_staff, write_looks
from portal.services.unusual_looks import things_to_ask
from portal.store import unusual_looks
from portal.web import sign_in
from portal.web.citizen.look_lines import capital
from portal.web.portal import portal, reading
from portal.wording.dates import long_date, moment

bp = Blueprint("data_protection", __name__, url_prefix="/databeskyttelse")


@bp.get("", strict_slashes=False)
@audience(Audience.DATA_PROTECTION)
def things() -> ResponseReturnValue:
    """Show what there is to ask about, by the case's reference only; that it is seen is written."""
    identity, now = sign_in.current(), portal().now()
    if identity is None:
        abort(401)
    write_looks(reading(), [by_staff(identity, None, What.UNUSUAL, now)])
    found = things_to_ask(reading(), now)
    every = {case for one in found for case in one.cases}
    public = unusual_looks.public_ids(reading(), every)
    explained = unusual_looks.explained(reading())
    return page(
        "staff/unusual.html",
        things=[_thing(one, public, explained) for one in found],
        nothing=speaker().say(say("unusual.none", number=WINDOW_DAYS)),
        title=label("unusual.title"),
    )


@bp.post("/spurgt")
@audience(Audience.DATA_PROTECTION)
def explained() -> ResponseReturnValue:
    """Note that something was asked about and explained. What was said stands nowhere."""
    identity, here = sign_in.current(), portal()
    if identity is None or identity.staff is None:
        abort(404)
    wanted = request.form.get("thing", "")
    if all(one.key != wanted for one in things_to_ask(reading(), here.now())):
        # It is no longer on the list.
        return redirect(url_for("data_protection.things"), 303)
    with here.engine.begin() as connection:
        unusual_looks.note_explained(connection, wanted, identity.staff, here.now())
    return redirect(url_for("data_protection.things", _anchor=f"t-{wanted[:12]}"), 303)


def _thing(one: ToAsk, public: dict[int, str], explained: dict[str, Any]) -> dict[str, Any]:
    speak, year = speaker(), portal().today().year
    values: dict[str, int] = {}
    if one.kind in (Unusual.MANY, Unusual.NOT_ASSIGNED):
        values["number"] = one.number
    if one.kind is Unusual.MANY:
        values["old"] = one.usual
    at = explained.get(one.key)
    return {
        "id": f"t-{one.key[:12]}",
        "key": one.key,
        "day": capital(long_date(one.day, speak.language)),
        "who": ", ".join(filter(None, (one.name or label("unusual.unnamed"), one.unit))),
        "what": speak.say(say(f"unusual.{one.kind}", **values)),
        # A case that was removed since has no reference any more.
        "cases": [public[case] for case in one.cases if case in public],
        "explained": speak.say(say("unusual.asked", when=moment(at, speak.language, year)))
        if at
        else None,
    }
