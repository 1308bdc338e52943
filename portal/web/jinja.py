"""Moved to portal/pages/jinja.py; import it from there."""

from portal.pages.jinja import *  # noqa: F403
