"""The Flask application, with our own requests, answers and templates."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from portal.pages.answers import PortalResponse
from portal.pages.jinja import Templates
from portal.pages.uploads import PortalRequest


class Application(Flask):
    """Flask as the portal uses it: nothing of ours is a coroutine."""

    request_class = PortalRequest
    response_class = PortalResponse
    jinja_environment = Templates

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return a view or a hook as it is: Flask would look into seven of them for each page."""
        return func
