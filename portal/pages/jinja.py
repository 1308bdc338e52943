"""The template engine, which looks into what our parts are made of first."""

from typing import Any

from flask.templating import Environment


class Templates(Environment):
    """Flask's environment; the name after a dot is first of all a key.

    The parts of a page are dicts. Jinja looks for an attribute first, and each attribute that
    a dict does not have cost an exception.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a template means by ``obj.attribute``."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)
