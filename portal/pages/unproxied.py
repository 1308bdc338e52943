"""The request, what is kept while it lasts, and the application: without Flask's proxies.

``request``, ``g`` and ``current_app`` look up what they stand for at each use. A page of a case
used them seventy times, and that was a twentieth of its time.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, Request, current_app, g, request

this_request: Callable[[], Request] = request._get_current_object  # type: ignore[attr-defined]
"""Returns the request that is answered now."""

kept: Callable[[], Any] = g._get_current_object
"""Returns what Flask calls ``g``: it goes when the request does."""

application: Callable[[], Flask] = current_app._get_current_object  # type: ignore[attr-defined]
"""Returns the application that answers."""
