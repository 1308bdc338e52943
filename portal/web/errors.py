"""Moved to portal/pages/errors.py; import it from there."""

from portal.pages.errors import *  # noqa: F403
