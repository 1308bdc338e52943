"""Where a case stands, in the very words its citizen reads."""

from typing import Any

from portal.core import status
from portal.core.promises import PromiseState
from portal.core.say import Say, say
from portal.pages.fields import told
from portal.pages.rendering import label, speaker
from portal.web.citizen.panel import freshness, no_promise, promise_text, step_line
from portal.web.citizen.reading import Reading
from portal.web.staff.forms import wait_text
from portal.web.staff.opened import DeskCase


def stands(case: DeskCase) -> dict[str, Any]:
    """Return the heading, the step, what is waited for, and the promise that is shown."""
    seen, speak = case.as_seen(), speaker()
    promise = seen.promise
    return {
        "heading": speak.say(status.heading(case.state)),
        "step": step_line(seen, label),
        "fresh": freshness(seen, speak),
        "waits": [told(wait_text(wait)) for wait in case.state.waiting.values()],
        "promise": speak.say(promise_text(promise) if promise else _no_promise(seen)),
        "missed": promise is not None and promise.state is PromiseState.MISSED,
    }


def _no_promise(seen: Reading) -> Say:
    """Return that nothing is promised, to those who can promise it and not to the citizen."""
    found = no_promise(seen)
    return say("desk.stands.no_promise") if found.key.startswith("promise.") else found
